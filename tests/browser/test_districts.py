"""Districts in a real browser: a row opens its story, a link opens it again, and the table leaves as a file."""

import csv
import io
import re

from playwright.sync_api import expect

from tests import sample_recount as recount


def main(page):
    return page.get_by_test_id("stMain")


def test_a_row_opens_its_districts_story_and_the_address_keeps_it(visit, settled):
    page = visit("/districts")
    expect(main(page)).to_contain_text("Carabayllo (26%)")

    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    # The box that chooses a row stands before it: rows are 35 pixels high, below one of headers.
    box = table.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 35 + 35 + 17)
    page.wait_for_url(re.compile("district_story=070106"))
    settled(page)

    expect(page.get_by_role("heading", name="Ventanilla", exact=True)).to_be_visible()
    again = visit(page.url.removeprefix(page.url.split("/districts")[0]))
    expect(again.get_by_role("heading", name="Ventanilla", exact=True)).to_be_visible()
    reached = recount.households_reached("ubigeo")["070106"]
    expect(main(again)).to_contain_text(f"{reached} families reached of 160 targeted (34%)")


def test_a_story_is_chosen_and_closed_by_keyboard(visit, settled):
    page = visit("/districts")

    choice = page.get_by_role("combobox", name="One district's story")
    choice.focus()
    page.keyboard.type("Pachac")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("district_story=150123"))
    settled(page)
    expect(page.get_by_role("heading", name="Pachacámac", exact=True)).to_be_visible()

    page.get_by_role("link", name="Go to the story of Pachacámac").click()
    expect(page.get_by_role("heading", name="Pachacámac", exact=True)).to_be_in_viewport()


def test_the_file_names_its_filters_and_snapshot_and_keeps_codes_as_text(visit, settled):
    page = visit("/districts?department=07")

    with page.expect_download() as started:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    name, content = started.value.suggested_filename, started.value.path().read_bytes()

    assert name.startswith("reparto-districts")
    assert "snapshot_1" in name
    assert "department_07" in name
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    targets = {k: v for k, v in recount.district_targets().items() if k.startswith("07")}
    assert {row["Code"]: int(row["Target"]) for row in rows} == targets
    assert rows[0]["District"] == "Ventanilla"


def test_the_page_fits_a_phone(visit, settled):
    page = visit("/districts?district_story=150106", width=390, height=844, dark=True)

    expect(page.get_by_role("heading", name="Carabayllo", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for chart in page.get_by_test_id("stPlotlyChart").all():
        box = chart.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
