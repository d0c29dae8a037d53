"""What a first look at a map weighs and how long it takes to be drawn, beside an empty page.

    python -m benchmarks.maps           writes the table of docs/performance.md
    python -m benchmarks.maps --print   nothing is written

Both servers run beside each other; each view is opened in a fresh browser, in turns with the empty page. The weight is
all that the server says over its websocket until the map stands, and what remains of that under gzip.
"""

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.__main__ import EMPTY_PAGE, ROOT
from benchmarks.report import machine, write_between
from benchmarks.servers import Server, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CANVAS, TILES, PICTURE = (
    '[data-testid="stDeckGlJsonChart"] canvas',
    ".js-plotly-plot .bars .point",
    '[data-testid="stImage"] img',
)
VIEWS = {
    "Country, 25 departments": ("map", CANVAS),
    "Country, 196 provinces": ("map?level=province", CANVAS),
    "Country, 1,891 districts": ("map?level=district", CANVAS),
    "Lima and Callao, 50 hexagons": ("map?department=15&department=07", TILES),
    "Lima and Callao, 50 circles": ("map?department=15&department=07&drawn=symbols", CANVAS),
    "Light: country, 25 departments": ("map?light=1", PICTURE),
    "Light: Lima and Callao, 50 hexagons": ("map?department=15&department=07&light=1", PICTURE),
}
EMPTY = ("", "text=hello")
PATIENCE = 60_000


@dataclass(frozen=True)
class Look:
    """One look in a fresh browser: milliseconds until it was drawn, bytes over the websocket, and under gzip."""

    milliseconds: float
    sent: int
    compressed: int


def main(arguments: list[str] | None = None) -> int:
    """Measure and tell."""
    options = _options().parse_args(arguments)
    table = as_markdown(measure(options.times))
    print(table)
    if not options.print:
        path = ROOT / "docs" / "performance.md"
        write_between(path, table, "<!-- maps: begin -->", "<!-- maps: end -->")
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks.maps", description=__doc__)
    options.add_argument("--times", type=int, default=5, help="looks at each view (5)")
    options.add_argument("--print", action="store_true", help="write nothing")
    return options


def measure(times: int) -> dict[str, tuple[list[Look], list[Look]]]:
    """The looks at each view, and those at the empty page between them."""
    with tempfile.TemporaryDirectory(prefix="reparto-maps-") as name:
        work = Path(name)
        settings = {"REPARTO_STORE": str(work / "store"), "REPARTO_HOME": str(work / "none")}
        subprocess.run(
            [sys.executable, "-m", "reparto", "demo"],
            cwd=ROOT,
            env=os.environ | settings,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (work / "empty").mkdir()
        (work / "empty" / "app.py").write_text(EMPTY_PAGE)
        with (
            serving(ROOT / "app.py", folder=ROOT, home=work / "home", settings=settings) as ours,
            serving(work / "empty/app.py", folder=work / "empty", home=work / "home2", settings={}) as empty,
            sync_playwright() as playwright,
        ):  # fmt: skip
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            found: dict[str, tuple[list[Look], list[Look]]] = {}
            for view, (address, drawn) in VIEWS.items():
                _look(browser, ours, address, drawn)  # so that each view's answers are kept
                mine, others = [], []
                for _time in range(times):
                    mine.append(_look(browser, ours, address, drawn))
                    others.append(_look(browser, empty, *EMPTY))
                found[view] = (mine, others)
            browser.close()
    return found


def _look(browser: Browser, server: Server, address: str, drawn: str) -> Look:
    frames: list[bytes] = []
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()

    def keep(payload: str | bytes) -> None:
        frames.append(payload if isinstance(payload, bytes) else payload.encode())

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    begun = time.perf_counter()
    page.goto(f"http://127.0.0.1:{server.port}/{address}")
    page.locator(drawn).first.wait_for(timeout=PATIENCE)
    seconds = time.perf_counter() - begun
    # What comes after the map (its table) belongs to the page as well.
    page.wait_for_timeout(1500)
    context.close()
    sent = b"".join(frames)
    return Look(seconds * 1000, len(sent), len(gzip.compress(sent)))


def as_markdown(found: dict[str, tuple[list[Look], list[Look]]]) -> str:
    """The table, with the machine that it was measured on."""
    lines = [
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.maps`: {machine()}.",
        "",
        "| first look | kB over the websocket | kB under gzip | ms until drawn | × the empty page | looks |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for view, (mine, others) in found.items():
        ours = statistics.median(look.milliseconds for look in mine)
        empty = statistics.median(look.milliseconds for look in others)
        lines.append(
            f"| {view} | {mine[-1].sent / 1000:.0f} | {mine[-1].compressed / 1000:.0f} | {ours:.0f} "
            f"| **{ours / empty:.1f}** | {len(mine)} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
