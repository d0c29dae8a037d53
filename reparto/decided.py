"""What people decided about the files of a store, as a build needs it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reparto.asking import Answers, OpenQuestion
from reparto.batches import Batch
from reparto.corrections import Correction, corrections_in
from reparto.partner_names import Decisions, answered, decide, propose, read_decisions

REPLACE = "replace"
SHOWN = 12
"""Characters of a checksum that a question's id carries."""


@dataclass(frozen=True)
class Decided:
    """Answers to questions, what was decided about partners' names, and about pairs of files.

    ``replace`` has a row for each pair that was decided: one_sha, other_sha, and whole, part or keep.
    """

    answers: Answers = field(default_factory=Answers)
    partners: Decisions = field(default_factory=Decisions)
    replace: tuple[dict[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()


def decided_in(store: Path, batches: Sequence[Batch], answers: Answers) -> Decided:
    """Everything that was decided in a store and is said now.

    Raises OperationProblem or StoreProblem when one of its files is damaged.
    """
    return Decided(
        answers,
        read_decisions(store),
        tuple(_replaced(batches, answers)),
        corrections_in(store),
    )


def _replaced(batches: Sequence[Batch], answers: Answers) -> Iterable[dict[str, str]]:
    known = {batch.sha256[:SHOWN]: batch.sha256 for batch in batches}
    for question, answer in (answers.remembered | answers.given).items():
        rule, _colon, pair = question.partition(":")
        one, _between, other = pair.partition(":")
        if (
            rule == REPLACE
            and one in known
            and other in known
            and answer in {"whole", "part", "keep"}
        ):
            yield {"one_sha": known[one], "other_sha": known[other], "answer": answer}


def settle_partners(
    names: Mapping[str, int], listed: Sequence[Mapping[str, str | None]], decided: Decided
) -> tuple[Decisions, list[OpenQuestion]]:
    """What is decided about names with the answers given now, and what there is still to ask.

    ``names`` are the names of the exports with their rows, ``listed`` the rows of ``partners.csv``.
    """
    decisions = decided.partners
    proposals = propose(names, listed, decisions)
    said = answered(proposals, decided.answers)
    if not said:
        return decisions, [proposal.question for proposal in proposals]
    for variant, canonical, answer in said:
        decisions = decide(decisions, variant, canonical, answer, listed)
    return decisions, [proposal.question for proposal in propose(names, listed, decisions)]
