"""The Methods page in a real browser: sections by link, search, and the SQL of a question."""

from playwright.sync_api import expect


def main(page):
    return page.get_by_test_id("stMain")


def test_a_question_opens_on_its_columns_and_the_sql_that_is_run(visit, settled):
    page = visit("/methods")

    page.get_by_text("partners/progress").click()
    settled(page)

    expect(main(page)).to_contain_text("queries/partners/progress.sql")
    expect(main(page)).to_contain_text("The same, whole, as it is run")
    expect(main(page).get_by_test_id("stCode").last).to_contain_text("scoped as (")


def test_a_link_with_a_search_opens_on_what_it_finds(visit, settled):
    page = visit("/methods?search=reported+on+time+limit")

    expect(page.get_by_role("textbox", name="Search metrics, checks and questions")).to_have_value(
        "reported on time limit"
    )
    expect(page.get_by_role("heading", name="Rows on time")).to_be_visible()
    expect(page.get_by_role("heading", name="Coverage", exact=True)).to_have_count(0)


def test_what_is_searched_for_stands_in_the_address(visit, settled):
    page = visit("/methods")

    page.get_by_role("textbox", name="Search metrics, checks and questions").fill("household key")
    page.keyboard.press("Enter")
    page.wait_for_url("**search=household*")

    expect(page.get_by_role("heading", name="Of which known one by one")).to_be_visible()
    expect(page.get_by_role("heading", name="Rows on time")).to_have_count(0)


def test_every_section_can_be_linked_to(visit):
    page = visit("/methods")
    links = main(page).locator("a[href^='#']")

    anchors = {
        link.get_attribute("href").removeprefix("#")
        for link in links.all()
        if link.inner_text().strip()
    }
    assert {
        "counting",
        "metrics",
        "assumptions",
        "checks",
        "questions",
        "sources",
        "snapshot",
    } <= anchors
    for anchor in anchors:
        assert page.locator(f"[id='{anchor}']").count() == 1, anchor


def test_the_page_fits_a_phone(visit, settled):
    page = visit("/methods", width=390)

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.get_by_test_id("stException").count() == 0
