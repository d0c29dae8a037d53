"""Commands about files: import, check, undo, history, report and template."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reparto.asking import read_answers
from reparto.command.common import NOTHING, OK, current_operation, nothing_imported
from reparto.errors import RepartoError
from reparto.feedback import report_of_batch, report_of_file
from reparto.importing import import_files, store_of
from reparto.journal import read_journal
from reparto.language import _, current_language, ngettext, number
from reparto.outputs.template import template
from reparto.printing import json_value, write_rows
from reparto.questions import ask_rows, read_question, scope_from
from reparto.reports import ImportReport
from reparto.snapshots import open_current, published_numbers, read_manifest
from reparto.undoing import undo


def import_(options: argparse.Namespace) -> int:
    """Import files and folders, and publish a snapshot."""
    operation = current_operation()
    if operation.demonstration:
        print(
            _(
                "These rows join the invented demonstration; set REPARTO_OPERATION to work on an operation of your own."
            ),
            file=sys.stderr,
        )
    answers = _answers(options.answers)
    return _report(import_files(operation, options.paths, answers=answers), options.json)


def check(options: argparse.Namespace) -> int:
    """Say what an import would do, and write nothing."""
    answers = _answers(options.answers)
    report = import_files(current_operation(), options.paths, dry_run=True, answers=answers)
    return _report(report, options.json)


def _answers(path: Path | None) -> dict[str, str]:
    return {} if path is None else read_answers(_text_of(path))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RepartoError(
            _("Check that it is there and that you may read it."),
            title=_("{path} cannot be read.").format(path=path),
        ) from error


def _report(report: ImportReport, as_json: bool) -> int:
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, default=json_value, indent=2))
    out = sys.stderr if as_json else sys.stdout
    if not report.files:
        print(_("There is no file to import here."), file=out)
    for file in report.files:
        print(f"{file.path}: {file.message}", file=out)
        if as_json:
            continue
        for finding in file.findings:
            cells = ", ".join(_cell(example) for example in finding["examples"][:3])
            print(
                f"  {finding['severity']:<6} {number(finding['count'])} × {finding['column']}: "
                f"{finding['sentence']} ({cells}) {finding['advice']}",
                file=out,
            )
        for note in file.notes:
            print(f"  {note}", file=out)
    if not as_json:
        _print_questions(report)
        _print_headline(report)
    if report.snapshot:
        print(_("Snapshot {number} is in force.").format(number=report.snapshot), file=sys.stderr)
    return OK if report.succeeded else NOTHING


def _print_questions(report: ImportReport) -> None:
    for question in report.questions:
        print(f"? {question['text']}")
        if question["samples"]:
            print(f"    {' · '.join(question['samples'])}")
        for choice in question["choices"]:
            mark = "*" if choice["value"] == question["guess"] else " "
            print(f"  {mark} {choice['value']}: {choice['label']}")
        print(f"    {question['id']}")
    if report.questions:
        print(
            _(
                "Answer with --answers FILE: the questions of `check --json` with each `answer` filled in."
            )
        )


def _print_headline(report: ImportReport) -> None:
    if report.after is None or report.before == report.after:
        return
    before, after = report.before or {}, report.after
    told = _("Families reached: {before} before, {after} with these files.")
    figures = [found.get("households_reached") for found in (before, after)]
    print(told.format(before=number(figures[0] or 0), after=number(figures[1] or 0)))


def _cell(example: dict[str, Any]) -> str:
    where = _("row {row}").format(row=example["row"])
    if example["sheet"]:
        where = f"{example['sheet']}, {where}"
    return f"{where}: {example['value']}" if example["value"] is not None else where


def history(options: argparse.Namespace) -> int:
    """List the snapshots, the files in the newest, and what was done."""
    operation = current_operation()
    store = store_of(operation)
    snapshot = open_current(store)
    snapshots = [m for n in published_numbers(store) if (m := read_manifest(store, n))]
    if snapshot is None:
        if options.json:
            print(json.dumps({"current": None, "snapshots": [], "batches": [], "journal": []}))
        return nothing_imported()
    try:
        batches = ask_rows(snapshot, "data/batches", scope_from(snapshot, []))
    finally:
        snapshot.close()
    if options.json:
        listed = [
            {"snapshot": m.number, "published_at": m.published_at, "batches": len(m.batches)}
            for m in snapshots
        ]
        found = {
            "current": snapshot.number,
            "snapshots": listed,
            "batches": batches,
            "journal": read_journal(store),
        }
        print(json.dumps(found, ensure_ascii=False, default=json_value, indent=2))
        return OK
    for manifest in snapshots:
        mark = "*" if manifest.number == snapshot.number else " "
        print(
            f"{mark} {_('snapshot')} {manifest.number}  {manifest.published_at}  "
            + ngettext("{count} file", "{count} files", len(manifest.batches)).format(
                count=len(manifest.batches)
            )
        )
    write_rows(batches, [column.name for column in read_question("data/batches").columns], "table")
    return OK


def undo_(options: argparse.Namespace) -> int:
    """Take one import back, and publish without it."""
    undone = undo(current_operation(), options.batch)
    if options.json:
        print(json.dumps(undone.as_dict(), ensure_ascii=False, default=json_value, indent=2))
    out = sys.stderr if options.json else sys.stdout
    print(_("{name} was taken back.").format(name=undone.name), file=out)
    before, after = undone.before or {}, undone.after or {}
    print(
        _("Families reached: {before} before, {after} now.").format(
            before=number(before.get("households_reached") or 0),
            after=number(after.get("households_reached") or 0),
        ),
        file=out,
    )
    print(_("Snapshot {number} is in force.").format(number=undone.snapshot), file=sys.stderr)
    return OK


def report(options: argparse.Namespace) -> int:
    """Write the workbook that goes back to whoever sent a file."""
    operation, path = current_operation(), Path(options.file)
    if path.is_file():
        data = report_of_file(operation, path, current_language())
    else:
        data = report_of_batch(operation, options.file, current_language())
    return _write(options.out, data)


def template_(options: argparse.Namespace) -> int:
    """Write a blank workbook to fill in."""
    return _write(options.out, template(current_operation(), current_language(), options.partner))


def _write(path: Path, data: bytes) -> int:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise RepartoError(
            _("Choose a folder where you may write."),
            title=_("{path} cannot be written.").format(path=path),
        ) from error
    print(path)
    return OK
