"""What was measured, as the table of ``docs/performance.md``."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Comparison, Cost

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def as_markdown(comparisons: list[Comparison]) -> str:
    """The table, with the facts of the machine that it was measured on."""
    lines = [
        f"Measured on {date.today().isoformat()} by `python -m benchmarks`: {machine()}.",
        "",
        "| page | × the empty page | median ms (lowest) | empty ms (lowest) | CPU × | CPU ms | messages | kB sent | reruns |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [_line(found) for found in comparisons]
    return "\n".join(lines)


def _line(found: Comparison) -> str:
    cells = [
        found.page.capitalize(),
        f"**{found.ratio:.1f}**",
        _milliseconds(found.of_page),
        _milliseconds(found.of_empty),
        "—" if found.cpu_ratio is None else f"{found.cpu_ratio:.1f}",
        "—" if found.of_page.cpu_seconds is None else f"{found.of_page.cpu_seconds * 1000:.0f}",
        str(found.of_page.messages),
        f"{found.of_page.bytes_received / 1000:.1f}",
        str(found.of_page.runs),
    ]
    return f"| {' | '.join(cells)} |"


def _milliseconds(cost: Cost) -> str:
    return f"{cost.seconds * 1000:.1f} ({cost.lowest * 1000:.1f})"


def machine() -> str:
    """Cores and versions, and nothing that tells one machine from another."""
    packages = ("streamlit", "duckdb", "pandas", "plotly", "pyarrow")
    return ", ".join(
        [
            f"{os.cpu_count()} cores",
            platform.system(),
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in packages),
            *_load(),
        ]
    )


def _load() -> list[str]:
    try:
        return [f"load {os.getloadavg()[0]:.1f} at the end"]
    except (AttributeError, OSError):
        return []


def write_into(path: Path, table: str) -> None:
    """Put the table of the pages between its two marks. Raises ValueError when the marks are missing."""
    write_between(path, table, BEGIN, END)


def write_between(path: Path, table: str, first: str, last: str) -> None:
    """Put a table between two marks of the file. Raises ValueError when the marks are missing."""
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise ValueError(f"{path.name} has no place for the table")
    path.write_text(f"{before}{first}\n{table}\n{last}{after}", encoding="utf-8")
