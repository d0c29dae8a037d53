"""Deciding whether two names are one organisation, and taking a decision back.

The rows form trees: an alias hangs under one row, and that row's name may itself be an alias of another. A decision
only ever hangs the top of one tree under a name of another, so no name can come to stand above itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.partner_names.decisions import (
    DecidedRow,
    Decisions,
    read_decisions,
    storable,
    write_decisions,
)
from reparto.partner_names.directory import Directory
from reparto.partner_names.spelling import fold

SAME = "same"
APART = "apart"
Listed = Iterable[Mapping[str, str | None]]


def add_decisions(
    folder: Path, decided: Iterable[tuple[str, str, str]], listed: Listed = ()
) -> Decisions:
    """Remember decisions, each (variant, canonical name, ``same`` or ``apart``), in one write; gives all there are.

    ``listed`` are the rows of ``partners.csv``, which no decision may contradict. Call it while nobody else writes
    into the folder. Raises OperationProblem when a decision contradicts the list or the file is damaged, StoreProblem
    when it cannot be written; then nothing was remembered.
    """
    rows = list(listed)
    before = read_decisions(folder)
    after = before
    for variant, canonical, answer in decided:
        after = decide(after, variant, canonical, answer, rows)
    if after != before:
        write_decisions(folder, after)
    return after


def add_decision(
    folder: Path, variant: str, canonical: str, answer: str, listed: Listed = ()
) -> Decisions:
    """Remember one decision, as :func:`add_decisions` does."""
    return add_decisions(folder, [(variant, canonical, answer)], listed)


def forget_decision(folder: Path, name: str) -> Decisions:
    """Take back what was decided about a name, as :func:`forget` does, and write it; gives what is left."""
    before = read_decisions(folder)
    after = forget(before, name)
    if after != before:
        write_decisions(folder, after)
    return after


def decide(
    decisions: Decisions, variant: str, canonical: str, answer: str, listed: Listed = ()
) -> Decisions:
    """The decisions with one more; the same where it was decided already.

    Raises OperationProblem when ``partners.csv`` says the opposite.
    """
    one, other = fold(variant), fold(canonical)
    if not one or not other or answer not in (SAME, APART):
        raise ValueError(f"nothing to decide: {variant!r}, {canonical!r}, {answer!r}")
    rows = list(listed)
    if one == other:
        return decisions
    if answer == SAME:
        return _same(decisions, (one, variant), (other, canonical), rows)
    return _apart(decisions, (one, variant), (other, canonical), rows)


def forget(decisions: Decisions, name: str) -> Decisions:
    """The decisions without the one about this name.

    An alias is one no longer; a row that said nothing but that alias goes with it. A name with a row of its own
    loses the row, and the names that were decided to be it are undecided again.
    """
    key = fold(name)
    if not key:
        return decisions
    if any(row.has(key) for row in decisions.rows):
        left = _without_alias(decisions, key)
        emptied = {
            id(new)
            for old, new in zip(decisions.rows, left.rows, strict=True)
            if new is not old and new.is_bare
        }
        return replace(left, rows=tuple(row for row in left.rows if id(row) not in emptied))
    return replace(decisions, rows=tuple(row for row in decisions.rows if fold(row.name) != key))


def _same(
    decisions: Decisions, one: tuple[str, str], other: tuple[str, str], listed: list
) -> Decisions:
    directory = Directory(listed, decisions)
    meant = [directory.partner_of(name) for _key, name in (one, other)]
    tops = [_top(decisions, key, name) for key, name in (one, other)]
    if (meant[0] and meant[0] == meant[1]) or tops[0][0] == tops[1][0]:
        return decisions
    theirs = [bool(partner and directory.is_listed(fold(partner) or "")) for partner in meant]
    if all(theirs):
        raise OperationProblem(
            _("Decide that they are two, or make one an alias of the other in partners.csv."),
            title=_("“{one}” and “{other}” are two partners of partners.csv.").format(
                one=meant[0], other=meant[1]
            ),
        )
    if theirs[0]:
        one, other, tops = other, one, tops[::-1]
    low, low_name = tops[0]
    # A name that two rows had hung under neither; now it hangs under one.
    kept = _without_alias(decisions, low)
    kept = replace(
        kept, rows=tuple(row for row in kept.rows if fold(row.name) != low or not row.is_bare)
    )
    kept = _with_row(kept, other)
    rows = list(kept.rows)
    place = next(n for n, row in enumerate(rows) if fold(row.name) == other[0])
    rows[place] = rows[place].with_aliases((*rows[place].aliases, storable(low_name)))
    return replace(kept, rows=tuple(rows))


def _apart(
    decisions: Decisions, one: tuple[str, str], other: tuple[str, str], listed: list
) -> Decisions:
    for key, name in (one, other):
        directory = Directory(listed, decisions)
        meant = {directory.partner_of(name) for _key, name in (one, other)}
        if len(meant) == 1 and None not in meant and not directory.is_listed(key):
            decisions = _without_alias(decisions, key)
    directory = Directory(listed, decisions)
    partner = directory.partner_of(one[1])
    if partner and partner == directory.partner_of(other[1]):
        raise OperationProblem(
            _("Take one of the two out of that row's name, code and aliases."),
            title=_("partners.csv has “{one}” and “{other}” as one partner.").format(
                one=one[1], other=other[1]
            ),
        )
    for key, name in (one, other):
        if not directory.is_known(key):
            decisions = _with_row(decisions, (key, name))
    return decisions


def _top(decisions: Decisions, key: str, name: str) -> tuple[str, str]:
    """The folded name, and its spelling, that stands above all others of this name's tree."""
    above = {
        fold(alias): row.name for row in decisions.rows for alias in decisions.other_names(row)
    }
    passed = {key}
    while (higher := above.get(key)) is not None and fold(higher) not in passed:
        key, name = fold(higher) or "", higher
        passed.add(key)
    return key, name


def _with_row(decisions: Decisions, name: tuple[str, str]) -> Decisions:
    if any(fold(row.name) == name[0] for row in decisions.rows):
        return decisions
    return replace(decisions, rows=(*decisions.rows, DecidedRow({"name": storable(name[1])})))


def _without_alias(decisions: Decisions, key: str) -> Decisions:
    rows = tuple(row.without(key) if row.has(key) else row for row in decisions.rows)
    return replace(decisions, rows=rows)
