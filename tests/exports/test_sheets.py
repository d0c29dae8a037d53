"""Several tables in one file: on sheets, side by side, one below the other, and what stands around them."""

import pytest

from reparto.exports import map_table, read_export
from tests.exports.builders import cells, csv_bytes, ods_bytes, xlsx_bytes

HEADER = ("Fecha", "Socio", "Distrito", "Artículo", "Cantidad", "Familias")
BESIDE = ("", "Row Labels", "Sum of Familias")


def row(day=1, quantity=10, place="Ate"):
    return (f"{day:02d}/04/2020", "Cáritas", place, "Kit", str(quantity), "5")


def read(sheets, **kinds):
    export = read_export(xlsx_bytes(sheets, **kinds), "a.xlsx")
    return export, [(note.rule, note.text) for note in export.notes]


def texts(export, rule):
    return [note.text for note in export.notes if note.rule == rule]


def test_one_sheet_for_each_partner_keeps_the_name_of_its_sheet():
    export, notes = read({"ACNUR ": [HEADER, row(1)], "OIM": [HEADER, row(2), row(3)]})
    assert [(table.sheet, table.rows_read) for table in export.tables] == [
        ("ACNUR ", 1),
        ("OIM", 2),
    ]
    assert notes == [("data-sheets", "Rows of the sheets “ACNUR ” and “OIM” were read.")]


def test_hidden_sheets_are_named_and_not_read_however_rich():
    export, notes = read(
        {"Datos": [HEADER, row(1)], "Todo": [HEADER, *[row(day) for day in range(1, 20)]]},
        hidden=["Todo"],
    )
    assert [table.sheet for table in export.tables] == ["Datos"]
    assert notes == [("hidden-sheet", "The hidden sheet “Todo” was not read.")]


def test_a_copy_of_a_sheet_is_not_read_twice():
    rows = [HEADER, row(1), row(2), row(2)]
    export, notes = read({"Datos": rows, "Datos (2)": rows})
    assert [table.sheet for table in export.tables] == ["Datos"]
    assert notes == [
        (
            "copied-sheet",
            "The sheet “Datos (2)” was not read: its rows all stand on the sheet “Datos” too.",
        )
    ]


def test_an_extract_of_a_sheet_is_not_read_twice():
    every = [row(day, place=place) for day in range(1, 8) for place in ("Ate", "Comas")]
    ate = [one for one in every if one[2] == "Ate"]
    export, notes = read({"Ate": [HEADER, *ate], "Todos": [HEADER, *every]})
    assert [table.sheet for table in export.tables] == ["Todos"]
    assert notes[0][0] == "copied-sheet"


def test_sheets_that_share_a_few_rows_are_both_read():
    export, _notes = read({"A": [HEADER, row(1)], "B": [HEADER, row(1), row(2)]})
    assert [table.sheet for table in export.tables] == ["A", "B"]


def test_sheets_of_one_unknown_layout_are_all_kept_so_that_one_answer_serves_all():
    header = ("cuándo pasó", "quién fue", "Distrito", "qué cosa", "Familias")
    one = ("01/04/2020", "Cáritas", "Ate", "Kit", "5")
    other = ("02/04/2020", "Cáritas", "Comas", "Kit", "6")
    export, _notes = read(
        {"Lima": [header, one], "Callao": [header, other], "Otra": [["x", "y"], ["1", "2"]]}
    )
    assert [table.sheet for table in export.tables] == ["Lima", "Callao"]


def test_a_pivot_table_beside_the_data_is_left_there():
    export, notes = read(
        {
            "Datos": [
                ("Entregas de abril",),
                (*HEADER, *BESIDE),
                (*row(1), "", "Ate", 15),
                (*row(2), "", "Grand Total", 15),
                row(3),
            ]
        }
    )
    (table,) = export.tables
    assert table.header == HEADER
    assert cells(table) == [list(row(1)), list(row(2)), list(row(3))]
    assert notes[1] == (
        "beside",
        "What stands beside the table, in the columns H–I, was not read.",
    )


def test_a_pivot_table_left_of_the_data_leaves_the_columns_in_their_places():
    export, _notes = read(
        {"Datos": [("Row Labels", "Sum of x", "", *HEADER), ("Ate", 15, "", *row(1)), ("", "", "", *row(2))]}
    )  # fmt: skip
    (table,) = export.tables
    assert table.header == ("", "", "", *HEADER)
    assert map_table(table).columns["delivered_on"] == 3
    assert cells(table)[0] == [None, None, None, *row(1)]


def test_a_legend_beside_the_data_is_not_its_sector():
    legend = [("", "Sector", "Código"), ("", "Salud", "1"), ("", "WASH", "2")]
    rows = [
        (*HEADER, *legend[0]),
        (*row(1), *legend[1]),
        (*row(2), *legend[2]),
        *map(row, range(3, 9)),
    ]
    export, _notes = read({"Datos": rows})
    (table,) = export.tables
    assert table.header == HEADER
    assert texts(export, "beside") == [
        "What stands beside the table, in the columns H–I, was not read."
    ]


def test_an_empty_column_within_a_table_does_not_part_it():
    rows = [(*HEADER[:3], "", *HEADER[3:]), *[(*row(day)[:3], "", *row(day)[3:]) for day in (1, 2)]]
    export, notes = read({"Datos": rows})
    (table,) = export.tables
    assert map_table(table).columns["item"] == 4
    assert notes == []


def test_a_column_of_few_remarks_beyond_an_empty_one_belongs_to_the_table():
    rows = [(*HEADER, "", "Comentario"), row(1), (*row(2), "", "ojo"), row(3), (*row(4), "", "ojo")]
    export, notes = read({"Datos": rows})
    (table,) = export.tables
    assert table.header == (*HEADER, "", "Comentario")
    assert notes == []


def test_two_tables_side_by_side_are_both_read():
    rows = [(*HEADER, "", *HEADER), (*row(1), "", *row(8)), (*row(2), "", *row(9))]
    export, _notes = read({"Datos": rows})
    days = [table.column(map_table(table).columns["delivered_on"]) for table in export.tables]
    assert [column.to_pylist() for column in days] == [
        ["01/04/2020", "02/04/2020"],
        ["08/04/2020", "09/04/2020"],
    ]


def test_a_header_in_another_order_further_down_names_the_rows_below_it():
    rows = [HEADER, row(1), HEADER[::-1], row(2)[::-1], HEADER[::-1], row(3)[::-1]]
    export = read_export(csv_bytes(rows), "a.csv")
    upper, lower = export.tables
    assert (upper.rows_read, lower.rows_read, lower.header_row) == (1, 3, 3)
    for table, days in ((upper, ["01/04/2020"]), (lower, ["02/04/2020", "03/04/2020"])):
        assert table.column(map_table(table).columns["delivered_on"]).to_pylist() == days
    assert [skip.reason for skip in lower.skipped] == ["repeated_header"]
    assert texts(export, "next-header") == [
        "Row 3 names the columns anew; the rows below it were read by these names."
    ]


def test_another_table_below_a_blank_row_has_its_own_columns():
    targets = [
        ("Distrito", "Sector", "Meta familias"),
        ("Ate", "WASH", "40"),
        ("Comas", "WASH", "50"),
    ]
    export = read_export(csv_bytes([HEADER, row(1), (), *targets]), "a.csv")
    deliveries, plan = export.tables
    assert map_table(deliveries).kind == "deliveries"
    assert map_table(plan).kind == "targets"
    assert plan.header_row == 4
    assert (deliveries.rows_read, plan.rows_read) == (2, 2)  # the blank row is the upper one's


def test_what_stands_above_the_table_holds_for_its_rows():
    rows = [
        ("Organización:", "Cáritas", "", "Mes: abril 2020"),
        (),
        ("Distrito", "Artículo", "Familias"),
        ("Ate", "Kit", "5"),
        (),
        ("Total", "", "5"),
    ]
    export = read_export(csv_bytes(rows), "a.csv")
    (table,) = export.tables
    mapping = map_table(table)
    assert cells(table) == [["Ate", "Kit", "5", "Cáritas", "abril 2020"]]
    assert mapping.columns.keys() >= {"partner", "district", "item", "households", "period_start"}
    assert [skip.reason for skip in table.skipped] == ["blank", "total"]
    assert texts(export, "title-block") == [
        "“Organización” stands above the table; “Cáritas” was taken for each of its rows.",
        "“Mes” stands above the table; “abril 2020” was taken for each of its rows.",
    ]


@pytest.mark.parametrize(
    "above",
    [
        ("Socio", "verde"),
        ("Contacto: Ana Pérez",),
        ("Fecha de entrega: 30/04/2020",),
        ("Nota: datos de Socio: otro",),
    ],
)
def test_what_the_table_tells_itself_or_is_no_label_is_not_taken_from_above(above):
    export = read_export(csv_bytes([above, (), HEADER, row(1), row(2)]), "a.csv")
    (table,) = export.tables
    assert table.header == HEADER
    assert texts(export, "title-block") == []


def test_titles_within_a_table_are_notes():
    rows = [HEADER, row(1), ("Provincia de Lima",), HEADER, row(2)]
    (table,) = read_export(csv_bytes(rows), "a.csv").tables
    assert [(skip.row_no, skip.reason) for skip in table.skipped] == [
        (3, "note"),
        (4, "repeated_header"),
    ]


def test_tables_of_an_open_document_are_found_alike():
    export = read_export(
        ods_bytes([("Título",), HEADER, row(1), ("Total", "", "", "", "10", "5")]), "a.ods"
    )
    assert [note.rule for note in export.notes] == ["title", "total-agrees"]
    assert export.tables[0].rows_read == 2
