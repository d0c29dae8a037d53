"""Who is meant by a name: the operation's partner list first, then what was decided.

The partner list stands: a decision never moves a name that the list has, and never joins two of its partners.
"""

from collections.abc import Iterable, Mapping

from reparto.partner_names.decisions import DecidedRow, Decisions
from reparto.partner_names.spelling import fold

LISTED_COLUMNS = ("partner", "code", "partner_type", "role", "expected_reporting")


class Directory:
    """Every known name and the organisation it stands for.

    ``listed`` are the rows of ``partners.csv`` (name, code, type, role, aliases, expected_reporting).
    """

    def __init__(self, listed: Iterable[Mapping[str, str | None]], decisions: Decisions) -> None:
        self._owners: dict[str, set[str]] = {}
        self._listed: list[dict[str, str | None]] = []
        self._aliases: list[dict[str, str]] = []
        self._codes: set[str] = set()
        for row in listed:
            self._list(DecidedRow(dict(row)))
        self._above: dict[str, str] = {}
        self._decided: dict[str, str] = {}
        self._join(decisions)

    def _list(self, row: DecidedRow) -> None:
        if not row.name:
            return
        self._listed.append(_listed_row(row))
        for alias in (row.name, *row.other_names):
            self._aliases.append({"alias": alias, "partner": row.name})
            key = fold(alias)
            if key:
                self._owners.setdefault(key, set()).add(row.name)
        code = fold(row.cells.get("code") or "")
        if code and code != fold(row.name):
            self._codes.add(code)

    def _join(self, decisions: Decisions) -> None:
        """Bring decided names together, in the order of the file, unless that would join two listed partners."""
        heads: dict[str, DecidedRow] = {}
        spelled: dict[str, str] = {}
        for row in decisions.rows:
            for name in (row.name, *decisions.other_names(row)):
                key = fold(name)
                if key and not self.is_listed(key):
                    spelled.setdefault(key, name)
            head = fold(row.name)
            if not head or len(self._owners.get(head, ())) > 1:
                continue
            if not self.is_listed(head):
                heads[head] = row
            for alias in decisions.other_names(row):
                key = fold(alias)
                if key and len(self._owners.get(key, ())) <= 1:
                    self._put_together(key, head)
        meant: dict[str, str] = {}
        for key, row in heads.items():
            if self._top(key) == key:
                meant[key] = row.name
                self._listed.append(_listed_row(row))
        for key, name in spelled.items():
            top = self._top(key)
            partner = self._partner_at(top) or meant.get(top)
            if partner:
                self._decided[key] = partner
                self._aliases.append({"alias": name, "partner": partner})

    def _put_together(self, key: str, head: str) -> None:
        low, high = self._top(key), self._top(head)
        if self._partner_at(low):
            low, high = high, low
        if low != high and not self._partner_at(low):
            self._above[low] = high

    def _top(self, key: str) -> str:
        while key in self._above:
            key = self._above[key]
        return key

    def _partner_at(self, key: str) -> str | None:
        owners = self._owners.get(key, ())
        return next(iter(owners)) if len(owners) == 1 else None

    def is_listed(self, key: str) -> bool:
        """Whether ``partners.csv`` has this folded name, as a name, a code or an alias."""
        return key in self._owners

    def is_known(self, key: str) -> bool:
        """Whether this folded name was listed or decided."""
        return key in self._owners or key in self._decided

    def partner_of(self, name: str) -> str | None:
        """The organisation's one name; None where the name is unknown, or two partners of the list share it."""
        key = fold(name)
        if not key:
            return None
        return self._partner_at(key) or self._decided.get(key)

    def every_name(self) -> Iterable[tuple[str, str, bool]]:
        """Each known name, whose it is, and whether it is but a code."""
        for row in self._aliases:
            yield row["alias"], row["partner"], fold(row["alias"]) in self._codes

    def rows(self) -> tuple[list[dict[str, str | None]], list[dict[str, str]]]:
        """The partners (partner, code, partner_type, role, expected_reporting) and their names (alias, partner)."""
        return self._listed, self._aliases


def alias_rows(
    listed: Iterable[Mapping[str, str | None]], decisions: Decisions
) -> tuple[list[dict[str, str | None]], list[dict[str, str]]]:
    """The rows of ``partner_rows`` and ``partner_alias_rows``: the operation's partner list and what was decided.

    The first have partner, code, partner_type, role and expected_reporting, the second alias and partner.
    """
    return Directory(listed, decisions).rows()


def _listed_row(row: DecidedRow) -> dict[str, str | None]:
    columns = ("code", "type", "role", "expected_reporting")
    values = (row.name, *(row.cells.get(column) for column in columns))
    return dict(zip(LISTED_COLUMNS, (value or None for value in values), strict=True))
