"""One file received: known by its checksum, read, its columns understood, its tables kept in a folder.

This is what the reading process does for each file (:mod:`reparto.exports.child`). Nothing of the file but the tables
of text, without their personal columns, is written anywhere.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reparto.asking import Answers, OpenQuestion
from reparto.errors import UnknownLayout, UnreadableExport
from reparto.exports.asking_values import with_question_ids
from reparto.exports.kept import KeptTable, keep_table
from reparto.exports.mapping import Mapping, column_questions, map_table
from reparto.exports.quick import SMALLEST, take_over
from reparto.exports.reading import read_export
from reparto.exports.survey import survey
from reparto.exports.tables import Note, TextTable
from reparto.language import _

FACTS = "facts.json"
FORMAT = 2


@dataclass(frozen=True)
class Received:
    """A file as it was read: its tables in ``folder``, what to tell of it, and what only a person can say.

    Without tables it waits for the answer to a required question.
    """

    folder: Path
    sha256: str
    name: str
    format: str
    encoding: str | None
    tables: tuple[KeptTable, ...]
    notes: tuple[Note, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()

    def save(self) -> None:
        """Write the facts beside the tables."""
        facts = {
            "format_version": FORMAT,
            "sha256": self.sha256,
            "name": self.name,
            "format": self.format,
            "encoding": self.encoding,
            "tables": [table.facts() for table in self.tables],
            "notes": [[note.rule, note.text] for note in self.notes],
            "questions": [question.as_dict() for question in self.questions],
        }
        text = json.dumps(facts, ensure_ascii=False)
        (self.folder / FACTS).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Received":
        """The file as :meth:`save` wrote it. Raises OSError, ValueError or KeyError when it is damaged."""
        facts: dict[str, Any] = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        return cls(
            folder=folder,
            sha256=facts["sha256"],
            name=facts["name"],
            format=facts["format"],
            encoding=facts["encoding"],
            tables=tuple(KeptTable.from_facts(folder, table) for table in facts["tables"]),
            notes=tuple(Note(rule, text) for rule, text in facts["notes"]),
            questions=tuple(map(OpenQuestion.from_dict, facts["questions"])),
        )


def receive(path: Path, name: str, folder: Path, answers: Answers | None = None) -> Received:
    """Read a file into ``folder``; ``name`` is what people call it and never a path.

    Raises UnreadableExport or UnknownLayout with what happened and what to do.
    """
    try:
        with ThreadPoolExecutor(1) as aside:
            seen = aside.submit(survey, path)
            is_large = path.stat().st_size >= SMALLEST
            quick = take_over(path, folder, seen, answers or Answers()) if is_large else None
            sha256 = seen.result().sha256
        if quick is not None:
            return Received(folder, sha256, name, "csv", "utf-8", (quick,))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableExport(
            _("Check that you may read it."), title=_("{path} cannot be read.").format(path=name)
        ) from error
    return _read_carefully(data, name, folder, answers or Answers())


def _read_carefully(data: bytes, name: str, folder: Path, answers: Answers) -> Received:
    export = read_export(data, name)
    notes = list(export.notes)
    mapped: list[tuple[TextTable, Mapping]] = []
    questions: list[OpenQuestion] = []
    problem: UnknownLayout | None = None
    for table in export.tables:
        asked = column_questions(table, answers)
        questions += asked
        if any(question.required for question in asked):
            continue
        try:
            mapped.append((table, with_question_ids(table, map_table(table, answers))))
        except UnknownLayout as error:
            problem = problem or error
            if len(export.tables) > 1:
                told = _("Not imported: {what}").format(what=error)
                notes.append(Note("not-imported", told))
    waits = any(question.required for question in questions)
    if not mapped and not waits:
        raise problem or UnknownLayout(
            _("Send the sheet or file that has one row for each delivery."),
            title=_("{name} has no table that can be read.").format(name=name),
        )
    tables = [
        keep_table(folder, number, table, mapping)
        for number, (table, mapping) in enumerate(() if waits else mapped)
    ]
    return Received(
        folder,
        export.sha256,
        name,
        export.format,
        export.encoding,
        tuple(tables),
        tuple(notes),
        tuple({question.id: question for question in questions}.values()),
    )
