"""One page: opened by the front door, told what to look at, and forgiving of what a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st
from babel.dates import format_datetime

from reparto.errors import StoreProblem
from reparto.language import LOCALES, _, current_language, day, ngettext, number
from reparto.methods import METHODS, unfit
from reparto.operation import Operation
from reparto.scope import DEFAULT_METHOD, LOOK, Scope
from reparto.snapshots import Snapshot
from reparto.ui.asked import marked
from reparto.ui.filters import chosen_in_words, clear_filters, usual_method
from reparto.ui.frame import Frame, parameters_now, problems_shown
from reparto.ui.freshness import freshness_badge
from reparto.ui.store import answer
from reparto.ui.text import md_escape, plain


@dataclass(frozen=True)
class View:
    """What a page looks at: an operation, a scope, one snapshot of the data, and the reader's language.

    ``snapshot`` is the snapshot's number; 0 where nothing was imported yet.
    """

    operation: Operation
    scope: Scope
    snapshot: int
    language: str
    _frame: Frame = field(repr=False, compare=False)

    def ask(self, name: str, scope: Scope | None = None) -> pd.DataFrame:
        """The answer to a question in the reader's scope, or in another.

        Raises StoreProblem when nothing was imported yet or the snapshot cannot answer.
        """
        asked = self.scope if scope is None else scope
        return marked(answer(self._snapshot, name, asked), name, asked)

    def ask_row(self, name: str, scope: Scope | None = None) -> dict[str, Any]:
        """The answer to a question of one row; unknown is None."""
        row = self.ask(name, scope).iloc[0]
        return {key: None if pd.isna(value) else _python(value) for key, value in row.items()}

    @property
    def _snapshot(self) -> Snapshot:
        if self._frame.snapshot is None:
            raise StoreProblem(
                _("Import the exports of the operation on the Data page."),
                title=_("There is no data yet."),
            )
        return self._frame.snapshot

    @property
    def is_demonstration(self) -> bool:
        """Whether the rows are invented."""
        return self.operation.demonstration

    def item_name(self, item: str) -> str:
        """What an item is called in the reader's language."""
        return self._frame.names["item"].get(item, plain(item))

    def status_name(self, status: str) -> str:
        """What a status is called in the reader's language."""
        return self._frame.names["status"].get(status, plain(status))

    def link(self, page_key: str, label: str, *, icon: str | None = None, **filters: Any) -> None:
        """Draw a link to another page that keeps language, operation and filters, save those that are named.

        ``link("districts", name, district="150132")`` sets a filter; ``None`` lets go of one. A page that does not
        exist yet is plain text.
        """
        if page_key not in self._frame.pages:
            st.markdown(md_escape(label))
            return
        kept = {
            name: values
            for name, values in parameters_now().items()
            if name in (*LOOK, "lang", "operation")
        }
        for name, value in filters.items():
            values = list(value) if isinstance(value, list | tuple | set) else [value]
            kept[name] = [
                v.isoformat() if isinstance(v, date) else str(v) for v in values if v is not None
            ]
        st.page_link(
            f"pages/{page_key}.py",
            label=md_escape(label),
            icon=icon,
            query_params={name: values for name, values in kept.items() if values},
        )


def _python(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


@contextmanager
def page(key: str, *, works_without_data: bool = False) -> Iterator[View]:
    """Open the page of this key: its title, what stands above every page, and the view that it asks.

    What a person can act on (RepartoError) is shown as a message; a page without data says so and ends, unless it
    ``works_without_data``.
    """
    if not st.session_state.pop("entered", False):
        # Streamlit starts a file in pages/ by itself when its address is the first one that a server is asked for.
        st.session_state.deep_link = key
        st.switch_page("app.py", query_params=parameters_now())
    frame: Frame = st.session_state.frame
    snapshot = frame.snapshot
    view = View(
        frame.operation, frame.scope, snapshot.number if snapshot else 0, current_language(), frame
    )
    with problems_shown():
        _head(frame)
        if snapshot is None:
            if not works_without_data:
                _nothing_yet(view)
                st.stop()
        else:
            _state_of_the_data(view, snapshot)
            _filters_in_words(view)
            if not works_without_data:
                _method_in_words(view)
        yield view


def _head(frame: Frame) -> None:
    with st.container(gap=None):
        st.caption(md_escape(frame.operation.title))
        st.title(frame.title, anchor=False)


def _nothing_yet(view: View) -> None:
    st.info(
        _("Import the exports of the operation and they appear here."),
        title=_("There is no data yet."),
        icon=":material/upload_file:",
    )
    view.link("data", _("Import files"), icon=":material/upload_file:")


def _state_of_the_data(view: View, snapshot: Snapshot) -> None:
    last = view.ask_row("overview/headline", Scope())["last_delivery"]
    parts = [_("Last delivery on {day}").format(day=day(last))] if last else []
    parts.append(
        _("Snapshot {number}, published on {moment}").format(
            number=number(snapshot.number), moment=_moment(snapshot.manifest.published_at)
        )
    )
    line = md_escape(" · ".join(parts))
    if view.is_demonstration:
        notice = _(
            "Invented demonstration rows over public facts: no figure here is a real delivery."
        )
        line = f":material/science: **{md_escape(notice)}** {line}"
    st.caption(line)
    freshness_badge(view.operation, view.ask_row("reports/reach", Scope()))
    if snapshot.damaged:
        numbers = ", ".join(number(n) for n in snapshot.damaged)
        st.warning(
            _(
                "Snapshot {damaged} cannot be read, so this page shows snapshot {number}. Run `python -m reparto publish` "
                "to build it again from the imported files."
            ).format(damaged=numbers, number=number(snapshot.number)),
            title=_("You see an earlier state of the data."),
        )


def _moment(published_at: str) -> str:
    moment = datetime.fromisoformat(published_at)
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    pattern = {"en": "d MMMM y, HH:mm", "es": "d 'de' MMMM 'de' y, HH:mm"}[current_language()]
    return str(
        format_datetime(moment.astimezone(zone), pattern, locale=LOCALES[current_language()])
    )


def _filters_in_words(view: View) -> None:
    words = chosen_in_words(view.scope, view._frame.choices)
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        text = "**" + _("Showing:") + "** " + " · ".join(md_escape(word) for word in words)
        st.markdown(f":material/filter_alt: {text}", width="content")
        st.button(
            _("Clear filters"), type="tertiary", on_click=clear_filters, key="clear_filters_above"
        )
    notes = []
    if view.scope.narrows_numerator_only:
        notes.append(
            _("Coverage here is out of all targeted families: targets do not know these filters.")
        )
    if view.scope.since or view.scope.until:
        notes += _left_out(view.ask_row("overview/apart"))
    if notes:
        st.caption(md_escape(" ".join(notes)))


def _method_in_words(view: View) -> None:
    """Say which counting method was chosen; where it cannot count these rows, say why and end the page."""
    method = view.scope.method
    if method == DEFAULT_METHOD:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        text = f"**{_('Counted by:')}** {md_escape(METHODS[method].named())}"
        st.markdown(f":material/calculate: {text}", width="content")
        st.button(_("Count as usual"), type="tertiary", on_click=usual_method, key="usual_method")
    if problem := unfit(method, view.ask_row("methods/fit")):
        why, advice = problem
        st.error(advice, title=why, icon=":material/error:")
        st.stop()


def _left_out(apart: dict[str, Any]) -> list[str]:
    partly, undated = apart["rows_partly_in_period"] or 0, apart["rows_without_day"] or 0
    notes = []
    if partly:
        notes.append(
            ngettext(
                "{count} row is left out because its period lies only partly inside these dates.",
                "{count} rows are left out because their periods lie only partly inside these dates.",
                partly,
            ).format(count=number(partly))
        )
    if undated:
        notes.append(
            ngettext(
                "{count} row is left out because it has no usable date.",
                "{count} rows are left out because they have no usable date.",
                undated,
            ).format(count=number(undated))
        )
    return notes
