"""Whole small files in the shapes that other systems export; every value is invented."""

from reparto.exports import canonical_rows, map_table, read_export, without_personal
from tests.exports.builders import csv_bytes, values


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
    header = (
        "Country", "Country Admin1", "Admin2", "Appealing organisation Name", "Implementation Set up",
        "Implementing partner Name", "Month", "Subsector", "Indicator", "Activity Name", "Activity Description",
        "RMRPActivity", "CVA", "Value (in USD)", "Delivery mechanism", "Quantity of output",
        "Total monthly beneficiaries", "New beneficiaries of the month", "Women under 18", "Men under 18",
        "Other under 18", "Women above 18", "Men above 18", "Other above 18",
    )  # fmt: skip
    row = (
        "Peru", "Lima", "Lima", "Organización A", "Partner", "Organización B", "2022-04", "WASH", "# kits", "Kits", "x",
        "Yes", "No", "", "", "80 418", "120", "20", "30", "30", "0", "30", "30", "0",
    )  # fmt: skip
    table, mapping, result = through(csv_bytes([header, row]))
    found = {name: table.header[index] for name, index in mapping.columns.items()}
    assert found["lead_partner"] == "Appealing organisation Name"
    assert found["partner"] == "Implementing partner Name"
    assert found["girls"] == "Women under 18"
    assert found["other_18_plus"] == "Other above 18"
    assert found["amount"] == "Value (in USD)"
    assert values(result.rows, "period_end") == ["2022-04-30"]
    assert values(result.rows, "quantity") == ["80418"]
    assert values(result.rows, "persons_new") == ["20"]


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
