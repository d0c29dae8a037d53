"""Each rule of tools/lint_sql.py refuses one example and lets its better twin pass."""

from pathlib import Path

import pytest

from tools.lint_sql import ROOT, lint_tree, main

QUESTION = """\
-- How many families has each partner reached?
--
-- grain: one row per partner
-- param smallest: leave out partners below this
-- needs: scoped
-- column partner varchar: the partner's code
-- column households_reached bigint: families reached
with counted as (
    select partner, households
    from scoped
    where is_counted and households >= $smallest
)
select partner, cast(sum(households) as bigint) as households_reached
from counted
group by partner
order by households_reached desc, partner
"""

SCOPED = """\
-- The delivery rows that the reader's filters let through.
--
-- grain: one row per delivery row
select d.*
from deliveries as d
where $since is null or d.day >= $since::date
"""

METRICS = """\
create or replace macro coverage_rate(reached, targeted) as
    cast(reached as double) / nullif(cast(targeted as double), 0);
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree of queries without a fault."""
    for name, text in {
        "marts/deliveries.sql": "select unnest(list(x)) as x from stg_deliveries group by all\n",
        "scope/scoped.sql": SCOPED,
        "metrics.sql": METRICS,
        "partners/reached.sql": QUESTION,
    }.items():
        path = tmp_path / "queries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def rules_broken(tree: Path, text: str, name: str = "partners/reached.sql") -> set[str]:
    path = tree / "queries" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return {problem.rule for problem in lint_tree(tree)}


def answering(column: str, source: str = "from scoped") -> str:
    """A question of one column, whose header fits it."""
    return (
        "-- How much?\n--\n-- grain: one row\n-- needs: scoped\n"
        f"-- column answer bigint: the answer\nselect {column} as answer\n{source}\n"
    )


def test_a_tree_without_a_fault_passes(tree):
    assert lint_tree(tree) == []


def test_the_queries_of_this_tree_pass():
    assert [str(problem) for problem in lint_tree(ROOT)] == []


def test_a_problem_names_its_file_line_and_rule(tree, capsys, monkeypatch):
    (tree / "queries/partners/reached.sql").write_text(
        QUESTION.replace("from counted", "from raw"), "utf-8"
    )
    monkeypatch.setattr("sys.argv", ["lint_sql.py", str(tree)])

    assert main() == 1
    assert capsys.readouterr().out.startswith(
        "queries/partners/reached.sql:14 tables raw is no mart"
    )


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("header", "-- How many families has each partner reached?", "-- Families by partner"),
        ("header", "reached?\n--\n", "reached?\n"),
        ("header", "-- grain: one row per partner\n", ""),
        ("header", "-- column partner varchar: the partner's code", "-- column partner: the code"),
        (
            "header",
            "bigint: families reached",
            "bigint: families reached,\n-- in any of its places",
        ),
        ("needs", "-- needs: scoped", "-- needs: scoped, units"),
        ("needs", "from scoped\n", "from deliveries\n"),
        ("params", "households >= $smallest", "households >= 1"),
        ("params", "households >= $smallest", "households >= $smallest and day < $until"),
        ("params", "households >= $smallest", "households >= $smallest and households > ?"),
        ("params", "households >= $smallest", "households >= $smallest and households > $1"),
        ("columns", "-- column partner varchar: the partner's code\n", ""),
        ("columns", "households_reached\nfrom", "families\nfrom"),
        (
            "columns",
            "select partner, cast(sum(households) as bigint) as households_reached",
            "select *",
        ),
        ("tables", "-- needs: scoped\n", ""),
        ("tables", "from scoped", "from raw_deliveries join scoped on true"),
        ("tables", "from scoped", "from other.deliveries join scoped on true"),
        ("tables", "from scoped", "from read_csv('deliveries.csv') join scoped on true"),
        ("tables", "from scoped", "from 'deliveries.csv' join scoped on true"),
        ("joins", "from scoped", "from scoped join deliveries using (delivery_id)"),
        ("joins", "from scoped", "from scoped, deliveries"),
        ("joins", "from scoped", "from scoped natural join deliveries"),
        ("group-by", "group by partner", "group by 1"),
        ("by-all", "group by partner", "group by all"),
        ("by-all", "order by households_reached desc, partner", "order by all"),
        ("order-by", "order by households_reached desc, partner\n", ""),
        ("order-by", "order by households_reached desc, partner", "order by 2 desc"),
        ("casts", "cast(sum(households) as bigint)", "sum(households)"),
        ("casts", "cast(sum(households) as bigint)", "sum(households) over ()"),
        ("syntax", "order by households_reached", "order order by households_reached"),
        ("lower-case", "group by partner", "GROUP BY partner"),
        ("whitespace", "from counted\n", "from counted \n"),
        ("whitespace", "    from scoped", "\tfrom scoped"),
        ("whitespace", "desc, partner\n", "desc, partner"),
        ("whitespace", "desc, partner\n", "desc, partner\n\n"),
        ("line-length", "families reached\n", "families reached" + " and reached" * 6 + "\n"),
    ],
)
def test_a_question_that_breaks_a_rule_is_refused(tree, rule, good, bad):
    assert good in QUESTION

    assert rule in rules_broken(tree, QUESTION.replace(good, bad))


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("division", "kits / nullif(households, 0)", "kits / households"),
        ("division", "kits % 7", "kits % households"),
        ("division", "kits / 100.0", "kits / 0"),
        ("dates", "cast(date_trunc('week', day) as date)", "date_trunc('week', day)"),
        ("dates", "cast(day + interval 1 month as date)", "day + interval 1 month"),
        ("dates", "date_diff('day', since, day)", "date_diff('month', since, day)"),
        ("dates", "date_diff('week', since, day)", "last_day - first_day"),
        ("dates", "extract(year from day)", "extract(dow from day)"),
        ("dates", "strftime(day, '%Y-%m')", "strftime(day, '%V')"),
        ("functions", "date_diff('day', since, day)", "dayofweek(day)"),
        ("functions", "year(day)", "isodow(day)"),
        ("functions", "month(day)", "monthname(day)"),
        ("functions", "partner like 'A%'", "partner ~ '^A'"),
        ("functions", "partner ilike 'a%'", "regexp_matches(partner, '^A')"),
        ("functions", "lower(partner)", "strip_accents(partner)"),
        ("functions", "lower(partner)", "hash(partner)"),
        ("functions", "partner = site", "jaro_winkler_similarity(partner, site)"),
        ("functions", "$since::date", "current_date"),
        ("functions", "coverage_rate(1, 2)", "share_of(1, 2)"),
        (
            "lists",
            "list_contains($partner::varchar[], partner)",
            "list_contains(['A', 'B'], partner)",
        ),
        ("lists", "partner", "{'partner': partner}"),
        ("lists", "substr(partner, 1, 3)", "partner[1:3]"),
        ("functions", "cast(max(partner) as varchar)", "cast(list(partner) as varchar)"),
        (
            "percentiles",
            "cast(percentile_cont(0.5) within group (order by cast(kits as double)) as double)",
            "cast(percentile_cont(0.5) within group (order by kits) as double)",
        ),
        (
            "percentiles",
            "cast(median(kits) as double)",
            "cast(percentile_cont(0.5) within group (order by cast(kits as double) desc) as double)",
        ),
        ("functions", "cast(median(kits) as double)", "cast(quantile_cont(kits, 0.5) as double)"),
    ],
)
def test_an_expression_outside_the_portable_subset_is_refused(tree, rule, good, bad):
    declared = SCOPED.replace("where", "where $partner is null or")
    assert rules_broken(tree, declared, "scope/scoped.sql") == set()

    assert rules_broken(tree, answering(good)) == set()
    assert rule in rules_broken(tree, answering(bad))


@pytest.mark.parametrize(
    "statement",
    [
        "attach 'other.duckdb'",
        "copy deliveries to 'out.csv'",
        "pragma database_list",
        "set memory_limit = '1GB'",
        "delete from deliveries",
        "create table x as select 1 as a",
        "select 1 as a; select 2 as a",
        "pivot deliveries on item using sum(quantity)",
    ],
)
def test_a_file_holds_one_select_and_nothing_else(tree, statement):
    assert rules_broken(tree, QUESTION.split("with ")[0] + statement + "\n") & {
        "one-select",
        "syntax",
    }


def test_both_halves_of_a_union_cast_their_aggregates(tree):
    half = "select cast(count(*) as bigint) as answer\nfrom scoped\n"
    good = answering("cast(count(*) as bigint)", f"from scoped\nunion all\n{half}order by answer")

    assert rules_broken(tree, good) == set()
    assert rules_broken(
        tree, good.replace(half, half.replace("cast(count(*) as bigint)", "count(*)"))
    ) == {"casts"}


def test_a_piece_of_the_scope_needs_a_sentence_and_a_grain_and_no_columns(tree):
    assert "header" in rules_broken(
        tree, SCOPED.replace("through.", "through?"), "scope/scoped.sql"
    )
    assert "header" in rules_broken(
        tree, SCOPED.replace("-- grain: one row per delivery row\n", ""), "scope/scoped.sql"
    )
    assert rules_broken(tree, SCOPED, "scope/scoped.sql") == set()


def test_a_question_stands_in_the_folder_of_its_subject(tree):
    assert rules_broken(tree, QUESTION, "reached.sql") == {"place"}


@pytest.mark.parametrize("folder", ["staging", "marts", "checks"])
def test_what_runs_at_import_only_has_its_text_looked_at(tree, folder):
    text = "select list(x) as x from read_csv('a.csv') group by all\n"

    assert rules_broken(tree, text, f"{folder}/anything.sql") == set()
    assert rules_broken(tree, text.replace("select", "SELECT"), f"{folder}/anything.sql") == {
        "lower-case"
    }
