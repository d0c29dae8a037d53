"""KoBo's repeat groups: each row of the group is a delivery and takes what its submission tells, once."""

from reparto.exports import map_table, read_export
from tests.exports.builders import xlsx_bytes

FORM = ("entrega/fecha", "entrega/socio", "lugar/distrito", "familias", "encuestador", "_id", "_uuid", "_index")  # fmt: skip
GROUP = ("items/articulo", "items/cantidad", "_index", "_parent_table_name", "_parent_index")
GROUP_ID = "_submission__uuid"


def submission(number, households=5, index=None):
    day = f"2020-04-{number:02d}"
    return (day, "Cáritas", "Ate", households, "Ana", 100 + number, f"u{number}", index or number)


def item(number, parent, name, quantity, table="Entregas"):
    return (name, quantity, number, table, parent)


def read(sheets):
    return read_export(xlsx_bytes(sheets), "kobo.xlsx")


def told(export, rule):
    return [note.text for note in export.notes if note.rule == rule]


def fields(table, *names):
    columns = map_table(table).columns
    cells = [table.column(columns[name]).to_pylist() for name in names]
    return list(zip(*cells, strict=True))


def rows_of(sheets):
    return sum(len(rows) - 1 for rows in sheets.values())


SHEETS = {
    "Entregas": [FORM, submission(1), submission(2), submission(3)],
    "items": [
        GROUP,
        item(1, 1, "kit_alimentos", 2),
        item(2, 1, "kit_agua", 1),
        item(3, 2, "kit_agua", 4),
        item(4, 9, "frazada", 7),
    ],
}


def test_each_row_of_the_group_takes_what_its_submission_tells():
    export = read(SHEETS)
    parents, children = export.tables
    assert (parents.sheet, children.sheet) == ("Entregas", "items")
    assert fields(children, "delivered_on", "partner", "district", "item", "quantity") == [
        ("2020-04-01", "Cáritas", "Ate", "kit_alimentos", "2"),
        ("2020-04-01", "Cáritas", "Ate", "kit_agua", "1"),
        ("2020-04-02", "Cáritas", "Ate", "kit_agua", "4"),
        (None, None, None, "frazada", "7"),
    ]
    assert children.rows.column("row_no").to_pylist() == [2, 3, 4, 5]
    assert told(export, "joined") == [
        "Joined: 3 rows of the sheet “items” to 2 rows of the sheet “Entregas”. "
        "1 row names none that is there."
    ]


def test_no_row_of_either_sheet_is_lost():
    export = read(SHEETS)
    assert sum(table.rows_read for table in export.tables) == rows_of(SHEETS)
    parents = export.tables[0]
    assert [(skip.row_no, skip.reason) for skip in parents.skipped] == [
        (2, "joined"),
        (3, "joined"),
    ]


def test_a_submission_without_rows_stays_a_row_that_lacks_its_item():
    parents, children = read(SHEETS).tables
    assert parents.rows.column("row_no").to_pylist() == [4]
    assert fields(parents, "delivered_on", "partner", "item") == [("2020-04-03", "Cáritas", None)]
    assert parents.header == children.header


def test_what_a_submission_counts_is_counted_once():
    children = read(SHEETS).tables[1]
    assert fields(children, "households") == [("5",), (None,), ("5",), (None,)]


def test_each_row_has_an_id_that_is_the_same_in_every_export():
    shuffled = {
        "Entregas": [FORM, submission(3, index=1), submission(2, index=2), submission(1, index=3)],
        "items": [GROUP, item(1, 2, "kit_agua", 4), item(2, 3, "kit_alimentos", 2), item(3, 3, "kit_agua", 1)],
    }  # fmt: skip
    first = dict(fields(read(SHEETS).tables[1], "delivery_id", "item"))
    again = dict(fields(read(shuffled).tables[1], "delivery_id", "item"))
    assert again == {
        "u1/items/1": "kit_alimentos",
        "u1/items/2": "kit_agua",
        "u2/items/1": "kit_agua",
    }
    assert {key: first[key] for key in again} == again


def test_the_submissions_own_id_stands_above_an_index_that_no_longer_fits():
    sheets = {
        "Entregas": [FORM, submission(1, index=2), submission(2, index=1)],
        "items": [
            (*GROUP, GROUP_ID),
            (*item(1, 1, "kit_agua", 1), "u1"),
            (*item(2, 2, "frazada", 1), "u2"),
        ],
    }
    children = read(sheets).tables[1]
    assert fields(children, "delivered_on", "item") == [("2020-04-01", "kit_agua"), ("2020-04-02", "frazada")]  # fmt: skip


def test_two_submissions_with_one_index_give_their_rows_to_none():
    sheets = {
        "Entregas": [FORM, submission(1, index=1), submission(2, index=1)],
        "items": [GROUP, item(1, 1, "kit_agua", 1)],
    }
    parents, children = read(sheets).tables
    assert fields(children, "partner", "item") == [(None, "kit_agua")]
    assert parents.rows.num_rows == 2


def test_a_group_within_a_group():
    sheets = {
        "Entregas": [FORM, submission(1), submission(2)],
        "puntos": [
            ("puntos/distrito", "_index", "_parent_table_name", "_parent_index"),
            ("Comas", 1, "Entregas", 1),
            ("Lince", 2, "Entregas", 1),
        ],
        "items": [
            GROUP,
            item(1, 1, "kit", 1, "puntos"),
            item(2, 1, "agua", 2, "puntos"),
            item(3, 2, "agua", 3, "puntos"),
        ],
    }
    export = read(sheets)
    forms, points, items = export.tables
    assert fields(
        items, "delivery_id", "partner", "district", "item", "quantity", "households"
    ) == [
        ("u1/puntos/1/items/1", "Cáritas", "Comas", "kit", "1", "5"),
        ("u1/puntos/1/items/2", "Cáritas", "Comas", "agua", "2", None),
        ("u1/puntos/2/items/1", "Cáritas", "Lince", "agua", "3", None),
    ]
    assert (forms.rows.num_rows, points.rows.num_rows) == (1, 0)
    assert sum(table.rows_read for table in export.tables) == rows_of(sheets)


def test_two_groups_of_things_share_what_is_counted_once():
    sheets = {
        "Entregas": [FORM, submission(1)],
        "alimentos": [GROUP, item(1, 1, "kit_alimentos", 2)],
        "agua": [GROUP, item(1, 1, "kit_agua", 3)],
    }
    forms, food, water = read(sheets).tables
    assert fields(food, "delivery_id", "item", "households") == [
        ("u1/alimentos/1", "kit_alimentos", "5")
    ]
    assert fields(water, "delivery_id", "item", "households") == [("u1/agua/1", "kit_agua", None)]
    assert forms.rows.num_rows == 0


def test_members_of_a_household_are_no_deliveries_and_are_not_read():
    form = (*FORM, "articulo")
    sheets = {
        "Entregas": [form, (*submission(1), "kit_agua")],
        "miembros": [
            ("miembros/nombre", "miembros/edad", "_index", "_parent_table_name", "_parent_index"),
            ("Ana", 31, 1, "Entregas", 1),
            ("Eva", 3, 2, "Entregas", 1),
        ],
    }
    export = read(sheets)
    (table,) = export.tables
    assert fields(table, "item") == [("kit_agua",)]
    assert told(export, "other-sheets") == [
        "The sheet “miembros” was not read: it repeats a part of the form that is no delivery."
    ]


def test_names_of_sheets_are_cut_and_those_of_parents_are_not():
    long = "Registro de entregas humanitarias 2020"
    sheets = {
        long[:31]: [FORM, submission(1)],
        "items": [GROUP, item(1, 1, "kit_agua", 1, long)],
        "otra hoja": [("_index", "nada"), (1, "x")],
    }
    children = next(table for table in read(sheets).tables if table.sheet == "items")
    assert fields(children, "partner", "item") == [("Cáritas", "kit_agua")]


def test_what_is_about_persons_in_the_submission_stays_known_as_such():
    children = read(SHEETS).tables[1]
    assert map_table(children).dropped == ("encuestador",)
