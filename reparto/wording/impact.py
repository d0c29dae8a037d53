"""What is said about contributions: what each became, and how that is known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from reparto.language import N_, _, day, ngettext, number, percent
from reparto.wording.gifts import Gift, amounts
from reparto.wording.words import known, quantity_in_words, shortly

UNATTRIBUTED = "unattributed"
ItemName = Callable[[str], str]

FATES = {
    "delivered": N_("Delivered"),
    "sent_not_seen": N_("Sent out, not in these deliveries"),
    "in_stock": N_("In stock"),
    "lost": N_("Lost"),
    "awaited": N_("Promised, not received yet"),
    "untold": N_("Not told"),
}
"""What can have become of a contribution, in the order in which it is drawn."""


_FATE_WORDS = {
    "delivered": N_("{quantity} delivered"),
    "sent_not_seen": N_("{quantity} sent out and not in these deliveries"),
    "in_stock": N_("{quantity} in stock"),
    "lost": N_("{quantity} lost"),
    "awaited": N_("{quantity} promised and not received yet"),
    "untold": N_("{quantity} of which the exports do not tell"),
}


def fate_words(fate: str, quantity: Any) -> str:
    """A quantity and what became of it."""
    return _(_FATE_WORDS[fate]).format(quantity=number(quantity, 1))


def overview(totals: pd.DataFrame, gifts: pd.DataFrame, together: Mapping[str, Any]) -> list[str]:
    """All donors in two sentences: how many, worth what, and how much of the deliveries is known to be theirs."""
    donors = totals[totals["donor"] != UNATTRIBUTED]
    if donors.empty:
        return [_("No delivery names a donor or a lot that a donor gave to.")]
    by_currency = gifts.dropna(subset=["value"]).groupby("currency", dropna=False)["value"].sum()
    worth = [(float(value), str(key) if known(key) else "") for key, value in by_currency.items()]
    told = {"count": number(len(donors)), "worth": amounts(worth)}
    if worth:
        first = ngettext(
            "{count} donor gave what was worth {worth}.",
            "{count} donors gave what was worth {worth}.",
            len(donors),
        )
    else:
        first = ngettext(
            "{count} donor is named; what the contributions were worth is not in the exports.",
            "{count} donors are named; what the contributions were worth is not in the exports.",
            len(donors),
        )
    return [first.format(**told), attributed(together)]


def attributed(together: Mapping[str, Any]) -> str:
    """How much of all deliveries is known to be somebody's contribution."""
    rows = int(together.get("deliveries") or 0)
    nobody = int(together.get("deliveries_unattributed") or 0)
    if not rows:
        return ""
    if not nobody:
        return _("Every delivery row says whose contribution it was.")
    return ngettext(
        "{known} of {count} delivery row says whose contribution it was; the rest ({rate}) is not attributed and stands "
        "apart.",
        "{known} of {count} delivery rows say whose contribution they were; the rest ({rate}) is not attributed and "
        "stands apart.",
        rows,
    ).format(known=number(rows - nobody), count=number(rows), rate=percent(nobody / rows, 1))


def story(
    donor: str,
    gift: Gift,
    chain: pd.DataFrame,
    headline: Mapping[str, Any],
    evidence: Mapping[str, Any],
    partners: Sequence[str],
    item_name: ItemName,
) -> list[str]:
    """A contribution's way in plain words: what was given, what became of it, whom it reached."""
    paragraphs = [
        _given(donor, gift, chain, evidence, item_name),
        _followed(chain, item_name),
        [_reached(headline, evidence, chain, partners, item_name), *_money_sentence(gift)],
    ]
    return [" ".join(sentences) for sentences in paragraphs if sentences]


def _given(
    donor: str, gift: Gift, chain: pd.DataFrame, evidence: Mapping[str, Any], item_name: ItemName
) -> list[str]:
    items = [
        quantity_in_words(row.contributed, row.item, row.unit, item_name)
        for row in chain.itertuples()
        if known(row.contributed)
    ]
    told = {
        "donor": donor,
        "items": shortly(items),
        "value": amounts(gift.values),
        "channel": gift.channel,
        "count": number(evidence.get("deliveries") or 0),
    }
    if not gift.contributions:
        return [
            ngettext(
                "{donor} is named as the donor of {count} delivery row; its contribution itself is not in the exports.",
                "{donor} is named as the donor of {count} delivery rows; its contribution itself is not in the exports.",
                int(evidence.get("deliveries") or 0),
            ).format(**told)
        ]
    if items and gift.values:
        text = (
            _("{donor} gave {items} through {channel}, worth {value}.")
            if gift.channel
            else _("{donor} gave {items}, worth {value}.")
        )
    elif items:
        text = (
            _("{donor} gave {items} through {channel}.")
            if gift.channel
            else _("{donor} gave {items}.")
        )
    elif gift.values:
        text = (
            _("{donor} gave {value} through {channel}.")
            if gift.channel
            else _("{donor} gave {value}.")
        )
    else:
        text = _("{donor} contributed; how much is not in the exports.")
    return [text.format(**told), *_dates_of(gift)]


def _dates_of(gift: Gift) -> list[str]:
    pledged, received = day(gift.first_pledged), day(gift.last_received)
    if known(gift.first_pledged) and known(gift.last_received):
        return [
            _("It was first promised on {pledged}; the last of it came in on {received}.").format(
                pledged=pledged, received=received
            )
        ]
    if known(gift.first_pledged):
        return [_("It was first promised on {pledged}.").format(pledged=pledged)]
    if known(gift.last_received):
        return [_("The last of it came in on {received}.").format(received=received)]
    return []


def _followed(chain: pd.DataFrame, item_name: ItemName) -> list[str]:
    sentences = []
    for row in chain.itertuples():
        if not known(row.contributed):
            continue
        parts = [
            fate_words(fate, value)
            for fate in FATES
            if known(value := getattr(row, fate)) and value
        ]
        if parts:
            sentences.append(
                _("Of {gift}: {parts}.").format(
                    gift=quantity_in_words(row.contributed, row.item, row.unit, item_name),
                    parts="; ".join(parts),
                )
            )
    return sentences


def families(headline: Mapping[str, Any], evidence: Mapping[str, Any]) -> int | None:
    """Families reached; unknown, not zero, where rows were delivered and none gives families."""
    if evidence.get("deliveries") and not evidence.get("deliveries_with_households"):
        return None
    return int(headline["households_reached"] or 0)


def _reached(
    headline: Mapping[str, Any],
    evidence: Mapping[str, Any],
    chain: pd.DataFrame,
    partners: Sequence[str],
    item_name: ItemName,
) -> str:
    if not headline["deliveries"]:
        return _("Nothing of it is in a delivery yet, as far as the exports say.")
    count = families(headline, evidence)
    items = [
        quantity_in_words(row.delivered, row.item, row.unit, item_name)
        for row in chain.itertuples()
        if known(row.delivered) and row.delivered
    ]
    told = {
        "items": shortly(items) or _("deliveries"),
        "families": number(count),
        "persons": number(headline["persons_reached"]),
        "districts": _districts(headline["districts_reached"]),
        "partners": shortly(partners, 4),
        "first": day(headline["first_delivery"]),
        "last": day(headline["last_delivery"]),
    }
    if count:
        text = ngettext(
            "{items} reached {families} family (about {persons} people) in {districts}, through {partners}.",
            "{items} reached {families} families (about {persons} people) in {districts}, through {partners}.",
            count,
        )
    elif headline["persons_reached"]:
        text = _(
            "{items} reached {persons} people in {districts}, through {partners}; the rows give no families."
        )
    else:
        text = _(
            "{items} arrived in {districts}, through {partners}; how many families received it is unknown."
        )
    if known(headline["first_delivery"]):
        when = _("The first arrived on {first}, the last on {last}.")
        return f"{text.format(**told)} {when.format(**told)}"
    return f"{text.format(**told)} {_('The days are unknown.')}"


def _districts(count: int) -> str:
    if not count:
        return _("places whose district is unknown")
    return ngettext("{count} district", "{count} districts", count).format(count=number(count))


def _money_sentence(gift: Gift) -> list[str]:
    if not gift.money:
        return []
    return [
        _("{money} of it was given as money, which no export follows to families.").format(
            money=amounts(gift.money)
        )
    ]


def how_known(evidence: Mapping[str, Any], together: Mapping[str, Any]) -> list[str]:
    """How it is known whose contribution a delivery was, and what stands apart."""
    by_lot = int(evidence.get("deliveries_by_lot") or 0)
    by_name = int(evidence.get("deliveries_by_name") or 0)
    nobody = int(together.get("deliveries_unattributed") or 0)
    sentences = []
    if by_lot:
        sentences.append(
            ngettext(
                "{count} delivery row carries the number of a lot that this donor gave to; a lot of several donors is "
                "shared out by what each gave.",
                "{count} delivery rows carry the number of a lot that this donor gave to; a lot of several donors is "
                "shared out by what each gave.",
                by_lot,
            ).format(count=number(by_lot))
        )
    if by_name:
        sentences.append(
            ngettext(
                "{count} delivery row names the donor.",
                "{count} delivery rows name the donor.",
                by_name,
            ).format(count=number(by_name))
        )
    if nobody:
        sentences.append(
            ngettext(
                "{count} more delivery row says neither: it counts for no donor and may hold more of this contribution.",
                "{count} more delivery rows say neither: they count for no donor and may hold more of this contribution.",
                nobody,
            ).format(count=number(nobody))
        )
    sentences.append(
        _(
            "A family that received from two donors counts for both, so donors' families are not to be added up."
        )
    )
    return sentences


def fate_sentence(chain: pd.DataFrame, item_name: ItemName) -> str:
    """What the bars of the contribution's way show: the share delivered of each item."""
    shares = [
        _("{item}: {delivered} of {contributed} delivered ({rate})").format(
            item=item_name(row.item) if known(row.item) else _("unknown item"),
            delivered=number(row.delivered if known(row.delivered) else 0, 1),
            contributed=number(row.contributed, 1),
            rate=percent((row.delivered if known(row.delivered) else 0) / row.contributed),
        )
        for row in chain.itertuples()
    ]
    return _("{shares}.").format(shares="; ".join(shares[:4]))


def followable(chain: pd.DataFrame) -> pd.DataFrame:
    """The items of which it is known how much was contributed."""
    return chain[chain["contributed"].fillna(0) > 0]


def donor_name(donor: Any) -> str:
    """The donor as a reader should see it."""
    return _("Not attributed to a donor") if donor == UNATTRIBUTED else str(donor)
