"""Delimited text to records: the delimiter, quotes over several lines, and quotes left open."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

DELIMITERS = (",", ";", "\t", "|")
LONG_RECORD = 200
ENDLESS_RECORD = 5_000
_LARGEST_CELL = 20_000_000
_LOOK = 200
_HEAD = 30
_OTHER_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def split_lines(text: str) -> list[str]:
    """Lines with their ends, ended by CR, LF or CRLF and by nothing else."""
    if any(other in text for other in _OTHER_ENDS):
        return list(io.StringIO(text, newline=""))
    return text.splitlines(keepends=True)


def find_delimiter(lines: Sequence[str], score: Callable[[Sequence[str]], int]) -> str:
    """The delimiter whose records have the same number of fields and whose header is known best."""
    best, best_key = ",", (-1, 0.0)
    for delimiter in DELIMITERS:
        records = list(islice(read_records(lines[: _LOOK * 5], delimiter), _LOOK))
        widths = Counter(len(record) for record in records if any(map(str.strip, record)))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * (1 - 1 / item[0]), item[0]))
        known = max((score(record) for record in records[:_HEAD] if len(record) > 1), default=0)
        share = count / sum(widths.values()) * (1 - 1 / width)
        key = (known if known > 1 else 0, share)
        if key > best_key:
            best, best_key = delimiter, key
    return best


def hinted_delimiter(lines: Sequence[str]) -> str | None:
    """The delimiter that a first line such as ``sep=;`` names."""
    first = lines[0].strip().strip('"').casefold() if lines else ""
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    return "\t" if lines and lines[0].casefold().rstrip("\r\n") == "sep=\t" else None


def read_records(
    lines: Sequence[str], delimiter: str, opened: list[int] | None = None
) -> Iterator[list[str]]:
    """Every record of the text, blank lines as empty records.

    A quote that is opened and never sensibly closed would swallow the rows after it. Such a line is
    read as it stands, and the number of its record is added to ``opened``.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_CELL))
    start, number, width = 0, 0, 0
    while start < len(lines):
        resume = None
        position = start
        rest = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter)
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:
                resume = position
                break
            after = start + reader.line_num
            at_end = after == len(lines)
            if (at_end or after - position > 1) and _left_open(
                lines[position:after], record, delimiter, width, at_end
            ):
                resume = position
                break
            position = after
            number += 1
            if number <= _HEAD and len(record) > width:
                width = len(record)
            yield record
        number += 1
        if opened is not None:
            opened.append(number)
        yield lines[resume].rstrip("\r\n").split(delimiter)
        start = resume + 1


def _left_open(
    lines: Sequence[str], record: list[str], delimiter: str, width: int, at_end: bool
) -> bool:
    """Whether these physical lines became one record only because a quote was left open."""
    if at_end and len(list(csv.reader([*lines, "end"], delimiter=delimiter))) < 2:
        return True
    if len(lines) == 1:
        return False
    if len(lines) > ENDLESS_RECORD:
        return True
    inner = lines[1:-1] if len(lines) > 2 else lines[1:]
    rowlike = width > 2 and any(line.count(delimiter) >= width - 1 for line in inner)
    return rowlike and (
        len(record) != width or len(lines) > LONG_RECORD or not _well_quoted(lines, delimiter)
    )


def _well_quoted(lines: Sequence[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
