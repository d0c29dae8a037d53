"""Restatements: why a figure of one snapshot became another in a later one, cause by cause, adding up exactly.

Families are counted by distinct households and events, so a difference cannot be told row by row. The causes are
applied instead, in the order of ``CAUSES``, to the rows of the earlier snapshot; after each one the figures are counted
anew with the question that every page asks, and a cause is worth the difference between two neighbouring states. The
last state is the later snapshot. ``docs/restatements.md`` works an example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression

from reparto.databases import open_database
from reparto.errors import QuestionProblem
from reparto.journal import read_journal
from reparto.language import _, listed, number
from reparto.operation import ROOT
from reparto.questions import Question, ask_rows
from reparto.scope import DEFAULT_METHOD, Scope
from reparto.snapshots import (
    Manifest,
    Snapshot,
    current_number,
    is_whole,
    published_numbers,
    read_manifest,
    snapshot_path,
)
from reparto.word_lists import as_text

HEADLINE = "overview/headline"
MEASURES = ("households_reached", "persons_reached")
"""The figures of the headline that are restated; both are whole numbers at every state."""

REASONS = {
    "undone": ("taken_back", "counts_again"),
    "duplicates": ("same_report", "not_same_report"),
    "corrections": ("corrected", "sent_back", "came_in", "newer", "left_out"),
    "places": ("place_found", "place_changed", "place_lost"),
    "late": ("late",),
    "new": ("new",),
    "settings": ("accepted_now", "held_now", "read_otherwise"),
}
"""Each cause, in the order in which they are applied, with why a row may change for it."""
CAUSES = tuple(REASONS)

_QUERIES = ROOT / "queries" / "restatements"
_SIDES = ("earlier", "later")
_OWN_VIEWS = {"deliveries", "delivery_donors"}
_NEEDED = {("deliveries", "table_no"), ("deliveries", "corrects"), ("replaced", "table_no")}
_NOT_SETTINGS = {"today"}
_ROWS = Question(
    "restatements/rows", "", "", ("scoped",), (), (_QUERIES / "rows.sql").read_text("utf-8")
)


@dataclass(frozen=True)
class Kept:
    """The snapshots of a store that can be compared, newest first, and the numbers of those that cannot."""

    snapshots: tuple[Manifest, ...]
    left_out: tuple[int, ...]


@dataclass(frozen=True)
class Cause:
    """What one cause adds to each of ``MEASURES``, how many counted rows changed for it, and the largest of them."""

    name: str
    adds: Mapping[str, int]
    rows: int
    largest_rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Restatement:
    """How the figures of one snapshot became those of a later one.

    ``before`` and ``after`` are by ``MEASURES``; ``causes`` are all of ``CAUSES`` in their order. ``settings`` are the
    operation's settings that differ, with their values before and since; ``journal`` what was done in between,
    newest first; ``earlier_method`` is how the earlier figures were counted.
    """

    earlier: Manifest
    later: Manifest
    before: Mapping[str, int]
    after: Mapping[str, int]
    causes: tuple[Cause, ...]
    settings: tuple[tuple[str, Any, Any], ...]
    journal: tuple[Mapping[str, Any], ...]
    earlier_method: str = DEFAULT_METHOD


def kept_snapshots(store: Path) -> Kept:
    """The snapshots in a store that can be compared; damaged ones, and those of another version, are left out."""
    current = current_number(store)
    found: list[Manifest] = []
    left_out: list[int] = []
    columns: set[tuple[str, str]] | None = None
    for no in published_numbers(store):
        if current is not None and no > current:
            continue
        manifest = read_manifest(store, no)
        own = _columns(store, no) if manifest and is_whole(store, manifest) else set()
        if manifest and own >= _NEEDED and columns in (None, own):
            columns = own
            found.append(manifest)
        else:
            left_out.append(no)
    return Kept(tuple(found), tuple(left_out))


def pair_of(kept: Kept, earlier: int | None = None, later: int | None = None) -> tuple[Manifest, Manifest]:  # fmt: skip
    """The two snapshots that are meant: the newest and the one before it, unless others are named.

    Raises QuestionProblem when one is not there, or there is none before the later.
    """
    known = {manifest.number: manifest for manifest in kept.snapshots}
    for no in (earlier, later):
        if no is not None and no not in known:
            raise QuestionProblem(
                _("Compare two of these: {names}.").format(names=listed(_numbers(kept)))
                if len(known) > 1
                else _("Snapshots are there to compare from the second import on."),
                title=_("There is no snapshot {number} to compare.").format(number=number(no)),
            )
    last = max(known, default=0) if later is None else later
    first = max((no for no in known if no < last), default=0) if earlier is None else earlier
    if not first or first >= last:
        raise QuestionProblem(
            _("Compare a snapshot with a later one; the last three are kept."),
            title=_("There is nothing to compare."),
        )
    return known[first], known[last]


def _numbers(kept: Kept) -> list[str]:
    return [number(manifest.number) for manifest in reversed(kept.snapshots)]


def restate(
    store: Path,
    earlier: Manifest,
    later: Manifest,
    scope: Scope,
    *,
    earlier_method: str | None = None,
    most_rows: int = 1000,
) -> Restatement:
    """Why the figures of one snapshot became those of another, within the reader's filters.

    The earlier figures are counted by ``earlier_method`` where one is given; ``most_rows`` of each cause are told.
    Raises QuestionProblem where the memory does not suffice, StoreProblem where a question takes too long.
    """
    journal = tuple(_done_between(store, earlier, later))
    before_scope = replace(scope, method=earlier_method) if earlier_method else scope
    try:
        between = Between(store, earlier, later, _corrected(journal))
        try:
            states = between.states(before_scope, scope)
            rows = between.changed_rows(scope, most_rows)
            settings = between.settings_changed()
        finally:
            between.close()
    except duckdb.OutOfMemoryException as error:
        raise QuestionProblem(
            _("Choose fewer days or places and ask again."),
            title=_("The question needs too much memory."),
        ) from error
    causes = []
    for step, name in enumerate(CAUSES, start=1):
        adds = {one: states[step][one] - states[step - 1][one] for one in MEASURES}
        mine = [row for row in rows if row["cause"] == name]
        count = mine[0]["rows_of_cause"] if mine else 0
        causes.append(Cause(name, adds, count, tuple(mine)))
    return Restatement(
        earlier, later, states[0], states[-1], tuple(causes), settings, journal, before_scope.method
    )


class Between(Snapshot):
    """Two snapshots opened side by side, to be asked at any state between them as if it were a snapshot.

    ``corrected`` are the rows that somebody corrected here between the two, each a file's checksum and a row of it.
    """

    def __init__(
        self, store: Path, earlier: Manifest, later: Manifest, corrected: set[tuple[str, int]]
    ) -> None:
        self.store = store
        self.manifest = later
        self.damaged = ()
        self.number = later.number
        self._con = open_database()
        try:
            self._open(earlier, later, corrected)
        except BaseException:
            self._con.close()
            raise

    def _open(self, earlier: Manifest, later: Manifest, corrected: set[tuple[str, int]]) -> None:
        con = self._con
        con.execute(
            "attach $path as earlier (read_only)",
            {"path": str(snapshot_path(self.store, earlier.number))},
        )
        con.execute(
            "attach $path as later (read_only)",
            {"path": str(snapshot_path(self.store, later.number))},
        )
        tables = con.table("duckdb_tables").filter("database_name = 'later'").select("table_name")
        self._tables = {name for (name,) in tables.fetchall()}
        for side in _SIDES:
            for name in self._tables:
                whole = as_text(con.table(f"{side}.main.{name}"))
                # A column that no file has stands last, so the two may have theirs in another order.
                ordered = whole.select(*map(ColumnExpression, sorted(whole.columns)))
                ordered.create_view(f"{side}_{name}")
        con.execute((ROOT / "queries" / "metrics.sql").read_text(encoding="utf-8"))
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        self._keep("corrected_rows", _CORRECTED, [*zip(*corrected, strict=True)] or [[], []])
        reasons = [
            (why, cause, step)
            for step, (cause, whys) in enumerate(REASONS.items(), start=1)
            for why in whys
        ]
        self._keep("reasons", _REASONS, [*zip(*reasons, strict=True)])
        con.sql(_text("threads")).create("threads")
        con.sql(_text("events")).create("events")
        self._go_to(0)
        for name in _OWN_VIEWS:
            con.sql(_text(name)).create_view(name)

    def _keep(self, name: str, schema: pa.Schema, columns: list) -> None:
        self._con.from_arrow(pa.table([*map(list, columns)], schema=schema)).create(name)

    def _go_to(self, step: int, *, shows_both: bool = False) -> None:
        """Apply the first ``step`` causes; lists and settings are the earlier snapshot's until the last of them."""
        self._con.execute(_text("state"), {"step": step, "shows_both": shows_both})
        side = _SIDES[step == len(CAUSES)]
        for name in self._tables - _OWN_VIEWS:
            self._con.table(f"{side}_{name}").create_view(name, replace=True)

    def states(self, before: Scope, since: Scope) -> list[dict[str, int]]:
        """The figures at every state: the earlier snapshot's, then after each cause; the last by scope ``since``."""
        changes = {step for (step,) in self._con.table("threads").filter("why is not null").select("step").distinct().fetchall()}  # fmt: skip
        found: list[dict[str, int]] = []
        for step in range(len(CAUSES) + 1):
            is_last = step == len(CAUSES)
            if step > 0 and step not in changes and not is_last:
                found.append(found[-1])
                continue
            self._go_to(step)
            (row,) = ask_rows(self, HEADLINE, since if is_last else before)
            found.append({name: row[name] for name in MEASURES})
        return found

    def changed_rows(self, scope: Scope, most: int) -> list[dict[str, Any]]:
        """The counted rows that changed, at most so many of each cause, the largest differences first."""
        self._go_to(len(CAUSES), shows_both=True)
        values = scope.parameters() | {"most": most}
        return self.run(_ROWS.sql, {name: values[name] for name in _ROWS.parameters}).to_pylist()

    def settings_changed(self) -> tuple[tuple[str, Any, Any], ...]:
        """The settings of the operation that differ, with their values before and since."""
        old, new = (
            self._con.table(f"{side}_operation").to_arrow_table().to_pylist()[0] for side in _SIDES
        )
        return tuple(
            (name, old[name], new[name])
            for name in old
            if name not in _NOT_SETTINGS and old[name] != new[name]
        )


def _text(name: str) -> str:
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _columns(store: Path, no: int) -> set[tuple[str, str]]:
    """Every table and column of a snapshot; none where it cannot be opened."""
    try:
        with open_database() as con:
            con.execute("attach $path as s (read_only)", {"path": str(snapshot_path(store, no))})
            found = con.table("duckdb_columns").filter("database_name = 's'")
            return {(table, column) for table, column in found.select("table_name, column_name").fetchall()}  # fmt: skip
    except duckdb.Error:
        return set()


def _done_between(store: Path, earlier: Manifest, later: Manifest) -> list[Mapping[str, Any]]:
    """The journal's entries after the earlier snapshot and up to the later, newest first."""
    return [
        entry
        for entry in read_journal(store)
        if isinstance(entry.get("snapshot"), int)
        and earlier.number < entry["snapshot"] <= later.number
    ]


def _corrected(journal: tuple[Mapping[str, Any], ...]) -> set[tuple[str, int]]:
    cells = [cell for entry in journal if entry.get("what") == "correct" for cell in entry["cells"]]
    return {(str(cell["sha256"]), int(cell["row"])) for cell in cells}


_CORRECTED = pa.schema([("sha256", pa.string()), ("row_no", pa.int64())])
_REASONS = pa.schema([("why", pa.string()), ("cause", pa.string()), ("step", pa.int32())])
