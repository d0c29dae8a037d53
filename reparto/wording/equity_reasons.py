"""Why a district is far behind, in words: nobody works there, silence, stock that lies elsewhere, or under way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from reparto.language import _, day, listed, ngettext, number
from reparto.wording.overview import SILENT_DAYS, some

ReasonKind = Literal["no_partner", "silent", "stock_elsewhere", "under_way"]
_STORES_NAMED = 2


@dataclass(frozen=True)
class Reason:
    """Why a district is far behind: which of four reasons, and the sentence that tells it."""

    kind: ReasonKind
    sentence: str


def reason(
    place: Any, at_work: pd.DataFrame, in_store: pd.DataFrame, item_name: Callable[[str], str]
) -> Reason:
    """Why a district is far behind: nobody works there; silence; stock lies elsewhere; else it is under way.

    ``place`` has ``ubigeo`` and ``district``; the tables are what ``equity/at_work`` and ``equity/in_store`` answer.
    """
    here = at_work[at_work["ubigeo"] == place.ubigeo]
    if here.empty:
        return Reason("no_partner", _("No partner works here."))
    last = here.dropna(subset=["last_report"]).sort_values("last_report")
    has_undated = bool((here["last_report"].isna() & (here["deliveries"] > 0)).any())
    if not has_undated and (last.empty or last["days_silent"].min() >= SILENT_DAYS):
        return Reason("silent", _silence(here, last))
    is_here = (in_store["ubigeo"] == place.ubigeo) | (in_store["store"] == place.district)
    if len(elsewhere := in_store[~is_here]):
        return Reason("stock_elsewhere", _stock(here, elsewhere, item_name))
    if last.empty:
        return Reason("under_way", _("Under way; no report from here carries a day."))
    newest = last.iloc[-1]
    values = {"partner": newest["partner"], "day": day(newest["last_report"])}
    if not isinstance(newest["partner"], str):
        return Reason(
            "under_way", _("Under way: the last report from here is of {day}.").format(**values)
        )
    return Reason(
        "under_way", _("Under way: {partner} last reported from here on {day}.").format(**values)
    )


def _silence(here: pd.DataFrame, last: pd.DataFrame) -> str:
    names, count = _partners(here)
    if last.empty:
        return ngettext(
            "{names} has a target here and has never reported from here.",
            "{names} have targets here and have never reported from here.",
            count,
        ).format(names=names)
    silent = int(last["days_silent"].min())
    return ngettext(
        "{names} works here, and nothing has been reported from here since {day} ({days} days).",
        "{names} work here, and nothing has been reported from here since {day} ({days} days).",
        count,
    ).format(names=names, day=day(last["last_report"].iloc[-1]), days=number(silent))


def _partners(here: pd.DataFrame) -> tuple[str, int]:
    partners = sorted(name for name in here["partner"] if isinstance(name, str))
    return some(partners) or _("A partner that the rows do not name"), max(len(partners), 1)


def _stock(here: pd.DataFrame, elsewhere: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    stores = elsewhere.groupby("place", sort=False)["quantity"].sum()
    named = list(stores.sort_values(ascending=False, kind="stable").index)
    items = elsewhere.groupby("item", sort=True)["quantity"].sum()
    told = [f"{item_name(str(item))} {number(quantity, 1)}" for item, quantity in items.items()]
    places = named[:_STORES_NAMED]
    if len(named) > _STORES_NAMED:
        places.append(_("{count} more").format(count=number(len(named) - _STORES_NAMED)))
    names, count = _partners(here)
    return ngettext(
        "{names} works here, while stock lies in {places}: {items}.",
        "{names} work here, while stock lies in {places}: {items}.",
        count,
    ).format(names=names, places=listed(places), items=some(told))


def reason_names() -> dict[ReasonKind, str]:
    """The four reasons in a word or two, for a table."""
    return {
        "no_partner": _("No partner"),
        "silent": _("Silent"),
        "stock_elsewhere": _("Stock elsewhere"),
        "under_way": _("Under way"),
    }
