"""The passport of a figure: where every row of the files went, which files and assumptions stand behind it."""

import hashlib
import io
import json
import shutil
import zipfile
from datetime import date

import pytest

from reparto.errors import QuestionProblem
from reparto.language import use_language
from reparto.metrics import METRICS
from reparto.outputs.evidence import evidence_pack
from reparto.passport import (
    LEFT_OUT,
    PREVIEW,
    narrowed,
    passport_of,
    tables_of,
)
from reparto.questions import ask_rows, question_names, read_question
from reparto.scope import Scope
from reparto.wording import passport as words
from tests.worlds import GOLDEN, SHARED, golden_world, world

SCOPES = {
    "everything": Scope(),
    "district": Scope(district=("150110",)),
    "partner": Scope(partner=("Alpha",)),
    "donor": Scope(donor=("Acme",)),
    "dates": Scope(since=date(2020, 4, 11), until=date(2020, 4, 12)),
    "until": Scope(department=("15",), until=date(2020, 4, 10)),
    "item and status": Scope(item=("food_kit",), status=("delivered",)),
    "nothing": Scope(district=("999999",)),
    "method": Scope(method="every_row"),
}


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made:
        yield made


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def test_the_headline_tells_what_became_of_every_row(golden):
    passport = passport_of(golden.snapshot, "overview/headline", Scope(), "households_reached")

    # By hand (tests/golden/README.md): D1 to D11 count, D12 to D15 do not, D16 and D17 are held back.
    assert passport.value == 80
    assert passport.rows_behind == 11
    assert dict(passport.left_out) == {
        "held_back": 2,
        "planned": 1,
        "stopped": 1,
        "ongoing": 1,
        "unknown_status": 1,
        "of_other_exports": 14,
    }
    sentence = "Families reached: 80. It rests on 11 delivery rows and 2 files."
    assert words.sentence(passport) == sentence
    assert words.whole(passport) == "31 rows of all files = 11 behind it + 20 left out."


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_rows_behind_and_rows_left_out_are_all_rows_of_the_files(golden, scope):
    passport = passport_of(golden.snapshot, "overview/headline", scope, "households_reached")

    read = sum(batch["rows_read"] for batch in golden.ask("data/batches"))
    assert passport.counts["rows_read"] == read == 31
    assert passport.rows_behind + sum(rows for _reason, rows in passport.left_out) == read
    assert passport.rows_behind == passport.row["deliveries"]


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_rows_are_listed_as_they_are_counted(golden, scope):
    counts = passport_of(golden.snapshot, "overview/headline", scope).counts
    behind = ask_rows(golden.snapshot, "passport/rows_behind", scope)
    out = ask_rows(golden.snapshot, "passport/rows_left_out", scope)

    assert len(behind) == counts["rows_behind"] < PREVIEW
    for reason in set(LEFT_OUT) - {"of_other_exports"}:
        expected = counts.get(f"rows_{reason}", 0)
        assert sum(row["reason"] == reason for row in out) == expected, reason
    places = [(row["batch_no"], row["sheet"], row["row_no"]) for row in [*behind, *out]]
    assert len(places) == len(set(places))


def test_rows_that_count_together_share_a_number(golden):
    rows = {
        row["row_no"]: row for row in ask_rows(golden.snapshot, "passport/rows_behind", Scope())
    }

    def groups():
        found = {}
        for number, row in rows.items():
            found.setdefault(row["counted_as"], set()).add(number)
        return {frozenset(group) for group in found.values()}

    # Row 2 is D1, and so on: k1 is D1 to D3, k2 is D4, the event of Parque is D5 to D7.
    assert groups() == {
        frozenset(group) for group in ({2, 3, 4}, {5}, {6, 7, 8}, {9}, {10}, {11}, {12})
    }
    assert {number for number, row in rows.items() if row["is_keyed"]} == {2, 3, 4, 5}


def test_no_household_key_is_among_the_rows(golden):
    keys = set(golden.snapshot.table("deliveries", ["household_key"])["household_key"].to_pylist())
    keys.discard(None)
    assert keys
    for name in ("rows_behind", "rows_left_out", "pack_rows"):
        rows = ask_rows(golden.snapshot, f"passport/{name}", Scope())
        assert not keys.intersection(str(value) for row in rows for value in row.values()), name


def test_files_are_known_by_their_checksum(golden):
    passport = passport_of(golden.snapshot, "overview/headline", Scope(), "coverage_rate")

    on_disk = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.name
        for path in (golden.operation.folder / "exports").iterdir()
    }
    assert {file.sha256: file.name for file in passport.files}.items() <= on_disk.items()
    rows = {file.name: file.rows for file in passport.files}
    assert rows["deliveries.csv"] == 11
    assert rows["targets.csv"] == 10
    assert "contributions.csv" not in rows


def test_a_row_of_an_answer_is_narrowed_to_its_place(golden):
    rows = golden.ask("coverage/by_district")
    position = next(i for i, row in enumerate(rows) if row["ubigeo"] == "150110")
    passport = passport_of(
        golden.snapshot, "coverage/by_district", Scope(), "households_reached", position
    )

    assert passport.rows_scope == Scope(district=("150110",))
    assert passport.is_narrowed_fully
    assert passport.value == rows[position]["households_reached"]
    assert passport.counts["rows_outside_filters"] > 0
    assert words.place_of_figure(passport).startswith("150110")
    assert "geo" not in words.place_of_figure(passport)


def test_a_row_without_a_place_is_said_not_to_be_told_apart(golden):
    scope, is_fully = narrowed(golden.snapshot, Scope(), {"ubigeo": None, "households_reached": 4})

    assert (scope, is_fully) == (Scope(), False)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"partner": "Alpha", "households_reached": 3}, Scope(partner=("Alpha",))),
        ({"department_code": "15", "department": "Lima"}, Scope(department=("15",))),
        (
            {"day": date(2020, 4, 11), "households_reached_new": 3},
            Scope(since=date(2020, 4, 11), until=date(2020, 4, 11)),
        ),
        ({"donor": "Acme", "item": "food_kit"}, Scope(donor=("Acme",), item=("food_kit",))),
    ],
)
def test_a_row_sets_the_filters_that_name_it(golden, row, expected):
    assert narrowed(golden.snapshot, Scope(), row) == (expected, True)


def test_only_assumptions_that_a_figure_rests_on_are_told(golden):
    def assumed(column):
        passport = passport_of(golden.snapshot, "overview/headline", Scope(), column)
        return words.assumptions(passport)

    assert assumed("households_reached") == []
    assert assumed("persons_reached") == [
        "People per family, where a row gives none: 3.5 (3.44 to 3.72)"
    ]
    assert assumed("coverage_rate") == ["Families targeted, where no target is imported: 200"]
    progress = passport_of(golden.snapshot, "partners/progress", Scope(), "on_time_rate", 0)
    assert "Days after the delivery that are still on time: 7" in words.assumptions(progress)


def test_sql_and_parameters_are_what_ran(golden):
    scope = Scope(district=("150103", "150110"), since=date(2020, 4, 11), method="item_month")
    passport = passport_of(golden.snapshot, "overview/headline", scope, "households_reached")

    found = golden.snapshot.run(passport.sql, passport.parameters).to_pylist()
    assert found[0]["households_reached"] == passport.value
    assert passport.parameters["since"] == "2020-04-11"
    assert passport.parameters["district"] == ["150103", "150110"]
    assert passport.parameters["method"] == "item_month"
    assert any("Largest item per place and month" in line for line in words.method(passport))


def test_filters_are_told_with_their_names(golden):
    scope = Scope(district=("150110",), since=date(2020, 4, 11))

    assert words.filters(scope, {"district": {"150110": "Comas"}}) == [
        "District: Comas",
        "From: 11 April 2020",
    ]
    assert words.filters(Scope()) == ["None: everything that was imported."]


@pytest.mark.parametrize("name", question_names())
def test_every_question_has_a_passport_in_both_languages(golden, name):
    for language in ("en", "es"):
        use_language(language)
        passport = passport_of(golden.snapshot, name, Scope())
        assert words.sentence(passport)
        assert words.method(passport) or passport.column is None
        assert all(words.figure_name(column) for column in passport.question.columns)
        assert passport.sql == read_question(name).sql


def test_every_reason_has_its_words():
    assert set(words.REASONS) == set(LEFT_OUT)


def test_only_analysts_see_rows(golden):
    for audience, expected in (("analyst", True), ("partner", False), ("public", False)):
        passport = passport_of(golden.snapshot, "overview/headline", Scope(audience=audience))
        assert passport.shows_rows is expected
        assert passport.rows_behind == 11


def test_what_a_question_reads_is_found_through_its_shared_parts():
    assert {"deliveries", "targets", "operation"} <= set(
        tables_of(read_question("overview/headline"))
    )
    assert tables_of(read_question("data/totals")) == ("batches",)


def test_a_column_that_is_not_there_is_said(golden):
    with pytest.raises(QuestionProblem, match="has no column “famlies”"):
        passport_of(golden.snapshot, "overview/headline", Scope(), "famlies")


def test_a_figure_is_written_as_its_metric_is(golden):
    passport = passport_of(golden.snapshot, "overview/headline", Scope(), "coverage_rate")

    assert words.sentence(passport).startswith(
        f"Coverage: {METRICS['coverage_rate'].written(0.4)}."
    )


EXPORT = SHARED / "real-exports" / "whowhatwhere_345w_guatemala.csv"


@pytest.mark.skipif(
    not EXPORT.exists(), reason=f"{EXPORT.name} is not beside the checkout: no passport of it"
)
def test_a_real_export_loses_no_row_and_its_answers_can_be_packed(tmp_path):
    settings = {"country": "GT", "starts_on": date(2020, 3, 1), "largest_plausible_row": 2_000_000}
    with world(tmp_path, name="Guatemala", **settings) as made:
        assert made.take(EXPORT).succeeded
        for scope in (Scope(), Scope(method="item_month"), Scope(since=date(2020, 6, 1))):
            passport = passport_of(made.snapshot, "overview/headline", scope, "households_reached")
            out = sum(rows for _reason, rows in passport.left_out)
            assert passport.rows_behind + out == passport.counts["rows_read"] > 1000
            assert [file.name for file in passport.files] == [EXPORT.name][: len(passport.files)]
            with zipfile.ZipFile(io.BytesIO(evidence_pack(made.snapshot, passport))) as pack:
                expected = json.loads(pack.read("expected.json"))
            assert expected["answer"][0]["households_reached"] == passport.value


R4V = GOLDEN / "r4v"
EARLIER_ROWS = "delivery_id,delivered_on,partner,ubigeo,item,households\nA1,2025-03-10,Alpha,150101,Food kit,20\n"


@pytest.fixture(scope="module")
def r4v(tmp_path_factory):
    """R4V's worked example, and a file of one row that counts no new people."""
    folder = tmp_path_factory.mktemp("r4v")
    with world(folder, name="R4V", country="PE", starts_on=date(2025, 1, 1)) as made:
        for name in ("proportions.csv", "indicators.csv"):
            shutil.copy(R4V / name, made.operation.folder)
        other = folder / "others.csv"
        other.write_text(EARLIER_ROWS, encoding="utf-8")
        assert made.take(R4V / "5w.csv").files[0].rows_accepted == 11
        assert made.take(other).files[0].rows_accepted == 1
        yield made


def test_rows_behind_r4vs_models_are_those_that_enter_them(r4v):
    rows = r4v.ask("methods/r4v_summary")
    position = next(i for i, row in enumerate(rows) if row["model"] == "sum")
    passport = passport_of(r4v.snapshot, "methods/r4v_summary", Scope(), "persons", position)

    # Of the eleven rows of docs/r4v-models.md one is no direct assistance.
    assert passport.value == 351
    assert passport.rows_behind == 10
    assert dict(passport.left_out) == {"not_direct": 1, "of_other_tables": 1}
    assert words.whole(passport) == "12 rows of all files = 10 behind it + 2 left out."
    assert [(file.name, file.rows) for file in passport.files] == [("5w.csv", 10)]
    behind, (_others, left_out) = passport.rows_questions
    listed = r4v.ask(behind)
    assert sum(row["persons"] for row in listed) == 351
    assert len({row["row_no"] for row in listed}) == 10
    out = r4v.ask(left_out)
    assert [(row["reason"], row["name"]) for row in out] == [
        ("not_direct", "5w.csv"),
        ("of_other_tables", "others.csv"),
    ]
    assert not {row["row_no"] for row in out if row["name"] == "5w.csv"} & {
        row["row_no"] for row in listed
    }


@pytest.mark.parametrize("scope", [Scope(department=("15",)), Scope(until=date(2025, 3, 31))])
def test_r4vs_rows_are_still_all_rows_within_filters(r4v, scope):
    passport = passport_of(r4v.snapshot, "methods/r4v_summary", scope)

    fit = ask_rows(r4v.snapshot, "methods/r4v_fit", scope)[0]
    assert 0 < passport.rows_behind == fit["rows_in_models"] < 10
    assert passport.rows_behind + sum(rows for _reason, rows in passport.left_out) == 12
    assert sum(file.rows for file in passport.files) == passport.rows_behind


def test_other_figures_of_the_same_rows_rest_on_all_counted_rows(r4v):
    passport = passport_of(r4v.snapshot, "overview/headline", Scope(), "persons_reached")

    assert passport.rows_behind == 12
    assert passport.rows_questions[0] == "passport/rows_behind"
