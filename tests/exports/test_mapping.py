"""Every known header finds its field; contradictions, doubles and gaps are settled or told."""

import json

import pytest

from reparto.errors import UnknownLayout
from reparto.exports import FIELDS, Mapping, map_table, read_export
from reparto.exports.choosing import header_slot
from tests.exports.builders import DELIVERIES, table_of

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", "12")

SYNONYMS = {
    "delivery_id": "Id; Activity ID; ReportDetailId; refCode; ID; entrega_id; código de entrega; _uuid; meta/instanceID",
    "delivered_on": "date; Date of Assessment; delivery date; FECHA; fecha de entrega; entrega/fecha",
    "start": "Start date; StartDate; FECHA DE INICIO; Fecha de Inicio de la actividad (dd/mm/aaaa); Date de début*; Data de início",
    "end": "End date; FECHA DE FINALIZACIÓN; Date de fin*; Data final",
    "month": "Month; Reporting Month; MONTH; Reporting.Month; mes de reporte",
    "reported_on": "Report date; FECHA DE REPORTE",
    "partner": "Implementing agency Name; Implementing partner; Implementing partner Name; Organization; Partner; "
    "Partner Full Name; impl_ag; ORGANIZACIÓN IMPLEMENTADORA; socio; organización; ACTEUR; Nom acteur; "
    "Parceiro de Implementação; Organization Name - إسم المنظمة",
    "lead_partner": "Programme Organization; Lead Organization; Appealing organisation Name; Appealing_org; "
    "reporting_organization; Organización líder; Appealing.Organization.Name",
    "donor": "Donor; Fundedby; src_ag; srcOrganization; ORGANIZACIÓN DONANTE; donante; financiador; Bailleur de fonds",
    "department": "Admin1; ADMIN 1; Region; State(s); Governorate; Country Admin1; OBLAST; departamento; región; lugar/departamento",
    "department_code": "PCODE1; Pcode 1; adm1_pcode; State Code; código de departamento; admin1Pcod",
    "province": "Admin2; ADMIN 2; Zone; LGA; Locality; Municipio; provincia; Province",
    "district": "Admin 3; Woreda; township; Sub-district; distrito; Parroquia; DE_DISTRITO; lugar/distrito; District",
    "ubigeo": "admin3_pcode; HNO Woreda Pcode; UBIGEO; ubigeo_inei; ubigeo_reniec; código de ubicación",
    "site": "Location; Village/Location; Kebele/IDP site name; vdc; NOMBRE DEL LUGAR; comunidad; albergue",
    "sector": "Sector; Cluster; Subsector; Sector...Subsector...WG; SECTOR / CLUSTER; Secteur; Setor",
    "activity": "Activity; Activities; ClusterActivities; action; ACTIVIDAD; DESCRIPCIÓN DE LA ACTIVIDAD",
    "item": "Materials Delivered; desc; item; DESCRIPCIÓN DEL LA UNIDAD; TIPO DE RECURSO; NOMBRE_ITEM; artículo; "
    "tipo de kit; items/articulo; ¿Qué se entregó?",
    "indicator": "Indicator",
    "unit": "Units; unit; TIPO DE UNIDAD DEL RECURSO; UNIDAD_MEDIDA_DESC; unidad",
    "quantity": "no_actions; Value; Quantity of output; Quantity.of.unit.measured; Achieved; CANTIDAD; CANT_ARTICULO; "
    "Alcanzado según unidad de actividad; kits entregados; items/cantidad",
    "households": "no_hh; Number of Households; HH; families; Familias; hogares; número de familias atendidas",
    "persons": "Total monthly beneficiaries; beneficiaries; Reached; G. Reached; Total_monthly; PERSONAS ALCANZADAS; "
    "Número de personas alcanzadas; personas; beneficiarios; Número de beneficiários assistidos",
    "persons_new": "New beneficiaries of the month; New_beneficiaries; new_beneficiaries; Nuevas personas alcanzadas",
    "girls": "Women under 18; Girls; Niñas",
    "boys": "Boys; Niños; Men under 18",
    "women": "Women; Mujeres",
    "men": "Men; Hombres",
    "status": "Status; Project Status; IsApproved; ESTADO; Estatus de la actividad; situación; Estado",
    "review_status": "_validation_status",
    "amount": "Value (in USD); Value.of.Transfer.in.USD; Cash_USD; amountUSD; COSTO ESTIMADO; monto",
    "modality": "Delivery mechanism; Delivery_modality; TIPO DE TRANSFERENCIA DE EFECTIVO; Mecanismo de entrega",
    "cash": "CVA; PTM",
    "in_plan": "RMRP Activity; RMRPActivity; RMRP.Activity; RMRP 2022 Activity; Actividad del RMRP",
    "setup": "Implementation Set up; Implementation.Set.up; Tipo de implementación",
    "country": "Country; Country.Country; PAÍS; Country name; Country code",
    "in_destination": "Refugees and Migrants IN DESTINATION; IN_DESTINATION; Refugiados y migrantes EN DESTINO",
    "in_transit": "Refugees.and.Migrants.IN.TRANSIT; En tránsito",
    "host_community": "Host Communities Beneficiaries; Host_Communities; Comunidad de acogida",
    "pendular": "Refugees and Migrants PENDULARS; Pendulares",
    "returnees": "Colombian Returnees; Colombianos/as retornados/as",
}
KNOWN = [(slot, header) for slot, names in SYNONYMS.items() for header in names.split("; ")]


@pytest.mark.parametrize(("slot", "header"), KNOWN)
def test_known_headers(slot, header):
    assert header_slot("deliveries", header)[0] == slot


@pytest.mark.parametrize(
    "header",
    ["AnnualTarget", "Target", "G. Targeted", "meta", "personas planificadas", "CIBLE",
     "Nombre de bénéficiaires ciblés", "Consolidated Total", "acumulado", "Org. Acronym", "Acronyme",
     "Org Type", "TIPO DE ORGANIZACIÓN IMPLEMENTADORA", "start", "end", "_index", "profile.HHSize",
     "Partner Acronym", "_submission_time", "Niñas menor de 5 años", "Female", "_status", "_id", "formhub/uuid",
     "Indicator.Indicator.Type", "Partner District", "COVID.19.situation"],
)  # fmt: skip
def test_headers_that_are_none_of_a_deliverys_fields(header):
    slot = header_slot("deliveries", header)
    assert slot is None or slot[0] == "-"


@pytest.mark.parametrize("kind", FIELDS)
def test_our_own_headers_map_to_themselves(kind):
    names = [field.name for field in FIELDS[kind]]
    mapping = map_table(table_of(names, [f"x{i}" for i in range(len(names))]))
    assert mapping.kind == kind
    assert mapping.dialect == "reparto"
    assert mapping.columns == {name: index for index, name in enumerate(names)}
    assert (mapping.dropped, mapping.unused, mapping.alternatives) == ((), (), {})


@pytest.mark.parametrize(
    ("header", "slot"),
    [("Province Name", "province"), ("Item.Name", "item"), ("Location Admin2", "province"),
     ("Name of the partner", "partner"), ("Nombre del distrito", "district"), ("Ubicación Distrito", "district")],
)  # fmt: skip
def test_a_flattened_reference_means_what_it_refers_to(header, slot):
    assert header_slot("deliveries", header)[0] == slot


def test_a_year_in_a_header_does_not_hide_it_but_several_years_are_a_crosstab():
    base = ("Socio", "Distrito", "Fecha", "Artículo")
    assert columns_of(*base, "Familias 2020")["households"] == "Familias 2020"
    assert "households" not in columns_of(*base, "Familias 2020", "Familias 2021")


def test_a_name_goes_before_a_description_and_before_a_code_however_full():
    table = table_of(
        (
            "Socio",
            "Ubigeo",
            "Fecha",
            "Country code",
            "Country",
            "Activity Description",
            "Activity Name",
        ),
        ("A", "150101", "1/4/2020", "PER", "Peru", "Largo", "Kits"),
        ("A", "150101", "1/4/2020", "PER", "", "Largo", ""),
    )
    mapping = map_table(table)
    assert (mapping.columns["country"], mapping.columns["activity"]) == (4, 6)
    assert mapping.alternatives == {
        "country": ("Country code",), "activity": ("Activity Description",)
    }  # fmt: skip


def test_an_acronym_tells_who_only_where_nothing_else_does():
    found = columns_of("Org. Acronym", "Ubigeo", "Fecha", "Sector")
    assert found["partner"] == "Org. Acronym"
    found = columns_of("Org. Acronym", "Organization", "Ubigeo", "Fecha", "Sector code")
    assert (found["partner"], found["sector"]) == ("Organization", "Sector code")


def test_the_fuller_column_wins_and_the_others_are_named():
    table = table_of(
        ("FECHA", "Socio", "Distrito", "DESCRIPCIÓN DEL LA UNIDAD", "TIPO DE RECURSO"),
        ("1/4/2020", "A", "Ate", "", "Kits"),
        ("1/4/2020", "A", "Ate", "bolsa", "Kits"),
    )
    mapping = map_table(table)
    assert mapping.columns["item"] == 4
    assert mapping.alternatives == {"item": ("DESCRIPCIÓN DEL LA UNIDAD",)}
    assert mapping.unused == ("DESCRIPCIÓN DEL LA UNIDAD",)


def test_an_exact_header_goes_before_a_fuller_synonym():
    mapping = map_table(table_of((*DELIVERIES, "Familias"), (*ROW[:4], "", "3"), (*ROW, "9")))
    assert mapping.columns["households"] == 4


def test_a_wholly_empty_column_loses_to_a_filled_one():
    mapping = map_table(table_of((*DELIVERIES, "Familias"), (*ROW[:4], "", "3")))
    assert mapping.columns["households"] == 5


TAGGED = {
    "name and acronym swapped": (
        ("Partner Acronym", "Partner name"), ("#org+name", "#org+acronym"), {"partner": 1}
    ),
    "a lead tagged as funder": (
        ("Lead Organization", "Socio"), ("#org +funder", "#org"), {"lead_partner": 0, "partner": 1}
    ),
    "men tagged as female": (
        ("Socio", "Hombres"), ("#org", "#reached+f"), {"men": 1}
    ),
    "a bare tag loses to our own header": (
        ("donor", "Socio"), ("#org", "#org+impl"), {"donor": 0, "partner": 1}
    ),
    "a precise tag wins over our own header": (
        ("item", "Socio"), ("#item+unit", "#org+impl"), {"unit": 0, "partner": 1}
    ),
    "district of the second level": (
        ("District", "Socio"), ("#adm2 +name", "#org"), {"province": 0}
    ),
    "what was targeted is not what was done": (
        ("Mujeres", "Socio"), ("#targeted+f", "#org"), {"partner": 1}
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TAGGED)
def test_tags_against_headers(case):
    header, tags, expected = TAGGED[case]
    table = table_of(
        (*header, "Fecha", "Ubigeo", "Sector"),
        (*tags, "#date", "#adm3+code", "#sector"),
        ("a", "b", "1/4/2020", "150101", "WASH"),
    )
    columns = map_table(table).columns
    assert columns.items() >= expected.items()
    assert not {"women", "girls"} & columns.keys()


def columns_of(*header):
    mapping = map_table(table_of(header, ["x"] * len(header)))
    return {name: header[index] for name, index in mapping.columns.items()}


def test_times():
    base = ("Socio", "Ubigeo", "Artículo")
    start, end = "FECHA DE INICIO", "FECHA DE FINALIZACIÓN"
    both = columns_of(*base, start, end)
    assert (both["period_start"], both["period_end"]) == (start, end)
    assert "delivered_on" not in both
    assert columns_of(*base, start)["delivered_on"] == start
    day = columns_of(*base, "Fecha de entrega", start, end)
    assert (day["delivered_on"], day["period_start"]) == ("Fecha de entrega", start)
    assert columns_of(*base, "Month")["period_start"] == "Month"
    assert "period_start" not in columns_of(*base, "Fecha", "Month")
    reported = columns_of(*base, "FECHA", "FECHA DE REPORTE")
    assert (reported["delivered_on"], reported["reported_on"]) == ("FECHA", "FECHA DE REPORTE")


def test_a_report_date_stands_in_only_when_there_is_no_other_time():
    mapping = map_table(table_of(("Socio", "Ubigeo", "Artículo", "Report date"), ["x"] * 4))
    assert mapping.columns["delivered_on"] == 3
    assert mapping.stand_ins == {"delivered_on": "reported_on"}


@pytest.mark.parametrize(
    ("word", "field"), [("Finalizada", "status"), ("Em curso", "status"), ("Zulia", "department")]
)
def test_estado_is_told_by_its_cells(word, field):
    header = ("Fecha", "Socio", "Estado", "Municipio", "Artículo")
    mapping = map_table(table_of(header, ("1/4/2020", "A", word, "M", "Kit")))
    assert mapping.columns[field] == 2


def test_sub_districts_make_districts_the_second_level():
    found = columns_of("Date", "Partner", "Item", "District", "Sub-district")
    assert (found["province"], found["district"]) == ("District", "Sub-district")


def test_sector_stands_in_for_a_missing_item():
    mapping = map_table(table_of(("Date", "Partner", "Admin1", "Activity", "Cluster"), ["x"] * 5))
    assert mapping.stand_ins == {"item": "sector"}
    assert "item" not in mapping.columns


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Distrito", "Meta familias"), "targets"),
        (("place", "partner", "sector", "period_start", "persons_targeted"), "targets"),
        (("date", "Partner", "Admin1", "Sector", "Activity", "Target"), "deliveries"),
        (("Donante", "Monto", "Moneda"), "contributions"),
        (("donor", "item", "quantity"), "contributions"),
        (("Lote", "Artículo", "Cantidad", "Fecha de movimiento", "Tipo de movimiento"), "stock_movements"),
        (("Fecha", "Donante", "Socio", "Distrito", "Artículo", "Cantidad", "Lote"), "deliveries"),
    ],
)  # fmt: skip
def test_the_kind_with_everything_it_needs_and_most_columns(header, kind):
    assert map_table(table_of(header, ["x"] * len(header))).kind == kind


def test_a_missing_column_is_named_with_headers_that_would_do():
    table = table_of(("Fecha", "Distrito", "Artículo", "Socio implementadr"), ["x"] * 4)
    with pytest.raises(UnknownLayout) as refusal:
        map_table(table)
    told = str(refusal.value)
    assert refusal.value.title == "A column is missing."
    assert "who delivered" in told
    assert "ORGANIZACIÓN IMPLEMENTADORA" in told
    assert "Socio implementadr → partner" in told
    assert "Fecha, Distrito, Artículo" in told


def test_text_without_any_header_is_refused_in_a_sentence():
    table = read_export(b"hello there\nsecond line\n", "a.txt").tables[0]
    with pytest.raises(UnknownLayout, match="Columns are missing"):
        map_table(table)


def test_the_currency_of_an_amount_is_taken_from_its_own_header():
    mapping = map_table(table_of(("donor", "amountUSD", "originalCurrency"), ("A", "1", "EUR")))
    assert mapping.constants == {"currency": "USD"}
    assert "currency" not in mapping.columns


def test_a_mapping_survives_json():
    mapping = map_table(table_of((*DELIVERIES, "Familias", "DNI", "x"), (*ROW, "1", "2", "3")))
    assert Mapping.from_dict(json.loads(json.dumps(mapping.as_dict()))) == mapping
