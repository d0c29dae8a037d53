"""Opening DuckDB: always without its progress bar, which would stand among answers on stdout."""

from pathlib import Path

import duckdb


def open_database(path: Path | str = ":memory:", **settings: str) -> duckdb.DuckDBPyConnection:
    """A connection with these settings, such as ``memory_limit``; its cursors have them too. Raises duckdb.Error."""
    con = duckdb.connect(str(path), config=dict(settings))
    con.execute("set enable_progress_bar = false")
    return con
