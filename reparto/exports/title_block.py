"""What stands above a table and holds for all its rows: "Organización: Cáritas", "Mes: abril 2020"."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from reparto.exports.choosing import claim_of, header_slot
from reparto.exports.tables import Note, TextTable
from reparto.language import _

_HOLDS = {
    "partner", "lead_partner", "donor", "country", "department", "province", "district", "ubigeo", "site", "sector",
    "month", "year", "start", "period_start", "delivered_on", "reported_on",
}  # fmt: skip
_TIMES = {"month", "year", "start", "period_start", "delivered_on"}
_LONGEST = 80

Block = list[tuple[str, str]]
"""Labels and their values."""


def title_block(table: TextTable, above: Sequence[Sequence[str]]) -> Block:
    """The labels above a table, with their values, that none of its own columns tells.

    ``above`` are the rows over the header. A label is a word that headers are known to be, with a colon after it.
    """
    if not any(header.strip() for header in table.header):
        return []
    tags = table.tags or (None,) * len(table.header)
    claims = [claim_of("deliveries", *one) for one in zip(table.header, tags, strict=True)]
    own = {claim[0] for claim in claims if claim}
    block = []
    for label, value in _pairs(above):
        slot = header_slot("deliveries", label)
        name = slot[0] if slot else None
        told = name in own or (name in _TIMES and own & (_TIMES - {"year"}))
        if name in _HOLDS and not told:
            own.add(str(name))
            block.append((label, value))
    return block


def with_block(table: TextTable, block: Block) -> TextTable:
    """The table with one more column for each label: its value, in every row."""
    rows = table.rows
    for at, (_label, value) in enumerate(block, len(table.header)):
        rows = rows.append_column(f"c{at}", pa.array([value] * rows.num_rows, pa.string()))
    return replace(
        table,
        header=(*table.header, *(label for label, _value in block)),
        tags=None if table.tags is None else (*table.tags, *[""] * len(block)),
        rows=rows,
    )


def block_notes(block: Block) -> list[Note]:
    """What was taken from above the table."""
    told = _("“{label}” stands above the table; “{value}” was taken for each of its rows.")
    return [Note("title-block", told.format(label=label, value=value)) for label, value in block]


def _pairs(rows: Sequence[Sequence[str]]) -> Block:
    """Labels and values, in the order in which they stand."""
    found = []
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row if cell.strip()]
        for at, cell in enumerate(cells):
            label, colon, value = (part.strip() for part in cell.partition(":"))
            if colon and not value and at + 1 < len(cells):
                value = cells[at + 1]
            if colon and label and value and len(value) <= _LONGEST and ":" not in value:
                found.append((label, value))
    return found
