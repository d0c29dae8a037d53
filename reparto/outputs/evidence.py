"""The evidence pack: a zip that reckons an answer again with DuckDB alone, from the rows behind it.

No household key leaves: a household is a number of the pack. Of each table go the columns that the statement names, and
of the deliveries the rows that the filters let through, with where each stands in its file.
"""

import io
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reparto.errors import QuestionProblem
from reparto.language import _
from reparto.operation import ROOT
from reparto.outputs.evidence_readme import readme
from reparto.passport import Passport, parameters_of
from reparto.questions import QUERIES, Question, answer
from reparto.scope import Scope
from reparto.snapshots import Snapshot

SCRIPT = ROOT / "reparto" / "templates" / "recompute.py.txt"
AS_READ = frozenset({"held_back", "replaced", "skipped", "findings", "cells_at_fault"})
"""Tables with cells as they were read, keys and names among them: these do not leave."""
_TRACE = ("row_id", "batch_no", "sheet", "row_no")
_KEY = "household_key"
_WORD = re.compile(r"[a-z_0-9]+")


def can_be_packed(passport: Passport) -> bool:
    """Whether there is an evidence pack of this: for analysts, of whatever holds no cells as they were read."""
    return passport.shows_rows and not AS_READ.intersection(passport.tables)


def evidence_pack(snapshot: Snapshot, passport: Passport) -> bytes:
    """The zip for the answer that a passport is of, its README in the reader's language.

    Raises QuestionProblem where :func:`can_be_packed` is False.
    """
    if not can_be_packed(passport):
        raise _no_pack(passport)
    question, scope = passport.question, passport.scope
    texts = {
        "README.md": readme(passport),
        "recompute.py": SCRIPT.read_text(encoding="utf-8"),
        "question.sql": f"-- {question.asks}\n{question.sql}\n",
        "metrics.sql": (QUERIES / "metrics.sql").read_text(encoding="utf-8"),
        "parameters.json": _json(parameters_of(question, scope)),
        "expected.json": _json(_expected(snapshot, passport)),
    }
    parts = {name: text.encode("utf-8") for name, text in texts.items()}
    for name, table in packed_tables(snapshot, passport).items():
        parts[f"tables/{name}.parquet"] = _parquet(table)
    moment = datetime.fromisoformat(passport.published_at).timetuple()[:6]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, content)
    return data.getvalue()


def packed_tables(snapshot: Snapshot, passport: Passport) -> dict[str, pa.Table]:
    """The tables that the statement reads, with the columns it names and the rows it needs, by name."""
    question = passport.question
    words = set(_WORD.findall(question.sql))
    rows = _delivery_rows(snapshot, question, passport.scope)
    found = {}
    for name in passport.tables:
        table = snapshot.table(name)
        if name in ("deliveries", "delivery_donors", "delivery_sites"):
            table = table.filter(pc.is_in(table["row_id"], rows["row_id"].combine_chunks()))
        if name == "deliveries":
            table = _with_numbers_for_keys(table, rows)
        needed = {*words, *_TRACE} if name == "deliveries" else words
        kept = [column for column in table.column_names if column in needed]
        found[name] = table.select(kept or table.column_names[:1])
    return found


def _delivery_rows(snapshot: Snapshot, question: Question, scope: Scope) -> pa.Table:
    """The rows to pack: those of the scope, unless the statement itself looks beyond its dates, or its filters."""
    beyond_filters = _reads(question, "deliveries") > int(_has_part(question, "matching"))
    beyond_dates = _reads(question, "matching") > int(_has_part(question, "scoped"))
    rows = answer(snapshot, "passport/pack_rows", Scope() if beyond_filters else scope)
    return rows if beyond_filters or beyond_dates else rows.filter(rows["is_inside_dates"])


def _reads(question: Question, table: str) -> int:
    return len(re.findall(rf"\b(?:from|join)\s+{table}\b", question.sql))


def _has_part(question: Question, name: str) -> bool:
    return re.search(rf"\b{name} as \(", question.sql) is not None


def _with_numbers_for_keys(table: pa.Table, rows: pa.Table) -> pa.Table:
    """The deliveries with the number of each household in place of its key."""
    places = pc.index_in(table["row_id"], rows["row_id"].combine_chunks())
    numbers = rows["household"].take(places).cast(pa.string())
    return table.set_column(table.column_names.index(_KEY), _KEY, numbers)


def _expected(snapshot: Snapshot, passport: Passport) -> dict[str, Any]:
    found = answer(snapshot, passport.question.name, passport.scope).to_pylist()
    is_figure = passport.column is not None and passport.position is not None
    return {
        "question": passport.question.name,
        "column": passport.column.name if is_figure and passport.column else None,
        "position": passport.position if is_figure else None,
        "answer": [{name: _plain(value) for name, value in row.items()} for row in found],
    }


def _plain(value: Any) -> Any:
    """A value as the script of the pack compares it."""
    value = float(value) if isinstance(value, Decimal) else value
    value = value.isoformat() if isinstance(value, date) else value
    return round(value, 9) if isinstance(value, float) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _parquet(table: pa.Table) -> bytes:
    data = io.BytesIO()
    pq.write_table(table, data, compression="zstd")
    return data.getvalue()


def _no_pack(passport: Passport) -> QuestionProblem:
    if not passport.shows_rows:
        message = _("Ask the coordination of the operation for it: it holds rows of the files.")
    else:
        message = _("These rows can be read and downloaded on the Data page.")
    return QuestionProblem(message, title=_("There is no evidence pack of this figure."))
