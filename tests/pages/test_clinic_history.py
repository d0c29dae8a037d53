"""What was imported, on the Data page: taken back when that is confirmed, reported on, corrected and written down."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from reparto.corrections import corrections_in
from reparto.errors import UnreadableExport
from reparto.feedback import report_of_source
from reparto.importing import import_sources, store_of
from reparto.journal import read_journal
from reparto.outputs.template import template
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import current_number, open_current
from reparto.undoing import undo
from tests.pages.data_page import GOOD, HEADER, MIXED, figures, texts, titles, upload

WITH_IDS = "delivery_id," + HEADER


def take(lima, name: str, text: str) -> None:
    assert import_sources(lima, [(name, lambda: text.encode())]).succeeded


def held_back(lima) -> list[dict]:
    snapshot = open_current(store_of(lima))
    try:
        return ask_rows(snapshot, "data/held_back", EVERYTHING)
    finally:
        snapshot.close()


def tab_labels(app) -> list[str]:
    return [tab.label for tab in app.tabs]


def table_with(app, *columns: str):
    return next(t.value for t in app.dataframe if set(columns) <= set(t.value))


def families(app) -> tuple[str, str]:
    card = next(card for card in app.metric if card.label == "Families reached")
    return card.value, card.delta


def test_an_import_is_taken_back_only_after_it_said_what_that_changes(open_page, lima):
    take(lima, "april.csv", GOOD)
    take(lima, "may.csv", HEADER + "2020-05-02,Beta,150101,Kit,7\n")
    app = open_page("data")

    app.button(key="take_back").click().run()

    assert not app.exception
    assert "Its 1 accepted row leaves the figures." in texts(app)
    assert families(app) == ("15", "−7")
    assert current_number(store_of(lima)) == 2
    app.button(key="take_back_now").click().run()

    assert not app.exception
    assert current_number(store_of(lima)) == 3
    assert titles(app.success)[0] == "Snapshot 3 is in force."
    assert "may.csv was taken back." in texts(app)
    assert families(app) == ("15", "−7")
    assert figures(app)["Rows read"] == "2"
    assert list(table_with(app, "rows_replaced")["name"]) == ["april.csv"]


def test_an_import_that_is_not_taken_back_stays(open_page, lima):
    take(lima, "april.csv", GOOD)
    app = open_page("data")
    app.button(key="take_back").click().run()
    app.button(key="keep_it").click().run()

    assert not app.exception
    assert not [button for button in app.button if button.key == "take_back_now"]
    assert current_number(store_of(lima)) == 1


def test_any_of_several_files_can_be_taken_back_even_the_last_one(open_page, lima):
    take(lima, "april.csv", GOOD)
    take(lima, "may.csv", HEADER + "2020-05-02,Beta,150101,Kit,7\n")
    app = open_page("data")
    for name in ("april.csv", "may.csv"):
        chosen = next(box for box in app.selectbox if box.label == "File")
        if len(chosen.options) == 2:
            assert chosen.options == ["2 · may.csv", "1 · april.csv"]
            chosen.set_value(1).run()
        app.button(key="take_back").click().run()
        app.button(key="take_back_now").click().run()
        assert not app.exception
        assert f"{name} was taken back." in texts(app)

    assert figures(app)["Rows read"] == "0"
    assert not [button for button in app.button if button.key == "take_back"]


def test_the_demonstration_can_neither_be_taken_back_nor_corrected(open_page):
    app = open_page("data")

    assert app.button(key="take_back").disabled
    assert not [button for button in app.button if button.key == "correct_now"]
    assert "The demonstration stays as it is" in texts(app)


def type_over(app, row: int, **cells: str) -> None:
    """Type into the editor as a visitor does; the page runs again."""
    (editor,) = app.data_editor
    app.session_state[editor.key] = {
        "edited_rows": {row: cells},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()


def test_a_row_held_back_is_corrected_in_place_and_counts(open_page, lima):
    take(lima, "april.csv", MIXED)
    app = open_page("data")
    (editor,) = app.data_editor
    assert list(editor.value["ubigeo"]) == ["159999"]
    assert app.button(key="correct_now").disabled

    type_over(app, 0, ubigeo="150101")
    assert "1 cell is changed and not published yet." in texts(app)
    app.text_input(key="who_corrects").set_value("Ana Quispe").run()
    app.button(key="correct_now").click().run()

    assert not app.exception
    assert titles(app.success)[0] == "Snapshot 2 is in force."
    assert "1 cell was corrected." in texts(app)
    assert families(app) == ("22", "+7")
    assert held_back(lima) == []
    assert "Held back (0)" in tab_labels(app)
    (line,) = table_with(app, "from", "to").to_dict("records")
    assert (line["who"], line["file"], line["row"], line["from"], line["to"]) == (
        "Ana Quispe, on the Data page", "april.csv", 4, "159999", "150101",
    )  # fmt: skip
    journal = table_with(app, "what", "about")
    assert list(journal["what"]) == ["Corrected", "Imported"]
    assert journal["about"][0] == "april.csv, row 4, District code: “159999” → “150101”"
    assert journal["families"][0] == "15 → 22"
    assert journal["about"][1] == "april.csv: 2 accepted, 1 held back"


def test_the_journal_says_who_did_it_and_where_and_never_the_servers_account(
    open_page, lima, monkeypatch
):
    monkeypatch.setenv("REPARTO_USER", "operator")
    take(lima, "april.csv", MIXED)
    monkeypatch.delenv("REPARTO_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "server")
    app = upload(open_page("data"), ("may.csv", HEADER + "2020-05-02,Beta,150101,Kit,7\n"))
    app.button(key="import_now").click().run()
    type_over(app, 0, ubigeo="150101")
    app.button(key="correct_now").click().run()
    app.button(key="take_back").click().run()
    app.button(key="take_back_now").click().run()

    assert not app.exception
    journal = table_with(app, "what", "about")
    assert list(zip(journal["what"], journal["who"], strict=True)) == [
        ("Taken back", "On the Data page"),
        ("Corrected", "On the Data page"),
        ("Imported", "On the Data page"),
        ("Imported", "operator, on the command line"),
    ]
    assert [(entry["who"], entry["where"]) for entry in read_journal(store_of(lima))] == [
        *[(None, "page")] * 3, ("operator", "command"),
    ]  # fmt: skip
    assert [correction.who for correction in corrections_in(store_of(lima))] == [""]


def test_a_name_given_once_stands_beside_what_is_taken_back_too(open_page, lima):
    take(lima, "april.csv", MIXED)
    app = open_page("data")
    app.text_input(key="who_corrects").set_value(" Ana  Quispe ").run()
    app.button(key="take_back").click().run()
    app.button(key="take_back_now").click().run()

    assert not app.exception
    newest = read_journal(store_of(lima))[0]
    assert (newest["what"], newest["who"], newest["where"]) == ("undo", "Ana Quispe", "page")


def test_a_correction_that_is_wrong_too_leaves_the_row_where_it_is(open_page, lima):
    take(lima, "april.csv", MIXED)
    app = open_page("data")
    type_over(app, 0, ubigeo="158888")
    app.button(key="correct_now").click().run()

    assert not app.exception
    assert "None of these figures changes." in texts(app)
    (editor,) = app.data_editor
    assert list(editor.value["ubigeo"]) == ["158888"]
    assert [row["value"] for row in held_back(lima)] == ["158888"]


def test_many_rows_held_back_are_corrected_page_by_page(open_page, lima):
    rows = "".join(f"2020-04-10,Alfa,159{n:03},Kit,1\n" for n in range(230))
    take(lima, "april.csv", GOOD + rows.replace("159", "999"))
    app = open_page("data")
    (editor,) = app.data_editor
    assert len(editor.value) == 200
    app.pagination[0].set_value(2).run()
    (editor,) = app.data_editor

    assert not app.exception
    assert len(editor.value) == 30
    type_over(app, 29, ubigeo="150101")
    app.button(key="correct_now").click().run()
    assert len(held_back(lima)) == 229
    assert 233 not in {row["row_no"] for row in held_back(lima)}


def test_replaced_rows_stand_with_what_they_said_and_who_speaks_now(open_page, lima):
    take(lima, "a_2020-04-10.csv", WITH_IDS + "A1,2020-04-10,Alfa,150101,Kit,10\n")
    take(lima, "b_2020-04-20.csv", WITH_IDS + "A1,2020-04-10,Alfa,150101,Kit,12\n")

    app = open_page("data")

    assert not app.exception
    assert "Replaced (1)" in tab_labels(app)
    (row,) = table_with(app, "by_name", "how").to_dict("records")
    assert (row["name"], row["by_name"], row["households"], row["how"]) == (
        "a_2020-04-10.csv", "b_2020-04-20.csv", 10, "Brought up to date: same id",
    )  # fmt: skip
    batches = table_with(app, "rows_replaced")
    assert list(batches["rows_replaced"]) == [1, 0]
    app.button(key="take_back").click().run()
    assert "The rows that this file had replaced count again." in texts(app)


def test_a_blank_workbook_for_partners_is_offered_for_all_and_for_one(open_page, lima):
    (lima.folder / "partners.csv").write_text("code,name\nCAR,Cáritas\n", encoding="utf-8")
    app = open_page("data")

    assert [b.label for b in app.download_button if b.key == "download_template"] == [
        "Blank workbook, as XLSX"
    ]
    box = app.selectbox(key="template_for")
    assert box.options == ["All partners", "Cáritas"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(template(lima, "en", "CAR")))
    assert "Deliveries" in sheet.sheet_names


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_report_is_offered_before_and_after_the_import(open_page, lima, language):
    app = upload(open_page("data", lang=language), ("april.csv", MIXED))
    assert any(str(b.key).startswith("report_") for b in app.download_button)

    app.button(key="import_now").click().run()
    assert [b for b in app.download_button if b.key == "report_of_batch"]
    assert not app.exception


@pytest.mark.parametrize("page", ["overview", "partners", "map", "districts", "methods"])
def test_every_page_stands_after_the_only_import_was_taken_back(open_page, lima, page):
    take(lima, "april.csv", GOOD)
    undo(lima, "1")

    app = open_page(page)

    assert not app.exception


def test_the_report_on_a_trial_hears_the_answers_that_were_given(lima):
    text = "Fecha,zzz,Distrito,Articulo,Familias\n13/04/2020,Alfa,Ate,Kit,5\n14/04/2020,Beta,Xyz,Kit,6\n"
    source = ("who.csv", text.encode)
    with pytest.raises(UnreadableExport):
        report_of_source(lima, source, "en")
    (question,) = import_sources(lima, [source], dry_run=True).files[0].questions

    book = report_of_source(lima, source, "en", {question["id"]: "1"})

    sheets = CalamineWorkbook.from_filelike(BytesIO(book))
    cells = [
        str(c)
        for n in sheets.sheet_names
        for r in sheets.get_sheet_by_name(n).to_python()
        for c in r
    ]
    assert "Xyz" in cells
    assert current_number(store_of(lima)) is None


def test_what_can_be_imported_is_a_list_that_fits_on_a_telephone(open_page, lima):
    app = open_page("data", lang="es")

    kinds = [m.value.replace("\\", "") for m in app.markdown if "- Debe indicar:" in m.value]
    assert [text.splitlines()[0] for text in kinds] == [
        "**Entregas**", "**Metas**", "**Aportes**", "**Movimientos de existencias**",
    ]  # fmt: skip
    assert "- Encabezados de Reparto para ello: partner, ubigeo, delivered_on, item" in kinds[0]
    assert "households" in kinds[0].splitlines()[-1]


def test_empty_cells_to_correct_are_empty_and_stay_so(open_page, lima):
    text = HEADER.replace("ubigeo", "ubigeo,district") + "2020-04-12,Cáritas,159999,,Kit,7\n"
    text += "2020-04-12,Cáritas,,Xyz,Kit,7\n2020-04-13,Cáritas,,Ate,Kit,7\n"
    take(lima, "april.csv", text)
    app = open_page("data")
    (editor,) = app.data_editor

    assert list(editor.value["ubigeo"]) == ["159999", ""]
    assert list(editor.value["district"]) == ["", "Xyz"]
    assert app.button(key="correct_now").disabled


def test_a_cell_that_is_cleared_is_empty_and_may_be_published(open_page, lima):
    take(lima, "april.csv", GOOD + "2020-04-10,Alfa,150101,Kit,-7\n")
    app = open_page("data")
    (editor,) = app.data_editor
    assert editor.proto.placeholder == "" and editor.proto.HasField("placeholder")

    type_over(app, 0, households=None)  # what the browser sends for a cell that is cleared
    assert "1 cell is changed and not published yet." in texts(app)
    app.button(key="correct_now").click().run()

    assert not app.exception
    assert held_back(lima) == []
    (line,) = table_with(app, "from", "to").to_dict("records")
    assert (line["from"], line["to"]) == ("-7", None)
    assert app.dataframe[0].proto.placeholder == "—"
    journal = table_with(app, "what", "about")
    assert journal["about"][0] == "april.csv, row 4, Families: “-7” → empty"


def test_an_empty_cell_that_is_cleared_or_filled_with_nothing_is_no_correction(open_page, lima):
    take(lima, "april.csv", GOOD + "2020-04-10,,150101,Kit,7\n")
    app = open_page("data")

    for nothing in (None, "", "  "):
        type_over(app, 0, partner=nothing)
        assert app.button(key="correct_now").disabled
    type_over(app, 0, partner="Alfa")
    app.button(key="correct_now").click().run()

    (line,) = table_with(app, "from", "to").to_dict("records")
    assert (line["from"], line["to"]) == (None, "Alfa")
    journal = table_with(app, "what", "about")
    assert journal["about"][0] == "april.csv, row 4, Partner: empty → “Alfa”"


def test_every_cell_at_fault_can_be_typed_over_and_stands_with_its_own_text(open_page, lima):
    take(lima, "april.csv", GOOD + "2020-04-10,,159999,Kit,abc\n")
    app = open_page("data")

    (editor,) = app.data_editor
    assert {"partner", "ubigeo", "households"} <= set(editor.value)
    assert editor.value["households"].tolist() == ["abc"]
    (row,) = held_back(lima)
    cells = {"partner": None, "ubigeo": "159999", "households": "abc"}
    assert row["value"] == cells[row["column_name"]]


def test_a_reason_stands_once_whatever_kind_of_row_it_holds_back(open_page, lima):
    take(lima, "april.csv", GOOD + "not a day,Alfa,150101,Kit,1\n")
    take(
        lima,
        "stock.csv",
        "moved_on,kind,lot,item,quantity\n2020-04-09,in,L1,Kit,9\nxx,out,L1,Kit,1\n",
    )
    app = open_page("data")

    reasons = next(t.value for t in app.table if "Why" in t.value)
    assert reasons["Why"].tolist() == ["A date cannot be read\\."]
    assert reasons["Held back"].tolist() == ["2 rows"]
