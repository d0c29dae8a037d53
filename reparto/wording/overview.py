"""The Overview in words: where the operation stands, where it goes wrong, and what stands beside its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from reparto.language import _, day, listed, ngettext, number, percent
from reparto.operation import Operation

FAR_BEHIND = 0.5
SILENT_DAYS = 14
_NAMED = 3


@dataclass(frozen=True)
class Silent:
    """Partners who have not reported for two weeks or more; ``expected`` where they agreed to report."""

    expected: pd.DataFrame
    others: pd.DataFrame
    never: pd.DataFrame
    any_expected: bool
    any_dated: bool


def whole(value: Any) -> int:
    """A count that may be unknown, as a number to reckon with."""
    return 0 if value is None or pd.isna(value) else int(value)


def headline(row: Mapping[str, Any]) -> str:
    """How many families out of how many, in one sentence."""
    reached, target = whole(row["households_reached"]), row["households_targeted"]
    values = {
        "reached": number(reached),
        "target": number(target),
        "rate": percent(row["coverage_rate"]),
    }
    if not target:
        return ngettext(
            "{reached} family reached; no target is set.",
            "{reached} families reached; no target is set.",
            reached,
        ).format(**values)
    if reached > target:
        return ngettext(
            "{reached} family reached: {rate} of the target of {target}.",
            "{reached} families reached: {rate} of the target of {target}.",
            reached,
        ).format(**values)
    return ngettext(
        "{reached} of {target} families reached ({rate}).",
        "{reached} of {target} families reached ({rate}).",
        reached,
    ).format(**values)


def above_target(row: Mapping[str, Any]) -> str | None:
    """Why a coverage above 100 % is shown as it is."""
    if row["coverage_rate"] and row["coverage_rate"] > 1:
        return _(
            "More than the target means families outside it, families that moved, or a target older than the need."
        )
    return None


def with_targets(places: pd.DataFrame) -> pd.DataFrame:
    """The places that have a target, furthest behind first."""
    found = places[places["households_targeted"].fillna(0) > 0]
    return found.sort_values(
        ["coverage_rate", "households_targeted", "place"], ascending=[True, False, True]
    )


def behind(places: pd.DataFrame, level: str) -> str | None:
    """Which places are below half of their target; None where there is only one place, or none with a target."""
    aimed = with_targets(places)
    if len(aimed) < 2:
        return None
    low = aimed[aimed["coverage_rate"] < FAR_BEHIND]
    if low.empty:
        return {
            "district": _("No district is below half of its target."),
            "department": _("No department is below half of its target."),
        }[level]
    texts = {
        "district": ngettext(
            "{count} district is below half of its target: {names}.",
            "{count} districts are below half of their targets: {names}.",
            len(low),
        ),
        "department": ngettext(
            "{count} department is below half of its target: {names}.",
            "{count} departments are below half of their targets: {names}.",
            len(low),
        ),
    }
    names = [f"{row.place} ({percent(row.coverage_rate)})" for row in low.itertuples()]
    return texts[level].format(count=number(len(low)), names=some(names))


def some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    if len(names) <= _NAMED + 1:
        return listed(names)
    return listed([*names[:_NAMED], _("{count} more").format(count=number(len(names) - _NAMED))])


def silent_partners(partners: pd.DataFrame, in_view: pd.DataFrame | None = None) -> Silent:
    """The partners who have fallen silent, longest silence first; those without an agreed rhythm apart.

    Silence is about all that a partner reported, whatever the filters; ``in_view`` leaves those who delivered there.
    """
    if in_view is not None:
        partners = partners[partners["partner"].isin(in_view[in_view["deliveries"] > 0]["partner"])]
    expected = partners["expected_reporting"].notna()
    is_silent = partners["days_silent"].fillna(0) >= SILENT_DAYS
    order = {"by": ["days_silent", "partner"], "ascending": [False, True]}
    return Silent(
        partners[is_silent & expected].sort_values(**order),
        partners[is_silent & ~expected].sort_values(**order),
        partners[partners["days_silent"].isna() & expected].sort_values("partner"),
        bool(expected.any()),
        bool(partners["days_silent"].notna().any()),
    )


def silence(silent: Silent) -> str | None:
    """Who has been silent for two weeks or more, against the last report of anybody."""
    shown = silent.expected if silent.any_expected else silent.others
    sentences = []
    if not shown.empty:
        names = [
            _("{partner} ({days} days)").format(partner=row.partner, days=number(row.days_silent))
            for row in shown.itertuples()
        ]
        sentences.append(
            ngettext(
                "{count} partner has been silent for two weeks or more: {names}.",
                "{count} partners have been silent for two weeks or more: {names}.",
                len(shown),
            ).format(count=number(len(shown)), names=some(names))
        )
    elif silent.any_expected and silent.any_dated:
        sentences.append(
            _("Every partner that reports regularly did so within the last two weeks.")
        )
    if not silent.never.empty:
        sentences.append(
            ngettext(
                "{count} partner that was to report has never done so: {names}.",
                "{count} partners that were to report have never done so: {names}.",
                len(silent.never),
            ).format(count=number(len(silent.never)), names=some(list(silent.never["partner"])))
        )
    return " ".join(sentences) or None


def new_in_a_week(days: pd.DataFrame, weeks_back: int = 0) -> int:
    """The families reached for the first time in the last seven days, or in seven days before that."""
    dated = days[days["day"].notna()]
    last = max(dated["day"]) - timedelta(days=7 * weeks_back)
    inside = (dated["day"] > last - timedelta(days=7)) & (dated["day"] <= last)
    return int(dated[inside]["households_reached_new"].sum())


def pace(days: pd.DataFrame) -> str | None:
    """How many families were new in the last seven days, against the seven before."""
    dated = days[days["day"].notna()]
    if dated.empty:
        return None
    last = max(dated["day"])
    week, before = new_in_a_week(days), new_in_a_week(days, 1)
    text = ngettext(
        "In the seven days to {day}, {count} family was reached for the first time",
        "In the seven days to {day}, {count} families were reached for the first time",
        week,
    ).format(day=day(last), count=number(week))
    if min(dated["day"]) > last - timedelta(days=13):
        return _("{sentence}.").format(sentence=text)
    if week == before:
        return _("{sentence}, as many as in the seven days before.").format(sentence=text)
    if week > before:
        return _("{sentence}, {count} more than in the seven days before.").format(
            sentence=text, count=number(week - before)
        )
    return _("{sentence}, {count} fewer than in the seven days before.").format(
        sentence=text, count=number(before - week)
    )


def undated(days: pd.DataFrame) -> str | None:
    """The families that no day is known of, who cannot stand on a line."""
    count = int(days[days["day"].isna()]["households_reached_new"].sum())
    if not count:
        return None
    return ngettext(
        "{count} family without a usable date is in the total, not on the line.",
        "{count} families without a usable date are in the total, not on the line.",
        count,
    ).format(count=number(count))


def by_period(days: pd.DataFrame) -> str | None:
    """The families that are known only by the end of a reporting period."""
    count = int(days["households_reached_new_period"].fillna(0).sum())
    if not count:
        return None
    return ngettext(
        "{count} family is known by its reporting period only and stands on the period's last day (lighter).",
        "{count} families are known by their reporting period only and stand on the period's last day (lighter).",
        count,
    ).format(count=number(count))


def extremes(places: pd.DataFrame, level: str) -> str | None:
    """The place furthest behind and the one furthest ahead."""
    aimed = with_targets(places)
    if aimed.empty:
        return None
    low, high = aimed.iloc[0], aimed.iloc[-1]
    text = _("{place}: {reached} of {target} families ({rate})")

    def said(row: pd.Series) -> str:
        return text.format(
            place=row["place"],
            reached=number(row["households_reached"]),
            target=number(row["households_targeted"]),
            rate=percent(row["coverage_rate"]),
        )

    if len(aimed) == 1:
        return _("{sentence}.").format(sentence=said(low))
    sentence = _("Furthest behind is {low}; furthest ahead is {high}.").format(
        low=said(low), high=said(high)
    )
    without = int((places["households_targeted"].fillna(0) <= 0).sum())
    if not without:
        return sentence
    return (
        sentence
        + " "
        + ngettext(
            "{count} place without a target is in the table.",
            "{count} places without a target are in the table.",
            without,
        ).format(count=number(without))
    )


def most(places: pd.DataFrame) -> str:
    """Where most families were reached, for an operation without targets."""
    first = places.iloc[0]
    return ngettext(
        "Most families were reached in {place}: {count} family.",
        "Most families were reached in {place}: {count} families.",
        whole(first["households_reached"]),
    ).format(place=first["place"], count=number(first["households_reached"]))


def people(row: Mapping[str, Any]) -> str:
    """How sure the number of people is: counted, assumed with the interval of the household size, or split by shares."""
    assumed, split = whole(row["persons_assumed"]), whole(row["persons_split"])
    if split and not assumed:
        return _("{split} of them estimated by shares").format(split=number(split))
    if not assumed:
        return _("None of them assumed")
    return _("{assumed} of them assumed: {low} to {high} in all").format(
        assumed=number(assumed), low=number(row["persons_low"]), high=number(row["persons_high"])
    )


def share_reported(row: Mapping[str, Any]) -> tuple[float, str] | None:
    """Which share of the people the partners reported themselves."""
    people_reached = whole(row["persons_reached"])
    if not people_reached:
        return None
    share = (whole(row["persons_measured"]) - whole(row["persons_split"])) / people_reached
    return share, _("{rate} reported by the partners").format(rate=percent(share))


def share_on_the_way(places: pd.DataFrame, level: str) -> tuple[float, str] | None:
    """Which share of the places with a target has reached half of it."""
    aimed = with_targets(places)
    if aimed.empty:
        return None
    count = int((aimed["coverage_rate"] >= FAR_BEHIND).sum())
    texts = {
        "district": ngettext(
            "{count} of {all} district with a target is half-way or further",
            "{count} of {all} districts with a target are half-way or further",
            len(aimed),
        ),
        "department": ngettext(
            "{count} of {all} department with a target is half-way or further",
            "{count} of {all} departments with a target are half-way or further",
            len(aimed),
        ),
    }
    return count / len(aimed), texts[level].format(count=number(count), all=number(len(aimed)))


def by_partners(row: Mapping[str, Any]) -> str:
    """How many partners delivered."""
    count = whole(row["partners_active"])
    return ngettext("by {count} active partner", "by {count} active partners", count).format(
        count=number(count)
    )


def gap(row: Mapping[str, Any]) -> str:
    """What is missing to the target."""
    if not row["households_targeted"]:
        return _("No target is set")
    missing = whole(row["households_targeted"]) - whole(row["households_reached"])
    if missing > 0:
        return ngettext("{count} family to go", "{count} families to go", missing).format(
            count=number(missing)
        )
    if missing == 0:
        return _("The target is reached")
    return ngettext(
        "{count} family above the target", "{count} families above the target", -missing
    ).format(count=number(-missing))


def known_how(row: Mapping[str, Any]) -> str:
    """How many families are known one by one."""
    return _("{keyed} known one by one, {unkeyed} as counts").format(
        keyed=number(whole(row["households_reached_keyed"])),
        unkeyed=number(whole(row["households_reached_unkeyed"])),
    )


def day_number(moment: date, operation: Operation) -> str | None:
    """Which day of the operation's own count it is ("day 25")."""
    if operation.day_one is None:
        return None
    return _("day {count}").format(count=number((moment - operation.day_one).days + 1))
