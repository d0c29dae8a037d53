"""Restatements: what each cause adds, by hand; and over any history the causes add up to the difference, to the unit."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reparto.answers import remember
from reparto.command import main
from reparto.correcting import correct
from reparto.errors import QuestionProblem
from reparto.importing import rebuild
from reparto.operation import load_operation
from reparto.questions import ask_rows
from reparto.restating import CAUSES, MEASURES, REASONS, kept_snapshots, pair_of, restate
from reparto.scope import EVERYTHING, Scope
from reparto.snapshots import Snapshot, snapshot_path
from reparto.undoing import undo
from tests.oracle import Facts
from tests.test_invariants import (
    DISTRICTS,
    EXAMPLES,
    HEADER,
    as_exported,
    deliveries,
    operation_of,
    scopes,
    write,
)
from tests.worlds import World, world

COLUMNS = "delivered_on,partner,ubigeo,district,item,households,delivery_id,household_key\n"


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_TODAY", "2020-12-31")
    with world(tmp_path, name="Told anew", country="PE", starts_on=date(2020, 4, 1)) as empty:
        yield empty


def put(made: World, name: str, *rows: str) -> str:
    """Import a file of these rows; gives its checksum."""
    path = made.operation.folder / name
    path.write_text(COLUMNS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    (file,) = made.take(path).files
    assert file.status == "imported", file.message
    return file.sha256


def told(made: World, scope: Scope = EVERYTHING, **pair) -> tuple[int, dict[str, int], int]:
    """Families before, what each cause adds where it adds anything, and families since."""
    found = restate(made.store, *pair_of(kept_snapshots(made.store), **pair), scope)
    adds = {one.name: one.adds["households_reached"] for one in found.causes}
    return (
        found.before["households_reached"],
        {name: count for name, count in adds.items() if count},
        found.after["households_reached"],
    )


def rows_of(made: World, cause: str) -> list[dict]:
    found = restate(made.store, *pair_of(kept_snapshots(made.store)), EVERYTHING)
    (one,) = [one for one in found.causes if one.name == cause]
    assert one.rows == len(one.largest_rows)
    return [dict(row) for row in one.largest_rows]


def change_settings(made: World, old: str, new: str) -> None:
    path = made.operation.folder / "operation.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    made.close()
    made.operation = load_operation(made.operation.folder)
    rebuild(made.operation)


# --- each cause by hand -------------------------------------------------------------------------


def test_reports_of_days_before_the_last_one_are_late_and_others_new(made):
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-20,Alpha,150101,,food,4,,")
    put(
        made,
        "b.csv",
        "2020-04-19,Beta,150103,,food,7,,",
        "2020-04-20,Beta,150103,,food,5,,",
        "2020-04-25,Beta,150103,,food,2,,",
    )
    assert told(made) == (14, {"late": 7, "new": 7}, 28)
    assert [(row["why"], row["row_no"], row["households_since"]) for row in rows_of(made, "new")] == [
        ("new", 3, 5),
        ("new", 4, 2),
    ]  # fmt: skip


def test_a_family_that_was_known_already_adds_nothing_when_it_is_reported_again(made):
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,,,k1", "2020-04-20,Alpha,150101,,food,,,k2")
    put(made, "b.csv", "2020-04-12,Beta,150103,,water,,,k1", "2020-04-12,Beta,150103,,water,,,k3")
    assert told(made) == (2, {"late": 1}, 3)
    assert len(rows_of(made, "late")) == 2


def test_an_import_taken_back_leaves_and_the_rows_that_it_had_replaced_come_back(made):
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,X1,")
    newer = put(made, "b.csv", "2020-04-10,Alpha,150101,,food,4,X1,", "2020-04-11,Alpha,150101,,food,1,X2,")  # fmt: skip
    made.close()
    undo(made.operation, newer)
    assert told(made) == (5, {"undone": 5}, 10)
    assert sorted(
        (row["why"], row["name"], row["counts_since"]) for row in rows_of(made, "undone")
    ) == [
        ("counts_again", "a.csv", True),
        ("taken_back", "b.csv", False),
        ("taken_back", "b.csv", False),
    ]


def test_a_row_that_a_newer_file_brings_again_is_a_correction_and_not_a_late_report(made):
    put(
        made, "a.csv", "2020-04-10,Alpha,150101,,food,10,X1,", "2020-04-20,Alpha,150101,,food,4,X2,"
    )
    put(made, "b.csv", "2020-04-10,Alpha,150101,,food,7,X1,", "2020-04-11,Alpha,150101,,food,1,X3,")
    assert told(made) == (14, {"corrections": -3, "late": 1}, 12)
    (row,) = rows_of(made, "corrections")
    assert (row["why"], row["households_before"], row["households_since"]) == ("newer", 10, 7)


def test_a_report_sent_again_without_ids_is_compared_thing_by_thing(made):
    rows = [f"2020-04-1{n},Alpha,150101,,food,10,," for n in range(4)]
    put(made, "a.csv", *rows)
    put(made, "b.csv", *rows[:2], "2020-04-12,Alpha,150101,,food,4,,", "2020-04-18,Alpha,150101,,food,3,,")  # fmt: skip
    assert told(made) == (40, {"corrections": -16, "new": 3}, 27)
    assert sorted((row["why"], row["day"].day) for row in rows_of(made, "corrections")) == [
        ("left_out", 13),
        ("newer", 10),
        ("newer", 11),
        ("newer", 12),
    ]


def test_two_files_that_somebody_calls_the_same_report_count_once_from_then_on(made):
    one = put(
        made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-11,Alpha,150101,,food,9,,"
    )
    other = put(made, "b.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-05-02,Beta,150101,,food,2,,", "2020-05-03,Beta,150101,,food,2,,", "2020-05-04,Beta,150101,,food,2,,")  # fmt: skip
    question = f"replace:{one[:12]}:{other[:12]}"
    made.close()
    remember(made.store, {question: "keep"})
    rebuild(made.operation)
    remember(made.store, {question: "part"})
    rebuild(made.operation)
    # One event in both files: by either answer its ten families are one row of ten, or two rows added up to twenty.
    assert told(made) == (35, {"duplicates": -10}, 25)
    assert [row["name"] for row in rows_of(made, "duplicates")] == ["a.csv"]
    remember(made.store, {question: "keep"})
    rebuild(made.operation)
    assert told(made) == (25, {"duplicates": 10}, 35)


def test_a_cell_corrected_here_is_a_correction(made):
    sha256 = put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-11,Alpha,150101,,food,-7,,")  # fmt: skip
    made.close()
    correct(made.operation, {(sha256, 0, 3, "households"): ("-7", "7")})
    assert told(made) == (10, {"corrections": 7}, 17)
    correct(made.operation, {(sha256, 0, 3, "households"): ("7", "3")})
    assert told(made) == (17, {"corrections": -4}, 13)
    assert told(made, earlier=1, later=3) == (10, {"corrections": 3}, 13)
    correct(made.operation, {(sha256, 0, 2, "households"): ("10", "no")})
    assert told(made) == (13, {"corrections": -10}, 3)
    assert [row["why"] for row in rows_of(made, "corrections")] == ["corrected"]


def test_a_row_sent_back_corrected_is_a_correction(made, tmp_path):
    sha256 = put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-11,Alpha,150101,,food,-7,,")  # fmt: skip
    path = tmp_path / "back.csv"
    path.write_text(
        "corrects,delivered_on,partner,ubigeo,item,households\n"
        f"{sha256[:12]}:0:3,2020-04-11,Alpha,150101,food,7\n"
        f"{sha256[:12]}:0:2,2020-04-10,Alpha,150101,food,8\n",
        encoding="utf-8",
    )
    assert made.take(path).succeeded
    assert told(made) == (10, {"corrections": 5}, 15)
    assert [(row["why"], row["households_before"]) for row in rows_of(made, "corrections")] == [
        ("sent_back", None),
        ("sent_back", 10),
    ]


def test_a_place_that_an_answer_resolves_lets_its_rows_count(made):
    path = made.operation.folder / "a.csv"
    path.write_text(
        COLUMNS
        + "2020-04-10,Alpha,,Lince,food,10,,\n2020-04-11,Alpha,,San Juan de Luriganchoo,food,6,,\n",
        encoding="utf-8",
    )
    (file,) = made.take(path).files
    (question,) = [one for one in file.questions if one["rule"] == "place-name"]
    made.close()
    remember(made.store, {question["id"]: "150132"})
    rebuild(made.operation)
    assert told(made) == (10, {"places": 6}, 16)
    assert told(made, Scope(district=("150132",))) == (0, {"places": 6}, 6)
    assert told(made, Scope(district=("150116",))) == (10, {}, 10)
    (row,) = rows_of(made, "places")
    assert (row["why"], row["place_before"], row["place_since"]) == (
        "place_found",
        None,
        "San Juan de Lurigancho",
    )


def test_a_setting_is_named_with_its_values_and_what_it_lets_in(made):
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-11,Alpha,150101,,food,150000,,")  # fmt: skip
    change_settings(made, "largest_plausible_row = 100000", "largest_plausible_row = 200000")
    assert told(made) == (10, {"settings": 150_000}, 150_010)
    found = restate(made.store, *pair_of(kept_snapshots(made.store)), EVERYTHING)
    assert found.settings == (("largest_plausible_row", 100_000, 200_000),)
    assert [row["why"] for row in rows_of(made, "settings")] == ["accepted_now"]


def test_another_counting_method_is_a_cause_of_its_own(made):
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-10,Alpha,150101,,water,8,,")
    put(made, "b.csv", "2020-04-11,Alpha,150101,,food,5,,")
    pair = pair_of(kept_snapshots(made.store))
    found = restate(made.store, *pair, EVERYTHING, earlier_method="every_row")
    assert (found.before["households_reached"], found.after["households_reached"]) == (18, 15)
    adds = {one.name: one.adds["households_reached"] for one in found.causes}
    assert {name: count for name, count in adds.items() if count} == {"new": 5, "settings": -8}


def test_causes_are_applied_in_their_order_so_that_nothing_is_told_twice(made):
    """The worked example of docs/restatements.md."""
    put(
        made,
        "april.csv",
        "2020-04-10,Alpha,150101,,food,2000,A1,",
        "2020-04-12,Alpha,150103,,food,1500,A2,",
    )
    wrong = put(made, "wrong.csv", "2020-04-12,Beta,150110,,food,710,B1,")
    put(
        made,
        "may.csv",
        "2020-04-12,Alpha,150103,,food,1350,A2,",
        "2020-04-11,Beta,150110,,food,240,B2,",
        "2020-05-02,Beta,150110,,food,390,B3,",
    )
    made.close()
    undo(made.operation, wrong)
    assert told(made, earlier=2, later=4) == (
        4210,
        {"undone": -710, "corrections": -150, "late": 240, "new": 390},
        3980,
    )


def test_what_two_causes_explain_belongs_to_the_one_that_is_applied_first(made):
    """One family in a file taken back and in a new one: it leaves with the first, and comes with the second."""
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,,,k1", "2020-04-20,Alpha,150101,,food,,,k2")
    wrong = put(made, "b.csv", "2020-04-12,Beta,150103,,food,,,k3")
    put(made, "c.csv", "2020-04-13,Beta,150103,,water,,,k3")
    made.close()
    undo(made.operation, wrong)
    assert told(made, earlier=2, later=4) == (3, {"undone": -1, "late": 1}, 3)


# --- which snapshots ----------------------------------------------------------------------------


def test_a_damaged_snapshot_and_one_of_another_version_are_named_and_left_out(made):
    for n in range(3):
        put(made, f"{n}.csv", f"2020-04-1{n},Alpha,150101,,food,{n + 1},,")
    path = snapshot_path(made.store, 2)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    kept = kept_snapshots(made.store)
    assert ([one.number for one in kept.snapshots], kept.left_out) == ([3, 1], (2,))
    assert told(made) == (1, {"new": 5}, 6)
    manifest = made.store / "snapshot-1.json"
    manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))
    kept = kept_snapshots(made.store)
    assert ([one.number for one in kept.snapshots], kept.left_out) == ([3], (2, 1))
    with pytest.raises(QuestionProblem, match="nothing to compare"):
        pair_of(kept)


def test_two_snapshots_are_named_by_number_and_in_their_order(made):
    for n in range(3):
        put(made, f"{n}.csv", f"2020-04-1{n},Alpha,150101,,food,{n + 1},,")
    kept = kept_snapshots(made.store)
    assert [one.number for one in pair_of(kept)] == [2, 3]
    assert [one.number for one in pair_of(kept, later=2)] == [1, 2]
    assert [one.number for one in pair_of(kept, 1, 3)] == [1, 3]
    for wrong in ((3, 2), (2, 2), (3, None)):
        with pytest.raises(QuestionProblem, match="nothing to compare"):
            pair_of(kept, *wrong)
    with pytest.raises(QuestionProblem, match="no snapshot 7"):
        pair_of(kept, 7)


def test_the_command_tells_the_causes_and_refuses_what_is_not_there(made, monkeypatch, capsys):
    monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
    assert main(["changes"]) == 1
    put(made, "a.csv", "2020-04-10,Alpha,150101,,food,10,,", "2020-04-20,Beta,150103,,food,4,,")
    assert main(["changes", "--json"]) == 1
    assert "second import" in capsys.readouterr().err
    put(made, "b.csv", "2020-04-12,Alpha,150101,,food,3,,")
    assert main(["changes", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["from"]["snapshot"], found["to"]["snapshot"]) == (1, 2)
    assert [one["cause"] for one in found["causes"]] == list(CAUSES)
    assert {one["cause"]: one["households_reached"] for one in found["causes"]}["late"] == 3
    assert (found["from"]["households_reached"], found["to"]["households_reached"]) == (14, 17)
    assert main(["changes", "--where", "district=Ate"]) == 0
    assert "+3" not in capsys.readouterr().out
    assert main(["changes"]) == 0
    assert "+3" in capsys.readouterr().out
    assert main(["changes", "--from", "9"]) == 2


# --- any history --------------------------------------------------------------------------------

SETTINGS = {
    "largest_plausible_row = 500": "largest_plausible_row = 30",
    'country = "PE"\n': 'country = "PE"\nhousehold_size = { default = 3.6 }\n',
}
steps = st.one_of(
    st.tuples(st.just("import"), st.lists(deliveries, min_size=1, max_size=8)),
    st.tuples(st.just("import"), st.lists(deliveries, min_size=4, max_size=12)),
    st.tuples(st.just("again"), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.integers(0, 9)),
    st.tuples(st.just("correct"), st.sampled_from(["1", "40", "-3", ""])),
    st.tuples(st.just("setting"), st.sampled_from(sorted(SETTINGS))),
    st.tuples(st.just("places"), st.sampled_from(["150103", "150110"])),
    st.tuples(st.just("partners"), st.just("Gamma")),
    st.tuples(st.just("same report"), st.sampled_from(["whole", "part", "keep"])),
)


class History:
    """An operation to which one thing after another is done."""

    def __init__(self, made: World) -> None:
        self.made = made
        self.sent: list[list[dict]] = []

    def do(self, what: str, how) -> None:
        self.made.close()
        getattr(self, f"_{what.replace(' ', '_')}")(how)

    def _import(self, rows: list[dict]) -> None:
        cells = [as_exported(row) for row in rows]
        for at, row in enumerate(cells):
            # Some rows are known by an id, the same in several files; some files have one row too many.
            row["delivery_id"] = f"D{at}" if len(rows) % 2 else None
        self._send(cells)

    def _send(self, cells: list[dict]) -> None:
        name = f"report-{len(self.sent)}.csv"
        path = write(self.made.operation.folder / name, [*HEADER, "delivery_id"], cells)
        self.made.take(path)
        self.sent.append(cells)

    def _again(self, which: int) -> None:
        if self.sent:
            cells = [dict(row) for row in self.sent[which % len(self.sent)]]
            cells[-1]["households"] = 11
            self._send(cells[which % 2 :] or cells)

    @property
    def _batches(self) -> list[str]:
        kept = kept_snapshots(self.made.store).snapshots
        return list(kept[0].batches) if kept else []

    def _undo(self, which: int) -> None:
        if batches := self._batches:
            undo(self.made.operation, batches[which % len(batches)])

    def _correct(self, value: str) -> None:
        if batches := self._batches:
            correct(self.made.operation, {(batches[-1], 0, 2, "households"): (None, value)})

    def _setting(self, which: str) -> None:
        path = self.made.operation.folder / "operation.toml"
        text = path.read_text(encoding="utf-8")
        old, new = (which, SETTINGS[which])
        if new in text:
            old, new = new, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self._publish()

    def _places(self, code: str) -> None:
        """Take a district off the list, or put it back under another province."""
        path = self.made.operation.folder / "places.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        rest = [line for line in lines if not line.startswith(code)]
        if rest == lines:
            rest.append(f"{code},{DISTRICTS[code][0]},Huaura,Lima")
        path.write_text("\n".join(rest) + "\n", encoding="utf-8")
        self._publish()

    def _partners(self, name: str) -> None:
        path = self.made.operation.folder / "partners.csv"
        text = path.read_text(encoding="utf-8")
        aliases = f"Alfa;{name}" if f"Alfa;{name}" not in text else "Alfa"
        before = "Alfa" if aliases != "Alfa" else f"Alfa;{name}"
        path.write_text(text.replace(before, aliases), encoding="utf-8")
        self._publish()

    def _same_report(self, answer: str) -> None:
        if len(batches := self._batches) > 1:
            one, other = sorted(batches[:2])
            remember(self.made.store, {f"replace:{one[:12]}:{other[:12]}": answer})
            self._publish()

    def _publish(self) -> None:
        self.made.operation = load_operation(self.made.operation.folder)
        rebuild(self.made.operation)


def figures(made: World, manifest, scope: Scope) -> dict[str, int]:
    """The figures of one snapshot as every page has them."""
    snapshot = Snapshot(made.store, manifest)
    try:
        (row,) = ask_rows(snapshot, "overview/headline", scope)
    finally:
        snapshot.close()
    return {name: row[name] for name in MEASURES}


@settings(
    max_examples=EXAMPLES or 3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(
    first=st.lists(deliveries, min_size=2, max_size=10),
    history=st.lists(steps, min_size=2, max_size=4),
    scope=scopes,
)
def test_over_any_history_the_causes_add_up_to_the_difference(first, history, scope):
    with operation_of(Facts([], [], [], {}, expected=set(), sectors={}, households_targeted=None)) as made:  # fmt: skip
        past = History(made)
        past.do("import", first)
        for what, how in history:
            past.do(what, how)
        kept = kept_snapshots(made.store)
        assert kept.left_out == ()
        known = [one.number for one in reversed(kept.snapshots)]
        for earlier, later in [(a, b) for a in known for b in known if a < b]:
            pair = pair_of(kept, earlier, later)
            for chosen in (EVERYTHING, Scope(**_frozen(scope))):
                found = restate(made.store, *pair, chosen)
                assert found.before == figures(made, pair[0], chosen)
                assert found.after == figures(made, pair[1], chosen)
                assert [one.name for one in found.causes] == list(CAUSES)
                for name in MEASURES:
                    added = sum(one.adds[name] for one in found.causes)
                    assert added == found.after[name] - found.before[name]
                _hold_rows_to_their_causes(found, pair)


def _frozen(scope: dict) -> dict:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in scope.items()
    }


def _hold_rows_to_their_causes(found, pair) -> None:
    """A cause without a changed row adds nothing, save settings; and what each tells fits what was done."""
    done = {entry["what"] for entry in found.journal}
    fresh = set(pair[1].batches) - set(pair[0].batches)
    gone = set(pair[0].batches) - set(pair[1].batches)
    for cause in found.causes:
        assert {row["why"] for row in cause.largest_rows} <= set(REASONS[cause.name])
        assert all(row["counted_before"] or row["counts_since"] for row in cause.largest_rows)
        if not cause.rows and cause.name != "settings":
            assert set(cause.adds.values()) == {0}
        if cause.rows and cause.name == "undone":
            assert gone and "undo" in done
        if cause.rows and cause.name in ("late", "new"):
            assert fresh
            assert not any(row["counted_before"] for row in cause.largest_rows)
