"""Numbers, rates and dates as each reader writes them."""

from datetime import date
from decimal import Decimal

import pytest

from reparto.language import _, day, listed, number, percent, use_language


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("code", "spoken"),
    [("es-PE", "es"), ("es_MX", "es"), ("en-US", "en"), ("qu", "en"), ("", "en")],
)
def test_an_unknown_language_becomes_english(code, spoken):
    assert use_language(code) == spoken


def test_numbers_are_grouped_and_unknown_is_not_zero():
    assert [number(4890), number(0), number(None), number(float("nan"))] == ["4,890", "0", "—", "—"]
    assert [number(1234.5, 1), number(Decimal("12.250"), 2)] == ["1,234.5", "12.25"]


def test_a_rate_below_one_is_never_called_all():
    assert [percent(0.978), percent(0.9996), percent(1.0), percent(1.12)] == [
        "98%",
        "99%",
        "100%",
        "112%",
    ]
    assert percent(0.99996, 1) == "99.9%"
    assert percent(None) == "—"


def test_dates_are_written_out_in_the_readers_language():
    when = date(2020, 4, 9)
    assert day(when) == "9 April 2020"
    use_language("es")
    assert day(when) == "9 de abril de 2020"
    assert listed(["Ate", "Comas", "Rímac"]) == "Ate, Comas y Rímac"
    assert _("Families reached") == "Familias alcanzadas"


def test_each_visitor_keeps_a_language_of_their_own():
    import contextvars

    other = contextvars.copy_context()
    other.run(use_language, "es")
    assert other.run(_, "Families reached") == "Familias alcanzadas"
    assert _("Families reached") == "Families reached"
