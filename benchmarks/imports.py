"""Compare an import, with every check and every mart, with DuckDB's own reading of the same file into a table.

    python -m benchmarks.imports                          a million rows; writes docs/performance.md
    python -m benchmarks.imports --rows 1000000 10000000  both sizes
    python -m benchmarks.imports --print                  nothing is written

Both run in turns in processes of their own, on the same file, and are timed from inside, without the start of Python.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from benchmarks.report import machine, write_between
from tools.make_large import write_deliveries

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("<!-- imports: begin -->", "<!-- imports: end -->")
_REFERENCE = """
import duckdb, json, sys, time
con = duckdb.connect(sys.argv[2])
con.execute("set enable_progress_bar = false")
start = time.perf_counter()
con.execute("create table read as select * from read_csv($path, all_varchar = true)", {"path": sys.argv[1]})
con.close()
print(json.dumps({"seconds": time.perf_counter() - start}))
"""
_IMPORT = """
import json, sys, time
from datetime import date
from pathlib import Path
from reparto.importing import import_files
from reparto.operations import create_operation
folder = Path(sys.argv[2]) / "operation"
operation = create_operation(folder, name="Large", country="PE", starts_on=date(2020, 4, 1))
phases, start = [], time.perf_counter()
told = lambda phase, done, of: phases.append((phase, done == of, time.perf_counter() - start))
(report,) = import_files(operation, [Path(sys.argv[1])], progress=told).files
seconds = time.perf_counter() - start
assert report.status == "imported", report.message
assert report.rows_accepted + report.rows_held_back + report.rows_skipped == report.rows_read
print(json.dumps({"seconds": seconds, "rows": report.rows_read, "phases": phases}))
"""


@dataclass(frozen=True)
class Run:
    """One run: seconds from inside, and the most memory that it and its children held at once, in megabytes."""

    seconds: float
    megabytes: float
    rows: int = 0


@dataclass(frozen=True)
class Size:
    """What was measured on one file."""

    label: str
    rows: int
    megabytes: float
    reference: list[Run]
    in_memory: list[Run]
    imported: list[Run]

    def line(self) -> str:
        """The file's line of the table."""
        ours, theirs, memory = (
            statistics.median(run.seconds for run in runs)
            for runs in (self.imported, self.reference, self.in_memory)
        )
        most = max(run.megabytes for run in self.imported)
        cells = [
            self.label,
            f"{self.megabytes:,.0f}",
            f"**{ours / theirs:.2f}**",
            f"{ours / memory:.2f}",
            f"{ours:.1f}",
            f"{theirs:.1f}",
            f"{self.rows / ours:,.0f}",
            f"{most:,.0f}",
            str(len(self.imported)),
        ]
        return f"| {' | '.join(cells)} |"


def main(arguments: list[str] | None = None) -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.imports", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--times", type=int, default=3, help="of each (default 3)")
    parser.add_argument("--print", action="store_true", help="print the table and write nothing")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="reparto-bench-") as name:
        place = Path(name)
        found = [measure(place, rows, options.times) for rows in options.rows]
        workbook = measure_workbook(place, 100_000)
    table = as_markdown(found, workbook)
    print(table)
    if not options.print:
        write_between(ROOT / "docs" / "performance.md", table, *MARKS)
    return 0


def as_markdown(found: list[Size], workbook: Run) -> str:
    """The table, with the facts of the machine that it was measured on."""
    return "\n".join(
        [
            f"Measured on {date.today().isoformat()} by `python -m benchmarks.imports`: {machine()}.",
            "",
            "| rows | MB of CSV | × read_csv into a table | × read_csv into memory | import, s | read_csv, s | rows/s |"
            " most memory, MB | runs |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *(size.line() for size in found),
            "",
            f"A workbook (XLSX) of {workbook.rows:,} rows with the same columns: {workbook.seconds:.1f} s,"
            f" {workbook.megabytes:,.0f} MB.",
        ]
    )


def measure(place: Path, rows: int, times: int) -> Size:
    """A file of so many rows, read by DuckDB and imported, in turns."""
    path = place / f"deliveries-{rows}.csv"
    write_deliveries(path, rows)
    reference, memory, imported = [], [], []
    for turn in range(times):
        home = place / f"home-{rows}-{turn}"
        home.mkdir()
        reference.append(_run(_REFERENCE, path, home / "reference.duckdb", home))
        (home / "reference.duckdb").unlink()
        memory.append(_run(_REFERENCE, path, ":memory:", home))
        imported.append(_run(_IMPORT, path, home, home))
        _remove(home)
    found = Size(f"{rows:,}", rows, path.stat().st_size / 1e6, reference, memory, imported)
    path.unlink()
    return found


def measure_workbook(place: Path, rows: int) -> Run:
    """A workbook of so many rows, imported once."""
    text, path = place / "small.csv", place / "deliveries.xlsx"
    write_deliveries(text, rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Entregas")
        for number, line in enumerate(text.read_text(encoding="utf-8").splitlines()):
            sheet.write_row(number, 0, [cell.strip('"') for cell in line.split(",")])
    home = place / "home-workbook"
    home.mkdir()
    return _run(_IMPORT, path, home, home)


def _run(code: str, path: Path, target: Path | str, home: Path) -> Run:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("REPARTO_")
    }
    environment |= {
        "REPARTO_STORE": str(home / "store"),
        "REPARTO_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "REPARTO_TODAY": "2021-06-30",
    }
    command = [sys.executable, "-c", code, str(path), str(target)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        most = [0.0]
        watcher = threading.Thread(target=_watch, args=(running, most), daemon=True)
        watcher.start()
        out, wrong = running.communicate()
    watcher.join()
    if running.returncode:
        raise RuntimeError(wrong[-2000:])
    told = json.loads(out)
    return Run(told["seconds"], most[0], told.get("rows", 0))


def _watch(running: subprocess.Popen[str], most: list[float]) -> None:
    """Note the most memory that the process and its children hold together (Linux; elsewhere 0)."""
    while running.poll() is None:
        most[0] = max(most[0], sum(map(_resident, _family(running.pid))))
        time.sleep(0.1)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0.0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


if __name__ == "__main__":
    sys.exit(main())
