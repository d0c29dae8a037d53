"""Large plain text files: taken over as a whole by the database's own reader, if that gives just the same table.

The careful reader (:mod:`reparto.exports.reading`) keeps every cell of a file in memory and looks at each line. A file
of millions of rows in which each line is one row of the same width needs neither. Whatever is not so plain (another
encoding, ragged rows, open quotes, cells over several lines) is left to the careful reader.
"""

from concurrent.futures import Future
from functools import reduce
from operator import and_
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression, Expression
from duckdb import FunctionExpression as Call

from reparto.asking import Answers
from reparto.databases import open_database
from reparto.errors import UnknownLayout
from reparto.exports.asking_values import with_question_ids
from reparto.exports.delimited import find_delimiter, hinted_delimiter, read_records, split_lines
from reparto.exports.flows import boundary_of
from reparto.exports.grid import build_grid
from reparto.exports.header_rows import HeaderPlace, find_header, header_score
from reparto.exports.kept import ROW_GROUP, KeptTable
from reparto.exports.leftovers import ESSENTIALS, EXAMPLE_MARKS, sort_out
from reparto.exports.mapping import (
    Mapping,
    column_questions,
    map_table,
    personal_columns,
)
from reparto.exports.survey import Survey
from reparto.exports.tables import TextTable

SMALLEST = 2_000_000
"""Bytes below which the careful reader is fast enough."""
_HEAD_BYTES = 400_000
_HEAD_LINES = 1_000
_LOOK = 30
_SAMPLE_ROWS = 20_000
_MEMORY = "2GB"
_LONGEST_LINE = 4_000_000


class _NotPlain(Exception):
    """The file is one for the careful reader."""


def take_over(path: Path, folder: Path, seen: Future[Survey], answers: Answers) -> KeptTable | None:
    """The file's table, kept in ``folder``; None for a file that needs the careful reader.

    What was ``seen`` of its bytes is asked for last, so that both can go on at once. Raises OSError.
    """
    try:
        with open_database(memory_limit=_MEMORY) as con:
            return _take_over(con, path, folder, seen, answers)
    except (_NotPlain, UnknownLayout, duckdb.Error, UnicodeDecodeError):
        return None


def _take_over(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    folder: Path,
    survey: Future[Survey],
    answers: Answers,
) -> KeptTable:
    place, delimiter = _head(path)
    cells = _cells(con, path, place, delimiter)
    mapping = _mapping(cells, place, answers)
    kept = [
        ConstantExpression(None).cast("varchar").alias(name)
        if at in mapping.personal
        else ColumnExpression(name)
        for at, name in enumerate(cells.columns)
    ]
    target = folder / "0.parquet"
    cells.select(*kept).write_parquet(str(target), compression="zstd", row_group_size=ROW_GROUP)
    height = int(con.read_parquet(str(target)).count("*").fetchall()[0][0])
    seen = survey.result()
    if (
        seen.nuls
        or not seen.has_plain_lines
        or height != seen.lines - place.data_start
        or not height
    ):
        raise _NotPlain
    table = KeptTable(
        path=target,
        sheet=None,
        header=place.header,
        tags=place.tags,
        header_row=place.row + 1,
        mapping=mapping,
        rows=height,
        height=height,
        first_row=place.data_start + 1,
    )
    return _without_leftovers(con, table)


def _head(path: Path) -> tuple[HeaderPlace, str]:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    text = head[: head.rfind(b"\n") + 1].decode("utf-8-sig")
    lines = split_lines(text)[:_HEAD_LINES]
    if hinted_delimiter(lines) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _NotPlain
    delimiter = find_delimiter(lines, header_score)
    records = list(read_records(lines, delimiter))
    if len(records) != len(lines) or len(set(map(len, records))) != 1:
        raise _NotPlain
    place = find_header(build_grid(records).head(_LOOK))
    if (
        place is None
        or not place.header
        or not place.header[-1]
        or len(place.header) != len(records[0])
        or place.titles  # what stands above the table may hold for its rows
        or not all(any(map(str.strip, column)) for column in zip(*records, strict=True))
    ):
        raise _NotPlain
    if any(mark in line.upper() for mark in EXAMPLE_MARKS.values() for line in lines):
        raise _NotPlain
    return place, delimiter


def _cells(
    con: duckdb.DuckDBPyConnection, path: Path, place: HeaderPlace, delimiter: str
) -> duckdb.DuckDBPyRelation:
    return con.read_csv(
        str(path),
        header=False,
        sep=delimiter,
        quotechar='"',
        escapechar='"',
        skiprows=place.data_start,
        columns={f"c{at}": "VARCHAR" for at in range(len(place.header))},
        auto_detect=False,
        encoding="utf-8",
        null_padding=False,
        strict_mode=True,
        max_line_size=_LONGEST_LINE,
    )


def _mapping(cells: duckdb.DuckDBPyRelation, place: HeaderPlace, answers: Answers) -> Mapping:
    """The meaning of the columns, from the first rows; where those might not tell all, the careful reader does."""
    sample = cells.limit(_SAMPLE_ROWS).to_arrow_table()
    first = place.data_start + 1
    numbers = pa.array(range(first, first + sample.num_rows), pa.int32())
    rows = sample.add_column(0, "row_no", numbers)
    table = TextTable(None, place.header, place.tags, place.row + 1, rows)
    if column_questions(table, answers):
        raise _NotPlain
    mapping = map_table(table, answers)
    passes_on = boundary_of(place.header, mapping) is not None
    if mapping.alternatives or mapping.kind == "targets" or passes_on:
        raise _NotPlain
    return with_question_ids(table, mapping)


def _without_leftovers(con: duckdb.DuckDBPyConnection, table: KeptTable) -> KeptTable:
    """The table with its blank, note and repeated header rows named; a row of totals is for the careful reader."""
    doubtful = _doubtful(table)
    if doubtful is None:
        return table
    found = table.relation(con).filter(doubtful).order("row_no").to_arrow_table()
    rows = found.drop_columns("position")
    if not rows.num_rows:
        return table
    looked_at = TextTable(None, table.header, table.tags, table.header_row, rows)
    _data, skipped = sort_out(
        rows, table.header, table.tags, table.mapping, personal_columns(looked_at)
    )
    if any(skip.reason == "total" for skip in skipped):
        raise _NotPlain
    facts = table.facts() | {
        "rows": table.height - len(skipped),
        "skipped": [[skip.row_no, skip.reason, skip.text] for skip in skipped],
    }
    return KeptTable.from_facts(table.path.parent, facts)


def _doubtful(table: KeptTable) -> Expression | None:
    """Rows that lack what each row of data has, or that say what the header says."""
    columns = table.mapping.columns
    found: Expression | None = None
    for names in ESSENTIALS[table.mapping.kind]:
        at = [columns[name] for name in names if name in columns]
        if not at:
            continue
        lacks = reduce(and_, map(_is_blank, at))
        found = lacks if found is None else found | lacks
        for words in (table.header, table.tags or ()):
            for index in at:
                if index < len(words) and words[index]:
                    same = Call("trim", ColumnExpression(f"c{index}")) == ConstantExpression(
                        words[index]
                    )
                    found = found | same
    return found


def _is_blank(index: int) -> Expression:
    column = ColumnExpression(f"c{index}")
    return column.isnull() | (Call("trim", column) == ConstantExpression(""))
