"""Two dates and two items compared in a browser: beside each other on a wide screen, below each other on a telephone."""

import re

from tests.browser.conftest import settled


def maps_of(page):
    return page.get_by_role("img", name=re.compile(r"\. Map of hexagons"))


def boxes(page) -> list[dict]:
    maps = maps_of(page)
    maps.nth(1).wait_for()
    for at in range(2):
        assert maps.nth(at).evaluate("image => image.complete && image.naturalWidth > 0")
    return [maps.nth(at).bounding_box() for at in range(2)]


def test_two_dates_stand_side_by_side_and_the_items_are_one_click_away(visit):
    page = visit("/map?look=compare&department=15&department=07", width=1440, height=1600)
    first, second = boxes(page)
    assert abs(first["y"] - second["y"]) < 4
    assert second["x"] >= first["x"] + first["width"]

    page.get_by_role("radio", name="Two items").or_(page.get_by_text("Two items")).first.click()
    page.wait_for_url(lambda url: "compare=items" in url)
    settled(page)
    first, second = boxes(page)
    assert abs(first["y"] - second["y"]) < 4


def test_on_a_telephone_they_stand_below_each_other_and_fit(visit):
    page = visit("/map?look=compare&department=15&department=07", width=390, height=2400)
    first, second = boxes(page)
    assert second["y"] >= first["y"] + first["height"]
    for box in (first, second):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
