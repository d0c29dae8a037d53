"""R4V's models on the overview: only where rows count new people by sector, and never without saying what is lacking."""

import shutil

import pytest

from reparto.importing import import_files
from tests.worlds import GOLDEN

FOLDER = GOLDEN / "r4v"
TITLE = "People by R4V's models"


def words(app) -> str:
    kinds = (app.markdown, app.caption, app.subheader)
    return "\n".join(element.value for kind in kinds for element in kind).replace("\\", "")


def taken(lima, *files: str):
    for name in files:
        shutil.copy(FOLDER / name, lima.folder)
    assert import_files(lima, [FOLDER / "5w.csv"]).files[0].status == "imported"


def test_the_models_stand_side_by_side_with_what_they_leave_out(open_page, lima):
    taken(lima, "proportions.csv", "indicators.csv")
    opened = open_page()
    assert not opened.exception
    said = words(opened)
    assert TITLE in said
    assert (
        "The same rows give between 186 and 351 people by R4V's models, a factor of 1.9. "
        "10 rows of direct assistance enter, by the list of indicators (indicators.csv)." in said
    )
    assert "1 row is no direct assistance." in said
    assert (
        "1 row with 12 new people has no shares, so it enters no largest cell: Protection (General)."
        in said
    )
    assert (
        "“Largest sector by cell” lies above the plain sum in 1 of 4 months and departments, by 6 people"
        in said
    )
    assert (
        "“Sum of sectors”: figures of a month and department not the sum of their population types: 1 of 4."
        in said
    )

    (basis,) = [b for b in opened.button_group if b.key == "r4v_basis"]
    basis.set_value("targeted").run()
    said = words(opened)
    assert "2 rows with 67 new people have no shares" in said
    (table,) = [t.value for t in opened.dataframe if "cumulated_first" in t.value]
    people = dict(zip(table["label"], table["persons"], strict=True))
    assert people == {
        "Sum of sectors": 351,
        "Southern Cone": 303,
        "Largest sector by cell": 236,
        "Largest sector by sex and age": 186,
    }
    assert table["factor"].round(2).tolist() == [1.89, 1.63, 1.27, 1.0]


def test_filters_hold_for_the_models_too(open_page, lima):
    taken(lima, "proportions.csv", "indicators.csv")
    opened = open_page(department=["24"], until="2025-03-31")
    assert not opened.exception
    assert "The same rows give between 24 and 37 people by R4V's models" in words(opened)
    nowhere = open_page(until="2025-01-31")
    assert not nowhere.exception
    assert TITLE not in words(nowhere)


def test_without_shares_it_is_said_what_they_would_need(open_page, lima):
    taken(lima)
    opened = open_page()
    assert not opened.exception
    said = words(opened)
    assert "a file proportions.csv in the operation's folder" in said
    assert "by their mark as part of the plan, since no list gives types of indicators" in said
    assert not [b for b in opened.button_group if b.key == "r4v_basis"]


def test_rows_that_cannot_enter_are_told_in_one_sentence(open_page, lima):
    (lima.folder / "indicators.csv").write_text(
        "sector,indicator,type\nFood Security,# fed,Output\n", encoding="utf-8"
    )
    assert import_files(lima, [FOLDER / "5w.csv"]).files[0].status == "imported"
    opened = open_page()
    assert not opened.exception
    assert "none of the 11 rows that count new people here has all of that" in words(opened)


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_operation_without_new_people_shows_nothing_of_them(app, language):
    opened = app(lang=language)
    assert not opened.exception
    assert "R4V" not in words(opened)
