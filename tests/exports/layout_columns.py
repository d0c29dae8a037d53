"""The columns of the layouts that other systems export, each with the field that it holds (None for none)."""

from reparto.exports import map_table
from tests.exports.builders import table_of

R4V_2025 = {
    "Country Country": "country", "Country Admin1": "department", "Admin2 Admin2": "province",
    "Appealing organisation Name": "lead_partner", "Implementation Set up": "setup",
    "Implementing partner Name": "partner", "Month": "period_start", "Indicator Sector": "sector",
    "Indicator Indicator": "indicator", "Activity Name": "activity", "Activity Description": None,
    "RMRP Activity": "in_plan", "CVA": "cash", "Value (in USD)": "amount", "Delivery mechanism": "modality",
    "Quantity of output": "quantity", "Total monthly beneficiaries": "persons",
    "New beneficiaries of the month": "persons_new", "Refugees and Migrants IN DESTINATION": "in_destination",
    "Refugees and Migrants IN TRANSIT": "in_transit", "Host Communities Beneficiaries": "host_community",
    "Refugees and Migrants PENDULARS": "pendular", "Colombian Returnees": "returnees", "Women under 18": "girls",
    "Men under 18": "boys", "Women above 18": "women", "Men above 18": "men", "Other under 18": "other_under_18",
    "Other above 18": "other_18_plus", "Platform": None,
}  # fmt: skip
R4V_2022 = {
    {"Country Country": "Country", "Admin2 Admin2": "Admin2", "Indicator Sector": "Subsector",
     "Indicator Indicator": "Indicator", "Platform": "COVID 19 Situation"}.get(header, header): field
    for header, field in R4V_2025.items()
}  # fmt: skip
R4V_2021 = {
    "Appealing.Organization.Name": "lead_partner", "Implementation.Set.up": "setup",
    "Implementing.partner.Name": "partner", "Reporting.Month": "period_start", "Sector...Subsector...WG": "sector",
    "Indicator": "indicator", "Activity.name": "activity", "Activity.description": None, "RMRP.Activity": "in_plan",
    "COVID.19.situation": None, "Support.Space.activity": None, "CVA": "cash", "Value.of.Transfer.in.USD": "amount",
    "Delivery.Mechanism": "modality", "Country": "country", "Admin1": "department",
    "Quantity.of.unit.measured": "quantity", "Total.monthly.beneficiaries": "persons",
    "New.beneficiaries.of.the.month": "persons_new", "Refugees.and.Migrants.IN.DESTINATION": "in_destination",
    "Refugees.and.Migrants.IN.TRANSIT": "in_transit", "Host.Communities.Beneficiaries": "host_community",
    "Refugees.and.Migrants.PENDULARS": "pendular", "Colombian.Returnees": "returnees", "Women.under.18": "girls",
    "Men.under.18": "boys", "Women.above.18": "women", "Men.above.18": "men",
}  # fmt: skip
R4V_SHORT = {
    "Country": "country", "Admin1": "department", "Admin2": "province", "Appealing_org": "lead_partner",
    "Implementation": "setup", "Implementing_partner": "partner", "Month": "period_start", "Subsector": "sector",
    "Indicator": "indicator", "Activity_Name": "activity", "Activity_Description": None, "RMRPActivity": "in_plan",
    "CVA": "cash", "Value": "amount", "Delivery_mechanism": "modality", "Quantity_output": "quantity",
    "Total_monthly": "persons", "New_beneficiaries": "persons_new", "IN_DESTINATION": "in_destination",
    "IN_TRANSIT": "in_transit", "Host_Communities": "host_community", "PENDULARS": "pendular",
    "Returnees": "returnees", "Girls": "girls", "Boys": "boys", "Women": "women", "Men": "men",
    "Other_under": "other_under_18", "Other_above": "other_18_plus",
}  # fmt: skip
R4V_SPANISH = {
    "Socio Principal": "lead_partner", "Tipo de implementación": "setup", "Socio implementador": "partner",
    "Departamento": "department", "Municipio": "province", "Mes de atención": "period_start", "Sector": "sector",
    "Indicador": "indicator", "Nombre de la actividad": "activity", "Descripción de la actividad": None,
    "Actividad del RMRP": "in_plan", "Cantidad": "quantity", "PTM": "cash", "Monto en USD": "amount",
    "Mecanismo de entrega": "modality", "Total beneficiarios alcanzados en el mes": "persons",
    "Beneficiarios nuevos en el mes": "persons_new", "Con vocación de permanencia": "in_destination",
    "En tránsito": "in_transit", "Comunidad de acogida": "host_community", "Pendulares": "pendular",
    "Colombianos/as retornados/as": "returnees", "Mujeres menores de 18 años": "girls",
}  # fmt: skip
HAPI = {
    "location_code": "country", "has_hrp": None, "in_gho": None, "provider_admin1_name": None,
    "provider_admin2_name": None, "admin1_code": "department_code", "admin1_name": "department",
    "admin2_code": "province_code", "admin2_name": "province", "admin_level": None, "org_name": "partner",
    "org_acronym": None, "org_type_description": None, "sector_code": None, "sector_name": "sector",
    "reference_period_start": "period_start", "reference_period_end": "period_end", "dataset_hdx_id": None,
    "resource_hdx_id": None, "warning": None, "error": None,
}  # fmt: skip
FTS = {
    "date": None, "budgetYear": None, "description": None, "amountUSD": "value", "srcOrganization": "donor",
    "srcOrganizationTypes": None, "srcLocations": None, "destPlan": None, "destOrganization": "recipient",
    "destGlobalClusters": None, "destLocations": None, "destEmergency": "earmark", "contributionType": None,
    "flowType": None, "method": None, "boundary": None, "onBoundary": None, "status": "status",
    "firstReportedDate": None, "decisionDate": "pledged_on", "keywords": None, "originalAmount": None,
    "originalCurrency": None, "exchangeRate": None, "id": None, "refCode": None, "createdAt": None,
}  # fmt: skip
ACTIVITYINFO = {
    "Record ID": "delivery_id", "Partner Name": "partner", "Location Admin1": "department",
    "Province Name": "province", "District Name": "district", "Month": "period_start", "Activity Name": "activity",
    "Item Name": "item", "Quantity distributed": "quantity", "Households reached": "households",
    "Last Edit Time": None,
}  # fmt: skip
OCHA_3W = {
    "Implementing Organization": "partner", "Org. Acronym": None, "Org Type": None, "Donor": "donor",
    "Cluster": "sector", "Activity": "activity", "Admin1": "department", "adm1_pcode": "department_code",
    "Admin2": "province", "adm2_pcode": "province_code", "Start date": "period_start", "End date": "period_end",
    "Status": "status", "Beneficiaries reached": "persons",
}  # fmt: skip
OCHA_345W = {
    "ID": "delivery_id", "FECHA DE REPORTE": "reported_on", "ORGANIZACIÓN DONANTE": "donor",
    "ORGANIZACIÓN IMPLEMENTADORA": "partner", "TIPO DE ORGANIZACIÓN IMPLEMENTADORA": None, "PAÍS": "country",
    "PCODE1": "department_code", "ADMIN 1": "department", "PCODE2": "province_code", "ADMIN 2": "province",
    "SECTOR / CLUSTER": "sector", "ACTIVIDAD": "activity", "COSTO ESTIMADO": "amount",
    "FECHA DE INICIO": "period_start", "FECHA DE FINALIZACIÓN": "period_end", "ESTADO": "status",
    "TIPO DE RECURSO": "item", "CANTIDAD": "quantity", "PERSONAS ALCANZADAS": "persons", "Familias": "households",
}  # fmt: skip
KOBO_LABELS = {
    "start": None, "end": None, "Datos de la entrega/¿Cuándo se entregó?": "delivered_on",
    "Datos de la entrega/Organización que entrega": "partner", "Lugar/Departamento": "department",
    "Lugar/Distrito": "district", "¿Qué se entregó?": "item", "¿Cuántas familias recibieron?": "households",
    "_id": None, "_uuid": None, "_submission_time": None, "_validation_status": "review_status", "_notes": None,
    "_status": None, "__version__": None, "_tags": None, "meta/rootUuid": "delivery_id", "_index": None,
}  # fmt: skip
KOBO_ENGLISH = {
    "today": None, "delivery.date": "delivered_on", "delivery.partner": "partner", "place.district": "district",
    "items.item": "item", "items.quantity": "quantity", "_id": None, "_uuid": "delivery_id",
    "_submission_time": None, "_validation_status": "review_status", "_index": None,
}  # fmt: skip
HXL = {
    "#date+start": "period_start", "#date+end": "period_end", "#org+impl+name": "partner", "#org+funder": "donor",
    "#country+name": "country", "#adm1+name": "department", "#adm3+code": "ubigeo", "#sector": "sector",
    "#item+name": "item", "#output+num": "quantity", "#reached+hh": "households", "#reached+f+children": "girls",
    "#status": "status",
}  # fmt: skip
OUR_OWN = {
    name: name
    for name in ("delivered_on", "partner", "ubigeo", "item", "households", "cash", "country")
}
KNOWN = {
    "r4v-2025": R4V_2025, "r4v-2022": R4V_2022, "r4v-2021": R4V_2021, "hapi-3w": HAPI, "fts": FTS,
    "activityinfo": ACTIVITYINFO, "kobo": KOBO_LABELS, "hxl": HXL, "reparto": OUR_OWN,
}  # fmt: skip
ALIKE = {
    "R4V as its scripts shorten it": ("r4v", R4V_SHORT), "R4V in Spanish": ("r4v", R4V_SPANISH),
    "KoBo with dots, no rootUuid": ("kobo", KOBO_ENGLISH), "a 3W": ("345w", OCHA_3W),
    "a 345W in Spanish": ("345w", OCHA_345W),
}  # fmt: skip
LAYOUTS = [(name, columns) for name, columns in KNOWN.items()] + list(ALIKE.values())


def mapped(headers):
    """How a table with these headers is mapped, each column under its header; cells are as plain as they come."""
    cells = ["2020-04" if "month" in header.casefold() else "x" for header in headers]
    table = table_of(headers, cells)
    mapping = map_table(table)
    fields = {index: name for name, index in mapping.columns.items()}
    return mapping, {header: fields.get(at) for at, header in enumerate(table.header)}
