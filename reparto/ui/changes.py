"""The parts of the page that tells why a figure changed: which two snapshots, the waterfall, and the rows behind it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.changes import starts_at_zero, waterfall
from reparto.importing import store_of
from reparto.language import _, number
from reparto.methods import METHODS, unfit
from reparto.questions import read_question
from reparto.restating import (
    HEADLINE,
    MEASURES,
    Cause,
    Kept,
    Restatement,
    kept_snapshots,
    pair_of,
    restate,
)
from reparto.scope import Scope
from reparto.snapshots import Manifest, published_numbers
from reparto.ui import View, show
from reparto.ui.asked import Asked
from reparto.ui.frame import put
from reparto.ui.passport import open_asked
from reparto.ui.text import md_escape
from reparto.wording import changes as words
from reparto.wording import clinic

_FROM, _TO, _FIGURE = "from", "to", "figure"


@st.cache_data(max_entries=8, show_spinner=False)
def _kept(store: str, stamp: tuple[float, ...]) -> Kept:
    return kept_snapshots(Path(store))


def kept(view: View) -> Kept:
    """The snapshots that can be compared, looked at again when there are others."""
    store = store_of(view.operation)
    files = [
        path for no in published_numbers(store) for path in sorted(store.glob(f"snapshot-{no}.*"))
    ]
    stamp = tuple(path.stat().st_mtime for path in files)
    return _kept(str(store), stamp)


@st.cache_data(max_entries=16, show_spinner=False)
def _restated(
    store: str,
    earlier: Manifest,
    later: Manifest,
    scope: Scope,
    method: str | None,
    sql: str,
) -> Restatement:
    return restate(Path(store), earlier, later, scope, earlier_method=method)


def draw_nothing_to_compare(view: View, found: Kept) -> None:
    """Say from when on there is something to compare."""
    st.info(
        _(
            "Every import, correction, import taken back and change of settings makes a new snapshot; from the second "
            "one on, this page tells why the figures differ. The last three snapshots are kept."
        ),
        title=_("There is one snapshot, so there is nothing to compare yet.")
        if len(found.snapshots) == 1
        else _("There is no snapshot to compare."),
        icon=":material/difference:",
    )
    view.link("data", _("Open the files"), icon=":material/database:")


def draw_left_out(found: Kept) -> None:
    """Name the snapshots that cannot be compared."""
    if found.left_out:
        st.warning(md_escape(words.left_out(found.left_out)), icon=":material/warning:")


def choose(view: View, found: Kept) -> tuple[Restatement, str]:
    """Draw the choice of two snapshots, a figure, and how the earlier one was counted; gives what was found."""
    known = {manifest.number: manifest for manifest in found.snapshots}
    numbers = sorted(known)
    later_ones = numbers[1:]
    with st.grid(4, min_column_width=220, key="what_to_compare"):
        since_here, to_here, method_here, figure_here = (st.container() for _at in range(4))
    with to_here:
        asked = _number_of(_TO, later_ones, later_ones[-1])
        to = st.selectbox(
            _("To"),
            later_ones[::-1],
            index=later_ones[::-1].index(asked),
            format_func=lambda no: words.snapshot_choice(no, known[no].published_at),
            key=f"changes_to_{view.snapshot}",
        )
    before = [no for no in numbers if no < to]
    with since_here:
        asked = _number_of(_FROM, before, before[-1])
        since = st.selectbox(
            _("From"),
            before[::-1],
            index=before[::-1].index(asked),
            format_func=lambda no: words.snapshot_choice(no, known[no].published_at),
            key=f"changes_from_{view.snapshot}_{to}",
        )
    with method_here:
        method = _earlier_method(view)
    with figure_here:
        measure = _figure()
    put(_TO, str(to) if to != later_ones[-1] else None)
    put(_FROM, str(since) if since != before[-1] else None)
    put(_FIGURE, measure if measure != MEASURES[0] else None)
    earlier, later = pair_of(found, since, to)
    sql = read_question(HEADLINE).sql
    with st.spinner(_("Comparing the two snapshots…")):
        restated = _restated(str(store_of(view.operation)), earlier, later, view.scope, method, sql)
    return restated, measure


def _number_of(parameter: str, numbers: list[int], usual: int) -> int:
    """The snapshot that the address asks for, if it is one of these."""
    asked = st.query_params.get(parameter, "")
    return int(asked) if asked.isdigit() and int(asked) in numbers else usual


def _counted(measure: str) -> str:
    """Whom a figure counts."""
    return {"households_reached": _("Families"), "persons_reached": _("People")}[measure]


def _figure() -> str:
    asked = st.query_params.get(_FIGURE)
    return str(
        st.segmented_control(
            _("Figure"),
            MEASURES,
            format_func=_counted,
            default=asked if asked in MEASURES else MEASURES[0],
            required=True,
            key="changes_figure",
        )
    )


def _earlier_method(view: View) -> str | None:
    """How the earlier figure was counted; None where it is the method that the reader has chosen."""
    fit = view.ask_row("methods/fit")
    others = [name for name in METHODS if name != view.scope.method and unfit(name, fit) is None]
    chosen = st.selectbox(
        _("The earlier figure was counted by"),
        [view.scope.method, *others],
        format_func=lambda name: METHODS[name].named(),
        help=_("Choose another method where the earlier figure was published with another one."),
        key=f"changes_method_{view.scope.method}",
    )
    return chosen if chosen != view.scope.method else None


def draw_difference(view: View, found: Restatement, measure: str) -> None:
    """The difference in a sentence, and the waterfall with its numbers as a table.

    A bar of it opens the rows of its cause, the figure at either end its passport.
    """
    st.header(md_escape(words.headline(found, measure)), anchor=False)
    sentence = words.largest(found, measure)
    if not words.adding(found, measure):
        st.markdown(md_escape(sentence))
        return
    if not starts_at_zero(found, measure):
        sentence += " " + _("The axis does not start at zero.")
    show.chart(
        waterfall(found, measure),
        key="waterfall",
        sentence=sentence,
        alt=f"{words.headline(found, measure)} {words.largest(found, measure)}",
        table=pd.DataFrame(words.table_rows(found, measure)),
        columns={
            "what": show.text(_("Cause")),
            "change": show.count(words.figure_name(measure)),
            "rows": show.count(_("Rows")),
        },
        on_mark=partial(_open_mark, view, found, measure),
    )
    with st.container(horizontal=True):
        for asked in _both_figures(view, found, measure):
            show.passport(
                asked,
                key=f"waterfall_{asked.snapshot}",
                label=_("How was snapshot {number} counted?").format(number=number(asked.snapshot)),
                hint=_("Or choose a mark of the chart: a bar opens the rows of its cause."),
            )
    st.caption(md_escape(words.nothing_from(found, measure)))


def _both_figures(view: View, found: Restatement, measure: str) -> list[Asked]:
    """The earlier figure and the later one, each as its own snapshot answers it."""
    earlier = replace(view.scope, method=found.earlier_method)
    return [
        Asked(HEADLINE, earlier, measure, snapshot=found.earlier.number),
        Asked(HEADLINE, view.scope, measure, snapshot=found.later.number),
    ]


def _open_mark(view: View, found: Restatement, measure: str, point: Mapping[str, Any]) -> None:
    """Open what a mark of the waterfall stands for: the rows of a cause, or how a snapshot was counted."""
    told = words.adding(found, measure)
    place = int(point["y"])
    if 1 <= place <= len(told):
        st.session_state[_expander(told[place - 1])] = True
        return
    asked = _both_figures(view, found, measure)[-1 if place else 0]
    open_asked(asked)


def _expander(cause: Cause) -> str:
    return f"cause_{cause.name}"


def draw_rows(view: View, found: Restatement, measure: str) -> None:
    """Each cause with its rows, which open one by one."""
    st.subheader(_("The rows behind each cause"), anchor=False)
    st.markdown(
        md_escape(
            _(
                "A family in several rows counts once, so the rows of a cause need not add up to what it adds."
            )
        )
    )
    for cause in found.causes:
        if cause.rows or cause.adds[measure] or (cause.name == "settings" and found.settings):
            _draw_cause(view, found, cause, measure)


def _draw_cause(view: View, found: Restatement, cause: Cause, measure: str) -> None:
    label = md_escape(words.cause_line(cause, measure))
    with st.expander(label, key=_expander(cause), on_change="rerun") as box:
        if not box.open:
            return
        st.markdown(md_escape(words.cause_meaning(cause.name)))
        if cause.name == "settings":
            lines = words.setting_lines(found.settings)
            st.markdown("\n".join(f"- {md_escape(line)}" for line in lines))
        if not cause.largest_rows:
            return
        if more := words.not_all_rows(cause):
            st.caption(md_escape(more))
        rows = pd.DataFrame(words.row_cells(cause.largest_rows))
        rows["item"] = [view.item_name(item) if item else None for item in rows["item"]]
        columns = _columns(measure)
        if rows["sheet"].isna().all():
            del columns["sheet"]
        show.table(rows, columns, key=f"rows_{cause.name}", alt=words.cause_name(cause.name))
        show.download(rows, f"changes-{cause.name}", columns=columns)


def _columns(measure: str) -> dict[str, Any]:
    what = "households" if measure == "households_reached" else "persons"
    label = _counted(measure)
    return {
        "why": show.text(_("Why"), width="medium"),
        f"{what}_before": show.count(_("{figure}, before").format(figure=label)),
        f"{what}_since": show.count(_("{figure}, since").format(figure=label)),
        "name": show.text(_("File")),
        "sheet": show.text(_("Sheet")),
        "row_no": show.count(_("Row"), width="small"),
        "day": show.day(_("Day")),
        "partner": show.text(_("Partner")),
        "place_before": show.text(_("Place before")),
        "place_since": show.text(_("Place since")),
        "item": show.text(_("Item")),
    }


def draw_done(found: Restatement) -> None:
    """What was done between the two snapshots, from the journal."""
    rows = clinic.journal_rows(found.journal)
    if not rows:
        return
    st.subheader(_("What was done in between"), anchor=False)
    columns = {
        "at": st.column_config.DatetimeColumn(
            _("When, UTC"), format="DD/MM/YYYY HH:mm", timezone="UTC"
        ),
        "who": show.text(_("Who")),
        "what": show.text(_("What was done")),
        "about": show.text(_("What it was about"), width="large"),
        "snapshot": show.count(_("Snapshot"), width="small"),
    }
    show.table(pd.DataFrame(rows), columns, key="done_between", alt=_("What was done in between"))
