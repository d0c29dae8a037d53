"""R4V's models on any rows, and on real ones, against a count in plain Python."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reparto.methods import METHODS, R4V
from reparto.operation import ROOT
from reparto.proportions import GROUPS
from reparto.questions import Question, read_question
from reparto.scope import DEFAULT_METHOD, Scope
from tests import r4v_oracle as oracle
from tests.worlds import SHARED, world

SECTORS = [
    "Food Security",
    "FOOD SECURITY",
    "WASH",
    "Shelter",
    "Humanitarian Transportation",
    "Protection (General)",
    "Multipurpose Cash Assistance (MPC)",
    "Health",
    "Nutrition",
]
TYPES = {
    ("food security", "# fed"): "Direct Assistance",
    ("wash", "# fed"): "Direct Assistance",
    ("shelter", "# fed"): "Direct Assistance",
    ("protection (general)", "# fed"): "Direct Assistance",
    ("health", "# fed"): "Direct Assistance",
    ("nutrition", "# fed"): "Direct Assistance",
    ("food security", "# trained"): "Capacity Building",
}
DIALECTS = {1: "r4v-2025", 2: "r4v-2021", 3: "reparto"}
DEPARTMENTS = {"15": "Lima", "24": "Tumbes", None: None}
COUNTS = ("persons_new", *oracle.TYPES, *oracle.AGES)

counts = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 3000))
rows = st.lists(
    st.fixed_dictionaries(
        {
            "batch_no": st.sampled_from([1, 1, 2, 3]),
            "table_no": st.just(0),
            "department_code": st.sampled_from(list(DEPARTMENTS)),
            "day": st.sampled_from(
                [date(2024, 12, 31), date(2025, 1, 5), date(2025, 1, 9), date(2025, 4, 1), None]
            ),
            "sector": st.sampled_from([*SECTORS, *SECTORS, None]),
            "indicator": st.sampled_from(["# fed", "# fed", "# FED", "# trained", None]),
            "in_plan": st.sampled_from(["yes", "yes", "no", None]),
            "cash": st.sampled_from(["yes", "no", None]),
            "is_counted": st.sampled_from([True, True, True, False]),
            **dict.fromkeys(COUNTS, counts),
        }
    ),
    max_size=14,
)
quarters = st.permutations([0.25, 0.25, 0.5, 0.0])
parts = st.lists(st.integers(0, 1000), min_size=4, max_size=4).filter(any)
proportions = st.dictionaries(
    st.tuples(
        st.sampled_from([None, "Lima", "Tumbes"]),
        st.sampled_from(SECTORS[1:]),
        st.sampled_from([None, None, "in_transit", "returnees"]),
        st.sampled_from(oracle.BASES),
    ),
    st.one_of(quarters, parts.map(lambda p: [n / sum(p) for n in p])),
    max_size=24,
)


COLUMNS = (
    {"row_id": pa.int64(), "batch_no": pa.int32(), "table_no": pa.int32(), "is_counted": pa.bool_()}
    | dict.fromkeys(("day", "first_day", "last_day"), pa.date32())
    | dict.fromkeys((*COUNTS, "persons_of_month", "households", "persons", "event_id"), pa.int64())
    | dict.fromkeys(
        ("department_code", "department", "province_code", "district_code"), pa.string()
    )
    | dict.fromkeys(("partner", "lead_partner", "item", "population_group"), pa.string())
    | dict.fromkeys(("status", "sector", "indicator", "in_plan", "cash"), pa.string())
    | dict.fromkeys(("household_key", "geo_level", "place_code"), pa.string())
    | {"is_period": pa.bool_()}
)
LISTED = dict.fromkeys(("sector", "indicator", "type"), pa.string())
SHARED_BY = (
    {"row_no": pa.int32()}
    | dict.fromkeys(("department", "sector", "population_type", "basis"), pa.string())
    | dict.fromkeys(GROUPS, pa.float64())
)


@pytest.fixture(scope="module")
def con():
    """A database with what all examples share."""
    made = duckdb.connect()
    for name in ("staging/macros", "metrics"):
        made.execute((ROOT / f"queries/{name}.sql").read_text(encoding="utf-8"))
    put(made, "batches", {"batch_no": pa.int32(), "dialect": pa.string()}, [
        {"batch_no": number, "dialect": dialect} for number, dialect in DIALECTS.items()
    ])  # fmt: skip
    for name in ("kits", "kit_list"):
        put(made, name, {"item": pa.string(), "sector": pa.string()}, [])
    put(made, "operation", {"household_size": pa.float64()}, [{"household_size": 3.5}])
    put(made, "delivery_donors", {"row_id": pa.int64(), "donor": pa.string()}, [])
    put(made, "stg_places", {"department_code": pa.string(), "department": pa.string()}, [
        {"department_code": code, "department": name} for code, name in DEPARTMENTS.items() if code
    ])  # fmt: skip
    with (ROOT / "data/reference/words.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    put(made, "word_list", dict.fromkeys(("field", "word", "meaning"), pa.string()), listed)
    made.execute("create table words as " + query("staging/words"))
    yield made
    made.close()


def query(name: str) -> str:
    return (ROOT / f"queries/{name}.sql").read_text(encoding="utf-8")


def put(con: duckdb.DuckDBPyConnection, name: str, columns: dict, made: list[dict]) -> None:
    con.register(name, pa.Table.from_pylist(made, schema=pa.schema(list(columns.items()))))


def questions_over(con, made: list[dict], shares: dict, types: dict | None):
    """The answers to the questions over these rows, with the marts made as a build makes them."""
    put(
        con,
        "deliveries",
        COLUMNS,
        [
            r
            | {"row_id": at, "department": DEPARTMENTS[r["department_code"]]}
            | {"persons_of_month": r["persons_new"], "event_id": at}
            for at, r in enumerate(made)
        ],
    )
    listed = [
        {"sector": sector, "indicator": indicator, "type": kind}
        for (sector, indicator), kind in (types or {}).items()
    ]
    put(con, "indicator_rows", LISTED, listed)
    put(con, "known_lists", {"has_types": pa.bool_()}, [{"has_types": types is not None}])
    put(
        con,
        "proportion_rows",
        SHARED_BY,
        [
            {"row_no": at, "department": d, "sector": s, "population_type": t, "basis": b}
            | dict(zip(GROUPS, split, strict=True))
            for at, ((d, s, t, b), split) in enumerate(shares.items())
        ],
    )
    for name in ("staging/indicator_list", "marts/indicators", "marts/proportions"):
        con.execute(f"create or replace table {Path(name).name} as " + query(name))

    def ask(name: str | Question, method: str = DEFAULT_METHOD) -> list[dict]:
        question = read_question(name) if isinstance(name, str) else name
        values = Scope(method=method).parameters()
        found = con.sql(question.sql, params={k: values[k] for k in question.parameters})
        return found.to_arrow_table().to_pylist()

    return ask


def expanded(shares: dict) -> dict[tuple, float]:
    """The shares of every cell: those of a population type before those of all."""
    codes = {name: code for code, name in DEPARTMENTS.items()}
    found = {}
    for (department, sector, population_type, basis), split in sorted(
        shares.items(), key=lambda one: one[0][2] is not None
    ):
        for kind in [population_type] if population_type else oracle.TYPES:
            for group, share in zip(GROUPS, split, strict=True):
                found[basis, codes[department], sector.casefold(), kind, group] = share
    return found


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(rows, proportions, st.sampled_from([TYPES, TYPES, None]))
def test_any_rows_give_what_plain_python_gives(con, made, shares, types):
    ask = questions_over(con, made, shares, types)
    again = oracle.Models(made, expanded(shares), types, DIALECTS)
    expected = again.everything()
    found = {}
    for r in ask("methods/r4v_models"):
        month = r["month"].year * 12 + r["month"].month - 1
        key = (r["model"], r["basis"], r["step"], r["geo_level"], r["department_code"], month)
        assert key not in found
        found[key] = {name: r[name] for name in oracle.MEASURES}
        assert r["is_cash_within"] == (r["persons_in_cash"] <= r["persons"])
        if r["model"] != "maxagegender":
            types_sum = sum(r[name] for name in oracle.TYPES)
            assert r["persons_without_type"] == r["persons"] - types_sum
        if r["model"] == "maxsector":
            assert r["persons_without_type"] == r["persons_without_age"] == 0
    assert found == expected

    (fit,) = ask("methods/r4v_fit")
    standing = again.standing
    assert fit["rows_counting_new"] == len(standing)
    assert fit["rows_in_models"] == standing.count("in")
    assert fit["rows_without_sector"] == standing.count("no sector")
    assert fit["rows_without_month"] == standing.count("no month")
    assert fit["rows_not_direct"] == standing.count("not direct")

    # Cumulating first never gives more: the largest of sums is at most the sum of the largest.
    for key, figures in expected.items():
        if key[2] == "cumulated_first":
            other = expected[*key[:2], "maximum_first", *key[3:]]
            assert figures["persons"] <= other["persons"]


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(rows, proportions)
def test_the_summary_is_the_last_month_of_the_country(con, made, shares):
    ask = questions_over(con, made, shares, None)
    again = oracle.Models(made, expanded(shares), None, DIALECTS)
    last = again.months[-1] if again.months else None
    expected = again.everything()
    found = {(r["model"], r["basis"], r["step"]): r for r in ask("methods/r4v_summary")}
    assert {key: {n: r[n] for n in oracle.MEASURES} for key, r in found.items()} == {
        key[:3]: figures
        for key, figures in expected.items()
        if key[2] != "month" and key[3] == "country" and key[5] == last
    }
    for (model, basis, step), r in found.items():
        one = "month" if step == "maximum_first" else step
        mine = [
            (expected["sum", None, one, *key[3:]]["persons"], figures)
            for key, figures in expected.items()
            if key[:3] == (model, basis, one) and key[3] != "country"
            if step == "maximum_first" or key[5] == last
        ]
        above = [f["persons"] - plain for plain, f in mine if f["persons"] > plain]
        assert (r["above_sum"], r["persons_above_sum"]) == (len(above), sum(above))
        assert r["figures"] == len(mine)
        assert r["cash_above"] == sum(f["persons_in_cash"] > f["persons"] for _, f in mine)


PEOPLE = Question(
    name="people",
    asks="How many people does a counting method give in each department?",
    grain="one row per department",
    needs=("per_unit(department_code)",),
    columns=(),
    text="select department_code, sum(persons_measured) as persons\n"
    "from per_unit_by_department_code group by department_code",
    family=R4V,
)


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(rows, proportions, st.sampled_from([TYPES, TYPES, None]))
def test_as_counting_methods_the_models_give_the_same_people(con, made, shares, types):
    ask = questions_over(con, made, shares, types)
    again = oracle.Models(made, expanded(shares), types, DIALECTS)
    for method in [name for name, one in METHODS.items() if one.family == R4V]:
        model = method.removeprefix("r4v_")
        bases = again.bases(model)
        # in_need stands first; a model without shares counts only what it adds as reported
        basis = bases[0] if bases else "in_need"
        expected = {
            place: sum(
                again.figure(model, basis, "month", place, m)["persons"] for m in again.months
            )
            for place in again.departments
        }
        found = {r["department_code"]: int(r["persons"] or 0) for r in ask(PEOPLE, method)}
        assert {place: people for place, people in found.items() if people} == {
            place: people for place, people in expected.items() if people
        }


REAL = sorted(
    path
    for path in (SHARED / "real-exports").glob("*")
    if any(word in path.name.casefold() for word in ("r4v", "rmrp", "5w_", "_5w"))
    and path.suffix in (".csv", ".xlsx")
    and "345w" not in path.name
)


@pytest.mark.skipif(not REAL, reason="no 5W of R4V lies beside the checkout")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_file_gives_what_plain_python_gives(tmp_path, path: Path):
    with world(tmp_path, name="R4V", country="PE", starts_on=date(2021, 1, 1)) as made:
        assert made.take(path).succeeded
        con = made.snapshot._con.cursor()
        names = [*COUNTS, "batch_no", "table_no", "department_code", "day", "sector", "indicator"]
        names += ["in_plan", "cash", "is_counted"]
        read = con.sql("from deliveries").select(*names).to_arrow_table().to_pylist()
        dialects = dict(con.sql("from batches").select("batch_no", "dialect").fetchall())
        again = oracle.Models(read, {}, None, dialects)
        expected = again.everything()
        assert again.months
        for r in made.ask("methods/r4v_models"):
            month = r["month"].year * 12 + r["month"].month - 1
            key = (r["model"], r["basis"], r["step"], r["geo_level"], r["department_code"], month)
            assert {name: r[name] for name in oracle.MEASURES} == expected.pop(key)
        assert not expected
