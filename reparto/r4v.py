"""R4V's models: how the Regional Platform puts sectors together into one figure of people.

They count people by sector and month, from rows that give new persons, and stand beside the methods that count
families (:mod:`reparto.methods`). The figures are in ``queries/scope/r4v_figures.sql``; ``docs/r4v-models.md`` works
each out on ten rows.
"""

from dataclasses import dataclass

from reparto.language import N_, _


@dataclass(frozen=True)
class Model:
    """One model: its name, what it does as a sentence, and whether it splits sectors by shares."""

    label: str
    sentence: str
    needs_shares: bool = False

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)

    def said(self) -> str:
        """What the model does, as one sentence in the reader's language."""
        return _(self.sentence)


MODELS: dict[str, Model] = {
    "sum": Model(N_("Sum of sectors"), N_("The new people of all sectors are added.")),
    "maxsector": Model(
        N_("Largest sector by cell"),
        N_(
            "Each sector's population types are split into girls, boys, women and men by shares; of each of these twenty "
            "cells the largest sector counts."
        ),
        needs_shares=True,
    ),
    "southernconemodel": Model(
        N_("Southern Cone"),
        N_(
            "Shelter, transport, WASH and food security count by their largest cells; protection, cash, integration, health "
            "and education are added as reported; other sectors stay outside."
        ),
        needs_shares=True,
    ),
    "maxagegender": Model(
        N_("Largest sector by sex and age"),
        N_(
            "Of each reported group of sex and age the largest sector counts (R4V's model of 2021)."
        ),
    ),
}
BASES: dict[str, str] = {"in_need": N_("People in need"), "targeted": N_("People targeted")}
"""Whose shares split the sectors."""
STEPS = ("maximum_first", "cumulated_first")
"""The two orders: the maximum within each month and then the sum (R4V's own), or each sector summed and then the maximum."""
