"""What a person may have meant by a name that is no place, or the name of several: candidates, and a question."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from reparto.asking import Answers, Choice, OpenQuestion
from reparto.language import _, ngettext, number

NEAR = 90
"""How alike (0 to 100) a name must be written to be offered; it is never taken unasked."""
MOST_QUESTIONS = 30
"""On names, for one file; the most used names go first."""
_MOST_CHOICES = 12
_MOST_NEAR = 300
_SHOWN = 4
HOLD = "hold"


@dataclass
class NameQuestion:
    """A question on a name, and the batches (from 1) whose rows it is about."""

    question: OpenQuestion
    batches: set[int]


@dataclass
class NameFindings:
    """Suggestions and answers by combination and system of codes, and the questions that are still open."""

    suggestions: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    questions: list[NameQuestion] = field(default_factory=list)


class Gazetteer:
    """The known places with their labels, every name they go by, and how many rows stand in each province."""

    def __init__(
        self,
        places: Iterable[Mapping[str, Any]],
        names: Iterable[Mapping[str, Any]],
        usual: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        self.places = {place["place_code"]: place for place in places}
        self.usual = {one["province_code"]: one["times"] for one in usual}
        self.names: dict[str, set[str]] = {}
        for name in names:
            if name["geo_level"] != "country":
                self.names.setdefault(name["name_key"], set()).add(name["place_code"])

    def label(self, code: str) -> str:
        """A place as its path of names with its code: "Lima / Lima / Comas (150110)"."""
        place = self.places[code]
        path = [place["department"], place["province"], place["district"]]
        return f"{' / '.join(name for name in path if name) or code} ({code})"

    def likely_first(self, codes: Iterable[str]) -> list[str]:
        """The places in the order of how much the operation does in their provinces."""
        known = [code for code in codes if code in self.places]
        return sorted(
            known, key=lambda code: -self.usual.get(self.places[code]["province_code"], 0)
        )

    def near(self, name: str, level: str, within: Iterable[Mapping[str, str]]) -> list[str]:
        """The places whose names are written much like this one, best first, those in the wider places before others."""
        found: dict[str, float] = {}
        matches = process.extract(
            folded(name), self.names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=20
        )
        for spelled, score, _index in matches:
            for code in self.names[spelled]:
                found[code] = max(score, found.get(code, 0))
        inside = [code for code in found if self._lies_within(code, within)]

        def order(code: str) -> tuple[bool, float, str]:
            return self.places[code]["geo_level"] != level, -found[code], code

        return sorted(inside or found, key=order)

    def _lies_within(self, code: str, within: Iterable[Mapping[str, str]]) -> bool:
        place = self.places[code]
        chain = {code, place["province_code"], place["department_code"]}
        by_column: dict[str, set[str]] = {}
        for wider in within:
            by_column.setdefault(wider["column_name"], set()).add(wider["place_code"])
        return all(
            chain & codes or any(self._is_country(one) for one in codes)
            for codes in by_column.values()
        )

    def _is_country(self, code: str) -> bool:
        return bool(self.places[code]["geo_level"] == "country")


def consider(
    problems: Iterable[Mapping[str, Any]], gazetteer: Gazetteer, answers: Answers
) -> NameFindings:
    """Suggestions for every problem of ``place_problems``, and a question for each name that can be chosen for."""
    found = NameFindings()
    asked: dict[str, NameQuestion] = {}
    near: dict[tuple[str, str, str], list[str]] = {}
    for problem in problems:
        candidates = gazetteer.likely_first(problem["candidates"])
        level, _dash, kind = problem["problem"].rpartition("-")
        if not candidates and kind == "unknown" and level != "code":
            wider = sorted(f"{one['column_name']}={one['place_code']}" for one in problem["within"])
            at = (problem["value"], level, "|".join(wider))
            if at not in near:
                near[at] = (
                    gazetteer.near(problem["value"], level, problem["within"])
                    if len(near) < _MOST_NEAR
                    else []
                )
            candidates = near[at]
        if not candidates:
            continue
        key = {"combination": problem["combination"], "code_system": problem["code_system"]}
        found.suggestions.append(key | {"suggestion": _suggestion(candidates, gazetteer)})
        if problem["problem"] == "code-unknown" or len(candidates) > _MOST_CHOICES:
            continue
        question = _question(problem, candidates, gazetteer)
        answer = answers.to(question)
        if answer is None:
            asked.setdefault(question.id, NameQuestion(question, set())).batches |= set(
                problem["batches"]
            )
        elif answer != HOLD:
            found.answers.append(key | {"place_code": answer})
    found.questions = list(asked.values())
    return found


def _suggestion(candidates: list[str], gazetteer: Gazetteer) -> str:
    shown = "; ".join(gazetteer.label(code) for code in candidates[:_SHOWN])
    more = len(candidates) - _SHOWN
    return f"{shown}; … (+{more})" if more > 0 else shown


def _question(
    problem: Mapping[str, Any], candidates: list[str], gazetteer: Gazetteer
) -> OpenQuestion:
    given = [problem[name] for name in ("department", "province", "district", "ubigeo")]
    detail = "|".join(folded(text or "") for text in given)
    choices = [Choice(code, gazetteer.label(code)) for code in candidates]
    return OpenQuestion(
        id=f"place-name:places:{detail}",
        rule="place-name",
        text=_sentence(problem, len(candidates)),
        choices=(*choices, Choice(HOLD, _("Leave these rows held back"))),
        guess=HOLD,
        samples=(" / ".join(text for text in given if text),),
    )


def _sentence(problem: Mapping[str, Any], count: int) -> str:
    kind = problem["problem"].rpartition("-")[2]
    name = problem["value"]
    if kind == "ambiguous":
        text = ngettext(
            "{count} place is called “{name}”. Which one do the rows mean?",
            "{count} places are called “{name}”. Which one do the rows mean?",
            count,
        )
        return text.format(count=number(count), name=name)
    if kind == "elsewhere":
        return _(
            "“{name}” does not lie in the wider place of its row. Which place do the rows mean?"
        ).format(name=name)
    return _("“{name}” is not in the list of places. Which place do the rows mean?").format(
        name=name
    )


def folded(text: str) -> str:
    """A name as it is compared: without accents, case, punctuation and doubled spaces."""
    split = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
