"""Reports expected and received on the Partners page: rates, and a mark for each partner and week."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.silence import silence_chart
from reparto.language import _, number
from reparto.metrics import METRICS
from reparto.publishing import today
from reparto.reporting import Line, Report, families_of, lines
from reparto.rhythms import Window, rhythm_of, window_of
from reparto.scope import Scope
from reparto.ui import show
from reparto.ui.asked import Asked
from reparto.ui.page import View
from reparto.ui.text import md_escape, plain
from reparto.wording import silence as wording
from reparto.wording.words import known

FIRST = 25
WEEKS_AT_ONCE = 8


def silence(view: View, partners: pd.DataFrame) -> None:
    """Draw what was expected of these partners and what came, or say what is needed for it.

    ``partners`` are the page's, with ``expected_reporting``, ``on_time_rate`` and ``rows_with_both_dates``.
    """
    st.subheader(_("Reports expected and received"), anchor=False)
    told = [
        (str(row.partner), str(row.expected_reporting))
        for row in partners.itertuples()
        if known(row.expected_reporting)
    ]
    rhythms = [(name, rhythm) for name, word in told if (rhythm := rhythm_of(word))]
    not_understood = [(plain(name), plain(word)) for name, word in told if not rhythm_of(word)]
    reach = view.ask_row("reports/reach", Scope())
    apart = wording.left_out(
        len(partners) - len(told), not_understood, reach["rows_without_day"] or 0
    )
    if not rhythms:
        show.sentences([wording.needs(), *wording.left_out(0, not_understood, 0)])
        return
    window = _window(view, reach)
    if window is None:
        show.sentences([wording.nothing_dated()])
        return
    smallest = view.operation.disclosure.get(_seen_by(view), 0)
    found = _lines(view, rhythms, window, smallest)
    _cards(view, found, partners)
    show.sentences(wording.headline(found))
    marks = {cell.mark for line in found for cell in line.cells}
    st.caption(md_escape(wording.legend(marks)))
    _matrix(view, found, partners)
    notes = [wording.rules(window), *([wording.suppression(smallest)] if smallest else []), *apart]
    st.caption(md_escape(" ".join(notes)))


def _seen_by(view: View) -> str:
    """For whom weeks are marked: analysts may look with the eyes of whoever sees no small counts."""
    own = view.scope.audience
    others = [name for name, smallest in view.operation.disclosure.items() if smallest > 1]
    others = [name for name in others if name != "analyst"]
    if own != "analyst" or not others:
        return own
    return st.segmented_control(
        _("As seen by"),
        [own, *(name for name in wording.AUDIENCES if name in others), *_unnamed(others)],
        format_func=wording.audience_name,
        key="silence_seen_by",
        default=own,
        required=True,
        persist_state="session",
    )


def _unnamed(audiences: Sequence[str]) -> list[str]:
    return sorted(name for name in audiences if name not in wording.AUDIENCES)


def _window(view: View, reach: dict[str, Any]) -> Window | None:
    return window_of(
        reach,
        starts_on=view.operation.starts_on,
        ends_on=view.operation.ends_on,
        late_after_days=view.operation.late_after_days,
        today=today(),
        since=view.scope.since,
        until=view.scope.until,
    )


def _lines(
    view: View, rhythms: Sequence[tuple[str, str]], window: Window, smallest: int
) -> list[Line]:
    scope = Scope(partner=view.scope.partner)
    received = view.ask("reports/received", scope).to_dict("records")
    families = view.ask("reports/families_by_week", scope).to_dict("records")
    reports = [Report(**{str(name): value for name, value in row.items()}) for row in received]
    return lines(rhythms, reports, families_of(families), window, smallest)


def _cards(view: View, found: Sequence[Line], partners: pd.DataFrame) -> None:
    all_of = wording.totals(found)
    both = partners[partners["on_time_rate"].notna()]
    rows = both["rows_with_both_dates"].sum()
    rows_on_time = (both["on_time_rate"] * both["rows_with_both_dates"]).sum()
    rates = {
        "reporting_rate": all_of["reporting_rate"],
        "reports_on_time_rate": all_of["reports_on_time_rate"],
        "on_time_rate": float(rows_on_time / rows) if rows else None,
    }
    rows_asked = Asked("partners/progress", view.scope)
    show.metrics(
        [
            {
                "label": METRICS[name].named(),
                "value": METRICS[name].written(value),
                "help": METRICS[name].explained(),
                **({"asks": rows_asked} if name == "on_time_rate" else {}),
            }
            for name, value in rates.items()
        ]
        + [
            {
                "label": _("Reports missing"),
                "value": number(all_of["expected"] - all_of["received"]),
                "help": _("Expected by now, and not in any export."),
            }
        ],
        asks=_reports_asked(view),
    )


def _reports_asked(view: View) -> Asked:
    """The reports behind rates and marks: of the filters only the partner's applies to them."""
    return Asked(
        "reports/received", Scope(partner=view.scope.partner, audience=view.scope.audience)
    )


def _matrix(view: View, found: Sequence[Line], partners: pd.DataFrame) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = _shown(found)
        weeks = _weeks(found)
    table, columns = _table(shown, weeks, partners)
    show.chart(
        silence_chart(shown, weeks),
        key="partner_silence",
        alt=_("A mark for each partner and week; whoever needs a call first comes first."),
        table=table,
        columns=columns,
        asks=_reports_asked(view),
    )
    every_week = range(len(found[0].cells))
    whole, named = _table(found, every_week, partners)
    show.download(whole, "reports", columns=named)


def _shown(found: Sequence[Line]) -> Sequence[Line]:
    if len(found) <= FIRST:
        return found
    choice = st.segmented_control(
        _("Show"),
        ["first", "all"],
        format_func=lambda choice: {
            "first": _("The {count} to call first").format(count=number(FIRST)),
            "all": _("All ({count})").format(count=number(len(found))),
        }[choice],
        key="silence_show",
        default="first",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return found[:FIRST] if choice == "first" else found


def _weeks(found: Sequence[Line]) -> range:
    """Which weeks to draw: as many as can be read on a telephone, unless the reader wants all."""
    count = len(found[0].cells)
    if count <= WEEKS_AT_ONCE:
        return range(count)
    blocks = [range(max(end - WEEKS_AT_ONCE, 0), end) for end in range(count, 0, -WEEKS_AT_ONCE)]
    days = [cell.week for cell in found[0].cells]
    names = [wording.weeks_name(days[block[0]], days[block[-1]]) for block in blocks]
    names.append(_("All {count} weeks").format(count=number(count)))
    chosen = st.selectbox(
        _("Weeks"),
        list(range(len(names))),
        format_func=names.__getitem__,
        key="silence_weeks",
        width=320,
    )
    return [*blocks, range(count)][chosen]


def _table(
    found: Sequence[Line], weeks: range, partners: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, Any]]:
    rows_on_time = dict(zip(partners["partner"], partners["on_time_rate"], strict=True))
    rows = [
        {
            "partner": plain(line.partner),
            "missing_in_a_row": line.missing_in_a_row,
            "expected": line.expected,
            "received": line.received,
            "reporting_rate": line.reporting_rate,
            "reports_on_time_rate": line.reports_on_time_rate,
            "on_time_rate": rows_on_time.get(line.partner),
            "rhythm": wording.rhythm_name(line.rhythm),
        }
        | {
            line.cells[week].week.isoformat(): wording.mark_name(line.cells[week].mark)
            for week in weeks
        }
        for line in found
    ]
    columns = {
        "partner": show.text(_("Partner"), width=200, pinned=True),
        "missing_in_a_row": show.count(_("Missing in a row")),
        "expected": show.count(_("Reports expected")),
        "received": show.count(_("Reports received")),
        "reporting_rate": show.rate(METRICS["reporting_rate"].named()),
        "reports_on_time_rate": show.rate(METRICS["reports_on_time_rate"].named()),
        "on_time_rate": show.rate(METRICS["on_time_rate"].named()),
        "rhythm": show.text(_("Rhythm")),
    } | {
        cell.week.isoformat(): show.text(wording.week_name(cell.week), width="small")
        for cell in (found[0].cells[week] for week in weeks)
    }
    frame = pd.DataFrame(rows)
    rates = ["reporting_rate", "reports_on_time_rate", "on_time_rate"]
    return frame.astype(dict.fromkeys(rates, "Float64")), columns
