"""What a file is, is told from its bytes; what cannot be read is refused in a sentence."""

import io
import struct
import zipfile

import pytest

from reparto.errors import UnreadableExport
from reparto.exports import read_export
from reparto.exports.archives import guard_archive
from tests.exports.builders import DELIVERIES, csv_bytes, ods_bytes, xlsx_bytes

ROWS = [DELIVERIES, ("2020-04-09", "UNHCR", "150101", "food_kit", "12")]
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (csv_bytes(ROWS), "a.xlsx", "csv"),
        (xlsx_bytes({"x": ROWS}), "a.csv", "xlsx"),
        (xlsx_bytes({"x": ROWS}), "a.web app", "xlsx"),
        (ods_bytes(ROWS), "a.xls", "ods"),
    ],
)
def test_the_extension_does_not_matter(data, name, kind):
    export = read_export(data, name)
    assert export.format == kind
    assert export.tables[0].rows.num_rows == 1
    assert len(export.sha256) == 64


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"MZ\x90\x00" + bytes(200), "program"),
        (b"\x7fELF....", "program"),
        (b"<!DOCTYPE html><html><table>", "web page"),
        (b"\n <HTML><body>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"\x1f\x8b\x08abc", "archive"),
        (zipped(**{"hello.txt": b"x"}), "archive"),
        (bytes(range(256)) * 50, "binary"),
        (b"a,b\n" + bytes(5000), "binary"),
        (OLE2 + bytes(500), "Office"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE2 + bytes(504) + "Workbook".encode("utf-16-le"), "damaged"),
        (b"PK\x03\x04 cut short", "damaged"),
        (xlsx_bytes({"x": ROWS})[:-400], "damaged"),
        (zipped(xl__workbook_xml=b"<not a workbook"), "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data, words):
    with pytest.raises(UnreadableExport) as refusal:
        read_export(data, "informe.xlsx")
    assert "informe.xlsx" in refusal.value.title
    assert words in str(refusal.value)
    assert len(refusal.value.message) > 20


def test_a_locked_archive_is_called_locked():
    data = bytearray(zipped(xl__workbook_xml=b"x" * 50))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    with pytest.raises(UnreadableExport, match="password"):
        read_export(bytes(data), "a.xlsx")


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"\0" * 30_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableExport, match="too large to unpack"):
        read_export(bomb, "a.xlsx")


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked():
    bomb = bytearray(
        zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"\0" * 30_000_000)
    )
    size = struct.pack("<I", 30_000_000)
    while size in bomb:
        at = bomb.index(size)
        bomb[at : at + 4] = struct.pack("<I", 900)
    with pytest.raises(UnreadableExport):
        read_export(bytes(bomb), "a.xlsx")


def test_a_dense_but_honest_workbook_passes():
    content = b"".join(b'<c r="A%d"><v>%d</v></c>' % (i, i * 7919) for i in range(1, 400_000))
    guard_archive(zipped(xl__workbook_xml=b"x", xl__worksheets__s_xml=content), "a.xlsx", "xlsx")


def test_a_sheet_that_spans_the_whole_world_is_refused():
    far = xlsx_bytes({"x": ROWS})
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with pytest.raises(UnreadableExport, match="too large to read"):
        read_export(zipped(**members), "a.xlsx")


def within(kind, member, content):
    """A workbook whose sheet is this XML."""
    if kind == "xlsx":
        return zipped(xl__workbook_xml=b"x", **{member: content})
    return zipped(
        **{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", member: content}
    )


CELL = b'<table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell>'
FAR = {
    "xlsx, usual": b'<row r="9"><c r="A9"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
    "xlsx, unusual": b"<x:row r = '9'><x:c s='1' r = 'XFD1048576'><x:v>1</x:v></x:c></x:row>",
    "xlsx, without references": b'<row r="1048576">' + b"<c><v>1</v></c>" * 16_000 + b"</row>",
    "ods, repeated": b'<table:table-row table:number-rows-repeated="20000">'
    + CELL % b' table:number-columns-repeated="2000"'
    + b"</table:table-row>",
    "ods, far": b'<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
    + CELL % b""
    + b'</table:table-row><table:table-row table:number-rows-repeated="1000000"/><table:table-row>'
    + CELL % b""
    + b"</table:table-row>",
}
NEAR = {
    "xlsx, rows without cells": b'<row r="1"><c r="A1"><v>1</v></c><c r="AZ1"><v>1</v></c></row>'
    b'<row r="1048576" s="1" customFormat="1"/><row r="1048575"><c r="XFD1048575" s="3"/></row>',
    "xlsx, styled and empty": b'<row r="1"><c r="A1"><v>1</v></c></row><c r="XFD1048576" s="3"/>',
    "xlsx, without references": b'<row r="9">' + b"<c><v>1</v></c>" * 30 + b"</row>",
    "ods, empty to the edge": b"<table:table-row>"
    + CELL % b""
    + b'<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
    + b'<table:table-row table:number-rows-repeated="1048575">'
    + b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
}


def guard_sheet(case, content):
    kind = case[:4].strip(",")
    member = "xl__worksheets__sheet1_xml" if kind == "xlsx" else "content.xml"
    guard_archive(within(kind, member, b"<sheetData>%s</sheetData>" % content), "a", kind)


@pytest.mark.parametrize("case", FAR)
def test_cells_that_span_too_much_are_refused(case):
    with pytest.raises(UnreadableExport, match="too large to read"):
        guard_sheet(case, FAR[case])


@pytest.mark.parametrize("case", NEAR)
def test_empty_cells_do_not_span_anything(case):
    guard_sheet(case, NEAR[case])
