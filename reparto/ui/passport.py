"""The passport of a figure on a page: a small button under it, and all that stands behind it when that is pressed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from reparto.language import _, current_language, use_language
from reparto.outputs.evidence import AS_READ, can_be_packed, evidence_pack
from reparto.passport import PREVIEW, Passport, is_one_row, passport_of, tables_of
from reparto.questions import Column, Question, read_question
from reparto.scope import Scope
from reparto.snapshots import Snapshot
from reparto.ui.asked import Asked
from reparto.ui.clicks import Click
from reparto.ui.frame import Frame, problems_shown
from reparto.ui.matching import asked_by_mark, asked_by_row, figure_of
from reparto.ui.passport_parts import draw_parts
from reparto.ui.store import answer, snapshot_numbered
from reparto.ui.text import md_escape, plain
from reparto.ui.workbooks import file_word, in_this_language
from reparto.wording import passport as words

_PRESSED = "passport_pressed"


def passport_button(
    asked: Asked, key: str, *, label: str | None = None, hint: str | None = None
) -> None:
    """Offer the passport of what was asked; nothing is worked out before the button is pressed."""
    frame: Frame | None = st.session_state.get("frame")
    if frame is None or frame.snapshot is None:
        return
    st.button(
        label or _("How is this counted?"),
        type="tertiary",
        icon=":material/fact_check:",
        key=f"passport_{key}",
        help=hint,
        on_click=_press,
        args=(key,),
    )
    # Noted by the callback, so that it outlives a run that is begun anew.
    if st.session_state.get(_PRESSED) == key:
        del st.session_state[_PRESSED]
        open_passport(asked, frame)


def can_be_clicked(asked: Asked) -> bool:
    """Whether marks and rows of this answer open a passport: not where the rows are rows of files themselves."""
    question = read_question(asked.question)
    return asked.scope.audience == "analyst" and not AS_READ.intersection(tables_of(question))


def open_clicked(asked: Asked, click: Click, shown: pd.DataFrame | None, key: str) -> None:
    """Open the passport of what was clicked; of the whole answer where it cannot be told which figure that is.

    ``shown`` are the rows that the chart or table was drawn from; without them the answer itself is.
    """
    frame: Frame | None = st.session_state.get("frame")
    if frame is None or frame.snapshot is None:
        return
    question = read_question(asked.question, asked.scope.method)
    found = answer(frame.snapshot, asked.question, asked.scope)
    if click.point is not None:
        asked = asked_by_mark(asked, question, found, shown, click.point, key)
    elif shown is not None and click.row is not None and click.row < len(shown):
        asked = asked_by_row(asked, question, found, shown, click.row, click.column, key)
    open_passport(asked, frame)


def _press(key: str) -> None:
    st.session_state[_PRESSED] = key


def open_asked(asked: Asked) -> None:
    """Open the passport of what was asked, in the reader's frame."""
    frame: Frame | None = st.session_state.get("frame")
    if frame is not None and frame.snapshot is not None:
        open_passport(asked, frame)


def open_passport(asked: Asked, frame: Frame) -> None:
    """Open the passport over the page."""
    language = current_language()
    if asked.snapshot is not None:
        frame = replace(frame, snapshot=snapshot_numbered(frame.operation, asked.snapshot))

    @st.dialog(_("How is this counted?"), width="large", icon=":material/fact_check:")
    def over_the_page() -> None:
        use_language(language)
        with problems_shown():
            draw_passport(asked, frame)

    over_the_page()


def draw_passport(asked: Asked, frame: Frame) -> None:
    """Draw the passport; of a whole answer, the answer first, in which a cell is chosen to see what is behind it."""
    snapshot = frame.snapshot
    if snapshot is None:
        return
    question = read_question(asked.question, asked.scope.method)
    column, position = asked.column, _position(snapshot, asked)
    if column is None:
        column, position = _chosen_cell(snapshot, question, asked.scope)
    passport = _passport(
        snapshot,
        str(snapshot.store),
        snapshot.number,
        question.sql,
        question.name,
        asked.scope,
        column,
        position,
    )
    _draw_words(passport, frame)
    _draw_pack(snapshot, passport)
    draw_parts(snapshot, passport, frame)


@st.cache_data(max_entries=64, show_spinner=False)
def _passport(
    _snapshot: Snapshot,
    store: str,
    number: int,
    sql: str,
    name: str,
    scope: Scope,
    column: str | None,
    position: int | None,
) -> Passport:
    return passport_of(_snapshot, name, scope, column, position)


def _position(snapshot: Snapshot, asked: Asked) -> int | None:
    """Where the row of a figure stands in the answer."""
    if not asked.row:
        return None
    found = answer(snapshot, asked.question, asked.scope)
    for name, value in asked.row:
        found = found[found[name].isna()] if value is None else found[found[name] == value]
    return int(found.index[0]) if len(found) else None


def _chosen_cell(
    snapshot: Snapshot, question: Question, scope: Scope
) -> tuple[str | None, int | None]:
    """Draw the whole answer; the figure that the reader chooses in it, by column and row."""
    found = answer(snapshot, question.name, scope)
    if found.empty or not may_choose(question, scope):
        return None, None
    st.markdown(f":material/touch_app: {md_escape(_('Choose a figure to see what is behind it.'))}")
    shown = found.head(PREVIEW).dropna(axis="columns", how="all")
    columns = [column for column in question.columns if column.name in shown]
    event = st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height=min(38 + 35 * len(shown), 250),
        column_config={column.name: _column(column, shown[column.name]) for column in columns},
        placeholder="—",
        key=f"passport_answer_{question.name}",
        on_select="rerun",
        selection_mode="single-cell",
        alt=plain(_(question.asks)),
    )
    if len(found) > len(shown):
        st.caption(md_escape(words.shown_of(len(shown), len(found))))
    cells = event["selection"]["cells"]
    if not cells:
        return None, (0 if is_one_row(question) else None)
    position, chosen = cells[0]
    return figure_of(question, str(chosen)), int(position)


def may_choose(question: Question, scope: Scope) -> bool:
    """Whether the answer is shown to this audience: those who may see rows also may see all figures."""
    return scope.audience == "analyst" and bool(question.columns)


def _column(column: Column, values: pd.Series) -> Any:
    label, meaning = words.header_of(column), words.figure_name(column)
    if column.name.endswith("_rate"):
        return st.column_config.NumberColumn(label, help=meaning, format="percent")
    if pd.api.types.is_float_dtype(values):
        return st.column_config.NumberColumn(label, help=meaning, format="localized")
    return st.column_config.Column(label, help=meaning)


def _draw_words(passport: Passport, frame: Frame) -> None:
    st.header(md_escape(words.sentence(passport)), anchor=False)
    if stands_in := words.place_of_figure(passport):
        st.caption(md_escape(stands_in))
    _list(_("How it is counted"), words.method(passport))
    with st.grid(2, min_column_width=280, gap="small"):
        with st.container():
            _list(_("Filters"), words.filters(passport.rows_scope, frame.choices.names))
        with st.container():
            _list(_("What is assumed"), words.assumptions(passport))
    if not passport.is_narrowed_fully:
        st.caption(
            md_escape(
                _(
                    "Filters cannot tell this row's own rows from all others: the rows below are those "
                    "of the filters."
                )
            )
        )


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        items = "\n".join(f"- {md_escape(line)}" for line in lines)
        st.markdown(f"**{md_escape(title)}**\n{items}")


def _draw_pack(snapshot: Snapshot, passport: Passport) -> None:
    if not can_be_packed(passport):
        return
    st.download_button(
        _("Evidence pack, as ZIP"),
        in_this_language(partial(evidence_pack, snapshot, passport)),
        file_name=f"{file_word('reparto-evidence-' + passport.question.name.replace('/', '-'))}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key="passport_pack",
        help=_("The rows, the SQL and a script that reckons the answer again with DuckDB alone."),
    )
