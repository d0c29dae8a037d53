"""What a build says of its batches, as rows: their names, what became of their rows, and which were skipped."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from reparto.batches import Batch
from reparto.corrections import Correction
from reparto.file_names import name_stem, named_day


@dataclass(frozen=True)
class Finding:
    """What a check found in one column of one file, with up to five examples."""

    batch_no: int
    kind: str
    rule: str
    severity: str
    column: str
    count: int
    examples: list[dict]


@dataclass(frozen=True)
class Checked:
    """The outcome of one batch: its counts, which add up to the rows read, and its findings."""

    rows_read: int
    rows_accepted: int
    rows_held_back: int
    rows_skipped: int
    findings: list[Finding]
    date_orders: dict[str, str]
    notes: list[tuple[str, str]]


def name_rows(batches: Sequence[Batch], today: date) -> list[dict[str, Any]]:
    """Each batch's number, checksum and name, and what its name tells."""
    return [
        {
            "batch_no": number,
            "sha256": batch.sha256,
            "name": batch.name,
            "stem": name_stem(batch.name),
            "named_day": named_day(batch.name, today),
        }
        for number, batch in enumerate(batches, start=1)
    ]


def outcome_rows(batches: Sequence[Batch], outcomes: Sequence[Checked]) -> list[dict[str, Any]]:
    """Each batch with what became of its rows."""
    return [
        {
            "batch_no": number,
            "sha256": batch.sha256,
            "name": batch.name,
            "format": batch.received.format,
            "imported_at": batch.imported_at,
            "kind": batch.kinds[0],
            "dialect": batch.tables[0].mapping.dialect,
            "rows_read": outcome.rows_read,
            "rows_accepted": outcome.rows_accepted,
            "rows_held_back": outcome.rows_held_back,
            "rows_skipped": outcome.rows_skipped,
        }
        for number, (batch, outcome) in enumerate(zip(batches, outcomes, strict=True), start=1)
    ]


def skipped_rows(batches: Sequence[Batch]) -> list[dict[str, Any]]:
    """Every row that is no data, with its reason."""
    return [
        {"batch_no": number, "sheet": table.sheet, **asdict(skipped)}
        for number, batch in enumerate(batches, start=1)
        for table in batch.tables
        for skipped in table.skipped
    ]


def kind_counts(batches: Sequence[Batch]) -> Counter[str]:
    """How many batches hold rows of each kind of export."""
    return Counter(kind for batch in batches for kind in batch.kinds)


def batches_with_ids(batches: Sequence[Batch]) -> int:
    """How many batches have a column of delivery ids."""
    return sum(
        any("delivery_id" in table.mapping.columns for table in batch.tables) for batch in batches
    )


PASSED_ON = frozenset(
    [
        "delivery_id",
        "site",
        "latitude",
        "longitude",
        "household_key",
        "persons_new",
        "girls",
        "boys",
        "women",
        "men",
        "other_under_18",
        "other_18_plus",
        "in_destination",
        "in_transit",
        "host_community",
        "pendular",
        "returnees",
        "population_group",
        "lot",
        "donor",
        "lead_partner",
        "reported_on",
        "review_status",
        "sector",
        "indicator",
        "activity",
        "modality",
        "amount",
        "currency",
        "country",
        "cash",
        "in_plan",
        "corrects",
    ]
)
"""Fields of deliveries that staging hands on under their own names: null where no file has them."""
FILLED_IN = frozenset({"population_group"})
"""Of these, the ones that the mart gives a word where they are null."""


def absent_fields(batches: Sequence[Batch], corrections: Sequence[Correction]) -> frozenset[str]:
    """The fields of deliveries that no batch brings and nobody wrote into a row."""
    brought = {one.field for one in corrections}
    for batch in batches:
        for table in batch.tables:
            if table.mapping.kind == "deliveries":
                brought |= table.mapping.columns.keys() | table.mapping.constants.keys()
                brought |= table.mapping.stand_ins.keys()
    return PASSED_ON - brought


def any_of_one_size(batches: Sequence[Batch]) -> bool:
    """Whether two batches hold as many rows of the same kind, so that they may hold the same."""
    sizes = Counter((kind, batch.rows_of(kind)) for batch in batches for kind in batch.kinds)
    return any(times > 1 for times in sizes.values())


NAME_SCHEMA = pa.schema(
    [
        ("batch_no", pa.int32()),
        ("sha256", pa.string()),
        ("name", pa.string()),
        ("stem", pa.string()),
        ("named_day", pa.date32()),
    ]
)
ANSWER_SCHEMA = pa.schema([(name, pa.string()) for name in ("one_sha", "other_sha", "answer")])
BATCH_SCHEMA = pa.schema(
    [
        ("batch_no", pa.int32()),
        ("sha256", pa.string()),
        ("name", pa.string()),
        ("format", pa.string()),
        ("imported_at", pa.string()),
        ("kind", pa.string()),
        ("dialect", pa.string()),
        ("rows_read", pa.int64()),
        ("rows_accepted", pa.int64()),
        ("rows_held_back", pa.int64()),
        ("rows_skipped", pa.int64()),
    ]
)
SKIPPED_SCHEMA = pa.schema(
    [
        ("batch_no", pa.int32()),
        ("sheet", pa.string()),
        ("row_no", pa.int32()),
        ("reason", pa.string()),
        ("text", pa.string()),
    ]
)
