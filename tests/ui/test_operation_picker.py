"""With several operations there is a picker; with one there is none; invented and own rows stay apart."""

from datetime import date

import pytest

from reparto.importing import import_files
from reparto.operations import create_operation
from tests.conftest import ROOT


@pytest.fixture
def own(store, monkeypatch, tmp_path):
    """An operation of one's own beside the demonstration, with one delivery of twelve families."""
    monkeypatch.setenv("REPARTO_STORE", str(store))
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path))
    monkeypatch.delenv("REPARTO_OPERATION", raising=False)
    operation = create_operation(
        tmp_path / "piura", name="Lluvias en Piura", country="PE", starts_on=date(2023, 3, 1)
    )
    export = tmp_path / "a.csv"
    export.write_text(
        "date,partner,ubigeo,item,households\n2023-03-05,Alpha,200105,Food kit,12\n",
        encoding="utf-8",
    )
    assert import_files(operation, [export]).succeeded
    return operation


def opened(**query):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in {"lang": "en", **query}.items():
        app.query_params[name] = value
    return app.run()


def headline(app):
    return app.header[0].value.replace("\\", "")


def is_marked_invented(app):
    return any(
        "nvented demonstration rows" in element.value for element in [*app.caption, *app.markdown]
    )


def test_the_picker_changes_the_operation(own):
    app = opened()
    assert headline(app).startswith("4,890 of 5,000 families")
    assert is_marked_invented(app)
    app.selectbox(key="operation_choice").set_value("piura").run()
    assert headline(app).startswith("12 families reached")
    assert not is_marked_invented(app)
    assert app.query_params["operation"] in ("piura", ["piura"])


def test_a_link_opens_its_operation_and_an_unknown_one_is_dropped(own):
    assert headline(opened(operation="piura")).startswith("12 families reached")
    assert headline(opened(operation="elsewhere")).startswith("4,890 of 5,000 families")


def test_one_operation_needs_no_picker(app):
    page = app()
    assert [box.key for box in page.selectbox if box.key == "operation_choice"] == []
