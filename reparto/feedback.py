"""What goes back to whoever sent a file: their own sheets with every cell at fault marked, as a workbook."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from reparto.answers import answers_for
from reparto.batches import Batch, load_batch
from reparto.build import Build
from reparto.databases import open_database
from reparto.decided import decided_in
from reparto.errors import UnreadableExport
from reparto.importing import store_of
from reparto.intake import Source, take_in, work_folder
from reparto.language import _
from reparto.operation import Operation
from reparto.outputs.partner_parts import CellFinding, PartnerFacts, PartnerTable
from reparto.outputs.partner_report import partner_report
from reparto.publishing import silent, today
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import open_current
from reparto.undoing import batch_meant


def report_of_batch(operation: Operation, batch: str, language: str) -> bytes:
    """The workbook of an imported file, named by its number or the start of its checksum.

    Raises StoreProblem when no import or several are meant, and TooLargeForWorkbook.
    """
    store = store_of(operation)
    sha256 = batch_meant(store, batch)
    kept = load_batch(store / "batches", sha256)
    snapshot = open_current(store)
    assert snapshot is not None
    try:
        row = next(
            one for one in ask_rows(snapshot, "data/batches", EVERYTHING) if one["sha256"] == sha256
        )
        cells = [
            _cell(cell)
            for cell in ask_rows(snapshot, "data/cells_at_fault", EVERYTHING)
            if cell["batch_no"] == row["batch_no"]
        ]
    finally:
        snapshot.close()
    facts = PartnerFacts(
        operation=operation,
        name=kept.name,
        rows_accepted=row["rows_accepted"],
        rows_held_back=row["rows_held_back"],
        rows_skipped=row["rows_skipped"],
        read_at=datetime.fromisoformat(kept.imported_at),
        notes=tuple(note.text for note in kept.notes),
    )
    return _workbook(kept, cells, facts, language)


def report_of_file(operation: Operation, path: Path, language: str) -> bytes:
    """The workbook of a file on the disk that was not imported, as a trial; raises as for named bytes."""
    return report_of_source(operation, (path.name, path), language)


def report_of_source(
    operation: Operation, source: Source, language: str, answers: dict[str, str] | None = None
) -> bytes:
    """The workbook of a named file or upload that was not imported, as a trial with these answers.

    Raises UnreadableExport when the file cannot be read or waits for an answer, and TooLargeForWorkbook.
    """
    store = store_of(operation)
    said = answers_for(store, answers)
    with work_folder(None) as work:
        (report,), candidates = take_in(operation, [source], (), work, said, silent)
        if not candidates:
            raise UnreadableExport(
                report.message,
                title=_("There is no report to write on {name}.").format(name=source[0]),
            )
        batch = candidates[0].batch
        with open_database() as con:
            build = Build(con, operation, [batch], today(), decided_in(store, [batch], said))
            build.stage()
            (outcome,) = build.outcomes()
            cells = [_cell(row) for row in build.cells_at_fault()]
        facts = PartnerFacts(
            operation=operation,
            name=batch.name,
            rows_accepted=outcome.rows_accepted,
            rows_held_back=outcome.rows_held_back,
            rows_skipped=outcome.rows_skipped,
            counted=False,
            notes=tuple(text for _rule, text in outcome.notes),
            date_orders=outcome.date_orders,
        )
        return _workbook(batch, cells, facts, language)


def _cell(row: dict[str, Any]) -> CellFinding:
    names = ("table_no", "row_no", "rule", "severity", "value")
    return CellFinding(field=row["column_name"], **{name: row[name] for name in names})


def _workbook(
    batch: Batch, cells: Sequence[CellFinding], facts: PartnerFacts, language: str
) -> bytes:
    with open_database() as con:
        tables = [
            PartnerTable.of(number, table, _rows(table.relation(con)))
            for number, table in enumerate(batch.tables)
        ]
        return partner_report(tables, cells, facts, language)


def _rows(relation: duckdb.DuckDBPyRelation) -> Iterable[pa.RecordBatch]:
    ordered = relation.order("position")
    columns = [duckdb.ColumnExpression(name) for name in ordered.columns if name != "position"]
    return ordered.select(*columns).to_arrow_table().to_batches()
