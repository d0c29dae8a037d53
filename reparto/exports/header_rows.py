"""Where a table starts: its header (one row or two), its HXL row, and its first row of data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reparto.exports.choosing import is_known
from reparto.exports.grid import MergedRange
from reparto.exports.headerless import looks_headerless
from reparto.exports.headers import normal
from reparto.exports.personal import personal_header
from reparto.exports.tags import is_tag

LOOK = 30
_MOST_LEVELS = 4
_NUMERIC = frozenset("0123456789.,-+/: %$")


@dataclass(frozen=True)
class HeaderPlace:
    """The header and tags, the last row of the header (from 0), and where the data starts.

    ``height`` counts the rows of the header, tags apart. A table without one has empty names, and its ``row`` is -1.
    """

    header: tuple[str, ...]
    tags: tuple[str, ...] | None
    row: int
    data_start: int
    score: int
    titles: int = 0
    height: int = 1


def header_score(record: Sequence[str]) -> int:
    """How many different headers that mean something here stand in a record."""
    known = {
        normal(cell)
        for cell in record
        if cell.strip() and len(cell) < 120 and _means_something(cell)
    }
    return len(known)


def _means_something(cell: str) -> bool:
    return is_tag(cell) or is_known(cell) or (len(cell) < 60 and personal_header(cell))


def find_header(head: list[list[str]], merged: Sequence[MergedRange] = ()) -> HeaderPlace | None:
    """Find the header in the first rows of a sheet; None if there is nothing at all."""
    if not any(any(row) for row in head):
        return None
    tag_row = next((i for i, row in enumerate(head) if _is_tag_row(row)), None)
    if tag_row is None:
        best = _best_row(head)
        start = _start_without_header(head, best)
        if start is not None:
            nameless, above = ("",) * len(head[start]), sum(1 for row in head[:start] if any(row))
            return HeaderPlace(nameless, None, -1, start, 0, above)
        place = _with_second_row(head, best, merged)
    else:
        place = _tagged(head, tag_row, merged)
    return replace(place, titles=_titles(head, place))


def _best_row(head: list[list[str]]) -> int:
    """The row with the most known words, unless it looks like one row of data among others."""
    scores = [header_score(row) for row in head]
    best = max(range(len(head)), key=lambda i: (scores[i], -i))
    if scores[best] < 2:
        return _plain_header(head, scores)
    filled = _filled(head[best])
    if scores[best] * 2 < filled and any(_filled(row) >= 0.8 * filled for row in head[:best]):
        return _plain_header(head, scores)
    if any(map(_is_number, head[best])) and any(_names_only(row, filled) for row in head[:best]):
        return _plain_header(head, scores)
    return best


def _names_only(row: Sequence[str], least: int) -> bool:
    """Whether a row could be the header of data ``least`` columns wide: as full, and without a number."""
    return _filled(row) >= least and not any(map(_is_number, row))


def _start_without_header(head: list[list[str]], best: int) -> int | None:
    """The first row of a table whose columns nobody named; None if ``best`` is a header after all."""
    if header_score(head[best]) >= 2 and not looks_headerless(head[best], head[best + 1 :]):
        return None
    fullest = max(map(_filled, head))
    start = next(i for i, row in enumerate(head) if _filled(row) * 2 >= fullest)
    return start if looks_headerless(head[start], head[start + 1 :]) else None


def _titles(head: list[list[str]], place: HeaderPlace) -> int:
    """How many filled rows stand above the header and are no part of it."""
    above = head[: place.row - place.height + 1]
    return sum(1 for row in above if _filled(row) and not _is_tag_row(row))


def _is_tag_row(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    tags = sum(map(is_tag, filled))
    return tags >= 2 and tags * 2 >= len(filled)


def _tagged(head: list[list[str]], tag_row: int, merged: Sequence[MergedRange]) -> HeaderPlace:
    """The header stands above the tags, or below them, or the tags are the only header."""
    tags = tuple(cell.strip() if is_tag(cell) else "" for cell in head[tag_row])
    above = max(range(tag_row), key=lambda i: (header_score(head[i]), i), default=None)
    below = tag_row + 1
    if above is not None and (header_score(head[above]) >= 2 or _filled(head[tag_row - 1]) >= 2):
        row = above if header_score(head[above]) >= 2 else tag_row - 1
        if row == tag_row - 1:
            place = _with_row_above(head, row, merged)
            score = place.score + header_score(tags)
            return replace(place, tags=tags, data_start=tag_row + 1, score=score)
        header, start = _trimmed(head[row]), tag_row + 1
    elif below < len(head) and header_score(head[below]) >= 2 and not _numeric(head[below]):
        row, header, start = below, _trimmed(head[below]), below + 1
    else:
        plain = tuple(cell.strip() for cell in head[tag_row])
        return HeaderPlace(plain, tags, tag_row, tag_row + 1, header_score(plain))
    return HeaderPlace(header, tags, row, start, header_score(header) + header_score(tags))


def _plain_header(head: list[list[str]], scores: list[int]) -> int:
    """Without known words: the first row nearly as full as the fullest, and not of numbers."""
    fullest = max(map(_filled, head))
    for index, row in enumerate(head):
        if _filled(row) >= max(1, 0.8 * fullest) and not _numeric(row):
            return index
    known = [index for index, score in enumerate(scores) if score]
    return known[0] if known else next(i for i, row in enumerate(head) if _filled(row))


def _with_second_row(head: list[list[str]], row: int, merged: Sequence[MergedRange]) -> HeaderPlace:
    """One header of several rows: groups above questions, or one language above another."""
    levels = _levels(head, row, merged)
    if len(levels) > 1:
        return _of_levels(head, levels, merged)
    if row + 1 < len(head) and _continues(head[row], head[row + 1]):
        return _of_levels(head, [row, row + 1], merged)
    return _with_row_above(head, row, merged)


def _levels(head: list[list[str]], row: int, merged: Sequence[MergedRange]) -> list[int]:
    """The rows that cells merged downwards hold together with the header."""
    top = bottom = row
    for (first, left), (last, _right) in merged:
        if first <= row <= last and 0 < last - first < _MOST_LEVELS and head[first][left].strip():
            top, bottom = min(top, first), max(bottom, last)
    levels = list(range(top, min(bottom, len(head) - 1) + 1))
    return levels if all(_filled(head[level]) for level in levels) else [row]


def _of_levels(
    head: list[list[str]], levels: Sequence[int], merged: Sequence[MergedRange]
) -> HeaderPlace:
    header = _trimmed(head[levels[0]])
    for level in levels[1:]:
        header = _joined(header, head[level], level - 1, merged)
    row = levels[-1]
    return HeaderPlace(header, None, row, row + 1, header_score(header), height=len(levels))


def _continues(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the row below a header is its second row and not data (or the header again)."""
    filled = [cell for cell in lower if cell.strip()]
    if len(filled) < 2 or _numeric(lower) or any(map(_is_number, filled)):
        return False
    if list(map(str.strip, lower)) == list(map(str.strip, upper)):
        return False
    score = header_score(lower)
    gaps = sum(1 for up, low in zip(upper, lower, strict=True) if low.strip() and not up.strip())
    bilingual = score >= 3 and score * 10 >= 7 * len(filled) and len(filled) * 2 >= _filled(upper)
    return bilingual or (gaps >= 1 and score >= 2 and score * 2 >= len(filled))


def _with_row_above(head: list[list[str]], row: int, merged: Sequence[MergedRange]) -> HeaderPlace:
    """The header row with the groups that stand right above it, if any do."""
    if row == 0 or _filled(head[row - 1]) < 2 or _numeric(head[row - 1]):
        return _of_levels(head, [row], merged)
    above, own = head[row - 1], head[row]
    named = [cell.strip() for cell in own if cell.strip()]
    groups = (
        any(up.strip() and not low.strip() for up, low in zip(above, own, strict=True))
        or any(top <= row - 1 <= bottom for (top, _l), (bottom, _r) in merged)
        or len(set(named)) < len(named)
        or header_score(above) >= 2
    )
    return _of_levels(head, [row - 1, row] if groups else [row], merged)


def _joined(
    upper: Sequence[str], lower: Sequence[str], row: int, merged: Sequence[MergedRange]
) -> tuple[str, ...]:
    spread = _spread(upper, lower, row, merged)
    joined = []
    for group, own in zip(spread, map(str.strip, lower), strict=True):
        same = group.casefold() == own.casefold()
        joined.append(f"{group} / {own}" if group and own and not same else own or group)
    return tuple(" ".join(text.split()) for text in joined)


def _spread(
    upper: Sequence[str], lower: Sequence[str], row: int, merged: Sequence[MergedRange]
) -> list[str]:
    """The upper row with each group written over all the columns it spans."""
    groups = [cell.strip() for cell in upper]
    spans = [(a[1], b[1]) for a, b in merged if a[0] <= row <= b[0] and b[1] > a[1]]
    if spans:
        for first, last in spans:
            if first < len(groups) and groups[first]:
                groups[first : last + 1] = [groups[first]] * (min(last + 1, len(groups)) - first)
        return groups
    group = ""
    for index, cell in enumerate(groups):
        group = cell or (group if lower[index].strip() else "")
        groups[index] = group
    return groups


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_number(cell: str) -> bool:
    text = cell.strip()
    return bool(text) and set(text) <= _NUMERIC and any(map(str.isdigit, text))


def _numeric(row: Sequence[str]) -> bool:
    """Whether a good part of a row's cells are numbers or dates, as in data."""
    filled = [cell for cell in row if cell.strip()]
    return sum(map(_is_number, filled)) * 4 > len(filled)
