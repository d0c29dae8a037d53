"""The page that tells why a figure changed: two snapshots, the causes between them, and the rows behind each."""

import json

import pytest

from reparto.correcting import correct
from reparto.importing import import_sources, store_of
from reparto.snapshots import snapshot_path
from reparto.ui.clicks import Click
from reparto.undoing import undo
from tests.pages.data_page import texts, titles

HEADER = "delivery_id,delivered_on,partner,ubigeo,item,households\n"
APRIL = "A1,2020-04-10,Cáritas,150101,Food kit,2000\nA2,2020-04-12,Cáritas,150103,Food kit,1500\nA3,2020-04-13,Cáritas,150103,Food kit,-90\n"
MAY = "A2,2020-04-12,Cáritas,150103,Food kit,1350\nB2,2020-04-11,<b>Beta</b>,150110,Food kit,240\nB3,2020-05-02,<b>Beta</b>,150110,Food kit,390\n"
WRONG = "B1,2020-04-12,Beta,150110,Food kit,710\n"


def take(lima, name: str, text: str) -> str:
    report = import_sources(lima, [(name, lambda: (HEADER + text).encode())])
    assert report.succeeded
    return report.files[0].sha256


@pytest.fixture
def told(lima):
    """The worked example of docs/restatements.md: 4,210 families become 3,980."""
    take(lima, "april.csv", APRIL)
    wrong = take(lima, "wrong.csv", WRONG)
    take(lima, "may.csv", MAY)
    undo(lima, wrong)
    return lima


def expanders(app) -> list[str]:
    return [box.label.replace("\\", "") for box in app.expander]


def open_cause(app, cause: str):
    app.session_state[f"cause_{cause}"] = True
    return app.run()


def bars(app) -> dict[str, str]:
    """The names along the waterfall and the figures beside its bars."""
    (figure,) = app.get("plotly_chart")
    layout = json.loads(figure.proto.spec)["layout"]
    names = [name.replace("<br>", " ") for name in layout["yaxis"]["ticktext"]]
    return dict(zip(names, [one["text"] for one in layout["annotations"]], strict=True))


def test_the_causes_between_two_snapshots_hang_from_each_other(open_page, told):
    app = open_page("changes", **{"from": "2", "to": "4"})

    assert not app.exception
    assert "4,210 families became 3,980: 230 fewer." in texts(app)
    assert bars(app) == {
        "Snapshot 2": "4,210",
        "Imports taken back": "−710",
        "Corrections": "−150",
        "Late reports": "+240",
        "New reports": "+390",
        "Snapshot 4": "3,980",
    }
    assert "0 each: Duplicates removed, Places resolved and Method or setting changed." in texts(
        app
    )
    assert "Corrections: −150 (1 row)" in expanders(app)
    assert [
        what for table in app.dataframe if "who" in table.value for what in table.value["what"]
    ] == ["Taken back", "Imported"]


def test_without_being_asked_it_compares_the_last_two(open_page, told):
    app = open_page("changes")

    assert "4,690 families became 3,980: 710 fewer." in texts(app)
    assert [box.value for box in app.selectbox if box.label in ("From", "To")] == [3, 4]


def test_a_cause_opens_its_rows(open_page, told):
    app = open_page("changes", **{"from": "2", "to": "4"})
    app = open_cause(app, "corrections")

    (rows,) = [table.value for table in app.dataframe if "why" in table.value]
    (row,) = rows.to_dict("records")
    assert (row["why"], row["name"], row["row_no"]) == (
        "A newer file brings it again",
        "may.csv",
        2,
    )
    assert (row["households_before"], row["households_since"]) == (1500, 1350)


def test_the_filters_hold_for_both_sides(open_page, told):
    app = open_page("changes", **{"from": "2", "to": "4", "district": "150103"})

    assert "1,500 families became 1,350: 150 fewer." in texts(app)
    assert list(bars(app)) == ["Snapshot 2", "Corrections", "Snapshot 4"]


def test_a_filter_under_which_nothing_changed_says_so(open_page, told):
    app = open_page("changes", **{"from": "2", "to": "4", "district": "150101"})

    assert not app.exception
    assert "2,000 families before and since." in texts(app)
    assert "No row that counts changed." in texts(app)
    assert not app.get("plotly_chart")


def test_another_method_of_the_earlier_figure_is_one_of_the_causes(open_page, lima):
    take(
        lima, "a.csv", "A,2020-04-10,Alpha,150101,Food kit,10\nB,2020-04-10,Alpha,150101,Water,8\n"
    )
    take(lima, "b.csv", "C,2020-04-11,Alpha,150101,Food kit,5\n")
    app = open_page("changes")
    app.selectbox(key="changes_method_event").set_value("every_row").run()

    assert not app.exception
    assert "18 families became 15: 3 fewer." in texts(app)
    assert bars(app)["Method or setting changed"] == "−8"


def test_with_one_snapshot_it_says_when_there_will_be_something(open_page, lima):
    take(lima, "april.csv", APRIL)
    app = open_page("changes")

    assert not app.exception
    assert titles(app.info) == ["There is one snapshot, so there is nothing to compare yet."]
    assert "from the second one on" in texts(app)


def test_without_data_it_leads_to_the_import(open_page, lima):
    app = open_page("changes")

    assert not app.exception
    assert "There is no data yet." in titles(app.info)


def test_a_damaged_snapshot_is_named_and_left_out(open_page, told):
    snapshot_path(store_of(told), 3).write_bytes(b"nothing")
    app = open_page("changes")

    assert not app.exception
    assert "Snapshot 3 is damaged or was written by another version, and is left out." in texts(app)
    assert "4,210 families became 3,980" in texts(app)


def test_a_correction_made_here_is_told_in_spanish(open_page, lima):
    april = take(lima, "april.csv", APRIL)
    correct(lima, {(april, 0, 4, "households"): ("-90", "90")})
    app = open_page("changes", lang="es")

    assert not app.exception
    assert bars(app)[next(iter(bars(app)))] == "3,500"
    assert "+90" in bars(app).values()


def test_a_bar_of_the_waterfall_opens_the_rows_of_its_cause(open_page, told):
    app = open_page("changes", **{"from": "2", "to": "4"})
    assert not [table for table in app.dataframe if "households_before" in table.value]

    # The bars from above: snapshot 2, imports taken back, corrections, …, snapshot 4.
    app.session_state["clicked"] = ("waterfall", Click(point={"x": -150, "y": "2"}))
    app.run()

    assert not app.exception
    (rows,) = [table for table in app.dataframe if "households_before" in table.value]
    assert app.session_state["cause_corrections"] is True
    assert list(rows.value["households_before"]) == [1500]
    assert list(rows.value["households_since"]) == [1350]
    assert not passports(app)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("0", "Families reached: 4,210. It rests on 3 delivery rows and 2 files."),
        ("last", "Families reached: 3,980. It rests on 4 delivery rows and 2 files."),
    ],
)
def test_either_end_of_the_waterfall_opens_the_passport_of_its_snapshot(
    open_page, told, place, sentence
):
    app = open_page("changes", **{"from": "2", "to": "4"})
    at = place if place == "0" else str(len(bars(app)) - 1)

    app.session_state["clicked"] = ("waterfall", Click(point={"x": 1, "y": at}))
    assert passports(app.run()) == [sentence]
    assert passports(app.run()) == []

    number = 2 if place == "0" else 4
    assert passports(app.button(key=f"passport_waterfall_{number}").click().run()) == [sentence]


def passports(app) -> list[str]:
    """The sentences of the passports that are open."""
    return [e.value.replace("\\", "") for e in app.header if "It rests on" in e.value]
