"""Sites, depots and flows counted by hand: what is drawn, what stands beside it, and what is never shown."""

import datetime
import math
import random
from datetime import date

import pytest

from reparto.maps.deck import mercator
from reparto.maps.sites import hexagon_at
from reparto.methods import METHODS
from reparto.outputs.evidence import packed_tables
from reparto.passport import passport_of
from reparto.scope import Scope
from tests.worlds import world

DAY = datetime.date.fromisoformat
DELIVERIES = """delivered_on,partner,ubigeo,site,latitude,longitude,household_key,households,persons,item,status
2020-05-01,Alfa,150110,Comedor Sol,-11.95,-77.05,,20,80,food_kit,delivered
2020-05-01,Alfa,150110,Comedor Sol,-11.95,-77.05,,20,80,water_kit,delivered
2020-05-08,Beta,150110,Comedor Sol,-11.95,-77.05,,12,50,food_kit,delivered
2020-05-09,Beta,150110,Comedor Sol,-11.95,-77.05,,900,,food_kit,planned
2020-05-02,Alfa,150103,,-12.00012,-77.00012,k1,1,4,food_kit,delivered
2020-05-02,Alfa,150103,Casa de la familia,-12.01112,-77.01112,k2,1,4,food_kit,delivered
2020-05-03,Alfa,150103,,-12.02041,-77.01963,h1,1,4,food_kit,delivered
2020-05-03,Alfa,150103,,-12.02041,-77.01963,h1,1,4,water_kit,delivered
2020-05-03,Alfa,150103,,-12.02041,-77.01963,h2,1,4,food_kit,delivered
2020-05-03,Alfa,150103,,-12.02041,-77.01963,h3,1,4,food_kit,delivered
2020-05-03,Beta,150103,,-12.02041,-77.01963,h4,1,4,food_kit,delivered
2020-05-04,Beta,150103,,-12.02041,-77.01963,h5,1,4,food_kit,delivered
2020-05-04,Alfa,150103,,-12.0312,-77.0312,,4,16,food_kit,delivered
2020-05-05,Alfa,150103,,-12.0412,-77.0412,,5,20,food_kit,delivered
2020-05-05,Alfa,150103,Al revés,-77.05,-12.05,,30,120,food_kit,delivered
2020-05-05,Alfa,150103,Nulo,0,0,,40,160,food_kit,delivered
2020-05-05,Alfa,150103,Media,-12.06,,,50,200,food_kit,delivered
2020-05-05,Alfa,150103,Madrid,40.4,-3.7,,60,240,food_kit,delivered
2020-05-05,Alfa,150103,Sin punto,,,,70,280,food_kit,delivered
2020-05-06,Alfa,150103,Barrio Norte,-12.07112,-77.07112,,3,12,food_kit,delivered
2020-05-07,Alfa,150103,Barrio Norte,-12.08112,-77.08112,,3,12,food_kit,delivered
2020-05-07,Alfa,150103,Manzana B lote 14,-12.09112,-77.09112,,1,4,food_kit,delivered
2020-05-07,Alfa,150103,Puesto,-12.1012,-77.1012,,,25,food_kit,delivered
"""
STOCK = """lot,item,quantity,from_place,to_place,moved_on,kind,partner
L1,food_kit,100,,150103,2020-04-01,received,
L1,food_kit,30,150103,los olivos,2020-04-02,dispatched,Alfa
L1,food_kit,12,Ate,PE150117,2020-04-05,dispatched,Beta
L1,food_kit,20,150103,070101,2020-04-03,dispatched,
L2,food_kit,10,150103,070101,2020-04-04,dispatched,
L2,food_kit,10,150103,070101,2020-04-06,received,
L1,food_kit,5,150103,,2020-04-07,lost,
L1,food_kit,4,150117,150103,2020-04-08,returned,Alfa
L1,food_kit,3,150103,Almacén de nadie,2020-04-09,dispatched,Alfa
L3,water_kit,50,,070101,2020-04-10,received,
L3,water_kit,7,070101,150110,2020-05-10,dispatched,Beta
"""
CONTRIBUTIONS = """donor,lot,item,quantity,unit,received_on
Acme,L1,food_kit,100,kit,2020-04-01
Acme,L2,food_kit,10,kit,2020-04-01
Gamma,L3,water_kit,50,bottle,2020-04-10
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("sites")
    with world(home, name="Sites", country="PE", starts_on=date(2020, 4, 1)) as one:
        for name, text in (
            ("deliveries", DELIVERIES),
            ("stock_movements", STOCK),
            ("contributions", CONTRIBUTIONS),
        ):
            path = home / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            report = one.take(path)
            assert [file.status for file in report.files] == ["imported"]
        yield one


def only(rows, *columns):
    return [tuple(row[column] for column in columns) for row in rows]


def test_sites_are_named_or_shared_by_five_families_and_never_a_home(made):
    rows = made.ask("sites/points")
    assert only(
        rows, "site", "site_latitude", "site_longitude", "households_reached", "deliveries"
    ) == [
        ("Comedor Sol", -11.95, -77.05, 32, 3),  # one event of two items, and another week
        (None, -12.041, -77.041, 5, 1),  # five families of one row, unnamed
        (None, -12.02, -77.02, 5, 6),  # five households by key, one of them in two rows
        ("Puesto", -12.101, -77.101, 0, 1),
    ]
    assert rows[0] == {
        "site": "Comedor Sol",
        "sites": 1,
        "place_code": "150110",
        "place": "Comas",
        "site_latitude": -11.95,
        "site_longitude": -77.05,
        "households_reached": 32,
        "is_households_known": True,
        "deliveries": 3,
        "partners": 2,
        "first_delivery": DAY("2020-05-01"),
        "last_delivery": DAY("2020-05-08"),
        "households_sharing": 20,
        "is_named": True,
    }
    assert only(rows, "is_households_known", "is_named")[3] == (False, True)


def test_what_is_not_drawn_is_counted_by_reason(made):
    rows = made.ask("sites/beside")
    assert only(rows, "reason", "deliveries", "households_reached", "sites") == [
        # k1, k2 (a name does not open a household's home), four families, a name at two coordinates, one family alone
        ("few", 6, 1 + 1 + 4 + 3 + 3 + 1, 3),
        ("half", 1, 50, 1),
        ("no_coordinates", 1, 70, 1),
        ("outside", 1, 60, 1),
        ("swapped", 1, 30, 1),
        ("zero", 1, 40, 1),
    ]
    counted = sum(row["deliveries"] for row in [*rows, *made.ask("sites/points")])
    assert counted == 22  # all rows but the planned one


def test_no_answer_holds_a_coordinate_that_is_no_site(made):
    told = {(row["site_latitude"], row["site_longitude"]) for row in made.ask("sites/points")}
    homes = {(-12.0, -77.0), (-12.011, -77.011), (-12.031, -77.031), (-12.091, -77.091)}
    assert not told & homes
    assert all(round(x, 3) == x for spot in told for x in spot)
    assert "site_latitude" not in made.ask("sites/beside")[0]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["partner=Beta"], [("Comedor Sol", 12), (None, 2)]),
        (["since=2020-05-04", "until=2020-05-05"], [(None, 5), (None, 1)]),
        (["item=water_kit"], [("Comedor Sol", 20), (None, 1)]),
        (["district=150110"], [("Comedor Sol", 32)]),
        (["method=every_row", "district=150110"], [("Comedor Sol", 52)]),
        (["method=r4v_sum", "district=150110"], [("Comedor Sol", 32)]),  # rows of no R4V table
        (["method=item_place", "district=150110"], [("Comedor Sol", 32)]),  # food 20 + 12, water 20
    ],
)
def test_filters_narrow_what_a_site_counts_and_never_what_is_one(made, where, expected):
    assert only(made.ask("sites/points", *where), "site", "households_reached") == expected


def test_flows_are_one_item_and_unit_at_a_time(made):
    rows = made.ask("sites/flows")
    assert only(rows, "from_code", "to_code", "item", "unit", "quantity", "movements") == [
        (
            "150103",
            "150117",
            "food_kit",
            "kit",
            42,
            2,
        ),  # by name, by code, with the country's letters
        ("150103", "070101", "food_kit", "kit", 30, 2),  # the arrival of L2 is its dispatch again
        ("150117", "150103", "food_kit", "kit", 4, 1),
        ("150103", None, "food_kit", "kit", 3, 1),
        ("070101", "150110", "water_kit", "bottle", 7, 1),
    ]
    assert rows[0]["from_place"] == "Ate"
    assert rows[0]["to_place"] == "Los Olivos"
    assert (rows[0]["first_day"], rows[0]["last_day"]) == (DAY("2020-04-02"), DAY("2020-04-05"))
    assert rows[3]["to_place"] == "Almacén de nadie"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["until=2020-04-03"], [30, 20]),
        (
            ["since=2020-04-06"],
            [10, 4, 3, 7],
        ),  # the arrival stands for a dispatch that is out of sight
        (["donor=Gamma"], [7]),
        (["item=water_kit"], [7]),
        (["district=150110"], [3, 7]),  # what has no known end stays in sight
        (["department=07"], [30, 3, 7]),
        (["partner=Beta"], [42, 30, 4, 3, 7]),  # a partner does not narrow stock
    ],
)
def test_filters_of_dates_items_donors_and_places_narrow_flows(made, where, expected):
    assert only(made.ask("sites/flows", *where), "quantity") == [(n,) for n in expected]


def test_the_balance_of_each_depot_is_what_came_less_what_left(made):
    rows = made.ask("sites/depots")
    columns = ("place", "received", "came_in", "dispatched", "lost", "in_stock", "handed_over")
    assert only(rows, *columns) == [
        ("Callao", 0, 20 + 10, 0, 0, 30, 0),  # L2 arrives once, L1 is known from its dispatch
        ("Ate", 100, 4, 30 + 12 + 20 + 10 + 3, 5, 24, 0),
        ("Almacén de nadie", 0, 0, 0, 0, 0, 3),
        ("Los Olivos", 0, 0, 0, 0, 0, 42),
        ("Callao", 50, 0, 7, 0, 43, 0),
        ("Comas", 0, 0, 0, 0, 0, 7),
    ]
    for row in rows:
        left = row["dispatched"] + row["lost"]
        assert row["in_stock"] == row["received"] + row["came_in"] - left


def test_a_balance_has_an_end_and_no_beginning(made):
    stock = {
        (row["place_code"], row["item"]): row["in_stock"]
        for row in made.ask("sites/depots", "since=2020-04-06", "until=2020-04-30")
    }
    assert stock[("150103", "food_kit")] == 24
    assert stock[("070101", "water_kit")] == 50


def test_without_coordinates_of_places_only_zero_is_wrong(tmp_path):
    rows = [
        "2020-05-01,P,Norte,Escuela,10.5,20.5,8,Food",
        "2020-05-01,P,Norte,Lejos,-44.5,170.5,9,Food",
        "2020-05-01,P,Norte,Nulo,0,0,7,Food",
        "2020-05-01,P,Norte,Imposible,95,20.5,6,Food",
    ]
    export = tmp_path / "deliveries.csv"
    header = "delivered_on,partner,department,site,latitude,longitude,households,item"
    export.write_text("\n".join([header, *rows]), encoding="utf-8")
    with world(tmp_path / "home", name="Bare", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(export)
        points = made.ask("sites/points")
        beside = made.ask("sites/beside")
    assert only(points, "site", "place", "households_reached") == [
        ("Lejos", "Norte", 9),
        ("Escuela", "Norte", 8),
    ]
    assert only(beside, "reason", "households_reached") == [("half", 6), ("zero", 7)]


@pytest.mark.parametrize("method", METHODS)
def test_under_every_method_each_counted_row_is_at_a_site_or_beside(made, method):
    rows = [
        *made.ask("sites/points", f"method={method}"),
        *made.ask("sites/beside", f"method={method}"),
    ]
    assert sum(row["deliveries"] for row in rows) == 22


def test_hexagons_take_each_spot_to_the_nearest_middle():
    """The middles of a grid of hexagons, reckoned a second way: each spot is nearest to that of its own hexagon."""
    size = 0.25
    middles = {
        (q, r): (size * math.sqrt(3) * (q + r / 2), size * 1.5 * r)
        for q in range(-12, 13)
        for r in range(-12, 13)
    }
    spread = random.Random(3)
    for _turn in range(300):
        x, y = spread.uniform(-2, 2), spread.uniform(-2, 2)
        nearest = min(
            middles, key=lambda at: (middles[at][0] - x) ** 2 + (middles[at][1] - mercator(y)) ** 2
        )
        assert hexagon_at((x, y), size) == nearest


def test_the_evidence_pack_of_sites_holds_no_position_of_a_home(made):
    passport = passport_of(made.snapshot, "sites/points", Scope())
    packed = packed_tables(made.snapshot, passport)
    assert not {"latitude", "longitude"} & set(packed["deliveries"].column_names)
    spots = {
        (row["site_latitude"], row["site_longitude"])
        for row in packed["delivery_sites"].to_pylist()
    }
    told = {(row["site_latitude"], row["site_longitude"]) for row in made.ask("sites/points")}
    assert spots == told | {(None, None)}
