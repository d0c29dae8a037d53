"""A first row that is data like the rest is told from a header; a header is never taken for data."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.exports.headerless import looks_headerless
from tests.exports.layout_columns import LAYOUTS

DATA = (
    ("2020-04-09", "Cáritas", "Ate", "Kit", "12"),
    ("2020-04-10", "Cáritas", "Comas", "Kit", "3"),
    ("2020-04-11", "Plan International", "Ate", "Agua", "7"),
)


@pytest.mark.parametrize(
    ("first", "below"),
    [
        (DATA[0], DATA[1:]),
        (("150103", "UNHCR", "2020-04-09", "12"), [("150110", "IOM", "2020-04-10", "3")]),
        (("PE1501", "OA", "2024-01-01", "Food"), [("PE0701", "OB", "2024-01-01", "WASH")]),
        (("Ate", "Cáritas", "Mantas", "x"), [("Comas", "Cáritas", "Mantas", "y"), ("Ate", "Plan", "Agua", "z")]),
        (("09/04/2020", "12", "", "Lima"), [("10/04/2020", "9", "", "Lima")]),
        (("abril 2020", "5", "Ate"), [("mayo 2020", "6", "Lince")]),
        (("2020-04-09", "150101", "12"), []),
        ((*DATA[0], ""), [(*DATA[0], ""), (*DATA[2], None)]),
    ],
)  # fmt: skip
def test_rows_of_data_without_a_header(first, below):
    assert looks_headerless(first, below)


@pytest.mark.parametrize(
    ("first", "below"),
    [
        (("Fecha", "Socio", "Distrito", "Kit", "Familias"), DATA),
        (("uno", "dos", "tres", "cuatro", "cinco"), DATA),
        (("Columna 1", "Columna 2", "Columna 3", "Columna 4", "Columna 5"), DATA),
        (("Zona", "2019", "2020", "2021"), [("x", "3", "4", "5")]),
        (("Zona", "Abril", "Mayo", "Junio"), [("x", "3", "4", "5")]),
        (("Distrito", "2020-04", "2020-05"), [("Ate", "3", "4")]),
        (("Fecha", "Socio", "Kit"), [("Fecha", "Socio", "Kit"), ("2020-04-09", "A", "Kit")]),
        (("#date", "#org", "#adm1"), [("2020-04-09", "A", "Lima")]),
        (("DNI", "Nombre", "12"), [("45678912", "Ana", "13")]),
        (("Informe de abril de 2020", "", ""), DATA),
        (("texto", "otro texto"), [("más", "todavía"), ("algo", "nuevo")]),
        (("", "", ""), DATA),
    ],
)
def test_headers_and_other_rows_are_not_data(first, below):
    assert not looks_headerless(first, below)


@pytest.mark.parametrize(("_dialect", "columns"), LAYOUTS)
def test_no_known_layout_looks_headerless(_dialect, columns):
    row = ["x"] * len(columns)
    assert not looks_headerless(list(columns), [row, row])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(max_size=12), max_size=6),
    st.lists(st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=6), max_size=5),
)
def test_any_rows_get_an_answer(first, below):
    assert looks_headerless(first, below) in {True, False}
