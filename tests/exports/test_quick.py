"""Large plain files are taken over as a whole: the same table as the careful reader's, or none."""

import json
from concurrent.futures import Future

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reparto.asking import Answers
from reparto.exports import KeptTable, map_table, read_export
from reparto.exports.kept import keep_table
from reparto.exports.quick import take_over
from reparto.exports.survey import Survey, survey
from tests.exports.builders import table_of

HEADER = "delivery_id,delivered_on,partner,ubigeo,item,households,site"
ROW = "A1,2020-04-10,Alpha,150101,food_kit,5,Plaza"


def quickly(tmp_path, data: bytes):
    path = tmp_path / "large.csv"
    path.write_bytes(data)
    seen: Future[Survey] = Future()
    seen.set_result(survey(path))
    return take_over(path, tmp_path, seen, Answers())


def carefully(tmp_path, data: bytes) -> KeptTable:
    table = read_export(data, "large.csv").tables[0]
    folder = tmp_path / "careful"
    folder.mkdir(exist_ok=True)
    return keep_table(folder, 0, table, map_table(table))


def cells(kept: KeptTable) -> list[tuple]:
    with duckdb.connect() as con:
        rows = kept.relation(con).order("row_no").fetchall()
    return [
        tuple(cell if not isinstance(cell, str) or cell.strip() else None for cell in row[1:])
        for row in rows
    ]


def text(*rows: str, end: str = "\n", header: str = HEADER) -> bytes:
    return end.join([header, *rows, ""]).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_plain_file_is_taken_over_cell_for_cell(tmp_path, end, mark):
    data = mark + text(ROW, ROW.replace("Plaza", '"Plaza, ""grande"""'), end=end)
    quick, careful = quickly(tmp_path, data), carefully(tmp_path, data)
    assert quick is not None
    assert cells(quick) == cells(careful)
    assert cells(quick)[1][-1] == 'Plaza, "grande"'
    assert (quick.rows, quick.header, quick.header_row) == (2, careful.header, careful.header_row)
    assert quick.mapping.columns == careful.mapping.columns


def test_blank_note_and_repeated_header_rows_are_named(tmp_path):
    note = "Fuente: el registro de abril,,,,,,"
    data = text(ROW, ",,,,,,", HEADER, note, ROW)
    quick, careful = quickly(tmp_path, data), carefully(tmp_path, data)
    assert [(skip.row_no, skip.reason) for skip in quick.skipped] == [
        (3, "blank"),
        (4, "repeated_header"),
        (5, "note"),
    ]
    assert quick.skipped == careful.skipped
    assert cells(quick) == cells(careful)
    assert quick.rows_read == 5


def test_personal_columns_are_never_written(tmp_path):
    data = text(f"{ROW},Rosa Quispe", header=f"{HEADER},Nombre del beneficiario")
    quick = quickly(tmp_path, data)
    assert quick.mapping.dropped == ("Nombre del beneficiario",)
    assert b"Quispe" not in quick.path.read_bytes()
    assert cells(quick)[0][-1] is None


@pytest.mark.parametrize(
    "data",
    [
        text(ROW, ROW + ",more"),
        text(ROW, "A2,2020-04-10"),
        text(ROW, ROW.replace("Plaza", '"Plaza\nnueva"')),
        text(ROW, ROW.replace("Plaza", '"Plaza')),
        text(ROW).replace(b"Plaza", b"Ca\xf1ete"),
        text(ROW).decode().encode("utf-16"),
        text(ROW).replace(b"Plaza", b"Pla\0za"),
        text(ROW, end="\r"),
        b"sep=,\n" + text(ROW),
        text(ROW, "Total,,,,,5,"),
        text(ROW, "", ROW),
        text(ROW, ROW).replace(b"\n", b"\r\n", 1),
    ],
)
def test_whatever_is_not_plain_is_left_to_the_careful_reader(tmp_path, data):
    assert quickly(tmp_path, data) is None


def test_facts_survive_json(tmp_path):
    quick = quickly(tmp_path, text(ROW, ",,,,,,", ROW))
    again = KeptTable.from_facts(tmp_path, json.loads(json.dumps(quick.facts())))
    assert again == quick


def test_a_table_is_kept_whole(tmp_path):
    rows = [("título", ""), HEADER.split(","), ROW.split(","), [""] * 7, ROW.split(",")]
    table = table_of(*rows, ("Total", "", "", "", "", "10", ""))
    kept = keep_table(tmp_path, 0, table, map_table(table))
    assert [row[0] for row in cells(kept)] == [3, 5]
    assert [(skip.row_no, skip.reason) for skip in kept.skipped] == [(4, "blank"), (6, "total")]
    assert kept.rows_read == 4


characters = st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs", "Cc"))
cell = st.one_of(
    st.sampled_from(
        ["", " ", "a", '"', "x,y", "línea", "Total", "a\nb", "=1+1", "'", "a\rb", "\u2028"]
    ),
    st.text(characters, max_size=6),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(cell, cell), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_it_is_the_careful_readers_table_or_none(tmp_path_factory, pairs, end, quoted):
    tmp_path = tmp_path_factory.mktemp("quick")

    def written(value: str) -> str:
        return '"' + value.replace('"', '""') + '"' if quoted else value

    rows = [
        f"A{n},2020-04-10,Alpha,150101,{written(a)},5,{written(b)}"
        for n, (a, b) in enumerate(pairs)
    ]
    data = text(*rows, end=end)
    quick = quickly(tmp_path, data)
    if quick is None:
        return
    careful = carefully(tmp_path, data)
    assert cells(quick) == cells(careful)
    assert quick.skipped == careful.skipped
