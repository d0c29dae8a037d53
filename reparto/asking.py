"""Questions that a file leaves open, and what a person answered.

A question carries its best guess and a few values from the file. Where it is required, the file waits for the answer;
else the guess is taken and said so. Its id is the same each time the same layout (or the same file) is read, so that
an answer given once is an answer for ever.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reparto.errors import RepartoError
from reparto.language import _

SAMPLES = 3


@dataclass(frozen=True)
class Choice:
    """One possible answer: the value that is kept, and what a person reads."""

    value: str
    label: str


@dataclass(frozen=True)
class OpenQuestion:
    """Something that only a person can say about a file.

    ``id`` is ``rule:about:detail``; ``about`` is the layout's or the file's fingerprint. ``required`` holds the whole
    file until it is answered. ``samples`` are up to three values of the file, shortened.
    """

    id: str
    rule: str
    text: str
    choices: tuple[Choice, ...]
    guess: str | None = None
    samples: tuple[str, ...] = ()
    required: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The question as plain values, with the place where the answer goes."""
        return {
            "id": self.id,
            "rule": self.rule,
            "text": self.text,
            "choices": [{"value": one.value, "label": one.label} for one in self.choices],
            "guess": self.guess,
            "samples": list(self.samples),
            "required": self.required,
            "answer": None,
        }

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> "OpenQuestion":
        """The question again, from what :meth:`as_dict` gave."""
        return cls(
            id=facts["id"],
            rule=facts["rule"],
            text=facts["text"],
            choices=tuple(Choice(one["value"], one["label"]) for one in facts["choices"]),
            guess=facts["guess"],
            samples=tuple(facts["samples"]),
            required=bool(facts["required"]),
        )


@dataclass(frozen=True)
class Answers:
    """Answers by the id of their question; what a person says now stands before what was remembered."""

    given: dict[str, str] = field(default_factory=dict)
    remembered: dict[str, str] = field(default_factory=dict)

    def to(self, question: OpenQuestion) -> str | None:
        """The answer, if there is one and the question offers it."""
        offered = {choice.value for choice in question.choices}
        for known in (self.given, self.remembered):
            answer = known.get(question.id)
            if answer in offered:
                return answer
        return None

    def or_guess(self, question: OpenQuestion) -> str | None:
        """The answer, else the guess of a question that does not hold the file."""
        return self.to(question) or (None if question.required else question.guess)

    def get(self, question_id: str) -> str | None:
        """The answer to the question with this id, whatever it offers."""
        return self.given.get(question_id, self.remembered.get(question_id))


def about_layout(headers: Iterable[str]) -> str:
    """A layout's fingerprint: the same for every file with these headers in this order."""
    return hashlib.sha256("\x1f".join(headers).encode("utf-8", "replace")).hexdigest()[:10]


def read_answers(text: str) -> dict[str, str]:
    """Answers from JSON: what ``check --json`` prints with its ``answer`` filled in, or ``{"id": "answer"}``.

    Raises RepartoError when it is neither.
    """
    try:
        return dict(_pairs(json.loads(text)))
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise RepartoError(
            _("Write what `check --json` prints under `questions`, with each `answer` filled in."),
            title=_("The answers cannot be read."),
        ) from error


def _pairs(found: Any) -> Iterable[tuple[str, str]]:
    if isinstance(found, list):
        for one in found:
            yield from _pairs(one)
    elif "id" in found and "answer" in found:
        if found["answer"] is not None:
            yield str(found["id"]), str(found["answer"])
    elif "questions" in found or "files" in found:
        for key in ("questions", "files"):
            yield from _pairs(found.get(key, []))
    elif all(isinstance(value, str) for value in found.values()):
        yield from found.items()
    elif found.keys() - {"id", "answer"}:
        raise ValueError("no answers")
