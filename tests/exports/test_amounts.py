"""Numbers: one decimal mark per column, thousands in every dress, the unreadable as it was."""

import pytest

from reparto.exports.amounts import read_amounts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("12", "12"),
        ("12.0", "12"),
        ("12.50", "12.5"),
        ("-1", "-1"),
        ("\u22127", "-7"),
        ("+3", "3"),
        ("0", "0"),
        ("0.00", "0"),
        ("007", "7"),
        (".5", "0.5"),
        ("80 418", "80418"),
        ("80\u00a0418", "80418"),
        ("1\u202f234\u202f567", "1234567"),
        ("12'345", "12345"),
        ("12’345.5", "12345.5"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("2,5", "2.5"),
        ("0,125", "0.125"),
        ("S/ 1,200.50", "1200.5"),
        ("US$ 20", "20"),
        ("1.5E+05", "150000"),
        (".000001", "0.000001"),
        ("-12,0464", "-12.0464"),
    ],
)
def test_single_values(text, plain):
    assert read_amounts([text]).values[text] == plain


@pytest.mark.parametrize("text", ["-", "NA", "n/a", "N.D.", "s/d", "nan", "…"[:0] or "--"])
def test_words_for_nothing_are_unknown(text):
    assert read_amounts([text]).values[text] is None


@pytest.mark.parametrize(
    "text",
    ["doce", "12 kits", "45%", "1,23,4.5", "12 34", "3-4", "1.2.3", "=1+1", "~20", "(7)", "1e999"],
)
def test_what_is_no_number_stays_as_it_is(text):
    assert read_amounts([text]).values[text] == text


@pytest.mark.parametrize(
    ("column", "count", "expected", "mark"),
    [
        (["1.234", "12"], True, ["1234", "12"], ","),
        (["1.234", "12"], False, ["1.234", "12"], "."),
        (["1.234", "2.5"], True, ["1.234", "2.5"], "."),
        (["1.234", "2,5"], False, ["1234", "2.5"], ","),
        (["1,234", "2.5"], False, ["1234", "2.5"], "."),
        (["1,234", "2,5"], False, ["1.234", "2.5"], ","),
        (["1.234.567", "1.234"], False, ["1234567", "1234"], ","),
        (["1.234,5", "1.234,6", "1,234.5"], False, ["1234.5", "1234.6", "1,234.5"], ","),
    ],
)
def test_the_mark_is_decided_by_the_column(column, count, expected, mark):
    amounts = read_amounts(column, count=count)
    assert [amounts.values[text] for text in column] == expected
    assert amounts.mark == mark


def test_a_choice_that_changes_a_value_a_thousandfold_is_told():
    assert read_amounts(["1.234"], count=True).assumed
    assert read_amounts(["1.234"]).assumed
    assert not read_amounts(["1,234"], count=True).assumed
    assert not read_amounts(["12", "1.5"]).assumed
