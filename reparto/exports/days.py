"""Dates as exports write them, turned to ISO days; their order is decided per column."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from reparto.exports.headers import without_accents

UNKNOWN = None
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(25_569, 73_416)
_NOTHING = {
    "1970-01-01", "1900-01-01", "1900-01-00", "1899-12-31", "1899-12-30", "1904-01-01",
    "0000-00-00", "0001-01-01", "1900-00-00",
}  # fmt: skip
_NO_DAY = {"", "-", "--", "na", "n/a", "n.a.", "n.d.", "nd", "s/d", "sd", "null", "none", "s/f"}

_MONTH_NAMES = (
    "jan january ene enero janv janvier janeiro",
    "feb february febrero fev fevr fevrier fevereiro",
    "mar march marzo mars marco",
    "apr april abr abril avr avril",
    "may mayo mai maio",
    "jun june junio juin junho",
    "jul july julio juil juillet julho",
    "aug august ago agosto aout",
    "sep sept september septiembre setiembre set septembre setembro",
    "oct october octubre octobre out outubro",
    "nov november noviembre novembre novembro",
    "dec december dic diciembre decembre dez dezembro",
)
_MONTHS = {name: at for at, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_CLOCK = re.compile(
    r"[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.I,
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})$")
_THREE = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})$")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|º|°)?[\s\-/.]+(?:de\s+)?([a-z]+)\.?,?[\s\-/.]+(?:de[l]?\s+)?(\d{4}|\d{2})$"
)
_NAMED_FIRST = re.compile(r"([a-z]+)\.?[\s\-/.]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/.]+(\d{4})$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
_MONTH_NUMBERS = re.compile(r"(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))$")
_WEEK = re.compile(r"((?:19|20)\d{2})[-_ ]?[ws](\d{1,2})$")
_MONTH_NAMED = re.compile(
    r"(?:([a-z]+)\.?[\s\-/.,]*(?:de[l]?\s+)?(\d{4}|\d{2})|(\d{4})[\s\-/.]*([a-z]+)\.?)$"
)
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[eé]rcoles|jueves|viernes"
    r"|s[aá]bado|domingo|mon|tue|wed|thu|fri|sat|sun|lun|mi[eé]|jue|vie|dom)\.?,?\s+(?=\d)",
    re.I,
)


@dataclass(frozen=True)
class Days:
    """A column's values as ISO days, the order that was used, and what it rests on."""

    values: dict[str, str | None]
    order: str
    decided: bool
    unknown: frozenset[str]


def read_days(values: Iterable[str], default: str, *, month_ok: bool = False) -> Days:
    """Turn each distinct value into an ISO day; what is no possible date stays as it is.

    ``default`` ("dmy" or "mdy") is used only where no value of the column tells the order.
    With ``month_ok`` a month or a year is left as ``YYYY-MM`` or ``YYYY`` for the caller.
    """
    texts = {value: _bare(value) for value in values}
    order, decided = _order_of(texts.values(), default)
    days: dict[str, str | None] = {}
    unknown: set[str] = set()
    for value, text in texts.items():
        day = _day(text, order if order in {"dmy", "mdy"} else default)
        if day is None and month_ok:
            day = month_of(text)
        if text.casefold() in _NO_DAY or text.startswith("#"):
            days[value] = UNKNOWN
        elif (day or _nothing(text)) in _NOTHING:
            days[value] = UNKNOWN
            unknown.add(value)
        else:
            days[value] = day or value
    return Days(days, order, decided, frozenset(unknown))


def month_bounds(month: str) -> tuple[str, str] | None:
    """First and last day of ``YYYY-MM``, ``YYYY`` or ``YYYY-Www`` (ISO 8601 week); None for anything else."""
    if week := re.fullmatch(r"(\d{4})-W(\d{2})", month):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return first.isoformat(), (first + timedelta(days=6)).isoformat()
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", month)
    if not match:
        return None
    year = int(match[1])
    if not 1900 <= year <= 2200:
        return None
    if match[2] is None:
        return f"{year}-01-01", f"{year}-12-31"
    number = int(match[2])
    return f"{month}-01", f"{month}-{calendar.monthrange(year, number)[1]:02d}"


def month_of(value: str) -> str | None:
    """``YYYY-MM`` for a month such as "2022-04", "04/2022", "abril 2022", ``YYYY`` for a year, ``YYYY-Www`` for a week."""
    text = without_accents(value).strip().casefold()
    if match := _WEEK.match(text):
        try:
            date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        return f"{match[1]}-W{int(match[2]):02d}"
    if re.fullmatch(r"(?:19|20)\d{2}", text):
        return text
    if match := _MONTH_NUMBERS.match(text):
        year, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        return f"{year}-{int(number):02d}" if 1 <= int(number) <= 12 else None
    if match := _MONTH_NAMED.match(text):
        name, written = (match[1], match[2]) if match[1] else (match[4], match[3])
        found = _MONTHS.get(name)
        return f"{_year(written)}-{found:02d}" if found else None
    return None


def month_number(value: str) -> int | None:
    """The month that a bare name or number means, without a year."""
    text = without_accents(value).strip().casefold().rstrip(".")
    if text in _MONTHS:
        return _MONTHS[text]
    return int(text) if re.fullmatch(r"0?[1-9]|1[0-2]", text) else None


def _bare(value: str) -> str:
    return _WEEKDAY.sub("", _CLOCK.sub("", " ".join(value.split())))


def _order_of(texts: Iterable[str], default: str) -> tuple[str, bool]:
    day_first = month_first = year_first = numeric = 0
    for text in texts:
        match = _THREE.match(text)
        if match:
            numeric += 1
            day_first += int(match[1]) > 12 >= int(match[2])
            month_first += int(match[2]) > 12 >= int(match[1])
        elif _YEAR_FIRST.match(text) or re.match(r"\d{4}-\d{2}$", text):
            year_first += 1
    if not numeric:
        return ("ymd", True) if year_first else (default, False)
    if day_first == month_first:
        return default, False
    return ("dmy" if day_first > month_first else "mdy"), True


def _day(text: str, order: str) -> str | None:
    if match := _YEAR_FIRST.match(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _THREE.match(text):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "dmy" else (second, first)
        return _iso(_year(match[3]), month, day)
    if match := _COMPACT.match(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _SERIAL.match(text):
        serial = int(match[1])
        return (_EXCEL_ZERO + timedelta(days=serial)).isoformat() if serial in _SERIALS else None
    plain = without_accents(text).casefold()
    if match := _NAMED.match(plain):
        number = _MONTHS.get(match[2])
        return _iso(_year(match[3]), number, int(match[1])) if number else None
    if match := _NAMED_FIRST.match(plain):
        number = _MONTHS.get(match[1])
        return _iso(int(match[3]), number, int(match[2])) if number else None
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _nothing(text: str) -> str:
    """The ISO look of an impossible date, so that 00/01/1900 is known for what it is."""
    if match := _THREE.match(text):
        first, second = sorted((int(match[1]), int(match[2])))
        if first == 0 and match[3] in {"1900", "0000"}:
            return "1900-01-00"
        return f"{match[3]}-{second:02d}-{first:02d}"
    if match := _YEAR_FIRST.match(text):
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    return "1900-01-00" if text in {"0", "0.0", "00:00:00"} else text


def _year(text: str) -> int:
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def with_year(month: str, year: str | None) -> str:
    """A bare month completed by a year that stands elsewhere; anything else as it is."""
    number = month_number(month) if month else None
    found = re.fullmatch(r"\s*((?:19|20)\d{2})(?:\.0)?\s*", year or "")
    return f"{found[1]}-{number:02d}" if number and found else month
