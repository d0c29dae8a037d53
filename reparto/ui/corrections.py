"""Rows that are held back, corrected where they stand: cells at fault to type over, a name, and a log."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from reparto.correcting import Cell, correct
from reparto.exports import FIELDS, REQUIRED
from reparto.headlines import headline_of
from reparto.importing import store_of
from reparto.journal import read_journal
from reparto.language import _, number
from reparto.scope import EVERYTHING
from reparto.ui import View, show
from reparto.ui.frame import problems_shown
from reparto.ui.history import WHO, Outcome, note_outcome
from reparto.ui.text import md_escape, plain
from reparto.wording import clinic
from reparto.wording import data as words

AT_ONCE = 200
"""How many rows are corrected on one page; more are turned over, or taken away as a file."""
_LOG = 500
_PLACE = ("ubigeo", "department", "province", "district", "place")
_KEYS = ("delivery_id", "delivered_on", "period_start", "partner", "donor", "lot", "item")
_ABOUT = ("reason", "file", "sheet")

Held = Sequence[Mapping[str, Any]]


def draw_corrections(view: View, held: Held) -> None:
    """The cells at fault, to be typed over and published."""
    st.subheader(_("Correct here"), anchor=False)
    st.markdown(
        _(
            "Type over the cells that are wrong. The file stays as it came; what you change is kept beside it, with your "
            "name, and holds in every later import."
        )
    )
    if view.is_demonstration:
        st.caption(
            _("The demonstration stays as it is: here the cells can be looked at, not changed.")
        )
    pages = -(-len(held) // AT_ONCE)
    page = 1
    if pages > 1:
        st.caption(
            _(
                "{count} rows stand on each page: publish what you corrected before you turn it. For many rows the file "
                "below is quicker."
            ).format(count=number(AT_ONCE))
        )
        page = st.pagination(pages, key=f"corrections_page_{view.snapshot}")
    shown = list(held)[(page - 1) * AT_ONCE : page * AT_ONCE]
    changes: dict[Cell, tuple[str | None, str]] = {}
    for kind in FIELDS:
        rows = [row for row in shown if row["kind"] == kind]
        if rows:
            changes |= _draw_editor(view, kind, rows, page)
    if not view.is_demonstration:
        _draw_publish(view, changes)


def _draw_editor(
    view: View, kind: str, rows: Held, page: int
) -> dict[Cell, tuple[str | None, str]]:
    """One kind's rows as a table to type in; gives what was changed."""
    records = [json.loads(row["record"]) for row in rows]
    open_fields, fixed = _fields(kind, rows, records, _at_fault(view, rows))
    facts = words.held_back_rows(rows)
    table = pd.DataFrame(
        [
            {"row": fact["row"]}
            | {field: _text(record.get(field)) or "" for field in open_fields}
            | {name: fact[name] for name in _ABOUT}
            | {field: _text(record.get(field)) or "" for field in fixed}
            for fact, record in zip(facts, records, strict=True)
        ]
    )
    if table["sheet"].isna().all():
        table = table.drop(columns="sheet")
    else:
        table["sheet"] = table["sheet"].fillna("")
    columns: dict[str, Any] = {
        "file": show.text(_("File")),
        "sheet": show.text(_("Sheet")),
        "row": show.count(_("Row"), format="%d", width="small"),
        "reason": show.text(_("Why it is held back"), width="medium"),
    }
    for field in (*open_fields, *fixed):
        columns[field] = show.text(words.field_name(field))
    edited = st.data_editor(
        table,
        hide_index=True,
        num_rows="fixed",
        column_config=columns,
        disabled=True if view.is_demonstration else [c for c in table if c not in open_fields],
        placeholder="",  # a cell that is cleared comes back as null, which reads "None" otherwise
        key=f"correct_{kind}_{view.snapshot}_{page}",
        alt=_("Rows that are held back, to be corrected"),
    )
    changes: dict[Cell, tuple[str | None, str]] = {}
    for place, (row, record) in enumerate(zip(rows, records, strict=True)):
        for field in open_fields:
            old, new = _text(record.get(field)), edited[field].iloc[place]
            new = "" if new is None or pd.isna(new) else str(new)
            if new.strip() != (old or "").strip():
                changes[row["sha256"], row["table_no"], row["row_no"], field] = (old, new)
    return changes


def _at_fault(view: View, rows: Held) -> set[str]:
    """Every field that breaks a rule in one of these rows, not only the first of each row."""
    broken = {(row["batch_no"], rule) for row in rows for rule in row["rules"].split(", ")}
    kinds = {row["kind"] for row in rows}
    findings = view.ask("data/findings", EVERYTHING)
    return {row["column_name"] for row in rows} | {
        one.column_name
        for one in findings.itertuples()
        if one.kind in kinds and (one.batch_no, one.rule) in broken
    }


def _fields(
    kind: str, rows: Held, records: Sequence[Mapping[str, Any]], at_fault: set[str]
) -> tuple[list[str], list[str]]:
    """The fields that can be typed over, and those that only say which row it is."""
    first = at_fault | {"ubigeo"}
    if at_fault & set(_PLACE):
        at_fault = at_fault | set(_PLACE)
    for _need, serving in REQUIRED[kind]:
        if not any(record.get(name) for record in records for name in serving):
            at_fault = at_fault | {serving[0]}
    filled = {name for record in records for name, value in record.items() if value is not None}
    fields = [field.name for field in FIELDS[kind]]
    open_fields = [
        name for name in fields if name in at_fault and (name in filled or name in first)
    ]
    fixed = [name for name in fields if name in _KEYS and name in filled - set(open_fields)]
    return open_fields, fixed


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _draw_publish(view: View, changes: Mapping[Cell, tuple[str | None, str]]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.text_input(
            _("Who corrects"),
            key=WHO,
            max_chars=80,
            persist_state="session",
            help=_("Your name stands beside each change in the journal."),
            width=280,
        )
        pressed = st.button(
            _("Correct and publish"),
            type="primary",
            icon=":material/publish:",
            key="correct_now",
            disabled=not changes,
        )
    if changes:
        st.caption(md_escape(clinic.cells_changed(len(changes))))
    if not pressed:
        return
    store = store_of(view.operation)
    with problems_shown():
        before = headline_of(store)
        with st.spinner(_("Correcting and publishing…")):
            snapshot = correct(view.operation, changes, who=plain(who))
        sentence = clinic.cells_corrected(len(changes))
        note_outcome(view, snapshot, Outcome("correct", sentence, before, headline_of(store)))
        st.rerun()


def draw_log(view: View) -> None:
    """Every cell that was corrected here: by whom, when, from what to what."""
    rows = clinic.correction_rows(read_journal(store_of(view.operation)))
    if not rows:
        return
    st.subheader(_("What was corrected here"), anchor=False)
    columns = {
        "at": st.column_config.DatetimeColumn(
            _("When, UTC"), format="DD/MM/YYYY HH:mm", timezone="UTC"
        ),
        "who": show.text(_("Who")),
        "file": show.text(_("File"), width="medium"),
        "row": show.count(_("Row"), format="%d", width="small"),
        "field": show.text(_("Column")),
        "from": show.text(_("It said")),
        "to": show.text(_("It says now")),
    }
    shown = pd.DataFrame(rows)
    show.table(shown.head(_LOG), columns, key="corrections_log", alt=_("Cells that were corrected"))
    show.download(shown, "corrections", columns=columns)
