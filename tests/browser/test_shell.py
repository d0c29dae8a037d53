"""The frame in a real browser: shared links, languages, filters, and nobody else asked for anything."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

TWO_DISTRICTS = "district=150132&district=150135"


def parameters(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def main(page):
    return page.get_by_test_id("stMain")


def speaks(page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_a_cold_shared_link_opens_its_page_with_both_districts(new_server, visit, store, app):
    cold = new_server(store).start()

    page = visit(f"/overview?{TWO_DISTRICTS}", server=cold)

    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    expect(main(page)).to_contain_text("San Juan de Lurigancho, San Martín de Porres")
    assert parameters(page)["district"] == ["150132", "150135"]
    assert page.get_by_role("dialog").count() == 0


def test_a_link_stays_what_it_is_when_the_server_dies_and_comes_back(
    new_server, visit, store, settled, app
):
    server = new_server(store).start()
    page = visit(f"/?{TWO_DISTRICTS}", server=server)
    expect(main(page)).to_contain_text("San Juan de Lurigancho, San Martín de Porres")

    server.kill()
    server.start()
    page.reload()
    settled(page)

    expect(main(page)).to_contain_text("San Juan de Lurigancho, San Martín de Porres")


def test_a_choice_in_the_sidebar_is_written_into_the_address_as_a_code(visit, settled):
    page = visit("/")

    page.get_by_role("combobox", name="District").fill("Comas")
    page.get_by_role("option", name="Comas").click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"district=150110"))
    settled(page)

    expect(main(page)).to_contain_text("Showing: Comas")
    main(page).get_by_role("button", name="Clear filters").click()
    page.wait_for_url(lambda url: "district" not in url)
    settled(page)
    expect(main(page)).not_to_contain_text("Showing")


def test_filters_and_language_go_along_from_page_to_page(visit, settled):
    page = visit("/?district=150132&lang=es")

    page.get_by_test_id("stTopNavLink").nth(2).click()
    page.wait_for_url(re.compile(r"/map\?"))
    settled(page)

    expect(main(page)).to_contain_text("San Juan de Lurigancho")
    assert parameters(page)["district"] == ["150132"]
    assert parameters(page)["lang"] == ["es"]
    speaks(page, "es")


def test_a_name_that_is_an_address_is_no_link(new_server, visit, tmp_path, app):
    from datetime import date

    from reparto.operations import create_operation

    folder = tmp_path / "operation"
    name = "Huaicos [x](http://a.example) www.b.example c@d.example ![](http://e.example/f.png)"
    create_operation(folder, name=name, country="PE", starts_on=date(2023, 3, 1))
    server = new_server(tmp_path / "store", REPARTO_OPERATION=str(folder)).start()

    page = visit("/", server=server)

    shown = main(page).inner_text().replace("\u2060", "")
    assert name in shown
    assert main(page).locator("a[href*=example], img").count() == 0


def test_values_that_the_data_does_not_know_are_dropped(visit):
    page = visit(
        "/?district=999999&district=150135&item=<b>kit</b>&since=2020-13-40&until=1999-01-01"
    )

    expect(main(page)).to_contain_text("Showing: San Martín de Porres")
    assert parameters(page) == {"district": ["150135"]}
    assert page.get_by_test_id("stAlert").count() == 0


def test_a_reader_changes_the_language_and_the_page_says_so(visit, settled):
    page = visit("/")
    speaks(page, "en")

    page.get_by_test_id("stSidebar").get_by_text("Español").click()
    page.wait_for_url(re.compile("lang=es"))
    settled(page)

    speaks(page, "es")
    expect(main(page)).to_contain_text("Kits de alimentos y agua")


def test_the_browser_s_language_comes_first_and_a_link_before_it(visit):
    speaks(visit("/", locale="es-PE"), "es")
    speaks(visit("/?lang=en", locale="es-PE"), "en")


def test_every_page_says_that_the_demonstration_is_invented(visit):
    expect(main(visit("/"))).to_contain_text("Invented demonstration rows")
