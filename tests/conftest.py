"""What tests of pages share: a store with the demonstration in it, and any page of the product over it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A change is judged by the same examples each time; `make explore` looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("exploring", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """Begin each test in English, whatever the test before it spoke."""
    from reparto.language import use_language

    use_language("en")


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Path:
    """A store with the demonstration, published once for all tests of this run."""
    from reparto.demonstration import publish_demonstration

    store = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_STORE", str(store))
        patch.delenv("REPARTO_OPERATION", raising=False)
        publish_demonstration()
    return store


@pytest.fixture
def app(store, monkeypatch, tmp_path):
    """Open a page as a link does, through the front door: ``app("districts", district=["150132"], lang="es")``."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.testing.v1 import AppTest

    begin = PagesManager.__init__

    def begin_later(manager, *arguments, **named) -> None:
        # AppTest takes each run for the first one of a server, which starts files in pages/ by themselves.
        begin(manager, *arguments, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begin_later)

    def open_page(page: str | None = None, **query: str | list[str]) -> AppTest:
        opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            opened.query_params[name] = value
        if page is not None:
            opened.switch_page(f"pages/{page}.py")
            # AppTest forgets the address when it switches the page; a browser does not.
            for name, value in query.items():
                opened.query_params[name] = value
        return opened.run()

    monkeypatch.setenv("REPARTO_STORE", str(store))
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "no-operations"))
    monkeypatch.delenv("REPARTO_OPERATION", raising=False)
    return open_page
