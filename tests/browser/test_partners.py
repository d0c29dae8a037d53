"""Partners in a real browser: a link opens a story, another is chosen, its rows leave, and a phone shows it all."""

import csv
import io
import re

from playwright.sync_api import expect

from tests import sample_recount as recount


def main(page):
    return page.get_by_test_id("stMain")


def test_a_link_opens_a_partners_story_and_the_address_follows_the_choice(visit, settled):
    page = visit("/partners?partner_story=UNESCO")
    expect(main(page)).to_contain_text("UNESCO (type: United Nations, role: distribution)")

    choice = page.get_by_role("combobox", name="Partner", exact=False).last
    choice.scroll_into_view_if_needed()
    choice.click()
    page.keyboard.type("PAHO")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("partner_story=PAHO"))
    settled(page)

    reached = recount.households_reached("partner")["PAHO"]
    expect(main(page)).to_contain_text(f"reached {reached} families")
    again = visit(page.url.removeprefix(page.url.split("/partners")[0]))
    expect(main(again)).to_contain_text("PAHO/WHO (type: United Nations, role: distribution)")


def test_a_partners_rows_leave_added_up_and_for_a_spreadsheet(visit, settled):
    page = visit("/partners?partner_story=UNESCO")

    with page.expect_download() as started:
        page.get_by_role("button", name="Download its rows").click()
    content = started.value.path().read_bytes()

    assert started.value.suggested_filename.startswith("reparto-partner")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    counted = [row for row in recount.counted_rows() if row.partner == "UNESCO"]
    assert sum(int(row["deliveries"]) for row in rows) == len(counted)
    assert {row["ubigeo"] for row in rows} == {row.place for row in counted}
    assert sum(float(row["quantity"]) for row in rows) == sum(row.quantity for row in counted)


def test_the_page_fits_a_phone(visit):
    page = visit("/partners", width=390, height=844, dark=True)

    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for chart in page.get_by_test_id("stPlotlyChart").all():
        box = chart.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    expect(page.get_by_role("figure", name="worst first")).to_be_visible()
