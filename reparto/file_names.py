"""What a file's name tells: the day that it was made for, and its stem without the marks of a later version."""

import re
import unicodedata
from datetime import date
from pathlib import PurePath

_YEAR_FIRST = re.compile(
    r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ](20\d{2})(?!\d)")
_VERSION = re.compile(
    r"\b(?:v(?:ersion)?\s*\d+|rev\s*\d*|final|corregid[oa]s?|corrected|corrige|copia?(?: de)?|copy(?: of)?|new|nuev[oa])\b"
)


def named_day(name: str, latest: date) -> date | None:
    """The day in a file's name, such as ``3w_20220518.xlsx``; None where there is none, or one after ``latest``."""
    stem = PurePath(name).stem
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        for found in pattern.finditer(stem):
            try:
                day = date(*(int(found[part]) for part in order))
            except ValueError:
                continue
            if day <= latest:
                return day
    return None


def name_stem(name: str) -> str:
    """The name by which two versions of a file know each other: no case, dates, copies' numbers or version marks."""
    stem = unicodedata.normalize("NFKD", PurePath(name).stem).casefold()
    stem = _YEAR_FIRST.sub(" ", _DAY_FIRST.sub(" ", stem))
    words = re.sub(r"\(\d+\)", " ", stem)
    words = re.sub(r"[\W_]+", " ", words)
    return " ".join(_VERSION.sub(" ", words).split())
