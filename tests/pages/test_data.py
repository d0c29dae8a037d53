"""The Data page: what became of every row, and what an upload does before and after somebody says yes."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import pytest

from reparto.importing import import_sources, store_of
from reparto.operations import DEMONSTRATION, known_operations
from reparto.outputs.tables import correction_tables, to_csv
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import current_number, open_current
from tests import sample_recount as recount
from tests.pages.data_page import GOOD, MIXED, figures, raw_texts, texts, titles, upload

HOSTILE = "<img src=x onerror=alert(1)> ![](http://h.example/x.png).csv"


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock" and "__pycache__" not in path.parts
    }


def test_the_rows_of_all_files_add_up(open_page):
    app = open_page("data")

    cards = {label: int(value.replace(",", "")) for label, value in figures(app).items()}

    assert not app.exception
    files = len(list(recount.EXPORTS.iterdir()))
    assert f"{files} files stand behind the figures." in texts(app)
    assert cards["Rows read"] == cards["= Accepted"] + cards["+ Held back"] + cards["+ Skipped"]
    # Wrong on purpose, by the list in data/sample/SOURCES.md: eight held back, a total and an empty row.
    assert (cards["+ Held back"], cards["+ Skipped"]) == (8, 2)


def test_each_file_stands_in_the_table_with_the_rows_that_were_counted(open_page):
    app = open_page("data")
    table = app.dataframe[0].value.set_index("name")

    for name in recount.DELIVERY_FILES:
        row = table.loc[name]
        counts = row[["rows_accepted", "rows_held_back", "rows_skipped"]]
        assert row["rows_read"] == counts.sum()
        # The recount knows which rows are right, so what it leaves out is what the product may not let in.
        assert row["rows_accepted"] == sum(r.file == name and not r.fault for r in recount.rows())
    assert list(table.loc["ollas_barrio_demo.csv", ["rows_held_back", "rows_skipped"]]) == [5, 1]


def test_held_back_rows_stand_with_file_row_value_and_reason(open_page):
    app = open_page("data")
    held = next(t.value for t in app.dataframe if "advice" in t.value and "value" in t.value)

    found = {(row.file, row.row): (row.value, row.reason) for row in held.itertuples()}

    skipped = {"total", "empty line"}
    assert set(found) == {
        (row.file, row.number) for row in recount.rows() if row.fault and row.fault not in skipped
    }
    assert found["ollas_barrio_demo.csv", 154] == ("31/02/2020", "A date cannot be read.")
    assert found["ollas_semanal_demo.csv", 53] == ("-8", "A count is below zero.")
    assert len(app.download_button) >= 3


def test_skipped_rows_stand_with_what_they_are(open_page):
    app = open_page("data")
    skipped = next(
        t.value for t in app.dataframe if list(t.value) == ["name", "sheet", "row_no", "reason"]
    )

    assert [(row.name_, row.row_no, row.reason) for row in skipped.rename(columns={"name": "name_"}).itertuples()] == [
        ("caritas_entregas_demo.csv", 80, "Row of totals"),
        ("ollas_barrio_demo.csv", 266, "Blank row"),
    ]  # fmt: skip


def test_an_empty_operation_asks_for_its_first_file(open_page, lima):
    app = open_page("data")

    assert not app.exception
    assert "Nothing was imported yet. Add the first file above." in texts(app)
    assert app.file_uploader


def test_an_upload_is_only_checked_until_it_is_imported(open_page, lima):
    app = upload(open_page("data"), ("april.csv", MIXED))

    assert not app.exception
    assert figures(app) == {
        "Rows read": "4",
        "= Accepted": "2",
        "+ Held back": "1",
        "+ Skipped": "1",
    }
    assert "Read as deliveries, under Reparto's own headers." in texts(app)
    assert "1 file can be imported" in texts(app)
    assert "**The place is not known, or several places share its name.**" in texts(app)
    assert "row 4" in texts(app) and "159999" in texts(app)
    assert current_number(store_of(lima)) is None
    assert tree(lima.folder).keys() == {"operation.toml", "partners.csv", "kits.csv"}


def test_an_upload_is_imported_when_asked_and_the_page_shows_it(open_page, lima):
    app = upload(
        open_page("data"), ("april.csv", MIXED), ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(40))
    )

    app.button(key="import_now").click().run()

    assert not app.exception
    assert current_number(store_of(lima)) == 1
    assert titles(app.success) == ["Snapshot 1 is in force."]
    assert (
        app.success[0].value.replace("\\", "")
        == "1 file was imported. 2 rows stand in the figures now, 1 held back."
    )
    assert titles(app.warning) == [r"picture\.csv"]
    assert figures(app) == {
        "Rows read": "4",
        "= Accepted": "2",
        "+ Held back": "1",
        "+ Skipped": "1",
    }


def test_the_mapping_names_our_field_and_their_column(open_page, lima):
    spanish = "Fecha de entrega;Socio;Distrito;Tipo de kit;Familias;Teléfono\n13/04/2020;Cáritas;Ate;Kit;4;999 888 777\n"

    app = upload(open_page("data"), ("abril.csv", spanish))

    table = next(t.value for t in app.table if "Column in the file" in t.value)
    mapping = {row["Our own header"].replace("\\", ""): row for row in table.to_dict("records")}
    assert mapping["households"]["Column in the file"] == "Familias"
    assert mapping["delivered_on"]["Order of dates"].replace("\\", "") == "day/month/year"
    assert "Personal columns were dropped before anything was stored: “Teléfono”." in texts(app)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty.csv is empty."),
        (
            "report.csv",
            b"%PDF-1.7 ...",
            "report.csv is not a table. It seems to be a PDF document.",
        ),
        (
            "kits.csv",
            b"delivered_on,ubigeo,item\n2020-04-10,150101,Kit\n",
            "the table does not tell who delivered.",
        ),
    ],
)
def test_a_refused_file_gives_one_clear_message_and_no_button(
    open_page, lima, name, content, sentence
):
    app = upload(open_page("data"), (name, content))

    assert not app.exception
    (error,) = app.error
    assert error.proto.title == "This file cannot be imported."
    assert sentence in error.value.replace("\\", "")
    assert "There is nothing to import; the reason is below." in texts(app)
    assert not [button for button in app.button if button.key == "import_now"]


def test_a_file_that_is_there_already_says_so(open_page, lima):
    import_sources(lima, [("april.csv", lambda: GOOD.encode())])

    app = upload(open_page("data"), ("again.csv", GOOD))

    assert "This file was imported before; nothing changed" in texts(app)
    assert not [button for button in app.button if button.key == "import_now"]


def test_a_hostile_file_name_is_text(open_page, lima):
    app = upload(open_page("data"), (HOSTILE, MIXED))
    said = raw_texts(app)

    assert not app.exception
    assert "<img" not in said.replace("\\<img", "")
    assert "![]" not in said
    assert "2 rows stand in the figures now" in texts(app.button(key="import_now").click().run())


def test_two_imports_at_once_give_a_message(open_page, lima):
    from reparto.snapshots import writing

    app = upload(open_page("data"), ("april.csv", GOOD))
    with writing(store_of(lima)):
        app.button(key="import_now").click().run()

    assert not app.exception
    assert titles(app.error) == ["Another import is running."]
    assert current_number(store_of(lima)) is None


def test_held_back_rows_can_be_corrected_and_added_again(open_page, lima):
    import_sources(lima, [("april.csv", lambda: MIXED.encode())])
    snapshot = open_current(store_of(lima))
    (table,) = correction_tables(ask_rows(snapshot, "data/held_back", EVERYTHING))
    snapshot.close()
    rows = list(csv.DictReader(io.StringIO(to_csv(table.columns, table.rows).decode("utf-8-sig"))))
    rows[0]["ubigeo"] = "150101"
    corrected = io.StringIO()
    writer = csv.DictWriter(corrected, table.columns)
    writer.writeheader()
    writer.writerows(rows)

    app = upload(open_page("data"), ("corrected.csv", corrected.getvalue()))
    app.button(key="import_now").click().run()

    assert not app.exception
    assert (
        app.success[0].value.replace("\\", "")
        == "1 file was imported. 1 row stands in the figures now, 0 held back."
    )
    assert figures(app)["= Accepted"] == "3"


def test_the_demonstration_starts_an_operation_from_a_file_and_stays_as_it_was(
    open_page, tmp_path, monkeypatch
):
    home = tmp_path / "operations"
    app = open_page("data")
    monkeypatch.setenv("REPARTO_HOME", str(home))
    before = tree(DEMONSTRATION)

    upload(app, ("Kits del Perú (abril).csv", MIXED))
    assert app.text_input[0].value == "Kits del Perú abril"
    assert [box.value for box in app.date_input if box.label == "First day"] == [date(2020, 4, 10)]
    app.text_input[0].set_value("Ayuda / Lima ../../x").run()
    app.button(key="import_now").click().run()

    assert not app.exception
    assert tree(DEMONSTRATION) == before
    assert [path.name for path in home.iterdir()] == ["ayuda-lima-x"]
    assert "ayuda-lima-x" in known_operations()
    assert "ayuda-lima-x" in app.query_params["operation"]
    assert titles(app.success) == ["Snapshot 1 is in force."]
    assert figures(app)["= Accepted"] == "2"
    assert "Invented demonstration rows" not in texts(app)


def test_a_refused_file_on_the_demonstration_starts_nothing(open_page, tmp_path, monkeypatch):
    home = tmp_path / "operations"
    app = open_page("data")
    monkeypatch.setenv("REPARTO_HOME", str(home))

    upload(app, ("empty.csv", b""))

    assert not app.exception
    assert titles(app.error) == ["This file cannot be imported."]
    assert not [button for button in app.button if button.key == "import_now"]
    assert not home.exists()


def test_nothing_here_is_narrowed_by_filters_and_the_page_says_so(open_page):
    app = open_page("data", district=["150132"])

    assert "11 files stand behind the figures." in texts(app)
    assert "Filters do not narrow this page: it is about whole files." in texts(app)
