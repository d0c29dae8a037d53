"""The look "compare" of the Map page by its address: dates, items and partners, and where there is nothing to compare."""

import base64
from collections import Counter, defaultdict
from datetime import date

import pandas as pd
import pytest

from reparto.scope import Scope
from reparto.ui.asked import Asked
from reparto.ui.clicks import Click
from reparto.ui.matching import asked_by_row
from tests import sample_recount as recount
from tests.worlds import world

HOSTILE = ["<img src=x onerror=alert(1)>", "![x](http://beacon.example/x.png)"]


def words(page) -> str:
    shown = [*page.markdown, *page.caption, *page.info, *page.subheader]
    return " ".join(element.value for element in shown).replace("\\", "")


def maps(page) -> dict[str, str]:
    """The pictures by their alternative text."""
    found = {}
    for image in page.get("image"):
        for one in image.proto.imgs:
            svg = base64.b64decode(one.url.removeprefix("data:image/svg+xml;base64,"))
            found[one.alt] = svg.decode()
    return found


def table(page):
    (found,) = page.dataframe
    return found.value


def opened(app, **query):
    page = app("map", look="compare", **query)
    assert not page.exception
    assert not page.error
    return page


@pytest.fixture
def own(tmp_path, monkeypatch):
    """An operation of one's own, without places that can be drawn, opened on the comparison."""
    from streamlit.testing.v1 import AppTest

    def open_page(rows: list[str], **query):
        export = tmp_path / "deliveries.csv"
        header = "delivered_on,partner,department,district,households,persons,item"
        export.write_text("\n".join([header, *rows]), encoding="utf-8")
        with world(
            tmp_path / query.get("compare", "home"),
            name="Bare",
            country="XX",
            starts_on=date(2020, 5, 1),
        ) as w:
            w.take(export)
            monkeypatch.setenv("REPARTO_OPERATION", str(w.operation.folder))
            page = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60).run()
            page.switch_page("pages/map.py")
            for name, value in ({"look": "compare"} | query).items():
                page.query_params[name] = value
            page.run()
        assert not page.exception
        return page

    return open_page


def reached_until(last: date) -> Counter:
    """Families by department until a day, from the sample's own files: by key, else the largest item of an occasion."""
    keys: set[tuple] = set()
    occasions: dict[tuple, Counter] = defaultdict(Counter)
    for row in recount.counted_rows():
        if row.end > last:
            continue
        department = row.place[:2] if row.place else None
        if row.key:
            keys.add((department, row.key))
        else:
            occasions[department, row.occasion][row.item] += row.households or 0
    reached = Counter(department for department, _key in keys)
    for (department, _occasion), by_item in occasions.items():
        reached[department] += max(by_item.values())
    return reached


@pytest.mark.parametrize("days", [("2020-04-30", "2020-05-22"), ("2020-05-22", "2020-04-30")])
def test_two_dates_stand_side_by_side_the_earlier_first(app, days):
    page = opened(app, compare="dates", measure="reached", a=days[0], b=days[1])
    shown = table(page)
    before, after = reached_until(date(2020, 4, 30)), reached_until(date(2020, 5, 22))
    names = {"Lima": "15", "Callao": "07", "Not located": None}
    for name, code in names.items():
        ((first, second, more),) = shown.loc[
            shown["place"] == name, ["first", "second", "difference"]
        ].to_numpy()
        assert (first, second) == (before[code], after[code])
        assert more == after[code] - before[code]
    assert "Until 30 Apr 2020" in words(page)
    assert (
        f"Between 30 Apr 2020 and 22 May 2020, Lima changed most: "
        f"from {before['15']:,} to {after['15']:,}." in words(page)
    )


def test_the_dates_are_the_last_day_in_view_and_the_one_half_way(app):
    page = opened(app, measure="reached")

    # The first delivery of the sample is of 9 April, the last of 22 May: 43 days, half-way after 21.
    assert [box.value for box in page.date_input if box.key.startswith("compare")] == [
        date(2020, 4, 30),
        date(2020, 5, 22),
    ]


def test_both_maps_tell_their_numbers_and_the_legend_those_of_each(app):
    found = maps(opened(app, compare="dates", measure="reached"))

    (one,) = [alt for alt in found if alt.startswith("Until 30 Apr 2020. Map")]
    (other,) = [alt for alt in found if alt.startswith("Until 22 May 2020. Map")]
    legend = next(alt for alt in found if alt.startswith("Legend"))
    assert "most of them in Lima: 2,097" in one
    assert "most of them in Lima: 3,843" in other
    assert "3,000 or more: Until 30 Apr 2020 0, Until 22 May 2020 1" in legend
    # One scale: the class is told on both maps, though only the second reaches it.
    assert "3,000 or more: 0" in one
    assert "3,000 or more: 1" in other
    beside = [alt for alt in found if "2020. Counted, but not on the map" in alt]
    assert len(beside) == 2


def test_the_totals_are_headlines_not_sums_of_places(app):
    page = opened(app, compare="dates", measure="reached", a="2020-04-30", b="2020-05-22")

    # A family served in two departments counts in both, and once in all.
    assert table(page)["second"].sum() >= 4890
    assert "In all 2,578 of 5,000 families (52%) until 30 Apr 2020" in words(page)
    assert "4,890 of 5,000 families (98%) until 22 May 2020" in words(page)


def test_the_choices_go_to_the_address_as_codes(app):
    page = opened(app, measure="reached")

    page.segmented_control(key="compare_switch").set_value("items").run()
    assert page.query_params["compare"] in ("items", ["items"])
    page.selectbox(key="compare_item_b").set_value("hygiene_kit").run()
    assert page.query_params["b"] in ("hygiene_kit", ["hygiene_kit"])
    assert not page.exception


def test_two_items_of_the_address_stand_side_by_side(app):
    page = opened(app, compare="items", measure="reached", a="water_kit", b="food_kit")
    other = opened(app, compare="items", measure="reached", a="food_kit", b="water_kit")

    one = table(page).set_index("place")
    back = table(other).set_index("place")
    assert (one["difference"] == one["second"] - one["first"]).all()
    assert (one["difference"] == -back["difference"].reindex(one.index)).all()
    assert "Water kit and Food kit are furthest apart in Lima" in words(page)
    alone = app("map", item=["water_kit"], measure="reached")
    (expected,) = alone.dataframe[0].value.query("place == 'Lima'")["households_reached"]
    assert one.loc["Lima", "first"] == expected


def test_the_tiles_of_lima_and_callao_and_their_circles_can_be_compared(app):
    tiles = maps(opened(app, department=["15", "07"], measure="reached"))
    circles = maps(opened(app, department=["15", "07"], measure="reached", drawn="symbols"))

    assert sum(svg.count("<polygon") == 50 for svg in tiles.values()) == 2
    assert sum(svg.count("<circle") == 50 for svg in circles.values()) == 2
    assert any("Lima, district unknown" in alt for alt in tiles)


def test_twelve_partners_have_a_small_map_each_and_more_when_asked_for(app):
    page = opened(app, compare="partners", measure="reached")

    found = [alt for alt in maps(page) if ". Map: " in alt]
    assert len(found) == 12
    reached = table(page).drop(columns="place").sum()
    assert "The 12 partners with most families, of 42" in words(page)
    assert reached.iloc[0] >= reached.iloc[-1]
    page.button(key="compare_more").click().run()
    assert len([alt for alt in maps(page) if ". Map: " in alt]) == 24
    assert page.query_params["maps"] in ("24", ["24"])


def test_a_partners_total_is_its_headline(app):
    page = opened(app, compare="partners", measure="reached")
    name = next(alt for alt in maps(page) if ". Map: " in alt).split(". Map: ")[0]

    (svg,) = [svg for alt, svg in maps(page).items() if alt.startswith(f"{name}. Map: ")]
    other = opened(app, compare="dates", measure="reached", partner=[name])

    assert "733 of 760 families (96%)" in svg
    assert "733 of 760 families (96%) until" in words(other)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"a": "2020-05-01", "b": "2020-05-01"}, "Both days are the same"),
        ({"compare": "items", "a": "food_kit", "b": "food_kit"}, "Both items are the same"),
        ({"compare": "items", "item": ["food_kit"]}, "This view has one item, Food kit"),
        ({"compare": "partners", "partner": ["UNICEF"]}, "This view has one partner, UNICEF"),
        ({"since": "2020-05-22", "until": "2020-05-22"}, "of one day, 22 May 2020"),
    ],
)
def test_where_there_are_no_two_one_sentence_says_so(app, query, said):
    page = opened(app, **query)

    assert said in " ".join(box.value for box in page.info).replace("\\", "")
    assert not maps(page)


@pytest.mark.parametrize(
    "query",
    [
        {"compare": "<script>", "a": "2020-13-99", "b": "' or 1=1 --"},
        {"compare": "items", "a": "2020-05-01", "b": "nothing"},
        {"compare": "partners", "maps": "-5", "a": "x"},
        {"compare": "partners", "maps": "²", "measure": "last"},
        {"compare": "dates", "a": "0001-01-01", "b": "9999-12-31", "until": "2020-05-01"},
        {"compare": "dates", "since": "2020-05-10", "a": "2020-04-10"},
    ],
)
def test_nonsense_in_the_address_falls_back_to_what_is_usual(app, query):
    found = maps(opened(app, **query))

    assert len(found) >= 3


def test_filters_of_the_reader_hold_on_both_sides(app):
    page = opened(app, compare="dates", measure="reached", partner=["UNICEF"], since="2020-04-20")
    alone = app("map", measure="reached", partner=["UNICEF"], since="2020-04-20")

    second = table(page).set_index("place")["second"].astype(int).to_dict()
    expected = alone.dataframe[0].value.set_index("place")["households_reached"].to_dict()
    assert {place: second[place] for place in expected} == expected


def test_an_empty_side_is_said_and_the_other_is_drawn(app):
    page = opened(app, compare="dates", partner=["UNICEF"], a="2020-04-09", measure="reached")

    assert "Nothing had been delivered until 9 Apr 2020." in words(page)
    assert len([alt for alt in maps(page) if "Map: " in alt]) == 2


def test_without_a_map_the_table_compares(own):
    rows = [
        "2020-05-01,P,Norte,Uno,5,20,Food",
        "2020-05-21,Q,Norte,Uno,7,20,Water",
        "2020-05-21,Q,Sur,Dos,4,20,Water",
    ]

    page = own(rows, compare="items", a="Food", b="Water")
    assert "There are no maps to compare" in words(page)
    assert not maps(page)
    found = table(page)[["place", "first", "second", "difference"]].values.tolist()
    assert found == [["Sur", 0, 4, 4], ["Norte", 5, 7, 2]]


def test_names_from_files_are_text_wherever_they_are_compared(own):
    rows = [
        f'2020-05-0{at},"{name}","{name}","Centro",{at},20,"{name}"'
        for at, name in enumerate(HOSTILE, start=3)
    ]

    for way in ("dates", "items", "partners"):
        page = own(rows, compare=way)
        assert set(HOSTILE) <= set(table(page)["place"])
        assert not [m for m in [*page.markdown, *page.caption] if "![x](" in m.value]


def test_the_light_page_has_its_table_as_text(app):
    page = opened(app, measure="reached", light="1")

    assert not page.dataframe
    (found,) = page.table
    lima = found.value[found.value.iloc[:, 0] == "Lima"].iloc[0].tolist()
    assert [str(cell).replace("\\", "") for cell in lima] == ["Lima", "2,097", "3,843", "1,746"]


def test_a_cell_of_the_table_asks_for_its_own_side(app):
    sides = {"first": Asked("coverage/map_departments", Scope(until=date(2020, 4, 30)))}
    sides["second"] = Asked("coverage/map_departments", Scope(until=date(2020, 5, 22)))
    shown = pd.DataFrame([{"place": "Lima", "first": 1, "second": 2, "asked": sides}])

    chosen = {
        column: asked_by_row(sides["second"], None, None, shown, 0, column, "map_compare")
        for column in ("place", "first", "second", "difference")
    }

    assert chosen["first"] == sides["first"]
    assert chosen["second"] == chosen["place"] == chosen["difference"] == sides["second"]


def test_a_press_opens_the_passport_of_a_sides_total(app):
    page = opened(app, measure="reached")

    page.button(key="passport_compare_0").click().run()

    assert not page.exception
    assert "2,578" in " ".join(header.value for header in page.header).replace("\\", "")


@pytest.mark.parametrize(
    ("query", "row", "said"),
    [
        ({"measure": "reached"}, "Lima", "2,097"),
        ({"measure": "reached", "department": ["15", "07"]}, "Not located", "26"),
        ({"measure": "verified"}, "Lima", "%"),
    ],
)
def test_a_click_on_a_cell_opens_the_passport_of_that_place_on_that_side(app, query, row, said):
    page = opened(app, **query)
    at = table(page)["place"].tolist().index(row)

    page.session_state["clicked"] = ("map_compare", Click(row=at, column="first"))
    page.run()

    assert not page.exception
    assert said in " ".join(header.value for header in page.header).replace("\\", "")
