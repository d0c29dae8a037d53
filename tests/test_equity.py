"""Equity: the formulas against cases counted by hand and a second formula, and what is compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reparto.equity import compare, equal_parts, gini, lorenz_curve, share_inside
from reparto.language import use_language
from reparto.wording import equity as words
from reparto.wording.equity_groups import furthest_group
from reparto.wording.equity_reasons import reason

# The worked example of docs/equity.md.
NEED = [100, 200, 300, 100, 300]
REACHED = [10, 40, 90, 50, 210]
SOME_DISTRICTS = st.lists(
    st.tuples(st.integers(0, 50_000), st.integers(1, 50_000)), min_size=1, max_size=40
).filter(lambda rows: any(served for served, _need in rows))


def columns(rows):
    served, need = zip(*rows, strict=True)
    return list(served), list(need)


# --- the formulas -------------------------------------------------------------------------------


def test_the_worked_example_by_hand():
    across, up = lorenz_curve(REACHED, NEED)
    assert list(np.round(across, 9)) == [0, 0.1, 0.3, 0.6, 0.7, 1]
    assert list(np.round(up, 9)) == [0, 0.025, 0.125, 0.35, 0.475, 1]
    # 1 - (0.1 * 0.025 + 0.2 * 0.15 + 0.3 * 0.475 + 0.1 * 0.825 + 0.3 * 1.475)
    assert gini(REACHED, NEED) == pytest.approx(0.3)
    fifths = equal_parts(REACHED, NEED)
    assert [fifth.rate for fifth in fifths] == pytest.approx([0.15, 0.25, 0.30, 0.60, 0.70])
    assert [fifth.share for fifth in fifths] == pytest.approx([0.075, 0.125, 0.15, 0.30, 0.35])
    assert list(fifths[0].parts) == pytest.approx([1, 0.5, 0, 0, 0])
    assert list(fifths[3].parts) == pytest.approx([0, 0, 0, 1, 1 / 3])


def test_one_district_that_got_everything_is_nearly_one():
    assert gini([0] * 99 + [7], [1] * 100) == pytest.approx(0.99)


def test_nobody_served_has_no_curve_and_no_coefficient():
    assert lorenz_curve([0, 0], [5, 5]) is None
    assert gini([0, 0], [5, 5]) is None
    assert gini([], []) is None
    assert equal_parts([], []) == []
    (first, *_rest) = equal_parts([0, 0], [5, 5])
    assert first.rate == 0 and np.isnan(first.share)


@pytest.mark.parametrize(
    ("served", "need"),
    [([1], [0]), ([-1], [1]), ([1], [float("nan")]), ([1, 2], [1]), ([float("inf")], [1])],
)
def test_what_cannot_be_weighed_is_refused(served, need):
    for formula in (lorenz_curve, gini, equal_parts):
        with pytest.raises(ValueError):
            formula(served, need)


@given(SOME_DISTRICTS)
def test_gini_is_a_share_and_agrees_with_the_covariance_formula(rows):
    served, need = columns(rows)
    value = gini(served, need)
    assert 0 <= value < 1
    # O'Donnell et al. (2008): twice the weighted covariance of coverage and fractional rank, over the mean.
    rate, weight = np.divide(served, need), np.divide(need, sum(need))
    order = np.argsort(rate)
    rate, weight = rate[order], weight[order]
    rank = np.cumsum(weight) - weight / 2
    mean = np.sum(weight * rate)
    covariance = np.sum(weight * rate * rank) - mean * np.sum(weight * rank)
    assert value == pytest.approx(2 * covariance / mean, abs=1e-7)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=30), st.integers(1, 9))
def test_equal_coverage_is_zero_and_every_fifth_alike(need, times):
    served = [times * each for each in need]
    assert gini(served, need) == pytest.approx(0, abs=1e-12)
    assert [fifth.share for fifth in equal_parts(served, need)] == pytest.approx([0.2] * 5)


@given(SOME_DISTRICTS, st.randoms(use_true_random=False))
def test_the_order_of_districts_changes_nothing(rows, chance):
    order = list(range(len(rows)))
    chance.shuffle(order)
    mixed = [rows[i] for i in order]
    assert gini(*columns(mixed)) == pytest.approx(gini(*columns(rows)), abs=1e-9)
    before, after = equal_parts(*columns(rows)), equal_parts(*columns(mixed))
    assert [f.rate for f in after] == pytest.approx([f.rate for f in before])
    # A district keeps its part of each fifth, wherever it stands in the list.
    for was, now in zip(before, after, strict=True):
        assert now.parts == pytest.approx(was.parts[order], abs=1e-9)


@given(SOME_DISTRICTS)
def test_cutting_every_district_in_two_equal_ones_changes_nothing(rows):
    halves = [(served / 2, need / 2) for served, need in rows for _half in range(2)]
    assert gini(*columns(halves)) == pytest.approx(gini(*columns(rows)), abs=1e-9)
    before, after = equal_parts(*columns(rows)), equal_parts(*columns(halves))
    assert [f.share for f in after] == pytest.approx([f.share for f in before])


@given(SOME_DISTRICTS, st.integers(2, 1000))
def test_scaling_the_weights_changes_nothing_but_the_rates(rows, times):
    served, need = columns(rows)
    scaled = [times * each for each in need]
    assert gini(served, scaled) == pytest.approx(gini(served, need), abs=1e-9)
    before, after = equal_parts(served, need), equal_parts(served, scaled)
    assert [f.share for f in after] == pytest.approx([f.share for f in before], abs=1e-9)
    assert [f.rate * times for f in after] == pytest.approx([f.rate for f in before])


@given(SOME_DISTRICTS)
def test_the_fifths_are_the_curve_read_at_every_fifth_of_need(rows):
    served, need = columns(rows)
    fifths = equal_parts(served, need)
    assert sum(f.share for f in fifths) == pytest.approx(1)
    assert np.sum([f.parts for f in fifths], axis=0) == pytest.approx(np.ones(len(rows)))
    assert [f.rate for f in fifths] == pytest.approx(sorted(f.rate for f in fifths))
    for fifth in fifths:
        assert float(np.dot(need, fifth.parts)) == pytest.approx(sum(need) / 5)
    across, up = lorenz_curve(served, need)
    assert np.cumsum([f.share for f in fifths]) == pytest.approx(
        np.interp([0.2, 0.4, 0.6, 0.8, 1.0], across, up)
    )


@given(SOME_DISTRICTS)
def test_taking_from_the_best_to_give_to_the_worst_never_makes_it_less_even(rows):
    served, need = columns(rows)
    rates = np.divide(served, need)
    low, high = int(rates.argmin()), int(rates.argmax())
    moved = min((served[high] * need[low] - served[low] * need[high]) / (need[low] + need[high]), 1)
    assume(moved > 0)
    fairer = list(map(float, served))
    fairer[low] += moved
    fairer[high] -= moved
    assert gini(fairer, need) <= gini(served, need) + 1e-9


# --- what is compared ---------------------------------------------------------------------------


def rows_of(*rows):
    """Places as equity/places answers them: level, name, families reached, in need, targeted."""
    frame = pd.DataFrame(
        rows,
        columns=[
            "geo_level",
            "place",
            "households_reached",
            "households_in_need",
            "households_targeted",
        ],
    )
    return frame.assign(ubigeo=[f"{1000 + i}" for i in range(len(frame))]).astype(
        {"households_in_need": float, "households_targeted": float}
    )


def districts(*rows):
    return rows_of(*(("district", *row) for row in rows))


EXAMPLE = [
    (name, reached, need, need / 2)
    for name, reached, need in zip("ABCDE", REACHED, NEED, strict=True)
]


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def test_need_weighs_where_every_district_with_a_target_gives_it():
    comparison = compare(districts(*EXAMPLE))
    assert comparison.base == "need"
    assert list(comparison.places["place"]) == ["A", "B", "C", "D", "E"]
    assert comparison.rate == pytest.approx(0.4)
    assert words.what_it_needs(comparison) is None
    assert words.share_of_the_worst(comparison) == (
        "The worst-served fifth of need got 8% of what was delivered, the best-served fifth 35%."
    )
    assert "15% were reached in the worst-served fifth and 70%" in words.gap(comparison)
    assert "a gap of 55 points" in words.gap(comparison)
    assert words.coefficient(comparison).startswith("Gini coefficient 0.3:")
    assert words.beside(comparison) == []


def test_one_district_without_need_makes_targets_weigh_and_is_named():
    rows = [*EXAMPLE[:4], ("E", 210, None, 150)]
    comparison = compare(districts(*rows))
    assert comparison.base == "target"
    assert comparison.without_need == ["E"]
    assert list(comparison.places["weight"]) == [50, 100, 150, 50, 150]
    assert "because need is unknown in E." in words.weighed_by(comparison)
    assert words.share_of_the_worst(comparison).startswith("The worst-served fifth of the target")


def test_targets_without_any_need_weigh_by_themselves():
    comparison = compare(districts(*((name, got, None, t) for name, got, _need, t in EXAMPLE)))
    assert (comparison.base, comparison.without_need) == ("target", [])
    assert "the targets do not give families in need" in words.weighed_by(comparison)


def test_no_targets_says_what_it_would_need():
    comparison = compare(districts(("A", 5, None, None), ("B", 5, None, None)))
    assert comparison.base is None
    assert comparison.places.empty
    assert "would need a file of targets" in words.what_it_needs(comparison)
    assert "wider places" in words.what_it_needs(comparison, targets_elsewhere=True)
    assert compare(rows_of()).base is None


def test_fewer_than_five_districts_are_told_one_by_one():
    comparison = compare(districts(*EXAMPLE[:4]))
    assert words.what_it_needs(comparison) == (
        "4 districts are too few for fifths, which need at least 5. "
        "Furthest behind is A (10%), furthest ahead D (50%)."
    )
    assert list(words.worst_served(comparison)["place"]) == ["A", "B", "C", "D"]
    alone = compare(districts(EXAMPLE[0]))
    assert words.what_it_needs(alone).startswith("Only A can be compared (10%).")
    assert list(words.worst_served(alone)["place"]) == ["A"]


def test_nobody_reached_is_no_division_by_zero():
    comparison = compare(districts(*((name, 0, need, t) for name, _got, need, t in EXAMPLE)))
    assert words.what_it_needs(comparison).startswith("Nobody has been reached yet in the 5")
    assert len(words.worst_served(comparison)) == 5


def test_equal_coverage_has_nobody_worst_served():
    comparison = compare(districts(*((name, need // 2, need, t) for name, _g, need, t in EXAMPLE)))
    assert words.what_it_needs(comparison) is None
    assert words.share_of_the_worst(comparison) == (
        "Every district stands at the same share of its need (50%): each fifth got a fifth of what was delivered."
    )
    assert comparison.gini == 0
    assert words.worst_served(comparison).empty


def test_above_all_of_it_is_named_and_never_cut():
    rows = [*EXAMPLE[:4], ("E", 600, 300, 150)]
    comparison = compare(districts(*rows))
    assert comparison.fifths[-1].rate == pytest.approx(2)
    assert words.beside(comparison)[0].startswith("E (200%) stands above 100 %")
    # 10 + 20 of 790 families: what is above the need counts in what was delivered.
    assert comparison.fifths[0].share == pytest.approx(30 / 790)


def test_what_cannot_be_weighed_is_told():
    rows = [("district", *row) for row in EXAMPLE]
    rows += [("district", "F", 7, None, None), ("department", "Lima", 11, None, None)]
    rows += [("none", "Not located", 2, None, None), ("district", "G", 0, None, None)]
    comparison = compare(rows_of(*rows))
    assert list(comparison.not_weighed["place"]) == ["F"]
    assert words.beside(comparison) == [
        "1 district is left out for want of need or a target: F.",
        "13 families whose district is unknown are left out.",
    ]


def test_a_district_over_the_cut_is_worst_served_too():
    assert list(words.worst_served(compare(districts(*EXAMPLE)))["place"]) == ["A", "B"]


def test_the_share_of_a_group_inside_the_worst_fifth():
    comparison = compare(districts(*EXAMPLE))
    worst = comparison.fifths[0]
    # All of A and half of B: 4 + 3 of 4 + 6 + 10; the families of a district that is not compared stay out.
    group = pd.Series({"1000": 4, "1001": 6, "1004": 10, "9999": 50})
    assert share_inside(comparison, worst, group) == pytest.approx(7 / 20)
    assert share_inside(comparison, worst, pd.Series({"1000": 0})) is None


def test_the_furthest_group_leaves_unknown_alone():
    rows = pd.DataFrame(
        [("x", True, 0.1), ("y", True, 0.3), ("?", False, 0.01)],
        columns=["name", "is_known", "share_worst"],
    )
    assert "lowest for “x” (10%) and highest for “y” (30%)" in furthest_group(rows)
    assert furthest_group(rows[1:]) is None


def test_a_partner_whose_rows_have_no_day_is_not_called_silent():
    at_work = pd.DataFrame(
        [("1000", "Alpha", 3, None, None)],
        columns=["ubigeo", "partner", "deliveries", "last_report", "days_silent"],
    )
    in_store = pd.DataFrame(columns=["store", "ubigeo", "place", "item", "quantity"])
    (place,) = districts(EXAMPLE[0]).assign(district="A").itertuples()
    told = reason(place, at_work, in_store, str)
    assert told.kind == "under_way"
    assert told.sentence == "Under way; no report from here carries a day."
