"""The pieces of the Data page: which files were imported, what was held back, found and skipped."""

from functools import partial

import pandas as pd
import streamlit as st

from reparto.language import _, number
from reparto.outputs.tables import correction_tables, corrections_to_xlsx, to_csv
from reparto.scope import EVERYTHING
from reparto.ui import View, show
from reparto.ui.corrections import draw_corrections, draw_log
from reparto.ui.history import draw_batches, draw_journal, draw_outcome, outcome_now
from reparto.ui.replaced import MOST, draw_replaced
from reparto.ui.text import md_escape
from reparto.ui.text_tables import text_table
from reparto.ui.workbooks import in_this_language, workbook_button
from reparto.wording import data as words


def draw_state(view: View) -> None:
    """All files that stand behind the figures, and what became of their rows; nothing where there is no data."""
    if not view.snapshot:
        st.info(
            _("Nothing was imported yet. Add the first file above."), icon=":material/upload_file:"
        )
        return
    st.header(_("What stands behind the figures"), anchor="files", divider="gray")
    totals = view.ask_row("data/totals", EVERYTHING)
    if view.scope.chosen:
        st.caption(_("Filters do not narrow this page: it is about whole files."))
    st.markdown(md_escape(words.files_sentence(totals["files"])))
    show.metrics(words.equation(totals), asks="data/totals")
    draw_outcome(view)
    outcome = outcome_now(view)
    has_corrected = outcome is not None and outcome.what == "correct"  # stays among those rows
    batches = view.ask("data/batches", EVERYTHING)
    held = view.ask("data/held_back", EVERYTHING)
    skipped = view.ask("data/skipped", EVERYTHING)
    findings = view.ask("data/findings", EVERYTHING)
    labels = [
        _("Files"),
        _("Held back ({count})").format(count=number(len(held))),
        _("Skipped ({count})").format(count=number(len(skipped))),
        _("Findings ({count})").format(count=number(len(findings))),
        _("Replaced ({count})").format(count=number(batches["rows_replaced"].sum())),
        _("Journal"),
    ]
    files_tab, held_tab, skipped_tab, findings_tab, replaced_tab, journal_tab = st.tabs(
        labels, default=labels[1] if has_corrected else labels[0]
    )
    with files_tab:
        draw_batches(view, batches)
    with held_tab:
        draw_held_back(view, held)
    with skipped_tab:
        draw_skipped(skipped)
    with findings_tab:
        draw_findings(findings)
    with replaced_tab:
        draw_replaced(view, batches)
    with journal_tab:
        draw_journal(view)


def _records(table: pd.DataFrame) -> list[dict]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def draw_held_back(view: View, held: pd.DataFrame) -> None:
    """The rows that break a rule, why, and where they can be corrected: here, or in a file."""
    if held.empty:
        st.success(_("No row is held back."), icon=":material/check_circle:")
        draw_log(view)
        return
    st.markdown(
        _(
            "These rows are in no figure. Correct them here, or take them away as a file, correct the cells that are "
            "named, and add that file above."
        )
    )
    rows = _records(held)
    text_table(
        words.held_back_reasons(rows),
        {"rows": _("Held back"), "reason": _("Why"), "advice": _("What to do")},
        alt=_("Why rows are held back"),
    )
    draw_corrections(view, rows)
    st.subheader(_("All rows that are held back"), anchor=False)
    shown = pd.DataFrame(words.held_back_rows(rows[:MOST]))
    columns = {
        "file": show.text(_("File"), width="medium"),
        "sheet": show.text(_("Sheet"), width=110),
        "row": show.count(_("Row"), format="%d", width="small"),
        "field": _("Column"),
        "value": show.text(_("What stands there")),
        "reason": show.text(_("Why it is held back"), width="large"),
        "advice": show.text(_("What to do"), width="large"),
    }
    if shown["sheet"].isna().all():
        del columns["sheet"]
    show.table(shown, columns, key="held_back", alt=_("Rows that were held back"))
    _draw_files_to_correct(rows)
    draw_log(view)


def _draw_files_to_correct(rows: list[dict]) -> None:
    """The same rows as files in which they can be corrected."""
    st.caption(
        _(
            "In these files correct the cells that are named; the columns about the reason are not read."
        )
    )
    with st.container(horizontal=True):
        workbook_button(
            _("Rows to correct, as XLSX"),
            lambda: corrections_to_xlsx(correction_tables(rows)),
            "reparto-held-back",
            key="download_held_back_xlsx",
        )
        kinds = list(dict.fromkeys(row["kind"] for row in rows))
        for kind in kinds:
            label = _("Rows to correct, as CSV")
            if len(kinds) > 1:
                label = _("As CSV: {kind}").format(kind=words.kind_name(kind))
            st.download_button(
                label,
                in_this_language(partial(_as_csv, rows, kind)),
                file_name=f"reparto-held-back-{kind}.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"download_held_back_{kind}",
            )


def _as_csv(rows: list[dict], kind: str) -> bytes:
    (table,) = correction_tables([row for row in rows if row["kind"] == kind])
    return to_csv(table.columns, table.rows)


def draw_skipped(skipped: pd.DataFrame) -> None:
    """The rows that are no data."""
    if skipped.empty:
        st.success(_("No row was skipped."), icon=":material/check_circle:")
        return
    st.markdown(
        _("These rows are no data: nothing in them is counted, and nothing in them is lost.")
    )
    shown = skipped.assign(reason=[words.skipped_reason(reason) for reason in skipped["reason"]])
    columns = {
        "name": show.text(_("File"), width="medium"),
        "sheet": _("Sheet"),
        "row_no": show.count(_("Row"), format="%d", width="small"),
        "reason": show.text(_("What it is"), width="large"),
    }
    show.table(shown, columns, key="skipped", alt=_("Rows that are no data"))


def draw_findings(findings: pd.DataFrame) -> None:
    """What the checks found: what is held back, what is doubtful, and what is worth knowing."""
    if findings.empty:
        st.success(_("The checks found nothing."), icon=":material/check_circle:")
        return
    st.markdown(
        md_escape(
            _(
                "A row is held back only where a rule says so; warnings and notes let it count as it is."
            )
        )
    )
    columns = {
        "severity": _("Severity"),
        "file": show.text(_("File"), width="medium"),
        "sentence": show.text(_("What was found"), width="large"),
        "field": _("Column"),
        "count": show.count(_("Cells")),
        "examples": show.text(_("Examples"), width="large"),
        "advice": show.text(_("What to do"), width="large"),
    }
    shown = pd.DataFrame(words.finding_rows(_records(findings)))
    show.table(shown, columns, key="findings", alt=_("What the checks found"))
    show.download(shown, "findings", columns=columns)
