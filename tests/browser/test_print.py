"""A page leaves on paper without menu and filters, and over as many sheets as it needs."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("path", "sheets"), [("/?lang=en", 2), ("/impact?lang=en", 2)])
def test_a_page_prints_whole_and_without_what_is_to_click(visit, settled, path, sheets):
    page = visit(path)
    settled(page)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Chromium writes one page object for each sheet.
    assert page.pdf(format="A4").count(b"/Type /Page\n") >= sheets
