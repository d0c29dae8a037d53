"""Numbers as exports write them, turned to plain text; the decimal mark is decided per column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_NO_NUMBER = {
    "", "-", "--", "–", "—", "na", "n/a", "n.a.", "n/d", "n.d.", "nd", "s/d", "sd", "s.d.", "null",
    "none", "nan", "...", ".",
}  # fmt: skip
_ERROR = re.compile(r"#(?:N/A|VALUE!|REF!|DIV/0!|NAME\?|NUM!|NULL!)$", re.I)
_CURRENCY = re.compile(
    r"^(?:S/\.?|US\$|USD|PEN|EUR|\$|€|£)\s*|\s*(?:US\$|USD|PEN|EUR|soles|\$|€|£)$", re.I
)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'’`´](?=\d{3}(?:\D|$))")
_SHAPE = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d{1,2})?$", re.I)
_LONGEST = 40


@dataclass(frozen=True)
class Amounts:
    """A column's values as plain numbers, the decimal mark used, and whether values told it."""

    values: dict[str, str | None]
    mark: str
    decided: bool
    assumed: bool


def read_amounts(values: Iterable[str], *, count: bool = False) -> Amounts:
    """Turn each distinct value into a plain number; what is no number stays as it is.

    ``count`` says that the column counts whole things, so that "1.234" can only be a thousand.
    """
    texts = {value: _bare(value) for value in values}
    mark, decided, assumed = _mark_of(texts.values(), count)
    plain: dict[str, str | None] = {}
    for value, text in texts.items():
        nothing = text.casefold() in _NO_NUMBER or _ERROR.match(text)
        plain[value] = None if nothing else _plain(text, mark) or value
    return Amounts(plain, mark, decided, assumed)


def _bare(value: str) -> str:
    text = value.strip().replace("\u2212", "-").replace("\u2013", "-")
    if text.casefold() in _NO_NUMBER:
        return text
    text = _CURRENCY.sub("", text).strip()
    return _SPACES.sub("", text)


def _mark_of(texts: Iterable[str], count: bool) -> tuple[str, bool, bool]:
    """The decimal mark, whether any value tells it, and whether the choice changes any value."""
    dot = comma = threes_dot = threes_comma = 0
    for text in texts:
        if not _SHAPE.match(text):
            continue
        dots, commas = text.count("."), text.count(",")
        if dots and commas:
            if text.rfind(".") > text.rfind(","):
                dot += 2
            else:
                comma += 2
        elif dots > 1:
            comma += 1
        elif commas > 1:
            dot += 1
        elif dots or commas:
            mark = "." if dots else ","
            if re.search(r"(?:^|[+-])[1-9]\d{0,2}[.,]\d{3}$", text):
                threes_dot += dots
                threes_comma += commas
            elif mark == ".":
                dot += 1
            else:
                comma += 1
    if dot != comma:
        return ("." if dot > comma else ","), True, False
    if threes_dot and not threes_comma and count:
        return ",", bool(dot or comma), True
    return ".", bool(dot or comma), bool(threes_dot or (threes_comma and not count))


def _plain(text: str, mark: str) -> str | None:
    if not _SHAPE.match(text) or len(text) > _LONGEST:
        return None
    group = "," if mark == "." else "."
    whole, found, rest = text.partition(mark)
    if mark in rest or group in rest:
        return None
    if group in whole and not re.fullmatch(rf"[+-]?\d{{1,3}}(?:\{group}\d{{3}})+", whole):
        return None
    try:
        number = Decimal(whole.replace(group, "") + ("." + rest if found else ""))
    except InvalidOperation:
        return None
    if not number:
        return "0"
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
