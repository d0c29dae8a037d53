"""Which place a name means: aliases, spellings, paths in one cell, homonyms, wider names, and what is only suggested."""

import csv
import unicodedata

import pytest

from reparto.operation import REFERENCE
from reparto.place_names import HOLD
from tests.placing import PERU, districts, place


def one(**columns):
    (row,) = place(columns).rows
    return row


def found(**columns):
    row = one(**columns)
    assert row["problem"] is None, row
    return row["place_code"]


def aliases():
    with (REFERENCE / "place_aliases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMES = [
    ("SJL", "150132"),
    ("S.J.L.", "150132"),
    ("sjl", "150132"),
    ("S.J. de Lurigancho", "150132"),
    ("San Juan Lurigancho", "150132"),
    ("SAN  JUAN DE LURIGANCHO ", "150132"),
    ("SMP", "150135"),
    ("San Martin de Porras", "150135"),
    ("SJM", "150133"),
    ("VMT", "150143"),
    ("V.M.T.", "150143"),
    ("Villa Maria Triunfo", "150143"),
    ("VES", "150142"),
    ("Villa Salvador", "150142"),
    ("Ate Vitarte", "150103"),
    ("Ate - Vitarte", "150103"),
    ("ATE (VITARTE)", "150103"),
    ("Vitarte", "150103"),
    ("Cercado de Lima", "150101"),
    ("Lima Cercado", "150101"),
    ("Lima (Cercado)", "150101"),
    ("Magdalena Vieja", "150121"),
    ("Pueblo Libre (Magdalena Vieja)", "150121"),
    ("El Callao", "070101"),
    ("Cercado del Callao", "070101"),
    ("Callao Cercado", "070101"),
    ("Carmen de la Legua", "070103"),
    ("Carmen de la Legua-Reynoso", "070103"),
    ("Sta. Anita", "150137"),
    ("Sta Anita", "150137"),
    ("Stgo. de Surco", "150140"),
    ("Dist. Lince", "150116"),
    ("Distrito de Lince", "150116"),
    ("LINCE (DISTRITO)", "150116"),
    ("Municipalidad Distrital de Lince", "150116"),
    ("Lurigancho - Chosica", "150118"),
    ("Chosica", "150118"),
    ("Breña", "150105"),
    ("BRENA", "150105"),
    ("Bre?a", "150105"),
    ("BRE\ufffdA", "150105"),
    ("Mi Peru", "070107"),
    ("26 de Octubre", "200115"),
    ("Lima/Lima/Ate", "150103"),
    ("LIMA / LIMA / ATE", "150103"),
    ("Lima-Lima-Lince", "150116"),
    ("Lince, Lima, Lima", "150116"),
    ("Lince (Lima)", "150116"),
    ("PERU > LIMA > LIMA > COMAS", "150110"),
    ("Lima | Lima | S.J.L.", "150132"),
    ("Santa Rosa, Melgar, Puno", "210808"),
    ("Lima / Lima / Lima", "150101"),
    ("Huay-Huay", "120803"),
    ("San Antonio de Chuca 2/", "040514"),
]


@pytest.mark.parametrize(
    "spell", [str, str.swapcase, lambda name: unicodedata.normalize("NFD", name)]
)
def test_a_district_is_found_by_its_name_alone(spell):
    placed = place(*[{"district": spell(name)} for name, _code in NAMES])
    assert placed.problems == [None] * len(NAMES)
    assert list(zip(NAMES, placed.codes, strict=True)) == [
        ((name, code), code) for name, code in NAMES
    ]


def test_every_alias_means_its_place_beside_its_province():
    places = {one["ubigeo"]: one for one in districts()}
    rows = []
    for alias in aliases():
        listed = places.get(alias["ubigeo"])
        wider = (
            {"department": listed["department"], "province": listed["province"]} if listed else {}
        )
        rows.append(wider | {alias["level"]: alias["alias"]})
    placed = place(*rows)
    assert placed.codes == [alias["ubigeo"] for alias in aliases()]
    assert {len(alias["ubigeo"]): alias["level"] for alias in aliases()} == {
        2: "department",
        4: "province",
        6: "district",
    }


def test_aliases_are_for_places_of_the_list_and_stand_once():
    listed = {row["ubigeo"] for row in districts()}
    listed |= {code[:4] for code in listed} | {code[:2] for code in listed}
    assert {row["ubigeo"] for row in aliases()} <= listed
    assert {row["without"] for row in aliases()} <= listed | {""}
    seen = [(row["alias"], row["level"]) for row in aliases()]
    assert len(seen) == len(set(seen))


COLUMNS = [
    ({"department": "Prov. Const. del Callao"}, "07"),
    ({"department": "PROVINCIA CONSTITUCIONAL DEL CALLAO"}, "07"),
    ({"department": "Región Callao"}, "07"),
    ({"department": "Dpto. de Lima"}, "15"),
    ({"department": "Departamento de Áncash"}, "02"),
    ({"department": "ancash"}, "02"),
    ({"department": "Lima Region"}, "15"),
    ({"department": "Región Lima"}, "15"),
    ({"department": "Lima Provincias"}, "15"),
    ({"department": "Lima Metropolitana"}, "1501"),
    ({"province": "Prov. Const. del Callao"}, "0701"),
    ({"province": "Provincia de Lima"}, "1501"),
    ({"department": "Madre De Dios"}, "17"),
    ({"department": "Cuzco"}, "08"),
    ({"department": "Lima Metropolitana", "district": "Miraflores"}, "150122"),
    ({"department": "Lima Provincias", "district": "Miraflores"}, "151021"),
    ({"department": "Lima", "province": "Lima", "district": "Surco"}, "150140"),
    ({"province": "Huarochirí", "district": "Surco"}, "150732"),
    ({"province": "Lima", "district": "Magdalena"}, "150120"),
    ({"department": "Lima", "district": "Santa Rosa"}, "150139"),
    ({"department_code": "15", "district": "Santa Rosa"}, "150139"),
    ({"province_code": "2108", "district": "Santa Rosa"}, "210808"),
    ({"ubigeo": "15", "district": "Santa Rosa"}, "150139"),
    ({"province": "Arequipa", "district": "Cercado"}, "040101"),
    ({"district": "Cercado de Arequipa"}, "040101"),
    ({"department": "Lima / Lima / Comas"}, "150110"),
    ({"department": "Lima", "province": "Lima", "district": "Varios distritos"}, "1501"),
    ({"department": "Lima", "province": "Todas", "district": "-"}, "15"),
    ({"ubigeo": "Lince"}, "150116"),
]


def test_names_of_several_columns_decide_together():
    placed = place(*[columns for columns, _code in COLUMNS])
    assert placed.problems == [None] * len(COLUMNS)
    assert list(zip(COLUMNS, placed.codes, strict=True)) == [(one, one[1]) for one in COLUMNS]


# Names that several places share


def test_a_homonym_without_its_province_is_held_back_with_its_candidates():
    row = one(district="Santa Rosa")
    assert (row["place_code"], row["problem"], row["value"]) == (
        None,
        "district-ambiguous",
        "Santa Rosa",
    )
    assert row["suggestion"].count("Santa Rosa (") == 4
    assert row["suggestion"].endswith("; … (+6)")
    assert one(department="Puno", district="Santa Rosa")["suggestion"] == (
        "Puno / El Collao / Santa Rosa (210504); Puno / Melgar / Santa Rosa (210808)"
    )


def test_a_short_name_that_is_another_districts_own_is_shared():
    assert one(district="Surco")["problem"] == "district-ambiguous"
    assert one(district="Magdalena")["problem"] == "district-ambiguous"


def test_candidates_where_the_operation_works_go_first():
    others = [{"department": "Puno", "province": "Melgar", "district": "Nuñoa"}] * 3
    placed = place({"district": "Santa Rosa"}, *others)
    assert placed.rows[0]["suggestion"].startswith("Puno / Melgar / Santa Rosa (210808); ")


def test_a_name_in_the_wrong_province_is_held_back_with_where_it_lies():
    row = one(department="Cajamarca", province="Cajamarca", district="Lince")
    assert (row["problem"], row["value"]) == ("district-elsewhere", "Lince")
    assert row["suggestion"] == "Lima / Lima / Lince (150116)"
    row = one(department="Puno", province="Cusco")
    assert (row["problem"], row["suggestion"]) == ("province-elsewhere", "Cusco / Cusco (0801)")


def test_a_wider_name_that_is_not_known_is_named_itself():
    row = one(department="Limma", district="Lince")
    assert (row["problem"], row["column_name"], row["value"]) == (
        "department-unknown",
        "department",
        "Limma",
    )
    assert row["suggestion"] == "Lima / Lima / Lince (150116)"


# Names that are written wrongly


def test_a_near_spelling_is_suggested_and_not_taken():
    row = one(district="San Juan de Luriganchoo")
    assert (row["place_code"], row["problem"]) == (None, "district-unknown")
    assert row["suggestion"] == "Lima / Lima / San Juan de Lurigancho (150132)"
    assert one(district="Xyz Abc")["suggestion"] is None


def test_near_spellings_are_looked_for_in_the_wider_place_first():
    row = one(department="Puno", province="Melgar", district="Santa Rossa")
    assert row["suggestion"] == "Puno / Melgar / Santa Rosa (210808)"


def test_the_place_of_a_name_can_be_chosen_once_for_all_its_rows():
    rows = (
        {"district": "San Juan de Luriganchoo"},
        {"district": "SAN JUAN DE LURIGANCHOO"},
        {"district": "Lince"},
    )
    placed = place(*rows)
    (question,) = placed.findings.questions(1)
    assert (question.rule, question.required, question.guess) == ("place-name", False, HOLD)
    assert [choice.value for choice in question.choices] == ["150132", HOLD]
    assert question.choices[0].label == "Lima / Lima / San Juan de Lurigancho (150132)"
    assert placed.findings.questions(2) == []
    answered = place(*rows, answers={question.id: "150132"})
    assert answered.codes == ["150132", "150132", "150116"]
    assert set(answered.problems) == {None}
    assert answered.findings.questions(1) == []
    held = place(*rows, answers={question.id: HOLD})
    assert held.codes == [None, None, "150116"]
    assert held.findings.questions(1) == []


def test_an_answer_for_one_province_says_nothing_of_another():
    (question,) = place({"district": "Santa Rosa"}).findings.questions(1)
    placed = place(
        {"district": "Santa Rosa"},
        {"department": "Puno", "district": "Santa Rosa"},
        answers={question.id: "150139"},
    )
    assert placed.codes == ["150139", None]


def test_an_answer_that_is_no_candidate_is_not_taken():
    (question,) = place({"district": "Santa Rosa"}).findings.questions(1)
    assert place({"district": "Santa Rosa"}, answers={question.id: "150110"}).codes == [None]


# Wider names in narrow columns


WIDER = [
    ({"district": "Peru"}, "PE"),
    ({"district": "Country level"}, "PE"),
    ({"district": "NACIONAL"}, "PE"),
    ({"department": "Perú", "district": "Perú"}, "PE"),
    ({"department": "Lima", "district": "Nacional"}, "15"),
    ({"department": "La Libertad", "district": "La Libertad"}, "13"),
    ({"district": "Apurímac"}, "03"),
    ({"district": "Pasco"}, "19"),
    ({"district": "Departamento de Lima"}, "15"),
    ({"district": "Maynas"}, "1601"),
    ({"province": "Madre de Dios"}, "17"),
    ({"department": "Peru"}, "PE"),
]


def test_a_wider_name_keeps_its_level_and_is_flagged():
    placed = place(*[columns for columns, _code in WIDER])
    assert list(zip(WIDER, placed.codes, strict=True)) == [(one, one[1]) for one in WIDER]
    assert {(row["named_wider"], row["problem"]) for row in placed.rows} == {(True, None)}


def test_names_in_their_own_columns_are_not_flagged():
    assert one(department="Lima", province="Lima", district="Lima")["named_wider"] is False
    assert one(department="Lima")["named_wider"] is False
    assert one(department="Lima", district="Varios")["named_wider"] is False


# Other countries


def test_a_row_of_another_country_is_not_placed_in_this_one():
    row = one(country="Colombia", department="Amazonas")
    assert (row["place_code"], row["problem"], row["value"]) == (None, "country-other", "Colombia")
    assert one(country="Brasil", department="Peru")["problem"] == "country-other"
    assert one(country="EC", district="Nacional")["problem"] == "country-other"


@pytest.mark.parametrize("country", ["Peru", "PERÚ", "PE", "Pérou", "Regional", None])
def test_a_row_of_this_country_is_placed(country):
    assert found(country=country, department="Amazonas") == "01"


def test_the_country_alone_is_a_place():
    assert found(country="Peru") == "PE"


# Codes and names together


def test_a_code_decides_and_names_that_contradict_it_are_flagged():
    rows = (
        {"ubigeo": "150110", "district": "Comas"},
        {"ubigeo": "150110", "district": "COMAS (Lima)"},
        {"ubigeo": "150110", "district": "Ate"},
        {"ubigeo": "150110", "department": "Piura"},
        {"ubigeo": "150110", "district": "Asentamiento 3"},
        {"ubigeo": "150110"},
    )
    placed = place(*rows, stated="inei")
    assert placed.codes == ["150110"] * 6
    assert [row["names_disagree"] for row in placed.rows] == [False, False, True, True, True, False]


def test_an_operations_own_list_has_no_other_codes(tmp_path):
    (tmp_path / "places.csv").write_text(
        "ubigeo,district,province,department\nQX0101,Arenal,Upper,North\nQX0201,Arenal,Lower,North\n",
        encoding="utf-8",
    )
    operation = type(PERU)(tmp_path, {"en": "Own"}, country="QX")
    rows = (
        {"ubigeo": "qx0101"},
        {"district": "arenal", "province": "Lower"},
        {"district": "Arenal"},
        {"department": "NORTH / Upper / Arenal"},
        {"district": "Arenall", "province": "Upper"},
    )
    placed = place(*rows, operation=operation)
    assert placed.codes == ["QX0101", "QX0201", None, "QX0101", None]
    assert placed.rows[4]["suggestion"] == "North / Upper / Arenal (QX0101)"
    assert placed.findings.verdicts == []
