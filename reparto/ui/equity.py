"""Equity at the foot of the Coverage page: fifths of need, the worst-served districts, population groups, sex and age."""

from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import equity as charts
from reparto.equity import Comparison, compare, share_inside
from reparto.language import _, ngettext, number, percent
from reparto.metrics import METRICS
from reparto.ui import View, show
from reparto.ui.text import md_escape, plain
from reparto.wording import equity as words
from reparto.wording import equity_groups as group_words
from reparto.wording.districts import place_name
from reparto.wording.equity_reasons import reason, reason_names

FIRST_DISTRICTS = 6
MOST_GROUPS = 6
UNKNOWN = "unknown"


def draw(view: View, *, is_empty: bool = False) -> None:
    """Draw how evenly families are reached within the view's scope; whatever is missing is said in a sentence.

    Of an empty scope, without a single delivery, only that sentence is told.
    """
    st.header(_("How even is it?"), anchor="equity")
    places = _named(view.ask("equity/places"))
    comparison = compare(places)
    if needs := words.what_it_needs(comparison, _has_wider_targets(view, comparison)):
        show.sentences([needs])
    else:
        _draw_fifths(comparison)
    if beside := words.beside(comparison):
        st.caption(md_escape(" ".join(beside)))
    if is_empty:
        return
    if comparison.base:
        _draw_worst_served(view, comparison)
    _draw_groups(view, comparison)
    _draw_sex_and_age(view, comparison)


def _named(places: pd.DataFrame) -> pd.DataFrame:
    names = places[["geo_level", "district", "province", "department"]].itertuples(index=False)
    return places.assign(
        place=[
            place_name(level, *(plain(name) if isinstance(name, str) else None for name in above))
            for level, *above in names
        ]
    )


def _has_wider_targets(view: View, comparison: Comparison) -> bool:
    if comparison.base:
        return False
    return bool(view.ask_row("overview/headline")["households_targeted"])


def _draw_fifths(comparison: Comparison) -> None:
    said, far = words.share_of_the_worst(comparison), words.gap(comparison)
    show.sentences(
        [
            said if comparison.is_equal else f"{said} {far}",
            f"{words.coefficient(comparison)} {words.weighed_by(comparison)}",
        ]
    )
    by_need = comparison.base == "need"
    reached_share = METRICS["need_rate" if by_need else "coverage_rate"].named()
    weight = _("Families in need") if by_need else _("Families targeted")
    with st.grid(2, min_column_width=360, gap="large"):
        with st.container():
            show.chart(
                charts.lorenz(comparison),
                key="equity_lorenz",
                title=_("Who got how much"),
                sentence=_(
                    "Districts from the worst served to the best. The further the line sags, the more uneven."
                ),
                alt=" ".join((_("Lorenz curve."), said, words.coefficient(comparison))),
                table=comparison.places,
                columns={
                    "place": show.text(_("District")),
                    "weight": show.count(weight),
                    "households_reached": show.count(METRICS["households_reached"].named()),
                    "rate": show.progress(reached_share),
                },
            )
        with st.container():
            show.chart(
                charts.fifths(comparison),
                key="equity_fifths",
                title=_("From the worst-served fifth to the best"),
                sentence=_(
                    "Each fifth holds the same number of families in need; a district over a cut is divided there."
                )
                if by_need
                else _(
                    "Each fifth holds the same number of targeted families; a district over a cut is divided there."
                ),
                alt=far,
                table=pd.DataFrame(
                    {
                        "fifth": words.fifth_names(),
                        "rate": [fifth.rate for fifth in comparison.fifths],
                        "share": [fifth.share for fifth in comparison.fifths],
                    }
                ),
                columns={
                    "fifth": show.text(_("Fifth")),
                    "rate": show.progress(reached_share),
                    "share": show.rate(_("Share of what was delivered")),
                },
            )


def _draw_worst_served(view: View, comparison: Comparison) -> None:
    st.subheader(_("Worst served, and why"), anchor=False)
    worst = words.worst_served(comparison)
    if worst.empty:
        st.markdown(
            _("No district is behind the others.")
            if comparison.is_equal and comparison.served
            else _("No district here is below 100 %.")
        )
        return
    at_work, in_store = view.ask("equity/at_work"), view.ask("equity/in_store")
    in_store = in_store.assign(place=in_store["place"].map(plain))
    reasons = [reason(row, at_work, in_store, view.item_name) for row in worst.itertuples()]
    names = reason_names()
    worst = worst.assign(
        reason=[names[found.kind] for found in reasons],
        told=[plain(found.sentence) for found in reasons],
    )
    st.markdown(md_escape(_reasons_counted(worst)))
    with st.grid(2, min_column_width=360, gap="small"):
        for row in worst.head(FIRST_DISTRICTS).itertuples():
            _draw_district(view, row)
    columns: dict[str, Any] = {
        "place": show.text(_("District"), pinned=True),
        "province": show.text(_("Province")),
        "need_rate": show.progress(METRICS["need_rate"].named()),
        "coverage_rate": show.progress(METRICS["coverage_rate"].named()),
        "households_reached": show.count(METRICS["households_reached"].named()),
        "households_in_need": show.count(_("Families in need")),
        "households_targeted": show.count(_("Families targeted")),
        "reason": show.text(_("Reason")),
        "told": show.text(_("In words")),
        "ubigeo": show.text(_("Code")),
    }
    columns = {name: kind for name, kind in columns.items() if worst[name].notna().any()}
    alt = _("The worst-served districts with their coverage and the reason")
    every = _("All {count} as a table").format(count=number(len(worst)))
    with st.expander(every if len(worst) > 1 else _("The numbers as a table")):
        show.table(worst, columns, key="equity_worst", alt=alt)
        show.download(worst, "worst_served", columns=columns)
    if not in_store.empty:
        st.caption(
            _(
                "Stock is what came into a store less what left it. What was dispatched to a partner has left the store."
            )
        )


def _reasons_counted(worst: pd.DataFrame) -> str:
    told = [f"{name} {number(count)}" for name, count in worst["reason"].value_counts().items()]
    return ngettext(
        "{count} district: {reasons}.", "{count} districts: {reasons}.", len(worst)
    ).format(count=number(len(worst)), reasons=" · ".join(told))


def _draw_district(view: View, row: Any) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", height="stretch"):
        view.link(
            "districts", row.place, icon=":material/location_city:", district_story=row.ubigeo
        )
        rates = [
            text.format(rate=percent(value))
            for text, value in (
                (_("{rate} of need"), row.need_rate),
                (_("{rate} of target"), row.coverage_rate),
            )
            if pd.notna(value)
        ]
        st.markdown(f"**{md_escape(' · '.join(rates))}**", width="content")
        st.markdown(f"{md_escape(row.told)}", width="content")


def _draw_groups(view: View, comparison: Comparison) -> None:
    st.subheader(_("By population group"), anchor=False)
    answer = view.ask("equity/groups")
    totals = answer[answer["is_total"]]
    known = [str(name) for name in totals["population_group"] if name != UNKNOWN]
    if not known:
        st.markdown(
            _(
                "No row names a population group. That would need a column with it in the files of the partners."
            )
        )
        return
    shown = known[:MOST_GROUPS]
    if UNKNOWN in set(totals["population_group"]):
        shown.append(UNKNOWN)
    rows = pd.DataFrame([_group(answer, name, comparison) for name in shown])
    show.sentences(
        [
            group_words.furthest_group(rows) or "",
            group_words.groups_note(
                [group_words.group_name(plain(name)) for name in known[MOST_GROUPS:]]
            ),
        ]
    )
    _draw_classes(
        rows,
        {
            "name": show.text(_("Population group")),
            "households_reached": show.count(METRICS["households_reached"].named()),
            "persons_reached": show.count(METRICS["persons_reached"].named()),
        },
        key="equity_groups",
        alt=_("Families and people reached by population group"),
    )


def _group(answer: pd.DataFrame, name: str, comparison: Comparison) -> dict[str, Any]:
    rows = answer[answer["population_group"] == name]
    (total,) = rows[rows["is_total"]].to_dict("records")
    districts = rows[~rows["is_total"]].dropna(subset=["ubigeo"]).set_index("ubigeo")
    return {
        "name": _("Unknown") if name == UNKNOWN else group_words.group_name(plain(name)),
        "is_known": name != UNKNOWN,
        "households_reached": total["households_reached"],
        "persons_reached": total["persons_reached"],
        **_shares(comparison, districts["households_reached"]),
    }


def _shares(comparison: Comparison, amounts: pd.Series) -> dict[str, float | None]:
    if not comparison.has_fifths or comparison.is_equal:
        return {"share_worst": None, "share_best": None}
    worst, *_middle, best = comparison.fifths
    return {
        "share_worst": share_inside(comparison, worst, amounts),
        "share_best": share_inside(comparison, best, amounts),
    }


def _draw_sex_and_age(view: View, comparison: Comparison) -> None:
    st.subheader(_("By sex and age"), anchor=False)
    answer = view.ask("equity/sex_and_age")
    (total,) = answer[answer["is_total"]].to_dict("records")
    if not total["persons_reached"]:
        st.markdown(_("No people are reported here."))
        return
    said = group_words.how_much_is_known(total)
    names = group_words.class_names()
    if total["sex_age_unknown"] == total["persons_reached"]:
        st.markdown(md_escape(said))
        return
    districts = answer[~answer["is_total"]].dropna(subset=["ubigeo"]).set_index("ubigeo")
    everyone = sum(total[name] for name in names)
    rows = pd.DataFrame(
        [
            {
                "name": label,
                "figure": name,
                "is_known": name != "sex_age_unknown",
                "persons_reached": total[name],
                "share": total[name] / everyone,
                **_shares(comparison, districts[name]),
            }
            for name, label in names.items()
            if total[name] or name == "sex_age_unknown"
        ]
    )
    show.sentences([" ".join(filter(None, (said, group_words.furthest_group(rows))))])
    _draw_classes(
        rows,
        {
            "name": show.text(_("Sex and age")),
            "persons_reached": show.count(METRICS["persons_reached"].named()),
            "share": show.rate(_("Share of people")),
        },
        key="equity_sex_and_age",
        alt=_("People reached by sex and age"),
    )


def _draw_classes(rows: pd.DataFrame, columns: dict[str, Any], *, key: str, alt: str) -> None:
    if rows["share_worst"].notna().any():
        columns = columns | {
            "share_worst": show.rate(_("In the worst-served fifth")),
            "share_best": show.rate(_("In the best-served fifth")),
        }
    show.table(rows, columns, key=key, alt=alt)
