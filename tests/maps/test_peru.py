"""The maps of Peru: what is drawn, what stands beside it, and what it weighs on the way to the browser."""

import gzip
import json

import pytest

from reparto.charts import map as charts
from reparto.maps.areas import outside_of, picture
from reparto.maps.atlas import COUNTRY, DEPARTMENT, TILES, Atlas
from reparto.maps.deck import AREAS, HEIGHT, WIDTH, deck
from reparto.maps.measures import MEASURES
from reparto.maps.outlines import bounds_of
from reparto.maps.palette import DARK, LIGHT
from reparto.maps.tiles import lima_callao_tiles, short_lines
from reparto.operation import load_operation
from reparto.operations import DEMONSTRATION
from reparto.questions import ask, ask_rows
from reparto.scope import EVERYTHING, Scope
from reparto.snapshots import open_current
from reparto.wording import map as wording
from tests import sample_recount as recount

METROPOLIS = Scope(department=("07", "15"))


@pytest.fixture(scope="module")
def snapshot(store):
    opened = open_current(store / "demonstration")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def atlas(snapshot):
    return Atlas(load_operation(DEMONSTRATION), ask(snapshot, "places/map_places", EVERYTHING))


def country(atlas, snapshot, measure="coverage", colours=LIGHT, scope=EVERYTHING):
    sheet = atlas.sheet(COUNTRY, set())
    table = ask(snapshot, "coverage/map_departments", scope)
    return sheet, picture(table, MEASURES[measure], colours, sheet.names)


def metropolis(atlas, snapshot, measure="coverage", **chosen):
    sheet = atlas.sheet(TILES, {"07", "15"})
    table = ask(snapshot, "coverage/map_districts", METROPOLIS)
    return sheet, picture(table, MEASURES[measure], LIGHT, sheet.names, **chosen)


def written(shown) -> dict:
    return {area.code: area.row["households_reached"] for area in shown.reported}


def test_each_department_carries_its_own_recounted_families(atlas, snapshot):
    _sheet, shown = country(atlas, snapshot, "reached")

    counted = recount.households_reached("department")
    assert written(shown) == {code: count for code, count in counted.items() if code}
    assert [(area.name, area.written) for area in shown.beside] == [
        ("Not located", str(counted[None]))
    ]
    assert len(shown.drawn) == 25


def test_each_hexagon_carries_its_own_recounted_coverage(atlas, snapshot):
    _sheet, shown = metropolis(atlas, snapshot)

    reached, targeted = recount.households_reached("ubigeo"), recount.district_targets()
    rates = {area.code: area.row["coverage_rate"] for area in shown.reported if area.written != "—"}
    assert rates == pytest.approx(
        {
            code: reached.get(code, 0) / targeted[code]
            for code in lima_callao_tiles()
            if code in targeted
        }
    )
    assert len(shown.drawn) == 50


def test_no_counted_row_is_lost_between_the_map_and_the_box_beside_it(atlas, snapshot):
    for sheet, shown in (country(atlas, snapshot), metropolis(atlas, snapshot)):
        scope = EVERYTHING if sheet.view == COUNTRY else METROPOLIS
        (headline,) = ask_rows(snapshot, "overview/headline", scope)
        rows = [area.row["deliveries"] for area in (*shown.reported, *shown.beside)]
        assert sum(rows) == headline["deliveries"]


def test_a_place_without_a_target_has_no_gap_rather_than_a_gap_of_zero(snapshot):
    rows = {
        row["place_code"]: row for row in ask_rows(snapshot, "coverage/map_districts", EVERYTHING)
    }

    assert rows["150105"]["households_targeted"] is None
    assert rows["150105"]["households_gap"] is None
    reached, targeted = recount.households_reached("ubigeo"), recount.district_targets()
    assert {code: rows[code]["households_gap"] for code in targeted} == {
        code: max(target - reached.get(code, 0), 0) for code, target in targeted.items()
    }


@pytest.mark.parametrize(
    ("view", "scope"),
    [
        (COUNTRY, EVERYTHING),
        (COUNTRY, Scope(department=("20", "24"))),
        (TILES, Scope(department=("15",))),
        (TILES, METROPOLIS),
        (TILES, Scope(district=("150103", "070101"))),
        (DEPARTMENT, Scope(department=("20",))),
        (DEPARTMENT, Scope(district=("200101",))),
        (COUNTRY, Scope(district=("200101", "150103"))),
    ],
)
def test_the_filters_of_places_choose_the_view(atlas, view, scope):
    assert atlas.view_for(scope) == view


def test_the_country_fits_a_phone_and_its_neighbours_fill_a_wide_screen(atlas, snapshot):
    made = json.loads(deck(*country(atlas, snapshot), LIGHT).to_json())
    view, scale = made["initialViewState"], 512 * 2 ** made["initialViewState"]["zoom"] / 360
    west, south, east, north = bounds_of(atlas.sheet(COUNTRY, set()).shapes.values())

    assert (east - west) * scale <= WIDTH + 1
    assert (north - south) * scale <= HEIGHT
    assert west < view["longitude"] < east
    context = next(layer for layer in made["layers"] if layer["id"] == "context")
    easternmost = max(
        x
        for feature in context["data"]
        for rings in (
            [feature["geometry"]["coordinates"]]
            if feature["geometry"]["type"] == "Polygon"
            else feature["geometry"]["coordinates"]
        )
        for x, _y in rings[0]
    )
    assert (easternmost - view["longitude"]) * scale > 700
    assert "mapProvider" not in made or made["mapProvider"] is None


def test_the_first_payload_is_small(atlas, snapshot):
    country_sent = deck(*country(atlas, snapshot), LIGHT).to_json().encode()
    tiles_sent = charts.tiles(metropolis(atlas, snapshot)[1], LIGHT, 700).to_json().encode()

    assert len(country_sent) < 150_000
    assert len(gzip.compress(country_sent)) < 45_000
    assert len(tiles_sent) < 60_000
    assert len(gzip.compress(tiles_sent)) < 10_000


def test_only_the_department_that_is_looked_at_is_sent(atlas):
    sheet = atlas.sheet(DEPARTMENT, {"20"})

    assert {code[:2] for code in sheet.shapes} == {"20"}


def test_hexagons_lie_apart_and_their_names_are_short():
    tiles = list(lima_callao_tiles().values())
    names = {code: one["district"] for code, one in recount.districts().items()}

    for at, one in enumerate(tiles):
        for other in tiles[at + 1 :]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 0.999
    for tile in tiles:
        lines = short_lines(tile.code, names[tile.code])
        assert len(lines) <= 3
        assert max(map(len, lines)) <= 9


def test_the_chosen_district_is_outlined_and_the_others_keep_their_colour(atlas, snapshot):
    _sheet, plain = metropolis(atlas, snapshot)
    _sheet, shown = metropolis(atlas, snapshot, chosen=("150103",))

    figure = charts.tiles(shown, DARK, 700)
    thick = [shape for shape in figure.layout.shapes if shape.line.width == 4]
    assert len(thick) == 1
    assert [area.shade for area in shown.drawn] == [area.shade for area in plain.drawn]
    assert (
        wording.chosen(shown)
        == "Ate is outlined; the others stay in colour so that it can be compared."
    )
    assert wording.chosen(plain) is None


def test_what_the_filters_leave_out_is_told_from_what_has_no_data(atlas, snapshot):
    rows = ask(snapshot, "places/map_places", EVERYTHING).to_dict("records")
    outside = outside_of([row for row in rows if row["geo_level"] == "district"], ["15"], [])
    sheet = atlas.sheet(TILES, {"15"})
    table = ask(snapshot, "coverage/map_districts", Scope(department=("15",)))

    shown = picture(table, MEASURES["coverage"], LIGHT, sheet.names, outside=outside)

    legend = {line.key: line.count for line in shown.legend}
    assert legend["outside"] == 7
    assert shown.find("070101").shade.key == "outside"
    assert shown.find("150102").shade.key == "nothing"


@pytest.mark.parametrize("measure", MEASURES)
def test_sentences_and_alternative_texts_carry_numbers(atlas, snapshot, measure):
    for sheet, shown in (country(atlas, snapshot, measure), metropolis(atlas, snapshot, measure)):
        first, second = wording.summary(sheet, shown)
        assert any(letter.isdigit() for letter in first)
        assert "Counted, but not on the map" in second
        alternative = wording.alternative(sheet, shown)
        assert all(f"{line.label}: {line.count}" in alternative for line in shown.legend)
        assert "no endorsement" in " ".join(wording.notes(sheet))


def test_the_layer_that_answers_clicks_has_small_properties(atlas, snapshot):
    made = json.loads(deck(*country(atlas, snapshot), LIGHT).to_json())
    areas = next(layer for layer in made["layers"] if layer["id"] == AREAS)

    assert areas["pickable"]
    assert max(len(json.dumps(feature["properties"])) for feature in areas["data"]) < 260
    assert [layer["id"] for layer in made["layers"]] == ["context", AREAS, "labels"]
