"""Population groups, sex and age in words: what is known of them, and who lives where least was delivered."""

from typing import Any

import pandas as pd

from reparto.equity import FIFTHS
from reparto.language import N_, _, ngettext, number, percent
from reparto.wording.overview import some


def class_names() -> dict[str, str]:
    """The classes of sex and age; unknown is one of them."""
    return {
        "girls": _("Girls"),
        "boys": _("Boys"),
        "women": _("Women"),
        "men": _("Men"),
        "other": _("Other"),
        "sex_age_unknown": _("Unknown"),
    }


def how_much_is_known(row: Any) -> str:
    """Of how many people sex and age are known, or what knowing it would need."""
    reached = int(row["persons_reached"])
    known = sum(int(row[name]) for name in class_names() if name != "sex_age_unknown")
    if not known:
        return _(
            "No row tells sex and age. That would need numbers of girls, boys, women and men in the files of the partners."
        )
    if known > reached:
        return _(
            "The rows tell sex and age of {known} people, more than the {reached} reached: some of their numbers disagree."
        ).format(known=number(known), reached=number(reached))
    return _(
        "Sex and age are reported for {known} of {reached} people reached ({rate}). The others stay unknown: they are not "
        "spread over the classes."
    ).format(known=number(known), reached=number(reached), rate=percent(known / reached))


_GROUPS = {
    "venezuelan refugees and migrants": N_("Venezuelan refugees and migrants"),
    "refugees and migrants": N_("Refugees and migrants"),
    "host community": N_("Host community"),
    "host communities": N_("Host communities"),
    "returnees": N_("Returnees"),
    "internally displaced persons": N_("Internally displaced persons"),
    "general population": N_("General population"),
}


def group_name(group: str) -> str:
    """A population group in the reader's language; one that is not known here stays as the files call it."""
    known = _GROUPS.get(group.casefold())
    return _(known) if known else group


def groups_note(left_out: list[str]) -> str:
    """How families are told by population group, and which groups are not in the table."""
    text = _(
        "A family or delivery that is reported under two groups counts under each, so the groups do not add up. Targets "
        "do not know population groups: how far each group is towards its own need would take targets by group."
    )
    if not left_out:
        return text
    return (
        text
        + " "
        + ngettext(
            "{count} group with fewer rows is not shown: {names}.",
            "{count} groups with fewer rows are not shown: {names}.",
            len(left_out),
        ).format(count=number(len(left_out)), names=some(left_out))
    )


def furthest_group(rows: pd.DataFrame) -> str | None:
    """Which known group got the smallest share in the worst-served fifth; None where there is nothing to compare.

    ``rows`` have ``name``, ``is_known`` and ``share_worst``.
    """
    known = rows[rows["is_known"] & rows["share_worst"].notna()].sort_values(
        ["share_worst", "name"], kind="stable"
    )
    if len(known) < 2:
        return None
    low, high = known.iloc[0], known.iloc[-1]
    if percent(low["share_worst"]) == percent(high["share_worst"]):
        return None
    return _(
        "Of those reached, the share who live in the worst-served fifth is lowest for “{low}” ({low_share}) and highest for "
        "“{high}” ({high_share}); spread evenly over the need it would be {even}."
    ).format(
        low=low["name"],
        low_share=percent(low["share_worst"]),
        high=high["name"],
        high_share=percent(high["share_worst"]),
        even=percent(1 / FIFTHS),
    )
