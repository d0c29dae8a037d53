"""Every question keeps the contract of its header, and every metric is defined once and named once."""

import re

import duckdb
import pytest

from reparto.build import MARTS
from reparto.metrics import METRICS
from reparto.operation import ROOT
from reparto.questions import question_names, read_question
from reparto.scope import FILTERS, Scope
from reparto.snapshots import Snapshot
from tests.worlds import golden_world


@pytest.fixture(scope="module")
def golden_snapshot(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made:
        yield made.snapshot


@pytest.mark.parametrize("name", question_names())
def test_a_question_returns_what_its_header_promises(golden_snapshot: Snapshot, name: str) -> None:
    question = read_question(name)
    values = {
        key: value for key, value in Scope().parameters().items() if key in question.parameters
    }
    relation = golden_snapshot._con.cursor().sql(question.sql, params=values)
    described = [
        (column, str(kind).lower().replace(" ", ""))
        for column, kind in zip(relation.columns, relation.types, strict=True)
    ]
    promised = [(column.name, column.type.replace(" ", "")) for column in question.columns]
    assert described == promised


@pytest.mark.parametrize("name", question_names())
def test_a_question_takes_only_filters(golden_snapshot: Snapshot, name: str) -> None:
    question = read_question(name)
    (statement,) = golden_snapshot._con.cursor().extract_statements(question.sql)
    assert set(statement.named_parameters) == set(question.parameters)
    assert set(question.parameters) <= {*FILTERS, "method"}


@pytest.mark.parametrize("name", question_names())
def test_a_question_asks_something_and_says_its_grain(name: str) -> None:
    question = read_question(name)
    assert question.asks.endswith("?")
    assert question.grain


def test_every_metric_has_one_formula_and_one_name() -> None:
    text = (ROOT / "queries" / "metrics.sql").read_text(encoding="utf-8")
    macros = re.findall(r"create or replace macro (\w+)\(", text)
    assert sorted(macros) == sorted(METRICS)
    assert all(metric.label and metric.meaning for metric in METRICS.values())


def test_every_mart_has_its_file() -> None:
    files = {path.stem for path in (ROOT / "queries" / "marts").glob("*.sql")}
    assert files == set(MARTS)


def test_a_snapshot_answers_and_does_nothing_else(golden_snapshot: Snapshot) -> None:
    for statement in (
        "attach 'other.duckdb' as other",
        "copy deliveries to 'out.csv'",
        "from read_csv('data.csv')",
        "set memory_limit = '1GB'",
        "drop table s.main.deliveries",
        "insert into s.main.deliveries select * from s.main.deliveries",
    ):
        with pytest.raises(duckdb.Error):
            golden_snapshot._con.cursor().execute(statement)
