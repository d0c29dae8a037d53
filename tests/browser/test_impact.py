"""Impact in a real browser: the print version opens with no network, prints on two pages, and keeps names as text."""

import re
from datetime import date
from urllib.parse import quote

from playwright.sync_api import expect

from tests import sample_recount as recount
from tests.worlds import world

DONOR = "Empresa Ejemplo 20 (inventada)"
HOSTILE = "<img src=x onerror=\"document.title='run'\">![x](http://beacon.example/x.png)"


def main(page):
    return page.get_by_test_id("stMain")


def print_version(page, folder):
    """Take the print version and open it in a context of its own without a network."""
    with page.expect_download() as started:
        page.locator(".st-key-donor_print button").click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    context = page.context.browser.new_context(offline=True)
    printed = context.new_page()
    asked = []
    printed.on("request", lambda request: asked.append(request.url))
    printed.goto(file.as_uri())
    return printed, asked, file


def test_the_print_version_opens_offline_with_its_figures_filters_snapshot_and_notice(
    visit, tmp_path
):
    page = visit(f"/impact?donor_story={quote(DONOR)}&department=07")
    expect(main(page)).to_contain_text(f"{DONOR} gave")

    printed, asked, file = print_version(page, tmp_path)

    lots = {str(one["lot"]) for one in recount.contributions() if one["donor"] == DONOR}
    rows = [r for r in recount.counted_rows() if r.lot in lots and (r.place or "").startswith("07")]
    families = recount._keyed(rows) + recount._unkeyed(rows)
    body = printed.locator("body")
    assert asked == [file.as_uri()]
    assert file.suffix == ".html"
    expect(printed.get_by_role("heading", level=1)).to_have_text(DONOR)
    expect(body).to_contain_text("Invented demonstration rows")
    expect(body).to_contain_text(f"reached {families} families")
    expect(body).to_contain_text("76,740 PEN")
    expect(body).to_contain_text("Filters: Callao.")
    expect(body).to_contain_text("From snapshot 1 of the data.")
    expect(body).to_contain_text("Ventanilla")
    assert printed.locator("script").count() == 0
    printed.context.close()


def test_the_longest_sheet_prints_on_two_pages_of_a4(visit, tmp_path):
    page = visit(f"/impact?donor_story={quote(DONOR)}&lang=es")

    printed, _asked, _file = print_version(page, tmp_path)

    pages = re.findall(rb"/Type\s*/Page\b", printed.pdf(prefer_css_page_size=True))
    assert len(pages) == 2
    assert printed.locator("html").get_attribute("lang") == "es"
    printed.context.close()


def test_a_hostile_name_stays_text_on_the_page_and_in_print(visit, new_server, tmp_path):
    export = tmp_path / "deliveries.csv"
    name = HOSTILE.replace('"', '""')
    export.write_text(
        "delivered_on,partner,department,households,item,quantity,unit,donor,status\n"
        f'2020-05-01,"{name}",Norte,5,kit,5,kit,"{name}",delivered\n',
        encoding="utf-8",
    )
    home = tmp_path / "home"
    with world(home, name="Hostile", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(export)
    server = new_server(
        home / "store", REPARTO_HOME=str(home), REPARTO_OPERATION=str(made.operation.folder)
    ).start()

    page = visit("/impact", server=server)
    expect(main(page)).to_contain_text("is named as the donor of 1 delivery row")
    expect(main(page)).to_contain_text("onerror")
    printed, asked, file = print_version(page, tmp_path)

    for opened in (page, printed):
        assert opened.locator("img[src='x'], img[src*='beacon']").count() == 0
        assert opened.title() != "run"
    expect(printed.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(printed.locator(".notice")).to_have_count(0)
    assert asked == [file.as_uri()]
    printed.context.close()
    partners = visit("/partners", server=server)
    expect(main(partners)).to_contain_text("is named in the exports")
    assert partners.locator("img[src='x'], img[src*='beacon']").count() == 0


def test_the_page_fits_a_phone_and_keeps_its_donor(visit):
    page = visit(
        f"/impact?donor_story={quote('Empresa Ejemplo 05 (inventada)')}", width=390, height=844
    )

    expect(main(page)).to_contain_text("Of 150 × Food kit: 150 promised and not received yet.")
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("figure", name="Each item of the contribution")).to_be_visible()
