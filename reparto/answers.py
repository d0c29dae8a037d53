"""What people answered, kept in the store: an answer given once stands for every file of the same layout."""

import json
from pathlib import Path

from reparto.asking import Answers
from reparto.batches import replace_durably

_FILE = "answers.json"
_ELSEWHERE = "partner-name:"  # these become rows of a list that people can edit


def answers_for(store: Path, given: dict[str, str] | None = None) -> Answers:
    """What is said now and what was said before; a file of answers that cannot be read is as good as none."""
    return Answers(dict(given or {}), _remembered(store))


def remember(store: Path, given: dict[str, str]) -> None:
    """Keep these answers beside those that are known; raises OSError when the store cannot be written."""
    known = _remembered(store)
    given = {key: value for key, value in given.items() if not key.startswith(_ELSEWHERE)}
    if given.items() <= known.items():
        return
    text = json.dumps(known | given, ensure_ascii=False, indent=1, sort_keys=True)
    replace_durably(store / _FILE, lambda path: path.write_text(text, encoding="utf-8"))


def _remembered(store: Path) -> dict[str, str]:
    try:
        found = json.loads((store / _FILE).read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}
