"""The command that writes the evidence pack of an answer: a zip that reckons it again with DuckDB alone."""

import argparse
import sys
from pathlib import Path

from reparto.command.common import OK, current_operation, filters_in, nothing_imported
from reparto.demonstration import publish_demonstration
from reparto.errors import RepartoError
from reparto.importing import store_of
from reparto.language import _
from reparto.operations import current_folder
from reparto.outputs.evidence import evidence_pack
from reparto.passport import passport_of
from reparto.questions import scope_from
from reparto.snapshots import Snapshot, open_current
from reparto.wording import passport as words


def evidence(options: argparse.Namespace) -> int:
    """Write the evidence pack of a question's answer within filters, and say what it is of."""
    store = store_of(current_operation())
    snapshot = open_current(store)
    if snapshot is None and publish_demonstration(current_folder()):
        snapshot = open_current(store)
    if snapshot is None:
        return nothing_imported()
    try:
        data = _packed(snapshot, options)
    finally:
        snapshot.close()
    try:
        Path(options.out).write_bytes(data)
    except OSError as error:
        raise RepartoError(
            _("Choose a folder where you may write."),
            title=_("{path} cannot be written.").format(path=options.out),
        ) from error
    print(options.out)
    return OK


def _packed(snapshot: Snapshot, options: argparse.Namespace) -> bytes:
    scope = scope_from(snapshot, filters_in(options.where))
    passport = passport_of(snapshot, options.question, scope, options.column)
    data = evidence_pack(snapshot, passport)
    print(words.sentence(passport), file=sys.stderr)
    print(words.whole(passport), file=sys.stderr)
    return data
