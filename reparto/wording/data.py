"""What the Data page says: layouts, fields, reasons and outcomes in the reader's language."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reparto.checks import check_named
from reparto.exports import FIELDS, REQUIRED
from reparto.language import N_, _, listed, ngettext, number
from reparto.wording.layouts import layout_name
from reparto.wording.layouts import layout_short as layout_short

KINDS = {
    "deliveries": N_("Deliveries"),
    "targets": N_("Targets"),
    "contributions": N_("Contributions"),
    "stock_movements": N_("Stock movements"),
}
SEVERITIES = {"MUST": N_("Held back"), "SHOULD": N_("Warning"), "INFO": N_("Note")}
SKIPPED = {
    "blank": N_("Blank row"),
    "total": N_("Row of totals"),
    "repeated_header": N_("Header repeated inside the table"),
    "note": N_("Note or source, no data"),
    "example": N_("Example row of a template"),
    "joined": N_("Joined to its rows on another sheet"),
    "passed_on": N_("Money passed on: it counts in the flow by which it came in"),
}
DATE_ORDERS = {
    "dmy": N_("day/month/year"),
    "mdy": N_("month/day/year"),
    "ymd": N_("year-month-day"),
}
NEEDS = {
    "partner": N_("who delivered"),
    "place": N_("where"),
    "time": N_("when"),
    "item": N_("what"),
    "target": N_("how many families or people are targeted or in need"),
    "donor": N_("who gave"),
    "amount": N_("how much"),
    "lot": N_("which lot"),
    "quantity": N_("how much"),
    "kind": N_("which kind of movement"),
}
FIELD_NAMES = {
    "delivery_id": N_("Delivery number"),
    "delivered_on": N_("Day of delivery"),
    "period_start": N_("Start of the period"),
    "period_end": N_("End of the period"),
    "reported_on": N_("Day of the report"),
    "lead_partner": N_("Lead partner"),
    "partner": N_("Partner"),
    "place": N_("Place"),
    "ubigeo": N_("District code"),
    "department": N_("Department"),
    "province": N_("Province"),
    "district": N_("District"),
    "department_code": N_("Department code"),
    "province_code": N_("Province code"),
    "site": N_("Site"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "household_key": N_("Household key"),
    "households": N_("Families"),
    "persons": N_("People"),
    "girls": N_("Girls"),
    "boys": N_("Boys"),
    "women": N_("Women"),
    "men": N_("Men"),
    "other_under_18": N_("Other, under 18"),
    "other_18_plus": N_("Other, 18 and over"),
    "population_group": N_("Population group"),
    "item": N_("Item"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit"),
    "donor": N_("Donor"),
    "lot": N_("Lot"),
    "status": N_("Status"),
    "review_status": N_("Status of review"),
    "sector": N_("Sector"),
    "indicator": N_("Indicator"),
    "activity": N_("Activity"),
    "persons_new": N_("New people"),
    "setup": N_("Setup"),
    "modality": N_("Modality"),
    "amount": N_("Amount"),
    "currency": N_("Currency"),
    "government_package": N_("Government package"),
    "country": N_("Country"),
    "in_destination": N_("Refugees and migrants in destination"),
    "in_transit": N_("Refugees and migrants in transit"),
    "host_community": N_("Host community"),
    "pendular": N_("Pendular migrants"),
    "returnees": N_("Returnees"),
    "cash": N_("Cash or vouchers"),
    "in_plan": N_("In the response plan"),
    "corrects": N_("Corrects row"),
    "households_in_need": N_("Families in need"),
    "households_targeted": N_("Families targeted"),
    "persons_in_need": N_("People in need"),
    "persons_targeted": N_("People targeted"),
    "source": N_("Source"),
    "as_of": N_("State of"),
    "channel": N_("Channel"),
    "recipient": N_("Recipient"),
    "value": N_("Value"),
    "pledged_on": N_("Day of the pledge"),
    "received_on": N_("Day received"),
    "earmark": N_("Earmark"),
    "from_place": N_("From"),
    "to_place": N_("To"),
    "moved_on": N_("Day of the movement"),
    "kind": N_("Kind of movement"),
}


def kind_name(kind: str | None) -> str:
    """What a kind of export is called; unknown is an em dash."""
    return _(KINDS[kind]) if kind in KINDS else "—"


def field_name(field: str | None) -> str:
    """What one of our own fields is called; a field without a name of its own is said as it is."""
    return _(FIELD_NAMES[field]) if field in FIELD_NAMES else (field or "—")


def severity_name(severity: str) -> str:
    """How serious a finding is: held back, warning or note."""
    return _(SEVERITIES[severity])


def recognised(kind: str | None, dialect: str | None) -> str:
    """What the file was read as, in one sentence; empty when it could not be read."""
    if kind is None:
        return ""
    return _("Read as {kind}, {layout}.").format(
        kind=kind_name(kind).lower(), layout=layout_name(dialect)
    )


def equation(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows read = accepted + held back + skipped, as cards that add up."""
    return [
        {"label": _("Rows read"), "value": number(facts["rows_read"])},
        {"label": "= " + _("Accepted"), "value": number(facts["rows_accepted"])},
        {"label": "+ " + _("Held back"), "value": number(facts["rows_held_back"])},
        {"label": "+ " + _("Skipped"), "value": number(facts["rows_skipped"])},
    ]


def files_sentence(files: int) -> str:
    """How many files stand behind the figures, and that none of their rows is lost."""
    return ngettext(
        "{count} file stands behind the figures. Each of its rows is in one of three places.",
        "{count} files stand behind the figures. Each of their rows is in one of three places.",
        files,
    ).format(count=number(files))


def cell_place(sheet: str | None, row: int) -> str:
    """Where a row stands in its file."""
    if sheet:
        return _("sheet “{sheet}”, row {row}").format(sheet=sheet, row=row)
    return _("row {row}").format(row=row)


def examples_in_words(examples: Iterable[Mapping[str, Any]]) -> str:
    """Up to five cells at fault, each with its place and what stands there."""
    said = []
    for example in examples:
        value = example["value"]
        shown = _("empty") if value is None else _("“{value}”").format(value=value)
        said.append(f"{cell_place(example['sheet'], example['row'])}: {shown}")
    return "; ".join(said)


def cells(count: int) -> str:
    """How many cells a finding is about."""
    return ngettext("{count} cell", "{count} cells", count).format(count=number(count))


def skipped_reason(reason: str) -> str:
    """Why a row is no data."""
    return _(SKIPPED[reason]) if reason in SKIPPED else reason


def date_order_name(order: str | None) -> str:
    """How a column of dates was read; empty for a column that holds none."""
    return _(DATE_ORDERS[order]) if order in DATE_ORDERS else (order or "")


def mapping_rows(
    mapping: Mapping[str, str], date_orders: Mapping[str, str]
) -> list[dict[str, str]]:
    """Our fields, the column of the file that each was read from, and how its dates were read."""
    return [
        {
            "field": field_name(field),
            "name": field,
            "header": header,
            "order": date_order_name(date_orders.get(field)),
        }
        for field, header in mapping.items()
    ]


def dropped_sentence(headers: Sequence[str]) -> str:
    """That columns about persons are not kept, as the report says it; empty when there are none."""
    if not headers:
        return ""
    return _("Personal columns were dropped before anything was stored: {headers}.").format(
        headers=listed([f"“{header}”" for header in headers])
    )


def unused_sentence(headers: Sequence[str], shown: int = 12) -> str:
    """Which columns are kept but stand behind no figure; empty when there are none."""
    if not headers:
        return ""
    names = list(headers[:shown])
    if len(headers) > shown:
        names.append(_("{count} more").format(count=number(len(headers) - shown)))
    return ngettext(
        "This column was not needed: {headers}.",
        "These columns were not needed: {headers}.",
        len(headers),
    ).format(headers=listed(names))


def held_back_rows(held: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answer to ``data/held_back`` in words: where, why, what stands there, and what to do."""
    found = []
    for row in held:
        checks = [check_named(row["kind"], rule) for rule in row["rules"].split(", ")]
        found.append(
            {
                "file": row["name"],
                "sheet": row["sheet"],
                "row": row["row_no"],
                "reason": " ".join(dict.fromkeys(check.says() for check in checks)),
                "field": field_name(row["column_name"]),
                "value": row["value"],
                "advice": " ".join(dict.fromkeys(check.advises() for check in checks)),
            }
        )
    return found


def held_back_reasons(held: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Why rows are held back: each reason once, the one that holds most rows back first."""
    broken = {(row["kind"], rule) for row in held for rule in row["rules"].split(", ")}
    checks = {(kind, rule): check_named(kind, rule) for kind, rule in sorted(broken)}
    reasons = {name: (check.says(), check.advises()) for name, check in checks.items()}
    said = Counter(
        reason
        for row in held
        for reason in dict.fromkeys(reasons[row["kind"], rule] for rule in row["rules"].split(", "))
    )
    return [
        {
            "rows": ngettext("{count} row", "{count} rows", count).format(count=number(count)),
            "reason": reason,
            "advice": advice,
        }
        for (reason, advice), count in said.most_common()
    ]


def finding_rows(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answer to ``data/findings`` in words."""
    return [
        {
            "file": row["name"],
            "severity": severity_name(row["severity"]),
            "rule": row["rule"],
            "field": field_name(row["column_name"]),
            "count": row["count"],
            "sentence": check_named(row["kind"], row["rule"]).says(),
            "advice": check_named(row["kind"], row["rule"]).advises(),
            "examples": examples_in_words(json.loads(row["examples"])),
        }
        for row in findings
    ]


def importable() -> list[dict[str, str]]:
    """Each kind of export: what a file must tell, and our own headers for it."""
    rows = []
    for kind, needs in REQUIRED.items():
        headers = [fields[0] for _need, fields in needs]
        others = [field.name for field in FIELDS[kind] if field.name not in headers]
        rows.append(
            {
                "kind": kind_name(kind),
                "needs": listed([_(NEEDS[need]) for need, _fields in needs]),
                "headers": ", ".join(headers),
                "others": ", ".join(others),
            }
        )
    return rows


def can_be_imported(ready: int, others: int) -> str:
    """How many of the uploaded files bring something."""
    text = ngettext(
        "{count} file can be imported.", "{count} files can be imported.", ready
    ).format(count=number(ready))
    if not others:
        return text
    rest = ngettext(
        "{count} file cannot, or was imported before.",
        "{count} files cannot, or were imported before.",
        others,
    ).format(count=number(others))
    return f"{text} {rest}"


def nothing_to_import(files: int) -> str:
    """That no uploaded file brings anything; the reasons stand with each file."""
    return ngettext(
        "There is nothing to import; the reason is below.",
        "There is nothing to import; the reasons are below.",
        files,
    )


def imported_sentence(files: int, accepted: int, held_back: int) -> str:
    """What an import brought: how many files, and what became of their rows."""
    imported = ngettext("{count} file was imported.", "{count} files were imported.", files)
    rows = ngettext(
        "{accepted} row stands in the figures now, {held} held back.",
        "{accepted} rows stand in the figures now, {held} held back.",
        accepted,
    )
    return " ".join(
        (
            imported.format(count=number(files)),
            rows.format(accepted=number(accepted), held=number(held_back)),
        )
    )
