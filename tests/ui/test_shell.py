"""The frame around every page: filters from links, language, the demonstration, and what can go wrong."""

import json
import shutil

import pytest

from reparto.language import LANGUAGES
from reparto.ui.filters import Choices, chosen_in_words, clean
from reparto.ui.text import md_escape, plain, spreadsheet_safe

ROOT_TITLE = "Overview"


def words(app) -> str:
    return " ".join(element.value for element in [*app.markdown, *app.caption]).replace("\\", "")


def test_the_first_page_opens_and_says_what_it_shows(open_app):
    app = open_app()

    assert not app.exception and not app.error
    assert [title.value for title in app.title] == [ROOT_TITLE]
    assert "Invented demonstration rows" in words(app)
    assert "Snapshot 1" in words(app)
    assert "Last delivery on 22 May 2020" in words(app)


def test_a_shared_link_opens_on_its_filters(open_app):
    app = open_app(district=["150132", "150135"], since="2020-04-20")

    assert app.multiselect(key="filter_district").value == ["150132", "150135"]
    shown = "Showing: San Juan de Lurigancho, San Martín de Porres · since 20 April 2020"
    assert shown in words(app).replace("**", "")


@pytest.mark.parametrize(
    "parameters",
    [
        {"district": "999999"},
        {"department": ["15'; drop", "<script>"]},
        {"since": "yesterday"},
        {"until": "1999-12-31"},
        {"operation": "another"},
        {"lang": "tlh"},
    ],
)
def test_a_bad_value_in_a_link_is_dropped(open_app, parameters):
    app = open_app(**parameters)

    assert not app.exception and not app.error
    assert "Showing" not in words(app)


def test_a_district_outside_the_chosen_department_is_dropped(open_app):
    app = open_app(department="15", district=["150132", "070106"])

    assert app.multiselect(key="filter_district").value == ["150132"]
    assert "070106" not in app.multiselect(key="filter_district").options


def test_a_filter_survives_a_rerun_and_is_cleared_by_its_button(open_app):
    app = open_app(item="food_kit")
    app.run()
    assert "Showing: Food kit" in words(app).replace("**", "")
    assert "out of all targeted families" in words(app)

    app.button(key="clear_filters_above").click().run()

    assert "Showing" not in words(app)
    assert app.multiselect(key="filter_item").value == []


def test_a_change_in_the_sidebar_narrows_the_page(open_app):
    app = open_app()

    app.multiselect(key="filter_department").set_value(["07"]).run()

    assert "Showing: Callao" in words(app).replace("**", "")


def test_rows_that_the_dates_leave_out_are_counted_and_said(open_app):
    assert "lie only partly inside these dates" in words(open_app(since="2020-04-15"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_link_is_spoken(open_app, language):
    app = open_app(lang=language)

    expected = {"en": "Food and water kits", "es": "Kits de alimentos y agua"}
    assert expected[language] in words(app)


def test_an_operation_without_data_offers_the_import(open_app, monkeypatch, tmp_path):
    folder = tmp_path / "new"
    shutil.copytree("reparto/templates", folder)
    (folder / "operation.toml").write_text('name = "Huaicos"\nstarts_on = 2023-03-01\n')
    monkeypatch.setenv("REPARTO_OPERATION", str(folder))

    app = open_app()

    assert not app.exception
    assert [note.proto.title for note in app.info] == ["There is no data yet."]
    assert "Invented" not in words(app)


def test_settings_that_cannot_be_read_are_a_message_that_says_what_to_do(
    open_app, monkeypatch, tmp_path
):
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "operation.toml").write_text("household_size = ")
    monkeypatch.setenv("REPARTO_OPERATION", str(folder))

    app = open_app()

    assert not app.exception
    assert len(app.error) == 1 and "cannot be read" in app.error[0].proto.title


def test_a_damaged_snapshot_gives_way_to_the_one_before_and_says_so(
    open_app, monkeypatch, tmp_path, demonstration_store
):
    store = tmp_path / "store"
    shutil.copytree(demonstration_store, store)
    folder = store / "demonstration"
    facts = json.loads((folder / "snapshot-1.json").read_text())
    (folder / "snapshot-2.duckdb").write_bytes(b"not a database")
    (folder / "snapshot-2.json").write_text(json.dumps(facts | {"snapshot": 2}))
    (folder / "CURRENT").write_text("2\n")
    monkeypatch.setenv("REPARTO_STORE", str(store))

    app = open_app()

    assert not app.exception
    assert [note.proto.title for note in app.warning] == ["You see an earlier state of the data."]


def test_names_are_shown_as_they_are_written():
    assert md_escape("[x](http://a.b) :red[y] $z$") == (
        "\\[x\\]\\(http\\:\u2060\\/\\/a\\.b\\) \\:red\\[y\\] \\$z\\$"
    )
    assert md_escape("www.a.b c@d") == "www\u2060\\.a\\.b c\u2060\\@d"
    assert plain("one\n\ttwo \u202ethree") == "one two three"
    assert spreadsheet_safe("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert spreadsheet_safe("Ate") == "Ate"
    assert spreadsheet_safe(-3) == -3


def test_a_choice_keeps_only_what_the_data_knows():
    choices = Choices(
        {"department": {"15": "Lima"}, "district": {"150103": "Ate"}}, {"150103": "15"}, None, None
    )

    assert clean({"department": ("15", "15"), "district": ("150103", "1")}, choices) == {
        "department": ("15",),
        "district": ("150103",),
    }


def test_many_values_of_a_filter_are_summed_up_in_words():
    from reparto.scope import Scope

    names = {str(n): f"District {n}" for n in range(7)}
    said = chosen_in_words(
        Scope(district=tuple(names)), Choices({"district": names}, {}, None, None)
    )

    assert said == ["District 0, District 1, District 2, 4 more"]
