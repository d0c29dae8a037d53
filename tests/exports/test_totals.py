"""Rows of totals are compared with the rows that were read, and the difference is told."""

import pytest

from reparto.exports import read_export
from tests.exports.builders import csv_bytes

HEADER = ("Fecha", "Socio", "Distrito", "Artículo", "Cantidad", "Familias")


def row(day, quantity, households, place="Ate"):
    return (f"{day:02d}/04/2020", "Cáritas", place, "Kit", quantity, households)


def total(label, quantity, households="", at=0):
    cells = ["", "", "", "", quantity, households]
    cells[at] = label
    return cells


def read(*rows):
    export = read_export(csv_bytes([HEADER, *rows]), "a.csv")
    (table,) = export.tables
    assert table.rows_read == len(rows)
    notes = [(note.rule, note.text) for note in export.notes]
    return [(skip.row_no, skip.reason) for skip in table.skipped], notes


def test_a_total_that_agrees():
    skipped, notes = read(row(1, "10", "5"), row(2, "20", "6"), total("Total", "30", "11"))
    assert skipped == [(4, "total")]
    assert notes == [
        (
            "total-agrees",
            "The total in row 4 agrees with the rows read: “Cantidad” 30 and “Familias” 11.",
        )
    ]


def test_a_total_that_differs_names_its_column_and_both_numbers():
    _skipped, notes = read(
        row(1, "1,000.5", "5"), row(2, "2,000", "6"), total("TOTAL", "3,500.5", "11")
    )
    assert notes == [
        ("total-agrees", "The total in row 4 agrees with the rows read: “Familias” 11."),
        (
            "total-differs",
            "The total in row 4 says 3,500.5 for “Cantidad”; the rows read add up to 3,000.5.",
        ),
    ]


def test_subtotals_are_of_the_rows_since_the_last_one_and_the_grand_total_is_of_all():
    skipped, notes = read(
        row(1, "10", ""),
        row(2, "20", ""),
        total("Subtotal", "30"),
        row(3, "5", ""),
        total("Subtotal", "5"),
        total("Total general", "35"),
    )
    assert [reason for _row, reason in skipped] == ["total"] * 3
    assert notes == [("total-agrees", "3 rows of totals agree with the rows read.")]


def test_a_grand_total_of_only_the_last_part_differs():
    _skipped, notes = read(
        row(1, "10", ""), total("Subtotal", "10"), row(2, "5", ""), total("Gran total", "5")
    )
    assert notes[-1] == (
        "total-differs",
        "The total in row 5 says 5 for “Cantidad”; the rows read add up to 15.",
    )


def test_a_wrong_subtotal_is_held_against_its_own_rows():
    _skipped, notes = read(
        row(1, "10", ""), total("Total Ate", "10"), row(2, "5", "", "Comas"), total("Total Comas", "6")
    )  # fmt: skip
    assert notes[-1][1] == "The total in row 5 says 6 for “Cantidad”; the rows read add up to 5."


def test_a_total_above_the_rows_is_of_those_below():
    skipped, notes = read(total("Total", "30"), row(1, "10", ""), row(2, "20", ""))
    assert skipped == [(2, "total")]
    assert notes[0][0] == "total-agrees"


def test_a_row_that_holds_nothing_but_the_sums_is_a_total_without_a_name():
    skipped, notes = read(row(1, "10", "5"), row(2, "20", "6"), ("", "", "", "", "30", "11"))
    assert skipped == [(4, "total")]
    assert notes[0][0] == "total-agrees"


def test_numbers_alone_that_are_no_sums_are_a_row_that_lacks_the_rest():
    skipped, notes = read(row(1, "10", "5"), row(2, "20", "6"), ("", "", "", "", "30", "12"))
    assert (skipped, notes) == ([], [])


@pytest.mark.parametrize(("said", "agrees"), [("0.33", True), ("0.3", True), ("0.4", False)])
def test_totals_may_be_rounded(said, agrees):
    _skipped, notes = read(row(1, "0.111", ""), row(2, "0.222", ""), total("Total", said))
    assert notes[0][0] == ("total-agrees" if agrees else "total-differs")


def test_means_and_percentages_are_skipped_and_not_compared():
    skipped, notes = read(
        row(1, "10", "5"), row(2, "20", "6"), total("Promedio", "15"), total("Total", "100%")
    )
    assert skipped == [(4, "total"), (5, "total")]
    assert notes == []


def test_a_total_in_another_column_of_words():
    skipped, _notes = read(row(1, "10", ""), total("Total", "10", at=2), row(2, "5", ""))
    assert skipped == [(3, "total")]


def test_many_totals_that_differ_are_told_in_few_words():
    rows = []
    for day in range(1, 10):
        rows += [row(day, "1", ""), total("Subtotal", "2")]
    _skipped, notes = read(*rows)
    assert len(notes) == 6
    assert notes[-1] == ("total-differs", "4 more totals differ from the rows read.")
