"""How figures are drawn and written: bars no wider than a day, whole quantities without a decimal, labels that fit."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest

from reparto.charts.overview import reached_by_day
from reparto.freshness import Freshness
from reparto.importing import import_sources
from reparto.language import use_language
from reparto.ui import show
from reparto.wording.freshness import badge

A_DAY = 24 * 3600 * 1000


def bar_width(*moments: date) -> float:
    count = len(moments)
    days = pd.DataFrame(
        {
            "day": list(moments),
            **{f"{whom}_reached_new": [1] * count for whom in ("households", "persons")},
            **{f"{whom}_reached_new_period": [0] * count for whom in ("households", "persons")},
            **{
                f"{whom}_reached_cumulative": list(range(1, count + 1))
                for whom in ("households", "persons")
            },
        }
    )
    operation = SimpleNamespace(day_one=None, day_label="")
    (bars,) = (one for one in reached_by_day(days, None, operation).data if one.type == "bar")
    return bars.width / A_DAY


FIRST = date(2020, 4, 1)


@pytest.mark.parametrize(
    ("days", "width"),
    [
        ((0,), 0.75),
        ((0, 1, 2), 0.75),
        ((0, 21), 0.75),  # three weeks apart, and still a day wide
        ((0, 180, 360), 3.0),  # 360 / 90 days, so that it can be seen
        ((0, 1, 360), 0.75),  # never into the next day's
    ],
)
def test_the_bar_of_a_day_is_a_day_wide_and_never_covers_the_next(days, width):
    assert bar_width(*(FIRST + timedelta(days=n) for n in days)) == pytest.approx(width)


@pytest.mark.parametrize(
    ("values", "written"), [([1.0, None, 20.0], "%,d"), ([1.0, 2.5], "%,.1f"), ([None], "%,d")]
)
def test_quantities_carry_a_decimal_only_where_one_of_them_needs_it(values, written):
    column = show.quantity("Quantity").over(pd.Series(values, dtype="Float64"))

    assert column["type_config"]["format"] == written


def test_a_donors_items_are_written_whole(open_page, lima):
    rows = "delivered_on,partner,donor,ubigeo,item,quantity,households\n2020-04-10,Alfa,Beta SA,150101,Kit,4213050,7\n"
    assert import_sources(lima, [("one.csv", rows.encode)]).succeeded
    app = open_page("impact")

    assert not app.exception
    configs = [
        json.loads(table.proto.columns) for table in app.dataframe if "delivered" in table.value
    ]
    assert [one["delivered"]["type_config"]["format"] for one in configs] == ["%,d"]


def test_the_badge_of_an_operation_that_ended_fits_on_a_telephone():
    use_language("es")
    said = badge(Freshness("ended", 2336, date(2020, 6, 1), ends_on=date(2020, 6, 30)))

    assert said.startswith("Terminó el 30 jun")
    assert len(said) <= 52
