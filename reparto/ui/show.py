"""How pages show what they were answered: charts, tables, downloads, sentences and what to do when there is nothing.

Every chart has an alternative text, a sentence that says what it shows, and its numbers as a table.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reparto.charts.look import CONFIG
from reparto.language import _, whole_percent
from reparto.scope import DEFAULT_METHOD, FILTERS, Scope
from reparto.ui.asked import Asked, asked_of
from reparto.ui.clicks import chart_settings, has_pointer, make_clickable, table_settings, taken
from reparto.ui.filters import clear_filters
from reparto.ui.passport import can_be_clicked, open_clicked, passport_button
from reparto.ui.text import md_escape, plain, spreadsheet_safe

COUNT = "%,d"
RATE = "percent"

Columns = Mapping[str, Any]


def count(label: str, **settings: Any) -> Any:
    """A column of counts or quantities."""
    return _number(label, {"format": COUNT, **settings})


def quantity(label: str, **settings: Any) -> Any:
    """A column of quantities: whole where all are, else with one decimal."""
    return _Quantity(label, settings)


def rate(label: str, **settings: Any) -> Any:
    """A column of rates as percentages."""
    return _Rate(label, settings)


def _number(label: str, settings: dict[str, Any]) -> Any:
    return st.column_config.NumberColumn(label, **settings)


def progress(label: str, **settings: Any) -> Any:
    """A column of rates as bars; the bar is full at the largest rate, at least at 100 %."""
    return _Progress(label, settings)


def day(label: str, **settings: Any) -> Any:
    """A column of days."""
    return st.column_config.DateColumn(label, **{"format": "DD/MM/YYYY", **settings})


def text(label: str, **settings: Any) -> Any:
    """A column of text."""
    return st.column_config.TextColumn(label, **settings)


class _Rate:
    """A column of rates that waits for its data, which it shows in whole percents, never rounded up to 100 %."""

    def __init__(self, label: str, settings: dict[str, Any]) -> None:
        self.label = label
        self.settings = settings

    def rounded(self, values: pd.Series) -> pd.Series:
        return values.map(whole_percent, na_action="ignore")

    def over(self, values: pd.Series) -> Any:
        return _number(self.label, {"format": RATE, "step": 0.01, **self.settings})


class _Quantity(_Rate):
    """A column of quantities that waits for its data to know whether it needs a decimal."""

    def rounded(self, values: pd.Series) -> pd.Series:
        return values

    def over(self, values: pd.Series) -> Any:
        is_whole = bool((values.dropna().astype(float) % 1 == 0).all())
        return _number(self.label, {"format": COUNT if is_whole else "%,.1f", **self.settings})


class _Progress(_Rate):
    """The same as bars."""

    def over(self, values: pd.Series) -> Any:
        largest = values.max()
        full = max(1.0, float(largest)) if pd.notna(largest) else 1.0
        settings: dict[str, Any] = {
            "format": RATE,
            "min_value": 0.0,
            "max_value": full,
            **self.settings,
        }
        return st.column_config.ProgressColumn(self.label, **settings)


def chart(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    table: pd.DataFrame | None = None,
    sentence: str | None = None,
    columns: Columns | None = None,
    title: str | None = None,
    asks: Asked | str | None = None,
    drawn: pd.DataFrame | None = None,
    on_mark: Callable[[Mapping[str, Any]], None] | None = None,
) -> None:
    """Draw a chart with its title and sentence above it, and its numbers as a table and its passport below.

    ``title`` and ``sentence`` are shown as they are, without Markdown: names from files may stand in them. ``asks`` is
    what the chart answers (a question in the reader's scope, or in another), where neither ``table`` nor ``key`` tells
    it. A click on a mark opens the passport of its figure, found in ``drawn`` (the rows that the chart was drawn from;
    ``table`` unless given), or does what ``on_mark`` does with the point.
    """
    asked = _asked(asks, table if drawn is None else drawn, key)
    clickable = has_pointer() and (
        on_mark is not None or (asked is not None and can_be_clicked(asked))
    )
    settings: dict[str, Any] = chart_settings(key) if clickable else {"key": key}
    with st.container(key=f"{key}_with_{'marks' if clickable else 'words'}", gap="small"):
        if title:
            st.subheader(md_escape(title), anchor=False)
        if sentence:
            st.markdown(md_escape(sentence))
        st.plotly_chart(
            make_clickable(figure) if clickable else figure,
            width="stretch",
            config=CONFIG,
            alt=plain(alt),
            **settings,
        )
        if table is not None:
            with st.expander(_("The numbers as a table")):
                _draw_table(table, columns, key=f"{key}_table", alt=alt, asked=asked)
        if asked:
            hint = (
                _("Or choose a mark of the chart, or a cell of its table.") if clickable else None
            )
            passport(asked, key=key, hint=hint)
        if click := taken(key):
            if on_mark is not None and click.point is not None:
                on_mark(click.point)
            elif asked:
                open_clicked(asked, click, table if drawn is None else drawn, key)


def _asked(asks: Asked | str | None, frame: pd.DataFrame | None, key: str | None) -> Asked | None:
    if isinstance(asks, str):
        return Asked(asks, _scope())
    return asks or asked_of(frame, key, _scope())


def table(
    frame: pd.DataFrame,
    columns: Columns | None = None,
    *,
    key: str | None = None,
    alt: str | None = None,
    asks: Asked | str | None = None,
) -> None:
    """Draw a table of the columns that are named, in their order, under headers in the reader's language.

    A column is its label, or what ``count``, ``rate``, ``progress``, ``day`` or ``text`` make of it. Columns that are
    not named are not sent to the browser; without ``columns`` all are. ``asks`` is what the table answers, as for a chart.
    """
    asked = _asked(asks, frame, key) if key else None
    _draw_table(frame, columns, key=key, alt=alt, asked=asked)
    if key and asked:
        hint = _("Or choose a cell of the table.") if can_be_clicked(asked) else None
        passport(asked, key=key, hint=hint)


def _draw_table(
    frame: pd.DataFrame,
    columns: Columns | None,
    *,
    key: str | None,
    alt: str | None,
    asked: Asked | None = None,
) -> None:
    """Draw a table; a click on a cell opens the passport of its figure, where it is known what was asked."""
    chosen = {name: columns[name] for name in columns if name in frame} if columns else {}
    shown = frame[list(chosen)] if chosen else frame
    config = {
        name: column.over(shown[name]) if isinstance(column, _Rate) else column
        for name, column in chosen.items()
    }
    rates = {name: column for name, column in chosen.items() if isinstance(column, _Rate)}
    shown = shown.assign(**{name: column.rounded(shown[name]) for name, column in rates.items()})
    clickable = key is not None and asked is not None and can_be_clicked(asked)
    settings: dict[str, Any] = table_settings(key) if key and clickable else {}
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        column_config=config,
        placeholder="—",
        key=key,
        alt=plain(alt) if alt else None,
        **settings,
    )
    if key and asked and (click := taken(key)):
        open_clicked(asked, click, frame, key)


def download(
    frame: pd.DataFrame, name: str, *, columns: Columns | None = None, label: str | None = None
) -> None:
    """Offer a table as a CSV file that a spreadsheet opens safely; its name tells the filters that were set."""
    shown = frame[[c for c in columns if c in frame]] if columns else frame
    safe = shown.apply(
        lambda column: column.map(spreadsheet_safe) if column.dtype.kind not in "biufM" else column
    )
    st.download_button(
        label or _("Download as CSV"),
        safe.to_csv(index=False).encode("utf-8-sig"),
        file_name=f"{'-'.join(['reparto', _file_word(name), *_filter_words()])[:120]}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"download_{name}",
    )


def _filter_words() -> list[str]:
    scope = _scope()
    words = []
    for name in FILTERS:
        value = getattr(scope, name)
        values = [value.isoformat()] if isinstance(value, date) else list(value or ())
        if values:
            words.append(_file_word("_".join([name, *values])))
    return words if scope.method == DEFAULT_METHOD else [*words, f"counted_by_{scope.method}"]


def _scope() -> Scope:
    frame = st.session_state.get("frame")
    return frame.scope if frame else Scope()


def _file_word(word: str) -> str:
    return re.sub(r"[^\w.]+", "_", plain(word)).strip("_.")


def sentences(lines: Iterable[str]) -> None:
    """Show sentences as one paragraph each; names from files may stand in them."""
    st.markdown("\n\n".join(md_escape(line) for line in lines if line))


def metrics(cards: Sequence[Mapping[str, Any]], *, asks: Asked | str | None = None) -> None:
    """Draw figures as equal cards, in even rows that wrap on narrow screens; each is what ``st.metric`` takes.

    ``asks`` is what they answer; their passport is offered below them. A card with an ``asks`` of its own has its
    passport inside.
    """
    in_a_row = len(cards) if len(cards) < 5 else 3
    with st.grid(max(in_a_row, 1), min_column_width=200):
        for card in cards:
            settings = {name: value for name, value in card.items() if name != "asks"}
            if own := card.get("asks"):
                with st.container(border=True, height="stretch", gap="xsmall"):
                    st.metric(**settings)
                    passport(own, key=f"card_of_{own.question}")
            else:
                st.metric(**({"border": True} | settings))
    if asks is not None:
        passport(asks, key=f"figures_of_{asks if isinstance(asks, str) else asks.question}")


def passport(
    asks: Asked | str, *, key: str, label: str | None = None, hint: str | None = None
) -> None:
    """Offer the passport of what a figure answers: a question in the reader's scope, or in one of its own."""
    asked = Asked(asks, _scope()) if isinstance(asks, str) else asks
    passport_button(asked, key.replace("/", "_"), label=label, hint=hint)


def empty(message: str | None = None) -> None:
    """Say that nothing matches, and offer the way back."""
    frame = st.session_state.get("frame")
    is_filtered = bool(frame and frame.scope.chosen)
    advice = (
        _("No delivery matches these filters.")
        if is_filtered
        else _("Nothing has been delivered yet.")
    )
    st.info(md_escape(message or advice), icon=":material/search_off:")
    if is_filtered:
        st.button(
            _("Clear filters"),
            icon=":material/filter_alt_off:",
            on_click=clear_filters,
            key="clear_filters_of_nothing",
        )
