"""The passport on pages: a button under every figure, chart and table, and what it opens."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from reparto.language import use_language
from reparto.questions import question_names
from reparto.scope import Scope
from reparto.ui import show
from reparto.ui.asked import SOURCES, Asked, asked_of, marked

# What is no answer to a question: what was done, and what two snapshots differ in.
OF_NO_QUESTION = {"journal", "waterfall", "done_between", "changes", "corrections_log"}


@pytest.fixture
def drawn(monkeypatch):
    """The keys of the charts and tables that a page draws, and those with a passport."""
    keys, offered = set(), {}
    button, draw_table, draw_chart = show.passport, show.table, show.chart

    def passport(asks, *, key, **more):
        offered[key] = asks if isinstance(asks, str) else asks.question
        button(asks, key=key, **more)

    def table(*arguments, **named):
        keys.add(named.get("key"))
        draw_table(*arguments, **named)

    def chart(*arguments, **named):
        keys.add(named["key"])
        draw_chart(*arguments, **named)

    monkeypatch.setattr(show, "passport", passport)
    monkeypatch.setattr(show, "table", table)
    monkeypatch.setattr(show, "chart", chart)
    return keys, offered


PAGES = ["overview", "coverage", "map", "districts", "partners", "impact", "data", "changes"]


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_and_table_of_a_page_has_its_passport(open_page, drawn, page):
    keys, offered = drawn
    app = open_page(page)

    assert not app.exception
    missing = {key for key in keys if key and key not in offered}
    assert not missing - OF_NO_QUESTION
    assert set(offered.values()) <= set(question_names())
    assert any(str(b.key).startswith("passport_") for b in app.button) or page == "changes"


def test_the_headline_is_told_from_a_button_under_its_card(open_page):
    app = open_page("overview", lang="en")
    app.button(key="passport_households_reached").click().run()

    assert not app.exception
    assert any(text.startswith("Families reached: 4,890. It rests on") for text in headings(app))
    (pack,) = [b for b in app.download_button if b.key == "passport_pack"]
    assert pack.label == "Evidence pack, as ZIP"
    columns = {name for table in app.dataframe for name in table.value.columns}
    assert {"row_no", "counted_as", "partner"} <= columns
    assert "household_key" not in columns


def test_it_speaks_spanish(open_page):
    use_language("es")  # as whoever sits before the page
    app = open_page("overview", lang="es")

    button = app.button(key="passport_coverage_rate")
    assert button.label == "¿Cómo se cuenta esto?"
    assert not button.click().run().exception


def test_a_chart_that_shows_nothing_opens_no_stack_trace(open_page):
    app = open_page("districts", district=["150132"], since="2020-05-30", lang="en")

    assert not app.exception
    for button in [b.key for b in app.button if str(b.key).startswith("passport_")]:
        opened = open_page("districts", district=["150132"], since="2020-05-30", lang="en")
        assert not opened.button(key=button).click().run().exception


def _draw(audience: str, question: str, column: str | None) -> None:
    import streamlit as st

    from reparto.operation import load_operation
    from reparto.operations import DEMONSTRATION
    from reparto.scope import Scope
    from reparto.ui.asked import Asked
    from reparto.ui.filters import Choices
    from reparto.ui.frame import Frame
    from reparto.ui.passport import draw_passport
    from reparto.ui.store import current_snapshot

    operation = load_operation(DEMONSTRATION)
    nothing = Choices({}, {}, None, None)
    names = {"item": {}, "status": {}}
    scope = Scope(audience=audience)
    frame = Frame(operation, current_snapshot(operation), scope, nothing, names, "", frozenset())
    st.session_state.frame = frame
    draw_passport(Asked(question, scope, column), frame)


@pytest.fixture
def passport(store, monkeypatch):
    """A passport as it stands in its dialog, for an audience."""
    monkeypatch.setenv("REPARTO_STORE", str(store))

    def opened(audience: str, question: str, column: str | None = None) -> AppTest:
        app = AppTest.from_function(_draw, args=(audience, question, column), default_timeout=60)
        return app.run()

    return opened


def headings(app: AppTest) -> list[str]:
    """The headings as they are read: what is escaped for Markdown is itself again."""
    return [element.value.replace("\\", "") for element in app.header]


def part(app: AppTest, name: str) -> AppTest:
    (control,) = [one for one in app.get("button_group") if "passport_part" in str(one.key)]
    return control.set_value(name).run()


@pytest.mark.parametrize("audience", ["public", "partner"])
@pytest.mark.parametrize("which", ["rows", "left_out", "files", "sql"])
def test_others_than_analysts_see_counts_and_no_rows(passport, audience, which):
    app = part(passport(audience, "overview/headline", "households_reached"), which)

    assert not app.exception
    assert not app.dataframe
    assert not app.download_button
    assert any("7,837 delivery rows" in text for text in headings(app))
    assert not any("caritas" in str(table.value) for table in app.table)
    if which == "left_out":
        assert "7,837 behind it" in " ".join(e.value for e in app.markdown).replace("\\", "")


def test_analysts_see_the_rows_left_out_of_each_reason(passport):
    app = part(passport("analyst", "overview/headline", "households_reached"), "left_out")

    assert [table.value.columns[0] for table in app.dataframe] == ["name"]
    assert len(app.dataframe[0].value) == 8  # held back
    app.selectbox(key="passport_reason").set_value("planned").run()
    assert len(app.dataframe[0].value) == 74


def test_analysts_see_files_and_sql(passport):
    app = part(passport("analyst", "overview/headline", "households_reached"), "files")
    assert len(app.table[0].value) == 9
    assert all(len(cell) == 64 for cell in app.table[0].value["SHA\\-256"])

    app = part(app, "sql")
    assert "$district = null" in app.code[0].value
    assert app.code[1].value.startswith("with matching as (")


def test_of_a_whole_answer_a_figure_is_chosen(passport):
    app = passport("analyst", "coverage/by_district")

    assert not app.exception
    answer = app.dataframe[0].value
    assert len(answer) > 30 and "ubigeo" in answer.columns


def test_an_answer_keeps_its_question_and_filters_through_sorting(store):
    import pandas as pd

    scope = Scope(district=("150132",), since=date(2020, 5, 1), method="item_month")
    frame = marked(pd.DataFrame({"a": [2, 1], "b": [1.0, None]}), "coverage/by_day", scope)

    shown = frame.sort_values("a").assign(c=1)[["a", "c"]].head(1)
    assert asked_of(shown, "anything", Scope()) == Asked("coverage/by_day", scope)
    assert asked_of(pd.DataFrame({"a": [1]}), "anything", Scope()) is None
    assert asked_of(None, "pace_ahead", scope) == Asked("pace/spans", scope)


def test_sources_name_questions_that_there_are():
    assert set(SOURCES.values()) <= set(question_names())
