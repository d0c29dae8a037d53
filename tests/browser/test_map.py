"""The map in a browser: a click opens a place, the address tells it, and no other host is asked."""

import pytest
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import settled

DECK = '[data-testid="stDeckGlJsonChart"]'


def click_until(page, act, address: str, times: int = 4) -> None:
    """Click, and click again where a slow machine lost the click, until the address says so."""
    for _time in range(times):
        act()
        try:
            page.wait_for_url(lambda url: address in url, timeout=12_000)
        except TooLate:
            continue
        settled(page)
        return
    pytest.fail(f"{address} never came into the address: {page.url}")


def test_a_click_on_a_department_opens_it_and_the_way_back_closes_it(visit):
    page = visit("/map?measure=reached", width=1440, height=1500)
    page.wait_for_timeout(1500)

    def click_cusco():
        box = page.locator(DECK).bounding_box()
        # Cusco lies 2.9 degrees east and 4 degrees south of the map's middle, at 27 pixels a degree.
        x, y = box["x"] + box["width"] / 2 + 78, box["y"] + box["height"] / 2 + 110
        page.mouse.move(x - 4, y - 4)
        page.mouse.move(x, y)
        page.wait_for_timeout(600)
        page.mouse.click(x, y)

    click_until(page, click_cusco, "department=08")

    assert "measure=reached" in page.url
    page.get_by_role("heading", name="Families reached in Cusco, by province").wait_for()
    page.get_by_role("button", name="Whole country").click()
    page.wait_for_url(lambda url: "department" not in url)
    page.get_by_role("heading", name="Families reached by department").wait_for()


def test_a_click_on_a_hexagon_sets_the_district_and_keeps_its_neighbours(visit):
    page = visit("/map?department=15&department=07", width=1440, height=1600)
    bars = page.locator(".js-plotly-plot").first.locator(".bars .point")
    bars.first.wait_for()

    def click_comas():
        names = bars.all_text_contents()
        bars.nth(names.index("Comas")).click(force=True)

    click_until(page, click_comas, "district=150110")

    page.get_by_text("Comas is outlined").wait_for()
    assert bars.count() == 50


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["/map", "/map?department=15&department=07"])
def test_the_map_and_its_words_fit_the_screen(visit, width, path):
    page = visit(path, width=width)
    main = page.get_by_test_id("stMain")

    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    alt = page.locator(
        f'{DECK}[aria-label], [role="img"][aria-label^="Map"], [aria-label^="Map"]'
    ).first
    alt.wait_for(state="attached")
    page.get_by_text("not official").wait_for()
    page.get_by_text("Counted, but not on the map", exact=True).wait_for()


def test_the_keyboard_goes_from_the_country_to_a_district_and_back(visit):
    page = visit("/map?measure=reached", width=1440, height=1500)

    def choose(label: str, name: str, address: str) -> None:
        def by_keys():
            box = page.get_by_role("combobox", name=label)
            box.focus()
            box.press_sequentially(name)
            box.press("Enter")

        click_until(page, by_keys, address)

    choose("Go to a department", "Piura", "department=20")
    page.get_by_role("heading", name="Families reached in Piura, by province").wait_for()
    choose("Go to a province", "Piura", "province=2001")
    choose("Go to a district", "Piura", "district=200101")
    page.get_by_role("button", name="Province of Piura").wait_for()

    def back_to(name: str):
        # While the page runs anew, the way of the step before may still stand beside the new one.
        button = page.get_by_role("button", name=name, exact=True).first
        button.focus()
        button.press("Enter")

    click_until(page, lambda: back_to("Province of Piura"), "province=2001")
    page.wait_for_url(lambda url: "district" not in url)
    settled(page)
    back_to("Whole country")
    page.wait_for_url(lambda url: "department" not in url)
    page.get_by_role("heading", name="Families reached by department").wait_for()


def test_a_link_to_a_district_opens_it_in_its_province(visit):
    page = visit("/map?district=200101&measure=people&lang=es", width=390, height=1500)

    page.get_by_role("heading", name="Personas alcanzadas en Piura, por distrito").wait_for()
    page.get_by_text("Provincia de Piura").first.wait_for()
    assert "district=200101" in page.url
    assert "measure=people" in page.url


def test_the_light_map_loads_neither_the_charts_nor_the_maps_script(visit):
    page = visit("/map?department=15&department=07&light=1", width=390, height=1500)

    picture = page.get_by_role("img", name="Map of hexagons, one for each district").first
    picture.wait_for()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert not page.locator(".js-plotly-plot, canvas").count()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "plotly" in name.lower() or "deck" in name.lower()]
