"""One small bad file for each of R4V's checks, under R4V's headers of 2025, and the lists that they are held against."""

from tests.checks.bad_files import BadFile, Rows

R4V_ROW = {
    "Country Country": "Peru",
    "Country Admin1": "Lima",
    "Admin2 Admin2": "Lima",
    "Appealing organisation Name": "UNHCR",
    "Implementation Set up": "Yes",
    "Implementing partner Name": "Cáritas",
    "Month": "2025-03",
    "Indicator Sector": "Food Security",
    "Indicator Indicator": "# individuals receiving food assistance",
    "Activity Name": "Comida caliente",
    "Activity Description": "",
    "RMRP Activity": "Yes",
    "CVA": "No",
    "Value (in USD)": "",
    "Delivery mechanism": "",
    "Quantity of output": "",
    "Total monthly beneficiaries": "120",
    "New beneficiaries of the month": "100",
    "Refugees and Migrants IN DESTINATION": "60",
    "Refugees and Migrants IN TRANSIT": "20",
    "Host Communities Beneficiaries": "20",
    "Refugees and Migrants PENDULARS": "",
    "Colombian Returnees": "0",
    "Women under 18": "20",
    "Men under 18": "20",
    "Women above 18": "30",
    "Men above 18": "30",
    "Other under 18": "",
    "Other above 18": "",
    "Platform": "Peru",
}
TRAINING = {
    "Indicator Indicator": "# individuals trained",
    "Refugees and Migrants IN DESTINATION": "",
    "Refugees and Migrants IN TRANSIT": "",
    "Host Communities Beneficiaries": "",
    "Women under 18": "",
    "Men under 18": "",
    "Women above 18": "",
    "Men above 18": "",
    "New beneficiaries of the month": "",
}
FACILITIES = TRAINING | {
    "Indicator Indicator": "# food facilities supported",
    "Quantity of output": "7",
    "Total monthly beneficiaries": "",
}
CASH = {"CVA": "Yes", "Value (in USD)": "900", "Delivery mechanism": "Prepaid Card"}
INDICATORS = """sector,indicator,type
Food Security,# individuals receiving food assistance,Direct Assistance
Food Security,# individuals trained,Capacity Building
Food Security,# food facilities supported,Output
Multipurpose Cash Assistance (MPC),# individuals receiving cash,Direct Assistance
"""
PARTNERS = """code,name,type,role,aliases,expected_reporting
CAR,Cáritas,NNGO,implementing,Caritas del Perú,
ACNUR,UNHCR,UN,lead,,
"""


def r4v_rows(**changes: str) -> Rows:
    """Three rows of R4V's, the last one changed; the first two are good, of different sizes."""
    grown = {
        "Total monthly beneficiaries": "160",
        "New beneficiaries of the month": "110",
        "Host Communities Beneficiaries": "30",
        "Men above 18": "40",
    }
    return [R4V_ROW, R4V_ROW | grown, R4V_ROW | {"Month": "2025-04"} | changes]


def _r4v(rule: str, column: str, also: tuple[str, ...] = (), /, **changes: str) -> BadFile:
    return BadFile("deliveries", rule, r4v_rows(**changes), column, (4,), also)


R4V = (
    _r4v("missingcountry", "country", ("countryadmincheck",), **{"Country Country": ""}),
    _r4v("countryadmincheck", "country", ("place-unknown",), **{"Country Country": "Chile"}),
    _r4v("admin1and2check", "province", ("place-unknown",), **{"Admin2 Admin2": "Cusco"}),
    _r4v("miss_appeal_org", "lead_partner", **{"Appealing organisation Name": "Nobody"}),
    _r4v("miss_setup", "setup", **{"Implementation Set up": ""}),
    _r4v("miss_implementing_org", "partner", **{"Implementation Set up": "No"}),
    _r4v("miss_month", "period_start", ("date-missing",), Month=""),
    _r4v("missing_what", "in_plan", **{"RMRP Activity": ""}),
    _r4v("wrongsectindicator", "indicator", **{"Indicator Indicator": "# individuals dancing"}),
    _r4v("zeroCVA", "amount", **CASH | {"Value (in USD)": "0"}),
    _r4v("missingmechanism", "modality", **CASH | {"Delivery mechanism": ""}),
    _r4v("CVANotoYes", "cash", **CASH | {"CVA": "No", "Delivery mechanism": ""}),
    _r4v(
        "MultipurposeSector",
        "cash",
        **{
            "Indicator Sector": "Multipurpose Cash Assistance (MPC)",
            "Indicator Indicator": "# individuals receiving cash",
        },
    ),
    _r4v(
        "DirectAssistanceNoBenef",
        "persons",
        ("breakdown-without-total",),
        **{"Total monthly beneficiaries": "0", "New beneficiaries of the month": ""},
    ),
    _r4v("NewBenefvstotal", "persons_new", **{"Total monthly beneficiaries": "99"}),
    _r4v("PopTypeBreakdown", "persons_new", **{"Refugees and Migrants PENDULARS": "1"}),
    _r4v("AGDBreakdown", "persons_new", **{"Other under 18": "1"}),
    _r4v("CBuildingNoBenef", "persons", **TRAINING | {"Total monthly beneficiaries": "0"}),
    _r4v(
        "NoOutput",
        "quantity",
        ("presence-only", "quantity-missing"),
        **FACILITIES | {"Quantity of output": ""},
    ),
)
