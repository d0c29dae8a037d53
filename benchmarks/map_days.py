"""What it costs to play a map through sixty days: one payload of ours, Plotly's frames, or a rerun for each step.

    python -m benchmarks.map_days           writes the table of docs/performance.md
    python -m benchmarks.map_days --print   nothing is written

Every way draws the same areas and days in the same Chromium, one after the other, from one server.
"""

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.__main__ import ROOT
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
AREAS = {
    25: "25 departments",
    50: "50 hexagons",
    196: "196 provinces",
    1891: "1,891 districts",
}
WAYS = {"payload": "one payload of ours", "frames": "Plotly's frames", "reruns": "a rerun a step"}
BEGIN, END = "<!-- map days: begin -->", "<!-- map days: end -->"
STANDS = {
    "payload": ".days svg",
    "frames": ".js-plotly-plot .updatemenu-button",
    "reruns": '[data-testid="stDeckGlJsonChart"] canvas, .js-plotly-plot .bars .point',
}
STEPS, RERUNS = 30, 10
PATIENCE = 180_000

# Milliseconds of each step, from the key press to the frame after it was painted.
BY_PAYLOAD = """async (steps) => {
  const host = [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.days'));
  const slider = host.shadowRoot.querySelector('input');
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const found = [];
  for (let step = 0; step < steps; step += 1) {
    const start = performance.now();
    slider.value = step;
    slider.dispatchEvent(new Event('input'));
    await frame();
    found.push(performance.now() - start);
  }
  return found;
}"""
# Plotly plays all its frames as fast as it can; a map is drawn when it is idle again.
BY_FRAMES = """async () => {
  const chart = document.querySelector('.js-plotly-plot');
  const map = chart._fullLayout.map?._subplot?.map;
  const times = [];
  chart.on('plotly_animatingframe', () => times.push(performance.now()));
  const ended = new Promise((done) => chart.on('plotly_animated', done));
  const start = performance.now();
  chart.querySelector('.updatemenu-button').dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await ended;
  if (map) await new Promise((done) => { map.once('idle', done); map.triggerRepaint(); });
  return [(performance.now() - start) / Math.max(times.length, 1)];
}"""


@dataclass(frozen=True)
class Played:
    """One way of playing: bytes under gzip until the map stands and for each step, and milliseconds a step."""

    way: str
    areas: int
    first_bytes: int
    step_bytes: float
    milliseconds: float


def main(arguments: list[str] | None = None) -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.map_days", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--print", action="store_true", help="print the table and write nothing")
    parser.add_argument("--areas", type=int, nargs="*", choices=AREAS, default=list(AREAS))
    options = parser.parse_args(arguments)
    table = as_table(measure(options.areas))
    print(table)
    if not options.print:
        write_between(ROOT / "docs" / "performance.md", table, BEGIN, END)
    return 0


def measure(areas: list[int]) -> list[Played]:
    """Every way at every number of areas."""
    executable = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    script = Path(__file__).parent / "days_page.py"
    with (
        tempfile.TemporaryDirectory(prefix="reparto-bench-") as home,
        serving(script, folder=ROOT, home=Path(home), settings={}) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        found = [_played(browser, server, way, count) for count in areas for way in WAYS]
        browser.close()
    return found


def _played(browser: Browser, server: Server, way: str, areas: int) -> Played:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    said: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: said.append(_raw(f))))
    page.goto(f"http://127.0.0.1:{server.port}/?way={way}&areas={areas}")
    page.get_by_text("the end").wait_for()
    page.locator(STANDS[way]).first.wait_for()
    page.wait_for_timeout(3000)
    first = len(gzip.compress(b"".join(said)))
    said.clear()
    if way == "reruns":
        times = _reruns(page)
    else:
        times = page.evaluate(BY_PAYLOAD, STEPS) if way == "payload" else page.evaluate(BY_FRAMES)
    step = len(gzip.compress(b"".join(said))) / RERUNS if said else 0
    context.close()
    return Played(way, areas, first, step, statistics.median(times))


def _raw(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def _reruns(page: Page) -> list[float]:
    slider = page.get_by_role("slider")
    slider.focus()
    times = []
    for step in range(1, RERUNS + 1):
        start = time.perf_counter()
        page.keyboard.press("ArrowRight")
        page.get_by_text(f"step {step} drawn").wait_for()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        times.append((time.perf_counter() - start) * 1000)
    return times


def as_table(found: list[Played]) -> str:
    """The table, each way beside ours."""
    ours = {one.areas: one for one in found if one.way == "payload"}
    lines = [
        f"Measured on {date.today().isoformat()} by `python -m benchmarks.map_days`: {machine()}.",
        "",
        "| areas | way | × ours | ms a step | kB until the map stands | kB a step |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for one in found:
        ratio = one.milliseconds / ours[one.areas].milliseconds
        lines.append(
            f"| {AREAS[one.areas]} | {WAYS[one.way]} | **{ratio:.1f}** | {one.milliseconds:.0f} | "
            f"{one.first_bytes / 1000:.0f} | {one.step_bytes / 1000:.1f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
