"""What holds no deliveries is said to be what it is, and deliveries are never taken for it."""

from pathlib import Path

import pytest

from reparto.errors import UnknownLayout
from reparto.exports import map_table, read_export
from reparto.exports.crosstabs import what_else_it_is
from reparto.exports.mapping import column_questions
from tests.exports.builders import csv_bytes, table_of, xlsx_bytes
from tests.exports.test_real_exports import FOLDER

N = ("1", "2", "3")

CROSSTABS = {
    "months": [("Socio", "Distrito", "Sector", "Enero", "Febrero", "Marzo"), ("A", "Ate", "WASH", *N)],
    "months with years": [("Distrito", "ene-20", "feb-20", "mar-20"), ("Ate", *N)],
    "months in two rows": [
        ("", "Enero", "", "Febrero", ""),
        ("Distrito", "Familias", "Kits", "Familias", "Kits"),
        ("Ate", *N, "4"),
    ],
    "days": [("Artículo", "2020-04-01", "2020-04-02", "2020-04-03"), ("Kit", *N)],
    "years": [("Departamento", "2018", "2019", "2020"), ("Lima", *N)],
    "weeks": [("Distrito", "Semana 14", "Semana 15", "Semana 16"), ("Ate", *N)],
    "quarters": [("Partner", "Q1", "Q2", "Q3"), ("A", *N)],
    "places": [("Artículo", "Lima", "Callao", "Piura"), ("Kit", *N)],
    "places, with the rest": [("Socio", "Fecha", "Artículo", "Ate", "Comas", "Surquillo"), ("A", "2020-04-01", "Kit", *N)],
    "items": [("Fecha", "Socio", "Distrito", "Kit de alimentos", "Kit de higiene", "Frazadas"), ("2020-04-01", "A", "Ate", *N)],
    "partners": [("Distrito", "ACNUR", "OIM", "PMA"), ("Ate", *N)],
    "unknown names": [("Zona", "alfa", "beta", "gamma"), ("Ate", *N)],
}  # fmt: skip
PIVOTS = {
    "english": [("Row Labels", "Sum of households"), ("Ate", "1"), ("Grand Total", "1")],
    "spanish": [("Etiquetas de fila", "Suma de Familias"), ("Ate", "1"), ("Total general", "1")],
    "with column labels": [
        ("Count of Partner", "Column Labels", ""),
        ("Row Labels", "WASH", "Grand Total"),
        ("Ate", "1", "1"),
    ],
    "only its last column": [("Distrito", "WASH", "Salud", "Total general"), ("Ate", *N)],
}
LISTS = {
    "organisations": [("Organización", "Acrónimo", "Tipo de organización"), ("Plan", "PI", "ONG")],
    "contacts": [("Nombre", "Teléfono", "Correo", "Organización"), ("Ana", "987654321", "a@b.org", "Plan")],
    "places": [("Departamento", "Provincia", "Distrito", "Ubigeo"), ("Lima", "Lima", "Ate", "150103")],
    "codes": [("Código", "Descripción"), ("01", "Kit"), ("02", "Agua")],
    "lists": [("Sector", "Estado", "Socio"), ("WASH", "Planificado", "A"), ("Salud", "Entregado", "B"), ("Educación", "", "")],
    "questions": [("type", "name", "label", "required"), ("text", "socio", "Socio", "yes"), ("date", "fecha", "Fecha", "no")],
    "explanation": [("Column name", "Description"), ("lugar", "Dónde fue"), ("qué", "Lo que fue")],
}  # fmt: skip
DELIVERIES = {
    "presence without a date": [("Organisation", "Sector", "Admin1", "Admin2"), ("A", "WASH", "Lima", "Lima")],
    "one partner's own": [
        ("Fecha", "Distrito", "Artículo", "Cantidad", "Niñas", "Niños", "Mujeres", "Hombres"),
        ("2020-04-01", "Ate", "Kit", *N, "4", "5"),
    ],
    "ages": [
        ("Socio", "Distrito", "Sector", "Mujeres 18-59", "Mujeres 60+", "Hombres 18-59", "PcD"),
        ("A", "Ate", "WASH", *N, "4"),
    ],
    "unknown headers": [("qué", "quién", "cuántos", "dónde"), ("Kit", "A", "5", "Ate")],
    "stock": [("Almacén", "Artículo", "Stock inicial", "Entradas", "Salidas"), ("Lima", "Kit", *N)],
    "population": [("Departamento", "Provincia", "Distrito", "Población"), ("Lima", "Lima", "Ate", "600000")],
}  # fmt: skip


@pytest.mark.parametrize("case", CROSSTABS)
def test_crosstabs_are_told_and_not_imported(case):
    table = table_of(*CROSSTABS[case], *CROSSTABS[case][-1:])
    with pytest.raises(UnknownLayout) as refusal:
        map_table(table)
    assert refusal.value.title == "This is no list of deliveries."
    assert "crosstab" in refusal.value.message
    assert "one row for each delivery" in refusal.value.message
    assert column_questions(table) == ()


@pytest.mark.parametrize(
    ("case", "what"),
    [
        ("months", "months or days"),
        ("places", "places"),
        ("items", "items"),
        ("partners", "partners"),
    ],
)
def test_a_crosstab_is_told_by_what_stands_across(case, what):
    assert f"{what} stand across the columns" in str(what_else_it_is(table_of(*CROSSTABS[case])))


@pytest.mark.parametrize("case", PIVOTS)
def test_pivot_tables_are_told(case):
    assert "pivot table" in str(what_else_it_is(table_of(*PIVOTS[case])))


@pytest.mark.parametrize(
    ("case", "what"),
    [
        ("organisations", "list of organisations"),
        ("contacts", "list of contacts"),
        ("places", "list of places"),
        ("codes", "lists of codes"),
        ("lists", "lists of codes"),
        ("questions", "questions of a form"),
        ("explanation", "explanation of columns"),
    ],
)
def test_lists_are_told(case, what):
    assert what in str(what_else_it_is(table_of(*LISTS[case])))


@pytest.mark.parametrize("case", DELIVERIES)
def test_deliveries_that_lack_a_column_are_no_crosstab_and_no_list(case):
    assert what_else_it_is(table_of(*DELIVERIES[case], *DELIVERIES[case][-1:])) is None


def test_no_sample_is_taken_for_something_else():
    paths = sorted((Path(__file__).resolve().parents[2] / "data/sample/exports").iterdir())
    assert len(paths) > 5
    for path in paths:
        for table in read_export(path.read_bytes(), path.name).tables:
            assert what_else_it_is(table) is None, path.name


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real exports at {FOLDER.name}")
def test_no_real_export_is_taken_for_something_else():
    for path in sorted(FOLDER.glob("*.[cx]*")):
        for table in read_export(path.read_bytes(), path.name).tables:
            assert what_else_it_is(table) is None, path.name


@pytest.mark.parametrize(
    "names",
    [
        ("Enero", "Febrero", "Marzo"),
        ("Kit de agua", "Frazadas", "Carpas"),
        ("Ate", "Comas", "Lince"),
    ],
)
def test_a_table_with_all_that_is_needed_but_a_number_is_a_crosstab_too(names):
    header = ("Fecha de inicio", "Socio", "Distrito", "Sector", *names)
    table = table_of(header, ("01/04/2020", "A", "Ate", "WASH", *N))
    with pytest.raises(UnknownLayout, match="crosstab"):
        map_table(table)
    export = read_export(
        csv_bytes([(*header, "Familias"), ("01/04/2020", "A", "Ate", "WASH", *N, "4")]), "a.csv"
    )
    assert map_table(export.tables[0]).columns["households"] == 7
    (note,) = export.notes
    assert note.rule == "across"
    assert all(name in note.text for name in names)


def test_other_sheets_are_told_by_what_they_are():
    header = ("Fecha", "Socio", "Distrito", "Artículo", "Familias")
    row = ("2020-04-09", "Cáritas", "Ate", "Kit", 5)
    book = xlsx_bytes(
        {
            "Datos": [header, row, row],
            "Resumen": CROSSTABS["months"],
            "Socios": LISTS["organisations"],
            "Por socio": [("Socio", "Distrito", "Artículo"), ("A", "Ate", "Kit")],
        }
    )
    export = read_export(book, "a.xlsx")
    assert [table.sheet for table in export.tables] == ["Datos"]
    told = {note.text.split("”")[0].split("“")[1]: note.text for note in export.notes}
    assert "crosstab" in told["Resumen"]
    assert "list of organisations" in told["Socios"]
    assert told["Por socio"] == "The sheet “Por socio” was not read: it does not tell when."
