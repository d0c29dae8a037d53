"""What the cells of a column look like: days, months, numbers, codes, places, words. Nothing is changed here."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from reparto.exports.headers import without_accents
from reparto.operation import REFERENCE

SAMPLE = 400
_CLOCK = r"(?:[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[+-]\d{2}:?\d{2})?)?"
_NAMES = (
    "ene|enero|jan|janv|janvier|janeiro|january|feb|febrero|fev|fevr|fevrier|fevereiro|february|mar|marzo|mars|"
    "marco|march|abr|abril|avr|avril|apr|april|may|mayo|mai|maio|jun|junio|juin|junho|june|jul|julio|juil|juillet|"
    "julho|july|ago|agosto|aout|aug|august|sep|sept|set|septiembre|setiembre|septembre|setembro|september|oct|"
    "octubre|octobre|out|outubro|october|nov|noviembre|novembre|novembro|november|dic|diciembre|dec|decembre|dez|"
    "dezembro|december"
)
_DAY = re.compile(
    rf"(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|\d{{1,2}}[\s\-/.]+(?:de )?(?:{_NAMES})\.?[\s\-/.]+(?:del? )?\d{{2,4}}"
    rf"|(?:{_NAMES})\.? \d{{1,2}},? \d{{4}}){_CLOCK}"
)
_BARE_MONTH = re.compile(rf"(?:{_NAMES})\.?")
_MONTH = re.compile(
    rf"(?:19|20)\d{{2}}[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d{{2}}"
    rf"|(?:{_NAMES})\.?[\s\-/.,]*(?:del? )?(?:\d{{4}}|\d{{2}})|\d{{4}}[\s\-/.]*(?:{_NAMES})\.?"
    rf"|(?:19|20)\d{{2}}-?w\d{{1,2}}"
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\.0)?")
_NUMBER = re.compile(r"[-+]?(?:us\$|s/\.?|\$)?\s?\d[\d\s.,'’]*%?")
_CODE = re.compile(r"[a-z]{2,3}\d{2,9}")
_UUID = re.compile(r"(?:uuid:)?[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(frozen=True)
class Look:
    """Shares (0 to 1) of a column's filled cells, over a sample of its first rows, and how varied they are.

    ``places`` is the share that Peru's lists know, per field they would fill; ``words`` are the texts among the cells.
    """

    filled: int
    distinct: int
    shares: dict[str, float]
    places: dict[str, float]
    words: tuple[str, ...]
    samples: tuple[str, ...]

    def share(self, *kinds: str) -> float:
        """The share of cells that are of any of these kinds (see :func:`kind_of_cell`)."""
        return sum(self.shares.get(kind, 0.0) for kind in kinds)


def kind_of_cell(cell: str) -> str:
    """One of "empty", "day", "month", "bare month", "year", "number", "code", "uuid", "text"."""
    text = without_accents(cell).casefold().strip()
    if not text:
        return "empty"
    for kind, pattern in (
        ("day", _DAY), ("bare month", _BARE_MONTH), ("month", _MONTH), ("year", _YEAR), ("code", _CODE),
        ("number", _NUMBER), ("uuid", _UUID),
    ):  # fmt: skip
        if pattern.fullmatch(text):
            return kind
    return "text"


def look_at(column: pa.ChunkedArray) -> Look:
    """What a column's first filled cells look like."""
    cells = [str(cell).strip() for cell in column.slice(0, SAMPLE).to_pylist() if cell]
    return look_at_cells([cell for cell in cells if cell])


def look_at_cells(cells: Sequence[str]) -> Look:
    """The same, of cells that are given."""
    kinds = Counter(map(kind_of_cell, cells))
    size = len(cells) or 1
    different = list(dict.fromkeys(cells))
    return Look(
        filled=len(cells),
        distinct=len(different),
        shares={kind: count / size for kind, count in kinds.items()},
        places=_place_shares(cells),
        words=tuple(cell for cell in different if kind_of_cell(cell) == "text"),
        samples=tuple(different[:3]),
    )


def _place_shares(cells: Sequence[str]) -> dict[str, float]:
    known = known_places()
    shares = {}
    plain = [plain_place(cell) for cell in cells]
    for field, names in known.items():
        hits = sum(1 for cell in plain if cell in names)
        if hits:
            shares[field] = hits / len(cells)
    return shares


@cache
def known_places() -> dict[str, frozenset[str]]:
    """Peru's codes and names by the field that they fill, as :func:`plain_place` writes them."""
    found: dict[str, set[str]] = {
        name: set()
        for name in (
            "ubigeo",
            "district",
            "province",
            "department",
            "province_code",
            "department_code",
        )
    }
    with (REFERENCE / "districts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["ubigeo"]
            found["ubigeo"] |= {code, code.lstrip("0"), f"pe{code}"}
            # Without their "PE", codes of four and two digits are numbers like any other.
            found["province_code"].add(f"pe{code[:4]}")
            found["department_code"].add(f"pe{code[:2]}")
            for field in ("district", "province", "department"):
                found[field].add(plain_place(row[field]))
    with (REFERENCE / "place_aliases.csv").open(encoding="utf-8", newline="") as file:
        found["district"] |= {plain_place(row["alias"]) for row in csv.DictReader(file)}
    return {field: frozenset(names) for field, names in found.items()}


def plain_place(text: str) -> str:
    """A place's name or code as it is compared here."""
    words = re.sub(r"[^a-z0-9ñ]+", " ", without_accents(text).casefold()).split()
    return " ".join(words)


def level_of_place(look: Look) -> tuple[str, float]:
    """The place field that a column's cells fill best, and the share of them that lists know.

    Codes go before names; of names the widest that fits as well (Lima is a department before it is a district).
    """
    best, share = "district", 0.0
    order = ("ubigeo", "province_code", "department_code", "department", "province", "district")
    for field in order:
        found = look.places.get(field, 0.0)
        if found > share + 0.05:
            best, share = field, found
    if share < 0.5 and look.share("code") > 0.5:
        return "ubigeo", look.share("code")
    return best, share


def share_of(words: Iterable[str], cells: Sequence[str]) -> float:
    """The share of texts that hold one of these (plain) words."""
    wanted = set(words)
    if not cells:
        return 0.0
    return sum(1 for cell in cells if wanted & set(plain_place(cell).split())) / len(cells)
