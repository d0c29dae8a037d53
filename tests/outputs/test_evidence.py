"""Evidence packs: unpacked where nothing but DuckDB can be imported, each reckons the figure again."""

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import _duckdb
import duckdb
import pyarrow.parquet as pq
import pytest

from reparto.errors import QuestionProblem
from reparto.language import use_language
from reparto.metrics import METRICS
from reparto.operation import ROOT
from reparto.outputs.evidence import AS_READ, can_be_packed, evidence_pack
from reparto.outputs.evidence_readme import readme
from reparto.passport import passport_of, tables_of
from reparto.questions import QUERIES, ask_rows, question_names, read_question
from reparto.scope import Scope
from tests.worlds import golden_world

START = "import runpy, sys; sys.path.insert(0, sys.argv[1]); runpy.run_path(sys.argv[2], run_name='__main__')"
IMPORTED = "import sys; sys.path.insert(0, sys.argv[1]); import duckdb; import {name}"


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made:
        yield made


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture(scope="module")
def only_duckdb(tmp_path_factory) -> Path:
    """A folder to import from that holds DuckDB and nothing else."""
    folder = tmp_path_factory.mktemp("only-duckdb")
    package = Path(duckdb.__file__).parent
    needed = [package, Path(_duckdb.__file__), *package.parent.glob("duckdb-*.dist-info")]
    for path in needed:
        os.symlink(path, folder / path.name, target_is_directory=path.is_dir())
    return folder


def python(only_duckdb: Path, script: str, *arguments: object) -> subprocess.CompletedProcess:
    """Run Python without site-packages, without this folder and without our environment."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(only_duckdb), *map(str, arguments)],
        cwd=only_duckdb, env={}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def unpacked(data: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
    return folder


def packed(golden, name: str, scope: Scope, column: str | None = None, position: int | None = None):
    passport = passport_of(golden.snapshot, name, scope, column, position)
    return evidence_pack(golden.snapshot, passport)


def test_the_empty_environment_knows_duckdb_alone(only_duckdb):
    assert (
        python(only_duckdb, "import sys; sys.path.insert(0, sys.argv[1]); import duckdb").returncode
        == 0
    )
    for name in ("reparto", "pyarrow", "pandas", "numpy"):
        done = python(only_duckdb, IMPORTED.format(name=name))
        assert f"No module named '{name}'" in done.stderr


FIGURES = {
    metric: next(
        (
            name
            for name in ("overview/headline", *question_names())
            if metric in [column.name for column in read_question(name).columns]
            and not AS_READ.intersection(tables_of(read_question(name)))
        ),
        None,
    )
    for metric in METRICS
}


def test_a_metric_without_a_question_is_one_that_no_question_answers():
    texts = "".join(read_question(name).text for name in question_names())
    columns = {column.name for name in question_names() for column in read_question(name).columns}
    without = {metric for metric, name in FIGURES.items() if name is None}

    assert without == set(METRICS) - columns
    assert {"households_reached", "coverage_rate", "persons_reached", "on_time_rate"} <= columns
    assert "households_reached(" in texts


@pytest.mark.parametrize("metric", [metric for metric, name in FIGURES.items() if name])
def test_a_pack_gives_the_same_figure_with_duckdb_alone(golden, only_duckdb, tmp_path, metric):
    name = FIGURES[metric]
    rows = ask_rows(golden.snapshot, name, Scope())
    known = [position for position, row in enumerate(rows) if row[metric] is not None]
    position = known[-1] if known else 0
    folder = unpacked(packed(golden, name, Scope(), metric, position), tmp_path)

    done = python(only_duckdb, START, folder / "recompute.py")

    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.splitlines()[0].removeprefix(f"{metric} = ")
    if rows[position][metric] is None:
        assert told == "None"
    else:
        assert float(told) == pytest.approx(float(rows[position][metric]), abs=1e-8)
    assert f"rows reckoned: {len(rows)} (the same as published)" in done.stdout


SCOPES = [
    Scope(district=("150110",)),
    Scope(donor=("Acme",), since=date(2020, 4, 9), until=date(2020, 4, 12)),
    Scope(partner=("Beta",), method="item_month"),
    Scope(method="every_row", item=("food_kit",)),
    Scope(district=("999999",)),
]


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize(
    "name", ["overview/headline", "overview/apart", "partners/progress", "coverage/by_day"]
)
def test_a_pack_holds_under_filters_and_methods(golden, only_duckdb, tmp_path, name, scope):
    folder = unpacked(packed(golden, name, scope), tmp_path)

    done = python(only_duckdb, START, folder / "recompute.py")

    assert done.returncode == 0, done.stdout + done.stderr


def packable() -> list[str]:
    return [n for n in question_names() if not AS_READ.intersection(tables_of(read_question(n)))]


@pytest.mark.parametrize("name", packable())
def test_every_question_without_cells_as_read_can_be_packed(golden, tmp_path, name):
    folder = unpacked(packed(golden, name, Scope()), tmp_path)

    con = duckdb.connect()
    for file in folder.glob("tables/*.parquet"):
        con.read_parquet(str(file)).create(file.stem)
    con.execute((folder / "metrics.sql").read_text("utf-8"))
    parameters = json.loads((folder / "parameters.json").read_text("utf-8"))
    found = con.execute((folder / "question.sql").read_text("utf-8"), parameters).fetchall()
    assert len(found) == len(ask_rows(golden.snapshot, name, Scope()))


def test_no_household_key_leaves_and_none_is_lost(golden, tmp_path):
    folder = unpacked(packed(golden, "overview/headline", Scope()), tmp_path)
    rows = pq.read_table(folder / "tables" / "deliveries.parquet").to_pylist()
    source = {
        row["row_id"]: row["household_key"]
        for row in golden.snapshot.table("deliveries", ["row_id", "household_key"]).to_pylist()
    }

    pairs = {(source[row["row_id"]], row["household_key"]) for row in rows}
    keys = {key for key, _number in pairs if key}
    assert len(keys) == 2
    assert {number for key, number in pairs if key} == {"1", "2"}
    assert (None, None) in pairs and len(pairs) == 3
    assert not keys.intersection(str(value) for row in rows for value in row.values())


def test_a_pack_holds_no_more_than_the_statement_needs(golden, tmp_path):
    scope = Scope(district=("150110",), since=date(2020, 4, 12))
    folder = unpacked(packed(golden, "overview/headline", scope), tmp_path)
    table = pq.read_table(folder / "tables" / "deliveries.parquet")

    assert table.num_rows == 1  # D3; D5 to D8 are of the day before
    assert not {"site", "delivery_id", "latitude", "source_status"} & set(table.column_names)
    assert {"batch_no", "sheet", "row_no"} <= set(table.column_names)
    assert pq.read_table(folder / "tables" / "delivery_donors.parquet").num_rows == 1
    names = {path.stem for path in (folder / "tables").iterdir()}
    assert names == set(tables_of(read_question("overview/headline")))


def test_a_statement_that_looks_beyond_the_dates_has_the_rows_it_looks_at(golden, tmp_path):
    scope = Scope(district=("150110",), since=date(2020, 4, 12))
    folder = unpacked(packed(golden, "overview/apart", scope), tmp_path)

    assert pq.read_table(folder / "tables" / "deliveries.parquet").num_rows == 5  # D3, D5 to D8


def test_a_changed_row_is_noticed(golden, only_duckdb, tmp_path):
    folder = unpacked(packed(golden, "overview/headline", Scope(), "households_reached"), tmp_path)
    path = folder / "tables" / "deliveries.parquet"
    table = pq.read_table(path)
    pq.write_table(table.slice(0, table.num_rows - 8), path)

    done = python(only_duckdb, START, folder / "recompute.py")

    assert done.returncode == 1
    assert "NOT as published" in done.stdout
    assert "households_reached" not in done.stdout


def test_a_pack_is_the_same_each_time(golden):
    assert packed(golden, "overview/headline", Scope()) == packed(
        golden, "overview/headline", Scope()
    )


def test_the_pack_carries_the_sql_and_formulas_that_ran(golden, tmp_path):
    folder = unpacked(packed(golden, "coverage/by_district", Scope()), tmp_path)

    assert read_question("coverage/by_district").sql in (folder / "question.sql").read_text("utf-8")
    assert (folder / "metrics.sql").read_bytes() == (QUERIES / "metrics.sql").read_bytes()
    script = (folder / "recompute.py").read_text("utf-8")
    code = [line for line in script.splitlines() if line.strip()]
    assert len(code) <= 21  # the docstring, and 20 lines
    assert ";" not in script
    assert "reparto" not in script
    assert set(path.name for path in folder.iterdir()) == {
        "README.md", "recompute.py", "question.sql", "metrics.sql", "parameters.json", "expected.json", "tables",
    }  # fmt: skip


@pytest.mark.parametrize("audience", ["public", "partner"])
def test_rows_leave_with_analysts_only(golden, audience):
    passport = passport_of(golden.snapshot, "overview/headline", Scope(audience=audience))

    assert not can_be_packed(passport)
    with pytest.raises(QuestionProblem, match="no evidence pack"):
        evidence_pack(golden.snapshot, passport)


@pytest.mark.parametrize("name", ["data/held_back", "data/cells_at_fault", "data/replaced"])
def test_cells_as_they_were_read_do_not_leave(golden, name):
    passport = passport_of(golden.snapshot, name, Scope())

    with pytest.raises(QuestionProblem, match="Data page"):
        evidence_pack(golden.snapshot, passport)


def test_the_readme_tells_the_passport_in_the_readers_language(golden, tmp_path):
    scope = Scope(district=("150110",))
    english = unpacked(
        packed(golden, "overview/headline", scope, "households_reached"), tmp_path / "en"
    )
    use_language("es")
    spanish = unpacked(
        packed(golden, "overview/headline", scope, "households_reached"), tmp_path / "es"
    )

    told = (english / "README.md").read_text("utf-8")
    # By hand: k1 (D3), Parque 50 and Plaza 10.
    assert told.startswith("# Families reached: 61. It rests on 5 delivery rows and ")
    assert "31 rows of all files = 5 behind it + 26 left out." in told
    assert "District: 150110" in told
    told_of = {row["name"] for row in golden.ask("data/batches") if row["sha256"] in told}
    assert told_of == {"deliveries.csv", "targets.csv"}
    assert (spanish / "README.md").read_text("utf-8").startswith("# Familias alcanzadas: 61.")


def test_names_from_files_stay_text_in_the_readme(golden):
    passport = passport_of(golden.snapshot, "overview/headline", Scope())
    hostile = replace(passport.files[0], name="a|b](http://x) <img src=x>\n# no\u202e.csv")
    told = readme(replace(passport, files=(hostile,)))

    (line,) = [line for line in told.splitlines() if "img" in line]
    assert r"a\|b\](http://x) \<img src=x\> \# no .csv" in line


def test_the_script_of_the_pack_is_no_part_of_the_library():
    assert (ROOT / "reparto" / "templates" / "recompute.py.txt").exists()
    assert not list((ROOT / "reparto").rglob("recompute.py"))
