"""What became, or would become, of one file, told to whoever sent it; and what can be sent at all."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from reparto.feedback import report_of_source
from reparto.language import _, current_language, ngettext, number
from reparto.operation import Operation
from reparto.outputs.tables import templates_to_xlsx
from reparto.reports import FileReport
from reparto.ui import show
from reparto.ui.text import md_escape
from reparto.ui.text_tables import text_table
from reparto.ui.uploaded import Source, readers
from reparto.ui.workbooks import workbook_button
from reparto.wording import data as words

BADGES = {"MUST": "red", "SHOULD": "orange", "INFO": "gray"}


def draw_file(
    file: FileReport,
    source: Source,
    operation: Operation,
    answers: Mapping[str, str],
    ask: Callable[[], None],
) -> None:
    """What would become of one file; ``ask`` draws the questions about it."""
    with st.container(border=True):
        st.markdown(f":material/description: **{md_escape(file.path)}**")
        if file.status == "refused":
            title = _("This file cannot be imported.")
            st.error(md_escape(file.message), title=title, icon=":material/error:")
        elif file.status == "needs_answer":
            title = _("This file waits for an answer.")
            st.warning(
                md_escape(_("Answer the question below and the file is read at once.")),
                title=title,
                icon=":material/help:",
            )
        elif file.status == "already_imported":
            st.info(md_escape(file.message), icon=":material/done_all:")
        ask()
        if file.kind is None:
            return
        st.markdown(md_escape(words.recognised(file.kind, file.dialect)))
        if file.rows_read:
            show.metrics(words.equation(file.__dict__))
        dropped = words.dropped_sentence(file.dropped)
        if dropped:
            st.info(md_escape(dropped), icon=":material/shield_person:")
        for finding in file.findings:
            _draw_finding(finding)
        for note in file.notes:
            if note != dropped:
                st.caption(md_escape(note))
        _draw_mapping(file)
        _draw_skipped(file)
        if file.rows_read:
            _draw_report(file, source, operation, dict(answers))


def _draw_report(
    file: FileReport, source: Source, operation: Operation, answers: dict[str, str]
) -> None:
    language = current_language()
    (named,) = readers([source])
    workbook_button(
        _("Report to send back, as XLSX"),
        lambda: report_of_source(operation, named, language, answers),
        f"reparto-report-{file.path}",
        key=f"report_{source.sha256[:12]}_{file.path}",
        help=_("Their own sheets, with every cell at fault marked and explained."),
    )


def _draw_finding(finding: dict[str, Any]) -> None:
    badge = f":{BADGES[finding['severity']]}-badge[{words.severity_name(finding['severity'])}]"
    facts = f"{words.field_name(finding['column'])}, {words.cells(finding['count'])}"
    with st.container(gap=None):
        st.markdown(f"{badge} **{md_escape(finding['sentence'])}** {md_escape(facts)}")
        cells = md_escape(words.examples_in_words(finding["examples"]))
        st.caption(f"{md_escape(finding['advice'])}  \n{cells}")


def _draw_mapping(file: FileReport) -> None:
    rows = words.mapping_rows(file.mapping, file.date_orders)
    label = ngettext(
        "How {count} column was read", "How {count} columns were read", len(rows)
    ).format(count=number(len(rows)))
    with st.expander(label, icon=":material/table_view:"):
        columns = {
            "field": _("Read as"),
            "header": _("Column in the file"),
            "order": _("Order of dates"),
            "name": _("Our own header"),
        }
        text_table(rows, columns, alt=_("How the columns of the file were read"))
        if file.unused:
            st.caption(md_escape(words.unused_sentence(file.unused)))


def _draw_skipped(file: FileReport) -> None:
    if not file.skipped:
        return
    with st.expander(_("Skipped rows"), icon=":material/remove_selection:"):
        rows = [{**row, "reason": words.skipped_reason(row["reason"])} for row in file.skipped]
        columns = {"sheet": _("Sheet"), "row": _("Row"), "reason": _("What it is")}
        text_table(rows, columns, alt=_("Rows that are no data"))


def draw_importable() -> None:
    """What can be imported, under which headers."""
    told = {
        "needs": _("It has to tell"),
        "headers": _("Our own headers for that"),
        "others": _("What else it may tell"),
    }
    for row in words.importable():
        # A table of so much text does not fit on a telephone.
        lines = [f"- {label}: {md_escape(row[name])}" for name, label in told.items()]
        st.markdown("\n".join([f"**{md_escape(row['kind'])}**", "", *lines]))
    st.caption(
        _(
            "Other headers are recognised too: HXL tags, 3W, 4W and 345W matrices, KoBo exports, and common headers in "
            "English, Spanish, French and Portuguese. Columns about persons are left out."
        )
    )
    workbook_button(
        _("Empty workbook with these headers"),
        templates_to_xlsx,
        "reparto-headers",
        key="download_headers",
    )
