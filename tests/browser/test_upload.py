"""A file of one's own in a real browser: dry run, import, an operation of one's own, and what is refused."""

import csv
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from reparto.operations import create_operation

expect.set_options(timeout=30_000)  # an import on a busy machine

ROOT = Path(__file__).resolve().parents[2]
HEADER = "delivered_on,partner,ubigeo,item,households\n"
MIXED = HEADER + (
    "2020-04-10,Cáritas,150101,Food kit,10\n2020-04-11,Cáritas,150103,Food kit,5\n"
    "2020-04-12,Cáritas,159999,Food kit,7\nTotal,,,,22\n"
)
HOSTILE = "=cmd <img src=x onerror=alert(1)> ![](http:%2F%2Fforeign.example).csv"


def main(page):
    return page.get_by_test_id("stMain")


def sent(page, settled, *files: dict) -> None:
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_text("can be imported").or_(page.get_by_text("nothing to import")).first.wait_for()
    settled(page)


def file(name: str, text: str | bytes) -> dict:
    data = text.encode() if isinstance(text, str) else text
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.fixture
def lima(new_server, tmp_path, monkeypatch, app):
    """A server over an operation of one's own that holds nothing yet."""
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "operations"))
    create_operation(
        tmp_path / "operations/lima", name="Lima 2020", country="PE", starts_on=date(2020, 4, 9)
    )
    return new_server(
        REPARTO_HOME=str(tmp_path / "operations"), REPARTO_OPERATION="lima"
    ).start()  # fmt: skip


def test_a_first_file_is_checked_then_imported_then_corrected_and_added_again(
    visit, settled, lima, tmp_path
):
    page = visit("/data", server=lima)
    expect(main(page)).to_contain_text("Nothing was imported yet.")

    sent(
        page, settled, file("april.csv", MIXED), file("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(50))
    )
    expect(main(page)).to_contain_text("Read as deliveries, under Reparto's own headers.")
    expect(main(page)).to_contain_text("photo.csv is not a table. It seems to be a picture.")
    expect(main(page)).to_contain_text("row 4: “159999”")
    expect(main(page)).to_contain_text("Nothing was imported yet.")
    page.get_by_role("button", name="Import", exact=True).click()

    expect(main(page)).to_contain_text("Snapshot 1 is in force.")
    expect(main(page)).to_contain_text(
        "1 file was imported. 2 rows stand in the figures now, 1 held back."
    )
    page.get_by_role("tab", name="Held back (1)").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Rows to correct, as CSV").click()
    with page.expect_download() as workbook:
        page.get_by_role("button", name="Rows to correct, as XLSX").click()
    (row,) = csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines())
    assert (row["file"], row["row"], row["ubigeo"], row["households"]) == (
        "april.csv",
        "4",
        "159999",
        "7",
    )
    cells = CalamineWorkbook.from_path(str(workbook.value.path())).get_sheet_by_index(0).to_python()
    assert cells[1][cells[0].index("ubigeo")] == "159999"

    # Corrected by hand, as somebody would, and sent back.
    row["ubigeo"] = "150101"
    text = ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
    sent(page, settled, file("corrected.csv", text))
    page.get_by_role("button", name="Import", exact=True).click()

    expect(main(page)).to_contain_text("Snapshot 2 is in force.")
    page.get_by_role("link", name="See what it shows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    expect(main(page).get_by_test_id("stMetricValue").first).to_have_text("22")


def type_into_the_grid(page, settled, text: str, until: str) -> None:
    """Type into the second cell of the first row. The grid is a canvas: it takes no click while it is still drawn."""
    for _attempt in range(6):
        editor = page.get_by_test_id("stDataFrame").filter(visible=True).first
        editor.scroll_into_view_if_needed()
        settled(page)
        at = editor.bounding_box()
        page.mouse.dblclick(at["x"] + 150, at["y"] + 52)
        page.wait_for_timeout(700)
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(text, delay=20)
        page.keyboard.press("Enter")
        try:
            expect(main(page)).to_contain_text(until, timeout=6_000)
        except AssertionError:
            page.keyboard.press("Escape")
            continue
        return
    expect(main(page)).to_contain_text(until)


def test_a_question_is_answered_a_row_corrected_and_an_import_taken_back(visit, settled, lima):
    page = visit("/data", server=lima)
    nobody = "Fecha,zzz,Distrito,Articulo,Familias\n13/04/2020,Alfa,Ate,Kit,5\n14/04/2020,Beta,Xyz,Kit,6\n"

    # No header tells who delivered: the file waits, and nothing is chosen for anybody.
    page.locator("input[type=file]").set_input_files([file("who.csv", nobody)])
    expect(main(page)).to_contain_text("This file waits for an answer.")
    expect(main(page).get_by_role("button", name="Import", exact=True)).to_have_count(0)
    page.get_by_role("combobox", name="Which column tells who delivered?").click()
    page.get_by_role("option", name="zzz (suggested)").click()
    expect(main(page)).to_contain_text("who.csv: 1 of 2 rows come in.")
    settled(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(main(page)).to_contain_text("Snapshot 1 is in force.")

    page.get_by_role("tab", name="Held back (1)").click()
    settled(page)
    type_into_the_grid(page, settled, "150110", "1 cell is changed and not published yet.")
    page.get_by_role("textbox", name="Who corrects").fill("Ana Quispe")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="Correct and publish").click()
    expect(main(page)).to_contain_text("1 cell was corrected.")
    expect(main(page)).to_contain_text("Snapshot 2 is in force.")
    expect(page.get_by_role("tab", name="Held back (0)")).to_have_attribute("aria-selected", "true")

    page.get_by_role("tab", name="Files").click()
    with page.expect_download() as report:
        page.get_by_role("button", name="Report to send back, as XLSX").click()
    sheets = CalamineWorkbook.from_path(str(report.value.path())).sheet_names
    assert len(sheets) >= 2
    page.get_by_role("button", name="Take this import back…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Its 2 accepted rows leave the figures.")
    dialog.get_by_role("button", name="Take it back").click()
    expect(main(page)).to_contain_text("who.csv was taken back.")
    expect(main(page)).to_contain_text("Snapshot 3 is in force.")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_on_the_demonstration_a_file_starts_an_operation_of_its_own_in_one_step(
    visit, settled, new_server, tmp_path, store, app
):
    home = tmp_path / "operations"
    before = sorted((p, p.stat().st_mtime_ns) for p in (ROOT / "data").rglob("*"))
    server = new_server(REPARTO_HOME=str(home)).start()
    page = visit("/data", server=server)

    sent(page, settled, file("Kits abril.csv", MIXED))
    expect(page.get_by_role("textbox", name="Name of the operation")).to_have_value("Kits abril")
    page.get_by_role("button", name="Start this operation").click()

    expect(main(page)).to_contain_text(
        "1 file was imported. 2 rows stand in the figures now, 1 held back."
    )
    expect(main(page)).to_contain_text("Kits abril")
    expect(main(page)).not_to_contain_text("Invented demonstration rows")
    assert parse_qs(urlsplit(page.url).query)["operation"] == ["kits-abril"]
    assert sorted(path.name for path in (home / "kits-abril").iterdir()) == [
        "kits.csv", "operation.toml", "partners.csv",
    ]  # fmt: skip
    assert sorted((p, p.stat().st_mtime_ns) for p in (ROOT / "data").rglob("*")) == before

    # A shared link opens the new operation, and the bare address still opens the demonstration.
    again = visit("/overview?operation=kits-abril", server=server)
    expect(main(again)).to_contain_text("Kits abril")
    expect(main(again).get_by_test_id("stMetricValue").first).to_have_text("15")
    expect(main(visit("/", server=server))).to_contain_text("Invented demonstration rows")


def test_a_hostile_name_and_hostile_cells_are_shown_as_text(visit, settled, lima):
    page = visit("/data", server=lima)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    text = (
        HEADER
        + '2020-04-10,"<img src=x onerror=alert(2)>",150101,"![](http://foreign.example/a.png)",10\n'
    )
    text += (
        '2020-04-10,Cáritas,"<script>alert(3)</script> ![](http://foreign.example/b.png)",Kit,10\n'
    )

    sent(page, settled, file(HOSTILE, text))
    expect(main(page)).to_contain_text("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(main(page)).to_contain_text("Snapshot 1 is in force.")
    page.get_by_role("tab", name=re.compile("Held back")).click()
    settled(page)

    assert dialogs == []
    assert page.locator("img[src*=foreign], img[src=x]").count() == 0


def test_the_page_fits_a_phone_in_spanish_and_in_the_dark(visit, settled, lima):
    page = visit("/data?lang=es", width=390, dark=True, server=lima)

    page.locator("input[type=file]").set_input_files([file("abril.csv", MIXED)])
    page.get_by_text("159999").first.wait_for()
    settled(page)

    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    assert page.get_by_test_id("stException").count() == 0


def test_a_file_that_is_too_large_is_refused_at_once(visit, settled, lima):
    page = visit("/data", server=lima)

    page.locator("input[type=file]").set_input_files([file("large.csv", b"a,b\n" * 5_500_000)])

    expect(main(page)).to_contain_text("File must be 20.0MB or smaller")
    expect(main(page).get_by_role("button", name="Import", exact=True)).to_have_count(0)
