"""The counting method: chosen in the sidebar, carried by the address, on every page, and refused where it does not fit."""

import shutil

import pytest

from reparto.importing import import_files
from reparto.methods import METHODS
from tests.worlds import GOLDEN

PAGES = ["overview", "coverage", "map", "districts", "partners", "impact"]


def words(app) -> str:
    said = "\n".join(element.value for element in (*app.markdown, *app.caption, *app.header))
    return said.replace("\\", "")


def figure(app, label: str) -> int:
    (metric,) = [metric for metric in app.metric if metric.label == label]
    return int(metric.value.replace(",", ""))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["every_row", "item_place", "sector_month"])
def test_every_page_counts_by_the_method_of_the_address(app, page, method):
    opened = app(page, method=method)
    assert not opened.exception
    assert not opened.error
    assert METHODS[method].label in words(opened)
    assert opened.query_params["method"] in (method, [method])


def test_the_overview_says_its_method_and_how_far_the_others_lie_apart(app):
    opened = app()
    said = words(opened)
    assert (
        "Counted by: Delivery events. Each delivery event counts the families of its largest item."
        in said
    )
    assert "method" not in opened.query_params

    reached = {
        method: figure(app(method=method), "Families reached")
        for method, one in METHODS.items()
        if method != "event" and not one.family
    } | {"event": figure(opened, "Families reached")}
    low, high = min(reached.values()), max(reached.values())
    assert low < reached["event"] < high
    assert (
        f"The same rows give between {low:,} and {high:,} families, by the counting method." in said
    )
    assert (
        reached["item_country"]
        <= reached["item_place"]
        <= reached["item_month"]
        <= reached["every_row"]
    )
    assert reached["sector_country"] <= reached["sector_place"] <= reached["sector_month"]


def test_a_choice_goes_to_the_address_and_back(app):
    opened = app()
    (choice,) = [box for box in opened.selectbox if box.label == "Counting method"]
    choice.set_value("every_row").run()
    assert opened.query_params["method"] in ("every_row", ["every_row"])
    before = figure(opened, "Families reached")
    (button,) = [button for button in opened.button if button.label == "Count as usual"]
    button.click().run()
    assert "method" not in opened.query_params
    assert figure(opened, "Families reached") < before


def test_a_method_that_nobody_knows_is_dropped(app):
    opened = app(method="magic")
    assert not opened.exception
    assert "method" not in opened.query_params


def test_filters_are_cleared_and_the_method_stays(app):
    opened = app(method="every_row", department=["15"])
    (button,) = [button for button in opened.button if button.key == "clear_filters"]
    button.click().run()
    assert opened.query_params["method"] in ("every_row", ["every_row"])
    assert "department" not in opened.query_params


ROWS = """delivered_on,partner,ubigeo,item,households
2020-04-10,Alpha,150101,Manta,30
2020-04-10,Alpha,150103,Manta,20
"""


@pytest.mark.parametrize("page", PAGES)
def test_a_method_that_does_not_fit_says_why_and_shows_no_figure(open_page, lima, tmp_path, page):
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert import_files(lima, [path]).files[0].status == "imported"
    opened = open_page(page, method="sector_month")
    assert not opened.exception
    (problem,) = opened.error
    assert "None of the 2 rows without a household key has a sector" in problem.proto.title
    assert "Choose another counting method" in problem.value
    assert not opened.metric
    assert figure(open_page(method="item_country"), "Families reached") == 50


@pytest.fixture
def five_w(lima):
    """An operation whose one file counts new people by sector and month, with shares."""
    for name in ("proportions.csv", "indicators.csv"):
        shutil.copy(GOLDEN / "r4v" / name, lima.folder)
    assert import_files(lima, [GOLDEN / "r4v" / "5w.csv"]).files[0].status == "imported"
    return lima


@pytest.mark.parametrize("page", PAGES)
def test_every_page_counts_by_a_model_of_r4v(open_page, five_w, page):
    opened = open_page(page, method="r4v_maxsector")
    assert not opened.exception
    assert not opened.error
    assert "R4V: largest sector by cell" in words(opened)


def test_the_overview_gives_the_people_of_the_chosen_model(open_page, five_w):
    for method, people, said in (
        ("r4v_sum", 351, "None of them assumed"),
        ("r4v_maxsector", 204, "204 of them estimated by shares"),
        ("r4v_southernconemodel", 269, "202 of them estimated by shares"),
        ("r4v_maxagegender", 186, "None of them assumed"),
    ):
        opened = open_page(method=method)
        assert figure(opened, "People reached") == people
        assert said in [caption.value for caption in opened.caption]


def test_a_model_of_r4v_says_what_the_demonstration_lacks(app):
    opened = app(method="r4v_maxsector")
    (problem,) = opened.error
    assert "new people" in problem.proto.title
    assert "5W" in problem.value
    assert not opened.metric


def test_families_with_keys_are_counted_alike_by_all(open_page, lima, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(
        "delivered_on,partner,ubigeo,item,household_key\n"
        + "".join(f"2020-04-1{n},Alpha,15010{1 + n % 2},kit,k{n % 3}\n" for n in range(6)),
        encoding="utf-8",
    )
    assert import_files(lima, [path]).files[0].status == "imported"
    for method in METHODS:
        assert figure(open_page(method=method), "Families reached") == 3
    assert "each counting method gives the same figure" in words(open_page())
