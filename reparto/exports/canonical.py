"""A table of text in our own columns: words cleaned, dates and numbers made plain."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.amounts import Amounts, read_amounts
from reparto.exports.cleaning import clean_column, clean_text, distinct, replace_distinct
from reparto.exports.days import Days, month_bounds, read_days, with_years
from reparto.exports.fields import FIELDS, Field
from reparto.exports.mapping import Mapping
from reparto.exports.tables import Note, TextTable
from reparto.language import _, listed, ngettext

Values = dict[str, str | None]
# How many digits Peru's codes have; a target's place may be of any level.
_PADDED = {
    "ubigeo": (6,),
    "province_code": (4,),
    "department_code": (2,),
    "place": (6, 4, 2),
}
_PERIODS = {"period_start", "period_end"}


@dataclass(frozen=True)
class Canonical:
    """The rows under our own names, and how dates and numbers were read."""

    rows: pa.Table
    date_orders: dict[str, str]
    decimal_marks: dict[str, str]
    notes: tuple[Note, ...]


@dataclass
class _Work:
    """What is gathered while the columns are made."""

    columns: dict[str, pa.ChunkedArray] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    assumed_order: list[str] = field(default_factory=list)
    assumed_mark: list[str] = field(default_factory=list)


def canonical_rows(
    table: TextTable, mapping: Mapping, *, date_order: str = "dmy", country: str = "PE"
) -> Canonical:
    """Every field of the kind as text: ISO days, plain numbers, clean words, null if absent.

    Lost zeros are put back before the place codes of Peru only: other countries' codes have their own lengths.
    """
    work = _Work()
    fields = FIELDS[mapping.kind]
    _read_dates(table, mapping, date_order, work)
    for spec in fields:
        index = mapping.columns.get(spec.name)
        if spec.type != "day" and index is not None:
            work.columns[spec.name] = _read_column(table.column(index), spec, work, country)
    _expand_periods(work)
    _stand_in(mapping, work, table.rows.num_rows)
    _tell_assumptions(work, date_order)
    height = table.rows.num_rows
    empty = pa.nulls(height, pa.string())
    arrays = {
        "sheet": pa.array([table.sheet] * height, pa.string()),
        "row_no": table.rows.column("row_no"),
    }
    arrays |= {spec.name: work.columns.get(spec.name, empty) for spec in fields}
    return Canonical(pa.table(arrays), work.orders, work.marks, tuple(work.notes))


def _read_column(
    column: pa.ChunkedArray, spec: Field, work: _Work, country: str
) -> pa.ChunkedArray:
    if spec.type == "number":
        values, _positions = distinct(column)
        amounts = read_amounts([value for value in values if value], count=spec.count)
        _remember_amounts(spec.name, amounts, work)
        return _replaced(column, amounts.values)
    if spec.name in _PADDED and country == "PE":
        return _padded_codes(column, spec.name, work)
    return clean_column(column, code=spec.type == "code")


def _replaced(column: pa.ChunkedArray, plain: Values) -> pa.ChunkedArray:
    """Each value by its plain form; what could not be read is cleaned like any text."""
    return replace_distinct(column, lambda seen: [clean_text(plain[value] or "") for value in seen])


def _remember_amounts(name: str, amounts: Amounts, work: _Work) -> None:
    work.marks[name] = amounts.mark
    if amounts.assumed:
        work.assumed_mark.append(name)


def _padded_codes(column: pa.ChunkedArray, name: str, work: _Work) -> pa.ChunkedArray:
    """Codes with the zero that a spreadsheet took from their front put back."""
    codes = clean_column(column, code=True)
    count = 0
    for width in _PADDED[name]:
        short = pc.fill_null(pc.match_substring_regex(codes, rf"^[0-9]{{{width - 1}}}$"), False)
        count += pc.sum(pc.cast(short, pa.int64())).as_py() or 0
        codes = pc.if_else(short, pc.utf8_lpad(codes, width, "0"), codes)
    if not count:
        return codes
    told = ngettext(
        "{count} code in {field} had lost its leading zero; it was put back.",
        "{count} codes in {field} had lost their leading zero; it was put back.",
        count,
    ).format(count=count, field=name)
    work.notes.append(Note("ubigeo-padded", told))
    return codes


def _read_dates(table: TextTable, mapping: Mapping, default: str, work: _Work) -> None:
    """Date columns; one that cannot tell its own order follows the others of the same file."""
    specs = [s for s in FIELDS[mapping.kind] if s.type == "day" and s.name in mapping.columns]
    columns = {s.name: _date_column(table, mapping, s.name) for s in specs}
    read: dict[str, Days] = {}
    for name, column in columns.items():
        read[name] = read_days(distinct(column)[0], default, month_ok=name in _PERIODS)
    told = {days.order for days in read.values() if days.decided} - {"ymd"}
    for name, column in columns.items():
        if not read[name].decided and len(told) == 1:
            (order,) = told
            read[name] = read_days(distinct(column)[0], order, month_ok=name in _PERIODS)
        elif not read[name].decided and _depends_on_order(column):
            work.assumed_order.append(name)
        days = read[name]
        work.orders[name] = days.order
        _tell_unknown(name, column, days, work)
        work.columns[name] = _replaced(column, days.values)


def _date_column(table: TextTable, mapping: Mapping, name: str) -> pa.ChunkedArray:
    column = table.column(mapping.columns[name])
    year = mapping.helpers.get("year")
    if name != "period_start" or year is None:
        return column
    years = dict(enumerate(table.column(year).to_pylist()))
    return pa.chunked_array([pa.array(with_years(column.to_pylist(), years), pa.string())])


def _depends_on_order(column: pa.ChunkedArray) -> bool:
    pattern = r"^\s*[0-9]{1,2}\s*[-/.]\s*[0-9]{1,2}\s*[-/.]\s*[0-9]{2,4}"
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())


def _tell_unknown(name: str, column: pa.ChunkedArray, days: Days, work: _Work) -> None:
    if not days.unknown:
        return
    unknown = pc.is_in(column, pa.array(sorted(days.unknown), pa.string()))
    count = pc.sum(pc.cast(unknown, pa.int64())).as_py() or 0
    told = ngettext(
        "{count} date in {field} stands for “no date” (such as 01/01/1970) and is unknown.",
        "{count} dates in {field} stand for “no date” (such as 01/01/1970) and are unknown.",
        count,
    ).format(count=count, field=name)
    work.notes.append(Note("date-unknown", told))


def _expand_periods(work: _Work) -> None:
    """A month is the period from its first to its last day."""
    start, end = work.columns.get("period_start"), work.columns.get("period_end")
    if start is not None:
        last = replace_distinct(
            start, lambda seen: [(month_bounds(v) or ("", None))[1] for v in seen]
        )
        work.columns["period_start"] = replace_distinct(
            start, lambda seen: [(month_bounds(v) or (v, ""))[0] for v in seen]
        )
        end = last if end is None else pc.coalesce(end, last)
    if end is not None:
        work.columns["period_end"] = replace_distinct(
            end, lambda seen: [(month_bounds(v) or ("", v))[1] for v in seen]
        )


def _stand_in(mapping: Mapping, work: _Work, height: int) -> None:
    """Fill what the file does not have from what stands in for it, and say so."""
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
        constant = pa.array([value] * height, pa.string())
        known = constant if amount is None else pc.if_else(amount.is_valid(), constant, None)
        work.columns[name] = pa.chunked_array([known]) if isinstance(known, pa.Array) else known


def _tell_assumptions(work: _Work, default: str) -> None:
    if work.assumed_order:
        first = _("the day") if default == "dmy" else _("the month")
        told = _("No date in {fields} tells its order; {first} was read first.").format(
            fields=listed(work.assumed_order), first=first
        )
        work.notes.append(Note("date-order", told))
    if work.assumed_mark:
        told = _("The decimal mark in {fields} is not certain; look at the largest values.").format(
            fields=listed(work.assumed_mark)
        )
        work.notes.append(Note("decimal-mark", told))
