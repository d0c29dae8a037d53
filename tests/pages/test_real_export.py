"""Every page opens on a real export: two levels of places, no targets, no keys, unknown dates, no coordinates."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from tests.worlds import SHARED, world

EXPORT = SHARED / "real-exports" / "whowhatwhere_345w_guatemala.csv"
PAGES = (
    "overview",
    "coverage",
    "map",
    "districts",
    "partners",
    "impact",
    "data",
    "changes",
    "methods",
)
pytestmark = pytest.mark.skipif(
    not EXPORT.exists(),
    reason=f"{EXPORT.name} is not beside the checkout: pages are not opened on it",
)


@pytest.fixture(scope="module")
def guatemala(tmp_path_factory):
    with world(
        tmp_path_factory.mktemp("guatemala"),
        name="Guatemala",
        country="GT",
        starts_on=datetime.date(2020, 3, 1),
        largest_plausible_row=2_000_000,
    ) as made:
        assert made.take(EXPORT).succeeded
        yield made


def opened(world_, page, monkeypatch, **query):
    monkeypatch.setenv("REPARTO_OPERATION", str(world_.operation.folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def words(app):
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info)
    return " ".join(str(e.value) for kind in kinds for e in kind).replace("\\", "")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_an_error(guatemala, page, language, monkeypatch):
    app = opened(guatemala, page, monkeypatch, lang=language)
    assert not app.exception
    assert not app.error
    assert app.title
    assert "nvented demonstration" not in words(app) and "nventadas de demostraci" not in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_one_department(guatemala, page, monkeypatch):
    app = opened(guatemala, page, monkeypatch, department="GT16", lang="en")
    assert not app.exception
    assert not app.error
    if page not in ("data", "changes", "methods"):
        assert "Alta Verapaz" in words(app)


def test_the_overview_says_what_the_file_says(guatemala, monkeypatch):
    (headline,) = guatemala.ask("overview/headline")
    app = opened(guatemala, "overview", monkeypatch, lang="en")
    (said,) = [e.value.replace("\\", "") for e in app.header if "families" in e.value]
    assert f"{headline['households_reached']:,} families" in said
    assert "%" not in said  # nothing gives a target
    assert [m.label for m in app.metric if "Coverage" in m.label and "%" in m.value] == []


def test_the_map_says_why_there_is_none(guatemala, monkeypatch):
    app = opened(guatemala, "map", monkeypatch, lang="en")
    assert not app.get("deck_gl_json_chart")
    assert app.get("plotly_chart")
    assert "coordinates" in words(app)
