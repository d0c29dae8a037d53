"""Questions with several answers: options are neither counts nor items, and what was chosen is delivered."""

import pytest

from reparto.exports import map_table, read_export
from reparto.exports.select_multiple import option_columns
from tests.exports.builders import csv_bytes, table_of

START = ("fecha", "socio", "distrito")
WHERE = ("2020-04-09", "Cáritas", "Ate")


def items_of(table):
    return table.column(map_table(table).columns["item"]).to_pylist()


@pytest.mark.parametrize("between", ["/", ".", ":"])
@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("True", "False"), ("TRUE", "FALSE"), ("1", "")]
)
def test_a_text_and_its_options(between, yes, no):
    header = (*START, "items", f"items{between}kit_agua", f"items{between}kit", "familias")
    table = table_of(
        header,
        (*WHERE, "kit_agua kit", yes, yes, "5"),
        (*WHERE, "kit_agua", yes, no, "7"),
    )
    assert option_columns(table) == {4, 5}
    mapping = map_table(table)
    assert (mapping.columns["item"], mapping.columns["households"]) == (3, 6)
    assert items_of(table) == ["kit_agua kit", "kit_agua"]
    assert not {4, 5} & set(mapping.columns.values())


def test_options_that_are_called_like_counts_are_no_counts():
    header = (*START, "articulo", "poblacion", "poblacion/mujeres", "poblacion/hombres", "mujeres")
    table = table_of(header, (*WHERE, "kit", "mujeres hombres", "1", "1", "40"))
    mapping = map_table(table)
    assert table.header[mapping.columns["women"]] == "mujeres"
    assert "men" not in mapping.columns


def test_only_the_options():
    header = (*START, "¿Qué se entregó?/Kit de alimentos", "¿Qué se entregó?/Agua", "familias")
    export = read_export(
        csv_bytes(
            [header, (*WHERE, "1", "1", "5"), (*WHERE, "0", "1", "7"), (*WHERE, "0", "0", "9")],
            delimiter=";",
        ),
        "kobo.csv",
    )
    (table,) = export.tables
    assert table.header[:6] == header
    assert table.header[6] == "¿Qué se entregó?"
    assert items_of(table) == ["Kit de alimentos; Agua", "Agua", None]
    assert table.rows.column("row_no").to_pylist() == [2, 3, 4]
    assert [note.rule for note in export.notes] == ["options"]


def test_names_are_parted_as_kobo_parts_them():
    header = (*START, "items/kit_alimentos", "items/kit_agua")
    table = table_of(header, (*WHERE, "1", "1"), (*WHERE, "", "1"))
    assert items_of(table) == ["kit_alimentos kit_agua", "kit_agua"]


def test_options_of_an_unknown_question_that_name_things_are_read_together():
    header = (*START, "entregado/kit_alimentos", "entregado/frazadas")
    table = table_of(header, (*WHERE, "1", "0"), (*WHERE, "1", "1"))
    assert table.header[-1] == "entregado"
    assert table.column(5).to_pylist() == ["kit_alimentos", "kit_alimentos frazadas"]


def test_numbers_of_each_item_are_no_options():
    header = (*START, "items/kit_alimentos", "items/kit_agua")
    table = table_of(header, (*WHERE, "3", "1"), (*WHERE, "0", "12"))
    assert table.header == header
    assert option_columns(table) == set()


def test_questions_of_one_group_are_no_options_of_it():
    header = (*START, "entrega/articulo", "entrega/cantidad", "entrega/familias")
    table = table_of(header, (*WHERE, "kit", "1", "1"), (*WHERE, "agua", "1", "0"))
    assert table.header == header
    assert option_columns(table) == set()
    assert map_table(table).columns.keys() >= {"item", "quantity", "households"}


def test_another_items_column_is_not_overruled_by_options():
    header = (*START, "articulo", "items/kit", "items/agua")
    table = table_of(header, (*WHERE, "kit", "1", "0"))
    assert table.header == header
    assert items_of(table) == ["kit"]
