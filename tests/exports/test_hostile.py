"""Files that lie, that are cut, or that were made to do harm: refused in a sentence, or read without harm."""

import io
import re
import warnings
import zipfile

import pytest

from reparto.errors import UnreadableExport
from reparto.exports import read_export
from reparto.exports.archives import guard_archive
from tests.exports.builders import DELIVERIES, cells, csv_bytes, ods_bytes, xlsx_bytes
from tests.exports.old_excel import xls_bytes

ROWS = [DELIVERIES, ("2020-04-09", "UNHCR", "150101", "food_kit", 12)]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", compression) as archive:
        warnings.simplefilter("ignore")
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content)
    return out.getvalue()


BOOK = members_of(xlsx_bytes({"x": ROWS}))
OPEN = members_of(ods_bytes([tuple(map(str, row)) for row in ROWS]))


def refused(data, words):
    with pytest.raises(UnreadableExport) as refusal:
        read_export(data, "informe.xls")
    assert refusal.value.title.startswith("informe.xls ")
    assert words in str(refusal.value)


def with_prolog(member, prolog):
    head, rest = BOOK[member].split(b"?>", 1)
    return packed({**BOOK, member: head + b"?>" + prolog + rest.replace(b"food_kit", b"&lol9;")})


LAUGHS = b'<!DOCTYPE x [<!ENTITY lol0 "lol">%s]>' % b"".join(
    b'<!ENTITY lol%d "%s">' % (level, b"&lol%d;" % (level - 1) * 10) for level in range(1, 10)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY lol9 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("member", [STRINGS, SHEET, "xl/workbook.xml"])
def test_entities_are_never_resolved(member, prolog):
    refused(with_prolog(member, prolog), "was not written by a spreadsheet program")


def test_entities_in_an_open_document_are_never_resolved():
    head, rest = OPEN["content.xml"].split(b"?>", 1)
    refused(packed({**OPEN, "content.xml": head + b"?>" + LAUGHS + rest}), "spreadsheet program")


def test_markup_in_a_cell_is_text():
    text = "<!DOCTYPE x><script>alert(1)</script> ='; drop table deliveries; -- ../../etc/passwd"
    rows = [DELIVERIES, ("2020-04-09", text, "150101", "kit", 1)]
    assert cells(read_export(xlsx_bytes({"x": rows}), "a.xlsx").tables[0])[0][1] == text


def test_formulas_are_what_they_gave_and_never_run():
    rows = [DELIVERIES, ("2020-04-09", '=HYPERLINK("http://x")', "150101", "@SUM(A1)", "+1")]
    assert cells(read_export(csv_bytes(rows), "a.csv").tables[0]) == [list(rows[1])]


def test_two_members_of_one_name_are_refused_if_they_differ():
    other = BOOK[SHEET].replace(b"12", b"13")
    refused(packed([*BOOK.items(), (SHEET, other)]), "spreadsheet program")
    refused(packed([(SHEET, other), *BOOK.items()]), "spreadsheet program")
    refused(packed([(SHEET.upper(), other), *BOOK.items()]), "spreadsheet program")
    twice = read_export(packed([*BOOK.items(), (SHEET, BOOK[SHEET])]), "a.xlsx")
    assert cells(twice.tables[0])[0][4] == "12"


def test_names_within_an_archive_are_no_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = packed({**BOOK, "../outside.txt": b"x", "/tmp/absolute.txt": b"x"})
    assert read_export(data, "../../a.xlsx").tables[0].rows_read == 1
    assert list(tmp_path.iterdir()) == []


def test_members_with_backslashes_or_capitals_are_found():
    for rename in (lambda name: name.replace("/", "\\"), str.upper):
        data = packed({rename(name): content for name, content in BOOK.items()})
        assert cells(read_export(data, "a.xlsx").tables[0])[0][1] == "UNHCR"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbf<table><tr><td>Socio</td></tr></table>", "a web page. Some systems save"),
        ("\ufeff<html><body><table>".encode("utf-16-le"), "a web page. Some systems save"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "a web page. Some systems save"),
        (b"<style>td {}</style><table>", "a web page. Some systems save"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; text/html", "a web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML Spreadsheet 2003"),
        (b'[["#org"],["A"]]', "JSON"),
        (packed({"entregas/datos.csv": b"a,b", "leeme.md": b"x"}), "holds “datos.csv”. Unpack it"),
        (packed({f"../{n}.csv": b"a" for n in range(9)}), "“0.csv”, “1.csv”, “2.csv” and 6 more"),
        (packed({"\x1b[31m\u202ex.csv": b"a"}), "holds “[31mx.csv”."),
        (packed({"xl/workbook.bin": b"x"}), "XLSB"),
        (packed({"word/document.xml": b"<w/>"}), "a text document"),
        (packed({"Index/Document.iwa": b"x"}), "Numbers"),
        (packed({f"{n}": b"" for n in range(10_001)}), "archive"),
    ],
)  # fmt: skip
def test_what_a_name_hides_is_told_with_what_to_do(data, words):
    refused(data, words)


def test_an_open_document_with_a_password_is_called_so():
    manifest = OPEN["META-INF/manifest.xml"].replace(b"</", b"<encryption-data/></", 1)
    refused(packed({**OPEN, "META-INF/manifest.xml": manifest}), "protected by a password")


def test_a_real_workbook_packs_its_repeats_tightly_and_is_accepted():
    row = b'<row r="%d"><c r="A%d" t="s"><v>4</v></c><c r="B%d"><v>%d</v></c></row>'
    body = b"".join(row % (n, n, n, n * 7919 % 100_003) for n in range(3, 700_000))
    content = BOOK[SHEET].replace(b"</sheetData>", body + b"</sheetData>")
    data = packed({**BOOK, SHEET: content})
    assert len(content) > 40_000_000
    assert len(content) > 5 * len(data)
    guard_archive(data, "a.xlsx", "xlsx")


def test_a_sheet_that_claims_a_million_rows_has_the_rows_that_it_has():
    claim = re.sub(rb"<dimension[^>]*>", b'<dimension ref="A1:AMJ1048576"/>', BOOK[SHEET])
    styled = b"".join(
        b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="E%d" s="1"/></row>' % (n, n, n)
        for n in range(3, 60_000)
    )
    claim = claim.replace(b"</sheetData>", styled + b"</sheetData>")
    (table,) = read_export(packed({**BOOK, SHEET: claim}), "a.xlsx").tables
    assert (table.rows_read, len(table.header)) == (1, 5)


def test_empty_rows_before_the_last_are_skipped_and_counted():
    far = b'<row r="50001"><c r="B50001" t="s"><v>6</v></c></row></sheetData>'
    content = BOOK[SHEET].replace(b"</sheetData>", far)
    (table,) = read_export(packed({**BOOK, SHEET: content}), "a.xlsx").tables
    assert (table.rows.num_rows, len(table.skipped), table.rows_read) == (2, 49_998, 50_000)


def test_error_cells_are_empty_and_told():
    rows = [*ROWS, ("2020-04-10", "IOM", "150101", "food_kit", 3)]
    book = members_of(xlsx_bytes({"Datos": rows, "Nada": [["x"]]}))
    content = book[SHEET].replace(b"<v>12</v>", b"<v>#VALUE!</v>")
    content = content.replace(b'<c r="E2">', b'<c r="E2" t="e">')
    export = read_export(packed({**book, SHEET: content}), "a.xlsx")
    assert [row[4] for row in cells(export.tables[0])] == [None, "3"]
    assert [note.text for note in export.notes if note.rule == "error-cells"] == [
        "1 cell holds an error such as #VALUE! and was read as empty."
    ]


@pytest.mark.parametrize("without", [b"", b"<v/>", b"<v></v>"])
def test_formulas_that_were_never_worked_out_are_told(without):
    content = BOOK[SHEET].replace(b"<v>12</v>", b"<f>6*2</f>" + without)
    export = read_export(packed({**BOOK, SHEET: content}), "a.xlsx")
    assert cells(export.tables[0])[0][4] is None
    (note,) = export.notes
    assert note.rule == "formula-without-result"
    assert note.text.startswith("1 cell holds a formula without its result")


def test_formulas_with_a_result_are_their_result():
    content = BOOK[SHEET].replace(b"<v>12</v>", b"<f>6*2</f><v>12</v>")
    content = content.replace(
        b"</row></sheetData>", b'<c r="F2" t="str"><f>""</f><v></v></c></row></sheetData>'
    )
    export = read_export(packed({**BOOK, SHEET: content}), "a.xlsx")
    assert cells(export.tables[0])[0][4] == "12"
    assert export.notes == ()


def test_repeated_rows_and_cells_of_an_open_document_are_rows_and_cells():
    again = (
        b'<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="string" '
        b'table:number-columns-repeated="2"><text:p>Q</text:p></table:table-cell></table:table-row>'
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    content = OPEN["content.xml"].replace(b"</table:table>", again)
    (table,) = read_export(packed({**OPEN, "content.xml": content}), "a.ods").tables
    assert cells(table)[1:] == [["Q", "Q", None, None, None]] * 3
    assert table.rows_read == 4


def test_a_workbook_of_excel_97_is_read_and_one_with_a_password_is_called_so():
    sheets = {"Entregas ": ROWS, "Otra": [DELIVERIES, ("2020-04-10", "IOM", "070101", "kit", 2.5)]}
    export = read_export(xls_bytes(sheets), "a.csv")
    assert export.format == "xls"
    assert [(table.sheet, cells(table)) for table in export.tables] == [
        ("Entregas ", [["2020-04-09", "UNHCR", "150101", "food_kit", "12"]]),
        ("Otra", [["2020-04-10", "IOM", "070101", "kit", "2.5"]]),
    ]
    refused(xls_bytes(sheets, locked=True), "protected by a password")
