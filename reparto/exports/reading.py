"""One file to an Export: its tables found, every row kept or skipped with a reason."""

import hashlib

from reparto.errors import UnreadableExport
from reparto.exports.decoding import decode
from reparto.exports.delimited import find_delimiter, hinted_delimiter, read_records, split_lines
from reparto.exports.detect import format_of
from reparto.exports.grid import build_grid
from reparto.exports.header_rows import header_score
from reparto.exports.making import rows_text
from reparto.exports.sheets import tables_in, tables_of
from reparto.exports.tables import Export, Note
from reparto.exports.workbooks import read_sheets
from reparto.language import _, ngettext


def read_export(data: bytes, name: str) -> Export:
    """Read any supported export; raise UnreadableExport with what happened and what to do."""
    kind = format_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if kind == "csv":
        return _read_text(data, name, digest)
    return _read_workbook(data, name, digest, kind)


def _read_text(data: bytes, name: str, digest: str) -> Export:
    decoded = decode(data, name)
    notes, encoding = list(decoded.notes), decoded.encoding
    lines = split_lines(decoded.text)
    del decoded
    hinted = hinted_delimiter(lines)
    delimiter = hinted or find_delimiter(lines, header_score)
    opened: list[int] = []
    grid = build_grid(read_records(lines, delimiter, opened))
    del lines
    if opened:
        told = ngettext(
            "A quote was left open in row {rows}; the row was read as it stands.",
            "Quotes were left open in rows {rows}; these rows were read as they stand.",
            len(opened),
        ).format(rows=rows_text(opened))
        notes.append(Note("open-quote", told))
    found = tables_in(grid, None, 1 if hinted else 0)
    if not found:
        raise _no_rows(name)
    notes += [note for one in found for note in one.notes]
    tables = tuple(one.table for one in found)
    return Export(name, digest, "csv", encoding, delimiter, tables, tuple(notes))


def _read_workbook(data: bytes, name: str, digest: str, kind: str) -> Export:
    tables, notes = tables_of(read_sheets(data, name, kind))
    if not tables:
        raise _no_rows(name)
    return Export(name, digest, kind, None, None, tuple(tables), tuple(notes))


def _no_rows(name: str) -> UnreadableExport:
    return UnreadableExport(
        _("Check that the right file was exported, and that its table is on a visible sheet."),
        title=_("{name} holds no table.").format(name=name),
    )
