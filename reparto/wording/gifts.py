"""What a donor gave, in money and in words; values of different currencies are never added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reparto.language import _, listed, number
from reparto.wording.words import known


@dataclass(frozen=True)
class Gift:
    """What one donor gave: its contributions added up within each currency."""

    values: tuple[tuple[float, str], ...] = ()
    money: tuple[tuple[float, str], ...] = ()
    contributions: int = 0
    awaited: int = 0
    lots: int = 0
    first_pledged: Any = None
    last_received: Any = None
    channel: str = ""


def gift_of(donor: str, gifts: pd.DataFrame, channel: Any) -> Gift:
    """The donor's gift from the answer of ``donors/gifts``; values of different currencies stay apart."""
    own = gifts[gifts["donor"] == donor]
    received = [one for one in own["last_received"] if known(one)]
    pledged = [one for one in own["first_pledged"] if known(one)]
    return Gift(
        values=_money(own, "value"),
        money=_money(own, "money"),
        contributions=int(own["contributions"].sum()),
        awaited=int(own["contributions_awaited"].fillna(0).sum()),
        lots=int(own["lots"].sum()),
        first_pledged=min(pledged, default=None),
        last_received=max(received, default=None),
        channel=str(channel) if known(channel) else "",
    )


def _money(own: pd.DataFrame, column: str) -> tuple[tuple[float, str], ...]:
    return tuple(
        (float(value), str(currency) if known(currency) else "")
        for value, currency in zip(own[column], own["currency"], strict=True)
        if known(value) and value
    )


def amounts(values: Sequence[tuple[float, str]]) -> str:
    """Amounts of money, each with its currency; unknown is an em dash."""
    if not values:
        return "—"
    return listed([_amount(value, currency) for value, currency in values])


def _amount(value: float, currency: str) -> str:
    if not currency:
        return _("{value} (currency unknown)").format(value=number(value, 2))
    return f"{number(value, 2)} {currency}"
