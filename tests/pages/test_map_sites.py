"""The look "sites" of the Map page: sites, what stands beside them, hexagons, depots and flows, and empty states."""

import json
import random
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests import sample_recount as recount
from tests.maps.test_sites import CONTRIBUTIONS, DELIVERIES, STOCK
from tests.pages.test_map import HOSTILE, figures, words
from tests.worlds import world


def opened(made, monkeypatch, **query) -> AppTest:
    """The look over an operation of one's own."""
    monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
    page = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    page.switch_page("pages/map.py")
    for name, value in ({"look": "sites"} | query).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def decks(page) -> dict:
    """The layers of each map, by what the map is: sites or flows."""
    found = {}
    for one in page.get("deck_gl_json_chart"):
        layers = {layer["id"]: layer for layer in json.loads(one.proto.json)["layers"]}
        found["sites" if "sites" in layers else "flows"] = (layers, one.proto)
    return found


@pytest.fixture
def take(tmp_path):
    """An operation made of texts of files, by their names."""
    worlds = []

    def made(country="PE", places=None, **files):
        one = world(tmp_path / "home", name="Made", country=country, starts_on=date(2020, 4, 1))
        worlds.append(one)
        entered = one.__enter__()
        if places:
            (entered.operation.folder / "places.csv").write_text(places, encoding="utf-8")
        for name, text in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            assert [file.status for file in entered.take(path).files] == ["imported"]
        return entered

    yield made
    for one in worlds:
        one.__exit__(None, None, None)


def test_sites_are_drawn_and_what_is_left_out_is_said(take, monkeypatch):
    made = take(deliveries=DELIVERIES, stock_movements=STOCK, contributions=CONTRIBUTIONS)
    page = opened(made, monkeypatch)

    layers, proto = decks(page)["sites"]
    drawn = {mark["name"]: mark for mark in layers["sites"]["data"]}
    assert set(drawn) == {"Comedor Sol", "Unnamed site in Ate", "Puesto"}
    assert len(layers["sites"]["data"]) == 4
    assert drawn["Comedor Sol"]["written"] == "32 families"
    assert drawn["Puesto"]["written"] == "number of families not reported"
    # No home and no wrong coordinate is anywhere in what is sent.
    for hidden in ("-12.0001", "-77.011", "-12.031", "-12.071", "-12.091", "40.4"):
        assert hidden not in json.dumps(layers["sites"])
    said = words(page)
    assert (
        "4 distribution sites have coordinates; most families were reached at Comedor Sol: 32."
        in said
    )
    for beside in (
        "Could be a home: not shown (13 families)",
        "Latitude and longitude swapped (30 families)",
        "Coordinates are 0, 0 (40 families)",
        "Only one of two coordinates (50 families)",
        "Outside the country (60 families)",
        "No coordinates (70 families)",
    ):
        assert beside in said
        assert beside in proto.alt
    assert "at least 5 families share it" in said
    assert "not official" in said
    (table,) = [one.value for one in page.dataframe if "site_latitude" in one.value]
    assert sorted(table["households_reached"].dropna()) == [5, 5, 32]
    assert list(table["site_longitude"]) == [-77.05, -77.041, -77.02, -77.101]


def test_flows_are_of_one_item_and_unit_and_the_others_can_be_chosen(take, monkeypatch):
    made = take(deliveries=DELIVERIES, stock_movements=STOCK, contributions=CONTRIBUTIONS)
    page = opened(made, monkeypatch)

    layers, proto = decks(page)["flows"]
    arcs = {arc["name"]: arc for arc in layers["flows"]["data"]}
    assert {name: arc["written"] for name, arc in arcs.items()} == {
        "Los Olivos → Ate": "4 kit",
        "Ate → Callao": "30 kit",
        "Ate → Los Olivos": "42 kit",
    }
    assert arcs["Ate → Los Olivos"]["width"] == 11
    assert arcs["Ate → Los Olivos"]["more"] == "2 Apr 2020 to 5 Apr 2020"
    depots = {one["name"]: one["written"] for one in layers["depots"]["data"]}
    assert depots["Ate"] == "24 kit should lie here"
    assert depots["Los Olivos"] == "42 kit handed to partners"
    said = words(page)
    assert "100 kit came from outside to 2 depots, and 54 kit should still lie there." in said
    assert "3 kit moved that no arc can show" in said
    (beside,) = [alt for alt in figures(page) if alt.startswith("Moved, but not on the map")]
    assert "Ate → Almacén de nadie, 3 kit" in beside
    assert "Arcs in each class of quantity" in proto.alt

    (item,) = [box for box in page.selectbox if box.label == "Item that was moved"]
    assert len(item.options) == 2
    item.set_value("water_kit_bottle").run()
    layers, _proto = decks(page)["flows"]
    assert [arc["written"] for arc in layers["flows"]["data"]] == ["7 bottle"]
    assert "50 bottle came from outside to 1 depot, and 43 bottle should still lie there." in words(
        page
    )


def test_many_sites_are_put_together_to_hexagons(take, monkeypatch):
    spread = random.Random(7)
    spots = {
        (f"{spread.uniform(-12.4, -11.6):.3f}", f"{spread.uniform(-77.4, -76.6):.3f}")
        for _n in range(1500)
    }
    lines = [
        f"2020-05-01,Alfa,150103,Punto {n},{up},{across},{5 + n % 40},20,food_kit"
        for n, (up, across) in enumerate(sorted(spots))
    ]
    header = "delivered_on,partner,ubigeo,site,latitude,longitude,households,persons,item"
    made = take(deliveries="\n".join([header, *lines]))
    page = opened(made, monkeypatch)

    layers, proto = decks(page)["sites"]
    hexagons = layers["sites"]["data"]
    assert layers["sites"]["@@type"] == "PolygonLayer"
    assert 100 < len(hexagons) < 900
    assert sum(int(one["name"].split()[0]) for one in hexagons) == len(spots)
    families = sum(int(one["written"].split()[0].replace(",", "")) for one in hexagons)
    assert families == sum(5 + n % 40 for n in range(len(spots)))
    assert all(len(one["corners"]) == 6 for one in hexagons)
    assert len(json.dumps(layers["sites"])) < 250_000
    assert len(proto.json) < 600_000
    assert "Each hexagon puts together the sites inside it" in words(page)
    assert len(page.dataframe[0].value) == len(spots)


def test_the_demonstration_has_flows_and_says_what_sites_would_need(app):
    page = app("map", look="sites")

    assert not page.exception
    said = words(page)
    assert "No delivery of this view has coordinates" in said
    assert "columns latitude and longitude" in said
    found = decks(page)
    assert set(found) == {"flows"}
    layers, proto = found["flows"]
    assert len(layers["flows"]["data"]) > 20
    assert "should still lie there" in said
    assert len(proto.json) < 400_000


def test_lima_has_its_provinces_below(app):
    page = app("map", look="sites", department=["15", "07"])

    assert not page.exception
    layers, _proto = decks(page)["flows"]
    assert len(layers["outlines"]["data"]) == 11


def test_without_stock_movements_the_page_says_which_file_would_tell(take, monkeypatch):
    page = opened(take(deliveries=DELIVERIES), monkeypatch)

    assert "import a file stock_movements.csv" in " ".join(one.value for one in page.info).replace(
        "\\", ""
    )
    assert set(decks(page)) == {"sites"}


def test_an_invented_country_has_its_sites_and_hostile_names_are_text(take, monkeypatch):
    rows = [
        f'2020-05-01,Alfa,N1,"{name}",10.{at},20.5,9,30,Food' for at, name in enumerate(HOSTILE, 1)
    ]
    places = "place_code,district,department,department_code,latitude,longitude\nN1,Alto,Norte,N,10.5,20.5\nS1,Bajo,Sur,S,9.5,20.9\n"
    header = "delivered_on,partner,ubigeo,site,latitude,longitude,households,persons,item"
    stock = (
        "lot,item,quantity,from_place,to_place,moved_on,kind,partner\n"
        f'L1,Food,40,,"{HOSTILE[0]}",2020-05-01,received,\n'
        f'L1,Food,10,N1,"{HOSTILE[0]}",2020-05-01,dispatched,\n'
        "L1,Food,4,Alto,Bajo,2020-05-01,dispatched,\n"
    )
    made = take(
        country="XX", places=places, deliveries="\n".join([header, *rows]), stock_movements=stock
    )
    page = opened(made, monkeypatch)

    found = decks(page)
    assert {mark["name"] for mark in found["sites"][0]["sites"]["data"]} == set(HOSTILE)
    assert [arc["name"] for arc in found["flows"][0]["flows"]["data"]] == ["Alto → Bajo"]
    assert len(found["sites"][0]["known_places"]["data"]) == 2
    assert not [one for one in [*page.markdown, *page.caption] if "![x](" in one.value]
    assert "unit not told" in words(page)


def test_people_only_rows_at_a_site_have_unknown_families(take, monkeypatch):
    header = "delivered_on,partner,ubigeo,site,latitude,longitude,persons,item"
    made = take(deliveries=f"{header}\n2020-05-01,Alfa,150103,Plaza,-12.1,-77.1,60,Food\n")
    page = opened(made, monkeypatch)

    said = words(page)
    assert "1 distribution site has coordinates; no row says how many families came there." in said
    assert "Every delivery of this view is at a site of the map." in said


def test_an_operation_s_larger_smallest_count_closes_more_sites():
    from reparto.maps.palette import LIGHT
    from reparto.maps.sites import site_map

    def row(name, sharing, is_named=False):
        return {
            "site": name, "sites": 1, "place": "Ate", "site_latitude": -12.0, "site_longitude": -77.0,
            "households_reached": sharing, "is_households_known": True, "deliveries": 2,
            "partners": 1, "last_delivery": date(2020, 5, 1), "households_sharing": sharing,
            "is_named": is_named,
        }  # fmt: skip

    rows = [row(None, 6), row(None, 12), row("Sol", 3, is_named=True)]
    assert len(site_map(rows, [], 0, LIGHT).rows) == 3
    closed = site_map(rows, [], 10, LIGHT)
    assert [one["households_sharing"] for one in closed.rows] == [12, 3]
    (few,) = closed.beside
    assert (few["reason"], few["deliveries"], few["households_reached"]) == ("few", 2, 6)
