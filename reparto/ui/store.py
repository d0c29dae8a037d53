"""The opened snapshot and the answers to questions: the only two things that are kept between reruns."""

import atexit
import gc
import importlib
from pathlib import Path

import pandas as pd
import streamlit as st

from reparto.demonstration import publish_demonstration
from reparto.errors import StoreProblem
from reparto.importing import store_of
from reparto.language import _
from reparto.operation import Operation, load_operation
from reparto.operations import DEMONSTRATION
from reparto.questions import ask, read_question
from reparto.scope import Scope
from reparto.snapshots import (
    Snapshot,
    current_number,
    newest_manifest,
    open_current,
    read_manifest,
)


@st.cache_resource(show_spinner=False)
def warm_up() -> bool:
    """Import what every page needs once, and keep the garbage collector from walking it again and again."""
    for module in ("plotly.graph_objects", "pydeck", "pyarrow", "pandas"):
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    atexit.register(
        gc.unfreeze
    )  # so that what was set aside is let go of in order when the server ends
    return True


@st.cache_data(max_entries=32, show_spinner=False)
def _settings(folder: str, stamp: int) -> Operation:
    return load_operation(Path(folder))


def operation_in(folder: Path) -> Operation:
    """The operation of this folder, read again when its settings change."""
    try:
        stamp = (folder / "operation.toml").stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _settings(str(folder), stamp) if stamp else load_operation(folder)


@st.cache_resource(max_entries=6, on_release=lambda snapshot: snapshot.close(), show_spinner=False)
def _opened(store: str, number: int) -> Snapshot:
    snapshot = open_current(Path(store))
    if snapshot is None:
        raise StoreProblem(
            _("Run `python -m reparto publish` to build it again from the imported files."),
            title=_("Snapshot {number} cannot be read.").format(number=number),
        )
    return snapshot


def current_snapshot(operation: Operation) -> Snapshot | None:
    """The snapshot in force, opened once for everybody; None where nothing was imported yet.

    The demonstration publishes itself, so that a bare clone shows something. Raises StoreProblem when snapshots
    exist and not one can be opened.
    """
    store = store_of(operation)
    number = current_number(store)
    if newest_manifest(store) is None and operation.folder.resolve() == DEMONSTRATION.resolve():
        with st.spinner(_("Preparing the demonstration; this takes a few seconds, once.")):
            publish_demonstration(operation.folder)
        number = current_number(store)
    if number is None:
        found = open_current(store)
        if found is None:
            return None
        found.close()
    return _opened(str(store), number or 0)


@st.cache_resource(max_entries=3, on_release=lambda snapshot: snapshot.close(), show_spinner=False)
def _opened_earlier(store: str, number: int) -> Snapshot:
    manifest = read_manifest(Path(store), number)
    if manifest is None:
        raise StoreProblem(
            _("Compare a snapshot with a later one; the last three are kept."),
            title=_("Snapshot {number} cannot be read.").format(number=number),
        )
    return Snapshot(Path(store), manifest)


def snapshot_numbered(operation: Operation, number: int) -> Snapshot | None:
    """The snapshot of this number, the one in force or an earlier one that is kept.

    Raises StoreProblem where it is kept no more.
    """
    current = current_snapshot(operation)
    if current is not None and current.number == number:
        return current
    return _opened_earlier(str(store_of(operation)), number)


@st.cache_data(max_entries=512, show_spinner=False)
def _answer(
    _snapshot: Snapshot, store: str, number: int, name: str, sql: str, scope: Scope
) -> pd.DataFrame:
    return ask(_snapshot, name, scope)


def answer(snapshot: Snapshot, name: str, scope: Scope) -> pd.DataFrame:
    """The answer to a question in a scope, kept for this snapshot and this text of the question."""
    sql = read_question(name, scope.method).sql
    return _answer(snapshot, str(snapshot.store), snapshot.number, name, sql, scope)
