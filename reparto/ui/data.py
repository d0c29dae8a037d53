"""The pieces of the Data page: which files were imported, what was held back, found and skipped."""

import pandas as pd
import streamlit as st

from reparto.language import _, number
from reparto.outputs.tables import correction_tables, corrections_to_xlsx, to_csv
from reparto.scope import EVERYTHING
from reparto.ui import View, show
from reparto.ui.text import md_escape
from reparto.ui.text_tables import text_table
from reparto.wording import data as words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    show.metrics(words.equation(totals))
    held = view.ask("data/held_back", EVERYTHING)
    skipped = view.ask("data/skipped", EVERYTHING)
    findings = view.ask("data/findings", EVERYTHING)
    labels = [
        _("Files"),
        _("Held back ({count})").format(count=number(len(held))),
        _("Skipped ({count})").format(count=number(len(skipped))),
        _("Findings ({count})").format(count=number(len(findings))),
    ]
    files_tab, held_tab, skipped_tab, findings_tab = st.tabs(labels)
    with files_tab:
        draw_batches(view.ask("data/batches", EVERYTHING))
    with held_tab:
        draw_held_back(held)
    with skipped_tab:
        draw_skipped(skipped)
    with findings_tab:
        draw_findings(findings)


def _records(table: pd.DataFrame) -> list[dict]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def draw_batches(batches: pd.DataFrame) -> None:
    """Every imported file with its rows, which add up."""
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
        "imported_at": st.column_config.DatetimeColumn(
            _("Imported, UTC"), format="DD/MM/YYYY HH:mm", timezone="UTC"
        ),
        "dialect": show.text(_("Recognised by")),
        "sha256": show.text(_("Checksum"), help=_("First twelve characters of the SHA-256.")),
    }
    show.table(shown, columns, key="batches", alt=_("Imported files and what became of their rows"))
    show.download(batches, "files")


def draw_held_back(held: pd.DataFrame) -> None:
    """The rows that break a rule, why, and a file in which they can be corrected."""
    if held.empty:
        st.success(_("No row is held back."), icon=":material/check_circle:")
        return
    st.markdown(
        _(
            "These rows are in no figure. Take them away, correct the cells that are named, and add the file here: the "
            "columns about the reason are not read."
        )
    )
    rows = _records(held)
    text_table(
        words.held_back_reasons(rows),
        {"rows": _("Held back"), "reason": _("Why"), "advice": _("What to do")},
        alt=_("Why rows are held back"),
    )
    shown = pd.DataFrame(words.held_back_rows(rows))
    columns = {
        "file": show.text(_("File"), width="medium"),
        "sheet": _("Sheet"),
        "row": show.count(_("Row"), format="%d", width="small"),
        "field": _("Column"),
        "value": show.text(_("What stands there")),
        "reason": show.text(_("Why it is held back"), width="large"),
        "advice": show.text(_("What to do"), width="large"),
    }
    if shown["sheet"].isna().all():
        del columns["sheet"]
    show.table(shown, columns, key="held_back", alt=_("Rows that were held back"))
    tables = correction_tables(rows)
    with st.container(horizontal=True):
        st.download_button(
            _("Rows to correct, as XLSX"),
            lambda: corrections_to_xlsx(tables),
            file_name="reparto-held-back.xlsx",
            mime=_XLSX,
            icon=":material/download:",
            on_click="ignore",
            key="download_held_back_xlsx",
        )
        for table in tables:
            kind = words.kind_name(table.kind)
            label = _("Rows to correct, as CSV")
            if len(tables) > 1:
                label = _("Rows to correct, as CSV: {kind}").format(kind=kind)
            st.download_button(
                label,
                to_csv(table.columns, table.rows),
                file_name=f"reparto-held-back-{table.kind}.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"download_held_back_{table.kind}",
            )


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
