"""Totals, repeated headers, notes and blank rows are skipped and said so; data never is."""

import pytest

from reparto.exports import map_table
from tests.exports.builders import DELIVERIES, table_of

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", "12")


def skipped(*rows):
    table = table_of(DELIVERIES, ROW, *rows, ROW)
    assert table.rows_read == len(rows) + 2
    return [(skip.row_no, skip.reason) for skip in table.skipped]


@pytest.mark.parametrize(
    "word",
    ["Total", "TOTAL GENERAL", "Subtotal", "Sub-total:", "Suma", "Gran total", "Grand Total", "Totales",
     "Total Lima"],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1, 2])
def test_totals_are_skipped(word, column):
    row = ["", "", "", "", "24"]
    row[column] = word
    assert skipped(row) == [(3, "total")]


def test_a_partner_called_total_is_data():
    assert skipped(("2020-04-09", "Total", "150101", "food_kit", "12")) == []
    assert skipped(("2020-04-09", "Totalmente Unidos", "150101", "food_kit", "")) == []


def test_a_total_of_one_item_has_no_partner():
    assert skipped(("Total", "", "", "food_kit", "24")) == [(3, "total")]


def test_a_repeated_header_is_skipped():
    assert skipped(DELIVERIES, ROW, DELIVERIES) == [
        (3, "repeated_header"),
        (5, "repeated_header"),
    ]


@pytest.mark.parametrize(
    "note",
    ["Fuente: registro de entregas", "Nota: datos preliminares", "Source: partners", "* preliminar",
     "Notes - see the sheet", "Una frase larga que no es ningún dato, escrita al pie de la tabla por alguien que quiso explicarla"],
)  # fmt: skip
def test_notes_are_skipped(note):
    assert skipped((note, "", "", "", "")) == [(3, "note")]


def test_a_lonely_word_is_data_that_lacks_the_rest():
    assert skipped(("", "UNHCR", "", "", "")) == []
    assert skipped(("", "", "", "", "12")) == []


def test_in_targets_a_total_is_never_a_place():
    table = table_of(("place", "households_targeted"), ("150101", "10"), ("TOTAL", "10"))
    assert [skip.reason for skip in table.skipped] == ["total"]
    assert map_table(table).kind == "targets"


def test_excerpts_are_short_and_carry_no_personal_column():
    header = (*DELIVERIES, "Teléfono", "Nota libre")
    table = table_of(
        header,
        (*ROW, "987654321", "x"),
        ("Total", "", "", "", "24", "987654321", "llamar a ana@example.org o al 987 654 321 " * 9),
    )
    (skip,) = table.skipped
    assert "987" not in skip.text
    assert "@" not in skip.text
    assert len(skip.text) <= 80
