"""Rows held back are corrected where they stand, or in a file that is sent back; nothing counts twice."""

import json
from datetime import date

import pytest

from reparto.correcting import correct
from reparto.errors import StoreProblem
from reparto.journal import read_journal
from tests.worlds import world

HEADER = "delivered_on,partner,ubigeo,item,households\n"


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_TODAY", "2020-12-31")
    monkeypatch.setenv("REPARTO_USER", "ana")
    with world(tmp_path, name="Corrections", country="PE", starts_on=date(2020, 4, 1)) as made:
        path = tmp_path / "april.csv"
        path.write_text(
            HEADER
            + "2020-04-10,Alpha,150101,food_kit,10\n2020-04-11,Alpha,150101,food_kit,-7\n"
            + "31/02/2020,Alpha,150101,food_kit,5\n",
            encoding="utf-8",
        )
        made.take(path)
        yield made


def families(made):
    return made.ask("overview/headline")[0]["households_reached"]


def test_a_corrected_cell_lets_its_row_count_and_is_logged(made):
    assert families(made) == 10
    (row, other) = made.ask("data/held_back")
    assert (row["row_no"], row["column_name"]) == (3, "households")
    cell = (row["sha256"], row["table_no"], row["row_no"], "households")
    made.close()
    assert correct(made.operation, {cell: ("-7", " 7 ")}) == 2
    assert families(made) == 17
    assert [one["row_no"] for one in made.ask("data/held_back")] == [other["row_no"]]
    entry = read_journal(made.store)[0]
    assert (entry["who"], entry["what"], entry["snapshot"]) == ("ana", "correct", 2)
    assert entry["where"] == "page"
    assert entry["cells"] == [
        {
            "name": "april.csv",
            "sha256": row["sha256"],
            "row": 3,
            "field": "households",
            "from": "-7",
            "to": "7",
        }
    ]
    assert entry["headline"]["after"]["households_reached"] == 17


def test_corrections_hold_in_every_later_build_and_the_latest_counts(made, tmp_path):
    row, late = made.ask("data/held_back")
    made.close()
    cell = (row["sha256"], 0, 3, "households")
    correct(
        made.operation,
        {cell: ("-7", "7"), (late["sha256"], 0, 4, "delivered_on"): ("31/02/2020", "28/2/2021")},
    )
    assert families(made) == 17
    made.close()
    correct(
        made.operation,
        {cell: ("7", "8"), (late["sha256"], 0, 4, "delivered_on"): ("", "12/04/2020")},
    )
    assert families(made) == 10 + 8 + 5
    more = tmp_path / "may.csv"
    more.write_text(HEADER + "2020-05-10,Alpha,150101,food_kit,1\n", encoding="utf-8")
    made.take(more)
    assert families(made) == 10 + 8 + 5 + 1


def test_a_row_of_no_imported_file_is_not_corrected(made):
    made.close()
    before = {path: path.read_bytes() for path in made.store.rglob("*") if path.is_file()}
    with pytest.raises(StoreProblem, match="no longer there"):
        correct(made.operation, {("0" * 64, 0, 3, "households"): ("1", "2")})
    assert {path: path.read_bytes() for path in made.store.rglob("*") if path.is_file()} == before


def test_held_back_rows_sent_back_corrected_come_in_once(made, tmp_path):
    held = made.ask("data/held_back")
    lines = []
    for row in held:
        record = json.loads(row["record"])
        record |= {"households": "7"} if row["row_no"] == 3 else {"delivered_on": "2020-04-12"}
        ref = f"{row['sha256'][:12]}:{row['table_no']}:{row['row_no']}"
        lines.append(",".join([*(record[name] for name in HEADER.strip().split(",")), ref]))
    path = tmp_path / "corrected.csv"
    path.write_text(HEADER.strip() + ",corrects\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (file,) = made.take(path).files
    assert file.rows_accepted == 2
    assert families(made) == 22
    assert made.ask("data/held_back") == []
    assert made.ask("data/batches")[0]["rows_resolved"] == 2
    again = tmp_path / "corrected again.csv"
    again.write_text(path.read_text().replace(",7,", ",6,"), encoding="utf-8")
    made.take(again)
    assert families(made) == 21


def test_the_whole_file_sent_again_corrected_brings_its_held_back_rows_in(made, tmp_path):
    path = tmp_path / "april corrected.csv"
    path.write_text(
        HEADER
        + "2020-04-10,Alpha,150101,food_kit,10\n2020-04-11,Alpha,150101,food_kit,7\n"
        + "2020-04-12,Alpha,150101,food_kit,5\n",
        encoding="utf-8",
    )
    made.take(path)
    assert families(made) == 22
    assert made.ask("data/held_back") == []
