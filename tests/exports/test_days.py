"""Dates: the order of day and month is decided per column, and the impossible stays as it was."""

import pytest

from reparto.exports.days import month_bounds, month_of, read_days
from tests.exports.builders import canonical, values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-04-09", "2020-04-09"),
        ("2020/4/9", "2020-04-09"),
        ("09/04/2020", "2020-04-09"),
        ("9.4.2020", "2020-04-09"),
        ("28/03/19", "2019-03-28"),
        ("27-MAR-20", "2020-03-27"),
        ("14/June/19", "2019-06-14"),
        ("1 March 2015", "2015-03-01"),
        ("March 1, 2015", "2015-03-01"),
        ("5 de abril de 2020", "2020-04-05"),
        ("5 de setiembre del 2020", "2020-09-05"),
        ("12 août 2020", "2020-08-12"),
        ("3 fevereiro 2020", "2020-02-03"),
        ("05-ago-2020", "2020-08-05"),
        ("1st May 2020", "2020-05-01"),
        ("lunes, 5 de abril de 2020", "2020-04-05"),
        ("44167", "2020-12-02"),
        ("44167.5", "2020-12-02"),
        ("20200409", "2020-04-09"),
        ("2020-04-09T10:22:33.000-05:00", "2020-04-09"),
        ("2020-04-09 00:00:00", "2020-04-09"),
        ("09/04/2020 10:30 p. m.", "2020-04-09"),
        ("2020-04-09T10:22:33Z", "2020-04-09"),
        (" 09 / 04 / 2020 ", "2020-04-09"),
        ("2109-01-01", "2109-01-01"),
        ("29/02/2020", "2020-02-29"),
    ],
)
def test_days_that_mean_one_thing(text, day):
    assert read_days([text], "dmy").values[text] == day


@pytest.mark.parametrize(
    "text",
    ["31/02/2020", "29/02/2019", "6/31/2019", "05/072020", "15-21 June", "pronto", "2020-13-01", "32/01/2020",
     "2020-02-30", "April", "99999", "123", "15-21 June 2020", "1/2/3/2020", "2020", "04/2020"],
)  # fmt: skip
def test_what_is_no_day_stays_as_it_is(text):
    assert read_days([text, "01/04/2020"], "dmy").values[text] == text


@pytest.mark.parametrize(
    "text",
    ["01/01/1970", "1970-01-01", "1970-01-01T00:00:00Z", "1900-01-00", "00/01/1900", "01/01/1900", "1899-12-30",
     "0000-00-00", "00/00/0000", "0", "30/12/1899"],
)  # fmt: skip
def test_dates_that_stand_for_nothing_are_unknown(text):
    days = read_days([text, "01/04/2020"], "dmy")
    assert days.values[text] is None
    assert days.unknown == {text}


@pytest.mark.parametrize("text", ["-", "NA", "N/A", "n.d.", "s/d"])
def test_words_for_nothing_are_unknown_without_a_note(text):
    days = read_days([text], "dmy")
    assert days.values[text] is None
    assert days.unknown == frozenset()


@pytest.mark.parametrize(
    ("column", "default", "order", "decided"),
    [
        (["01/04/2020", "13/04/2020"], "mdy", "dmy", True),
        (["01/04/2020", "04/13/2020"], "dmy", "mdy", True),
        (["01/04/2020"], "dmy", "dmy", False),
        (["01/04/2020"], "mdy", "mdy", False),
        (["2020-04-01"], "mdy", "ymd", True),
        (["2022-04"], "dmy", "ymd", True),
        (["13/04/2020", "14/04/2020", "5/20/2019"], "mdy", "dmy", True),
        (["13/04/2020", "04/13/2020"], "dmy", "dmy", False),
        (["27-MAR-20"], "dmy", "dmy", False),
    ],
)
def test_the_order_is_decided_by_evidence(column, default, order, decided):
    days = read_days(column, default)
    assert (days.order, days.decided) == (order, decided)


def test_a_value_against_the_columns_order_stays():
    days = read_days(["13/04/2020", "14/04/2020", "5/20/2019", "01/02/2020"], "mdy").values
    assert days["5/20/2019"] == "5/20/2019"
    assert days["01/02/2020"] == "2020-02-01"


@pytest.mark.parametrize(
    ("text", "month"),
    [("2022-04", "2022-04"), ("4/2022", "2022-04"), ("abril 2022", "2022-04"), ("Apr-22", "2022-04"),
     ("2022 April", "2022-04"), ("abril de 2022", "2022-04"), ("2022", "2022"), ("April", None), ("13/2022", None)],
)  # fmt: skip
def test_months(text, month):
    assert month_of(text) == month


def test_month_bounds():
    assert month_bounds("2020-02") == ("2020-02-01", "2020-02-29")
    assert month_bounds("2020") == ("2020-01-01", "2020-12-31")
    assert month_bounds("2020-02-03") is None


HEADER = ("partner", "ubigeo", "item")
ROW = ("A", "150101", "kit")


def test_a_month_column_becomes_a_period():
    result = canonical((*HEADER, "Month"), (*ROW, "2022-04"), (*ROW, "February"), (*ROW, ""))
    assert values(result.rows, "period_start") == ["2022-04-01", "February", None]
    assert values(result.rows, "period_end") == ["2022-04-30", None, None]
    assert result.date_orders == {"period_start": "ymd"}


def test_month_and_year_in_two_columns():
    result = canonical((*HEADER, "Month", "Year"), (*ROW, "February", "2020"), (*ROW, "4", "2020"))
    assert values(result.rows, "period_start") == ["2020-02-01", "2020-04-01"]
    assert values(result.rows, "period_end") == ["2020-02-29", "2020-04-30"]


def test_a_period_of_months_ends_with_its_last_day():
    result = canonical((*HEADER, "period_start", "period_end"), (*ROW, "2020-03", "2020-04"))
    assert values(result.rows, "period_start") == ["2020-03-01"]
    assert values(result.rows, "period_end") == ["2020-04-30"]


def test_unknown_dates_are_counted_in_rows():
    result = canonical((*HEADER, "FECHA"), *[(*ROW, "01/01/1970")] * 3, (*ROW, "13/04/2020"))
    assert values(result.rows, "delivered_on") == [None, None, None, "2020-04-13"]
    (note,) = [note for note in result.notes if note.rule == "date-unknown"]
    assert note.text.startswith("3 ")


def test_a_column_without_evidence_follows_the_others_of_its_file():
    result = canonical(
        (*HEADER, "FECHA", "FECHA DE REPORTE"), (*ROW, "04/05/2020", "04/28/2020"), date_order="dmy"
    )
    assert values(result.rows, "delivered_on") == ["2020-04-05"]
    assert result.date_orders == {"delivered_on": "mdy", "reported_on": "mdy"}
    assert "date-order" not in [note.rule for note in result.notes]


def test_a_file_without_evidence_follows_the_setting_and_says_so():
    for order, day in (("dmy", "2020-05-04"), ("mdy", "2020-04-05")):
        result = canonical((*HEADER, "FECHA"), (*ROW, "04/05/2020"), date_order=order)
        assert values(result.rows, "delivered_on") == [day]
        assert result.date_orders == {"delivered_on": order}
        assert "date-order" in [note.rule for note in result.notes]


@pytest.mark.parametrize("week", ["2022W14", "2022-W14", "2022w14", "2022S14"])
def test_a_week_is_a_period_from_monday_to_sunday(week):
    assert month_of(week) == "2022-W14"
    assert month_bounds("2022-W14") == ("2022-04-04", "2022-04-10")


def test_a_year_has_no_sixtieth_week():
    assert month_of("2022W60") is None
