"""What rows are held against besides each other: the operation's lists, and the headers of their files."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import pyarrow as pa

from reparto.batches import Batch
from reparto.operation import Operation
from reparto.operations import settings_rows

INDICATOR_SCHEMA = pa.schema(
    [("sector", pa.string()), ("indicator", pa.string()), ("type", pa.string())]
)
HEADER_SCHEMA = pa.schema(
    [
        ("batch_no", pa.int32()),
        ("table_no", pa.int32()),
        ("field", pa.string()),
        ("header", pa.string()),
    ]
)


@dataclass(frozen=True)
class References:
    """Which lists an operation has; ``has_types`` says that its indicators have types."""

    has_places: bool
    has_partners: bool
    has_indicators: bool
    has_types: bool


LISTS_SCHEMA = pa.schema([(field.name, pa.bool_()) for field in fields(References)])


def indicator_rows(operation: Operation) -> list[dict[str, str | None]]:
    """The operation's ``indicators.csv``: sector, indicator and type of each; empty when it has none.

    Raises OperationProblem when it cannot be read or has no column ``indicator``.
    """
    rows = settings_rows(operation.folder, "indicators.csv", needs=("indicator",))
    return [
        {column: row.get(column) or None for column in INDICATOR_SCHEMA.names}
        for row in rows
        if row.get("indicator")
    ]


def references_of(operation: Operation) -> References:
    """Which lists the operation has.

    Raises OperationProblem when one of its files cannot be read.
    """
    partners = settings_rows(operation.folder, "partners.csv", needs=("name", "code"))
    indicators = [row for row in indicator_rows(operation) if row["sector"]]
    return References(
        has_places=operation.places_file is not None,
        has_partners=any(row.get("name") or row.get("code") for row in partners),
        has_indicators=bool(indicators),
        has_types=any(row["type"] for row in indicators),
    )


def header_rows(batches: Iterable[Batch]) -> list[dict[str, int | str]]:
    """The header that each field of each table was read from ("" for none); batches count from 1, tables from 0."""
    return [
        {"batch_no": batch_no, "table_no": table_no, "field": field, "header": table.header[index]}
        for batch_no, batch in enumerate(batches, start=1)
        for table_no, table in enumerate(batch.tables)
        for field, index in table.mapping.columns.items()
    ]
