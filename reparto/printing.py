"""Printing answers on the command line: tables, CSV that no spreadsheet runs, and JSON."""

import csv
import json
import sys
from datetime import date, datetime
from typing import Any


def write_rows(rows: list[dict[str, Any]], columns: list[str], style: str) -> None:
    """Print rows on stdout as a table, as CSV, or as a JSON list; one row as a table stands upright."""
    if style == "json":
        print(json.dumps(rows, ensure_ascii=False, default=json_value, indent=2))
        return
    texts = [["" if row[c] is None else _text(row[c]) for c in columns] for row in rows]
    if style == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[_harmless(cell) for cell in row] for row in texts])
        return
    widths = [max([len(c), *(len(row[i]) for row in texts)]) for i, c in enumerate(columns)]
    if len(rows) == 1:
        for column, text in zip(columns, texts[0], strict=True):
            print(f"{column:<{max(map(len, columns))}}  {text}")
        return
    print("  ".join(f"{c:<{w}}" for c, w in zip(columns, widths, strict=True)).rstrip())
    for row in texts:
        print("  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip())


def _harmless(text: str) -> str:
    """A cell that no spreadsheet runs as a formula; a plain negative number stays a number."""
    if (
        text[:1] in ("=", "+", "-", "@", "\t", "\r")
        and not text.lstrip("-").replace(".", "", 1).isdigit()
    ):
        return "'" + text
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(round(value, 6))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def json_value(value: Any) -> Any:
    """What JSON writes for a value it does not know: dates as ISO."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
