"""The real product on a free loopback port, driven in Chromium; a request to any other host fails the test.

A test takes ``app`` (where the product listens) and ``visit`` (opens a page of it in a fresh browser context).
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE = 30_000


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The product as a process of its own; ``start`` and ``kill`` are for tests of a cold start."""

    def __init__(self, store: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {"REPARTO_STORE": str(store)} | environment
        self.environment.setdefault("REPARTO_HOME", str(store / "no-operations"))
        self.log = store / "server.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> "Server":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable, "-m", "streamlit", "run", "app.py",
            "--server.port", str(self.port), "--server.address", "127.0.0.1",
            "--server.headless", "true", "--browser.gatherUsageStats", "false",
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        self.end()
        raise RuntimeError(
            f"The server did not start:\n{self.log.read_text(encoding='utf-8', errors='replace')}"
        )

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def chromium():
    """Chromium, once for all tests; where there is none the tests say so and are skipped."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        pytest.skip("Playwright is not installed: `make browser` and `make test` install it.")
    executable = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if executable is None:
        pytest.skip("There is no Chromium: `make browser` installs one.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Path:
    """A store with the demonstration in it."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="session")
def app(chromium, store):
    """The product, running for all tests."""
    server = Server(store).start()
    yield server
    server.end()


@pytest.fixture
def new_server(chromium, tmp_path):
    """Make servers of a test's own; they end with it. ``new_server(store, NAME=value)``."""
    made = []

    def make(store: Path | None = None, **environment: str) -> Server:
        made.append(Server(store or tmp_path / "store", **environment))
        return made[-1]

    yield make
    for server in made:
        server.end()


@pytest.fixture
def visit(app, chromium):
    """Open a path of the product in a fresh context: ``visit("/districts", width=390, dark=True)``.

    At the end of the test no page may have asked any other host for anything.
    """
    contexts, foreign = [], []

    def note(request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in LOOPBACK:
            foreign.append(request.url)

    def open_page(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        locale: str = "en-GB",
        server: Server | None = None,
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=locale,
            timezone_id="America/Lima",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", note)
        page.on("websocket", note)
        page.goto((server or app).url + path)
        settled(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


def settled(page) -> None:
    """Wait until the page's heading stands and Streamlit has drawn everything."""
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid="stApp"]');
            return app?.dataset.testScriptState === 'notRunning'
                && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
        }"""
    )


@pytest.fixture(name="settled")
def settled_fixture():
    """``settled(page)`` waits until Streamlit has drawn everything."""
    return settled
