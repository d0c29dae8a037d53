"""R4V's nineteen conditions worked out row by row in plain Python, from their description alone.

A row is a dict of texts under our field names, None where the cell is empty.
"""

import unicodedata
from collections.abc import Iterable

POPULATION = ("in_destination", "in_transit", "host_community", "pendular", "returnees")
SEX_AGE = ("girls", "boys", "women", "men", "other_under_18", "other_18_plus")
COUNTRIES = {"peru", "pe"}
PLACES = {("lima", "lima"), ("lima", "canta"), ("junin", "huancayo")}
PARTNERS = {"unhcr", "acnur", "caritas", "cruz roja"}
INDICATORS = {
    ("food security", "individuals fed"): "Direct Assistance",
    ("food security", "individuals trained"): "Capacity Building",
    ("food security", "kitchens"): "Output",
    ("multipurpose cash assistance mpc", "individuals paid"): "Direct Assistance",
    ("wash", "untyped"): None,
}

Row = dict[str, str | None]


def folded(text: str | None) -> str | None:
    """A name as it is compared: no accents, no case, no punctuation."""
    if text is None:
        return None
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain.lower()).split()) or None


def number(text: str | None) -> float | None:
    """The number, None where there is none."""
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None


def total(row: Row, fields: Iterable[str]) -> float:
    """The sum of these cells; an empty one is 0."""
    return sum(number(row[field]) or 0 for field in fields)


def flags(row: Row) -> set[str]:
    """The ids of the checks that flag this row, with every list at hand."""
    country, admin1, admin2 = (folded(row[f]) for f in ("country", "department", "province"))
    appealing, implementing = folded(row["lead_partner"]), folded(row["partner"])
    setup, cva = folded(row["setup"]), folded(row["cash"])
    pair = (folded(row["sector"]), folded(row["indicator"]))
    kind = INDICATORS.get(pair)  # type: ignore[arg-type]
    value, quantity = number(row["amount"]), number(row["quantity"])
    month, new = number(row["persons"]), number(row["persons_new"])
    direct = kind == "Direct Assistance"
    found = {
        "missingcountry": country is None or admin1 is None,
        "countryadmincheck": country not in COUNTRIES or admin1 not in {a for a, _ in PLACES},
        "admin1and2check": admin2 is not None and (admin1, admin2) not in PLACES,
        "miss_appeal_org": appealing not in PARTNERS,
        "miss_setup": setup is None,
        "miss_implementing_org": (setup == "yes" and implementing not in PARTNERS)
        or (setup == "no" and implementing is not None),
        "miss_month": row["period_start"] is None,
        "missing_what": None
        in {row[f] for f in ("sector", "indicator", "activity", "in_plan", "cash")},
        "wrongsectindicator": pair not in INDICATORS,
        "zeroCVA": cva == "yes" and not value,
        "missingmechanism": cva == "yes" and row["modality"] is None,
        "CVANotoYes": cva == "no" and (row["modality"] is not None or (value or 0) > 0),
        "MultipurposeSector": (pair[0] or "").startswith("multipurpose cash assistance")
        and cva == "no",
        "DirectAssistanceNoBenef": direct and not new and not month,
        "NewBenefvstotal": direct and new is not None and month is not None and new > month,
        "PopTypeBreakdown": direct and new is not None and new != total(row, POPULATION),
        "AGDBreakdown": direct and new is not None and new != total(row, SEX_AGE),
        "CBuildingNoBenef": kind == "Capacity Building" and not month,
        "NoOutput": kind == "Output" and not quantity,
    }
    return {rule for rule, holds in found.items() if holds}
