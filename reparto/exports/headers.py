"""Headers made comparable: no accents, no case, one separator, no remarks in brackets."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 400
"""How much of a header is looked at; a cell of a hostile file may hold millions of signs."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_RESIDUE = re.compile(r'["\']?\s*\|\s*\w*\s*\}\}.*$|\{\{|\}\}')
_MARKS = re.compile(r"[()\[\]{}<>¿?¡!*\"'`´’“”«»#ºª°]+")
_SEPARATORS = re.compile(r"[\s._/\\:;,|+=\-–—]+")
_COUNTING = re.compile(
    r"^(?:(?:total|numero|number|num|nro|no|n|nombre|cantidad|cant)(?: total)?"
    r"(?: (?:of|de|des|d|del|do|dos|das))? |of |de )+(?=\w)"
)
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf€-™ -ÿ]")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")
_KEY = re.compile(r"(\w[\w ]*?)(?: full)? (?:name|nombre|nom|nome|label|etiqueta)")
_NAME_OF = re.compile(
    r"(?:(?:full )?name of(?: the)?|nombre(?: de| del| de la)?|nom (?:de|du|de la)|nome (?:de|do|da)) (\w[\w ]*)"
)
_LEVEL = re.compile(
    r"(?:country|location|place|site|area|territory|geography|admin|adm\d|admin\d|pais|lugar|ubicacion|sitio"
    r"|territorio|localidade|lieu) ((?:admin|adm) ?[123]|departamento|provincia|distrito|department|province"
    r"|district|region)"
)
_RUNNING = re.compile(
    r"\b(?:acumul|cumul(?:at|ad|ee?s?\b|e?s?\b)|consolidated|running total)|(?<!up) to date\b|\ba la fecha\b"
)
_INNER_DOT = re.compile(r"(?<=[^\W\d_]{2})[.:](?=[^\W\d_]{2})|(?<=\?)[.:](?=\S)|(?<=\w)\.(?=¿)")
_GROUPED = re.compile(r"^[a-z0-9_]+(?:[./:][a-z0-9_¿?]+)+$")


def without_accents(text: str) -> str:
    """The text with its diacritics dropped: "Niñas" becomes "Ninas"."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """The comparable form of a header; "" when nothing of it remains."""
    text = _repaired(unicodedata.normalize("NFC", header[:LONGEST]))
    text = _RESIDUE.sub(" ", text)
    bare = _BRACKETS.sub(" ", text)
    return _folded(bare) or _folded(text)


def _folded(text: str) -> str:
    text = _MARKS.sub(" ", without_accents(text).casefold())
    text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cc"})
    return " ".join(_SEPARATORS.sub(" ", text).split())


def _repaired(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 ("NiÃ±as"), which some exports carry inside."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


@lru_cache(maxsize=4096)
def candidates(header: str) -> tuple[str, ...]:
    """The forms to look up, best first: whole, last of a path, Latin half, no "number of", words apart."""
    header = header[:LONGEST]
    forms = [_folded(_RESIDUE.sub(" ", _repaired(header))), normal(header)]
    last = last_part(header)
    if last != header:
        forms.append(normal(last))
    latin = "".join(letter if letter.isascii() else " " for letter in without_accents(header))
    if latin.strip() != without_accents(header).strip():
        forms.append(normal(latin))
    forms += [_COUNTING.sub("", form) for form in tuple(forms)]
    forms.append(normal(_CAMEL.sub(" ", last)))
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=4096)
def yearless(header: str) -> tuple[str, ...]:
    """The forms of a header that names a year, without it: "RMRP 2022 Activity" is "rmrp activity"."""
    bare = (" ".join(_YEARS.sub(" ", form).split()) for form in candidates(header))
    known = candidates(header)
    return tuple(dict.fromkeys(form for form in bare if form and form not in known))


@lru_cache(maxsize=4096)
def without_key(header: str) -> tuple[str, ...]:
    """The forms of "<reference> <key field>", as ActivityInfo flattens a reference, with one of the two.

    "Province Name" is a province, and "Location Admin2" an admin2; "Partner District" is neither.
    """
    forms = []
    for form in candidates(header):
        if match := _KEY.fullmatch(form):
            forms.append(match[1])
        if match := _NAME_OF.fullmatch(form):
            forms.append(match[1])
        if match := _LEVEL.fullmatch(form):
            forms.append(match[1])
    return tuple(dict.fromkeys(forms))


def is_running_total(header: str) -> bool:
    """Whether a header says that its figures hold all earlier ones too, so that they must not be added up."""
    return any(_RUNNING.search(form) for form in candidates(header))


def last_part(header: str) -> str:
    """The question's own name in a KoBo path or in a header of two rows."""
    text = header.strip()
    if " / " in text:
        return text.rsplit(" / ", 1)[1]
    if _GROUPED.match(text):
        return re.split(r"[./:]", text)[-1]
    if "/" in text:
        return text.rsplit("/", 1)[1]
    if " " in text:  # a label in its group; R's dots leave no space anywhere
        return _INNER_DOT.split(text)[-1]
    return text
