"""Headers whose meaning depends on the columns beside them or on what their cells hold."""

import pyarrow.compute as pc

from reparto.exports.cells import look_at
from reparto.exports.choice import Choice
from reparto.exports.headers import normal
from reparto.exports.tables import TextTable

_STATUS_WORDS = (
    "finaliz", "complet", "conclu", "entreg", "ejecuci", "going", "curso", "cours", "plan",
    "suspen", "anulad", "cancel", "closed", "pendiente", "deliver", "verific", "transit", "proceso",
    "progress", "activ", "termin", "cerrad",
)  # fmt: skip
_CURRENCY_IN_HEADER = {
    "USD": ("usd", "us$", "dolar", "dollar", "amountusd"),
    "PEN": ("soles", "pen", "s/"),
    "EUR": ("eur", "euro"),
}
_ITEM_STAND_INS = ("sector", "activity", "indicator")


def settle_contexts(table: TextTable, choice: Choice) -> None:
    """Decide what only the whole table can tell: time, "Estado", districts, currency, stand-ins."""
    if choice.kind == "deliveries":
        _settle_time(choice)
        _settle_months(table, choice)
        _settle_estado(table, choice)
        _settle_districts(table, choice)
        _stand_in_for_item(choice)
    _settle_currency(table, choice)


def _settle_time(choice: Choice) -> None:
    """A start and an end make a period, a start alone is the day, a month is a period."""
    columns, slots = choice.columns, choice.helpers
    start, end, month = slots.pop("start", None), slots.pop("end", None), slots.pop("month", None)
    for slot, index, wanted in (
        ("start", start, "period_start" if end is not None or "period_end" in columns else None),
        ("end", end, "period_end"),
    ):
        if index is None:
            continue
        name = wanted or ("period_start" if "delivered_on" in columns else "delivered_on")
        _place(choice, slot, name, index)
    if month is not None and not {"period_start", "delivered_on"} & columns.keys():
        _place(choice, "month", "period_start", month)
    elif month is not None:
        choice.how.pop("month", None)
    if "period_start" not in columns or month is None:
        slots.pop("year", None)
        choice.how.pop("year", None)
    timed = {"delivered_on", "period_start", "period_end"} & columns.keys()
    if not timed and "reported_on" in columns:
        columns["delivered_on"] = columns.pop("reported_on")
        choice.how["delivered_on"] = choice.how.pop("reported_on", "synonym")
        choice.stand_ins["delivered_on"] = "reported_on"


def _settle_months(table: TextTable, choice: Choice) -> None:
    """A column of dates that holds only months tells periods, whatever its header says."""
    index = choice.columns.get("delivered_on")
    if index is None or "period_start" in choice.columns:
        return
    look = look_at(table.column(index))
    if look.share("month", "bare month") > 0.8 and look.share("day") < 0.1:
        choice.columns["period_start"] = choice.columns.pop("delivered_on")
        choice.how["period_start"] = choice.how.pop("delivered_on", "synonym")
        choice.stand_ins.pop("delivered_on", None)
        if "delivered_on" in choice.alternatives:
            choice.alternatives["period_start"] = choice.alternatives.pop("delivered_on")


def _place(choice: Choice, slot: str, name: str, index: int) -> None:
    how = choice.how.pop(slot, "synonym")
    others = choice.alternatives.pop(slot, ())
    if name in choice.columns:
        return
    choice.columns[name] = index
    choice.how[name] = how
    if others:
        choice.alternatives[name] = others


def _settle_estado(table: TextTable, choice: Choice) -> None:
    """ "Estado" is a status in most files and a state of the country in others: the cells tell."""
    index = choice.columns.get("status")
    if index is None or normal(table.header[index]) != "estado" or "department" in choice.columns:
        return
    words = [str(word).casefold() for word in _distinct(table, index)]
    if words and not any(part in word for word in words for part in _STATUS_WORDS):
        del choice.columns["status"]
        choice.columns["department"] = index
        choice.how["department"] = choice.how.pop("status", "synonym")


def _settle_districts(table: TextTable, choice: Choice) -> None:
    """Where districts have sub-districts beside them, the district is the second level."""
    if "province" in choice.columns:
        return
    for index, header in enumerate(table.header):
        if normal(header) in {"sub district", "subdistrict"}:
            district = choice.columns.get("district")
            if district is not None and district != index:
                choice.columns["province"] = district
                choice.columns["district"] = index
                choice.how["province"] = choice.how["district"]
            return


def _stand_in_for_item(choice: Choice) -> None:
    if "item" not in choice.columns:
        for name in _ITEM_STAND_INS:
            if name in choice.columns:
                choice.stand_ins["item"] = name
                return


def _settle_currency(table: TextTable, choice: Choice) -> None:
    """An amount whose own header names its currency does not take another column's."""
    index = choice.columns.get("amount", choice.columns.get("value"))
    if index is None:
        return
    named = currency_in(table.header[index])
    if named is not None:
        choice.columns.pop("currency", None)
        choice.how.pop("currency", None)
        choice.constants["currency"] = named


def currency_in(header: str) -> str | None:
    """The currency that a header such as "Value (in USD)" names."""
    text = header.casefold()
    words = set(normal(header).split()) | set(text.replace("(", " ").replace(")", " ").split())
    for code, marks in _CURRENCY_IN_HEADER.items():
        if any(mark in words for mark in marks) or ("usd" in text and code == "USD"):
            return code
    return None


def _distinct(table: TextTable, index: int) -> list[str]:
    cells = table.column(index).slice(0, 5_000).drop_null()
    return list(pc.unique(cells).to_pylist())[:50]
