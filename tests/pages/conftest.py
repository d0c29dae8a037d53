"""What tests of pages share: a page opened as a visitor does, and an operation of one's own with nothing in it."""

from datetime import date

import pytest

from reparto.operations import create_operation


@pytest.fixture
def open_page(app):
    """Open a page as a visitor of a server that runs."""
    return app


@pytest.fixture
def lima(open_page, tmp_path, monkeypatch):
    """An operation of one's own with nothing in it, which the app opens."""
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "operations"))
    monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("REPARTO_OPERATION", "lima")
    return create_operation(
        tmp_path / "operations/lima", name="Lima 2020", country="PE", starts_on=date(2020, 4, 9)
    )
