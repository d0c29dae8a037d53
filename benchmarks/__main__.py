"""Compare a warm rerun of each page, on the demonstration, with that of an empty page.

    python -m benchmarks                      every page; writes docs/performance.md
    python -m benchmarks overview --print     one page, and nothing is written

Both servers run beside each other as processes of their own. The empty page is one line on Streamlit's default
settings; it imports nothing of ours.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Comparison, compare
from benchmarks.report import as_markdown, write_into
from benchmarks.servers import serving

ROOT = Path(__file__).resolve().parent.parent
EMPTY_PAGE = 'import streamlit as st; st.write("hello")\n'
FIRST = "overview"  # what the bare address opens


def main(arguments: list[str] | None = None) -> int:
    """Measure and tell; 0 when every page could be measured."""
    options = _options().parse_args(arguments)
    pages = options.pages or sorted(
        (path.stem for path in (ROOT / "pages").glob("*.py")),
        key=lambda page: (page != FIRST, page),
    )
    found = measure(pages, reruns=options.reruns, seconds=options.seconds)
    table = as_markdown(found)
    print(table)
    if not options.print:
        write_into(ROOT / "docs" / "performance.md", table)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0]
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages")
    parser.add_argument("--reruns", type=int, default=30, help="of each page (default 30)")
    parser.add_argument(
        "--seconds", type=float, default=180, help="measure no longer than this (default 180)"
    )
    parser.add_argument("--print", action="store_true", help="print the table and write nothing")
    return parser


def measure(pages: list[str], *, reruns: int, seconds: float) -> list[Comparison]:
    """Each page beside the empty page, all within so many seconds and on a store that is thrown away."""
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="reparto-bench-") as name:
        place = Path(name)
        (place / "empty").mkdir()
        script = place / "empty" / "app.py"
        script.write_text(EMPTY_PAGE, encoding="utf-8")
        settings = {
            "REPARTO_STORE": str(place / "store"),
            "REPARTO_HOME": str(place / "operations"),
        }
        _publish(settings)
        with (
            serving(script, folder=script.parent, home=place / "home-empty", settings={}) as empty,
            serving(
                ROOT / "app.py", folder=ROOT, home=place / "home", settings=settings
            ) as product,
        ):
            found = []
            for done, page in enumerate(pages):
                share = (end - time.monotonic()) / (len(pages) - done)
                until = time.monotonic() + share
                address = "" if page == FIRST else page
                found.append(compare(page, address, product, empty, reruns=reruns, until=until))
            return found


def _publish(settings: dict[str, str]) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REPARTO_")}
    subprocess.run(
        [sys.executable, "-m", "reparto", "demo"],
        cwd=ROOT,
        env=kept | settings,
        check=True,
        timeout=120,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    sys.exit(main())
