"""Coverage and days of need of each place and each partner: bars side by side, and all numbers as tables."""

from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import need as charts
from reparto.language import _
from reparto.metrics import METRICS
from reparto.ui import show
from reparto.ui.need import how_many_more, what_covered_means
from reparto.ui.page import View
from reparto.ui.text import plain
from reparto.wording import need as words
from reparto.wording.districts import place_name
from reparto.wording.words import known

FIRST = 12


def places_of(view: View) -> dict[str, pd.DataFrame]:
    """The places by level, each with ``name``, ``short_name`` and ``code``; a level at which nothing is known is left out."""
    districts = view.ask("need/by_place")
    named = districts[["geo_level", "district", "province", "department"]].itertuples(index=False)
    districts = districts.assign(
        code=districts["ubigeo"].fillna(""),
        name=[
            place_name(level, *(plain(name) if known(name) else None for name in above))
            for level, *above in named
        ],
    )
    districts["short_name"] = [_short_name(row) for row in districts.itertuples()]
    departments = view.ask("need/by_department")
    departments = departments.assign(
        code=departments["department_code"].fillna(""),
        name=[
            plain(name)
            if known(name)
            else plain(code)
            if known(code)
            else _("Without a department")
            for name, code in zip(
                departments["department"], departments["department_code"], strict=True
            )
        ],
    )
    departments["short_name"] = departments["name"]
    found = {}
    if districts["geo_level"].eq("district").any():
        found["district"] = districts
    if departments["department_code"].notna().any() or not found:
        found["department"] = departments
    return found


def _short_name(row: Any) -> str:
    """A place's name for the side of a chart, where "Lima" is the district and not what is known of Lima only."""
    wider = {"province": row.province, "department": row.department}.get(row.geo_level)
    return _("{place}, no district").format(place=plain(wider)) if known(wider) else row.name


def against_target_and_need(
    view: View, places: dict[str, pd.DataFrame], summary: dict[str, Any]
) -> None:
    """Reached and covered out of the target, and reached out of need, for each place side by side."""
    st.subheader(_("Reached and covered, against target and need"), anchor=False)
    level = _level(places, "need_level")
    rows = places[level]
    rates = ["coverage_rate", "covered_rate", "need_rate"]
    measured = rows[rows[rates].notna().any(axis=1)].sort_values(
        ["coverage_rate", "need_rate", "name"], na_position="last"
    )
    if measured.empty:
        show.sentences([words.no_rates(summary)])
        return
    above = measured[(measured[rates] > 1).any(axis=1)].sort_values(
        ["coverage_rate", "name"], ascending=[False, True]
    )
    ages = (
        view.ask("need/old_targets").set_index("place_code")["targets_as_of"] if len(above) else {}
    )
    old = {row.name: ages[row.code] for row in above.itertuples() if row.code in ages}
    every = len(measured) <= FIRST or how_many_more(len(measured), "need_all_places")
    shown = measured if every else measured.head(FIRST)
    show.chart(
        charts.rates_bars(shown),
        key="need_rates",
        sentence=words.above_all(list(above["name"]), old),
        alt=_(
            "Families reached and covered out of target and need in each place, furthest behind first."
        ),
        table=measured,
        columns={
            "name": show.text(_("Place"), width="medium"),
            "households_reached": show.count(METRICS["households_reached"].named()),
            "households_covered": show.count(METRICS["households_covered"].named()),
            "households_targeted": show.count(_("Families targeted")),
            "households_in_need": show.count(_("Families in need")),
            **{name: show.rate(label) for name, (label, _colour) in charts.rate_names().items()},
        },
    )
    what_covered_means()


def days_by_place_and_partner(view: View, places: dict[str, pd.DataFrame]) -> None:
    """Days of food and water for each person reached, by place or by partner."""
    st.subheader(_("Days of need, by place and by partner"), anchor=False)
    partners = view.ask("need/by_partner")
    partners = partners.assign(
        code=partners["partner"].fillna(""),
        name=[
            plain(name) if known(name) else _("No partner named") for name in partners["partner"]
        ],
    )
    groups = places | {"partner": partners}
    level = _level(groups, "need_days_by")
    rows = groups[level]
    rows = rows[rows["persons_reached"].gt(0) | rows["rows_left_out"].gt(0)]
    told = rows[rows[["days_food_per_person", "days_water_per_person"]].notna().any(axis=1)]
    told = told.sort_values(["days_food_per_person", "days_water_per_person", "name"])
    columns: dict[str, Any] = {
        "name": show.text(_("Partner") if level == "partner" else _("Place"), width="medium"),
        "persons_reached": show.count(METRICS["persons_reached"].named()),
        **{
            name: show.quantity(METRICS[name].named())
            for name in (
                "days_food_per_person",
                "days_water_per_person",
                "days_water_floor_per_person",
            )
        },
        **{
            name: show.count(METRICS[name].named())
            for name in ("person_days_food", "person_days_water", "person_days_water_floor")
        },
        "households_covered": show.count(METRICS["households_covered"].named()),
        "rows_left_out": show.count(_("Rows left out")),
    }
    if told.empty:
        show.sentences(
            [
                _(
                    "No days can be reckoned here. That would take kcal and litres of the items in the operation's kits.csv, "
                    "and quantities in the deliveries."
                )
            ]
        )
        return
    every = len(told) <= FIRST or how_many_more(len(told), "need_all_days")
    show.chart(
        charts.days_bars(told if every else told.head(FIRST)),
        key="need_days",
        sentence=_("For each person reached, fewest days of food first."),
        alt=_("Days of food and of water for each person reached."),
        table=rows.sort_values("name"),
        columns=columns,
    )
    show.download(rows.sort_values("name"), f"days_of_need_{level}", columns=columns)


def _level(groups: dict[str, pd.DataFrame], key: str) -> str:
    labels = {
        "district": _("By district"),
        "department": _("By department"),
        "partner": _("By partner"),
    }
    levels = [level for level in labels if level in groups]
    if len(levels) == 1:
        return levels[0]
    return st.segmented_control(
        _("Groups"),
        levels,
        format_func=labels.__getitem__,
        key=key,
        default=levels[0],
        required=True,
        label_visibility="collapsed",
    )
