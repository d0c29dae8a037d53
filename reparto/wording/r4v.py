"""R4V's models in words: how far they lie apart on the same rows, which rows they count, and what they lack."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reparto.language import _, listed, ngettext, number
from reparto.proportions import FILE
from reparto.r4v import BASES, MODELS

_NAMED = 5
"""Sectors that a sentence names; how many more there are is said."""


def compare(summary: pd.DataFrame, basis: str | None) -> pd.DataFrame:
    """The models side by side, the most people first; ``summary`` is the answer to ``methods/r4v_summary``.

    One row per model: ``model``, ``label``, ``sentence``, ``persons`` (R4V's own order of steps), ``cumulated_first``,
    ``persons_in_cash``, ``factor`` (persons out of the fewest of any model) and ``why`` (null where the model fits).
    """
    rows = []
    for name, model in MODELS.items():
        found = summary[summary["model"] == name]
        if model.needs_shares:
            found = found[found["basis"] == basis]
        steps = found.set_index("step")
        first = steps.loc["maximum_first"] if "maximum_first" in steps.index else None
        rows.append(
            {
                "model": name,
                "label": model.named(),
                "sentence": model.said(),
                "persons": None if first is None else int(first["persons"]),
                "cumulated_first": None
                if first is None
                else int(steps.loc["cumulated_first", "persons"]),
                "persons_in_cash": None if first is None else int(first["persons_in_cash"]),
                "why": _("It needs shares of girls, boys, women and men: {file}.").format(file=FILE)
                if first is None
                else None,
            }
        )
    counts = dict.fromkeys(("persons", "cumulated_first", "persons_in_cash"), "Int64")
    table = pd.DataFrame(rows).astype(counts | {"why": object})
    fewest = table["persons"].min()
    table["factor"] = (
        table["persons"].astype("Float64") / fewest if pd.notna(fewest) and fewest > 0 else pd.NA
    )
    return table.sort_values("persons", ascending=False, na_position="last", kind="stable")


def apart(table: pd.DataFrame) -> str:
    """How far the models lie apart, in one sentence."""
    given = table["persons"].dropna()
    low, high = int(given.min()), int(given.max())
    if low == high:
        return _("R4V's models give the same figure here: {count} people.").format(
            count=number(high)
        )
    if low == 0:
        return _("The same rows give between {low} and {high} people by R4V's models.").format(
            low=number(low), high=number(high)
        )
    return _(
        "The same rows give between {low} and {high} people by R4V's models, a factor of {factor}."
    ).format(low=number(low), high=number(high), factor=number(high / low, 1))


def nothing_to_count(fit: Mapping[str, Any]) -> str:
    """Why no row enters, in one sentence; ``fit`` is the answer to ``methods/r4v_fit``."""
    return _(
        "R4V's models need rows of direct assistance with new people, a sector and a month; none of the {count} rows that "
        "count new people here has all of that."
    ).format(count=number(fit["rows_counting_new"]))


def rows_that_count(fit: Mapping[str, Any]) -> str:
    """Which rows enter the models, and by what they are known as direct assistance."""
    rule = {
        "indicator_list": _("by the list of indicators (indicators.csv)"),
        "in_plan": _("by their mark as part of the plan, since no list gives types of indicators"),
        "every_row": _("as every row is taken, since nothing says which are"),
    }[fit["direct_by"]]
    return ngettext(
        "{count} row of direct assistance enters, {rule}.",
        "{count} rows of direct assistance enter, {rule}.",
        fit["rows_in_models"],
    ).format(count=number(fit["rows_in_models"]), rule=rule)


def left_out(fit: Mapping[str, Any]) -> list[str]:
    """Which rows that count new people stay outside, and why; a sentence for each reason."""
    told = []
    if count := fit["rows_not_direct"]:
        told.append(
            ngettext(
                "{count} row is no direct assistance.",
                "{count} rows are no direct assistance.",
                count,
            ).format(count=number(count))
        )
    if count := fit["rows_not_listed"]:
        told.append(
            ngettext(
                "Of these, {count} row has a sector and indicator that indicators.csv gives no type.",
                "Of these, {count} rows have a sector and indicator that indicators.csv gives no type.",
                count,
            ).format(count=number(count))
        )
    if count := fit["rows_without_sector"]:
        told.append(
            ngettext("{count} row has no sector.", "{count} rows have no sector.", count).format(
                count=number(count)
            )
        )
    if count := fit["rows_without_month"]:
        told.append(
            ngettext("{count} row has no month.", "{count} rows have no month.", count).format(
                count=number(count)
            )
        )
    return told


def lacking(sectors: pd.DataFrame, basis: str | None, fit: Mapping[str, Any]) -> list[str]:
    """What the models with shares leave out: sectors without shares, and sectors outside the Southern Cone model.

    ``sectors`` is the answer to ``methods/r4v_by_sector``.
    """
    if basis is None:
        return [
            _(
                "“{first}” and “{second}” need shares of girls, boys, women and men for each department and sector: a file "
                "{file} in the operation's folder."
            ).format(
                first=MODELS["maxsector"].named(),
                second=MODELS["southernconemodel"].named(),
                file=FILE,
            )
        ]
    told = []
    without = sectors[sectors[f"rows_without_{basis}"] > 0]
    if len(without):
        rows = int(without[f"rows_without_{basis}"].sum())
        told.append(
            ngettext(
                "{count} row with {persons} new people has no shares, so it enters no largest cell: {sectors}.",
                "{count} rows with {persons} new people have no shares, so they enter no largest cell: {sectors}.",
                rows,
            ).format(
                count=number(rows),
                persons=number(int(without[f"persons_without_{basis}"].sum())),
                sectors=_names(without["sector"]),
            )
        )
    outside = sectors[sectors["southern_cone_part"].isna()]
    if len(outside):
        told.append(
            _("Outside “{model}”: {sectors}.").format(
                model=MODELS["southernconemodel"].named(), sectors=_names(outside["sector"])
            )
        )
    if fit["unknown_departments"]:
        told.append(
            ngettext(
                "{file} names {count} department that no place has: “{name}”.",
                "{file} names {count} departments that no place has, “{name}” among them.",
                fit["unknown_departments"],
            ).format(
                file=FILE,
                count=number(fit["unknown_departments"]),
                name=fit["unknown_department"],
            )
        )
    return told


def checked(summary: pd.DataFrame, basis: str | None) -> list[str]:
    """What the checks of the results found, a sentence for each kind; ``summary`` is ``methods/r4v_summary``."""
    own = summary[summary["step"] == "maximum_first"]
    own = own[own["basis"].isna() | (own["basis"] == basis)]
    told = []
    for row in own.to_dict("records"):
        model = MODELS[row["model"]].named()
        figures = number(int(row["figures"]))
        if count := int(row["above_sum"]):
            told.append(
                _(
                    "“{model}” lies above the plain sum in {count} of {figures} months and departments, by {persons} people: "
                    "their population types do not add up to the new people, or rounding adds some."
                ).format(
                    model=model,
                    count=number(count),
                    figures=figures,
                    persons=number(int(row["persons_above_sum"])),
                )
            )
        for problem, text in (
            ("types_differ", _("not the sum of their population types")),
            ("ages_differ", _("not the sum of their groups of sex and age")),
            ("cash_above", _("with more people in cash than people")),
        ):
            if count := int(row[problem]):
                told.append(
                    _(
                        "“{model}”: figures of a month and department {problem}: {count} of {figures}."
                    ).format(model=model, count=number(count), figures=figures, problem=text)
                )
    return told


def basis_named(basis: str) -> str:
    """Whose shares split the sectors, in the reader's language."""
    return _(BASES[basis])


def _names(sectors: pd.Series) -> str:
    names = sorted(str(name) for name in sectors)
    more = len(names) - _NAMED
    if more > 1:
        names = [*names[:_NAMED], _("{count} more").format(count=number(more))]
    return listed(names)
