"""From place columns to places: the order of the staging steps, and what is judged between them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from reparto.asking import Answers, OpenQuestion
from reparto.place_doctor import INEI, CodedTable, Verdict, judge
from reparto.place_names import MOST_QUESTIONS, Gazetteer, NameFindings, NameQuestion, consider

Make = Callable[[str, str], None]
"""Makes the temporary table of the first name from the file of ``queries/staging`` with the second."""

LISTED = ("place_names", "place_codes")
USED = (
    "place_cells",
    "place_parts",
    "place_texts",
    "place_senses",
    "place_given",
    "place_named",
    "place_readings",
)
_MOST_KEPT = 8
_KEPT: dict[tuple[Any, ...], dict[str, pa.Table]] = {}
_SYSTEMS = pa.schema(
    [("batch_no", pa.int32()), ("table_no", pa.int32()), ("code_system", pa.string())]
)
_KEY = [("combination", pa.uint64()), ("code_system", pa.string())]
_SUGGESTIONS = pa.schema([*_KEY, ("suggestion", pa.string())])
_ANSWERS = pa.schema([*_KEY, ("place_code", pa.string())])


@dataclass(frozen=True)
class PlaceFindings:
    """How each table's codes were read, and which names of which batches a person can choose a place for."""

    verdicts: list[Verdict] = field(default_factory=list)
    names: list[NameQuestion] = field(default_factory=list)

    def questions(self, batch_no: int) -> list[OpenQuestion]:
        """The open questions of a batch (from 1), each once; a required one holds the file."""
        asked = [one.question for one in self.verdicts if one.batch_no == batch_no and one.question]
        asked += [one.question for one in self.names if batch_no in one.batches][:MOST_QUESTIONS]
        return list({question.id: question for question in asked}.values())

    def notes(self, batch_no: int) -> list[tuple[str, str]]:
        """What was done with the codes of a batch (from 1), as (rule, sentence), each sentence once."""
        said = [text for one in self.verdicts if one.batch_no == batch_no for text in one.notes]
        return [("place-codes", text) for text in dict.fromkeys(said)]


def stage_places(
    con: duckdb.DuckDBPyConnection,
    make: Make,
    tables: Iterable[CodedTable],
    answers: Answers,
    *,
    known: bool,
) -> PlaceFindings:
    """Make ``stg_places``, ``stg_place_keys`` and ``code_systems`` (the tables whose codes are not INEI's).

    ``known`` is what :func:`reparto.loading.load_places` said, which must have run. Without a list, places are learnt.
    """
    for name in ("raw_place_uses", "country_names", "raw_places"):
        make(name, name)
    if known:
        return _known(con, make, tables, answers)
    _register_systems(con, [])
    make("stg_place_levels", "stg_place_levels")
    make("stg_places", "stg_places_learnt")
    make("stg_place_keys", "stg_place_keys_learnt")
    return PlaceFindings()


def _known(
    con: duckdb.DuckDBPyConnection, make: Make, tables: Iterable[CodedTable], answers: Answers
) -> PlaceFindings:
    make("stg_places", "stg_places")
    _make_listed(con, make)
    for name in USED:
        make(name, name)
    verdicts: list[Verdict] = []
    if _rows(con, "from reniec_rows limit 1"):
        make("place_evidence", "place_evidence")
        verdicts = judge(_rows(con, "from place_evidence"), tables, answers)
    _register_systems(con, verdicts)
    for name in ("place_choices", "place_candidates", "place_matches", "place_problems"):
        make(name, name)
    found = NameFindings()
    problems = _rows(con, "from place_problems")
    if problems:
        make("place_usual", "place_usual")
        gazetteer = Gazetteer(
            _rows(con, "from stg_places"),
            _rows(con, "from place_names"),
            _rows(con, "from place_usual"),
        )
        found = consider(problems, gazetteer, answers)
    con.register("place_suggestions", pa.Table.from_pylist(found.suggestions, schema=_SUGGESTIONS))
    con.register("place_answers", pa.Table.from_pylist(found.answers, schema=_ANSWERS))
    make("stg_place_keys", "stg_place_keys_known")
    return PlaceFindings(verdicts, found.questions)


def _make_listed(con: duckdb.DuckDBPyConnection, make: Make) -> None:
    """What depends on the list of places alone is kept between builds: folding its names is most of their work."""
    make("place_list_key", "place_list_key")
    key = tuple(_rows(con, "from place_list_key")[0].values())
    if key not in _KEPT:
        for name in LISTED:
            make(name, name)
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = {name: con.table(name).to_arrow_table() for name in LISTED}
        return
    for name, table in _KEPT[key].items():
        con.register(name, table)


def _register_systems(con: duckdb.DuckDBPyConnection, verdicts: list[Verdict]) -> None:
    """The tables whose codes are not read as INEI's; every other table's are."""
    rows = [
        {"batch_no": one.batch_no, "table_no": one.table_no, "code_system": one.code_system}
        for one in verdicts
        if one.code_system != INEI
    ]
    con.register("code_systems", pa.Table.from_pylist(rows, schema=_SYSTEMS))


def _rows(con: duckdb.DuckDBPyConnection, text: str) -> list[dict[str, Any]]:
    return con.sql(text).to_arrow_table().to_pylist()
