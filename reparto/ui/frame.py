"""What stands around every page: who is looking, in which language, at which operation, through which filters.

``app.py`` draws it on each run, whichever page is open, so that nothing that was chosen is lost on the way.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from reparto.errors import RepartoError
from reparto.language import LANGUAGES, _, current_language, use_language
from reparto.operation import Operation
from reparto.operations import current_folder, known_operations, settings_rows, store_key
from reparto.scope import Scope
from reparto.snapshots import Snapshot
from reparto.ui.document import fit_for_paper, say_language
from reparto.ui.filters import (
    ECHO_SECONDS,
    STATUS_NAMES,
    Choices,
    choices_from,
    draw_filters,
    draw_method,
    read_choice,
    write_choice,
)
from reparto.ui.store import answer, current_snapshot, operation_in, warm_up
from reparto.ui.text import plain


@dataclass(frozen=True)
class Entry:
    """One line of the table of pages: its key is the file's stem and its address."""

    key: str
    title: str
    icon: str
    help: str

    @property
    def path(self) -> str:
        """The page's file, as Streamlit names it."""
        return f"pages/{self.key}.py"


@dataclass(frozen=True)
class Frame:
    """What every page of this run is drawn with; the snapshot is None where nothing was imported yet."""

    operation: Operation
    snapshot: Snapshot | None
    scope: Scope
    choices: Choices
    names: Mapping[str, Mapping[str, str]]
    title: str
    pages: frozenset[str]


@contextmanager
def problems_shown() -> Iterator[None]:
    """Show what a person can act on as a titled message; anything else is a bug and goes on as one."""
    try:
        yield
    except RepartoError as problem:
        st.error(problem.message, title=problem.title, icon=":material/error:")


def open_front_door(entries: Sequence[Entry], home: Path) -> None:
    """Draw the frame and run the page that is asked for."""
    language = _language()
    warm_up()
    pages = {
        entry.key: st.Page(
            entry.path,
            title=_(entry.title),
            icon=entry.icon,
            help=_(entry.help),
            url_path=entry.key if index else "start",
            default=index == 0,
        )
        for index, entry in enumerate(entries)
        if (home / entry.path).exists()
    }
    # The first page answers at the bare address; its name, when somebody writes it, leads there.
    first = entries[0]
    named = st.Page(first.path, title=_(first.title), url_path=first.key, visibility="hidden")
    page = st.navigation([*pages.values(), named], position="top")
    deep_link = first.key if page is named else st.session_state.pop("deep_link", None)
    if deep_link in pages:
        st.switch_page(pages[deep_link], query_params=parameters_now())
    st.logo(str(home / "reparto" / "ui" / "mark.svg"), size="large")
    st.session_state.frame = None
    with problems_shown():
        key = next(key for key, known in pages.items() if known is page)
        st.session_state.frame = _frame(key, page.title, frozenset(pages), language)
    say_language(language)
    fit_for_paper()
    if st.session_state.frame is not None:
        st.session_state.entered = True
        page.run()


def parameters_now() -> dict[str, Any]:
    """The address's parameters, each with all its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _language() -> str:
    """Speak the language of the link, else the one chosen, else the browser's; the address tells it once it is said."""
    state = st.session_state
    asked = st.query_params.get("lang")
    touched = state.pop("language_touched", False)
    if "language" not in state:
        state.language = asked or st.context.locale or "en"
        state.language_moment = 0.0
    elif touched:
        state.language = state.language_choice
        state.language_moment = time.monotonic()
    elif asked and time.monotonic() - state.language_moment > ECHO_SECONDS:
        state.language = asked
    state.language = use_language(state.language)
    state.language_said = touched or bool(asked) or state.get("language_said", False)
    if state.language_said:
        put("lang", state.language)
    return state.language


def put(name: str, value: str | None) -> None:
    """Write one parameter of the address, if it is not there already."""
    if value is None:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get_all(name) != [value]:
        st.query_params[name] = value


def _touch_language() -> None:
    st.session_state.language_touched = True


def _draw_language(language: str) -> None:
    if st.session_state.get("language_choice") != language:
        st.session_state.language_choice = language
    st.segmented_control(
        "Language · Idioma",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language_choice",
        on_change=_touch_language,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )


def _operation() -> tuple[str, Operation, bool]:
    """The operation of the link or the picker, else the one that is set; a name that is not known is dropped."""
    state = st.session_state
    known = known_operations()
    if not known:
        return "", operation_in(current_folder()), False
    default = store_key(current_folder())
    asked = state.operation_choice if state.pop("operation_touched", False) else None
    asked = asked or st.query_params.get("operation") or state.get("operation")
    chosen = next((key for key in (asked, default, *known) if key in known), default)
    state.operation = chosen
    put("operation", chosen if len(known) > 1 and chosen != default else None)
    return chosen, operation_in(known[chosen]), len(known) > 1


def _touch_operation() -> None:
    st.session_state.operation_touched = True


def _draw_operation(chosen: str) -> None:
    known = known_operations()
    if st.session_state.get("operation_choice") != chosen:
        st.session_state.operation_choice = chosen
    titles = {}
    for key, folder in known.items():
        try:
            titles[key] = plain(operation_in(folder).title)
        except RepartoError:
            titles[key] = key
    st.selectbox(
        _("Operation"),
        list(known),
        key="operation_choice",
        format_func=lambda key: titles.get(key, key),
        on_change=_touch_operation,
    )


def _frame(page: str, title: str, pages: frozenset[str], language: str) -> Frame:
    with st.sidebar:
        _draw_language(language)
        key, operation, several = _operation()
        if several:
            _draw_operation(key)
    names = {"item": _item_names(operation), "status": {k: _(v) for k, v in STATUS_NAMES.items()}}
    snapshot = current_snapshot(operation)
    if snapshot is None:
        nothing = Choices({}, {}, None, None)
        return Frame(operation, None, Scope(), nothing, names, title, pages)
    choices = choices_from(
        answer(snapshot, "places/filters", Scope()), names, *_days(snapshot, operation)
    )
    chosen = read_choice(f"{key}/{page}", choices)
    with st.sidebar:
        draw_filters(chosen, choices)
        draw_method(chosen)
    write_choice(chosen)
    return Frame(operation, snapshot, Scope(**chosen), choices, names, title, pages)


def _item_names(operation: Operation) -> dict[str, str]:
    column = f"name_{current_language()}"
    rows = settings_rows(operation.folder, "kits.csv")
    return {row["item"]: row.get(column) or row["item"] for row in rows if row.get("item")}


def _days(snapshot: Snapshot, operation: Operation) -> tuple[date | None, date | None]:
    """The days that can be chosen: those of the operation and of its deliveries."""
    headline = answer(snapshot, "overview/headline", Scope()).iloc[0]
    days = [
        operation.starts_on,
        operation.ends_on,
        headline["first_delivery"],
        headline["last_delivery"],
    ]
    days = [found for found in days if isinstance(found, date)]
    return (min(days), max(days)) if days else (None, None)
