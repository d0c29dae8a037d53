"""The days of the map in a browser: they play, the slider takes keys, the colours follow; no other host is asked."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

DAYS = ".days"


def colours(page) -> list[str]:
    return page.locator(f"{DAYS} svg [data-at]").evaluate_all(
        "marks => marks.map((mark) => mark.getAttribute('fill'))"
    )


def test_play_moves_the_shown_day_and_stops_at_the_last(visit):
    page = visit("/map?look=days&department=15&department=07", width=1440, height=1400)
    days = page.locator(DAYS)
    slider = days.get_by_role("slider", name="Day")
    expect(days).to_have_attribute("data-step", "43")
    at_the_end = colours(page)
    assert len(at_the_end) == 50

    days.get_by_role("button", name="Play").click()
    expect(days.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function(
        """() => {
            const host = [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.days'));
            const step = Number(host.shadowRoot.querySelector('.days').dataset.step);
            return step > 0 && step < 40;
        }"""
    )
    days.get_by_role("button", name="Pause").click()
    paused = int(slider.input_value())
    assert 0 < paused < 43
    page.wait_for_timeout(1200)
    assert int(slider.input_value()) == paused

    slider.focus()
    page.keyboard.press("Home")
    expect(days.locator(".moment")).to_contain_text("9 April 2020 (day 25)")
    assert slider.get_attribute("aria-valuetext") == "9 April 2020 (day 25)"
    assert colours(page) != at_the_end
    page.keyboard.press("ArrowRight")
    expect(days.locator(".moment")).to_contain_text("10 April 2020 (day 26)")
    page.keyboard.press("End")
    expect(days.locator(".moment")).to_contain_text("4,223 families reached until here")
    assert colours(page) == at_the_end


def test_the_legend_counts_every_area_on_every_day(visit):
    page = visit("/map?look=days", width=820, height=1200)
    days = page.locator(DAYS)
    slider = days.get_by_role("slider", name="Day")
    days.locator("svg").wait_for()
    labels = days.locator(".side ul").first.locator(".label")
    named = labels.all_text_contents()
    for step in ("0", "20", "43"):
        slider.fill(step)
        figures = days.locator(".side ul").first.locator(".figure").all_text_contents()
        assert sum(int(figure) for figure in figures) == 25
        assert labels.all_text_contents() == named


def test_the_chosen_day_stays_when_the_page_runs_again(visit):
    page = visit("/map?look=days", width=1440, height=1400)
    days = page.locator(DAYS)
    days.get_by_role("slider", name="Day").fill("5")
    page.get_by_test_id("stButtonGroup").get_by_text("Province", exact=True).click()
    page.wait_for_url(re.compile("level=province"))
    settled(page)
    expect(days).to_have_attribute("data-step", "5")


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("dark", [False, True])
def test_the_days_fit_the_screen(visit, width, dark):
    page = visit("/map?look=days&department=15&department=07&lang=es", width=width, dark=dark)
    page.locator(f"{DAYS} svg").wait_for()
    main = page.get_by_test_id("stMain")

    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    alt = page.locator(f"{DAYS} svg").get_attribute("aria-label")
    assert re.search(r"\d", alt)
