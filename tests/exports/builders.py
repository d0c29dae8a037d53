"""Small files made in memory for the tests of the readers."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import xlsxwriter

from reparto.exports import Canonical, TextTable, canonical_rows, map_table, read_export

DELIVERIES = ("delivered_on", "partner", "ubigeo", "item", "households")


def csv_bytes(
    rows: Sequence[Sequence[str]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    line_end: str = "\r\n",
) -> bytes:
    """Rows as a CSV file."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if line_end == "\r" else csv.QUOTE_MINIMAL  # else a lone LF stays bare
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(sheets: dict[str, Sequence[Sequence[Any]]], *, hidden: Sequence[str] = ()) -> bytes:
    """Rows as a workbook; values keep their Python types."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **plain}
    )
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if name in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def ods_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows of text as an OpenDocument spreadsheet."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Hoja1">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def table_of(*rows: Sequence[str], name: str = "a.csv") -> TextTable:
    """The only table of a CSV made of these rows."""
    return read_export(csv_bytes(rows), name).tables[0]


def cells(table: TextTable) -> list[list[str | None]]:
    """The kept rows, without their numbers."""
    return [list(row.values())[1:] for row in table.rows.to_pylist()]


def canonical(*rows: Sequence[str], date_order: str = "dmy") -> Canonical:
    """The canonical rows of a CSV made of these rows."""
    table = table_of(*rows)
    return canonical_rows(table, map_table(table), date_order=date_order)


def values(rows: pa.Table, name: str) -> list[str | None]:
    """One column as a list."""
    return list(rows.column(name).to_pylist())
