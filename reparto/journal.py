"""The journal of a store: who imported, took back or corrected what, where and when, and what it did to the headline.

One JSON object a line in ``journal.jsonl``; lines are only ever added. A line that cannot be read is left out.
"""

import getpass
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_FILE = "journal.jsonl"


def write_entry(
    store: Path,
    what: str,
    snapshot: int,
    *,
    who: str | None = None,
    on_page: bool = False,
    **facts: Any,
) -> None:
    """Add what was done, by whom, where and when. Raises OSError when the store cannot be written.

    ``on_page``: on the Data page, where nobody is named (null) who has not said so; the server's account is not them.
    """
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who or (named_user() if on_page else whoami()),
        "where": "page" if on_page else "command",
        "what": what,
        "snapshot": snapshot,
        **facts,
    }
    with (store / _FILE).open("a", encoding="utf-8", errors="replace") as file:
        file.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_journal(store: Path) -> list[dict[str, Any]]:
    """Every entry, the newest first."""
    try:
        lines = (store / _FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    entries = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:  # cut short when the power went
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return entries[::-1]


def named_user() -> str | None:
    """Whom ``REPARTO_USER`` names, such as who is logged in to a server."""
    return os.environ.get("REPARTO_USER") or None


def whoami() -> str:
    """The account that works on the store, unless ``REPARTO_USER`` names another."""
    try:
        return named_user() or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
