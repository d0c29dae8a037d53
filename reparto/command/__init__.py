"""The command line. Answers on stdout, everything else on stderr."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reparto.command import asking, boundaries, changes, evidence, files, operations
from reparto.command.common import NOTHING, OK, WRONG_USAGE
from reparto.errors import QuestionProblem, RepartoError
from reparto.language import LANGUAGES, _, use_language


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
    if getattr(options, "lang", None):
        use_language(options.lang)
    try:
        return int(options.run(options))
    except RepartoError as error:
        print(error, file=sys.stderr)
        if options.run in (files.import_, files.check) and options.json:
            stopped: dict[str, Any] = {"snapshot": None, "files": [], "message": str(error)}
            print(json.dumps(stopped, ensure_ascii=False))
        is_wrong = isinstance(error, QuestionProblem) or options.run is operations.new
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
        ("import", files.import_, _("import files and folders, and publish a snapshot")),
        ("check", files.check, _("say what an import would do, and write nothing")),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("paths", nargs="+", type=_path, metavar="PATH")
        command.add_argument(
            "--answers", type=_path, metavar="FILE", help=_("answers to questions, as JSON")
        )
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
    command.set_defaults(run=asking.ask)
    command = commands.add_parser(
        "evidence", help=_("write a zip that reckons an answer again with DuckDB alone")
    )
    command.add_argument("question", metavar="SUBJECT/QUESTION")
    command.add_argument("--where", nargs="+", action="extend", default=[], metavar="KEY=VALUE")
    command.add_argument("--column", metavar="NAME", help=_("the figure that it is about"))
    command.add_argument("--lang", choices=tuple(LANGUAGES), help=_("language of the README"))
    command.add_argument("--out", type=_path, required=True, metavar="FILE.zip")
    command.set_defaults(run=evidence.evidence)
    command = commands.add_parser("history", help=_("list the snapshots and what was imported"))
    command.add_argument("--json", action="store_true", help=_("print one JSON object on stdout"))
    command.set_defaults(run=files.history)
    command = commands.add_parser(
        "changes", help=_("tell why the figures of one snapshot became those of a later one")
    )
    command.add_argument(
        "--from", type=_positive, dest="earlier", metavar="N", help=_("the earlier snapshot")
    )
    command.add_argument(
        "--to", type=_positive, dest="later", metavar="N", help=_("the later snapshot")
    )
    command.add_argument("--where", nargs="+", action="extend", default=[], metavar="KEY=VALUE")
    command.add_argument("--json", action="store_true", help=_("print one JSON object on stdout"))
    command.set_defaults(run=changes.changes)
    command = commands.add_parser("undo", help=_("take one import back, and publish without it"))
    command.add_argument(
        "batch", metavar="BATCH", help=_("its number in the history, or the start of its checksum")
    )
    command.add_argument("--json", action="store_true", help=_("print one JSON object on stdout"))
    command.set_defaults(run=files.undo_)
    command = commands.add_parser(
        "report", help=_("write the workbook that goes back to whoever sent a file")
    )
    command.add_argument("file", metavar="FILE|BATCH", help=_("a file, or an import as for undo"))
    command.add_argument("--lang", choices=tuple(LANGUAGES), help=_("language of the workbook"))
    command.add_argument("--out", type=_path, required=True, metavar="FILE.xlsx")
    command.set_defaults(run=files.report)
    command = commands.add_parser("template", help=_("write a blank workbook to fill in"))
    command.add_argument("--partner", metavar="CODE", help=_("make it for this partner"))
    command.add_argument("--lang", choices=tuple(LANGUAGES), help=_("language of the workbook"))
    command.add_argument("--out", type=_path, required=True, metavar="FILE.xlsx")
    command.set_defaults(run=files.template_)
    command = commands.add_parser("new", help=_("start an operation in a folder"))
    command.add_argument("folder", metavar="FOLDER")
    command.add_argument("--name")
    command.add_argument("--country", help=_("two letters, such as PE"))
    command.add_argument("--start", "--starts-on", type=_day, help=_("first day, year-month-day"))
    command.add_argument("--end", "--ends-on", type=_day, help=_("last day, year-month-day"))
    command.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="dmy")
    command.add_argument("--households-targeted", type=_positive)
    command.add_argument("--largest-plausible-row", type=_positive)
    command.set_defaults(run=operations.new)
    command = commands.add_parser(
        "publish", help=_("publish again from what was imported, as after a change of settings")
    )
    command.set_defaults(run=operations.publish)
    command = commands.add_parser(
        "demo", help=_("publish the demonstration if there is no snapshot of it")
    )
    command.set_defaults(run=operations.demo)
    boundaries.add_parser(commands)
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
