"""Pairs of names that are probably one organisation, each as a question; nothing is merged here."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from reparto.asking import Answers, Choice, OpenQuestion
from reparto.language import _, ngettext, number
from reparto.partner_names.cells import acronym_and_name, is_made_of, names_several
from reparto.partner_names.deciding import APART, SAME
from reparto.partner_names.decisions import Decisions
from reparto.partner_names.directory import Directory
from reparto.partner_names.likeness import Form, Kind, Likeness, alike
from reparto.partner_names.spelling import fold, names_nobody, spelling_of

RULE = "partner-name"
# A word that more names than these give is no acronym of theirs.
_MOST_GIVING = 10
_SHOWN = 80


@dataclass(frozen=True)
class Proposal:
    """Two names that are probably one organisation.

    ``variant`` would become another name of ``canonical``: the partner list's name or one decided before, else the
    one with more rows. ``likened_to`` is the canonical side's spelling that the variant resembles. Rows are those of
    the exports, 0 for a listed name that none has. ``likeness`` is seen from the variant.
    """

    variant: str
    canonical: str
    likened_to: str
    variant_rows: int
    canonical_rows: int
    likeness: Likeness

    @property
    def score(self) -> int:
        """How alike they are written, 90 to 100."""
        return self.likeness.score

    @property
    def question(self) -> OpenQuestion:
        """The proposal as a question, in the reader's language.

        It never holds a file, and its guess is only what is offered first: without an answer the two stay apart.
        """
        keys = sorted((fold(self.variant) or "", fold(self.canonical) or ""))
        about = hashlib.sha256("\x1f".join(keys).encode("utf-8", "replace")).hexdigest()[:10]
        one, other = _shown(self.variant), _shown(self.canonical)
        return OpenQuestion(
            id=f"{RULE}:{about}:names",
            rule=RULE,
            text=" ".join(
                (
                    _("Are “{variant}” and “{canonical}” one organisation?").format(
                        variant=one, canonical=other
                    ),
                    *self._reasons(),
                    _("Until this is answered they count as two."),
                )
            ),
            choices=(
                Choice(
                    SAME, _("“{variant}” is “{canonical}”").format(variant=one, canonical=other)
                ),
                Choice(APART, _("They are two organisations")),
            ),
            guess=SAME,
            samples=(
                _with_rows(self.variant, self.variant_rows),
                _with_rows(self.canonical, self.canonical_rows),
            ),
        )

    def _reasons(self) -> Iterable[str]:
        if fold(self.likened_to) != fold(self.canonical):
            yield _("It is compared with “{alias}”, another name of “{canonical}”.").format(
                alias=_shown(self.likened_to), canonical=_shown(self.canonical)
            )
        here, there = (
            _shown(" ".join(words)) for words in (self.likeness.only_one, self.likeness.only_other)
        )
        match self.likeness.kind:
            case Kind.SAME_WORDS:
                yield _("They differ only in spaces, order, small words or abbreviations.")
            case Kind.NEAR_WORDS:
                yield _(
                    "They are written almost alike ({score} of 100): “{one}” against “{other}”."
                ).format(score=self.score, one=here, other=there)
            case Kind.MORE_WORDS:
                yield _("Only one has “{words}”; else they are alike ({score} of 100).").format(
                    words=here or there, score=self.score
                )
            case Kind.ACRONYM:
                yield _("Both give “{acronym}”.").format(acronym=here or there)


def propose(
    names: Mapping[str, int],
    known: Iterable[Mapping[str, str | None]],
    decided: Decisions,
    most: int = 200,
) -> list[Proposal]:
    """Pairs of names that are probably one organisation and were not decided yet, the likeliest first.

    ``names`` are the names of the exports as written, each with its rows; names that fold alike are one already.
    ``known`` are the rows of ``partners.csv``. Two names that each stand for an organisation of their own, listed or
    decided, are never proposed; nor are names with different numbers, or a cell that names several organisations.
    Of more than ``most`` pairs the likeliest are given; the others follow once these are decided.
    """
    directory = Directory(known, decided)
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for name, rows in names.items():
        key = fold(name)
        if key and not names_nobody(key):
            spelled[key][name.strip()] = spelled[key].get(name.strip(), 0) + rows
    named = {
        key: max(found, key=lambda name: (found[name], name)) for key, found in spelled.items()
    }
    codes = set()
    for name, _partner, is_code in directory.every_name():
        key = fold(name)
        if key and not names_nobody(key):
            if is_code and key not in named:
                codes.add(key)
            named.setdefault(key, name)

    def organisation(key: str) -> str:
        """What a folded name stands for; two names of one organisation have one."""
        partner = directory.partner_of(key)
        return key if partner is None else fold(partner) or key

    def owner(part: str) -> str | None:
        key = fold(part)
        return organisation(key) if key in named else None

    rows_of: dict[str, int] = defaultdict(int)
    for key, found in spelled.items():
        rows_of[organisation(key)] += sum(found.values())
    # A name that two partners of the list share stands for neither: that is for the list to clear up.
    keys = [
        key
        for key, name in sorted(named.items())
        if not names_several(name, owner)
        and (directory.partner_of(key) or not directory.is_known(key))
    ]
    best: dict[tuple[str, str], tuple[Likeness, str, str]] = {}
    for (one_no, other_no), likeness in _pairs([named[key] for key in keys], keys, codes).items():
        variant, canonical = keys[one_no], keys[other_no]
        if directory.is_known(variant) and directory.is_known(canonical):
            continue
        if _stands_first(variant, canonical, directory, rows_of):
            variant, canonical, likeness = canonical, variant, likeness.reversed
        pair = (variant, organisation(canonical))
        if pair not in best or likeness.score > best[pair][0].score:
            best[pair] = (likeness, named[variant], named[canonical])
    proposals = [
        Proposal(
            variant=variant,
            canonical=directory.partner_of(canonical) or canonical,
            likened_to=canonical,
            variant_rows=rows_of[key],
            canonical_rows=rows_of[meant],
            likeness=likeness,
        )
        for (key, meant), (likeness, variant, canonical) in best.items()
    ]
    proposals.sort(
        key=lambda p: (-p.score, -p.variant_rows, fold(p.variant) or "", fold(p.canonical) or "")
    )
    return proposals[:most]


def answered(proposals: Iterable[Proposal], answers: Answers) -> list[tuple[str, str, str]]:
    """What was answered to proposals, as (variant, canonical name, answer) for ``add_decisions``.

    Only what a person said: the guess of a question is never taken here.
    """
    said = [
        (proposal.variant, proposal.canonical, answers.to(proposal.question))
        for proposal in proposals
    ]
    return [(variant, canonical, answer) for variant, canonical, answer in said if answer]


def _pairs(names: list[str], keys: list[str], codes: set[str]) -> dict[tuple[int, int], Likeness]:
    """Every two names that are alike, by their places in the list: as written, or by the acronym that they give."""
    forms = []
    giving: dict[str, list[int]] = defaultdict(list)
    alone = {_letters(key): place for place, key in enumerate(keys)}
    beside: list[tuple[int, int, str]] = []
    wholes = [spelling_of(name) for name in names]
    for place, (name, whole) in enumerate(zip(names, wholes, strict=True)):
        readings = [None if keys[place] in codes else whole]
        if parts := acronym_and_name(name):
            acronym = _letters(parts[0])
            if acronym in alone:
                beside.append((alone[acronym], place, acronym))
            # What stands in brackets may be a place, of which other names say nothing.
            if is_made_of(*parts):
                readings.append(spelling_of(parts[1]))
                giving[acronym].append(place)
        forms += [Form(place, reading) for reading in readings if reading]
    found = alike(forms)
    for acronym, places in giving.items():
        if len(places) <= _MOST_GIVING:
            beside += [(one, other, acronym) for one, other in combinations(places, 2)]
    for one, other, acronym in beside:
        first, second = wholes[one], wholes[other]
        if first and second and first.numbers == second.numbers:
            given = (acronym.upper(),)
            likeness = Likeness(100, Kind.ACRONYM, given, given)
            found.setdefault((min(one, other), max(one, other)), likeness)
    return found


def _letters(text: str) -> str:
    return (fold(text) or "").replace(" ", "")


def _stands_first(
    variant: str, canonical: str, directory: Directory, rows_of: Mapping[str, int]
) -> bool:
    """Whether the first is the name to keep: it is known, or has more rows; of equals the first in the alphabet."""
    one, other = directory.is_known(variant), directory.is_known(canonical)
    if one != other:
        return one
    return (-rows_of[variant], variant) < (-rows_of[canonical], canonical)


def _with_rows(name: str, rows: int) -> str:
    return ngettext("{name}: {count} row", "{name}: {count} rows", rows).format(
        name=_shown(name), count=number(rows)
    )


def _shown(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"
