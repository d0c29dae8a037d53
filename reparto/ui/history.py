"""What was imported: every file with its rows, the report for whoever sent it, taking it back, and the journal."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from reparto.feedback import report_of_batch
from reparto.importing import store_of
from reparto.journal import read_journal
from reparto.language import LANGUAGES, _, current_language, number
from reparto.operations import store_key
from reparto.outputs.workbook import LAST_ROW
from reparto.ui import View, show
from reparto.ui.frame import problems_shown
from reparto.ui.preview import Headline, draw_change
from reparto.ui.replaced import replaced_rows
from reparto.ui.text import md_escape, plain
from reparto.ui.uploaded import kept
from reparto.ui.workbooks import workbook_button
from reparto.undoing import undo, would_undo
from reparto.wording import clinic
from reparto.wording import data as words

WHO = "who_corrects"
"""Where the name stands that somebody gave on this page."""
_LEAVING = "leaving_batch"
_OUTCOME = "data_outcome"


@dataclass(frozen=True)
class Outcome:
    """What was just done: ``undo`` or ``correct``, a sentence about it, and the headline before and after."""

    what: str
    sentence: str
    before: Headline
    after: Headline


def note_outcome(view: View, snapshot: int, outcome: Outcome) -> None:
    """Remember what was just done, to be told on the next run, over the snapshot that it made."""
    st.session_state[_OUTCOME] = (store_key(view.operation.folder), snapshot, outcome)


def outcome_now(view: View) -> Outcome | None:
    """What was just done here, as long as nothing was published since."""
    key, snapshot, outcome = st.session_state.get(_OUTCOME) or ("", 0, None)
    is_now = (key, snapshot) == (store_key(view.operation.folder), view.snapshot)
    return outcome if is_now else None


def draw_outcome(view: View) -> None:
    """Say what was just done."""
    outcome = outcome_now(view)
    if outcome is None:
        return
    st.success(
        md_escape(outcome.sentence),
        title=_("Snapshot {number} is in force.").format(number=number(view.snapshot)),
        icon=":material/check_circle:",
    )
    draw_change(outcome.before, outcome.after, is_published=True)


def draw_batches(view: View, batches: pd.DataFrame) -> None:
    """Every imported file with its rows, which add up; and what can be done with one."""
    shown = batches.assign(
        kind=[words.kind_name(kind) for kind in batches["kind"]],
        dialect=[words.layout_short(dialect) for dialect in batches["dialect"]],
        imported_at=pd.to_datetime(batches["imported_at"], utc=True),
        sha256=batches["sha256"].str[:12],
    )
    columns = {
        "batch_no": show.count(_("No."), width="small"),
        "name": show.text(_("File"), width="medium"),
        "kind": _("Kind of export"),
        "rows_read": show.count(_("Rows read")),
        "rows_accepted": show.count(_("Accepted")),
        "rows_held_back": show.count(_("Held back")),
        "rows_skipped": show.count(_("Skipped")),
        "rows_replaced": show.count(
            _("Replaced since"), help=_("Accepted rows that a later file brought again.")
        ),
        "rows_resolved": show.count(
            _("Came in since"), help=_("Rows held back that were corrected, or sent again.")
        ),
        "export_day": show.day(
            _("Day of the export"), help=_("By this day a file is earlier or later than another.")
        ),
        "imported_at": st.column_config.DatetimeColumn(
            _("Imported, UTC"), format="DD/MM/YYYY HH:mm", timezone="UTC"
        ),
        "dialect": show.text(_("Recognised by")),
        "sha256": show.text(_("Checksum"), help=_("First twelve characters of the SHA-256.")),
    }
    show.table(shown, columns, key="batches", alt=_("Imported files and what became of their rows"))
    show.download(batches, "files")
    if not batches.empty:
        _draw_one(view, batches)


def _draw_one(view: View, batches: pd.DataFrame) -> None:
    """One of the files: its report to send back, and taking it back."""
    rows = {row["batch_no"]: row for row in batches.to_dict("records")}
    with st.container(border=True, key="one_file"):
        st.subheader(_("One of these files"), anchor=False)
        number_chosen = st.selectbox(
            _("File"),
            list(reversed(rows)),
            format_func=lambda no: f"{no} · {plain(rows[no]['name'])}",
            key=f"one_of_{view.snapshot}",
        )
        row = rows[number_chosen]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            language = st.segmented_control(
                _("Language of the report"),
                list(LANGUAGES),
                format_func=LANGUAGES.__getitem__,
                default=current_language(),
                required=True,
                key="report_language",
            )
            _draw_report(view, row, language or current_language())
            st.button(
                _("Take this import back…"),
                icon=":material/undo:",
                key="take_back",
                disabled=view.is_demonstration,
                help=_("The demonstration stays as it is.") if view.is_demonstration else None,
                on_click=lambda: st.session_state.update({_LEAVING: row["sha256"]}),
            )
    leaving = st.session_state.get(_LEAVING)
    about = next((one for one in rows.values() if one["sha256"] == leaving), None)
    if about is not None and not view.is_demonstration:
        replaced = replaced_rows(view, batches)
        speaks = replaced is not None and (replaced["by_batch"] == about["batch_no"]).any()
        _ask_first(view, about, bool(speaks))


def _draw_report(view: View, row: dict[str, Any], language: str) -> None:
    operation, sha256 = view.operation, row["sha256"]
    workbook_button(
        _("Report to send back, as XLSX"),
        partial(report_of_batch, operation, sha256, language),
        f"reparto-report-{row['name']}-{language}",
        key="report_of_batch",
        disabled=row["rows_read"] >= LAST_ROW,
        help=_("This file is too large to go back as a workbook.")
        if row["rows_read"] >= LAST_ROW
        else _("Their own sheets, with every cell at fault marked and explained."),
    )


def _stay() -> None:
    st.session_state.pop(_LEAVING, None)


def _ask_first(view: View, row: dict[str, Any], speaks_for_others: bool) -> None:
    """Say what taking an import back would change, and do it when that is confirmed."""

    @st.dialog(_("Take this import back?"), icon=":material/undo:", on_dismiss=_stay)
    def confirm() -> None:
        st.markdown(f"**{md_escape(row['name'])}**")
        st.markdown(md_escape(clinic.would_leave(row["rows_accepted"], row["rows_held_back"])))
        if speaks_for_others:
            st.markdown(_("The rows that this file had replaced count again."))
        with problems_shown():
            about = ("undo", store_key(view.operation.folder), row["sha256"], view.snapshot)
            with st.spinner(_("Working out what would change…")):
                would = kept(repr(about), lambda: would_undo(view.operation, row["sha256"]))
            draw_change(would.before, would.after)
            with st.container(horizontal=True):
                if st.button(_("Take it back"), type="primary", key="take_back_now"):
                    _take_back(view, row["sha256"])
                if st.button(_("Keep it"), key="keep_it"):
                    _stay()
                    st.rerun()

    confirm()


def _take_back(view: View, sha256: str) -> None:
    with st.spinner(_("Taking it back…")):
        who = plain(st.session_state.get(WHO) or "")
        undone = undo(view.operation, sha256, who, on_page=True)
    _stay()
    outcome = Outcome("undo", clinic.taken_back(undone.name), undone.before, undone.after)
    note_outcome(view, undone.snapshot, outcome)
    st.rerun()


def draw_journal(view: View) -> None:
    """Who imported, took back or corrected what, when, and what it did to the headline."""
    rows = clinic.journal_rows(read_journal(store_of(view.operation)))
    if not rows:
        st.info(_("Nothing is written in the journal yet."), icon=":material/history:")
        return
    st.markdown(_("Every import, correction and import taken back, the newest first."))
    columns = {
        "at": st.column_config.DatetimeColumn(
            _("When, UTC"), format="DD/MM/YYYY HH:mm", timezone="UTC"
        ),
        "who": show.text(_("Who")),
        "what": show.text(_("What was done")),
        "about": show.text(_("What it was about"), width="large"),
        "families": show.text(_("Families reached")),
        "snapshot": show.count(_("Snapshot"), width="small"),
    }
    shown = pd.DataFrame(rows)
    show.table(shown, columns, key="journal", alt=_("What was done, by whom and when"))
    show.download(shown, "journal", columns=columns)
