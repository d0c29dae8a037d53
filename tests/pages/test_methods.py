"""The Methods page names every metric, every check and every question, and says what the figures rest on."""

import re

import pytest

from reparto import __version__
from reparto.checks import CHECKS
from reparto.metrics import METRICS
from reparto.questions import question_names, read_question
from reparto.ui.text import md_escape
from reparto.wording import methods as words
from tests import sample_recount as recount


def said(app) -> str:
    """Everything that the page says, as it was given to Streamlit."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.code)
    texts = [element.value for kind in kinds for element in kind]
    texts += [box.label for box in app.expander]
    for table in app.table:
        texts += [str(cell) for row in table.value.to_numpy().tolist() for cell in row]
    return "\n".join(texts)


@pytest.fixture
def page(open_page):
    app = open_page("methods")
    assert not app.exception
    return said(app)


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_explained_with_its_definition(page, name):
    metric = METRICS[name]

    assert md_escape(metric.label) in page
    assert md_escape(metric.meaning) in page
    assert f"create or replace macro {name}(" in page


def test_every_metric_has_a_definition_that_ends():
    for name in METRICS:
        assert words.metric_macro(name).endswith(";"), name
        assert words.metric_macro(name).count("create or replace macro") == 1


def test_every_check_is_there_with_its_sentence_and_advice(page):
    missing = [
        f"{check.kind}/{check.rule}"
        for check in CHECKS
        if not re.search(
            re.escape(f"**{md_escape(check.sentence)}** {md_escape(check.advice)} :gray[{md_escape(check.rule)}]"),
            page,
        )
    ]  # fmt: skip

    assert missing == []
    assert page.count("-badge[") >= len(CHECKS)


def test_every_question_is_there(page):
    lines = page.splitlines()
    labels = [f"{md_escape(read_question(n).asks)} :gray[{md_escape(n)}]" for n in question_names()]

    assert [label for label in labels if label not in lines] == []


def test_the_worked_example_comes_to_what_the_product_counts():
    """The rows of the example, counted by the recount's own rule."""
    rows = words.example()
    keyed = {row.key for row in rows if row.key}
    events: dict[tuple, dict[str, int]] = {}
    for row in rows:
        if row.key is None:
            items = events.setdefault((row.partner, row.day), {})
            items[row.item] = items.get(row.item, 0) + row.households

    assert sum(row.counted for row in rows) == len(keyed) + sum(
        max(items.values()) for items in events.values()
    )
    assert "51 families reached: not 102." in words.example_sentence()


def test_the_statuses_that_count_are_those_that_were_counted(open_page):
    rows = {status: counts for status, counts, _why in words.STATUSES}
    counted = {row.status for row in recount.counted_rows()}

    assert counted == {status for status, counts in rows.items() if counts != "no"}
    assert set(recount.STATUSES.values()) <= set(rows)


def test_the_assumptions_are_the_operations_own(page):
    size = recount.operation()["household_size"]

    assert f"{size['default']} ({size['low']} to {size['high']})".replace(".", r"\.").replace("(", r"\(").replace(")", r"\)") in page  # fmt: skip
    assert md_escape(size["source"]) in page
    assert md_escape("2,100 kcal") in page
    assert "15 litres" in page


def test_a_search_leaves_what_it_finds_and_says_so_where_there_is_nothing(open_page):
    app = open_page("methods")
    app.text_input(key="search").set_value("on_time_rate").run()

    assert "create or replace macro on_time_rate(" in said(app)
    assert "create or replace macro coverage_rate(" not in said(app)
    assert "partners/progress" in said(app).replace("\\", "")

    app.text_input(key="search").set_value("nothing of this kind").run()

    assert [box.value for box in app.info] == ["Nothing here matches the search."] * 3


def test_a_search_needs_no_accents_and_no_case():
    assert words.matches("CARITAS kit", ("Cáritas", "Kit de agua"))
    assert not words.matches("caritas soap", ("Cáritas", "Kit de agua"))


def test_the_sources_give_licence_and_attribution(page):
    assert "GeoNames" in words.attribution() and "CC BY 4.0" in words.attribution()
    assert md_escape(words.attribution()) in page
    assert "CC0 1" in page
    assert "# Sources of the demonstration operation" in page


def test_the_snapshot_its_files_and_the_versions_are_named(page):
    assert "Snapshot 1 was built from 11 files" in page
    for path in recount.EXPORTS.iterdir():
        assert md_escape(path.name) in page
    assert md_escape(__version__) in page
