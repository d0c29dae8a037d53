"""The passport of a figure in words: what it is, how it was counted, what was assumed and what was left out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reparto.checks import CHECKS
from reparto.language import N_, _, day, ngettext, number, percent
from reparto.methods import METHODS
from reparto.metrics import METRICS
from reparto.passport import Passport
from reparto.questions import Column
from reparto.scope import CHOICES, Scope
from reparto.wording.clinic import how_replaced
from reparto.wording.data import skipped_reason

FILTERS = {
    "department": N_("Department"),
    "province": N_("Province"),
    "district": N_("District"),
    "partner": N_("Partner"),
    "lead_partner": N_("Lead partner"),
    "item": N_("Item"),
    "donor": N_("Donor"),
    "population_group": N_("Population group"),
    "status": N_("Status"),
    "since": N_("From"),
    "until": N_("Until"),
}
REASONS = {
    "held_back": N_("Held back: the row breaks a rule that must hold"),
    "replaced": N_("Replaced: a later file brought the row again"),
    "skipped": N_("Skipped: blank, total, note or repeated header"),
    "planned": N_("Not counted: planned or on its way"),
    "stopped": N_("Not counted: suspended or cancelled"),
    "ongoing": N_("Not counted: going on, nobody reached yet"),
    "unknown_status": N_("Not counted: whether it was delivered is unknown"),
    "no_sector": N_("Not in R4V's models: no sector"),
    "no_month": N_("Not in R4V's models: no date"),
    "not_direct": N_("Not in R4V's models: no direct assistance"),
    "of_other_tables": N_("Not in R4V's models: its table counts no new people"),
    "outside_model": N_("Not in this model: its sector is none of the model's"),
    "outside_filters": N_("Outside the filters"),
    "outside_dates": N_("Outside the dates, or without a usable date"),
    "of_other_exports": N_("Of other exports: targets, contributions and stock"),
}
_HEADERS = {
    "basis": N_("Shares"),
    "batch_no": N_("No."),
    "day": N_("Day"),
    "days_silent": N_("Days since"),
    "deliveries": N_("Delivery rows"),
    "department": N_("Department"),
    "department_code": N_("Code"),
    "district": N_("District"),
    "districts": N_("Districts"),
    "districts_reached": N_("Districts"),
    "donor": N_("Donor"),
    "expected_reporting": N_("Rhythm"),
    "first_day": N_("First day"),
    "first_delivery": N_("First delivery"),
    "geo_level": N_("Level"),
    "households_gap": N_("Still to reach"),
    "households_in_need": N_("Families in need"),
    "households_targeted": N_("Target"),
    "item": N_("Item"),
    "last_day": N_("Last day"),
    "last_delivery": N_("Last delivery"),
    "last_report": N_("Last report"),
    "lead_partner": N_("Lead partner"),
    "model": N_("Model"),
    "month": N_("Month"),
    "name": N_("File"),
    "partner": N_("Partner"),
    "partner_type": N_("Type"),
    "partners": N_("Partners"),
    "partners_active": N_("Partners"),
    "place": N_("Place"),
    "place_code": N_("Code"),
    "place_level": N_("Level"),
    "population_group": N_("Population group"),
    "province": N_("Province"),
    "quantity": N_("Quantity"),
    "role": N_("Role"),
    "rows": N_("Rows"),
    "rows_counted": N_("Rows"),
    "sector": N_("Sector"),
    "status": N_("Status"),
    "step": N_("Step"),
    "ubigeo": N_("Code"),
    "unit": N_("Unit"),
}
"""What a column is called above a table, where a telephone shows two or three side by side."""
_LEVELS = {"geo_level", "place_level", "standing"}
_SETTINGS = {
    "household_size": N_("People per family, where a row gives none"),
    "households_targeted": N_("Families targeted, where no target is imported"),
    "late_after_days": N_("Days after the delivery that are still on time"),
    "starts_on": N_("First day of the operation"),
    "ends_on": N_("Last day of the operation"),
    "kcal_person_day": N_("Energy per person and day, in kcal"),
    "water_litres_person_day": N_("Water per person and day, in litres"),
    "water_litres_floor": N_("Water to survive, per person and day, in litres"),
}


def figure_name(column: Column) -> str:
    """What a column of an answer is called."""
    if column.name in METRICS:
        return METRICS[column.name].named()
    meaning = _(column.meaning).split(";")[0].split(":")[0]
    return meaning[:1].upper() + meaning[1:]


def header_of(column: Column) -> str:
    """What a column is called above a table: a word or two where it has a common name, else what it is called."""
    return _(_HEADERS[column.name]) if column.name in _HEADERS else figure_name(column)


def written(column: Column, value: Any) -> str:
    """A value as the reader writes it; unknown is an em dash."""
    if column.name in METRICS:
        return METRICS[column.name].written(value)
    if value is None or value != value:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    if column.name.endswith("_rate"):
        return percent(value)
    if isinstance(value, int | float):
        return number(value, 0 if isinstance(value, int) else 1)
    return str(value)


def sentence(passport: Passport) -> str:
    """What the figure is and what it rests on, in one plain sentence."""
    rests = _rests_on(passport)
    if passport.column is None:
        return f"{_(passport.question.asks)} {rests}"
    if passport.row is None:
        return f"{figure_name(passport.column)}. {rests}"
    told = _("{figure}: {value}.").format(
        figure=figure_name(passport.column), value=written(passport.column, passport.value)
    )
    return f"{told} {rests}"


def _rests_on(passport: Passport) -> str:
    files = ngettext("{count} file", "{count} files", len(passport.files)).format(
        count=number(len(passport.files))
    )
    if not passport.reads_deliveries:
        return _("It rests on {files}.").format(files=files)
    rows = ngettext("{count} delivery row", "{count} delivery rows", passport.rows_behind).format(
        count=number(passport.rows_behind)
    )
    return _("It rests on {rows} and {files}.").format(rows=rows, files=files)


def place_of_figure(passport: Passport) -> str:
    """Which row of the answer the figure stands in, by what names it; empty where there is one row only."""
    if passport.row is None or len(passport.row) == 0:
        return ""
    named = [
        str(value)
        for column in passport.question.columns
        if column.type == "varchar"
        and column.name not in _LEVELS
        and (value := passport.row[column.name]) is not None
    ]
    days = passport.row.get("day")
    named += [day(days)] if isinstance(days, date) else []
    return " · ".join(dict.fromkeys(named))


def method(passport: Passport) -> list[str]:
    """How rows are counted, as sentences: the counting method and what each figure means."""
    lines = []
    if passport.reads_deliveries and _counts_families(passport):
        chosen = METHODS[passport.scope.method]
        lines.append(
            _("{method}: {sentence}").format(method=chosen.named(), sentence=chosen.said())
        )
        lines.append(_("A household with a key counts once, whatever the method."))
    for name in passport.metrics[:4]:
        metric = METRICS[name]
        lines.append(f"{metric.named()}: {metric.explained()}")
    if passport.column is not None and passport.column.name not in METRICS:
        lines.append(f"{figure_name(passport.column)}: {_(passport.column.meaning)}")
    return lines


def _counts_families(passport: Passport) -> bool:
    return "rows_in_units" in passport.sql


def filters(scope: Scope, names: Mapping[str, Mapping[str, str]] | None = None) -> list[str]:
    """The filters that are set, one line each; ``names`` are what the values of a filter are called."""
    lines = []
    for name in CHOICES:
        called = (names or {}).get(name, {})
        values = [called.get(value, value) for value in getattr(scope, name)]
        if values:
            lines.append(f"{_(FILTERS[name])}: {', '.join(values)}")
    for name in ("since", "until"):
        if value := getattr(scope, name):
            lines.append(f"{_(FILTERS[name])}: {day(value)}")
    return lines or [_("None: everything that was imported.")]


def assumptions(passport: Passport) -> list[str]:
    """The settings of the operation that the statement reads, with their values."""
    settings = dict(passport.assumptions)
    lines = []
    for name, value in settings.items():
        if name not in _SETTINGS:
            continue
        text = day(value) if isinstance(value, date) else number(value, 2)
        if name == "household_size":
            text = _("{default} ({low} to {high})").format(
                default=text,
                low=number(settings["household_size_low"], 2),
                high=number(settings["household_size_high"], 2),
            )
        lines.append(f"{_(_SETTINGS[name])}: {text}")
    return lines


def left_out(passport: Passport) -> list[tuple[str, int]]:
    """Why rows are not behind the figure, and how many: with those behind it they are all rows of the files."""
    return [(_(REASONS[reason]), rows) for reason, rows in passport.left_out]


def whole(passport: Passport) -> str:
    """That nothing is lost: rows read are those behind the figure and those left out."""
    out = sum(rows for _reason, rows in passport.left_out)
    return _("{read} rows of all files = {behind} behind it + {out} left out.").format(
        read=number(passport.counts["rows_read"]),
        behind=number(passport.rows_behind),
        out=number(out),
    )


def detail(reason: str, value: Any, statuses: Mapping[str, str]) -> str:
    """What a row left out says of its reason: the rule broken, how it was replaced, what it was skipped as."""
    if not isinstance(value, str):
        return ""
    if reason == "held_back":
        return next((check.says() for check in CHECKS if check.rule == value), value)
    if reason == "replaced":
        return how_replaced(value)
    if reason == "skipped":
        return skipped_reason(value)
    return statuses.get(value, value)


def shown_of(shown: int, total: int) -> str:
    """How many rows are shown of how many there are."""
    if shown >= total:
        return ngettext("{count} row.", "{count} rows.", total).format(count=number(total))
    return _("The first {shown} of {total} rows.").format(shown=number(shown), total=number(total))
