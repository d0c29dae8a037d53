"""Make the pictures that README and the documentation show: ``python tools/screenshots.py``.

Serves the demonstration from a store of its own on a free loopback port, opens each page in Chromium, waits until nothing
moves, and writes ``docs/pictures/*.png``. "What changed" is shown over the same rows, imported in two steps.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, TALL, PHONE = (1440, 900), (1440, 1240), (390, 844)
TABLET, PHONE_LONG, PROJECTOR = (820, 1180), (390, 1500), (1920, 1080)
# name of the picture: page and its address, window, scheme
SHOTS: dict[str, tuple[str, tuple[int, int], Literal["light", "dark"]]] = {
    "overview": ("?lang=en", TALL, "light"),
    "overview-dark-es": ("?lang=es", TALL, "dark"),
    "overview-phone": ("?lang=en", PHONE, "light"),
    "coverage": ("coverage?lang=en", TALL, "light"),
    "map": ("map?lang=en", TALL, "light"),
    "map-tiles": ("map?department=15&department=07&lang=en", TALL, "light"),
    "map-days": ("map?department=15&department=07&look=days&lang=es", TALL, "dark"),
    "map-compare": ("map?look=compare&lang=en", TALL, "light"),
    "map-province-tablet": ("map?department=20&level=province&lang=en", TABLET, "light"),
    "map-light-phone": ("map?department=15&department=07&light=1&lang=es", PHONE_LONG, "light"),
    "map-projector": ("map?measure=food&lang=en", PROJECTOR, "dark"),
    "districts": ("districts?lang=en", WIDE, "light"),
    "partners": ("partners?lang=en", TALL, "light"),
    "impact": ("impact?lang=en", TALL, "light"),
    "data": ("data?lang=en", WIDE, "light"),
    "methods": ("methods?lang=en", WIDE, "light"),
}
IN_TWO_STEPS: dict[str, tuple[str, tuple[int, int], Literal["light", "dark"]]] = {
    "changes": ("changes?lang=en", TALL, "light"),
}
SAMPLE = ROOT / "data" / "sample"
LATER = ("iom_entregas_demo.xlsx", "ollas_semanal_demo.csv")


def settings(store: str, operation: str = "") -> dict[str, str]:
    """The environment of one operation, the demonstration by default, with a store of its own."""
    own = {"REPARTO_STORE": store, "REPARTO_HOME": f"{store}/none", "REPARTO_OPERATION": operation}
    return os.environ | own


def import_in_two_steps(store: str) -> str:
    """The demonstration's rows as two imports; gives the operation's folder."""
    folder = Path(store) / "sample"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("exports"))
    exports = sorted((SAMPLE / "exports").iterdir())
    for is_later in (False, True):
        files = [str(file) for file in exports if (file.name in LATER) == is_later]
        subprocess.run(
            [sys.executable, "-m", "reparto", "import", *files],
            cwd=ROOT,
            env=settings(store, str(folder)) | {"REPARTO_USER": "Data team"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return str(folder)


def serve(environment: dict[str, str], port: int) -> subprocess.Popen:
    """Start the product and wait until it answers."""
    process = subprocess.Popen(
        [
            sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
            "--server.address", "127.0.0.1", "--server.headless", "true",
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return process
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise SystemExit("The product did not start.")


def settle(page: Page) -> None:
    """Wait for the title, then until no skeleton is left and the page has stopped running."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton], [data-testid=stStatusWidget]')",
        timeout=60_000,
    )
    page.wait_for_timeout(3000)


def take(
    shots: dict[str, tuple[str, tuple[int, int], Literal["light", "dark"]]],
    environment: dict[str, str],
) -> None:
    """Serve one operation and take these pictures of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = serve(environment, port)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=ARGUMENTS
            )
            for name, (address, (width, height), scheme) in shots.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                page.goto(f"http://127.0.0.1:{port}/{address}")
                settle(page)
                page.screenshot(path=PICTURES / f"{name}.png")
                print(PICTURES / f"{name}.png")
                context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as store:
        take(SHOTS, settings(store))
    with tempfile.TemporaryDirectory() as store:
        take(IN_TWO_STEPS, settings(store, import_in_two_steps(store)))


if __name__ == "__main__":
    main()
