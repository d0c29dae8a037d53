"""Rows of totals against the rows that were read: what a sender added up, added up again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.amounts import read_amounts
from reparto.exports.fields import FIELDS
from reparto.exports.headers import without_accents
from reparto.exports.leftovers import ESSENTIALS
from reparto.exports.mapping import Mapping
from reparto.exports.tables import Note, Skipped
from reparto.language import _, listed, ngettext, number

_GRAND = re.compile(r"\b(?:gran|grand|general|geral|generale?|overall)\b", re.I)
_SUB = re.compile(r"^\W*(?:sub|sous|\w+\W+(?:\w+\W+)*?[a-z]{3})", re.I)
_MEAN = re.compile(r"^\W*(?:promedio|average|mean|moyenne)\b", re.I)
_NOT_ADDED = {"latitude", "longitude"}
_MOST = 5
_BACK = 50


@dataclass(frozen=True)
class _Comparison:
    """One number of a row of totals, and what the rows give for it."""

    row_no: int
    header: str
    says: float
    read: float
    agrees: bool


def total_notes(
    rows: pa.Table,
    skipped: Sequence[Skipped],
    header: Sequence[str],
    mapping: Mapping | None,
    personal: set[int],
) -> list[Note]:
    """Say of each skipped row of totals whether its numbers are the sums of the rows that were kept.

    ``rows`` are all rows below the header, kept and skipped, with ``row_no`` and ``c0``, ``c1``, …
    """
    gone = {skip.row_no: skip.reason for skip in skipped}
    if "total" not in gone.values():
        return []
    numbers = rows.column("row_no").to_numpy()
    kept = ~np.isin(numbers, np.fromiter(gone, np.int64, len(gone)))
    totals = [at for at, row_no in enumerate(numbers.tolist()) if gone.get(row_no) == "total"]
    labels = _labels(rows, totals)
    totals = [at for at, label in zip(totals, labels, strict=True) if not _MEAN.match(label)]
    labels = [label for label in labels if not _MEAN.match(label)]
    compared: list[_Comparison] = []
    for index, name in enumerate(header):
        if index in personal or not _adds_up(index, mapping):
            continue
        said = _said(rows.column(f"c{index}"), totals)
        if not any(value is not None for value in said):
            continue
        values = numbers_in(rows.column(f"c{index}"), count=_counts(index, mapping))
        if _mostly_words(rows.column(f"c{index}"), values, kept):
            continue
        running = np.concatenate([[0.0], np.cumsum(np.where(kept, np.nan_to_num(values), 0.0))])
        rows_before = np.concatenate([[0], np.cumsum(kept)])
        for place, (at, label, text) in enumerate(zip(totals, labels, said, strict=True)):
            if text is not None and not np.isnan(values[at]):
                starts = _starts(totals[:place], label, rows_before, at)
                end = len(kept) if not rows_before[at] else at
                column = name or _("column {number}").format(number=index + 1)
                compared.append(
                    _compare(int(numbers[at]), column, values[at], running, starts, end)
                )
    return _told(compared)


def unnamed_total(rows: pa.Table, mapping: Mapping | None) -> int | None:
    """The position of the last row, if all that it holds are the sums of the columns above it."""
    if mapping is None or rows.num_rows < 3:
        return None
    at = rows.num_rows - 1
    cells = rows.slice(at).to_pylist()[0]
    filled = [i for i in range(rows.num_columns - 1) if cells[f"c{i}"] is not None]
    needed = [mapping.columns[n] for names in ESSENTIALS[mapping.kind] for n in names
              if n in mapping.columns]  # fmt: skip
    if not filled or not needed or set(filled) & set(needed):
        return None
    summed = 0
    for index in filled:
        values = numbers_in(rows.column(f"c{index}"), count=_counts(index, mapping))
        above = float(np.nansum(values[:at]))
        if np.isnan(values[at]) or abs(values[at] - above) > _tolerance(values[at], above):
            return None
        summed = max(summed, int(np.count_nonzero(np.nan_to_num(values[:at]))))
    return at if summed > 1 else None


def numbers_in(column: pa.ChunkedArray, *, count: bool = False) -> np.ndarray:
    """The number in each cell, as the whole column writes its numbers; NaN where there is none."""
    encoded = column.dictionary_encode().unify_dictionaries()
    if not encoded.num_chunks:
        return np.zeros(0)
    texts = encoded.chunk(0).dictionary.to_pylist()
    plain = read_amounts(texts, count=count).values
    numbers = np.array([*(_float(plain[text]) for text in texts), np.nan])
    places = pc.fill_null(pa.chunked_array([chunk.indices for chunk in encoded.chunks]), len(texts))
    return numbers[places.to_numpy()]


def _float(text: str | None) -> float:
    try:
        return float(text) if text is not None else np.nan
    except ValueError:
        return np.nan


def _labels(rows: pa.Table, places: list[int]) -> list[str]:
    """The first words of each of these rows."""
    taken = rows.take(pa.array(places, pa.int64())).drop_columns("row_no").to_pylist()
    texts = ([cell for cell in row.values() if cell] for row in taken)
    return [
        without_accents(next((t for t in row if any(map(str.isalpha, t))), "")) for row in texts
    ]


def _said(column: pa.ChunkedArray, places: list[int]) -> list[str | None]:
    texts = column.take(pa.array(places, pa.int64())).to_pylist()
    return [text if text and "%" not in text else None for text in texts]


def _adds_up(index: int, mapping: Mapping | None) -> bool:
    """Whether a column may be one of numbers to add: no code, no day, no coordinate."""
    if mapping is None:
        return True
    types = {spec.name: spec.type for spec in FIELDS[mapping.kind]}
    fields = [name for name, at in mapping.columns.items() if at == index]
    return all(types.get(name) == "number" and name not in _NOT_ADDED for name in fields)


def _counts(index: int, mapping: Mapping | None) -> bool:
    if mapping is None:
        return False
    counts = {spec.name for spec in FIELDS[mapping.kind] if spec.count}
    return any(at == index and name in counts for name, at in mapping.columns.items())


def _mostly_words(column: pa.ChunkedArray, values: np.ndarray, kept: np.ndarray) -> bool:
    filled = int(np.count_nonzero(column.is_valid().to_numpy() & kept))
    numeric = int(np.count_nonzero(~np.isnan(values) & kept))
    return filled > 0 and numeric * 2 < filled


def _starts(earlier: list[int], label: str, rows_before: np.ndarray, at: int) -> list[int]:
    """From where a total may add up, the likeliest first: the last total before it, or the top.

    A total right below another one is of a higher level and may reach back over several.
    """
    if not rows_before[at] or not earlier or _GRAND.search(label):
        return [0]
    since = [before + 1 for before in reversed(earlier[-_BACK:])]
    if rows_before[at] == rows_before[since[0]]:
        return [0, *since[1:]]
    return since[:1] if _SUB.match(label) else [0, since[0]]


def _compare(
    row_no: int,
    header: str,
    says: float,
    running: np.ndarray,
    starts: list[int],
    end: int,
) -> _Comparison:
    sums = [float(running[end] - running[start]) for start in starts]
    right = next((one for one in sums if abs(says - one) <= _tolerance(says, one)), None)
    read = sums[0] if right is None else right
    return _Comparison(row_no, header, float(says), read, right is not None)


def _tolerance(says: float, total: float) -> float:
    """Half of the last decimal that is shown, and what adding floating-point numbers may lose."""
    decimals = -int(Decimal(repr(float(says))).normalize().as_tuple().exponent)
    return 0.5 * 10.0 ** -max(0, decimals) + 1e-9 * abs(total)


def _told(compared: Sequence[_Comparison]) -> list[Note]:
    notes = []
    right = [one for one in compared if one.agrees]
    wrong = [one for one in compared if not one.agrees]
    numbers = sorted({one.row_no for one in right})
    if len(numbers) == 1:
        sums = [f"“{one.header}” {number(one.says, 2)}" for one in right[:_MOST]]
        if len(right) > _MOST:
            sums.append(_("{count} more").format(count=len(right) - _MOST))
        told = _("The total in row {row} agrees with the rows read: {sums}.")
        notes.append(Note("total-agrees", told.format(row=numbers[0], sums=listed(sums))))
    elif numbers:
        told = _("{count} rows of totals agree with the rows read.")
        notes.append(Note("total-agrees", told.format(count=len(numbers))))
    for one in wrong[:_MOST]:
        told = _(
            "The total in row {row} says {says} for “{column}”; the rows read add up to {read}."
        )
        notes.append(
            Note(
                "total-differs",
                told.format(
                    row=one.row_no,
                    says=number(one.says, 2),
                    column=one.header,
                    read=number(one.read, 2),
                ),
            )
        )
    if len(wrong) > _MOST:
        told = ngettext(
            "{count} more total differs from the rows read.",
            "{count} more totals differ from the rows read.",
            len(wrong) - _MOST,
        ).format(count=len(wrong) - _MOST)
        notes.append(Note("total-differs", told))
    return notes
