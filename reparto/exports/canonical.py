"""A table of text in our own columns: words cleaned, dates and numbers made plain."""

from collections.abc import Mapping as Facts
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Generic, TypeVar

import duckdb
import pyarrow as pa
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
)
from duckdb import FunctionExpression as Call

from reparto.asking import SAMPLES
from reparto.databases import open_database
from reparto.exports.amounts import Amounts, read_amounts
from reparto.exports.cleaning import ODD_CODE, TIDY, clean_code, clean_text
from reparto.exports.days import Days, month_bounds, read_days, with_year
from reparto.exports.fields import FIELDS, Field
from reparto.exports.lookups import Lookups, counted
from reparto.exports.mapping import Mapping
from reparto.exports.tables import Note, TextTable
from reparto.language import _, listed, ngettext

# How many digits Peru's codes have; a target's place may be of any level.
_PADDED = {
    "ubigeo": (6,),
    "province_code": (4,),
    "department_code": (2,),
    "place": (6, 4, 2),
}
_PLACES = ("position", "row_no")
_PERIODS = {"period_start", "period_end"}
_IDS = {"delivery_id", "household_key"}
_COORDINATES = {"latitude", "longitude"}
_WHOLE = "-?[0-9]{1,15}"
_PLAIN_DEGREES = r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?"
_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NO_DAY = "1970-01-01|19(?:00-01-0[01]|04-01-01|00-00-00)|1899-12-3[01]|0000-00-00|0001-01-01"


Rows = TypeVar("Rows")


@dataclass(frozen=True)
class Canonical(Generic[Rows]):
    """The rows under our own names, and how dates and numbers were read.

    ``unsure_orders`` names the columns of dates that do not tell their order, each with a few of its values.
    """

    rows: Rows
    date_orders: dict[str, str]
    decimal_marks: dict[str, str]
    notes: tuple[Note, ...]
    unsure_orders: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class _Work:
    """What is gathered while the columns are made."""

    lookups: Lookups
    mapping: Mapping
    columns: dict[str, Expression] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    assumed_order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    assumed_mark: list[str] = field(default_factory=list)


def canonical_rows(table: TextTable, mapping: Mapping, **settings: Any) -> Canonical[pa.Table]:
    """The rows of a table in memory, in their order; settings as for :func:`canonical_relation`."""
    with open_database() as con:
        cells = con.from_arrow(table.rows)
        found = canonical_relation(con, cells, mapping, sheet=table.sheet, **settings)
        rows = found.rows.order("row_no").to_arrow_table()
        return replace(found, rows=rows)


def canonical_relation(
    con: duckdb.DuckDBPyConnection,
    cells: duckdb.DuckDBPyRelation,
    mapping: Mapping,
    *,
    sheet: str | None = None,
    date_order: str = "dmy",
    country: str = "PE",
) -> Canonical[duckdb.DuckDBPyRelation]:
    """Every field of the kind as text: ISO days, plain numbers, clean words, null if absent.

    ``cells`` has ``row_no`` and ``c0``, ``c1``, …, and perhaps ``position``; the answer has what of these is no cell,
    ``sheet``, and the fields of the kind.
    Lost zeros are put back before the place codes of Peru only: other countries' codes have their own lengths.
    """
    work = _Work(Lookups(con, cells), mapping)
    fields = FIELDS[mapping.kind]
    _read_dates(date_order, work)
    for spec in fields:
        index = mapping.columns.get(spec.name)
        if spec.type != "day" and index is not None:
            work.columns[spec.name] = _read_column(index, spec, work, country)
    _stand_in(work)
    _tell_assumptions(work, date_order)
    nothing = ConstantExpression(None).cast("varchar")
    columns = [
        ConstantExpression(sheet).cast("varchar").alias("sheet"),
        *(ColumnExpression(name) for name in cells.columns if name in _PLACES),
        *(work.columns.get(spec.name, nothing).alias(spec.name) for spec in fields),
    ]
    rows = work.lookups.joined.select(*columns)
    return Canonical(rows, work.orders, work.marks, tuple(work.notes), dict(work.assumed_order))


def _read_column(index: int, spec: Field, work: _Work, country: str) -> Expression:
    cells = work.lookups.cells
    if spec.type == "number":
        usual = _PLAIN_DEGREES if spec.name in _COORDINATES else _WHOLE
        values = [value for (value,) in counted(cells, index, unlike=usual) if value]
        amounts = read_amounts(values, count=spec.count)
        _remember_amounts(spec.name, amounts, work)
        plain = {value: clean_text(amounts.values[value] or "") for value in values}
        return work.lookups.replaced(index, _changed(plain))
    widths = _PADDED.get(spec.name, ()) if country == "PE" else ()
    short = "|".join([ODD_CODE, *(f"[0-9]{{{width - 1}}}" for width in widths)])
    is_code = spec.type == "code" or bool(widths)
    found = counted(
        cells,
        index,
        unlike=TIDY,
        like=short if is_code else None,
        mostly_different=spec.name in _IDS,
    )
    clean = clean_code if is_code else clean_text
    words = {value: clean(value) for (value,) in found if value is not None}
    if widths:
        _pad(words, found, spec.name, widths, work)
    return work.lookups.replaced(index, _changed(words))


def _changed(plain: Facts[str, str | None]) -> dict[str, str | None]:
    return {value: text for value, text in plain.items() if text != value}


def _remember_amounts(name: str, amounts: Amounts, work: _Work) -> None:
    work.marks[name] = amounts.mark
    if amounts.assumed:
        work.assumed_mark.append(name)


def _pad(
    words: dict[str, str | None],
    times: Facts[tuple[str | None, ...], int],
    name: str,
    widths: tuple[int, ...],
    work: _Work,
) -> None:
    """Put back the zero that a spreadsheet took from the front of a code, and say so."""
    count = 0
    for value, word in words.items():
        if word and word.isascii() and word.isdigit() and len(word) + 1 in widths:
            words[value] = "0" + word
            count += times[(value,)]
    if not count:
        return
    told = ngettext(
        "{count} code in {field} had lost its leading zero; it was put back.",
        "{count} codes in {field} had lost their leading zero; it was put back.",
        count,
    ).format(count=count, field=name)
    work.notes.append(Note("ubigeo-padded", told))


@dataclass(frozen=True)
class _DateColumn:
    """The distinct values of one date column, and how often each occurs."""

    times: dict[tuple[str | None, ...], int]
    texts: dict[tuple[str | None, ...], str]
    has_iso: bool

    def read(self, order: str, *, month_ok: bool) -> Days:
        """The values as days; plain ISO days are known to be what they are."""
        texts = [*dict.fromkeys(self.texts.values()), *(["2020-12-31"] if self.has_iso else [])]
        return read_days(texts, order, month_ok=month_ok)


def _read_dates(default: str, work: _Work) -> None:
    """Date columns; one that cannot tell its own order follows the others of the same file."""
    mapping = work.mapping
    names = [s.name for s in FIELDS[mapping.kind] if s.type == "day" and s.name in mapping.columns]
    columns = {name: _date_column(name, work) for name in names}
    said = {name: mapping.settings.get(f"date_order.{name}") for name in names}
    read = {
        name: column.read(said[name] or default, month_ok=name in _PERIODS)
        for name, column in columns.items()
    }
    told = {days.order for days in read.values() if days.decided} - {"ymd"}
    for name, column in columns.items():
        order = said[name]
        if order is None and not read[name].decided and len(told) == 1:
            (order,) = told
        if order is not None and (said[name] or not read[name].decided):
            read[name] = column.read(order, month_ok=name in _PERIODS)
        elif not read[name].decided and any(map(_depends_on_order, column.texts.values())):
            texts = filter(_depends_on_order, column.texts.values())
            work.assumed_order[name] = tuple(islice(texts, SAMPLES))
        work.orders[name] = read[name].order
        _tell_unknown(name, column, read[name], work)
    _place_dates(columns, read, work)


def _date_column(name: str, work: _Work) -> _DateColumn:
    index, year = work.mapping.columns[name], work.mapping.helpers.get("year")
    cells = work.lookups.cells
    if name == "period_start" and year is not None:
        pairs = counted(cells, index, year)
        dated = {key: with_year(key[0] or "", key[1]) for key in pairs}
        return _DateColumn(pairs, dated, False)
    odd = counted(cells, index, unlike=_ISO_DAY, like=_NO_DAY)
    column = ColumnExpression(f"c{index}")
    is_iso = Call("regexp_full_match", column, ConstantExpression(_ISO_DAY))
    has_iso = bool(cells.filter(is_iso).limit(1).fetchall())
    said = work.mapping.settings.get("year") if name in _PERIODS else None
    texts = {key: with_year(key[0] or "", said) for key in odd}
    return _DateColumn(odd, texts, has_iso)


def _place_dates(columns: dict[str, _DateColumn], read: dict[str, Days], work: _Work) -> None:
    """Put the days in place; a month is the period from its first to its last day."""
    ends: Expression | None = None
    for name, column in columns.items():
        plain = {
            key: clean_text(read[name].values[text] or "") for key, text in column.texts.items()
        }
        bounds = {key: month_bounds(value or "") for key, value in plain.items()}
        index, year = work.mapping.columns[name], work.mapping.helpers.get("year")
        indexes = [index] if year is None or name != "period_start" else [index, year]
        if name == "period_start":
            starts = {key: (bounds[key] or (value, ""))[0] for key, value in plain.items()}
            ends = work.lookups.looked_up(
                indexes, {key: (at or ("", None))[1] for key, at in bounds.items()}
            )
            work.columns[name] = (
                work.lookups.looked_up(indexes, starts)
                if len(indexes) > 1
                else work.lookups.replaced(
                    index, _changed({key[0] or "": v for key, v in starts.items()})
                )
            )
            continue
        if name == "period_end":
            plain = {key: (bounds[key] or ("", value))[1] for key, value in plain.items()}
        changes = _changed({key[0] or "": value for key, value in plain.items()})
        work.columns[name] = work.lookups.replaced(index, changes)
    if ends is not None:
        own = work.columns.get("period_end")
        work.columns["period_end"] = ends if own is None else CoalesceOperator(own, ends)


def _depends_on_order(text: str) -> bool:
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    return (
        len(parts) >= 3
        and all(part.strip().isdigit() for part in parts[:2])
        and len(parts[0].strip()) <= 2
    )


def _tell_unknown(name: str, column: _DateColumn, days: Days, work: _Work) -> None:
    count = sum(times for key, times in column.times.items() if column.texts[key] in days.unknown)
    if not count:
        return
    told = ngettext(
        "{count} date in {field} stands for “no date” (such as 01/01/1970) and is unknown.",
        "{count} dates in {field} stand for “no date” (such as 01/01/1970) and are unknown.",
        count,
    ).format(count=count, field=name)
    work.notes.append(Note("date-unknown", told))


def _stand_in(work: _Work) -> None:
    """Fill what the file does not have from what stands in for it, and say so."""
    mapping = work.mapping
    other = mapping.stand_ins.get("item")
    if other is not None and other in work.columns:
        work.columns["item"] = work.columns[other]
        told = _("The file names no item; {field} stands in for it.").format(field=other)
        work.notes.append(Note("item-stand-in", told))
    if "delivered_on" in mapping.stand_ins:
        told = _("The file has no day of delivery; the day of the report stands in for it.")
        work.notes.append(Note("time-stand-in", told))
    for name, value in mapping.constants.items():
        amount = work.columns.get("amount", work.columns.get("value"))
        constant = ConstantExpression(value).cast("varchar")
        work.columns[name] = (
            constant if amount is None else CaseExpression(amount.isnotnull(), constant)
        )


def _tell_assumptions(work: _Work, default: str) -> None:
    if work.assumed_order:
        first = _("the day") if default == "dmy" else _("the month")
        told = _("No date in {fields} tells its order; {first} was read first.").format(
            fields=listed(list(work.assumed_order)), first=first
        )
        work.notes.append(Note("date-order", told))
    if work.assumed_mark:
        told = _("The decimal mark in {fields} is not certain; look at the largest values.").format(
            fields=listed(work.assumed_mark)
        )
        work.notes.append(Note("decimal-mark", told))
