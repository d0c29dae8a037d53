"""A name as it is compared: its words without case, accents and small words, and what in it may never differ."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from babel import Locale
from rapidfuzz import fuzz

from reparto.partner_names.words import KINDS, NOBODY, NOBODY_STARTS, ONE_WORD, SMALL

# Beyond this a cell is a remark, not a name.
LONGEST_NAME = 200
# Up to this many letters two names are near each other by chance.
SHORT = 4

_NUMBER_SIGN = re.compile(r"\b(?:n|no|nº|nro|num|numero) (?=\d)")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_PIECES = re.compile(r"\d+|[^\d\s]+")
_WRITTEN = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[ivx]{2,5}")


def fold(name: str) -> str | None:
    """A name as the database compares it (the macro ``fold``); None where nothing is left."""
    if name.isascii():
        plain = name.lower()
    else:
        split = unicodedata.normalize("NFD", name)
        bare = "".join(c for c in split if unicodedata.category(c)[0] != "M")
        # Letter by letter: the whole text would turn a last Σ into ς.
        plain = "".join(map(str.lower, unicodedata.normalize("NFC", bare)))
    words = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in plain).split()
    pictures = "".join(c if unicodedata.category(c) == "So" else " " for c in name).split()
    return " ".join(words or pictures) or None


def names_nobody(key: str) -> bool:
    """Whether a folded name stands for "no organisation" ("None - Fund direct from Donors") or has no letter."""
    return key in NOBODY or key.startswith(NOBODY_STARTS) or not any(char.isalpha() for char in key)


@dataclass(frozen=True)
class Spelling:
    """The words of one name, in their order, as they are compared.

    ``numbers`` are what tells names of a series apart (12, B, III); two names with different ones are never alike.
    ``written`` gives words as they stand in the name.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    written: dict[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def sorted_text(self) -> str:
        """The words in alphabetical order: what token-sort compares."""
        return " ".join(sorted(self.words))

    @cached_property
    def core_text(self) -> str:
        """The words that tell this organisation from others, in alphabetical order."""
        return " ".join(sorted(word for word in self.words if tells_apart(word)))

    @cached_property
    def joined(self) -> str:
        """The words without spaces."""
        return "".join(self.words)

    @cached_property
    def counted(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words)

    @property
    def is_short(self) -> bool:
        """Whether it has so few letters that likeness says nothing."""
        return len(self.joined) <= SHORT


def spelling_of(name: str) -> Spelling | None:
    """The words of a name; None where it is blank, too long to be a name, or without letters."""
    name = _APOSTROPHES.sub("", name)
    key = fold(name) if len(name) <= LONGEST_NAME else None
    if key is None or names_nobody(key):
        return None
    pieces = _PIECES.findall(_NUMBER_SIGN.sub("", key))
    found = _initials_joined(pieces)
    inner = range(1, len(found) - 1)
    kept = [
        ONE_WORD.get(word) or _as_number(word)
        for place, word in enumerate(found)
        if word not in SMALL or (len(word) == 1 and place not in inner)
    ] or found
    return Spelling(
        tuple(kept), tuple(word for word in kept if _is_number(word)), _as_written(name)
    )


def _as_written(name: str) -> dict[str, str]:
    found = {}
    for part in _WRITTEN.findall(unicodedata.normalize("NFC", name)):
        word = fold(part) or ""
        found[ONE_WORD.get(word, word)] = part
    return found


def _initials_joined(pieces: list[str]) -> list[str]:
    """Letters that stand alone one after the other, as one word: U.N.H.C.R. is UNHCR."""
    found: list[str] = []
    alone = ""
    for piece in [*pieces, ""]:
        if len(piece) == 1 and piece.isalpha():
            alone += piece
            continue
        found += [word for word in (alone, piece) if word]
        alone = ""
    return found


def _is_number(word: str) -> bool:
    return len(word) == 1 or any(c.isnumeric() for c in word) or bool(_ROMAN.fullmatch(word))


def _as_number(word: str) -> str:
    return str(int(word)) if word.isdecimal() else word


@lru_cache(100_000)
def tells_apart(word: str) -> bool:
    """Whether a word tells one organisation from another: no kind of body, no country, no number."""
    return word not in KINDS and word not in country_words() and not _is_number(word)


@cache
def country_words() -> frozenset[str]:
    """Countries whose name is one word, in the languages of the exports, folded."""
    names = {
        fold(name)
        for language in ("en", "es", "fr", "pt")
        for code, name in Locale(language).territories.items()
        if len(code) == 2
    }
    return frozenset(name for name in names if name and " " not in name)


@lru_cache(100_000)
def near(one: str, other: str) -> bool:
    """Whether one word is the other with a slip of the pen, or shortened."""
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and len(short) < 0.6 * len(long) and long.startswith(short):
        return True
    both_countries = short in country_words() and long in country_words()
    return len(short) >= SHORT and not both_countries and fuzz.ratio(short, long) >= 80
