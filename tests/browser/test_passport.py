"""The passport in a real browser: a bar of a chart and a cell of a table open it, and closed it stays closed."""

from playwright.sync_api import expect


def close(page):
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def opened(page, settled):
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_contain_text("It rests on")
    settled(page)
    return page.get_by_role("dialog")


def click_bar(page, number: int):
    chart = page.locator(".st-key-place_by_place_with_marks").get_by_test_id("stPlotlyChart")
    chart.scroll_into_view_if_needed()
    # Bars are drawn from below.
    bar = chart.locator(".barlayer .point path").nth(-1 - number)
    bar.wait_for()
    page.wait_for_timeout(500)  # plotly moves the bars once its labels are measured
    box = bar.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_bar_opens_its_figure_each_time_and_never_by_itself(visit, settled):
    page = visit("/?lang=en")
    expect(page.get_by_role("dialog")).to_have_count(0)

    # Furthest behind: 36 of 140 families.
    click_bar(page, 0)
    first = opened(page, settled)
    expect(first).to_contain_text("Coverage: 26%. It rests on 49 delivery rows and 4 files.")
    expect(first).to_contain_text("District: Carabayllo")
    expect(first).to_contain_text("Rows behind it (49)")
    close(page)

    click_bar(page, 0)
    expect(opened(page, settled)).to_contain_text("Coverage: 26%.")
    close(page)
    click_bar(page, 1)
    expect(opened(page, settled)).to_contain_text("District: Ventanilla")
    close(page)

    page.get_by_text("Show all 37").click()
    settled(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_cell_opens_its_row_and_stays_closed_after_a_filter(visit, settled):
    page = visit("/partners?lang=en")
    table = page.locator(".st-key-partner_table").get_by_test_id("stDataFrameResizable")
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    name = page.locator(".st-key-partner_table td[role=gridcell]").first.text_content()
    box = table.bounding_box()

    page.mouse.click(box["x"] + 60, box["y"] + 35 + 17)

    dialog = opened(page, settled)
    expect(dialog).to_contain_text(f"Partner: {name}")
    expect(dialog).to_contain_text("Families reached: ")
    close(page)

    page.goto(page.url.split("?")[0] + "?lang=en&since=2020-05-01")
    settled(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Clear filters").first.click()
    settled(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_keyboard_reaches_the_passport_by_its_button(visit, settled):
    page = visit("/?lang=en")
    button = page.locator(".st-key-passport_place_by_place button").locator("visible=true")

    button.focus()
    page.keyboard.press("Enter")

    expect(opened(page, settled)).to_contain_text("Choose a figure to see what is behind it.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_on_a_telephone_a_finger_scrolls_over_a_chart(chromium, app):
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(app.url + "/?lang=en")
    chart = page.locator("[class*=st-key-place_by_place_with]").get_by_test_id("stPlotlyChart")
    chart.wait_for(timeout=30_000)
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    top = chart.bounding_box()["y"]
    touch = context.new_cdp_session(page)

    def send(kind: str, *points: dict):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": 200, "y": top + 150})
    for way in range(10, 200, 15):
        send("touchMove", {"x": 200, "y": top + 150 - way})
        page.wait_for_timeout(15)
    send("touchEnd")
    page.wait_for_timeout(600)

    assert chart.bounding_box()["y"] < top - 50
    context.close()
