"""What is said about partners: how each stands towards its target, who is silent, and one's story."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reparto.language import N_, _, day, ngettext, number, percent
from reparto.wording.words import known, shortly

SILENT_AFTER = 14
"""Days without a report after which a partner counts as silent."""

ON_TRACK = 0.8
HALF = 0.5

STANDINGS = {
    "below_half": N_("Below half"),
    "behind": N_("Behind"),
    "on_track": N_("On track"),
    "no_target": N_("Without a target"),
}


def with_standing(
    progress: pd.DataFrame, evidence: pd.DataFrame, pace: Mapping[str, Any]
) -> pd.DataFrame:
    """The partners with their standing, their silence and what their rows leave unknown.

    The standing compares the coverage with what an even pace would have reached by the day that is looked at; without
    an end of the operation with the whole target. Families are unknown, not zero, where no counted row gives them.
    """
    partners = progress.merge(evidence, on="partner", how="left")
    even = pace.get("elapsed_rate")
    partners["standing"] = [_standing(rate, even) for rate in partners["coverage_rate"]]
    partners["is_silent"] = partners["days_silent"].ge(SILENT_AFTER).fillna(False).astype(bool)
    partners["is_expected"] = partners["expected_reporting"].map(known)
    partners["never_reported"] = partners["last_report"].map(lambda last: not known(last))
    says_nothing = partners["deliveries"].gt(0) & partners["rows_with_households"].fillna(0).eq(0)
    for column in ("households_reached", "coverage_rate"):
        partners[column] = partners[column].astype("Float64").mask(says_nothing)
    partners.loc[says_nothing, "standing"] = "no_target"
    return partners


def _standing(rate: Any, even: Any) -> str:
    if not known(rate):
        return "no_target"
    share = rate / even if known(even) and even > 0 else rate if not known(even) else 1.0
    return "below_half" if share < HALF else "behind" if share < ON_TRACK else "on_track"


def needs_attention(partners: pd.DataFrame) -> pd.Series:
    """The partners to talk to: below half, behind, silent though expected, or never heard of."""
    late = partners["is_expected"] & (partners["is_silent"] | partners["never_reported"])
    return partners["standing"].isin(["below_half", "behind"]) | late


def headline(partners: pd.DataFrame, pace: Mapping[str, Any]) -> list[str]:
    """How the partners stand, in paragraphs: active and on track or not; silent; without a target."""
    active = int(partners["deliveries"].gt(0).sum())
    sentences = [
        ngettext(
            "{active} of {count} partner has delivered.",
            "{active} of {count} partners have delivered.",
            len(partners),
        ).format(active=number(active), count=number(len(partners)))
    ]
    targeted = partners[partners["standing"] != "no_target"]
    if len(targeted):
        sentences.append(_track_sentence(targeted))
        sentences.append(_below_half_sentence(targeted, pace))
    else:
        sentences.append(
            _(
                "No partner has a target of its own for what is shown, so progress cannot be told; families reached can."
            )
        )
    without = _names(partners[partners["standing"] == "no_target"])
    if len(targeted) and without:
        sentences.append(
            ngettext(
                "{names} has no target of its own and stands apart.",
                "{names} have no target of their own and stand apart.",
                len(without),
            ).format(names=shortly(without))
        )
    return [" ".join(sentences), " ".join(_silence_sentences(partners))]


def _track_sentence(targeted: pd.DataFrame) -> str:
    on_track = int((targeted["standing"] == "on_track").sum())
    behind = int((targeted["standing"] == "behind").sum())
    counts = {
        "on_track": number(on_track),
        "count": number(len(targeted)),
        "behind": number(behind),
    }
    if not behind:
        return ngettext(
            "{on_track} of {count} partner with a target is on track.",
            "{on_track} of {count} partners with a target are on track.",
            len(targeted),
        ).format(**counts)
    return ngettext(
        "{on_track} of {count} partner with a target is on track; behind: {behind}.",
        "{on_track} of {count} partners with a target are on track; behind: {behind}.",
        len(targeted),
    ).format(**counts)


def _below_half_sentence(targeted: pd.DataFrame, pace: Mapping[str, Any]) -> str:
    weak = targeted[targeted["standing"] == "below_half"]
    aim = is_over(pace)
    if weak.empty:
        if aim:
            return _("Nobody is below half of its target.")
        return _("Nobody is below half of an even pace.")
    names = shortly([_with_rate(row) for row in weak.itertuples()])
    if aim:
        text = ngettext(
            "{count} is below half of its target: {names}.",
            "{count} are below half of their targets: {names}.",
            len(weak),
        )
    else:
        text = ngettext(
            "{count} is below half of an even pace: {names}.",
            "{count} are below half of an even pace: {names}.",
            len(weak),
        )
    return text.format(count=number(len(weak)), names=names)


def is_over(pace: Mapping[str, Any]) -> bool:
    """Whether targets are due: the operation's last day has come, or it has none."""
    even = pace.get("elapsed_rate")
    return even is None or even != even or bool(even >= 1)


def _with_rate(row: Any) -> str:
    return _("{name} ({rate})").format(name=row.partner, rate=percent(row.coverage_rate))


def _silence_sentences(partners: pd.DataFrame) -> list[str]:
    expected = partners[partners["is_expected"]]
    silent = expected[expected["is_silent"]].sort_values("days_silent", ascending=False)
    others = partners[partners["is_silent"] & ~partners["is_expected"]]
    sentences = []
    if len(silent):
        sentences.append(
            ngettext(
                "{count} that should report has been silent for {days} days or more: {names}.",
                "{count} that should report have been silent for {days} days or more: {names}.",
                len(silent),
            ).format(
                count=number(len(silent)),
                days=number(SILENT_AFTER),
                names=shortly([_with_days(row) for row in silent.itertuples()]),
            )
        )
    elif len(expected):
        sentences.append(
            _("Nobody who should report has been silent for {days} days or more.").format(
                days=number(SILENT_AFTER)
            )
        )
    never = _names(expected[expected["never_reported"]])
    if never:
        sentences.append(
            ngettext(
                "{names} should report and never has.",
                "{names} should report and never have.",
                len(never),
            ).format(names=shortly(never))
        )
    if len(others) and len(expected):
        # No report is due from these: to name them would be to blame them.
        sentences.append(
            ngettext(
                "{count} more without an agreed rhythm has gone quiet and may simply be done.",
                "{count} more without an agreed rhythm have gone quiet and may simply be done.",
                len(others),
            ).format(count=number(len(others)))
        )
    elif len(others):
        names = _names(others.sort_values("days_silent", ascending=False))
        sentences.append(
            ngettext(
                "{count} partner has been silent for {days} days or more: {names}.",
                "{count} partners have been silent for {days} days or more: {names}.",
                len(others),
            ).format(count=number(len(others)), days=number(SILENT_AFTER), names=shortly(names))
        )
    return sentences


def _with_days(row: Any) -> str:
    days = int(row.days_silent)
    return ngettext("{name} ({count} day)", "{name} ({count} days)", days).format(
        name=row.partner, count=number(days)
    )


def _names(partners: pd.DataFrame) -> list[str]:
    return [str(name) for name in partners["partner"]]


def legend(pace: Mapping[str, Any]) -> str:
    """How the standings are told."""
    if is_over(pace):
        return _(
            "On track: at least {on_track} of the target. Behind: less. Below half: less than {half} of it."
        ).format(on_track=percent(ON_TRACK), half=percent(HALF))
    return _(
        "By {day}, {elapsed} of the operation's days are used. On track: at least {on_track} of the target's part for "
        "that time. Behind: less. Below half: less than {half} of it."
    ).format(
        day=day(pace.get("as_of")),
        elapsed=percent(pace["elapsed_rate"]),
        on_track=percent(ON_TRACK),
        half=percent(HALF),
    )


def standing_mark(row: Any) -> str:
    """A partner's standing and silence in a few words, for a cell."""
    words = [_(STANDINGS[row.standing])]
    if row.never_reported and row.is_expected:
        words.append(_("never reported"))
    elif row.is_silent:
        days = int(row.days_silent)
        words.append(
            ngettext("silent {count} day", "silent {count} days", days).format(count=number(days))
        )
    return " · ".join(words)


def progress_sentence(partners: pd.DataFrame) -> str:
    """What the chart of progress shows."""
    targeted = partners[partners["standing"] != "no_target"]
    first = targeted.sort_values("coverage_rate").iloc[0]
    last = targeted.sort_values("coverage_rate").iloc[-1]
    if len(targeted) == 1:
        return _("{name} stands at {rate} of its target.").format(
            name=first["partner"], rate=percent(first["coverage_rate"])
        )
    return _(
        "Families reached out of each partner's own target, from {low_rate} ({low}) to {high_rate} ({high})."
    ).format(
        low_rate=percent(first["coverage_rate"]),
        low=first["partner"],
        high_rate=percent(last["coverage_rate"]),
        high=last["partner"],
    )


def presence_sentence(cells: pd.DataFrame, thing: str) -> str:
    """What the matrix of who does what where shows; ``thing`` is the item's name, or empty for all."""
    partners = cells["partner"].nunique()
    located = cells[cells["place_code"] != ""]
    places = located["place_code"].nunique()
    told = {"partners": number(partners), "places": number(places), "item": thing}
    by_place = located.groupby("place_code")["partner"].nunique()
    alone = int((by_place == 1).sum())
    if thing:
        text = ngettext(
            "{partners} partner has delivered “{item}”, in {places} of the places below.",
            "{partners} partners have delivered “{item}”, in {places} of the places below.",
            partners,
        )
    else:
        text = ngettext(
            "{partners} partner has delivered, in {places} of the places below.",
            "{partners} partners have delivered, in {places} of the places below.",
            partners,
        )
    sentence = text.format(**told)
    if not alone:
        return sentence
    return (
        sentence
        + " "
        + ngettext(
            "In {count} of them only one partner works.",
            "In {count} of them only one partner works.",
            alone,
        ).format(count=number(alone))
    )
