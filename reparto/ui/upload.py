"""Files from the reader's own machine: what an import would do with them, and the import itself.

Uploads take the path of the command line (``import_sources``): first a dry run, then, when asked, the import. On the
demonstration they start an operation of their own, because real files never mix with invented rows.
"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from reparto.importing import import_sources
from reparto.language import _, current_language, number
from reparto.operation import Operation
from reparto.operations import store_key
from reparto.reports import FileReport, ImportReport
from reparto.ui import View
from reparto.ui.file_reports import draw_file, draw_importable
from reparto.ui.frame import problems_shown
from reparto.ui.new_operation import draw_new_operation, readable, start_operation
from reparto.ui.preview import draw_change, draw_preview, draw_reasons
from reparto.ui.questions import (
    Asked,
    asked_about,
    draw_names,
    draw_questions,
    forget_questions,
)
from reparto.ui.templates import draw_templates
from reparto.ui.text import md_escape
from reparto.ui.uploaded import Source, progress_shown, readers, source_of, trial
from reparto.wording import clinic
from reparto.wording import data as words

DONE = "upload_done"
ROUND = "upload_round"


def draw_upload(view: View) -> None:
    """Take files, say what an import would do with them, and do it when asked."""
    st.header(_("Add files"), anchor="add", divider="gray")
    state = st.session_state
    state.setdefault(ROUND, 0)
    files = st.file_uploader(
        _("Exports of the operation: CSV, XLSX, XLS or ODS, several at once"),
        accept_multiple_files=True,
        key=f"upload_{state[ROUND]}",
        help=_("What a file is is told from its content. Nothing is imported before you say so."),
    )
    with st.expander(_("What can be imported, and under which headers"), icon=":material/help:"):
        draw_importable()
    with st.expander(_("A blank workbook to send to partners"), icon=":material/edit_document:"):
        draw_templates(view.operation)
    if not files:
        forget_questions()
        _draw_done(view)
        return
    state.pop(DONE, None)
    sources = [source_of(file.name, file.getvalue()) for file in files]
    asked = asked_about(sources)
    first = readable(sources, asked.answers) if view.is_demonstration else None
    if first:
        operation, import_place = draw_new_operation(first, asked.answers)
    else:
        operation, import_place = view.operation, st.container()
    with problems_shown():
        report = _try(operation, sources, view.snapshot, asked)
        for source, file in _in_order(sources, report):
            draw_file(
                file,
                source,
                operation,
                asked.answers,
                partial(draw_questions, asked, source.sha256),
            )
        draw_names(asked)
        with import_place:
            _draw_import(view, operation, sources, report, asked)


def _try(
    operation: Operation, sources: Sequence[Source], snapshot: int, asked: Asked
) -> ImportReport:
    """The dry run with the answers given so far, noting what it asks; in the language that is read now."""
    if asked.language not in {"", current_language()} and asked.answers:
        asked.take_note(sources, trial(operation, sources, snapshot, {}))
    report = trial(operation, sources, snapshot, asked.answers)
    asked.take_note(sources, report)
    return report


def _in_order(sources: Sequence[Source], report: ImportReport) -> list[tuple[Source, FileReport]]:
    """Files that wait for an answer stand first."""
    pairs = zip(sources, report.files, strict=True)
    return sorted(pairs, key=lambda pair: pair[1].status != "needs_answer")


def _draw_import(
    view: View,
    operation: Operation,
    sources: Sequence[Source],
    report: ImportReport,
    asked: Asked,
) -> None:
    """What can be imported, what that changes, and the button for it."""
    ready = [file for file in report.files if file.status == "imported"]
    waiting = [file for file in report.files if file.status == "needs_answer"]
    others = len(report.files) - len(ready) - len(waiting)
    if waiting:
        st.warning(clinic.waiting(len(waiting)), icon=":material/help:")
    if not ready:
        if not waiting:
            st.warning(words.nothing_to_import(len(report.files)), icon=":material/block:")
        return
    draw_preview(report)
    st.markdown(md_escape(words.can_be_imported(len(ready), others)))
    label = _("Start this operation") if view.is_demonstration else _("Import")
    if not st.button(label, type="primary", icon=":material/publish:", key="import_now"):
        return
    with progress_shown() as progress:
        if view.is_demonstration:
            operation, done = start_operation(operation, sources, asked.answers, progress)
        else:
            done = import_sources(
                operation,
                readers(sources),
                answers=asked.answers,
                progress=progress,
                on_page=True,
            )
    st.session_state[DONE] = (store_key(operation.folder), done)
    st.session_state[ROUND] += 1
    forget_questions()
    if view.is_demonstration:
        st.query_params["operation"] = store_key(operation.folder)
    st.rerun()


def _draw_done(view: View) -> None:
    """What the import of the run before brought, until something else is uploaded."""
    key, report = st.session_state.get(DONE) or (None, None)
    if report is None or key != store_key(view.operation.folder):
        return
    imported = [file for file in report.files if file.status == "imported"]
    accepted = sum(file.rows_accepted for file in imported)
    held_back = sum(file.rows_held_back for file in imported)
    if imported:
        st.success(
            md_escape(words.imported_sentence(len(imported), accepted, held_back)),
            title=_("Snapshot {number} is in force.").format(number=number(report.snapshot)),
            icon=":material/check_circle:",
        )
        draw_change(report.before, report.after)
        draw_reasons(report.files)
        view.link("overview", _("See what it shows"), icon=":material/monitoring:")
    for file in report.files:
        if file.status != "imported":
            st.warning(md_escape(file.message), title=md_escape(file.path))
