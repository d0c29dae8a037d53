"""Files from the reader's own machine: what an import would do with them, and the import itself.

Uploads take the path of the command line (``import_sources``): first a dry run, then, when asked, the import. On the
demonstration they start an operation of their own, because real files never mix with invented rows.
"""

import hashlib
from collections.abc import Sequence

import streamlit as st

from reparto.importing import import_sources
from reparto.language import _, current_language, number
from reparto.operation import Operation
from reparto.operations import store_key
from reparto.reports import ImportReport
from reparto.ui import View
from reparto.ui.file_reports import draw_file, draw_importable
from reparto.ui.frame import problems_shown
from reparto.ui.new_operation import (
    Source,
    draw_new_operation,
    readable,
    readers,
    start_operation,
)
from reparto.ui.text import md_escape, plain
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
    if not files:
        _draw_done(view)
        return
    state.pop(DONE, None)
    sources = [_source(file.name, file.getvalue()) for file in files]
    first = readable(sources) if view.is_demonstration else None
    if first:
        operation, button_place = draw_new_operation(first)
    else:
        operation, button_place = view.operation, st.container()
    with problems_shown():
        with st.spinner(_("Reading and checking; nothing is imported yet.")):
            report = trial(operation, sources, view.snapshot)
        for file in report.files:
            draw_file(file)
        with button_place:
            _draw_import(view, operation, sources, report)


def trial(operation: Operation, sources: Sequence[Source], snapshot: int) -> ImportReport:
    """What an import would do, kept as long as files, settings, snapshot and language are the same."""
    digests = tuple((source.name, source.sha256) for source in sources)
    return _trial(sources, digests, operation, snapshot, current_language())


@st.cache_data(max_entries=8, scope="session", show_spinner=False)
def _trial(
    _sources: Sequence[Source], digests: tuple, operation: Operation, snapshot: int, language: str
) -> ImportReport:
    return import_sources(operation, readers(_sources), dry_run=True)


def _source(name: str, data: bytes) -> Source:
    clean = plain(name.replace("/", "_").replace("\\", "_"))[:120]
    return Source(clean or "export", data, hashlib.sha256(data).hexdigest())


def _draw_import(
    view: View, operation: Operation, sources: Sequence[Source], report: ImportReport
) -> None:
    """What can be imported, and the button for it."""
    ready = [file for file in report.files if file.status == "imported"]
    others = len(report.files) - len(ready)
    if not ready:
        st.warning(words.nothing_to_import(len(report.files)), icon=":material/block:")
        return
    st.markdown(md_escape(words.can_be_imported(len(ready), others)))
    label = _("Start this operation") if view.is_demonstration else _("Import")
    if not st.button(label, type="primary", icon=":material/publish:", key="import_now"):
        return
    with st.spinner(_("Importing…")):
        if view.is_demonstration:
            operation, done = start_operation(operation, sources)
        else:
            done = import_sources(operation, readers(sources))
    st.session_state[DONE] = (store_key(operation.folder), done)
    st.session_state[ROUND] += 1
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
        view.link("overview", _("See what it shows"), icon=":material/monitoring:")
    for file in report.files:
        if file.status != "imported":
            st.warning(md_escape(file.message), title=md_escape(file.path))
