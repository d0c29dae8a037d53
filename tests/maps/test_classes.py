"""Classes and states: limits that the legend can tell, and states that never look alike."""

from datetime import date

import pytest

from reparto.maps.classes import (
    NO_TARGET,
    NOTHING,
    OUTSIDE,
    UNKNOWN,
    VALUE,
    ZERO,
    scale_for,
    state_of,
)
from reparto.maps.measures import MEASURES
from reparto.maps.palette import DARK, LIGHT, ink_on, rgb

COVERAGE, REACHED, GAP, LAST = (MEASURES[key] for key in ("coverage", "reached", "gap", "last"))
FOOD, VERIFIED, OVERLAP = (MEASURES[key] for key in ("food", "verified", "overlap"))


def row(**known) -> dict:
    blank = {
        "households_reached": 0,
        "households_targeted": None,
        "coverage_rate": None,
        "households_gap": None,
        "partners_active": 0,
        "last_delivery": None,
        "deliveries": 0,
        "is_households_known": None,
    }
    return blank | known


SERVED = {"deliveries": 3, "is_households_known": True, "households_reached": 40}


@pytest.mark.parametrize(
    ("state", "found", "measure"),
    [
        (VALUE, row(**SERVED, households_targeted=50, coverage_rate=0.8), COVERAGE),
        (ZERO, row(households_targeted=50, coverage_rate=0.0), COVERAGE),
        (NO_TARGET, row(**SERVED), COVERAGE),
        (NO_TARGET, row(**SERVED), GAP),
        (NO_TARGET, row(**SERVED, households_targeted=0), COVERAGE),
        (ZERO, row(**SERVED, households_targeted=40, households_gap=0), GAP),
        (UNKNOWN, row(deliveries=3, is_households_known=False), REACHED),
        (
            UNKNOWN,
            row(deliveries=3, is_households_known=False, households_targeted=9, coverage_rate=0.0),
            COVERAGE,
        ),
        (ZERO, row(households_targeted=50), REACHED),
        (ZERO, row(households_targeted=50), LAST),
        (UNKNOWN, row(**SERVED), LAST),
        (NOTHING, None, COVERAGE),
        (VALUE, row(**SERVED, days_food_per_person=0.04), FOOD),
        (ZERO, row(**SERVED, days_food_per_person=0.0), FOOD),
        (ZERO, row(households_targeted=50), FOOD),
        (UNKNOWN, row(**SERVED, days_food_per_person=None), FOOD),
        (VALUE, row(**SERVED, verified_rate=0.5), VERIFIED),
        (ZERO, row(**SERVED, verified_rate=0.0), VERIFIED),
        (UNKNOWN, row(**SERVED, verified_rate=None), VERIFIED),
        (NOTHING, row(households_targeted=50, verified_rate=None), VERIFIED),
        (ZERO, row(**SERVED, households_overlap=0), OVERLAP),
        (UNKNOWN, row(**SERVED, households_overlap=None), OVERLAP),
        (NOTHING, row(households_targeted=50), OVERLAP),
    ],
)
def test_no_data_zero_and_no_target_are_three_things(state, found, measure):
    assert state_of(found, measure) == state


def test_a_place_that_the_filters_leave_out_is_not_one_without_data():
    assert state_of(None, COVERAGE, is_outside=True) == OUTSIDE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.key)
def test_classes_and_states_have_colours_of_their_own(colours, measure):
    values = {
        "rate": [0.2, 1.0],
        "amount": [1, 9, 40, 300, 4000],
        "day": [date(2020, 5, d) for d in (1, 9, 20)],
        "share": [0.2, 1.0],
        "need": [0.4, 30.0],
    }
    scale = scale_for(values[measure.kind], measure, colours)
    states = [scale.states[key].colour for key in (ZERO, NO_TARGET, NOTHING, OUTSIDE)]

    shown = [line.colour for line in scale.classes] + states

    assert len(set(shown)) == len(shown)


def test_coverage_has_its_middle_class_around_one_hundred_percent():
    scale = scale_for([], COVERAGE, LIGHT)

    labels = {
        rate: scale.class_of(VALUE, rate).label
        for rate in (0.004, 0.49, 0.94, 0.95, 1.0, 1.049, 1.05, 3.0)
    }

    assert labels == {
        0.004: "below 50%",
        0.49: "below 50%",
        0.94: "80% to 94%",
        0.95: "95% to 104%",
        1.0: "95% to 104%",
        1.049: "105% to 124%",
        1.05: "105% to 124%",
        3.0: "125% or more",
    }


def test_days_of_need_and_shares_stand_in_the_class_that_their_written_value_names():
    scale = scale_for([], FOOD, LIGHT)
    labels = {days: scale.class_of(VALUE, days).label for days in (0.04, 0.94, 0.96, 2.94, 14, 90)}
    assert labels == {
        0.04: "below 1 day",
        0.94: "below 1 day",
        0.96: "1 to 2.9 days",  # it is written 1.0
        2.94: "1 to 2.9 days",
        14: "14 days or more",
        90: "14 days or more",
    }
    scale = scale_for([], VERIFIED, LIGHT)
    labels = {share: scale.class_of(VALUE, share).label for share in (0.001, 0.24, 0.5, 0.949, 1.0)}
    assert labels == {
        0.001: "below 25%",
        0.24: "below 25%",
        0.5: "50% to 74%",
        0.949: "95% to 100%",  # it is written 95%
        1.0: "95% to 100%",
    }


def test_every_amount_falls_into_the_class_whose_limits_hold_it():
    values = [57, 62, 81, 90, 119, 188, 380, 3843]
    scale = scale_for(values, REACHED, LIGHT)
    limits = [*scale.limits, 10**9]

    for value in values:
        found = scale.classes.index(scale.class_of(VALUE, value))
        assert limits[found] <= value < limits[found + 1]
    assert [scale.class_of(VALUE, value).label for value in (57, 3843)] == [
        "1 to 74",
        "3,000 or more",
    ]


@pytest.mark.parametrize("values", [[], [1], [5, 5, 5], [1, 2, 3], [10**7, 3], [1] * 50 + [2]])
def test_odd_amounts_still_make_rising_limits(values):
    limits = scale_for(values, REACHED, LIGHT).limits

    assert list(limits) == sorted(set(limits))
    assert 1 <= len(limits) <= 5


def test_days_stand_in_classes_that_end_with_the_latest():
    days = [date(2020, 5, 22), date(2020, 5, 21), date(2020, 5, 1)]
    scale = scale_for(days, LAST, LIGHT)

    labels = [scale.class_of(VALUE, found).label for found in days]

    assert labels[0].endswith("22 May 2020")
    assert scale.class_of(VALUE, days[0]) != scale.class_of(VALUE, days[2])


def test_the_legend_counts_the_areas_in_each_class():
    scale = scale_for([0.2, 1.0], COVERAGE, LIGHT)
    found = [scale.class_of(VALUE, rate).key for rate in (0.2, 0.3, 1.0)] + [NOTHING]

    legend = {line.label: line.count for line in scale.legend(found)}

    assert legend["below 50%"] == 2
    assert legend["95% to 104%"] == 1
    assert legend["125% or more"] == 0
    assert legend["No deliveries and no target"] == 1
    assert "No target is set" not in legend


@pytest.mark.parametrize(
    "colour", [*LIGHT.amounts, *LIGHT.rates, *DARK.rates, LIGHT.zero, DARK.unknown]
)
def test_text_on_a_class_stands_out_four_and_a_half_to_one(colour):
    def luminance(parts):
        linear = [
            p / 255 / 12.92 if p / 255 <= 0.04045 else ((p / 255 + 0.055) / 1.055) ** 2.4
            for p in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(rgb(colour)), luminance(rgb(ink_on(colour)))), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
