"""Pages through AppTest, always by way of ``app.py``, over a store with the demonstration in it."""

import importlib.util
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory):
    """A store with the demonstration, published once for all tests."""
    from reparto.demonstration import publish_demonstration

    store = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_STORE", str(store))
        publish_demonstration()
    return store


@pytest.fixture
def open_app(demonstration_store, monkeypatch, tmp_path):
    """Open a page as a link would: ``open_app("districts", district=["150132"], lang="es")``."""

    def open_page(page: str | None = None, **parameters) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        if page is not None:
            app.switch_page(f"pages/{page}.py").run()
        return app

    monkeypatch.setenv("REPARTO_STORE", str(demonstration_store))
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "no-operations"))
    monkeypatch.delenv("REPARTO_OPERATION", raising=False)
    return open_page


@pytest.fixture
def catalogue():
    """``tools/catalogue.py`` as a module."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
