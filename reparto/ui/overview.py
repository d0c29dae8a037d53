"""The parts of the Overview: figures, the two charts, who is silent, and what stands beside the headline."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import overview as charts
from reparto.language import _, day, ngettext, number
from reparto.metrics import METRICS
from reparto.scope import Scope
from reparto.ui import show
from reparto.ui.asked import Asked
from reparto.ui.page import View
from reparto.ui.text import md_escape, plain
from reparto.wording import beside as beside_words
from reparto.wording import overview as words
from reparto.wording import people
from reparto.wording.words import known

FIRST_PLACES = 12


def places_of(view: View) -> tuple[pd.DataFrame, str]:
    """The places to compare, and their level: districts, or departments where nothing is known more closely."""
    districts = view.ask("coverage/by_district")
    districts = districts[districts["geo_level"] == "district"]
    if len(districts):
        found, level = (
            districts.assign(code=districts["ubigeo"], place=districts["district"]),
            "district",
        )
    else:
        departments = view.ask("coverage/by_department").dropna(subset=["department_code"])
        found = departments.assign(
            code=departments["department_code"], place=departments["department"]
        )
        level = "department"
    return found.assign(place=found["place"].fillna(found["code"]).map(plain)), level


def silent_of(view: View) -> words.Silent:
    """Who fell silent among the partners in view."""
    everyone = view.ask("partners/progress", Scope(audience=view.scope.audience))
    return words.silent_partners(
        everyone, view.ask("partners/progress") if view.scope.chosen else None
    )


def situation(
    headline: Mapping[str, Any], places: pd.DataFrame, level: str, silent: words.Silent
) -> None:
    """Where the operation stands, in sentences; the first one large."""
    says = people.people_first if people.lacks_families(headline) else words.headline
    st.header(md_escape(says(headline)), anchor=False)
    show.sentences(
        [
            " ".join(filter(None, (words.above_target(headline), words.behind(places, level)))),
            words.silence(silent) or "",
        ]
    )


def figures(
    view: View, headline: Mapping[str, Any], days: pd.DataFrame, places: pd.DataFrame, level: str
) -> None:
    """The figures of the headline, each with what makes it sure or unsure."""
    line = None if people.lacks_families(headline) else _line(days)
    target = headline["households_targeted"]
    reached = int((places["partners_active"] > 0).sum())
    week = words.new_in_a_week(days) if line else 0
    with st.grid(min_column_width=230, gap="small"):
        _card(
            view,
            "households_reached",
            headline,
            people.families(headline),
            line,
            number(week) if week else None,
        )
        if line and target:
            points = _("{count} points").format(count=number(100 * week / target))
            rates = [value / target for value in line]
            _card(
                view,
                "coverage_rate",
                headline,
                words.gap(headline),
                rates,
                points if week else None,
            )
        else:
            _card(view, "coverage_rate", headline, words.gap(headline))
        _card(
            view,
            "persons_reached",
            headline,
            people.people(headline, words.people(headline)),
            share=words.share_reported(headline),
        )
        with st.container(border=True, height="stretch", gap="xsmall"):
            st.metric(
                {"district": _("Districts reached"), "department": _("Departments reached")}[level],
                number(reached),
            )
            st.caption(md_escape(words.by_partners(headline)))
            if share := words.share_on_the_way(places, level):
                st.progress(share[0], text=md_escape(share[1]))
            show.passport(f"coverage/by_{level}", key="places_reached")
    delivered(view)


def _line(days: pd.DataFrame) -> list[float] | None:
    values = list(days[days["day"].notna()]["households_reached_cumulative"].astype(float))
    return values if len(values) > 2 else None


def _card(
    view: View,
    name: str,
    row: Mapping[str, Any],
    note: str,
    line: list[float] | None = None,
    in_a_week: str | None = None,
    share: tuple[float, str] | None = None,
) -> None:
    metric = METRICS[name]
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            metric.named(),
            metric.written(row[name]),
            in_a_week,
            delta_color="blue",
            delta_description=_("in seven days") if in_a_week else None,
            help=metric.explained(),
            chart_data=line,
            chart_type="area",
        )
        st.caption(md_escape(note))
        if share:
            st.progress(share[0], text=md_escape(share[1]))
        show.passport(Asked("overview/headline", view.scope, name), key=name)


def delivered(view: View) -> None:
    """What was handed out, in one sentence."""
    items = view.ask("items/delivered").dropna(subset=["quantity"])
    items = items[items["quantity"] > 0].sort_values("quantity", ascending=False)
    if items.empty:
        return
    named = [
        f"{md_escape(_item(view, row.item, row.unit))} **{md_escape(number(row.quantity, 1))}**"
        for row in items.head(6).itertuples()
    ]
    st.markdown(f":material/package_2: {_('Handed out:')} " + " · ".join(named))


def _item(view: View, item: Any, unit: Any) -> str:
    name = view.item_name(item) if known(item) else _("no item named")
    return name if not isinstance(unit, str) or unit == "kit" else f"{name} ({unit})"


def day_by_day(view: View, days: pd.DataFrame, headline: Mapping[str, Any]) -> None:
    """Families reached day by day against the target; people where no row gives families."""
    dated = days[days["day"].notna()]
    if dated.empty:
        st.subheader(_("Day by day"), anchor=False)
        st.markdown(_("No delivery here has a usable date, so there is no line to draw."))
        return
    if people.lacks_families(headline):
        _people_by_day(view, days)
        return
    sentence = " ".join(
        filter(None, (words.pace(days), words.by_period(days), words.undated(days)))
    )
    last = dated.iloc[-1]
    show.chart(
        charts.reached_by_day(days, headline["households_targeted"], view.operation),
        key="reached_by_day",
        title=_("Day by day"),
        sentence=sentence,
        alt=_("Families reached day by day: {count} until {day}.").format(
            count=number(last["households_reached_cumulative"]), day=day(last["day"])
        ),
        table=days,
        columns={
            "day": show.day(_("Day")),
            "households_reached_new": show.count(_("New families")),
            "households_reached_new_period": show.count(_("Of which by period")),
            "households_reached_cumulative": show.count(_("Families until then")),
        },
    )


def _people_by_day(view: View, days: pd.DataFrame) -> None:
    if not days["persons_reached_new"].any():
        st.subheader(_("Day by day"), anchor=False)
        st.markdown(_("No row gives families or people, so there is no line to draw."))
        return
    sentence = people.until(days)
    show.chart(
        charts.reached_by_day(days, None, view.operation, of_people=True),
        key="reached_by_day",
        title=_("Day by day"),
        sentence=sentence,
        alt=sentence,
        table=days,
        columns={
            "day": show.day(_("Day")),
            "persons_reached_new": show.count(_("New people")),
            "persons_reached_new_period": show.count(_("Of which by period")),
            "persons_reached_cumulative": show.count(_("People until then")),
        },
    )


def place_by_place(
    view: View, places: pd.DataFrame, level: str, headline: Mapping[str, Any]
) -> None:
    """How far each place is, furthest behind first; without targets, where most was reached."""
    title = {"district": _("District by district"), "department": _("Department by department")}[
        level
    ]
    aimed = words.with_targets(places)
    of_people = people.lacks_families(headline)
    measure = "persons_reached" if of_people else "households_reached"
    if of_people:
        aimed = aimed.head(0)
        places = places.assign(households_reached=pd.NA, coverage_rate=pd.NA)
    ordered = aimed if len(aimed) else places.sort_values(measure, ascending=False)
    if ordered.empty:
        st.subheader(title, anchor=False)
        st.markdown(_("No delivery here names a place."))
        return
    everything = len(ordered) <= FIRST_PLACES or st.session_state.get("all_places", False)
    shown = ordered if everything else ordered.head(FIRST_PLACES)
    if len(aimed):
        sentence, figure = words.extremes(places, level), charts.coverage_bars(shown)
    else:
        sentence = people.most(ordered) if of_people else words.most(ordered)
        figure = charts.reached_bars(shown, measure)
    without = places[~places["code"].isin(ordered["code"])]
    show.chart(
        figure,
        key="place_by_place",
        title=title,
        sentence=sentence,
        alt=sentence or title,
        table=pd.concat([ordered, without]) if len(without) else ordered,
        columns={
            "place": show.text(_("District") if level == "district" else _("Department")),
            "coverage_rate": show.progress(METRICS["coverage_rate"].named()),
            "households_reached": show.count(METRICS["households_reached"].named()),
            "households_targeted": show.count(_("Families targeted")),
            "persons_reached": show.count(METRICS["persons_reached"].named()),
            "last_delivery": show.day(_("Last delivery")),
        },
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(ordered) > FIRST_PLACES:
            st.toggle(
                _("Show all {count}").format(count=number(len(ordered))),
                key="all_places",
                persist_state="session",
            )
        view.link("districts", _("Open the districts"), icon=":material/arrow_forward:")


def silence(view: View, silent: words.Silent) -> None:
    """Partners who have not reported for two weeks or more, as a table."""
    st.subheader(_("Partners who fell silent"), anchor=False)
    rows = pd.concat([silent.expected, silent.never])
    if not silent.any_expected:
        rows = silent.others
    if rows.empty:
        st.markdown(
            _("Nobody: every partner reported within the last two weeks.")
            if silent.any_dated
            else _("No report carries a date, so nobody can be called silent.")
        )
        return
    if len(silent.others) and silent.any_expected:
        text = ngettext(
            "{count} more without an agreed rhythm has gone quiet and may simply be done.",
            "{count} more without an agreed rhythm have gone quiet and may simply be done.",
            len(silent.others),
        )
        st.markdown(md_escape(text.format(count=number(len(silent.others)))))
    show.table(
        rows,
        {
            "partner": show.text(_("Partner"), width=225),
            "days_silent": show.count(_("Days"), width=50),
            "last_report": show.day(_("Last report"), width=115),
            **(
                {"coverage_rate": show.progress(METRICS["coverage_rate"].named())}
                if rows["coverage_rate"].notna().any()
                else {}
            ),
        },
        key="silent_partners",
        alt=_("Partners who have not reported for two weeks or more"),
    )
    view.link("partners", _("Open the partners"), icon=":material/arrow_forward:")


def beside(view: View) -> None:
    """What is in the exports and not, or not quite, in the headline."""
    st.subheader(_("Beside the headline"), anchor=False)
    held_back = view.ask_row("data/totals")["rows_held_back"]
    facts = beside_words.beside(view.ask_row("overview/apart"), held_back)
    if not facts:
        st.markdown(_("Nothing: every row of the exports is in it."))
        return
    st.markdown(
        "\n".join(f"- **{md_escape(number(count))}** {md_escape(text)}" for count, text in facts)
    )
    view.link("data", _("Open the files and what was held back"), icon=":material/arrow_forward:")
