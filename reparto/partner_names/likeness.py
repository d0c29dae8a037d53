"""How two names are alike: a score for their letters, and a reason for each word that only one of them has.

The score finds the pairs, the words decide: "Danish Red Cross" and "Swedish Red Cross" share most of their letters and
are two. Only names with the same numbers are compared at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rapidfuzz import fuzz, process

from reparto.partner_names.spelling import SHORT, Spelling, near, tells_apart

THRESHOLD = 90
# A name that more longer names than this contain ("Comedor popular") says what they are, not who.
MOST_LONGER_NAMES = 3
# A name that is near very many others belongs to a series; only its nearest are looked at.
_MOST_NEAR = 20
_BLOCK = 1000


class Kind(StrEnum):
    """In what two names differ."""

    SAME_WORDS = "same_words"
    NEAR_WORDS = "near_words"
    MORE_WORDS = "more_words"
    ACRONYM = "acronym"


@dataclass(frozen=True)
class Likeness:
    """How alike two names are: a score of 90 to 100, in what they differ, and the words that only one has.

    ``added`` is how many words that tell organisations apart one has more than the other.
    """

    score: int
    kind: Kind
    only_one: tuple[str, ...] = ()
    only_other: tuple[str, ...] = ()
    added: int = 0

    @property
    def reversed(self) -> "Likeness":
        """The same, seen from the other name."""
        return Likeness(self.score, self.kind, self.only_other, self.only_one, self.added)


@dataclass(frozen=True)
class Form:
    """One way to read a name: whole, or the part of its cell that is a name. ``owner`` is its number."""

    owner: int
    spelling: Spelling


def alike(forms: Sequence[Form]) -> dict[tuple[int, int], Likeness]:
    """Every two owners with forms that are alike, the smaller number first; the best likeness where there are several.

    Letters are compared in blocks among names with the same numbers, words through an index, so that thousands of
    names take a second.
    """
    found: dict[tuple[int, int], Likeness] = {}
    longer: dict[int, set[int]] = defaultdict(set)
    for one, other, score in _candidates(forms):
        likeness = likeness_of(one.spelling, other.spelling, score)
        if likeness is None or one.owner == other.owner:
            continue
        if one.owner > other.owner:
            one, other, likeness = other, one, likeness.reversed
        pair = (one.owner, other.owner)
        if pair not in found or likeness.score > found[pair].score:
            found[pair] = likeness
    for (one_no, other_no), likeness in found.items():
        if likeness.added:
            short, long = (other_no, one_no) if likeness.only_one else (one_no, other_no)
            longer[short].add(long)
    general = {short for short, names in longer.items() if len(names) > MOST_LONGER_NAMES}
    return {
        pair: likeness
        for pair, likeness in found.items()
        if not (likeness.added and pair[0 if likeness.only_other else 1] in general)
    }


def likeness_of(one: Spelling, other: Spelling, score: float = 0) -> Likeness | None:
    """How two names are alike; None where they are not probably one organisation.

    ``score`` is what is known already of the likeness of their letters, 0 to 100.
    """
    if one.numbers != other.numbers:
        return None
    # One order for both, so that it does not matter who is asked about whom.
    if one.words > other.words:
        likeness = likeness_of(other, one, score)
        return likeness and likeness.reversed
    if one.sorted_text == other.sorted_text or one.joined == other.joined:
        return Likeness(100, Kind.SAME_WORDS)
    rest_one, rest_other = one.counted - other.counted, other.counted - one.counted
    if rest_one and rest_other and (one.is_short or other.is_short):
        return None
    shared = sum(count for word, count in (one.counted - rest_one).items() if tells_apart(word))
    only_one, only_other, near_words = _unexplained(
        list(rest_one.elements()), list(rest_other.elements())
    )
    if only_one and only_other:
        return None
    if not shared and any(min(map(len, pair)) <= SHORT for pair in near_words):
        return None
    more = only_one or only_other
    known = shared + sum(tells_apart(word) for word, _other in near_words)
    added = sum(map(tells_apart, more))
    if known == 0 or (added and added >= known):
        return None
    score = max(
        score,
        fuzz.ratio(one.sorted_text, other.sorted_text),
        fuzz.WRatio(" ".join(one.words), " ".join(other.words)),
    )
    if score < THRESHOLD:
        return None
    kind = Kind.MORE_WORDS if more else Kind.NEAR_WORDS
    if not more:
        ones, others = zip(*near_words, strict=True)
        only_one, only_other = list(ones), list(others)
    return Likeness(
        int(score),
        kind,
        tuple(one.written.get(word, word) for word in only_one),
        tuple(other.written.get(word, word) for word in only_other),
        added,
    )


def _unexplained(
    ones: list[str], others: list[str]
) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """The words that neither is the other's slip nor its shortening, and the pairs that are."""
    if ones and others and len(ones) != len(others):
        joined, joined_other = "".join(ones), "".join(others)
        if len(min(joined, joined_other, key=len)) > 4 and fuzz.ratio(joined, joined_other) >= 90:
            return [], [], [(" ".join(ones), " ".join(others))]
    pairs = []
    left = list(others)
    only = []
    for word in ones:
        match = max(
            (w for w in left if near(word, w)), key=lambda w: fuzz.ratio(word, w), default=None
        )
        if match is None:
            only.append(word)
        else:
            left.remove(match)
            pairs.append((word, match))
    return only, left, pairs


def _candidates(forms: Sequence[Form]) -> Iterator[tuple[Form, Form, float]]:
    series: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in forms:
        series[form.spelling.numbers].append(form)
    for members in series.values():
        if len(members) > 1:
            yield from _with_like_letters([(form.spelling.sorted_text, form) for form in members])
            yield from _with_like_letters(_cores(members))
            yield from _with_the_same_letters(members)
            yield from _with_more_words(members)


def _cores(members: list[Form]) -> list[tuple[str, Form]]:
    return [(form.spelling.core_text, form) for form in members if form.spelling.core_text]


def _with_like_letters(texts: list[tuple[str, Form]]) -> Iterator[tuple[Form, Form, float]]:
    """Pairs whose texts have a ratio of 90 and above; of sorted words, that is the token-sort ratio."""
    words = [text for text, _form in texts]
    for start in range(0, len(words), _BLOCK):
        scores = process.cdist(
            words[start : start + _BLOCK],
            words[start:],
            scorer=fuzz.ratio,
            score_cutoff=THRESHOLD,
            dtype=np.float32,
            workers=1,
        )
        scores = np.triu(scores, 1)
        crowded = np.flatnonzero(np.count_nonzero(scores, axis=1) > _MOST_NEAR)
        for row in crowded:
            scores[row, np.argsort(-scores[row], kind="stable")[_MOST_NEAR:]] = 0
        for row, column in np.argwhere(scores):
            yield texts[start + row][1], texts[start + column][1], float(scores[row, column])


def _with_the_same_letters(members: Iterable[Form]) -> Iterator[tuple[Form, Form, float]]:
    """Names that differ in their spaces only (ChildFund, Child Fund), each with the first of them."""
    first: dict[str, Form] = {}
    for form in members:
        earlier = first.setdefault(form.spelling.joined, form)
        if earlier is not form:
            yield earlier, form, 100


def _with_more_words(members: list[Form]) -> Iterator[tuple[Form, Form, float]]:
    """Pairs of which one has all words of the other, found where the rarest of these words stands."""
    standing: dict[str, list[Form]] = defaultdict(list)
    for form in members:
        for word in form.spelling.counted:
            standing[word].append(form)
    for short in members:
        words: Counter[str] = short.spelling.counted
        for long in min((standing[word] for word in words), key=len):
            if (
                len(long.spelling.counted) > len(words)
                and words.keys() <= long.spelling.counted.keys()
            ):
                yield short, long, 0
