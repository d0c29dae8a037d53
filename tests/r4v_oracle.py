"""R4V's models once more in plain Python, written from their description and not from the queries.

A row is a dict with the columns of the mart of deliveries; None is an empty cell.
"""

from collections import defaultdict
from typing import Any

Row = dict[str, Any]
TYPES = ("in_destination", "in_transit", "host_community", "pendular", "returnees")
SPLIT = ("girls", "boys", "women", "men")
AGES = (*SPLIT, "other_under_18", "other_18_plus")
MEASURES = ("persons", *TYPES, *AGES, "persons_in_cash")
LARGEST = {"shelter", "humanitarian transportation", "wash", "food security"}
ADDED = {"multipurpose cash assistance (mpc)", "integration", "health", "education"}
REPORTED = {"protection (general)"}
MODELS = ("sum", "maxsector", "southernconemodel", "maxagegender")
BASES = ("in_need", "targeted")

Figures = dict[str, int | None]


class Models:
    """All models over rows, with the shares and the list of indicators of an operation.

    ``shares`` are by basis, department code (None for none), folded sector, population type and group of sex and age.
    ``types`` has the type of each folded sector and indicator; None for an operation without such a list.
    ``dialects`` are by batch.
    """

    def __init__(
        self,
        rows: list[Row],
        shares: dict[tuple, float],
        types: dict[tuple[str, str], str] | None,
        dialects: dict[int, str],
    ) -> None:
        self.shares = shares
        self.types = types
        self.dialects = dialects
        counting = {table_of(r) for r in rows if r["persons_new"] is not None}
        self.marked = {
            table_of(r) for r in rows if r["persons_new"] is not None and r["in_plan"] is not None
        }
        self.read = [r for r in rows if r["is_counted"] and table_of(r) in counting]
        self.standing = [self._standing(r) for r in self.read]
        entering = [
            r for r, standing in zip(self.read, self.standing, strict=True) if standing == "in"
        ]
        self.sectors: dict[tuple, Figures] = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
        for r in entering:
            figures = self.sectors[r["department_code"], month_of(r), r["sector"].casefold()]
            for name in (*TYPES, *AGES):
                figures[name] += r[name] or 0
            figures["persons"] += r["persons_new"] or 0
            figures["persons_in_cash"] += (r["persons_new"] or 0) if r["cash"] == "yes" else 0
        months = [month for _, month, _ in self.sectors]
        self.months = list(range(min(months), max(months) + 1)) if months else []
        self.departments = {department for department, _, _ in self.sectors}

    def _standing(self, r: Row) -> str:
        if r["sector"] is None:
            return "no sector"
        if r["day"] is None:
            return "no month"
        if self.types is not None:
            kind = self.types.get((r["sector"].casefold(), (r["indicator"] or "").casefold()))
            of_2021 = self.dialects[r["batch_no"]] == "r4v-2021"
            direct = kind == "Direct Assistance" and (not of_2021 or r["in_plan"] == "yes")
        else:
            direct = table_of(r) not in self.marked or r["in_plan"] == "yes"
        return "in" if direct else "not direct"

    def bases(self, model: str) -> list[str | None]:
        """Whose shares a model can split by; one None where it splits nothing."""
        if model in ("sum", "maxagegender"):
            return [None]
        return [basis for basis in BASES if any(key[0] == basis for key in self.shares)]

    def figure(self, model: str, basis: str | None, step: str, place: Any, month: int) -> Figures:
        """The figure of a department and month, by "month", "maximum_first" or "cumulated_first"."""
        if step == "maximum_first":
            until = [m for m in self.months if m <= month]
            return total([self.figure(model, basis, "month", place, m) for m in until])
        months = [month] if step == "month" else [m for m in self.months if m <= month]
        lines = {sector for department, _, sector in self.sectors if department == place}
        by_sector = {
            sector: total(
                [
                    self.sectors[place, m, sector]
                    for m in months
                    if (place, m, sector) in self.sectors
                ]
            )
            for sector in lines
        }
        if model == "sum":
            return total(list(by_sector.values()))
        if model == "maxagegender":
            ages = {n: max((f[n] for f in by_sector.values()), default=0) for n in AGES}
            cash = max((f["persons_in_cash"] for f in by_sector.values()), default=0)
            unknown = dict.fromkeys(TYPES)
            return {"persons": sum(ages.values()), **unknown, **ages, "persons_in_cash": cash}
        if model == "maxsector":
            return self._maximum(basis, place, months, by_sector)
        some = {s: f for s, f in by_sector.items() if s in LARGEST}
        others = [f for s, f in by_sector.items() if s in ADDED | REPORTED]
        return total([self._maximum(basis, place, months, some), *others])

    def _maximum(
        self, basis: str | None, place: Any, months: list[int], by_sector: dict[str, Figures]
    ) -> Figures:
        cells = {
            (kind, group): max(
                (self._cell(basis, place, months, sector, kind, group) for sector in by_sector),
                default=0,
            )
            for kind in TYPES
            for group in SPLIT
        }
        found: Figures = dict.fromkeys(MEASURES, 0)
        for kind in TYPES:
            found[kind] = sum(cells[kind, group] for group in SPLIT)
        for group in SPLIT:
            found[group] = sum(cells[kind, group] for kind in TYPES)
        found["persons"] = sum(found[kind] for kind in TYPES)
        found["persons_in_cash"] = max(
            (f["persons_in_cash"] for f in by_sector.values()), default=0
        )
        return found

    def _cell(self, basis, place, months, sector, kind, group) -> int:
        share = self.shares.get((basis, place, sector, kind, group))
        if share is None:
            return 0
        return sum(
            round(self.sectors[place, m, sector][kind] * share)
            for m in months
            if (place, m, sector) in self.sectors
        )

    def everything(self) -> dict[tuple, Figures]:
        """Every figure by model, basis, step, level ("department", "none", "country"), department and month."""
        found: dict[tuple, Figures] = {}
        for model in MODELS:
            for basis in self.bases(model):
                for step in ("month", "maximum_first", "cumulated_first"):
                    for month in self.months:
                        own = {
                            place: self.figure(model, basis, step, place, month)
                            for place in self.departments
                        }
                        for place, figures in own.items():
                            level = "none" if place is None else "department"
                            found[model, basis, step, level, place, month] = figures
                        found[model, basis, step, "country", None, month] = total(
                            list(own.values())
                        )
        return found


def table_of(row: Row) -> tuple[int, int]:
    """The table that a row stands in."""
    return row["batch_no"], row["table_no"]


def month_of(row: Row) -> int:
    """The month of a row's day, counted from year 0."""
    return row["day"].year * 12 + row["day"].month - 1


def total(figures: list[Figures]) -> Figures:
    """Figures added column by column; a column that is unknown in one is unknown."""
    return {
        name: None if any(f[name] is None for f in figures) else sum(f[name] for f in figures)  # type: ignore[misc]
        for name in MEASURES
    }
