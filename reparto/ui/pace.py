"""The pace of the operation: three figures, one sentence, and a chart of where it may lead."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reparto import planning
from reparto.charts import pace as charts
from reparto.language import _, number
from reparto.planning import Known, Pace, Span
from reparto.resampling import RUNS
from reparto.ui import show
from reparto.ui.page import View
from reparto.ui.text import md_escape
from reparto.wording import pace as words


def draw(view: View, headline: Mapping[str, Any]) -> None:
    """How fast families are reached, how fast it would have to be, and when the target would be reached."""
    known = _known(view)
    found = planning.pace(_spans(view), known, _whole(headline["households_targeted"]))
    sentence = words.spoken(found, known)
    if found.silent_because == planning.NO_DAYS:
        st.subheader(_("Pace"), anchor=False)
        show.sentences([sentence])
        return
    with st.container(key="pace_of_the_operation", gap="small"):
        st.subheader(_("Pace"), anchor=False)
        st.markdown(f"**{md_escape(sentence)}**")
        _figures(found)
        if found.outlook is not None:
            _chart(found, sentence)
        notes = words.notes(found, known, narrows_numerator_only=view.scope.narrows_numerator_only)
        if notes:
            st.caption(md_escape(" ".join(notes)))


def _known(view: View) -> Known:
    days = view.ask_row("pace/as_of")
    delays = view.ask("pace/delays")
    return Known(
        as_of=days["as_of"],
        last_delivery=days["last_delivery"],
        last_report=days["last_report"],
        ends_on=days["ends_on"],
        until=view.scope.until,
        delays={int(row.days_to_report): int(row.rows) for row in delays.itertuples()},
    )


def _spans(view: View) -> list[Span]:
    rows = view.ask("pace/spans").itertuples()
    return [
        Span(_day(row.first_day), _day(row.last_day), float(row.households_reached_new))
        for row in rows
    ]


def _day(value: Any) -> Any:
    return None if pd.isna(value) else value


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _figures(found: Pace) -> None:
    cards = (
        (
            _("Pace now"),
            words.a_day(found.per_day),
            words.about_now(found),
            _("Families reached for the first time, per day over the last seven complete days."),
        ),
        (
            _("Pace needed"),
            words.a_day(found.needed_per_day if found.target else None),
            words.about_needed(found),
            _(
                "What is missing to the target, over the days from the last delivery to the last day."
            ),
        ),
        (
            _("Target reached around"),
            words.finish(found),
            words.about_finish(found),
            _(
                "The middle of {count} runs. Each draws the days ahead from the same weekdays of the past four weeks, and "
                "lets the weeks change as much as they did before. docs/pace.md tells how often the range held."
            ).format(count=number(RUNS)),
        ),
    )
    with st.grid(3, min_column_width=230, gap="small"):
        for label, value, note, meaning in cards:
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(label, value, help=meaning)
                st.caption(md_escape(note))


def _chart(found: Pace, sentence: str) -> None:
    show.chart(
        charts.pace(found),
        key="pace_ahead",
        alt=sentence,
        table=charts.days_of(found),
        columns={
            "day": show.day(_("Day")),
            "new": show.quantity(_("New families")),
            "until_then": show.count(_("Families until then")),
            "low": show.count(_("80% range, low")),
            "middle": show.count(_("Middle of the range")),
            "high": show.count(_("80% range, high")),
        },
    )
