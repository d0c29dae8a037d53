"""One donor's contribution: everything that is asked about it, and its print version as texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from reparto.charts.impact import fates
from reparto.language import _, day, number
from reparto.methods import METHODS
from reparto.metrics import METRICS
from reparto.outputs import donor_sheet as sheets
from reparto.ui.filters import chosen_in_words
from reparto.ui.page import View
from reparto.ui.partners import place_of
from reparto.ui.text import plain
from reparto.wording import impact as wording
from reparto.wording.gifts import Gift, amounts, gift_of
from reparto.wording.words import known, quantity_in_words

MOST_PLACES_PRINTED = 60
MOST_ITEMS_IN_FIGURES = 2


@dataclass(frozen=True)
class Contribution:
    """Everything that is known of one donor's contribution, in the reader's scope."""

    donor: str
    gift: Gift
    chain: pd.DataFrame
    headline: Mapping[str, Any]
    evidence: Mapping[str, Any]
    together: Mapping[str, Any]
    places: pd.DataFrame
    days: pd.DataFrame
    partners: pd.DataFrame

    def story(self, item_name: wording.ItemName) -> list[str]:
        """The story in words, one paragraph each for what was given, what became of it, and whom it reached."""
        names = [plain(name) for name in self.partners["partner"]]
        return wording.story(
            self.donor, self.gift, self.chain, self.headline, self.evidence, names, item_name
        )


def contribution(
    view: View, donor: str, totals: pd.DataFrame, known_by: Mapping[str | None, Mapping[str, Any]]
) -> Contribution:
    """Ask everything about one donor's contribution."""
    scope = replace(view.scope, donor=(donor,))
    (channel,) = totals.loc[totals["donor"] == donor, "channel"]
    chain = view.ask("donors/chain")
    places = view.ask("coverage/by_district", scope)
    progress = view.ask("partners/progress", scope)
    reached = places[places["last_delivery"].notna() | places["households_reached"].gt(0)]
    delivered = progress[progress["deliveries"].gt(0)]
    return Contribution(
        donor=donor,
        gift=gift_of(donor, view.ask("donors/gifts"), channel),
        chain=chain[chain["donor"] == donor],
        headline=view.ask_row("overview/headline", scope),
        evidence=known_by.get(donor, {}),
        together=known_by.get(None, {}),
        places=reached.assign(place=[place_of(row) for row in reached.itertuples()]).sort_values(
            "households_reached", ascending=False, kind="stable"
        ),
        days=view.ask("coverage/by_day", scope),
        partners=delivered.sort_values("households_reached", ascending=False, kind="stable"),
    )


def figures(view: View, told: Contribution) -> list[tuple[str, str]]:
    """The contribution's way in figures, from its value to the partners: label and value as the reader writes them."""
    items = wording.followable(told.chain)
    delivered = [
        (
            _("{item} delivered").format(
                item=view.item_name(row.item) if known(row.item) else _("unknown item")
            ),
            _("{part} of {whole}").format(
                part=number(row.delivered if known(row.delivered) else 0, 1),
                whole=number(row.contributed, 1),
            ),
        )
        for row in items.itertuples()
    ]
    return [
        (_("Value of the contribution"), amounts(told.gift.values)),
        *(delivered if len(delivered) <= MOST_ITEMS_IN_FIGURES else ()),
        (
            METRICS["households_reached"].named(),
            number(wording.families(told.headline, told.evidence)),
        ),
        (METRICS["persons_reached"].named(), number(told.headline["persons_reached"])),
        (_("Districts"), number(told.headline["districts_reached"] or None)),
        (_("Partners that delivered"), number(told.headline["partners_active"])),
    ]


def print_version(view: View, told: Contribution) -> sheets.DonorSheet:
    """The same story, figures and tables as texts for the sheet."""
    items = [
        view.item_name(item) if known(item) else _("unknown item") for item in told.chain["item"]
    ]
    return sheets.DonorSheet(
        language=view.language,
        operation=view.operation.title,
        kicker=_("What the contribution became"),
        donor=plain(told.donor),
        notice=_(
            "Invented demonstration rows over public facts: no figure here is a real delivery."
        )
        if view.is_demonstration
        else "",
        story=tuple(told.story(view.item_name)),
        figures=tuple(figures(view, told)),
        ways_title=_("What became of it"),
        ways=tuple(_way(view, row) for row in wording.followable(told.chain).itertuples()),
        tables=(
            _items_table(told.chain, items),
            _places_table(told.places),
            _partners_table(told.partners),
        ),
        notes=(
            sheets.Notes(
                _("How is it known whose contribution a delivery was?"),
                tuple(wording.how_known(told.evidence, told.together)),
            ),
        ),
        footer=_footer(view),
    )


def _way(view: View, row: Any) -> sheets.Way:
    return sheets.Way(
        _("{gift} given").format(
            gift=quantity_in_words(row.contributed, row.item, row.unit, view.item_name)
        ),
        tuple(
            sheets.Fate(
                fate,
                wording.fate_words(fate, value),
                share,
            )
            for fate, value, share in fates(row)
        ),
    )


def _items_table(chain: pd.DataFrame, items: list[str]) -> sheets.Table:
    return sheets.Table(
        _("Items"),
        (_("Item"), _("Unit"), _("Contributed"), _("Delivered"), _("In stock")),
        tuple(
            (
                name,
                plain(row.unit) if known(row.unit) else "—",
                number(row.contributed, 1),
                number(row.delivered, 1),
                number(row.in_stock, 1),
            )
            for name, row in zip(items, chain.itertuples(), strict=True)
        ),
        numbers=(2, 3, 4),
    )


def _places_table(places: pd.DataFrame) -> sheets.Table:
    shown = places.head(MOST_PLACES_PRINTED)
    rows = [
        (_with_department(row), number(row.households_reached), day(row.last_delivery, "medium"))
        for row in shown.itertuples()
    ]
    if len(places) > len(shown):
        rest = _("{count} more").format(count=number(len(places) - len(shown)))
        rows.append((rest, "", ""))
    headers = (_("Place"), _("Families"), _("Last delivery"))
    return sheets.Table(_("Where"), headers, tuple(rows), numbers=(1,), days=(2,))


def _with_department(row: Any) -> str:
    if not known(row.district) or not known(row.department):
        return str(row.place)
    return _("{place} ({department})").format(place=row.place, department=plain(row.department))


def _partners_table(partners: pd.DataFrame) -> sheets.Table:
    return sheets.Table(
        _("Delivered by"),
        (_("Partner"), _("Families"), _("Last delivery")),
        tuple(
            (plain(row.partner), number(row.households_reached), day(row.last_delivery, "medium"))
            for row in partners.itertuples()
        ),
        numbers=(1,),
        days=(2,),
    )


def _footer(view: View) -> tuple[str, ...]:
    filters = chosen_in_words(view.scope, view._frame.choices)
    return (
        _("Filters: {filters}.").format(filters="; ".join(filters))
        if filters
        else _("No filters: everything."),
        _("From snapshot {number} of the data.").format(number=number(view.snapshot)),
        _("Counted by: {label}. Unknown is a dash, not zero.").format(
            label=METHODS[view.scope.method].named()
        ),
    )
