"""KoBo's questions with several answers: one column of text, a column of 0 and 1 for each option, or both.

An option's column is headed ``question/option`` and says whether it was chosen; it is neither a count nor an item.
Where only the options were exported, the row still delivers what was chosen: the chosen options become the
question's text, in one cell and separated as KoBo itself does it. The row stays one row.
"""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.choosing import header_slot
from reparto.exports.fields import FIELDS
from reparto.exports.tables import Note, TextTable
from reparto.exports.things import names_a_thing
from reparto.language import _

_SEPARATORS = ("/", ".", ":")
_CHOSEN = ("1", "true", "1.0")
_EITHER = pa.array([*_CHOSEN, "0", "false", "0.0"])
_TYPES = {spec.name: spec.type for spec in FIELDS["deliveries"]}


def option_columns(table: TextTable) -> set[int]:
    """The columns that only say whether an option of a question in another column was chosen."""
    questions = {header.strip() for header in table.header if header.strip()}
    return {
        index
        for index, header in enumerate(table.header)
        if any(start in questions for start in _starts(header)) and _is_either(table.column(index))
    }


def with_chosen_options(table: TextTable) -> tuple[TextTable, list[Note]]:
    """The table with a column of text for each question of which only the options are there, and what to tell."""
    notes = []
    for question, columns in _questions(table).items():
        options = [table.header[index].strip()[len(question) + 1 :].strip() for index in columns]
        text = _chosen([table.column(index) for index in columns], options)
        rows = table.rows.append_column(f"c{len(table.header)}", text)
        tags = None if table.tags is None else (*table.tags, "")
        table = replace(table, header=(*table.header, question), tags=tags, rows=rows)
        told = _("The options of “{question}” stand in {count} columns; the chosen ones were read.")
        notes.append(Note("options", told.format(question=question, count=len(columns))))
    return table, notes


def _starts(header: str) -> list[str]:
    """What stands before each separator of a header."""
    text = header.strip()
    places = [at for at, letter in enumerate(text) if letter in _SEPARATORS and at > 0]
    return [text[:at].strip() for at in places if at < len(text) - 1]


def _is_either(column: pa.ChunkedArray) -> bool:
    """Whether every filled cell says 0 or 1 (or false or true)."""
    if column.null_count == len(column):
        return True
    words = pc.utf8_lower(pc.utf8_trim_whitespace(column.slice(0, 1000).drop_null()))
    if not pc.all(pc.is_in(words, _EITHER)).as_py():
        return False
    words = pc.utf8_lower(pc.utf8_trim_whitespace(column.drop_null()))
    return bool(pc.all(pc.is_in(words, _EITHER)).as_py())


def _questions(table: TextTable) -> dict[str, list[int]]:
    """The questions without a column of their own, and the columns of their options."""
    headers = {header.strip() for header in table.header}
    groups: dict[str, list[int]] = {}
    for index, header in enumerate(table.header):
        starts = _starts(header)
        if starts and not headers & set(starts):
            groups.setdefault(starts[-1], []).append(index)
    taken = {
        slot[0]
        for index, header in enumerate(table.header)
        if not any(index in columns for columns in groups.values())
        and (slot := header_slot("deliveries", header))
    }
    return {
        question: columns
        for question, columns in groups.items()
        if len(columns) > 1
        and _asks_for_a_choice(question, [table.header[index] for index in columns], taken)
        and all(_is_either(table.column(index)) for index in columns)
        and any(table.column(index).null_count < table.rows.num_rows for index in columns)
    }


def _asks_for_a_choice(question: str, headers: Sequence[str], taken: set[str]) -> bool:
    """Whether the options of a question could be one of our texts that no other column has."""
    slot = header_slot("deliveries", question)
    if slot is not None:
        return _TYPES.get(slot[0]) == "text" and slot[0] not in taken
    options = [header.strip()[len(question) + 1 :] for header in headers]
    if "item" in taken or any(header_slot("deliveries", option) for option in options):
        return False
    return sum(map(names_a_thing, options)) * 2 >= len(options)


def _chosen(columns: Sequence[pa.ChunkedArray], options: Sequence[str]) -> pa.ChunkedArray:
    """For each row the options that are chosen, in one text; null where none is."""
    between = "; " if any(" " in option for option in options) else " "
    texts = []
    for column, option in zip(columns, options, strict=True):
        word = pc.utf8_lower(pc.utf8_trim_whitespace(column))
        chosen = pc.fill_null(pc.is_in(word, pa.array(_CHOSEN)), False)
        texts.append(pc.if_else(chosen, option + between, ""))
    joined = pc.utf8_rtrim(pc.binary_join_element_wise(*texts, ""), between)
    joined = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)
    return joined if isinstance(joined, pa.ChunkedArray) else pa.chunked_array([joined])
