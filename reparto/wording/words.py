"""Pieces that several stories are told with: lists of names, quantities of items, families by day."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from reparto.language import N_, _, day, listed, ngettext, number

_NAMED_AT_MOST = 6
_ROLES = {
    "coordination": N_("coordination"),
    "support": N_("support"),
    "implementing": N_("implementing"),
    "distribution": N_("distribution"),
    "security": N_("security"),
    "donor": N_("donor"),
    "platform": N_("platform"),
}
_TYPES = {
    "un": N_("United Nations"),
    "ingo": N_("international NGO"),
    "nngo": N_("national NGO"),
    "civil society": N_("civil society"),
    "faith based": N_("faith-based"),
    "red cross": N_("Red Cross"),
    "academic": N_("academic"),
    "government": N_("government"),
    "private sector": N_("private sector"),
    "health facilities": N_("health facilities"),
}


def role_name(role: Any) -> str:
    """A partner's role in the reader's language; a role that the product does not know stays as it is listed."""
    return _(_ROLES[str(role).casefold()]) if str(role).casefold() in _ROLES else as_listed(role)


def type_name(kind: Any) -> str:
    """A type of organisation in the reader's language; one that the product does not know stays as it is listed."""
    return _(_TYPES[str(kind).casefold()]) if str(kind).casefold() in _TYPES else as_listed(kind)


def as_listed(words: Any) -> str:
    """What a list says, as text; nothing where it says nothing."""
    return "" if pd.isna(words) else str(words)


def known(value: Any) -> bool:
    """Whether there is a value: neither None nor any of pandas' words for a missing one."""
    return not pd.isna(value)


def shortly(names: Sequence[str], most: int = _NAMED_AT_MOST) -> str:
    """The names as a list, the rest counted: "Ate, Comas and 3 more"."""
    names = [str(name) for name in names]
    if len(names) > most + 1:
        rest = len(names) - most
        names = [
            *names[:most],
            ngettext("{count} more", "{count} more", rest).format(count=number(rest)),
        ]
    return listed(names)


def quantities(items: pd.DataFrame, item_name: Callable[[str], str]) -> list[str]:
    """Items with their quantities, as words of a list: "40 × Food kit", "1,351 × Food (filters)".

    Items of which nothing was given are left out, unless there is nothing else.
    """
    given = items[items["quantity"].ne(0)]
    return [
        quantity_in_words(row.quantity, row.item, row.unit, item_name)
        for row in (given if len(given) else items).itertuples()
    ]


def quantity_in_words(quantity: Any, item: Any, unit: Any, item_name: Callable[[str], str]) -> str:
    """A quantity of an item; the unit is said unless it is a kit or a piece, and unknown is said to be unknown."""
    name = item_name(item) if known(item) else _("unknown item")
    if known(unit) and str(unit).casefold() not in ("kit", "unit", "unidad"):
        name = _("{item} ({unit})").format(item=name, unit=unit)
    if not known(quantity):
        return _("{item} (quantity unknown)").format(item=name)
    return _("{quantity} × {item}").format(quantity=number(quantity, 1), item=name)


def days_sentence(days: pd.DataFrame) -> str:
    """What the line of families by day shows: how many by the last day, and the day that added most."""
    last = days.iloc[-1]
    best = days.loc[days["households_reached_new"].idxmax()]
    return ngettext(
        "{count} family until {last}; most were added on {best}: {new}.",
        "{count} families until {last}; most were added on {best}: {new}.",
        int(last["households_reached_cumulative"]),
    ).format(
        count=number(last["households_reached_cumulative"]),
        last=day(last["day"]),
        best=day(best["day"]),
        new=number(best["households_reached_new"]),
    )
