"""Areas: a table's rows on the places that can be drawn, and beside them, never hidden, those that cannot."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reparto.language import _, ngettext, number
from reparto.maps.classes import VALUE, Class, Scale, scale_for, state_of
from reparto.maps.measures import Measure
from reparto.maps.palette import Palette

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Area:
    """One place with its class; ``row`` is None where the table knows nothing of it."""

    code: str | None
    name: str
    written: str
    shade: Class
    row: Row | None
    is_chosen: bool = False

    @property
    def can_be_chosen(self) -> bool:
        """Whether a filter knows the place: there are rows or a target."""
        return self.row is not None and self.code is not None


@dataclass(frozen=True)
class Picture:
    """What one map shows: the areas drawn, the rows beside them, and the scale that both share."""

    measure: Measure
    scale: Scale
    drawn: tuple[Area, ...]
    beside: tuple[Area, ...]

    @property
    def legend(self) -> list[Class]:
        """The classes with the number of drawn areas in each."""
        return self.scale.legend([area.shade.key for area in self.drawn])

    @property
    def reported(self) -> list[Area]:
        """The drawn areas that the table has a row for."""
        return [area for area in self.drawn if area.row is not None]

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to show, on the map or beside it."""
        return bool(self.reported or self.beside)

    def find(self, code: str | None) -> Area | None:
        """The drawn area with this code."""
        return next((area for area in self.drawn if area.code == code), None)


def picture(
    table: pd.DataFrame,
    measure: Measure,
    colours: Palette,
    names: Mapping[str, str],
    *,
    chosen: Collection[str] = (),
    outside: Collection[str] = (),
) -> Picture:
    """Put the rows of ``table`` on the places of ``names`` (code to name), which are those that can be drawn."""
    rows: list[Row] = table.to_dict("records")
    by_code = {row["place_code"]: row for row in rows if row["place_code"] in names}
    apart = [row for row in rows if row["place_code"] not in names]
    known = [*by_code.values(), *apart]
    values = [measure.value(row) for row in known if state_of(row, measure) == VALUE]
    scale = scale_for(values, measure, colours)

    def area(code: str | None, name: str, row: Row | None) -> Area:
        state = state_of(row, measure, code in outside)
        value = measure.value(row) if row is not None else None
        written = measure.written(value) if state in (VALUE, "zero") else "—"
        shade = scale.class_of(state, value)
        return Area(code, one_line(name), written, shade, row, code in chosen)

    drawn = tuple(area(code, name, by_code.get(code)) for code, name in names.items())
    beside = tuple(area(row["place_code"], beside_name(row), row) for row in apart)
    return Picture(measure, scale, drawn, beside)


def beside_name(row: Row) -> str:
    """What a row that cannot be drawn is called beside the map."""
    level, name = row["geo_level"], one_line(row.get("name") or row.get("place_code") or "")
    is_of_provinces = drawn_level(row) == "province"
    if level == "none":
        return _("Not located")
    if level == "country":
        return _("The whole country")
    if level == "department" and is_of_provinces:
        return _("{department}, province unknown").format(department=name)
    if level == "department" and "department_code" in row:
        return _("{department}, district unknown").format(department=name)
    if level == "province" and not is_of_provinces:
        return _("Province of {province}, district unknown").format(province=name)
    return name


def families_of_target(row: Row) -> str:
    """Families reached of those targeted, or those reached where there is no target."""
    reached, targeted = int(row["households_reached"]), row["households_targeted"]
    if row.get("deliveries") and not row.get("is_households_known"):
        return _("number of families not reported")
    if row.get("geo_level") in ("none", "country") or is_part_of(row):
        return ngettext("{count} family", "{count} families", reached).format(count=number(reached))
    if _is_missing(targeted):
        words = ngettext("{count} family, no target", "{count} families, no target", reached)
        return words.format(count=number(reached))
    words = ngettext(
        "{count} of {targeted} family", "{count} of {targeted} families", int(targeted)
    )
    return words.format(count=number(reached), targeted=number(targeted))


def is_part_of(row: Row) -> bool:
    """Whether the row is what is left over of a wider place, which has its target elsewhere."""
    level = drawn_level(row)
    return (
        level != "department"
        and row.get("geo_level") != level
        and _is_missing(row["households_targeted"])
    )


def drawn_level(row: Row) -> str:
    """Of which map a row is: districts name their province, provinces their department."""
    if "province" in row:
        return "district"
    return "province" if "province_code" in row else "department"


def _is_missing(value: object) -> bool:
    return value is None or value != value


def one_line(text: object) -> str:
    """A name without line breaks and characters that are not seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def outside_of(
    places: Iterable[Row], departments: Collection[str], provinces: Collection[str]
) -> set[str]:
    """The places that the chosen departments and provinces leave out."""
    left_out = set()
    for place in places:
        is_out = bool(departments) and place["department_code"] not in departments
        if provinces and place["geo_level"] == "district":
            is_out = is_out or place["province_code"] not in provinces
        if is_out:
            left_out.add(place["place_code"])
    return left_out
