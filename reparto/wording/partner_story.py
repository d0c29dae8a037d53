"""One partner's story in plain words: who, since when, where, what, for how many, how timely and how sure."""

from collections.abc import Mapping, Sequence
from typing import Any

from reparto.language import _, day, ngettext, number, percent
from reparto.wording.words import known, role_name, shortly, type_name


def story(
    partner: Any,
    headline: Mapping[str, Any],
    places: Sequence[str],
    items: Sequence[str],
    late_after_days: int,
) -> list[str]:
    """One partner's story in plain words: who, since when, where, what, for how many, how timely and how sure.

    ``partner`` is its row with its standing; ``places`` and ``items`` are names and quantities as they are read.
    """
    sentences = [_who(partner)]
    if not partner.deliveries:
        return [
            *sentences,
            _("Nothing that it delivered is in the exports."),
            *_target_told(partner, headline),
        ]
    return [
        *sentences,
        _when_and_where(partner, places),
        _what(items, headline),
        *_target_told(partner, headline),
        _last_report(partner),
        *_timely_and_sure(partner, late_after_days),
    ]


def _who(partner: Any) -> str:
    told = {"name": partner.partner, "type": type_name(partner.partner_type)}
    told["role"] = role_name(partner.role)
    told["lead"] = partner.lead_partner
    has_type = known(partner.partner_type) and known(partner.role)
    has_lead = known(partner.lead_partner) and partner.lead_partner != partner.partner
    if has_type and has_lead:
        return _("{name} (type: {type}, role: {role}) works under {lead}.").format(**told)
    if has_type:
        return _("{name} is listed with the type “{type}” and the role “{role}”.").format(**told)
    if has_lead:
        return _("{name} works under {lead}; the partner list does not describe it.").format(**told)
    return _("{name} is named in the exports; the partner list does not describe it.").format(
        **told
    )


def _when_and_where(partner: Any, places: Sequence[str]) -> str:
    told = {
        "first": day(partner.first_delivery),
        "last": day(partner.last_delivery),
        "places": shortly(places, 8),
        "count": number(len(places)),
    }
    if not known(partner.first_delivery):
        return _("When it delivered is unknown; where: {places}.").format(**told)
    if not places:
        return _(
            "It has delivered since {first}, last on {last}; where is not in its rows."
        ).format(**told)
    return ngettext(
        "It has delivered since {first}, last on {last}, in {count} place: {places}.",
        "It has delivered since {first}, last on {last}, in {count} places: {places}.",
        len(places),
    ).format(**told)


def _what(items: Sequence[str], headline: Mapping[str, Any]) -> str:
    told = {
        "items": shortly(items),
        "families": number(headline["households_reached"]),
        "persons": number(headline["persons_reached"]),
    }
    if not headline["households_reached"]:
        if headline["persons_reached"]:
            return _("It delivered {items} to {persons} people; its rows give no families.").format(
                **told
            )
        return _("It delivered {items}; to how many families is unknown.").format(**told)
    if headline["persons_assumed"]:
        text = ngettext(
            "It delivered {items} and reached {families} family, about {persons} people.",
            "It delivered {items} and reached {families} families, about {persons} people.",
            headline["households_reached"],
        )
    else:
        text = ngettext(
            "It delivered {items} and reached {families} family, {persons} people.",
            "It delivered {items} and reached {families} families, {persons} people.",
            headline["households_reached"],
        )
    return text.format(**told)


def _target_told(partner: Any, headline: Mapping[str, Any]) -> list[str]:
    if not known(partner.households_targeted):
        return [_("It has no target of its own for what is shown.")]
    return [
        ngettext(
            "Its target is {target} family: {rate} of it is reached.",
            "Its target is {target} families: {rate} of it is reached.",
            int(partner.households_targeted),
        ).format(target=number(partner.households_targeted), rate=percent(partner.coverage_rate))
        if known(partner.coverage_rate)
        else _("Its target is {target} families; how much of it is reached is unknown.").format(
            target=number(partner.households_targeted)
        )
    ]


def _last_report(partner: Any) -> str:
    if partner.never_reported:
        return _("When it last reported is unknown.")
    days = int(partner.days_silent)
    last = day(partner.last_report)
    if not days:
        return _("Its last report came on {day}, the latest day in the data.").format(day=last)
    return ngettext(
        "Its last report came on {day}, {count} day before the latest in the data.",
        "Its last report came on {day}, {count} days before the latest in the data.",
        days,
    ).format(day=last, count=number(days))


def _timely_and_sure(partner: Any, late_after_days: int) -> list[str]:
    if known(partner.on_time_rate):
        timely = ngettext(
            "{rate} of its rows that give both days were reported within {count} day.",
            "{rate} of its rows that give both days were reported within {count} days.",
            late_after_days,
        ).format(rate=percent(partner.on_time_rate), count=number(late_after_days))
    else:
        timely = _("Whether it reports on time is unknown: no row gives both days.")
    if known(partner.verified_rate):
        rows = int(partner.rows_settled)
        sure = ngettext(
            "{verified} of {count} delivered row is verified ({rate}).",
            "{verified} of {count} delivered rows are verified ({rate}).",
            rows,
        ).format(
            verified=number(partner.rows_verified),
            count=number(rows),
            rate=percent(partner.verified_rate),
        )
    else:
        sure = _("Nothing of it can be verified yet: no row is marked as delivered.")
    return [timely, sure]
