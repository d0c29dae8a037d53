"""The command line: import, check, ask, history, new, publish, demo. Answers on stdout, everything else on stderr."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reparto.demonstration import publish_demonstration
from reparto.errors import OperationProblem, QuestionProblem, RepartoError
from reparto.importing import import_files, rebuild, store_of
from reparto.language import _, ngettext, number, use_language
from reparto.operation import Operation, load_operation
from reparto.operations import create_operation, current_folder, operations_home
from reparto.printing import json_value, write_rows
from reparto.questions import ask_rows, question_names, read_question, scope_from
from reparto.reports import ImportReport
from reparto.snapshots import open_current, published_numbers, read_manifest

OK, NOTHING, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for success, 1 for nothing done, 2 for wrong usage."""
    use_language(
        os.environ.get("REPARTO_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    )
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except RepartoError as error:
        print(error, file=sys.stderr)
        if options.run in (_import, _check) and options.json:
            stopped: dict[str, Any] = {"snapshot": None, "files": [], "message": str(error)}
            print(json.dumps(stopped, ensure_ascii=False))
        is_wrong = isinstance(error, QuestionProblem) or options.run is _new
        return WRONG_USAGE if is_wrong else NOTHING
    except BrokenPipeError:
        sys.stderr.close()
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m reparto",
        description=_("Turn the exports of an aid operation into dashboards to trust."),
    )
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    for name, run, text in (
        ("import", _import, _("import files and folders, and publish a snapshot")),
        ("check", _check, _("say what an import would do, and write nothing")),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("paths", nargs="+", type=_path, metavar="PATH")
        command.add_argument(
            "--json", action="store_true", help=_("print one JSON object on stdout")
        )
        command.set_defaults(run=run)
    command = commands.add_parser("ask", help=_("ask a question of the snapshot"))
    command.add_argument("question", metavar="SUBJECT/QUESTION", nargs="?")
    command.add_argument("--where", nargs="+", action="extend", default=[], metavar="KEY=VALUE")
    command.add_argument("--format", choices=("table", "csv", "json"), default="table")
    command.add_argument(
        "--sql", action="store_true", help=_("print the SQL instead of its answer")
    )
    command.set_defaults(run=_ask)
    command = commands.add_parser("history", help=_("list the snapshots and what was imported"))
    command.add_argument("--json", action="store_true", help=_("print one JSON object on stdout"))
    command.set_defaults(run=_history)
    command = commands.add_parser("new", help=_("start an operation in a folder"))
    command.add_argument("folder", metavar="FOLDER")
    command.add_argument("--name")
    command.add_argument("--country", help=_("two letters, such as PE"))
    command.add_argument("--start", "--starts-on", type=_day, help=_("first day, year-month-day"))
    command.add_argument("--end", "--ends-on", type=_day, help=_("last day, year-month-day"))
    command.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="dmy")
    command.add_argument("--households-targeted", type=_positive)
    command.add_argument("--largest-plausible-row", type=_positive)
    command.set_defaults(run=_new)
    command = commands.add_parser(
        "publish", help=_("publish again from what was imported, as after a change of settings")
    )
    command.set_defaults(run=_publish)
    command = commands.add_parser(
        "demo", help=_("publish the demonstration if there is no snapshot of it")
    )
    command.set_defaults(run=_demo)
    return parser


def _path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("give a file or folder"))
    return Path(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("write a day as 2020-04-09")) from error


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(_("give a whole number above 0"))
    return int(text)


def _operation() -> Operation:
    return load_operation(current_folder())


def _import(options: argparse.Namespace) -> int:
    operation = _operation()
    if operation.demonstration:
        print(
            _(
                "These rows join the invented demonstration; set REPARTO_OPERATION to work on an operation of your own."
            ),
            file=sys.stderr,
        )
    return _report(import_files(operation, options.paths), options.json)


def _check(options: argparse.Namespace) -> int:
    return _report(import_files(_operation(), options.paths, dry_run=True), options.json)


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
    if report.snapshot:
        print(_("Snapshot {number} is in force.").format(number=report.snapshot), file=sys.stderr)
    return OK if report.succeeded else NOTHING


def _cell(example: dict[str, Any]) -> str:
    where = _("row {row}").format(row=example["row"])
    if example["sheet"]:
        where = f"{example['sheet']}, {where}"
    return f"{where}: {example['value']}" if example["value"] is not None else where


def _ask(options: argparse.Namespace) -> int:
    if not options.question:
        for name in question_names():
            print(f"{name:<28} {read_question(name).asks}")
        return OK
    question = read_question(options.question)
    if options.sql:
        print(question.sql)
        return OK
    conditions = []
    for text in options.where:
        key, separator, value = text.partition("=")
        if not separator:
            print(_("Write each filter as key=value, such as district=Ate."), file=sys.stderr)
            return WRONG_USAGE
        conditions.append((key.strip(), value.strip()))
    store = store_of(_operation())
    snapshot = open_current(store)
    if snapshot is None and publish_demonstration(current_folder()):
        snapshot = open_current(store)
    if snapshot is None:
        print(
            _("Nothing was imported yet. Run `python -m reparto import PATH` first."),
            file=sys.stderr,
        )
        return NOTHING
    try:
        rows = ask_rows(snapshot, options.question, scope_from(snapshot, conditions))
    finally:
        snapshot.close()
    write_rows(rows, [column.name for column in question.columns], options.format)
    return OK


def _history(options: argparse.Namespace) -> int:
    operation = _operation()
    store = store_of(operation)
    snapshot = open_current(store)
    snapshots = [m for n in published_numbers(store) if (m := read_manifest(store, n))]
    if snapshot is None:
        if options.json:
            print(json.dumps({"current": None, "snapshots": [], "batches": []}))
        print(
            _("Nothing was imported yet. Run `python -m reparto import PATH` first."),
            file=sys.stderr,
        )
        return NOTHING
    try:
        batches = ask_rows(snapshot, "data/batches", scope_from(snapshot, []))
    finally:
        snapshot.close()
    if options.json:
        listed = [
            {"snapshot": m.number, "published_at": m.published_at, "batches": len(m.batches)}
            for m in snapshots
        ]
        found = {"current": snapshot.number, "snapshots": listed, "batches": batches}
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


def _new(options: argparse.Namespace) -> int:
    name = options.name or _prompt(_("Name of the operation"), Path(options.folder).name)
    starts_on = options.start or _prompt_day(_("First day, year-month-day"), date.today())
    ends_on = options.end or (
        None if options.start else _prompt_day(_("Last day, empty if open"), None)
    )
    country = options.country or _prompt(_("Country, two letters"), "PE")
    folder = Path(options.folder)
    if not folder.is_absolute() and len(folder.parts) == 1 and folder.name != "..":
        folder = operations_home() / folder
    operation = create_operation(
        folder.resolve(),
        name=name,
        country=country,
        starts_on=starts_on or date.today(),
        ends_on=ends_on,
        date_order=options.date_order,
        households_targeted=options.households_targeted,
        largest_plausible_row=options.largest_plausible_row,
    )
    print(operation.folder)
    print(
        _("Set REPARTO_OPERATION={folder} and import the first file.").format(
            folder=operation.folder
        ),
        file=sys.stderr,
    )
    return OK


def _prompt(label: str, default: str) -> str:
    print(f"{label} [{default}]: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip() if sys.stdin else ""
    return answer or default


def _prompt_day(label: str, default: date | None) -> date | None:
    text = _prompt(label, default.isoformat() if default else "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise OperationProblem(
            _("Write it as year-month-day, such as 2020-04-09."),
            title=_("“{value}” is not a date.").format(value=text),
        ) from error


def _publish(_options: argparse.Namespace) -> int:
    snapshot = rebuild(_operation())
    if snapshot is None:
        print(
            _("Nothing was imported yet. Run `python -m reparto import PATH` first."),
            file=sys.stderr,
        )
        return NOTHING
    print(_("Snapshot {number} is in force.").format(number=snapshot), file=sys.stderr)
    return OK


def _demo(_options: argparse.Namespace) -> int:
    if publish_demonstration():
        print(_("The demonstration was published."), file=sys.stderr)
    return OK
