"""The Map page through the front door: numbers, the switch, the ways in and back, and what cannot be drawn."""

import json
from datetime import date

import pytest
import streamlit

from tests import sample_recount as recount
from tests.worlds import world

HOSTILE = ["<img src=x onerror=alert(1)>", "![x](http://beacon.example/x.png)"]


def words(page) -> str:
    shown = [*page.markdown, *page.caption, *page.info, *page.subheader]
    return " ".join(element.value for element in shown).replace("\\", "")


def map_of(page):
    (found,) = page.get("deck_gl_json_chart")
    return found.proto


def figures(page) -> dict:
    """The plotly figures by their alternative text."""
    return {found.proto.alt: json.loads(found.proto.spec) for found in page.get("plotly_chart")}


def areas_of(page) -> dict:
    layers = {layer["id"]: layer for layer in json.loads(map_of(page).json)["layers"]}
    return {
        feature["properties"]["code"]: feature["properties"] for feature in layers["areas"]["data"]
    }


def test_the_page_opens_on_coverage_by_department(app):
    page = app("map")

    assert not page.exception
    reached = recount.households_reached("department")
    targeted = {}
    for code, count in recount.district_targets().items():
        targeted[code[:2]] = targeted.get(code[:2], 0) + count
    shown = {code: area["written"] for code, area in areas_of(page).items() if "of" in area["more"]}
    assert shown == {
        code: f"{round(100 * reached[code] / count)}%" for code, count in targeted.items()
    }
    assert "coverage is lowest in Callao, 75%" in words(page)
    assert "Not located (70 families)" in words(page)
    assert "not official" in words(page)
    assert "50% to 79%: 1" in map_of(page).alt


def test_the_box_beside_the_map_names_what_is_not_located(app):
    page = app("map", measure="reached")

    (beside,) = [alt for alt in figures(page) if alt.startswith("Counted, but not on the map")]
    count = recount.households_reached("department")[None]
    assert beside == f"Counted, but not on the map: Not located: {count}, {count} families."


def test_the_table_holds_every_place_and_what_has_none(app):
    table = app("map").dataframe[0].value

    found = dict(zip(table["place"], table["households_reached"], strict=True))
    reached = recount.households_reached("department")
    assert len(found) == len(reached)
    assert found["Not located"] == reached[None]
    assert found["Lima"] == reached["15"]


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("reached", "Families were reached in 8 departments, most of them in Lima: 3,843."),
        (
            "gap",
            "4 departments are short of their target, most of all Callao, by 130 of 510 families.",
        ),
        ("partners", "most of them in Lima (35)"),
        ("last", "22 May 2020"),
        ("nonsense", "coverage is lowest in Callao"),
    ],
)
def test_the_measure_is_part_of_the_link(app, measure, said):
    assert said in words(app("map", measure=measure))


def test_the_switch_changes_the_link(app):
    page = app("map")

    page.selectbox(key="measure_switch").set_value("gap").run()

    assert page.query_params["measure"] == "gap"
    assert "Gap in families by department" in words(page)


def test_lima_and_callao_are_tiles(app):
    page = app("map", department=["15", "07"])

    (tiles,) = [
        figure for alt, figure in figures(page).items() if alt.startswith("Map of hexagons")
    ]
    assert not page.get("deck_gl_json_chart")
    assert len(tiles["data"][0]["customdata"]) == 50
    assert len(tiles["layout"]["shapes"]) == 50
    assert "coverage is lowest in Carabayllo, 26% (36 of 140 families)" in words(page)
    # What lies in Lima without a district, and what lies nowhere, stay in sight under a filter of places.
    assert "Not located (70 families)" in words(page)
    assert "Lima, district unknown (36 families)" in words(page)


def test_a_district_of_the_link_is_outlined_among_its_neighbours(app):
    page = app("map", district=["150103"])

    (tiles,) = [
        figure for alt, figure in figures(page).items() if alt.startswith("Map of hexagons")
    ]
    assert [shape["line"]["width"] for shape in tiles["layout"]["shapes"]].count(4) == 1
    assert "Ate is outlined" in words(page)
    assert len(page.dataframe[0].value) > 20


@pytest.fixture
def steps(monkeypatch):
    """Where the page wanted to go: AppTest does not carry an address from one page to the next."""
    taken = []

    def note(path, query_params):
        # Under AppTest a page that is open enters by the front door again; that is no step of the reader's.
        if path == "pages/map.py":
            taken.append(query_params)

    monkeypatch.setattr(streamlit, "switch_page", note)
    return taken


def test_the_list_opens_a_department_and_keeps_the_measure_and_the_other_filters(app, steps):
    page = app("map", measure="gap", item=["food_kit"], lang="en")
    (places,) = [box for box in page.selectbox if box.label == "Go to a department"]

    places.set_value("20").run()

    (link,) = steps
    assert link == {"department": ["20"], "measure": ["gap"], "item": ["food_kit"], "lang": ["en"]}


def test_the_list_of_tiles_sets_the_district_within_its_departments(app, steps):
    page = app("map", department=["15", "07"])
    (places,) = [box for box in page.selectbox if box.label == "Go to a district"]

    places.set_value("150103").run()

    (link,) = steps
    assert link["district"] == ["150103"]
    assert link["department"] == ["07", "15"]


def test_a_department_shows_its_own_provinces_and_nothing_else(app):
    page = app("map", department=["20"])

    assert set(areas_of(page)) == {f"20{number:02}" for number in range(1, 9)}
    assert "Coverage in Piura, by province" in words(page)
    assert "Piura, province unknown (30 families)" in words(page)
    (places,) = [box for box in page.selectbox if box.label == "Go to a province"]
    assert all("·" in option for option in places.options)


def test_a_department_is_drawn_by_district_where_that_is_asked_for(app):
    page = app("map", department=["20"], level="district")

    assert {code[:2] for code in areas_of(page)} == {"20"}
    assert {len(code) for code in areas_of(page)} == {6}
    assert "Coverage in Piura, by district" in words(page)
    page.segmented_control(key="level_switch").set_value("province").run()
    assert page.query_params["level"] in ("province", ["province"])
    assert "Coverage in Piura, by province" in words(page)


def test_a_province_is_opened_from_the_list_and_its_districts_from_there(app, steps):
    page = app("map", department=["20"], level="province", measure="reached")
    (places,) = [box for box in page.selectbox if box.label == "Go to a province"]
    places.set_value("2001").run()
    assert steps == [{"department": ["20"], "province": ["2001"], "measure": ["reached"]}]

    page = app("map", department=["20"], province=["2001"], measure="reached")
    assert "Families reached in Piura, by district" in words(page)
    assert {code[:4] for code in areas_of(page)} == {"2001"}
    (places,) = [box for box in page.selectbox if box.label == "Go to a district"]
    places.set_value("200101").run()
    assert steps[-1] == {
        "department": ["20"],
        "province": ["2001"],
        "district": ["200101"],
        "measure": ["reached"],
    }


def test_every_step_of_the_way_back_is_there(app, steps):
    page = app("map", department=["20"], province=["2001"], district=["200101"])
    labels = ["Whole country", "Piura", "Province of Piura"]
    way = [button for button in page.button if button.key and button.key.startswith("way_")]
    assert [button.label for button in way] == labels
    assert "**Piura**" in words(page)

    for at, place in enumerate(
        [{}, {"department": ["20"]}, {"department": ["20"], "province": ["2001"]}]
    ):
        way[at].click().run()
        assert steps[-1] == place


def test_lima_and_callao_are_circles_where_that_is_asked_for(app):
    page = app("map", department=["15", "07"], drawn="symbols")

    (layer,) = [one for one in json.loads(map_of(page).json)["layers"] if one["id"] == "areas"]
    assert len(layer["data"]) == 50
    assert "Circles stand at the coordinates" in words(page)
    page.segmented_control(key="drawn_switch").set_value("hexagons").run()
    assert not page.get("deck_gl_json_chart")


def test_the_way_back_leads_to_the_country(app, steps):
    page = app("map", department=["20"], district=["200101"], measure="reached")
    (back,) = [button for button in page.button if button.label == "Whole country"]

    back.click().run()

    (link,) = steps
    assert link == {"measure": ["reached"]}


def test_nothing_that_matches_says_so_and_offers_the_way_back(tmp_path, monkeypatch):
    from streamlit.testing.v1 import AppTest

    export = tmp_path / "deliveries.csv"
    rows = ["2020-05-01,P,Norte,5,20,Food", "2020-05-20,P,Sur,5,20,Food"]
    export.write_text(
        "\n".join(["delivered_on,partner,department,households,persons,item", *rows]),
        encoding="utf-8",
    )
    with world(tmp_path / "home", name="Bare", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(export)
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        page = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60)
        page.query_params["since"], page.query_params["until"] = "2020-05-05", "2020-05-06"
        page.run()
        page.switch_page("pages/map.py")
        page.query_params["since"], page.query_params["until"] = "2020-05-05", "2020-05-06"
        page.run()

    assert not page.exception
    assert "No delivery matches these filters." in words(page)
    assert not page.get("plotly_chart")
    assert "Clear filters" in [button.label for button in page.button]


def test_an_operation_without_coordinates_shows_the_ranking_and_says_why(tmp_path, monkeypatch):
    from streamlit.testing.v1 import AppTest

    lines = ["delivered_on,partner,department,district,households,persons,item"]
    for count, place in enumerate(HOSTILE, start=5):
        lines.append(f'2020-05-01,"{place}","{place}","Centro",{count},20,Food')
    lines += [",Partner,Sur,Sur,,9,Food", "2020-05-02,Partner,,,3,9,Food"]
    export = tmp_path / "deliveries.csv"
    export.write_text("\n".join(lines), encoding="utf-8")
    with world(tmp_path / "home", name="Bare", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(export)
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        page = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60).run()
        page.switch_page("pages/map.py").run()

    assert not page.exception
    assert "cannot be drawn" in words(page)
    # Without any target the page opens on families, not on an empty coverage.
    assert "Families reached by department" in words(page)
    (bars,) = [figure["data"][0] for alt, figure in figures(page).items() if alt.startswith("Bars")]
    assert list(bars["text"]) == ["5", "6"]
    assert not [
        tick
        for figure in figures(page).values()
        for tick in figure["layout"]["yaxis"].get("ticktext", [])
        if "<" in tick
    ]
    assert set(HOSTILE) <= set(page.dataframe[0].value["place"])
    # No Markdown of a name is left to load a picture from elsewhere.
    assert not [one for one in [*page.markdown, *page.caption] if "![x](" in one.value]


def test_the_light_map_needs_neither_charts_nor_a_canvas(app, steps):
    page = app("map", light="1", department=["15", "07"])

    assert not page.exception
    assert not page.get("deck_gl_json_chart")
    assert not page.get("plotly_chart")
    assert not page.dataframe
    (image,) = page.get("image")
    (picture,) = image.proto.imgs
    assert picture.url.startswith("data:image/svg+xml")
    alt = picture.alt
    assert "Map of hexagons, one for each district: Coverage in Lima and Callao" in alt
    (places,) = [box for box in page.selectbox if box.label == "Go to a district"]
    places.set_value("150103").run()
    assert steps[-1]["light"] == ["1"]
    page.toggle(key="light_switch").set_value(False).run()
    assert "light" not in page.query_params
    assert page.get("plotly_chart")
