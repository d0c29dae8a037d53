"""The command that asks: any question of the catalogue, with filters, as a table, CSV or JSON."""

import argparse

from reparto.command.common import OK, current_operation, filters_in, nothing_imported
from reparto.demonstration import publish_demonstration
from reparto.importing import store_of
from reparto.operations import current_folder
from reparto.printing import write_rows
from reparto.questions import (
    ask_rows,
    method_from,
    question_names,
    read_question,
    scope_from,
)
from reparto.snapshots import open_current


def ask(options: argparse.Namespace) -> int:
    """Answer a question of the snapshot; without one, list them."""
    if not options.question:
        for name in question_names():
            print(f"{name:<28} {read_question(name).asks}")
        return OK
    question = read_question(options.question)
    conditions = filters_in(options.where)
    if options.sql:
        method = method_from(conditions)
        print(read_question(options.question, method).sql)
        return OK
    store = store_of(current_operation())
    snapshot = open_current(store)
    if snapshot is None and publish_demonstration(current_folder()):
        snapshot = open_current(store)
    if snapshot is None:
        return nothing_imported()
    try:
        rows = ask_rows(snapshot, options.question, scope_from(snapshot, conditions))
    finally:
        snapshot.close()
    write_rows(rows, [column.name for column in question.columns], options.format)
    return OK
