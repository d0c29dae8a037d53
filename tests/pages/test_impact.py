"""Impact: what each contribution became, its print version and all donors, held against a recount of the exports."""

import csv
import json
import re
from collections import Counter
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from reparto.charts.impact import fate_chart, fates
from reparto.outputs.donor_sheet import (
    ROWS_IN_ONE_COLUMN,
    DonorSheet,
    Fate,
    Notes,
    Table,
    Way,
    donor_sheet,
)
from reparto.questions import ask, ask_rows
from reparto.scope import Scope
from reparto.snapshots import open_current
from reparto.wording.gifts import amounts, gift_of
from reparto.wording.impact import attributed, families, how_known
from tests import sample_recount as recount
from tests.worlds import world

DONOR = "Empresa Ejemplo 05 (inventada)"
HOSTILE = "</script><script>alert(1)</script>"


def words(page) -> str:
    text = " ".join(element.value for element in [*page.markdown, *page.caption])
    return text.replace("\\", "").replace("\u2060", "")


def open_link(**query: str) -> AppTest:
    """The page over the operation that is set, as a link opens it."""
    opened = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60).run()
    opened.switch_page("pages/impact.py")
    for name, value in query.items():
        opened.query_params[name] = value
    return opened.run()


def lots() -> dict[str, str]:
    return {str(one["lot"]): str(one["donor"]) for one in recount.contributions() if one["lot"]}


def rows_of(donor: str) -> list[recount.Row]:
    return [row for row in recount.counted_rows() if lots().get(row.lot) == donor]


def reached(donor: str) -> int:
    rows = rows_of(donor)
    return recount._keyed(rows) + recount._unkeyed(rows)


def given() -> dict[tuple[str, str], float]:
    totals: Counter[tuple[str, str]] = Counter()
    for one in recount.contributions():
        if one["item"]:
            totals[str(one["donor"]), recount.items()[recount.folded(str(one["item"]))]] += float(
                one["quantity"]
            )
    return dict(totals)


def stock() -> dict[tuple[str, str, str], float]:
    totals: Counter[tuple[str, str, str]] = Counter()
    with (recount.EXPORTS / "stock_movements.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            totals[lots()[row["lot"]], row["item"], row["kind"]] += float(row["quantity"])
    return totals


@pytest.fixture(scope="module")
def snapshot(store):
    opened = open_current(store / "demonstration")
    yield opened
    opened.close()


# --- the page ---


def test_the_page_says_how_many_gave_and_how_much_is_known_to_be_theirs(app):
    donors = {str(one["donor"]) for one in recount.contributions()}
    worth = sum(float(one["value"]) for one in recount.contributions())
    rows = recount.counted_rows()
    theirs = sum(row.lot in lots() for row in rows)

    page = app("impact")
    said = words(page)

    assert not page.exception
    assert f"{len(donors)} donors gave what was worth {worth:,.0f} PEN." in said
    assert f"{theirs:,} of {len(rows):,} delivery rows say whose contribution they were" in said
    assert f"the rest ({(len(rows) - theirs) / len(rows):.1%}) is not attributed" in said


def test_a_link_tells_one_donors_story_with_its_recounted_figures(app):
    page = app("impact", donor_story=DONOR)

    said, rows = words(page), rows_of(DONOR)
    delivered = recount.donor_quantities()[DONOR, "water_kit"]
    held = stock()
    sent = held[DONOR, "water_kit", "dispatched"] - held[DONOR, "water_kit", "returned"]
    left = held[DONOR, "water_kit", "received"] - sent - held[DONOR, "water_kit", "lost"]
    assert page.selectbox(key="donor_story").value == DONOR
    assert (
        f"{DONOR} gave 150 × Food kit and 320 × Water kit through Hombro a Hombro, worth 21,420 PEN."
        in said
    )
    assert "Of 150 × Food kit: 150 promised and not received yet." in said
    assert (
        f"Of 320 × Water kit: {delivered} delivered; {sent - delivered:.0f} sent out and not in these deliveries; "
        f"{left:.0f} in stock."
    ) in said
    places = {row.place for row in rows if row.place and len(row.place) == 6}
    assert f"{delivered} × Water kit reached {reached(DONOR)} families" in said
    assert f"in {len(places)} districts" in said
    assert f"first arrived on {min(row.start for row in rows):%-d %B %Y}" in said
    assert f"the last on {max(row.end for row in rows):%-d %B %Y}" in said
    metrics = {metric.label: metric.value for metric in page.metric}
    assert metrics["Value of the contribution"] == "21,420 PEN"
    assert metrics["Food kit delivered"] == "0 of 150"
    assert metrics["Families reached"] == str(reached(DONOR))
    assert metrics["Districts"] == str(len(places))
    assert metrics["Partners that delivered"] == str(len({row.partner for row in rows}))


def test_money_is_said_to_be_money(app):
    assert "8,000 PEN of it was given as money" in words(
        app("impact", donor_story="Empresa Ejemplo 21 (inventada)")
    )


def test_places_and_partners_are_recounted(app):
    page = app("impact", donor_story=DONOR)

    tables = [one.value for one in page.dataframe]
    (places,) = [table for table in tables if "place" in table]
    (partners,) = [table for table in tables if "partner" in table]
    rows = rows_of(DONOR)
    by_partner = {}
    for row in rows:
        by_partner.setdefault(row.partner, []).append(row)
    names = {one["code"]: one["name"] for one in recount.partners()}
    assert dict(zip(partners["partner"], partners["households_reached"], strict=True)) == {
        names[code]: recount._keyed(found) + recount._unkeyed(found)
        for code, found in by_partner.items()
    }
    assert len(places) == len({row.place for row in rows})
    assert places["households_reached"].is_monotonic_decreasing


def test_all_donors_stand_in_one_table_with_what_is_nobodys_last(app):
    (table,) = [one.value for one in app("impact").dataframe if "donor" in one.value]

    donors = {str(one["donor"]) for one in recount.contributions()}
    assert set(table["donor"].iloc[:-1]) == donors
    assert table["donor"].iloc[-1] == "Not attributed to a donor"
    told = table.set_index("donor")
    assert told["households_reached"].drop("Not attributed to a donor").to_dict() == {
        donor: reached(donor) for donor in donors
    }
    assert told.loc["Not attributed to a donor", "worth"] == "—"
    assert told.loc["Empresa Ejemplo 20 (inventada)", "worth"] == "76,740 PEN"


def test_filters_narrow_the_deliveries_and_the_page_says_what_they_do_not_narrow(app):
    page = app("impact", department=["07"], donor_story=DONOR)

    rows = [row for row in rows_of(DONOR) if (row.place or "").startswith("07")]
    metrics = {metric.label: metric.value for metric in page.metric}
    assert metrics["Families reached"] == str(recount._keyed(rows) + recount._unkeyed(rows))
    assert metrics["Value of the contribution"] == "21,420 PEN"
    assert "Contributions and stock are those of all places and dates" in words(page)


def test_a_filter_on_a_donor_leaves_that_donor(app):
    page = app("impact", donor=[DONOR])

    assert page.selectbox(key="donor_story").options == [DONOR]


def test_nothing_to_show_says_so_and_offers_the_way_back(app):
    page = app("impact", partner=["Cáritas Chosica"], donor=[DONOR], department=["04"])

    assert not page.exception
    assert "Nothing of it is in a delivery yet" in words(page)
    assert {metric.value for metric in page.metric if metric.label == "Families reached"} == {"0"}


def test_names_from_files_stay_text_and_currencies_stay_apart(tmp_path, monkeypatch):
    deliveries = tmp_path / "deliveries.csv"
    deliveries.write_text(
        "delivered_on,partner,department,households,item,quantity,unit,donor,lot,status\n"
        f"2020-05-01,A,Norte,5,kit,5,kit,,L1,delivered\n2020-05-02,A,Norte,,kit,3,kit,{HOSTILE},,delivered\n"
        "2020-05-02,A,Norte,2,kit,2,kit,,,delivered\n",
        encoding="utf-8",
    )
    contributions = tmp_path / "contributions.csv"
    contributions.write_text(
        "donor,lot,item,quantity,unit,value,currency,pledged_on,received_on\n"
        "![d](http://beacon.example/d.png),L1,kit,10,kit,100,PEN,2020-04-01,2020-04-02\n"
        "![d](http://beacon.example/d.png),L1,kit,2,kit,50,USD,2020-04-01,2020-04-02\n",
        encoding="utf-8",
    )
    with world(tmp_path / "home", name="Hostile", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(deliveries, contributions)
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        page = open_link(donor_story="![d](http://beacon.example/d.png)")
        other = open_link(donor_story=HOSTILE)
    assert not page.exception
    assert "![d](http://beacon.example/d.png) gave 12 × kit, worth 100 PEN and 50 USD." in words(
        page
    )
    assert "Of 12 × kit: 5 delivered; 7 of which the exports do not tell." in words(page)
    raw = " ".join(
        element.value.removeprefix(":gray-badge[") for element in [*page.markdown, *other.markdown]
    )
    assert not re.search(r"(?<!\\)[<!\[]", raw)
    assert f"{HOSTILE} is named as the donor of 1 delivery row" in words(other)
    assert "how many families received it is unknown" in words(other)
    metrics = {metric.label: metric.value for metric in other.metric}
    assert metrics["Families reached"] == "—"
    (table,) = [one.value for one in other.dataframe if "donor" in one.value]
    assert pd.isna(table.set_index("donor").loc[HOSTILE, "households_reached"])


# --- the questions ---


def test_the_chain_of_every_contribution_is_recounted_from_the_files(snapshot):
    chain = {
        (row["donor"], row["item"]): row for row in ask_rows(snapshot, "donors/chain", Scope())
    }

    held = stock()
    assert {
        key: row["contributed"] for key, row in chain.items() if row["contributed"] is not None
    } == given()
    for (donor, item), row in chain.items():
        if donor == "unattributed" or row["received"] is None:
            continue
        sent = held[donor, item, "dispatched"] - held[donor, item, "returned"]
        assert row["received"] == held[donor, item, "received"]
        assert row["dispatched"] == sent
        assert row["lost"] == held[donor, item, "lost"]
        assert row["in_stock"] == held[donor, item, "received"] - sent - held[donor, item, "lost"]
        assert row["delivered"] == recount.donor_quantities()[donor, item]
        parts = [
            row[part]
            for part in ("awaited", "delivered", "sent_not_seen", "in_stock", "lost", "untold")
        ]
        assert sum(parts) == row["contributed"]
    assert sum(row["lost"] or 0 for row in chain.values()) == sum(
        n for (_d, _i, kind), n in held.items() if kind == "lost"
    )


def test_donors_shares_of_a_lot_add_up_to_what_moved(tmp_path):
    movements = tmp_path / "stock_movements.csv"
    movements.write_text(
        "lot,item,quantity,moved_on,kind\nL1,kit,10,2020-05-01,received\nL1,kit,7,2020-05-02,dispatched\n",
        encoding="utf-8",
    )
    contributions = tmp_path / "contributions.csv"
    contributions.write_text(
        "donor,lot,item,quantity,unit\nA,L1,kit,1,kit\nB,L1,kit,1,kit\nC,L1,kit,1,kit\n",
        encoding="utf-8",
    )
    with world(tmp_path / "home", name="Shared", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(movements, contributions)
        rows = made.ask("donors/chain")
    assert [row["donor"] for row in rows] == ["A", "B", "C"]
    assert sum(row["received"] for row in rows) == pytest.approx(10)
    assert sum(row["dispatched"] for row in rows) == pytest.approx(7)
    assert rows[0]["received"] == pytest.approx(3.333)


def test_the_story_and_the_table_of_donors_agree_for_every_donor(snapshot):
    totals = ask_rows(snapshot, "donors/totals", Scope())

    for row in totals:
        (alone,) = ask_rows(snapshot, "overview/headline", Scope(donor=(row["donor"],)))
        assert alone["households_reached"] == row["households_reached"]
        assert alone["partners_active"] == row["partners"]
        assert alone["districts_reached"] == row["districts"]


def test_attribution_is_by_lot_or_by_name_or_nobodys(snapshot):
    told = {row["donor"]: row for row in ask_rows(snapshot, "donors/attribution", Scope())}

    rows = recount.counted_rows()
    assert told[None]["deliveries"] == len(rows)
    assert told[None]["deliveries_unattributed"] == sum(row.lot not in lots() for row in rows)
    assert told[DONOR]["deliveries_by_lot"] == len(rows_of(DONOR))
    assert told["unattributed"]["deliveries_by_lot"] == 0


def test_gifts_keep_currencies_and_money_apart(snapshot):
    gifts = ask(snapshot, "donors/gifts", Scope())

    gift = gift_of("Empresa Ejemplo 21 (inventada)", gifts, "Platform")

    own = [
        one for one in recount.contributions() if one["donor"] == "Empresa Ejemplo 21 (inventada)"
    ]
    assert gift.values == ((sum(float(one["value"]) for one in own), "PEN"),)
    assert gift.money == ((8000.0, "PEN"),)
    assert gift.contributions == len(own)
    assert amounts(((1.5, "PEN"), (2.0, ""))) == "1.5 PEN and 2 (currency unknown)"
    assert gift_of("Nobody", gifts, None).values == ()


# --- words and chart ---


def test_families_are_unknown_where_no_row_gives_them():
    assert (
        families({"households_reached": 0}, {"deliveries": 4, "deliveries_with_households": 0})
        is None
    )
    assert (
        families({"households_reached": 0}, {"deliveries": 4, "deliveries_with_households": 2}) == 0
    )
    assert families({"households_reached": 0}, {}) == 0


def test_what_is_nobodys_is_said_beside_what_is_known():
    told = " ".join(
        how_known({"deliveries_by_lot": 2, "deliveries_by_name": 1}, {"deliveries_unattributed": 5})
    )

    assert "2 delivery rows carry the number of a lot" in told
    assert "1 delivery row names the donor." in told
    assert "5 more delivery rows say neither" in told
    everything = attributed({"deliveries": 3, "deliveries_unattributed": 0})
    assert everything == "Every delivery row says whose contribution it was."


def test_the_bars_are_as_long_as_what_was_given(snapshot):
    chain = ask(snapshot, "donors/chain", Scope())
    own = chain[chain["donor"] == DONOR]

    spec = fate_chart(own, {"food_kit": "Food <kit>", "water_kit": "Water kit"}.get)

    lengths = [sum(trace.x[place] for trace in spec.data) for place in range(2)]
    assert lengths == pytest.approx([1, 1])
    assert "Food &lt;kit&gt;" in spec.layout.yaxis.ticktext[0]
    water = next(row for row in own.itertuples() if row.item == "water_kit")
    assert [fate for fate, _value, _share in fates(water)] == [
        "delivered",
        "sent_not_seen",
        "in_stock",
    ]
    assert {trace.name: trace.marker.pattern.shape for trace in spec.data}["In stock"] == "."


# --- the print version ---


def sheet(**told) -> DonorSheet:
    return DonorSheet(
        **{
            "language": "en", "operation": "Operation", "kicker": "Kicker", "donor": "Donor", "notice": "",
            "story": ("Once.",), "figures": (("Families", "3"),), "ways_title": "Ways",
            "ways": (Way("10 × kit", (Fate("delivered", "7 delivered", 0.7), Fate("in_stock", "3 in stock", 0.3))),),
            "tables": (), "notes": (), "footer": (),
        } | told
    )  # fmt: skip


def test_every_text_of_the_sheet_is_escaped_wherever_it_stands():
    evil = "<script>alert(1)</script>\"'&\u202e"
    made = donor_sheet(
        sheet(
            language='en"><script>', operation=evil, kicker=evil, donor=evil, notice=evil, story=(evil,),
            figures=((evil, evil),), ways_title=evil, ways=(Way(evil, (Fate("delivered", evil, 1.0),)),),
            tables=(Table(evil, (evil,), ((evil,),)),), notes=(Notes(evil, (evil,)),), footer=(evil,),
        )
    ).decode()  # fmt: skip

    assert "<script" not in made.lower()
    assert "\u202e" not in made
    assert made.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 15
    assert '<html lang="enscript">' in made


def test_the_sheet_asks_nobody_for_anything():
    made = donor_sheet(sheet()).decode()

    assert "default-src 'none'" in made
    assert not re.search(r"https?:|src=|url\((?!#)|@import|<link", made)


def test_the_bars_of_the_sheet_fill_their_share():
    made = donor_sheet(sheet()).decode()

    widths = [
        float(width) for width in re.findall(r'<rect x="[\d.]+" y="0" width="([\d.]+)"', made)
    ]
    assert widths == [420.0, 180.0]
    over = donor_sheet(
        sheet(ways=(Way("w", (Fate("delivered", "", 1.5), Fate("lost", "", 0.5))),))
    ).decode()
    assert '<rect x="0.00" y="0" width="450.00"' in over


def test_a_long_table_stands_in_two_columns():
    short = Table("T", ("a", "b"), (("x", "1"),) * ROWS_IN_ONE_COLUMN, numbers=(1,))
    long = Table("T", ("a", "b"), (("x", "1"),) * (ROWS_IN_ONE_COLUMN + 1), numbers=(1,))

    assert '<div class="two">' not in donor_sheet(sheet(tables=(short,))).decode()
    assert '<div class="two">' in donor_sheet(sheet(tables=(long,))).decode()
    assert '<td class="number">1</td>' in donor_sheet(sheet(tables=(short,))).decode()


def test_the_chart_is_on_the_page_with_its_alternative_text(app):
    page = app("impact", donor_story=DONOR)

    (chart,) = [one for one in page.get("plotly_chart") if "cut into" in one.proto.alt]
    drawn = {trace["name"] for trace in json.loads(chart.proto.spec)["data"]}
    assert drawn == {
        "Delivered",
        "Sent out, not in these deliveries",
        "In stock",
        "Promised, not received yet",
    }
