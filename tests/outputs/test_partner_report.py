"""The report that goes back: a summary first, then the partner's own rows where they stood, and a way to send it back."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from reparto.exports import Skipped, TextTable, map_table, read_export
from reparto.exports.kept import keep_table
from reparto.importing import import_sources, store_of
from reparto.operation import Operation
from reparto.operations import create_operation
from reparto.outputs import partner_marks, partner_sheets
from reparto.outputs.partner_report import (
    CellFinding,
    PartnerFacts,
    PartnerTable,
    TooLargeForWorkbook,
    partner_report,
)
from reparto.outputs.partner_sheets import Looks, Sheet, write_table
from reparto.outputs.workbook import new_workbook
from reparto.questions import ask_rows
from reparto.reports import FileReport
from reparto.scope import EVERYTHING
from reparto.snapshots import open_current
from tests.outputs.opened import Opened

LIMA = Operation(folder=Path("lima"), name={"en": "Lima", "es": "Lima"})
MUST, SHOULD, INFO, HELD = "#f8cbb8", "#fde6ba", "#e6eaec", "#fdf3ed"
FILE = """\
Relación de entregas de abril,,,,,,,
,,,,,,,
ID,Fecha de entrega,Socio,Ubigeo INEI,Artículo,Familias,DNI,Observaciones
001,2020-04-10,Cáritas,150101,Kit de alimentos,10,12345678,=1+1
002,2020-04-11,Cáritas,999999,Kit de alimentos,20,87654321,<r>&x</r>
,,,,,,,
003,31/02/2020,Cáritas,150101,Kit de alimentos,-7,,
004,2020-04-12,,150103,Kit de agua,5,,
005,2020-04-12,Cáritas,150104,,007,,
Total,,,,,35,,
Fuente: Cáritas,,,,,,,
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """An operation into which the file was imported once."""
    home = tmp_path_factory.mktemp("lima")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_HOME", str(home / "operations"))
        patch.setenv("REPARTO_STORE", str(home / "store"))
        folder = home / "operations" / "lima"
        operation = create_operation(folder, name="Lima", country="PE", starts_on=date(2020, 4, 9))
        yield Sent(operation, imported(operation, "entregas.csv", FILE.encode()))


@dataclass(frozen=True)
class Sent:
    """The file as it was imported, and its report in any language."""

    operation: Operation
    report: FileReport

    def back(self, language: str = "en") -> bytes:
        tables = tables_of(FILE.encode(), "entregas.csv")
        facts = facts_of(
            self.operation,
            "entregas.csv",
            self.report.rows_read,
            self.report.rows_held_back,
            self.report.rows_skipped,
            read_at=datetime(2020, 4, 13, 9, 5),
        )
        return partner_report(tables, findings_of(self.report, tables), facts, language)


def tables_of(data: bytes, name: str) -> list[PartnerTable]:
    return [
        PartnerTable(
            number=number,
            sheet=table.sheet,
            header=table.header,
            tags=table.tags,
            header_row=table.header_row,
            mapping=map_table(table),
            rows=table.rows.to_batches(),
            skipped=table.skipped,
        )
        for number, table in enumerate(read_export(data, name).tables)
    ]


def imported(operation, name: str, data: bytes):
    return import_sources(operation, [(name, lambda: data)]).files[0]


def findings_of(report, tables: list[PartnerTable]) -> list[CellFinding]:
    """What the import found; the files of these tests have fewer cells at fault than a report shows."""
    number = {table.sheet: table.number for table in tables}
    assert all(found["count"] == len(found["examples"]) for found in report.findings)
    return [
        CellFinding(
            table_no=number[example["sheet"]],
            row_no=example["row"],
            field=found["column"],
            rule=found["rule"],
            severity=found["severity"],
            value=example["value"],
        )
        for found in report.findings
        for example in found["examples"]
    ]


def facts_of(operation, name: str, read: int = 0, held: int = 0, skipped: int = 0, **others):
    return PartnerFacts(
        operation=operation,
        name=name,
        rows_accepted=read - held - skipped,
        rows_held_back=held,
        rows_skipped=skipped,
        **others,
    )


def asked(operation, name: str) -> list[dict]:
    snapshot = open_current(store_of(operation))
    try:
        return ask_rows(snapshot, name, EVERYTHING)
    finally:
        snapshot.close()


def by_hand(
    header: str, rows: list[str], *, header_row: int = 1, tags: str | None = None, skipped=()
) -> PartnerTable:
    """A table of text from lines of a CSV; row numbers run on from the header, around the skipped rows."""
    names = tuple(header.split(","))
    gone = {skip.row_no for skip in skipped}
    start = header_row + (2 if tags else 1)
    numbers = [n for n in range(start, start + len(rows) + len(gone)) if n not in gone]
    cells = [[cell or None for cell in row] for row in csv.reader(rows)]
    table = pa.table(
        [
            pa.array(numbers, pa.int32()),
            *(pa.array([row[i] for row in cells], pa.string()) for i in range(len(names))),
        ],
        names=["row_no", *(f"c{i}" for i in range(len(names)))],
    )
    tag_names = tuple(tags.split(",")) if tags else None
    text = TextTable("Abril", names, tag_names, header_row, table)
    return PartnerTable(
        0,
        "Abril",
        names,
        tag_names,
        header_row,
        map_table(text),
        table.to_batches(),
        tuple(skipped),
    )


def read_back(data: bytes):
    """The one table that the report is read as."""
    (table,) = read_export(data, "back.xlsx").tables
    return table


def test_the_first_sheet_says_what_became_of_the_file(sent):
    opened = Opened(sent.back())

    said = opened.texts("Summary")

    assert list(opened.sheets) == ["Summary", "entregas", "All findings"]
    assert "What became of entregas.csv" in said
    assert "Lima · read on 13 April 2020, 09:05" in said
    counts = {row[1]: row[2] for row in opened.rows("Summary") if len(row) > 2 and row[1]}
    assert [counts[label] for label in ("Rows read", "= Accepted", "+ Held back", "+ Skipped")] == [
        8, 2, 3, 3,
    ]  # fmt: skip
    assert "Personal columns were dropped before anything was stored: “DNI”." in said
    assert "Correct the coloured cells on the next sheets" in said
    assert "Delivery number" in said and "Fecha de entrega" in said
    assert opened.all_members_are_well_formed()


def test_each_rule_stands_once_with_its_count_its_advice_and_a_link_to_its_first_cell(sent):
    opened = Opened(sent.back())

    rules = {
        row[3]: row for row in opened.rows("Summary") if row[1] in {"To correct", "Note"} and row[5]
    }

    place = rules["The place is not known, or several places share its name. (District code)"]
    assert place[2] == 1
    assert place[4] == "Correct the ubigeo, or add the province and department to the name."
    assert place[5] == "row 5"
    assert "location=\"'entregas'!D5\"" in opened.sheet_xml("Summary")
    assert [row[1] for row in rules.values()] == ["To correct"] * 4 + ["Note"]


def test_the_partner_reads_it_in_their_own_language(sent):
    opened = Opened(sent.back("es"))

    comment = opened.comments("entregas")["D5"]

    assert "El lugar no se reconoce, o varios lugares comparten su nombre." in comment
    assert "→ Corrija el ubigeo o agregue la provincia y el departamento al nombre." in comment
    assert "Filas leídas" in "".join(opened.texts(next(iter(opened.sheets))))


def test_every_row_stands_at_the_number_that_it_has_in_the_partners_file(sent):
    opened = Opened(sent.back())

    rows = opened.rows("entregas")

    assert rows[0] == [""] * 8
    assert rows[2][:3] == ["ID", "Fecha de entrega", "Socio"]
    assert rows[4][:6] == ["002", date(2020, 4, 11), "Cáritas", "999999", "Kit de alimentos", 20]
    assert rows[5] == [""] * 8
    assert rows[6][1] == "31/02/2020"
    assert rows[8][5] == "007"
    assert [rows[3][7], rows[4][7]] == ["=1+1", "<r>&x</r>"]
    assert "<f>" not in opened.sheet_xml("entregas")


def test_cells_at_fault_are_coloured_by_how_serious_they_are_and_commented(sent):
    opened = Opened(sent.back())
    comments = opened.comments("entregas")

    assert [opened.fill("entregas", ref) for ref in ("D5", "B7", "F7", "C8")] == [MUST] * 4
    assert opened.fill("entregas", "E9") == INFO
    # The rest of a row that is held back is tinted, its empty cells too; other rows are left alone.
    assert [opened.fill("entregas", ref) for ref in ("A5", "A7", "H7")] == [HELD] * 3
    assert [opened.fill("entregas", ref) for ref in ("A4", "D4", "A9")] == [None] * 3
    assert comments["F7"] == (
        "To correct\nA count is below zero.\n→ Give the true count; cancel a row with its status instead."
    )
    assert set(comments) == {"G3", "D5", "B7", "F7", "C8", "E9"}


def test_a_warning_has_its_own_colour():
    table = by_hand(
        "delivered_on,partner,ubigeo,item,households,persons", ["2020-04-10,C,150101,Kit,2,90"]
    )
    finding = CellFinding(0, 2, "persons", "household-size-odd", "SHOULD", "90")

    opened = Opened(partner_report([table], [finding], facts_of(LIMA, "a.xlsx", 1), "en"))

    assert opened.fill("Abril", "F2") == SHOULD
    assert opened.fill("Abril", "A2") is None
    assert opened.comments("Abril")["F2"].startswith("To check\n")


def test_personal_columns_keep_their_place_and_lose_their_cells(sent):
    opened = Opened(sent.back())

    rows = opened.rows("entregas")

    assert rows[2][6] == "DNI"
    assert {row[6] for row in rows[3:]} == {""}
    assert "about persons" in opened.comments("entregas")["G3"]
    assert b"12345678" not in b"".join(
        opened._zip.read(member) for member in opened._zip.namelist()
    )


def test_personal_cells_are_not_written_even_when_they_are_handed_over():
    rows = ["2020-04-10,C,150101,Kit,2,45678901"]
    table = by_hand("delivered_on,partner,ubigeo,item,households,DNI", rows)

    data = partner_report([table], [], facts_of(LIMA, "a.xlsx", 1), "en")

    assert table.mapping.personal == (5,)
    assert "45678901" not in Opened(data).sheet_xml("Abril")


def test_sent_back_unchanged_it_is_the_same_table(sent):
    first = read_export(FILE.encode(), "entregas.csv").tables[0]

    export = read_export(sent.back(), "back.xlsx")

    (back,) = export.tables
    assert (back.sheet, back.header, back.header_row) == ("entregas", first.header, 3)
    same = first.rows.set_column(7, "c6", pa.nulls(first.rows.num_rows, pa.string()))
    assert back.rows.to_pylist() == same.to_pylist()
    assert [skip.row_no for skip in back.skipped] == [skip.row_no for skip in first.skipped]
    assert map_table(back).columns == map_table(first).columns


def test_sent_back_twice_it_does_not_change_any_more(sent):
    once = sent.back()
    again = partner_report(tables_of(once, "b.xlsx"), [], facts_of(LIMA, "b.xlsx"), "en")

    first, second = read_back(once), read_back(again)

    assert second.rows.equals(first.rows)
    assert second.skipped == first.skipped


@pytest.mark.parametrize(
    ("header_row", "tags", "skipped"),
    [
        (1, None, ()),
        (4, None, (Skipped(7, "total", "Total · 12"), Skipped(8, "blank", ""))),
        (1, "#date+delivered,#org+impl,#adm3+code,#item+name,#reached+hh", ()),
        (3, "#date+delivered,#org+impl,#adm3+code,#item+name,#reached+hh", ()),
        (2, None, (Skipped(3, "repeated_header", "delivered_on · partner · ubigeo"),)),
    ],
)
def test_headers_tags_and_skipped_rows_keep_their_rows(header_row, tags, skipped):
    rows = [
        "2020-04-10,C,150101,Kit,2",
        "2020-04-11,D,010101,Kit,3",
        "12/04/2020,E,150103,Kit,1.50",
    ]
    table = by_hand(
        "delivered_on,partner,ubigeo,item,households", rows, header_row=header_row, tags=tags, skipped=skipped
    )  # fmt: skip

    back = read_back(partner_report([table], [], facts_of(LIMA, "a.xlsx", 3), "en"))

    assert (back.sheet, back.header, back.header_row) == ("Abril", table.header, header_row)
    assert back.tags == table.tags
    expected = pa.Table.from_batches(table.rows)
    assert back.rows.to_pylist() == expected.to_pylist()
    last = max(row["row_no"] for row in expected.to_pylist())
    assert {skip.row_no for skip in back.skipped} == {
        skip.row_no for skip in skipped if skip.text or skip.row_no < last
    }


def test_tags_that_are_the_only_header_are_written_once():
    text = (
        "#date+delivered,#org+impl,#adm3+code,#item+name,#reached+hh\n2020-04-10,C,150101,Kit,2\n"
    )
    (table,) = tables_of(text.encode(), "a.csv")

    data = partner_report([table], [], facts_of(LIMA, "a.csv", 1), "en")

    assert Opened(data).rows("a") == [
        ["#date+delivered", "#org+impl", "#adm3+code", "#item+name", "#reached+hh"],
        [date(2020, 4, 10), "C", "150101", "Kit", 2],
    ]
    assert read_back(data).tags == table.tags


def test_a_finding_without_a_column_stands_on_the_column_that_tells_the_same_or_the_first():
    table = by_hand("delivered_on,lead_partner,department,item,persons", ["2020-04-10,,Lima,Kit,"])
    findings = [
        CellFinding(0, 2, "partner", "partner-missing", "MUST"),
        CellFinding(0, 2, "households", "presence-only", "INFO"),
        CellFinding(0, 2, "status", "status-blank", "SHOULD"),
    ]

    comments = Opened(partner_report([table], findings, facts_of(LIMA, "a.csv", 1), "en")).comments(
        "Abril"
    )

    assert comments["B2"].startswith("To correct: Partner\nThe row names no partner.")
    assert comments["E2"].startswith("Note: Families\n")
    assert comments["A2"].startswith("To check: Status\n")


def test_two_findings_on_one_cell_share_its_comment_the_serious_one_first():
    table = by_hand("delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150101,Kit,-7"])
    findings = [
        CellFinding(0, 2, "households", "presence-only", "INFO"),
        CellFinding(0, 2, "households", "count-negative", "MUST", "-7"),
    ]

    opened = Opened(partner_report([table], findings, facts_of(LIMA, "a.csv", 1, 1), "en"))

    assert opened.fill("Abril", "E2") == MUST
    told = opened.comments("Abril")["E2"]
    assert told.index("A count is below zero.") < told.index("it shows presence only")


def test_where_there_are_too_many_comments_the_serious_come_first_and_the_list_has_all(monkeypatch):
    monkeypatch.setattr(partner_marks.mark, "__defaults__", (2,))
    rows = [f"2020-04-10,C,150101,,{count}" for count in (1, -2, 3, -4, 5)]
    table = by_hand("delivered_on,partner,ubigeo,item,households", rows)
    findings = [CellFinding(0, row, "item", "item-missing", "INFO") for row in range(2, 7)]
    findings += [CellFinding(0, row, "households", "count-negative", "MUST", "x") for row in (3, 5)]

    opened = Opened(partner_report([table], findings, facts_of(LIMA, "a.csv", 5, 2), "en"))

    assert set(opened.comments("Abril")) == {"E3", "E5"}
    assert opened.fill("Abril", "D4") == INFO
    lines = opened.rows("All findings")[1:]
    assert [(line[0], line[1]) for line in lines] == [
        ("row 3", "To correct"),
        ("row 5", "To correct"),
        *((f"row {row}", "Note") for row in range(2, 7)),
    ]
    assert "and the sheet “All findings”, say what was found" in opened.texts("Summary")


def test_rows_of_wrapped_text_are_as_high_as_their_text():
    """LibreOffice leaves a row of an opened workbook one line high where its height is not told."""
    header = (
        "delivered_on,partner,ubigeo,item,households,Zona de intervención del equipo de campo,x"
    )
    findings = [
        CellFinding(0, 2, "households", "count-negative", "MUST", "-2"),
        CellFinding(0, 3, "delivered_on", "date-unreadable", "MUST", "palabra " * 12),
        CellFinding(0, 4, "partner", "partner-missing", "MUST"),
    ]
    table = by_hand(header, [f"2020-04-10,C,150101,Kit,{count},Z," for count in (1, 2, 3)])

    opened = Opened(partner_report([table], findings, facts_of(LIMA, "a.csv", 3, 3), "en"))

    # Of 15 letters a line: Zona de, intervención, del equipo de, campo.
    assert opened.height("Abril", 1) == 14 * 4 + 4
    assert opened.height("Abril", 2) is None
    lines = opened.rows("All findings")
    heights = {line[0]: opened.height("All findings", n) for n, line in enumerate(lines, start=1)}
    # "Give the true count; cancel a row with its status instead." is longer than the 55 letters of a line;
    # three of "palabra" go on a line of 26; "Name the organisation that delivered." is one line.
    # (A height is a whole number of screen dots, of three quarters of a point each.)
    expected = {"Where": 21, "row 2": 14 * 2 + 4, "row 3": 14 * 4 + 4, "row 4": 14 + 4}
    assert heights == pytest.approx(expected, abs=0.4)


def test_the_order_of_dates_is_a_column_only_where_there_is_one():
    table = by_hand("delivered_on,partner,ubigeo,item,households", ["10/04/2020,C,150101,Kit,2"])
    with_order = facts_of(LIMA, "a.csv", 1, date_orders={"delivered_on": "dmy"})

    assert "Order of dates" in Opened(partner_report([table], [], with_order, "en")).texts(
        "Summary"
    )
    without = Opened(partner_report([table], [], facts_of(LIMA, "a.csv", 1), "en"))
    assert "Order of dates" not in without.texts("Summary")


def test_a_file_without_findings_is_thanked_for():
    table = by_hand("delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150101,Kit,2"])

    opened = Opened(partner_report([table], [], facts_of(LIMA, "a.csv", 1), "en"))

    assert list(opened.sheets) == ["Summary", "Abril"]
    said = opened.texts("Summary")
    assert "The checks found nothing to correct. Thank you." in said
    assert "How to send it back" not in said


def test_a_trial_says_that_nothing_is_counted_yet():
    table = by_hand("delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150101,Kit,2"])

    data = partner_report([table], [], facts_of(LIMA, "a.csv", 1, counted=False), "en")

    assert "Nothing of this file is counted yet." in Opened(data).texts("Summary")


def test_sheets_keep_their_names_and_ours_give_way(sent):
    text = "delivered_on,partner,ubigeo,item,households\n2020-04-10,C,150101,Kit,2\n"
    (table,) = tables_of(text.encode(), "Summary.csv")

    opened = Opened(partner_report([table], [], facts_of(LIMA, "Summary.csv", 1), "en"))

    assert list(opened.sheets) == ["Summary (2)", "Summary"]


def test_several_sheets_go_back_together_and_links_name_them():
    first = by_hand("delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150101,Kit,-1"])
    other = by_hand("delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150102,Kit,-2"])
    second = PartnerTable(**{**other.__dict__, "number": 1, "sheet": "D'Olmos"})
    findings = [CellFinding(n, 2, "households", "count-negative", "MUST", "x") for n in (0, 1)]

    data = partner_report([first, second], findings, facts_of(LIMA, "a.xlsx", 2, 2), "en")

    opened = Opened(data)
    assert list(opened.sheets) == ["Summary", "Abril", "D'Olmos", "All findings"]
    assert "sheet “D'Olmos”, row 2" in opened.texts("All findings")
    assert "''Olmos'!E2" in opened.sheet_xml("All findings")
    assert [table.sheet for table in read_export(data, "a.xlsx").tables] == ["Abril", "D'Olmos"]


def test_our_own_sheets_are_never_read_as_data(sent):
    export = read_export(sent.back("es"), "back.xlsx")

    assert [table.sheet for table in export.tables] == ["entregas"]


def test_more_rows_than_a_workbook_takes_are_refused_with_what_to_do(monkeypatch):
    table = by_hand(
        "delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150101,Kit,2"] * 3
    )
    monkeypatch.setattr(partner_sheets.workbook, "LAST_ROW", 3)

    with pytest.raises(TooLargeForWorkbook, match="too large to go back as a workbook"):
        partner_report([table], [], facts_of(LIMA, "a.csv", 3), "en")


def test_more_cells_than_an_import_accepts_are_refused():
    table = by_hand(
        "delivered_on,partner,ubigeo,item,households", ["2020-04-10,C,150101,Kit,2"] * 3
    )
    with new_workbook(io.BytesIO(), in_order=True) as book:
        sheet = Sheet(book.add_worksheet("Abril"), "Abril", table)
        with pytest.raises(TooLargeForWorkbook):
            write_table(sheet, partner_marks.TableMarks(), Looks(book), 14)
        room = write_table(
            Sheet(book.add_worksheet("Mayo"), "Mayo", table),
            partner_marks.TableMarks(),
            Looks(book),
            15,
        )
        assert room == 0


def test_ten_thousand_rows_read_back_alike():
    rows = [
        f"2020-04-{1 + i % 30:02},C {i % 70},{150101 + i % 40},Kit,{i % 300},{i:05}"
        for i in range(10_000)
    ]
    table = by_hand("delivered_on,partner,ubigeo,item,households,delivery_id", rows)
    findings = [
        CellFinding(0, 2 + i, "ubigeo", "place-unknown", "MUST", "x") for i in range(0, 10_000, 7)
    ]

    back = read_back(partner_report([table], findings, facts_of(LIMA, "a.csv", 10_000, 1429), "en"))

    assert back.rows.equals(pa.Table.from_batches(table.rows))


def test_corrected_and_sent_back_its_held_back_rows_come_in(sent):
    opened = Opened(sent.back())
    assert len(asked(sent.operation, "data/held_back")) == 3
    corrected = opened.typed(
        "entregas", {"D5": "150102", "B7": "2020-04-30", "F7": "7", "C8": "Cáritas"}
    )

    report = imported(sent.operation, "corregido.xlsx", corrected)

    assert (report.status, report.rows_held_back, report.rows_accepted) == ("imported", 0, 5)
    assert asked(sent.operation, "data/held_back") == []
    (headline,) = asked(sent.operation, "overview/headline")
    assert headline["households_reached"] == 10 + 20 + 7 + 5 + 7


def test_a_table_goes_back_from_where_it_is_kept(tmp_path):
    (table,) = read_export(FILE.encode(), "entregas.csv").tables
    kept = keep_table(tmp_path, 0, table, map_table(table))

    with duckdb.connect() as con:
        rows = kept.relation(con).order("row_no").to_arrow_reader(2)
        data = partner_report(
            [PartnerTable.of(0, kept, rows)], [], facts_of(LIMA, "a.csv", 5), "en"
        )

    assert read_back(data).rows.column("row_no").to_pylist() == [4, 5, 7, 8, 9]
    assert Opened(data).rows("a")[4][:4] == ["002", date(2020, 4, 11), "Cáritas", "999999"]
