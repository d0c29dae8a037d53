"""The measures of the map that have a question of their own, at every level: recounted from the sample's rows."""

from collections import defaultdict
from datetime import timedelta

import pytest

from tests import sample_recount as recount


def words(page) -> str:
    shown = [*page.markdown, *page.caption, *page.info, *page.subheader]
    return " ".join(element.value for element in shown).replace("\\", "")


def column(page, name: str) -> dict:
    table = page.dataframe[0].value
    return dict(zip(table["place"], table[name], strict=True))


def served_twice() -> list[recount.Row]:
    """The keyed rows that another partner's row of the same family and item stands within fifteen days of."""
    given = defaultdict(list)
    for row in recount.counted_rows():
        if row.key:
            given[row.key, row.item].append(row)
    return [
        one
        for found in given.values()
        for one in found
        if any(
            one.partner != other.partner and abs(one.start - other.start) <= timedelta(days=15)
            for other in found
        )
    ]


def test_overlap_is_recounted_in_every_district_of_lima(app):
    found = column(app("map", measure="overlap", department=["15", "07"]), "households_overlap")

    names = {code: row["district"] for code, row in recount.districts().items()}
    expected = defaultdict(set)
    for row in served_twice():
        expected[names.get(row.place or "", "")].add(row.key)
    shown = {name: count for name, count in found.items() if count and count > 0}
    assert shown == {name: len(keys) for name, keys in expected.items() if name in found}
    assert {row.key for row in served_twice()} == recount.overlapping_households()
    assert sum(shown.values()) > 50


@pytest.mark.parametrize("level", ["department", "province", "district"])
def test_the_verified_share_is_recounted_at_every_level(app, level):
    page = app("map", measure="verified", level=level)
    found = column(page, "verified_rate")

    listed = recount.districts()
    rows = defaultdict(list)
    for row in recount.counted_rows():
        if row.place is None:
            rows["Not located"].append(row)
        elif len(row.place) == 6 or level == "department":
            known = listed.get(row.place, {})
            name = known.get(level) or next(
                one["department"] for code, one in listed.items() if code[:2] == row.place[:2]
            )
            rows[name].append(row)
    assert not page.exception
    for name, share in found.items():
        if "unknown" not in name:
            settled = [row for row in rows[name] if row.status in ("delivered", "verified")]
            verified = [row for row in settled if row.status == "verified"]
            assert share == pytest.approx(len(verified) / len(settled), abs=0.0051), name


@pytest.mark.parametrize("measure", ["food", "water", "verified", "overlap"])
@pytest.mark.parametrize(
    "place", [{}, {"level": "province"}, {"department": ["15", "07"]}, {"department": ["20"]}]
)
def test_every_measure_opens_everywhere_with_a_number_in_its_sentence(app, measure, place):
    page = app("map", measure=measure, **place)

    assert not page.exception
    sentences = [text.value for text in page.markdown if "not on the map" in text.value]
    first = sentences[0].split("\n\n")[0]
    if measure == "overlap" and place.get("department") == ["20"]:
        assert "known one by one" in first
    else:
        assert any(sign.isdigit() for sign in first)


def test_the_days_of_food_are_those_of_the_coverage_page(app):
    found = column(app("map", measure="food"), "days_food_per_person")

    size = recount.persons("department")
    kits = defaultdict(int)
    for row in recount.counted_rows():
        if row.item == "food_kit":
            kits[row.place[:2] if row.place else None] += row.quantity
    (kcal,) = {
        float(row["kcal"])
        for row in recount.read_csv(recount.SAMPLE / "kits.csv")
        if row["item"] == "food_kit"
    }
    measured, assumed = size["15"]
    expected = kits["15"] * kcal / 2100 / (measured + round(assumed))
    assert found["Lima"] == pytest.approx(expected, rel=0.001)
