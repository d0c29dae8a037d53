"""Tables that hold no deliveries, said plainly: crosstabs, pivot tables, lists of names and codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.cells import kind_of_cell, known_places, plain_place
from reparto.exports.choosing import claim_of
from reparto.exports.fields import HELPERS
from reparto.exports.headers import normal
from reparto.exports.lookup_lists import kind_of_list
from reparto.exports.select_multiple import option_columns
from reparto.exports.tables import TextTable
from reparto.exports.things import names_a_thing
from reparto.language import N_, _

_PIVOT = re.compile(
    r"^(?:(?:row|column) labels|etiquetas de (?:fila|columna)s?|etiquettes de (?:lignes|colonnes)|"
    r"rotulos de (?:linha|coluna)|(?:sum|count|average|max|min) of .+|(?:suma|cuenta|promedio|max|min) de .+|"
    r"(?:somme|moyenne) de .+|(?:soma|contagem|media) de .+|grand total|total general|total geral)$"
)
_WEEK = re.compile(
    r"^(?:week|semana|semaine|sem|wk|q|t|trim|trimestre|quarter)\W*\d{1,2}\b|^[qt][1-4]\W*\d{0,4}$"
)
_PEOPLE = re.compile(
    r"\b(?:f|m|h|fem\w*|mas\w*|male|female|ninos?|ninas?|boys?|girls?|wom[ae]n|m[ae]n|mujer\w*|hombre\w*|"
    r"femmes?|hommes?|filles?|garcons?|adult\w*|child\w*|infan\w*|elder\w*|mayor\w*|menor\w*|lactant\w*|gestant\w*|"
    r"pregnan\w*|disab\w*|discap\w*|pwd|pcd|lgbt\w*|indigen\w*|migra\w*|refug\w*|returnees?|idps?|host|"
    r"age|edad|anos|years?|\d+ ?(?:a|to|-) ?\d+|u ?5|u ?18|lat\w*|lon\w*|alt\w*|costo?|cost|price|precio|usd|total)\b"
)  # fmt: skip
_MEASURE = re.compile(
    r"\b(?:stock\w*|saldos?|entradas?|salidas?|ingresos?|egresos?|balance|budget|presupuesto|monto|importe|valor|value|"
    r"n|no|nro|num\w*|cant\w*|quantity|amount|total\w*|meta|target\w*|need\w*|pin|avance|progress|tasa|rate|poblacion|population)\b"
)  # fmt: skip
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.\-]{1,9}")
_TIMES = {"delivered_on", "period_start", "period_end", "reported_on", *HELPERS}
_SENTENCES = {
    "pivot": N_(
        "This looks like a pivot table, which has added the rows up already. Send the table that it "
        "was made from, with one row for each delivery."
    ),
    "times": N_(
        "This looks like a crosstab: months or days stand across the columns. Send the table with "
        "one row for each delivery."
    ),
    "places": N_(
        "This looks like a crosstab: places stand across the columns. Send the table with one row "
        "for each delivery."
    ),
    "items": N_(
        "This looks like a crosstab: items stand across the columns. Send the table with one row "
        "for each delivery."
    ),
    "partners": N_(
        "This looks like a crosstab: partners stand across the columns. Send the table with one "
        "row for each delivery."
    ),
    "values": N_(
        "This looks like a crosstab: names of one kind stand across the columns, with numbers "
        "under them. Send the table with one row for each delivery."
    ),
    "organisations": N_(
        "This looks like a list of organisations. Send the table with one row for each delivery."
    ),
    "contacts": N_(
        "This looks like a list of contacts. Send the table with one row for each delivery."
    ),
    "place list": N_(
        "This looks like a list of places. Send the table with one row for each delivery."
    ),
    "codes": N_(
        "This looks like lists of codes to choose from. Send the table with one row for each "
        "delivery."
    ),
    "columns": N_(
        "This looks like an explanation of columns. Send the table with one row for each delivery."
    ),
    "form": N_(
        "This looks like the questions of a form. Send its answers, with one row for each delivery."
    ),
}


@dataclass(frozen=True)
class _Column:
    """One column under its header: the field it would fill, and whether it holds numbers (None: nothing)."""

    header: str
    slot: str | None
    numeric: bool | None


def what_else_it_is(table: TextTable) -> str | None:
    """A plain sentence on what a table is that does not fit as deliveries; None where nothing is clear.

    Ask it of tables whose columns lack what is needed, never of those that fit.
    """
    if not any(header.strip() for header in table.header):
        return None
    kind = "pivot" if is_pivot(table) else None
    if table.rows.num_rows and kind is None:
        columns = _columns(table)
        kind = _across(columns) or kind_of_list(
            table, [one.slot for one in columns], _counted(columns)
        )
    return None if kind is None else _(_SENTENCES[kind])


def stands_across(table: TextTable) -> tuple[str, list[str]] | None:
    """What stands side by side in columns that no field takes ("times", "items", "places"), and their headers."""
    columns = _columns(table) if table.rows.num_rows else []
    kind = _across(columns)
    if kind not in {"times", "items", "places"}:
        return None
    return kind, [one.header for one in columns if one.slot is None and one.numeric]


def is_pivot(table: TextTable) -> bool:
    """Whether a table has the words that spreadsheet programs write into pivot tables."""
    heads = [normal(part) for header in table.header for part in header.split(" / ")]
    first = next((i for i, header in enumerate(table.header) if header.strip()), 0)
    labels = [normal(str(cell)) for cell in table.column(first).slice(0, 3).to_pylist() if cell]
    found = sum(1 for text in heads if _PIVOT.match(text))
    return found > 0 or any("labels" in text and _PIVOT.match(text) for text in labels)


def _columns(table: TextTable) -> list[_Column]:
    tags = table.tags or (None,) * len(table.header)
    options = option_columns(table)
    columns = []
    for index, header in enumerate(table.header):
        if index in options:
            continue
        claim = claim_of("deliveries", header, tags[index])
        columns.append(_Column(header, claim[0] if claim else None, _numeric(table.column(index))))
    return columns


def _numeric(column: pa.ChunkedArray) -> bool | None:
    cells = column.slice(0, 5_000).drop_null()
    if not len(cells):
        return None
    plain = pc.match_substring_regex(cells, r"^\s*[-+(]?[\d.,\s%]*\d[\d.,\s%)]*$|^\s*[-–]\s*$")
    return float(pc.sum(pc.cast(plain, pa.int64())).as_py()) >= 0.8 * len(cells)


def _across(columns: Sequence[_Column]) -> str | None:
    """What kind of names stands across the columns of a crosstab; None if it seems to be none."""
    numbers = [one for one in columns if one.numeric is not False and one.header.strip()]
    times = {part for one in numbers for part in _times_in(one.header)}
    told = {one.slot for one in columns if one.numeric is not None} & _TIMES
    if len(times) >= (3 if told else 2):
        return "times"
    unknown = [one.header for one in numbers if one.slot is None and one.numeric]
    if len(unknown) < 2:
        return None
    places = known_places()
    names = places["department"] | places["province"] | places["district"]
    for kind, least, share in (
        ("places", 3, [plain_place(_last(text)) in names for text in unknown]),
        ("items", 2, [names_a_thing(text) and not _is_about_people(text) for text in unknown]),
        ("partners", 3, [bool(_ACRONYM.fullmatch(_last(text))) for text in unknown]),
    ):
        if sum(share) >= least and sum(share) * 2 > len(unknown):
            return kind
    return "values" if _only_numbers(columns, unknown) else None


def _only_numbers(columns: Sequence[_Column], unknown: Sequence[str]) -> bool:
    """Whether one column of labels is followed by nothing but numbers under names that mean nothing here."""
    labels = [one for one in columns if one.numeric is False]
    known = [one for one in columns if one.numeric and one.slot not in {None, "-"}]
    timed = any(one.slot in _TIMES for one in columns)
    if timed or known or len(unknown) < 3 or len(labels) != 1:
        return False
    return not any(_is_about_people(text) or _MEASURE.search(normal(text)) for text in unknown)


def _counted(columns: Sequence[_Column]) -> bool:
    """Whether any column holds numbers that are no code, day or coordinate."""
    return any(one.numeric and one.slot in {None, "-"} for one in columns)


def _times_in(header: str) -> list[str]:
    parts = [part.strip() for part in re.split(r" / |\n", header) if part.strip()]
    return [
        part
        for part in parts
        if kind_of_cell(part) in {"day", "month", "bare month", "year"} or _WEEK.match(normal(part))
    ]


def _last(header: str) -> str:
    return header.rsplit(" / ", 1)[-1].strip()


def _is_about_people(header: str) -> bool:
    return bool(_PEOPLE.search(normal(header)))
