"""Pictures side by side: one scale over all of them, one legend, the difference of each place, and light drawings."""

import re
import zlib
from base64 import b64encode
from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest

from reparto.charts.map_small import beside_rows, largest_of, legend, side_map, small_map
from reparto.maps.areas import picture
from reparto.maps.atlas import OUTLINES, SYMBOLS, Sheet
from reparto.maps.classes import scale_for
from reparto.maps.compare import compare, legend_of_all, on_one_scale
from reparto.maps.measures import MEASURES
from reparto.maps.outlines import match_places, read_outlines, thinned
from reparto.maps.palette import LIGHT
from reparto.operation import REFERENCE
from tests.maps.test_classes import row

NAMES = {"01": "Norte", "02": "Sur", "03": "Este"}
HOSTILE = "<script>alert('x')</script> & \"Sur\""
REACHED, COVERAGE, GAP, LAST, FOOD, OVERLAP = (
    MEASURES[key] for key in ("reached", "coverage", "gap", "last", "food", "overlap")
)


def area(code: str | None, level: str = "department", name: str | None = None, **known) -> dict:
    served = {"deliveries": 2, "is_households_known": True}
    found = row(**served | known)
    return found | {"place_code": code, "geo_level": level, "name": name or NAMES.get(code or "")}


def families(**counts: int) -> pd.DataFrame:
    """Families reached by code; ``beside`` are those of no place."""
    beside = counts.pop("beside", None)
    rows = [area(code.removeprefix("p"), households_reached=n) for code, n in counts.items()]
    if beside is not None:
        rows.append(area(None, "none", households_reached=beside))
    return pd.DataFrame(rows)


def pictured(*tables: pd.DataFrame, measure=REACHED, names=NAMES):
    made = [picture(table, measure, LIGHT, names) for table in tables]
    return on_one_scale(made, LIGHT)


def test_a_value_has_the_same_class_on_both_sides_wherever_its_neighbours_lie():
    few, many = families(p01=40, p02=3), families(p01=40, p02=900, p03=5000)
    apart = [picture(table, REACHED, LIGHT, NAMES) for table in (few, many)]
    # Each on a scale of its own, the same 40 families would be of two colours.
    assert apart[0].find("01").shade.colour != apart[1].find("01").shade.colour

    one, other = on_one_scale(apart, LIGHT)

    assert one.find("01").shade == other.find("01").shade
    assert one.scale is other.scale


def test_the_limits_are_those_of_all_values_together_with_what_stands_beside():
    one, other = pictured(families(p01=40, p02=3), families(p01=41, beside=9000))

    together = scale_for([40, 3, 41, 9000], REACHED, LIGHT)
    assert one.scale.limits == together.limits
    assert [line.label for line in one.scale.classes] == [line.label for line in together.classes]
    limits = [*together.limits, 10**9]
    for side, code, value in ((one, "01", 40), (one, "02", 3), (other, "01", 41)):
        at = int(side.find(code).shade.key.removeprefix("class-"))
        assert limits[at] <= value < limits[at + 1]
    assert other.beside[0].shade.label.startswith(("7", "9"))


def test_what_has_no_value_keeps_its_state_on_the_common_scale():
    targeted = pd.DataFrame([area("01", deliveries=0, households_targeted=9), area("02")])
    one, other = pictured(targeted, families(p01=7, p02=8))

    assert one.find("01").shade.key == "zero"
    assert one.find("03").shade.key == other.find("03").shade.key == "nothing"


def test_the_legend_counts_the_places_of_each_side():
    sides = pictured(families(p01=3, p02=3, p03=3), families(p01=3))

    lines = {line.label: counts for line, counts in legend_of_all(sides)}

    assert lines == {"1 or more": (3, 1), "No deliveries and no target": (0, 2)}


def test_the_difference_is_the_second_value_less_the_first_and_the_largest_comes_first():
    one, other = pictured(
        families(p01=100, p02=50, beside=7), families(p01=90, p02=85, p03=4, beside=7)
    )

    found = [(p.name, p.first, p.second, p.difference) for p in compare(one, other)]

    assert found == [
        ("Sur", 50, 85, 35),
        ("Norte", 100, 90, -10),
        # Nothing was delivered there on the first side: that is zero families, not an unknown.
        ("Este", 0, 4, 4),
        ("Not located", 7, 7, 0),
    ]


def test_rates_differ_in_the_points_that_are_shown():
    def rates(first: float, second: float) -> pd.DataFrame:
        return pd.DataFrame(
            [
                area("01", households_reached=1, households_targeted=1000, coverage_rate=first),
                area("02", households_reached=1, households_targeted=1000, coverage_rate=second),
                area("03", households_reached=1),
            ]
        )

    one, other = pictured(rates(0.524, 0.996), rates(0.706, 1.0), measure=COVERAGE)

    # 52 % and 71 %; 99 % (never rounded up to all) and 100 %; no target, so nothing to compare.
    assert [(p.name, p.difference) for p in compare(one, other)] == [
        ("Norte", 19),
        ("Sur", 1),
        ("Este", None),
    ]


def test_last_deliveries_differ_in_days_and_unknown_families_in_nothing():
    days = [
        pd.DataFrame([area("01", last_delivery=date(2020, 5, day)), area("02")]) for day in (1, 9)
    ]
    assert [p.difference for p in compare(*pictured(*days, measure=LAST))] == [8, None]

    unknown = pd.DataFrame([area("01", is_households_known=False)])
    (place,) = compare(*pictured(unknown, families(p01=5)))
    assert (place.first, place.second, place.difference) == (None, 5, None)


@pytest.mark.parametrize(
    ("measure", "first", "second", "difference"),
    [
        (GAP, {"households_targeted": 50, "households_gap": 20}, {}, None),
        (FOOD, {"days_food_per_person": 2.25}, {"days_food_per_person": 3.0}, 0.8),
        (OVERLAP, {"households_overlap": 3}, {"households_overlap": 1}, -2),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_other_measures_differ_in_their_own_units(measure, first, second, difference):
    sides = [pd.DataFrame([area("01", **known)]) for known in (first, second)]

    (place,) = compare(*pictured(*sides, measure=measure))

    assert place.difference == difference


def texts(svg: str) -> list[str]:
    return [text.text for text in ElementTree.fromstring(svg).iter() if text.tag.endswith("text")]


def square(at: float):
    return ((((at, 0.0), (at + 1, 0.0), (at + 1, 1.0), (at, 1.0), (at, 0.0)),),)


SHEET = Sheet("country", OUTLINES, "department", NAMES, {c: square(int(c)) for c in NAMES})


def test_names_from_files_are_text_in_every_drawing():
    table = pd.DataFrame(
        [
            area("01", households_reached=4),
            area("99", name=HOSTILE, households_reached=6),
        ]
    )
    (one,) = pictured(table, names={"01": HOSTILE})
    sheet = Sheet("country", OUTLINES, "department", {"01": HOSTILE}, {"01": square(1)})

    for svg in (
        side_map(sheet, one, LIGHT, 6),
        small_map(sheet, one, LIGHT, 6, HOSTILE, "6 families"),
        beside_rows(one, LIGHT),
        legend([one, one], [HOSTILE, HOSTILE], LIGHT),
    ):
        assert "<script" not in svg
        assert any("<scr" in text for text in texts(svg))


def test_a_small_map_says_whose_it_is_how_many_and_what_is_not_on_it():
    (one,) = pictured(families(p01=4, beside=12))

    written = texts(small_map(SHEET, one, LIGHT, 4, "Ayuda " * 12, "16 families"))

    assert written[0] == "Ayuda Ayuda Ayuda"
    assert written[1].endswith("…")
    assert written[2:] == ["16 families", "Not located", "12"]


def test_what_does_not_fit_beside_a_name_stands_below_it():
    unknown = pd.DataFrame(
        [area("9", name="Provincia de Huarochirí, distrito", is_households_known=False)]
    )
    (one,) = pictured(unknown)

    said = texts(small_map(SHEET, one, LIGHT, 1, "Ayuda", "0 families"))
    wide = texts(beside_rows(one, LIGHT))

    assert said[2:] == ["Provincia de Huaro…", "number of families…"]
    assert wide == ["Provincia de Huarochirí, distrito", "number of families not reported"]


def test_the_legend_has_a_column_for_each_side_and_one_for_many():
    sides = pictured(families(p01=3, p02=3), families(p01=3))

    assert texts(legend(sides, ["May", "June"], LIGHT)) == [
        "May",
        "June",
        *("1 or more", "2", "1"),
        *("No deliveries and no target", "1", "2"),
    ]
    assert texts(legend(sides, ["All maps"], LIGHT)) == [
        "All maps",
        *("1 or more", "3"),
        *("No deliveries and no target", "3"),
    ]


def test_circles_of_a_size_stand_for_as_many_families_on_both_sides():
    points = {"01": (0.0, 0.0), "02": (1.0, 1.0)}
    sheet = Sheet("country", SYMBOLS, "district", {c: NAMES[c] for c in points}, {}, points)
    sides = pictured(families(p01=100, p02=400), families(p01=100), names=sheet.names)
    largest = largest_of(sides)
    assert largest == 400

    radii = [
        re.findall(r"<circle [^>]*r='([\d.]+)'", side_map(sheet, s, LIGHT, largest)) for s in sides
    ]

    # The area follows the families: a quarter of them has half the radius; none keeps a dot.
    assert radii == [["20.0", "10.0"], ["10.0", "3.0"]]


def test_twelve_small_maps_of_all_departments_are_a_light_load():
    codes = tuple(f"{number:02}" for number in range(1, 26))
    outlines = read_outlines(REFERENCE / "departments.geojson")
    shapes = thinned(match_places(outlines, codes, "PE"))
    assert len(shapes) == 25
    names = {code: f"Department {code}" for code in codes}
    sheet = Sheet("country", OUTLINES, "department", names, shapes)
    tables = [
        families(**{f"p{code}": at * 7 + int(code) for code in codes}, beside=9) for at in range(12)
    ]
    sides = pictured(*tables, names=names)

    sent = b"".join(
        b64encode(small_map(sheet, one, LIGHT, 90, f"Partner {at}", "9 families").encode())
        for at, one in enumerate(sides)
    )

    assert len(zlib.compress(sent)) <= 300_000
    assert sent.count(b64encode(b"<svg xmlns='http://www")[:24]) == 12
