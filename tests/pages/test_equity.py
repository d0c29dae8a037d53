"""Equity at the foot of the Coverage page, held against a recount of the exports, and where it has little to go on."""

import csv
import datetime
from fractions import Fraction

import pandas as pd
import pytest

from reparto.charts import equity as charts
from reparto.equity import compare
from reparto.questions import ask_rows
from reparto.scope import Scope
from reparto.snapshots import open_current
from tests import sample_recount as recount
from tests.worlds import SHARED, world

EXPORT = SHARED / "real-exports" / "whowhatwhere_345w_guatemala.csv"
TARGETS = recount.EXPORTS / "targets_districts.csv"


def words(app) -> str:
    shown = [*app.header, *app.subheader, *app.markdown, *app.caption, *app.info]
    return " ".join(element.value for element in shown).replace("\\", "").replace("\u2060", "")


def equity_of(app) -> str:
    """The words of a page that opened without a problem."""
    assert not app.exception and not app.error
    return words(app)


def need_by_district() -> dict[str, int]:
    with TARGETS.open(encoding="utf-8") as rows:
        found: dict[str, int] = {}
        for row in csv.DictReader(rows):
            if row["households_in_need"]:
                place = row["place"]
                found[place] = max(found.get(place, 0), int(row["households_in_need"]))
        return found


def test_the_worst_served_fifth_is_the_one_counted_from_the_files(app):
    reached, need = recount.households_reached("ubigeo"), need_by_district()
    ordered = sorted(need, key=lambda place: Fraction(reached.get(place, 0), need[place]))
    left = Fraction(sum(need.values()), 5)
    got = Fraction(0)
    for place in ordered:
        part = min(Fraction(1), left / need[place])
        got += part * reached.get(place, 0)
        left -= part * need[place]
        if not left:
            break
    share = got / sum(reached.get(place, 0) for place in need)
    rate = got / Fraction(sum(need.values()), 5)

    said = equity_of(app("coverage", lang="en"))

    assert f"The worst-served fifth of need got {round(100 * share)}% of what was delivered" in said
    assert f"{round(100 * rate)}% were reached in the worst-served fifth" in said
    assert f"{len(need)} districts, each with the weight of its families in need." in said


def test_the_worst_served_district_comes_first_with_its_reason_and_a_link(app):
    opened = app("coverage", lang="en")
    links = [link.proto.label for link in opened.get("page_link")]
    assert [label for label in links if label in ("Carabayllo", "Ventanilla", "Pachacámac")] == [
        "Carabayllo",
        "Ventanilla",
        "Pachacámac",
    ]
    said = equity_of(opened)
    assert "Asociación Muestra 07 (inventada)" in said
    assert "stock lies in Callao and Ate: Food kit 611" in said  # 356 and 255


def test_groups_and_sexes_stand_beside_unknown(app, store):
    opened = app("coverage", lang="en")
    frames = [frame.value for frame in opened.dataframe]
    groups, classes = (frame for frame in frames if {"name", "share_worst"} <= {*frame.columns})
    assert list(groups["name"])[-1] == "Unknown"
    assert set(groups["name"]) == {
        "Venezuelan refugees and migrants",
        "Host community",
        "Unknown",
    }
    assert list(classes["name"]) == ["Girls", "Boys", "Women", "Men", "Unknown"]
    # Nobody is spread: the classes and unknown are exactly the people reached.
    snapshot = open_current(store / "demonstration")
    (headline,) = ask_rows(snapshot, "overview/headline", Scope())
    snapshot.close()
    assert classes["persons_reached"].sum() == headline["persons_reached"]


def test_two_districts_are_too_few_for_fifths(app):
    said = equity_of(app("coverage", lang="en", district=["150106", "150132"]))
    assert "2 districts are too few for fifths, which need at least 5." in said
    assert "Furthest behind is Carabayllo (9%)" in said


def test_one_district_is_told_alone(app):
    said = equity_of(app("coverage", lang="en", district="150106"))
    assert "Only Carabayllo can be compared (9%)." in said


def test_partners_whose_targets_are_for_the_country_cannot_be_compared(app):
    said = equity_of(app("coverage", lang="en", partner="Asociación Muestra 01 (inventada)"))
    assert "The targets here are for wider places than districts" in said
    assert "Worst served, and why" not in said


@pytest.mark.parametrize(
    "query",
    [
        {"item": "water_kit"},
        {"population_group": "host community"},
        {"status": "planned"},
        {"since": "2020-05-01", "until": "2020-05-07"},
        {"since": "2031-01-01"},
        {"donor": "nobody"},
        {"method": "sector_country"},
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_filter_is_answered_without_an_error(app, query, lang):
    opened = app("coverage", lang=lang, **query)
    assert not opened.exception and not opened.error


HEADER = "delivered_on,partner,ubigeo,households,item,quantity,unit,status"
ROWS = [f"2020-04-1{i},Alpha,15010{i},{10 + i},food_kit,10,kit,delivered" for i in range(1, 8)]


@pytest.fixture
def plain_operation(tmp_path, open_page, monkeypatch):
    """An operation of deliveries alone: no targets, keys, stock, groups, sex or age."""
    with world(tmp_path, name="Plain", country="PE", starts_on=datetime.date(2020, 4, 1)) as made:
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
        (tmp_path / "deliveries.csv").write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
        assert made.take(tmp_path / "deliveries.csv").succeeded

        def add(name: str, lines: list[str]) -> None:
            (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
            assert made.take(tmp_path / name).succeeded

        yield open_page, add


def test_without_targets_groups_or_sex_it_says_what_it_would_need(plain_operation):
    open_page, _add = plain_operation
    said = equity_of(open_page("coverage", lang="en"))
    assert "That would need a file of targets" in said
    assert "No row names a population group." in said
    assert "No row tells sex and age." in said
    assert "Worst served, and why" not in said


def test_equal_coverage_and_more_than_all_of_it(plain_operation):
    open_page, add = plain_operation
    equal = [f"15010{i},{2 * (10 + i)},2020-04-01" for i in range(1, 8)]
    add("targets.csv", ["place,households_targeted,as_of", *equal])
    said = equity_of(open_page("coverage", lang="en"))
    assert "Every district stands at the same share of its target (50%)" in said
    assert "No district is behind the others." in said
    assert "because the targets do not give families in need." in said
    newer = [f"15010{i},{5 if i == 1 else 2 * (10 + i)},2020-05-01" for i in range(1, 8)]
    add("newer.csv", ["place,households_targeted,as_of", *newer])
    said = equity_of(open_page("coverage", lang="en"))
    assert "Lima (220%) stands above 100 %" in said
    assert "The worst-served fifth of the target got" in said


@pytest.mark.skipif(not EXPORT.exists(), reason=f"{EXPORT.name} is not beside the checkout")
def test_a_real_export_without_targets_says_what_it_would_need(tmp_path, open_page, monkeypatch):
    with world(
        tmp_path,
        name="Guatemala",
        country="GT",
        starts_on=datetime.date(2020, 3, 1),
        largest_plausible_row=2_000_000,
    ) as made:
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
        assert made.take(EXPORT).succeeded
        said = equity_of(open_page("coverage", lang="en"))
    assert "so districts cannot be compared" in said


def test_the_charts_draw_the_curve_and_the_fifths():
    frame = pd.DataFrame(
        {
            "geo_level": "district",
            "ubigeo": list("12345"),
            "place": ["A<b>", "B", "C", "D", "E"],
            "households_reached": [10, 40, 90, 50, 210],
            "households_in_need": [100.0, 200, 300, 100, 300],
            "households_targeted": [50.0, 100, 150, 50, 150],
        }
    )
    comparison = compare(frame)
    equality, curve, worst = charts.lorenz(comparison).data
    assert list(equality.x) == list(equality.y) == [0, 1]
    assert list(curve.x) == pytest.approx([0, 0.1, 0.3, 0.6, 0.7, 1])
    assert list(curve.y) == pytest.approx([0, 0.025, 0.125, 0.35, 0.475, 1])
    assert curve.customdata[1][0] == "A&lt;b&gt;"
    assert (worst.x[0], worst.y[0]) == pytest.approx((0.2, 0.075))
    bars = charts.fifths(comparison).data[0]
    assert list(bars.x) == pytest.approx([0.15, 0.25, 0.30, 0.60, 0.70])
    nobody = compare(frame.assign(households_reached=0))
    with pytest.raises(ValueError):
        charts.lorenz(nobody)
