"""English and Spanish: every text a person reads passes through here, and every number and date.

The language belongs to whoever is looking, so it lives in a context variable: two visitors of one server
never share it. Catalogues are the ``.po`` files under ``reparto/locale``, compiled in memory.
"""

import gettext
import io
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent, parse_pattern

LANGUAGES = {"en": "English", "es": "Español"}
LOCALES = {"en": Locale.parse("en"), "es": Locale.parse("es_PE")}
_FOLDER = Path(__file__).parent / "locale"
_current: ContextVar[str] = ContextVar("language", default="en")


def use_language(code: str) -> str:
    """Speak ``code`` ("en", "es", or a locale such as "es-PE") from here on; unknown ones become English."""
    short = code.replace("_", "-").split("-")[0].casefold()
    chosen = short if short in LANGUAGES else "en"
    _current.set(chosen)
    return chosen


def current_language() -> str:
    """The language in use: "en" or "es"."""
    return _current.get()


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    source = _FOLDER / code / "LC_MESSAGES" / "reparto.po"
    if not source.exists():
        return gettext.NullTranslations()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(text: str) -> str:
    """The text in the reader's language."""
    return _catalogue(_current.get()).gettext(text)


def ngettext(one: str, many: str, count: float) -> str:
    """The text for this count in the reader's language; a count from a column with gaps is a whole float."""
    return _catalogue(_current.get()).ngettext(one, many, int(count))


def N_(text: str) -> str:
    """Mark a text for the catalogue where it is defined; translate it with ``_`` where it is shown."""
    return text


def _locale() -> Locale:
    return LOCALES[_current.get()]


@cache
def _pattern(whole: str, decimals: str, sign: str = "") -> Any:
    """A number pattern, understood once: Babel would read its text again for each number."""
    return parse_pattern(f"{whole}.{decimals}{sign}" if decimals else f"{whole}{sign}")


def number(value: int | float | Decimal | None, digits: int = 0, is_fixed: bool = False) -> str:
    """A count or quantity, grouped as the reader groups it; unknown is an em dash, never 0.

    ``digits`` are at most so many decimals, or always so many where numbers stand below each other (``is_fixed``).
    """
    if value is None or value != value:
        return "—"
    return str(
        format_decimal(
            value, format=_pattern("#,##0", ("0" if is_fixed else "#") * digits), locale=_locale()
        )
    )


def percent(rate: float | None, digits: int = 0) -> str:
    """A rate between 0 and 1 (or above) as a percentage, never rounded up to 100 %; unknown is an em dash."""
    if rate is None or rate != rate:
        return "—"
    if digits == 0:
        rate = whole_percent(rate)
    elif rate < 1:
        rate = min(rate, 1 - 10.0 ** -(digits + 2))
    return str(format_percent(rate, format=_pattern("#,##0", "0" * digits, "%"), locale=_locale()))


def whole_percent(rate: float) -> float:
    """A rate rounded to the percent that is shown; what is below all never rounds up to 100 %."""
    return 0.99 if 0.99 < rate < 1 else float(round(Decimal(str(rate)), 2))


def day(value: date | None, style: str = "long") -> str:
    """A date in words ("9 April 2020"); styles: short, medium, long, or a Babel pattern."""
    if value is None or value != value:
        return "—"
    if _current.get() == "en" and style in {"long", "medium"}:
        style = {"long": "d MMMM y", "medium": "d MMM y"}[style]
    return str(format_date(value, format=style, locale=_locale()))


def listed(words: list[str]) -> str:
    """A list as the reader writes it: "Ate, Comas and Rímac"."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])
