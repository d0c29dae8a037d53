"""Whole small files in the shapes that other systems export; every value is invented."""

from datetime import date

import pytest

from reparto.errors import UnknownLayout
from reparto.exports import canonical_rows, map_table, read_export, without_personal
from reparto.exports.kobo import slot_of_question
from reparto.exports.mapping import column_questions
from tests.exports.builders import csv_bytes, table_of, values
from tests.exports.layout_columns import FTS, HAPI, R4V_2022, R4V_2025, mapped
from tests.worlds import world


def through(data, name="a.csv"):
    export = read_export(data, name)
    (table,) = export.tables
    mapping = map_table(table)
    rows = canonical_rows(without_personal(table, mapping), mapping)
    return table, mapping, rows


def test_kobo():
    header = (
        "start", "end", "today", "deviceid", "entrega/fecha", "entrega/socio", "lugar/departamento", "lugar/distrito",
        "items/articulo", "items/articulo/kit_agua", "items/articulo/kit_alimentos", "items/cantidad",
        "beneficiario/nombre_jefe_hogar", "beneficiario/dni", "hogar/personas", "_gps_hogar_latitude", "_id", "_uuid",
        "_submission_time", "_validation_status", "_submitted_by", "_index",
    )  # fmt: skip
    row = (
        "2020-04-09T10:00:00.000-05:00", "2020-04-09T10:05:00.000-05:00", "2020-04-09", "abc", "2020-04-09", "Cáritas",
        "Lima", "Ate", "kit_agua kit_alimentos", "1", "1", "2", "Persona Inventada", "40000001", "4", "-12.04", "7",
        "uuid-1", "2020-04-09T15:00:00", "Approved", "usuario", "1",
    )  # fmt: skip
    table, mapping, result = through(csv_bytes([header, row], delimiter=";", encoding="utf-8-sig"))
    found = {name: table.header[index] for name, index in mapping.columns.items()}
    assert found == {
        "delivery_id": "_uuid",
        "delivered_on": "entrega/fecha",
        "partner": "entrega/socio",
        "department": "lugar/departamento",
        "district": "lugar/distrito",
        "persons": "hogar/personas",
        "item": "items/articulo",
        "quantity": "items/cantidad",
        "review_status": "_validation_status",
    }
    assert {
        "deviceid",
        "beneficiario/nombre_jefe_hogar",
        "beneficiario/dni",
        "_gps_hogar_latitude",
        "_submitted_by",
    } == set(mapping.dropped)
    assert values(result.rows, "delivered_on") == ["2020-04-09"]
    assert "Persona Inventada" not in str(result.rows.to_pylist())


def test_r4v():
    row = {
        "Country Country": "Peru", "Country Admin1": "Lima", "Admin2 Admin2": "Lima",
        "Appealing organisation Name": "Organización A", "Implementation Set up": "No", "Month": "2022-04",
        "Indicator Sector": "WASH", "RMRP Activity": "Yes", "CVA": "No", "Quantity of output": "80 418",
        "Total monthly beneficiaries": "120", "New beneficiaries of the month": "20", "Women under 18": "30",
    }  # fmt: skip
    header = [*[*R4V_2025][:-1], ""]  # the last header is blank in some files
    cells = [row.get(name, "") for name in header]
    _table, mapping, result = through(csv_bytes([header, cells]))
    assert mapping.dialect == "r4v-2025"
    assert mapping.constants == {"currency": "USD"}
    assert values(result.rows, "period_end") == ["2022-04-30"]
    assert values(result.rows, "quantity") == ["80418"]
    assert values(result.rows, "persons_new") == ["20"]
    assert values(result.rows, "partner") == [None]
    assert values(result.rows, "lead_partner") == ["Organización A"]


def test_r4v_of_no_known_year_is_r4v_all_the_same():
    headers = [name for name in R4V_2022 if name != "COVID 19 Situation"]
    assert mapped(headers)[0].dialect == "r4v"


def test_a_kobo_row_is_known_by_the_id_that_every_row_has():
    header = ("_uuid", "meta/rootUuid", "fecha", "socio", "distrito", "items/articulo", "_index")
    filled = table_of(header, ("b", "a", "2020-04-09", "A", "Ate", "Kit", "1"))
    assert map_table(filled).columns["delivery_id"] == 1
    partly = table_of(
        header, ("b", "a", "2020-04-09", "A", "Ate", "Kit", "1"), ("c", "", "2020-04-09", "A", "Ate", "Kit", "2")
    )  # fmt: skip
    assert map_table(partly).columns["delivery_id"] == 0
    own = table_of(("delivery_id", *header), ("D1", "b", "a", "2020-04-09", "A", "Ate", "Kit", "1"))
    assert map_table(own).columns["delivery_id"] == 0


def test_kobo_alone_never_gives_the_day_of_delivery():
    header = (
        "start",
        "end",
        "socio",
        "distrito",
        "articulo",
        "_uuid",
        "_submission_time",
        "_index",
    )
    row = (
        "2020-04-09T10:00:00",
        "2020-04-09T10:05:00",
        "A",
        "Ate",
        "Kit",
        "b",
        "2020-04-09T15:00:00",
        "1",
    )
    table = table_of(header, row)
    with pytest.raises(UnknownLayout, match="when"):
        map_table(table)
    (question,) = column_questions(table)
    assert question.id.endswith(":time")
    assert question.guess is None


ASKED = {
    "¿Cuál es su organización?": "partner", "What is your organisation?": "partner",
    "¿En qué distrito se realizó la entrega?": "district", "Grupo 1/¿En qué provincia fue la entrega?": "province",
    "¿Qué día se hizo la entrega?": "delivered_on", "When was the item distributed?": "delivered_on",
    "¿Qué tipo de kit entregó?": "item", "What item was distributed?": "item",
    "¿Cuántas familias recibieron el kit?": "households", "How many people received it?": "persons",
    "¿Cuál es el estado de la entrega?": "status",
    "How many kits were delivered?": "quantity", "¿Cuántos kits se entregaron en total?": "quantity",
}  # fmt: skip
ASKED_OTHERWISE = (
    "¿Cuántas personas viven en el hogar?", "How many families live in the building?", "¿Cuál es su fecha de nacimiento?",
    "¿Qué tipo de organización es?", "¿Cuál es su distrito de procedencia?", "¿Qué le faltó en la entrega?",
    "¿Por qué recibió ayuda?", "¿Cuántas mujeres mayores recibieron ayuda, de las personas del hogar?",
)  # fmt: skip


@pytest.mark.parametrize(("question", "slot"), ASKED.items())
def test_kobo_questions_asked_in_words(question, slot):
    assert slot_of_question(question) == slot


@pytest.mark.parametrize("question", ASKED_OTHERWISE)
def test_kobo_questions_about_something_else(question):
    assert slot_of_question(question) is None


def test_questions_in_words_count_only_in_kobo_and_only_where_no_header_is_known():
    header = (
        "¿En qué distrito se realizó la entrega?",
        "Distrito",
        "Fecha",
        "Socio",
        "¿Qué tipo de kit entregó?",
    )
    row = ("Ate", "", "1/4/2020", "A", "Kit")
    with pytest.raises(UnknownLayout):
        map_table(table_of(header, row))
    kobo = map_table(table_of((*header, "_uuid", "_index"), (*row, "u", "1")))
    assert (kobo.dialect, kobo.columns["district"], kobo.columns["item"]) == ("kobo", 0, 4)
    filled = map_table(table_of((*header, "_uuid", "_index"), ("Ate", "Comas", *row[2:], "u", "1")))
    assert filled.columns["district"] == 1


def test_hapi_tells_presence_at_the_second_level():
    row = dict.fromkeys(HAPI, "") | {
        "location_code": "PER", "admin1_code": "PE15", "admin1_name": "Lima", "admin2_code": "PE1501",
        "admin2_name": "Lima", "org_name": "Organización A", "org_acronym": "OA", "sector_code": "FSC",
        "sector_name": "Food Security", "reference_period_start": "2024-01-01T00:00:00",
        "reference_period_end": "2024-03-31T23:59:59",
    }  # fmt: skip
    _table, mapping, result = through(csv_bytes([list(HAPI), list(row.values())]))
    assert mapping.stand_ins == {"item": "sector"}
    assert values(result.rows, "period_start") == ["2024-01-01"]
    assert values(result.rows, "period_end") == ["2024-03-31"]
    assert values(result.rows, "province_code") == ["PE1501"]
    assert values(result.rows, "persons") == [None]


def test_hapi_without_names_of_organisations_and_sectors():
    headers = ("location_code", "location_name", "admin1_code", "admin2_code", "org_acronym", "sector_code",
               "reference_period_start")  # fmt: skip
    mapping, found = mapped(headers)
    assert mapping.dialect == "hapi-3w"
    assert found["location_name"] == "country"
    assert (found["org_acronym"], found["sector_code"]) == ("partner", "sector")


def test_fts_flows_are_contributions_in_dollars_on_the_day_of_the_decision():
    row = dict.fromkeys(FTS, "") | {
        "date": "2021-03-02", "amountUSD": "1694015", "srcOrganization": "Spain, Government of",
        "destOrganization": "Organización A", "boundary": "incoming", "status": "commitment",
        "decisionDate": "2021-02-01", "originalAmount": "1395868", "originalCurrency": "EUR",
    }  # fmt: skip
    _table, mapping, result = through(csv_bytes([list(FTS), list(row.values())]))
    assert mapping.constants == {"currency": "USD"}
    assert mapping.alternatives["value"] == ("originalAmount",)
    found = {name: values(result.rows, name) for name in ("value", "currency", "pledged_on")}
    assert found == {"value": ["1694015"], "currency": ["USD"], "pledged_on": ["2021-02-01"]}


def fts(*flows: tuple[str, str]) -> bytes:
    """Flows of FTS, each with its boundary and its dollars."""
    rows = [
        dict.fromkeys(FTS, "") | {
            "date": "2021-03-02", "amountUSD": amount, "srcOrganization": "Spain, Government of",
            "destOrganization": "Organización A", "boundary": boundary, "status": "paid",
        }
        for boundary, amount in flows
    ]  # fmt: skip
    return csv_bytes([list(FTS), *(list(row.values()) for row in rows)])


def test_fts_flows_inside_and_out_are_skipped_and_named_so_that_money_counts_once(tmp_path):
    flows = fts(("incoming", "1000"), ("internal", "400"), (" Outgoing", "50"), ("", "7"))
    table, _mapping, result = through(flows)
    assert values(result.rows, "value") == ["1000", "7"]
    assert [(skip.row_no, skip.reason) for skip in table.skipped] == [
        (3, "passed_on"), (4, "passed_on"),
    ]  # fmt: skip
    assert "400" in table.skipped[0].text
    path = tmp_path / "flows.csv"
    path.write_bytes(flows)
    with world(tmp_path, name="Lima", country="PE", starts_on=date(2020, 4, 1)) as made:
        (file,) = made.take(path).files
        read = (file.rows_read, file.rows_accepted, file.rows_held_back, file.rows_skipped)
        assert (file.status, read) == ("imported", (4, 2, 0, 2))
        assert [note for note in file.notes if note.startswith("2 flows pass money on inside")]
        assert sum(gift["value"] for gift in made.ask("donors/gifts")) == 1007
        assert [row["reason"] for row in made.ask("data/skipped")] == ["passed_on"] * 2


def test_a_file_of_nothing_but_internal_flows_says_why_it_brings_nothing(tmp_path):
    path = tmp_path / "internal.csv"
    path.write_bytes(fts(("internal", "400"), ("internal", "60")))
    with world(tmp_path, name="Lima", country="PE", starts_on=date(2020, 4, 1)) as made:
        (file,) = made.check(path).files
    assert (file.status, file.rows_read, file.rows_skipped) == ("refused", 2, 2)
    assert file.message == (
        "internal.csv has only flows that pass money on. "
        "Import the incoming flows: the same money counts once, where it came in."
    )


def test_a_column_called_boundary_means_nothing_outside_fts():
    table, _mapping, result = through(
        csv_bytes([["Donor", "Amount", "Boundary"], ["A", "5", "internal"], ["B", "6", "incoming"]])
    )
    assert (values(result.rows, "value"), table.skipped) == (["5", "6"], ())


def test_a_column_of_months_tells_periods_whatever_its_header_says():
    table = table_of(("Fecha", "Socio", "Distrito", "Kit"), ("abril 2020", "A", "Ate", "x"))
    assert map_table(table).columns["period_start"] == 0
    days = table_of(("Fecha", "Socio", "Distrito", "Kit"), ("1 abril 2020", "A", "Ate", "x"))
    assert map_table(days).columns["delivered_on"] == 0


def test_a_public_register_of_donations():
    header = (
        "AÑO", "REGION", "ENTIDAD", "NRO_MOVIMIENTO", "DONANTE", "FECHA", "NRO_DOCUMENTO", "NOMBRE_ITEM",
        "UNIDAD_MEDIDA_DESC", "MARCA", "CANT_ARTICULO", "PRECIO_UNIT", "VALOR_TOTAL",
    )  # fmt: skip
    rows = [
        ("2020", "LIMA", "Entidad Ñ", str(i), "Empresa Inventada", "27-MAR-20", "123-4", "ARROZ", "KILO", "", "1500.5",
         ".000001", "2,300.10")
        for i in range(3)
    ]  # fmt: skip
    table, mapping, result = through(csv_bytes([header, *rows], encoding="cp1252"))
    found = {name: table.header[index] for name, index in mapping.columns.items()}
    assert mapping.kind == "contributions"
    assert found == {
        "donor": "DONANTE",
        "recipient": "ENTIDAD",
        "item": "NOMBRE_ITEM",
        "quantity": "CANT_ARTICULO",
        "unit": "UNIDAD_MEDIDA_DESC",
        "value": "VALOR_TOTAL",
        "pledged_on": "FECHA",
    }
    assert mapping.dropped == ("NRO_DOCUMENTO",)
    assert values(result.rows, "pledged_on") == ["2020-03-27"] * 3
    assert values(result.rows, "value") == ["2300.1"] * 3


def test_portuguese_and_french():
    portuguese = ("Data de início", "Data final", "Parceiro de Implementação", "Província", "Setor", "Estado",
                  "Número de beneficiários assistidos")  # fmt: skip
    _table, mapping, _rows = through(
        csv_bytes(
            [portuguese, ("01/04/2020", "30/04/2020", "A", "Sofala", "WASH", "Concluído", "5")]
        )
    )
    assert mapping.columns == {
        "period_start": 0,
        "period_end": 1,
        "partner": 2,
        "province": 3,
        "status": 5,
        "persons": 6,
        "sector": 4,
    }
    french = ("Date de début*", "Nom acteur", "Région", "Secteur", "Bailleur de fonds",
              "Nombre de bénéficiaires ciblés", "Personne de contact")  # fmt: skip
    _table, mapping, _rows = through(
        csv_bytes([french, ("01/04/2020", "A", "Est", "EHA", "B", "9", "C")])
    )
    assert mapping.columns == {
        "delivered_on": 0,
        "partner": 1,
        "department": 2,
        "donor": 4,
        "sector": 3,
    }
    assert mapping.dropped == ("Personne de contact",)
