"""What the reader chose to look at: drawn in the sidebar, carried by the URL, kept from page to page.

The URL holds codes (``?district=150132&district=150135``), the widgets show names, so that a shared link opens
alike in both languages. Whatever the URL says that the data does not know is dropped.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from reparto.language import N_, _, current_language, day
from reparto.methods import METHODS
from reparto.scope import CHOICES, DEFAULT_METHOD, FILTERS, LOOK, Scope
from reparto.ui.text import plain

LABELS = {
    "department": N_("Department"),
    "province": N_("Province"),
    "district": N_("District"),
    "partner": N_("Partner"),
    "lead_partner": N_("Lead partner"),
    "item": N_("Item"),
    "donor": N_("Donor"),
    "population_group": N_("Population group"),
    "status": N_("Status"),
    "since": N_("From"),
    "until": N_("Until"),
}
MAIN = ("department", "district", "partner", "item")
MORE = ("province", "lead_partner", "donor", "population_group", "status")
STATUS_NAMES = {
    "planned": N_("Planned"),
    "in_transit": N_("In transit"),
    "ongoing": N_("Ongoing"),
    "delivered": N_("Delivered"),
    "verified": N_("Verified"),
    "suspended": N_("Suspended"),
    "cancelled": N_("Cancelled"),
    "unknown": N_("Unknown"),
}
# A click that reaches the server before the address of the run before has reached the browser is not a link.
ECHO_SECONDS = 2.0


@dataclass(frozen=True)
class Choices:
    """What can be chosen: for each filter its values with their names, the parents of places, and the days."""

    names: Mapping[str, Mapping[str, str]]
    parents: Mapping[str, str]
    first: date | None
    last: date | None

    def offered(self, name: str, chosen: Mapping[str, Any]) -> list[str]:
        """The values that a filter offers; districts and provinces only of the departments that are chosen."""
        values = list(self.names.get(name, {}))
        within = chosen.get("department")
        if name in ("district", "province") and within:
            values = [value for value in values if self.parents.get(value) in within]
        return values

    def name_of(self, name: str, value: str) -> str:
        """What a person reads for a value."""
        return plain(self.names.get(name, {}).get(value, value))


def choices_from(
    options: pd.DataFrame, names: Mapping[str, Mapping[str, str]], first: Any, last: Any
) -> Choices:
    """The choices that ``places/filters`` offers; ``names`` are the reader's own words for items and statuses."""
    found: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    doubled = options[options["filter"].isin(["district", "province"])]
    doubled = set(doubled[doubled.duplicated(["filter", "label"], keep=False)]["value"])
    for row in options.itertuples(index=False):
        label = names.get(row[0], {}).get(row[1], row[2])
        if isinstance(row[3], str):
            parents[row[1]] = row[3]
        found.setdefault(row[0], {})[row[1]] = f"{label} ({row[1]})" if row[1] in doubled else label
    return Choices(found, parents, first, last)


def clean(chosen: Mapping[str, Any], choices: Choices) -> dict[str, Any]:
    """What is left of a choice when everything that the data does not know is dropped."""
    kept: dict[str, Any] = {}
    for name in CHOICES:
        offered = set(choices.offered(name, kept))
        if values := tuple(dict.fromkeys(v for v in chosen.get(name, ()) if v in offered)):
            kept[name] = values
    for name in ("since", "until"):
        value = chosen.get(name)
        if value and choices.first and choices.last and choices.first <= value <= choices.last:
            kept[name] = value
    if kept.get("since") and kept.get("until") and kept["until"] < kept["since"]:
        del kept["until"]
    if chosen.get("method") in METHODS.keys() - {DEFAULT_METHOD}:
        kept["method"] = chosen["method"]
    return kept


def _in_url() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in CHOICES:
        if values := tuple(st.query_params.get_all(name)):
            found[name] = values
    for name in ("since", "until"):
        try:
            found[name] = date.fromisoformat(st.query_params.get(name, ""))
        except ValueError:
            continue
    found["method"] = st.query_params.get("method")
    return found


def _as_parameters(chosen: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        name: list(value)
        if isinstance(value, tuple)
        else [value.isoformat() if isinstance(value, date) else value]
        for name, value in chosen.items()
    }


def _url_now() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in LOOK if name in st.query_params}


def read_choice(page: str, choices: Choices) -> dict[str, Any]:
    """What is chosen in this run: by the link that was followed, else as it was, whichever page that was on."""
    state = st.session_state
    now = _url_now()
    before = state.get("filters_page")
    state.filters_page = page
    is_echo = (
        now == state.get("filters_url_before")
        and time.monotonic() - state.filters_moment < ECHO_SECONDS
    )
    moved_without = before is not None and before != page and not now
    is_link = "filters" not in state or (
        now != state.get("filters_url")
        and not moved_without
        and not is_echo
        and not state.pop("filters_touched", False)
    )
    state.pop("filters_touched", None)
    chosen = clean(_in_url() if is_link else state.filters, choices)
    state.filters = chosen
    return chosen


def write_choice(chosen: Mapping[str, Any]) -> None:
    """Put what is chosen into the URL, and nothing that is not."""
    state = st.session_state
    wanted = _as_parameters(chosen)
    now = _url_now()
    if wanted != now:
        for name in set(now) - set(wanted):
            del st.query_params[name]
        for name, values in wanted.items():
            if now.get(name) != values:
                st.query_params[name] = values
        state.filters_url_before = now
        state.filters_moment = time.monotonic()
    state.filters_url = wanted


def _changed() -> None:
    chosen: dict[str, Any] = {}
    for name in FILTERS:
        value = st.session_state.get(f"filter_{name}")
        if value:
            chosen[name] = tuple(value) if isinstance(value, list) else value
    if method := st.session_state.filters.get("method"):
        chosen["method"] = method
    # A filter that is not drawn (nothing to choose) keeps what it had: nothing.
    st.session_state.filters = chosen
    st.session_state.filters_touched = True


def clear_filters() -> None:
    """Choose everything again; for a button's ``on_click``."""
    for name in FILTERS:
        st.session_state.pop(f"filter_{name}", None)
    method = st.session_state.filters.get("method")
    st.session_state.filters = {"method": method} if method else {}
    st.session_state.filters_touched = True


def usual_method() -> None:
    """Count by the usual method again; for a button's ``on_click``."""
    _count_by(DEFAULT_METHOD)


def _count_by(method: str) -> None:
    chosen = {name: v for name, v in st.session_state.filters.items() if name != "method"}
    st.session_state.filters = chosen | ({} if method == DEFAULT_METHOD else {"method": method})
    st.session_state.filters_touched = True


def _method_chosen(key: str) -> None:
    _count_by(st.session_state[key])


def draw_filters(chosen: dict[str, Any], choices: Choices) -> None:
    """Draw the filters into the container that is open."""
    for name in MAIN:
        _draw_choice(name, chosen, choices)
    if choices.first and choices.last and choices.first < choices.last:
        _draw_day("since", chosen, choices.first, choices.last)
        _draw_day("until", chosen, chosen.get("since") or choices.first, choices.last)
    more = [name for name in MORE if choices.names.get(name)]
    if more:
        is_open = any(name in chosen for name in more)
        with st.expander(_("More filters"), expanded=is_open):
            for name in more:
                _draw_choice(name, chosen, choices)
    if chosen.keys() - {"method"}:
        st.button(
            _("Clear filters"),
            icon=":material/filter_alt_off:",
            on_click=clear_filters,
            key="clear_filters",
            width="stretch",
        )


def draw_method(chosen: dict[str, Any]) -> None:
    """Draw the choice of the counting method into the container that is open."""
    # A browser sends the label that was chosen, which another language does not know.
    key, wanted = f"counting_method_{current_language()}", chosen.get("method", DEFAULT_METHOD)
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted
    names = {method: METHODS[method].named() for method in METHODS}
    st.selectbox(
        _("Counting method"),
        list(names),
        key=key,
        format_func=names.__getitem__,
        on_change=_method_chosen,
        args=(key,),
        help=_(
            "How families are counted where rows carry no household key. A family with a key counts once under every "
            "method."
        ),
    )
    st.caption(METHODS[wanted].said())


def _draw_choice(name: str, chosen: dict[str, Any], choices: Choices) -> None:
    offered = choices.offered(name, chosen)
    if not offered:
        return
    key = f"filter_{name}"
    wanted = list(chosen.get(name, ()))
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted
    st.multiselect(
        _(LABELS[name]),
        offered,
        key=key,
        format_func=lambda value: choices.name_of(name, value),
        placeholder=_("All"),
        on_change=_changed,
    )


def _draw_day(name: str, chosen: dict[str, Any], first: date, last: date) -> None:
    key = f"filter_{name}"
    if st.session_state.get(key) != chosen.get(name):
        st.session_state[key] = chosen.get(name)
    st.date_input(
        _(LABELS[name]),
        value=None,
        min_value=first,
        max_value=last,
        key=key,
        format="DD/MM/YYYY",
        on_change=_changed,
    )


def chosen_in_words(scope: Scope, choices: Choices) -> list[str]:
    """The filters as a reader would say them, one for each that is set."""
    words = []
    for name in CHOICES:
        values = [choices.name_of(name, value) for value in getattr(scope, name)]
        if len(values) > 4:
            values = [*values[:3], _("{count} more").format(count=len(values) - 3)]
        if values:
            words.append(", ".join(values))
    if scope.since and scope.until:
        words.append(_("{first} to {last}").format(first=day(scope.since), last=day(scope.until)))
    elif scope.since:
        words.append(_("since {day}").format(day=day(scope.since)))
    elif scope.until:
        words.append(_("until {day}").format(day=day(scope.until)))
    return words
