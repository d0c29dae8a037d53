"""The maps of Peru: what is drawn, what stands beside it, and what it weighs on the way to the browser."""

import gzip
import json

import pytest

from reparto.charts import map as charts
from reparto.maps.areas import outside_of, picture
from reparto.maps.atlas import HEXAGONS, OUTLINES, SYMBOLS, Atlas
from reparto.maps.deck import AREAS, HEIGHT, WIDTH, deck
from reparto.maps.looking import COUNTRY, DEPARTMENT, PROVINCE, TILES
from reparto.maps.measures import MEASURES, with_columns
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
    sheet = atlas.sheet(atlas.looking(EVERYTHING))
    table = asked(snapshot, "department", measure, scope)
    return sheet, picture(table, MEASURES[measure], colours, sheet.names)


def asked(snapshot, level, measure, scope):
    table, shown = ask(snapshot, f"coverage/map_{level}s", scope), MEASURES[measure]
    if shown.asks is None:
        return table
    return with_columns(table, ask(snapshot, shown.asks, scope), shown, level)


def metropolis(atlas, snapshot, measure="coverage", **chosen):
    sheet = atlas.sheet(atlas.looking(METROPOLIS))
    table = asked(snapshot, "district", measure, METROPOLIS)
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
        (PROVINCE, Scope(district=("200101",))),
        (PROVINCE, Scope(province=("2001",))),
        (DEPARTMENT, Scope(province=("2001", "2002"))),
        (PROVINCE, Scope(district=("150801",))),
        (TILES, Scope(province=("1501",))),
        (COUNTRY, Scope(district=("200101", "150103"))),
    ],
)
def test_the_filters_of_places_choose_the_view(atlas, view, scope):
    assert atlas.looking(scope).view == view


@pytest.mark.parametrize(
    ("scope", "asked", "level", "levels"),
    [
        (EVERYTHING, None, "department", ("department", "province", "district")),
        (EVERYTHING, "district", "district", ("department", "province", "district")),
        (EVERYTHING, "street", "department", ("department", "province", "district")),
        (Scope(department=("20",)), None, "province", ("province", "district")),
        (Scope(department=("20",)), "district", "district", ("province", "district")),
        (Scope(province=("2001",)), "province", "district", ("district",)),
        (Scope(department=("15",)), None, "district", ("district", "province")),
        (Scope(department=("15",)), "province", "province", ("district", "province")),
        (METROPOLIS, "province", "district", ("district",)),
    ],
)
def test_a_place_is_drawn_by_the_level_below_it_or_by_the_one_that_is_asked_for(
    atlas, scope, asked, level, levels
):
    looking = atlas.looking(scope, asked)
    assert (looking.level, looking.levels) == (level, levels)
    assert atlas.sheet(looking).level == level


def test_each_level_draws_the_places_inside_the_one_that_is_looked_at(atlas):
    def codes(scope, level=None):
        return set(atlas.sheet(atlas.looking(scope, level)).names)

    assert len(codes(EVERYTHING)) == 25
    assert len(codes(EVERYTHING, "province")) == 196
    assert len(codes(EVERYTHING, "district")) == 1891
    assert codes(Scope(department=("24",))) == {"2401", "2402", "2403"}
    assert codes(Scope(province=("2402",))) == {"240201", "240202", "240203"}
    assert codes(Scope(department=("15",)), "province") == {f"15{n:02}" for n in range(1, 11)}


def test_lima_and_callao_are_hexagons_or_circles_at_the_district_capitals(atlas):
    looking = atlas.looking(METROPOLIS)
    assert atlas.sheet(looking).how == HEXAGONS
    circles = atlas.sheet(looking, SYMBOLS)
    assert circles.how == SYMBOLS
    assert circles.drawings == (HEXAGONS, SYMBOLS)
    assert atlas.sheet(looking, "nonsense").how == HEXAGONS
    assert set(circles.points) == set(lima_callao_tiles())
    facts = recount.districts()["070102"]
    assert circles.points["070102"] == (
        pytest.approx(float(facts["longitude"])),
        pytest.approx(float(facts["latitude"])),
    )


def test_the_country_fits_a_phone_and_its_neighbours_fill_a_wide_screen(atlas, snapshot):
    made = json.loads(deck(*country(atlas, snapshot), LIGHT).to_json())
    view, scale = made["initialViewState"], 512 * 2 ** made["initialViewState"]["zoom"] / 360
    west, south, east, north = bounds_of(atlas.sheet(atlas.looking(EVERYTHING)).shapes.values())

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


def test_no_other_host_is_asked_unless_the_operation_wants_a_basemap(atlas, snapshot):
    def sent(colours, **wanted):
        return json.loads(deck(*country(atlas, snapshot), colours, **wanted).to_json())

    assert sent(LIGHT).get("mapProvider") is None
    assert "mapStyle" not in sent(LIGHT) or "http" not in str(sent(LIGHT)["mapStyle"])
    light, dark = sent(LIGHT, basemap=True), sent(DARK, basemap=True)
    assert (light["mapProvider"], dark["mapProvider"]) == ("carto", "carto")
    assert light["mapStyle"] != dark["mapStyle"]


def test_the_first_payload_is_small(atlas, snapshot):
    country_sent = deck(*country(atlas, snapshot), LIGHT).to_json().encode()
    tiles_sent = charts.tiles(metropolis(atlas, snapshot)[1], LIGHT, 700).to_json().encode()

    assert len(country_sent) < 150_000
    assert len(gzip.compress(country_sent)) < 45_000
    assert len(tiles_sent) < 60_000
    assert len(gzip.compress(tiles_sent)) < 10_000


def test_only_the_department_that_is_looked_at_is_sent(atlas):
    sheet = atlas.sheet(atlas.looking(Scope(department=("20",))))

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
    sheet = atlas.sheet(atlas.looking(Scope(department=("15",))))
    table = ask(snapshot, "coverage/map_districts", Scope(department=("15",)))

    shown = picture(table, MEASURES["coverage"], LIGHT, sheet.names, outside=outside)

    legend = {line.key: line.count for line in shown.legend}
    assert legend["outside"] == 7
    assert shown.find("070101").shade.key == "outside"
    assert shown.find("150102").shade.key == "nothing"


def test_official_outlines_of_lima_come_first_and_hexagons_stay(atlas, monkeypatch):
    square = [[[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]]
    outlines = dict.fromkeys(lima_callao_tiles(), square)
    monkeypatch.setattr(Atlas, "_own", lambda *_asked: outlines)
    looking = atlas.looking(METROPOLIS)

    first = atlas.sheet(looking)
    assert (first.how, first.drawings) == (OUTLINES, (OUTLINES, HEXAGONS, SYMBOLS))
    assert set(first.shapes) == set(outlines)
    assert atlas.sheet(looking, HEXAGONS).how == HEXAGONS
    assert atlas.sheet(looking, SYMBOLS).how == SYMBOLS


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
