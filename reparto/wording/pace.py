"""The pace in words: how fast, how fast it would have to be, when the target is reached, or why nobody can say."""

from datetime import date

from reparto import planning
from reparto.language import _, day, ngettext, number, percent
from reparto.planning import Known, Pace

SHORT = "d MMM y"


def spoken(found: Pace, known: Known) -> str:
    """The one sentence to read out: when the target is reached, or why there is no forecast and what it would need."""
    if found.silent_because:
        return silent(found, known)
    assert found.finish is not None and found.target is not None
    low, middle, high, _share = found.finish
    target = number(found.target)
    if low is None:
        return _(
            "At the pace of the past weeks the {target} families would take more than a year from now."
        ).format(target=target)
    if middle is None:
        text = _(
            "At the pace of the past weeks the {target} families may be reached on {low} at the earliest, and more "
            "likely take longer than a year{verdict}."
        )
    elif high is None:
        text = _(
            "At the pace of the past weeks the {target} families would be reached around {middle}, on {low} at the "
            "earliest; that it takes longer than a year cannot be ruled out{verdict}."
        )
    elif low == high:
        text = _(
            "At the pace of the past weeks the {target} families would be reached on {low}{verdict}."
        )
    else:
        text = _(
            "At the pace of the past weeks the {target} families would be reached around {middle}, with an 80% range "
            "from {low} to {high}{verdict}."
        )
    return text.format(
        target=target, low=day(low), middle=day(middle), high=day(high), verdict=_verdict(found)
    )


def _verdict(found: Pace) -> str:
    assert found.finish is not None
    low, _middle, high, share = found.finish
    if found.deadline is None or share is None:
        return ""
    if high is not None and high <= found.deadline:
        text = _(": in time for {deadline}")
    elif low is None or low > found.deadline:
        text = _(": too late for {deadline}")
    else:
        text = _(": in time for {deadline} in {rate} of the runs")
    return text.format(deadline=day(found.deadline), rate=percent(share))


def silent(found: Pace, known: Known) -> str:
    """Why there is no forecast, and what one would need; or that the target is reached already."""
    if found.silent_because == planning.REACHED:
        if found.reached_on is None:
            return _("The target of {target} families is reached.").format(
                target=number(found.target)
            )
        return _("The target of {target} families was reached on {day}.").format(
            target=number(found.target), day=day(found.reached_on)
        )
    texts = {
        planning.NO_DAYS: _(
            "There is no pace to tell, for no delivery here has a usable date: it would need the day of each delivery."
        ),
        planning.STOPPED: _(
            "There is no forecast, for nothing was delivered after {last_delivery} while reports came in until "
            "{last_report}: it would need a delivery in the two weeks before the last report."
        ),
        planning.UNDATED: _(
            "There is no forecast, for most families here have no usable date: it would need the day of more of them."
        ),
        planning.PERIODS: _(
            "There is no forecast, for most families here are known, or counted by the chosen method, by periods of more "
            "than a week: it would need the day or the week of each delivery."
        ),
        planning.TOO_SHORT: _(
            "There is no forecast, for fewer than {days} days here have complete reports: it would need two whole weeks."
        ),
        planning.STANDS_STILL: _(
            "There is no forecast, for nobody was reached for the first time in the seven days to {day}: it would need a "
            "pace above zero."
        ),
        planning.TOO_FEW: _(
            "There is no forecast, for fewer than {families} families were reached for the first time in the four weeks "
            "to {day}: it would need more of them."
        ),
        planning.NO_TARGET: _(
            "There is no pace to aim at, for these families have no target: it would need one in a targets file, or "
            "households_targeted in operation.toml."
        ),
    }
    assert found.silent_because is not None
    return texts[found.silent_because].format(
        last_delivery=day(known.last_delivery),
        last_report=day(known.last_report),
        day=day(found.counted_until),
        days=number(planning.FEWEST_DAYS),
        families=number(planning.FEWEST_FAMILIES),
    )


def a_day(pace: float | None) -> str:
    """A pace as a figure; below ten with one decimal, unknown an em dash."""
    if pace is None:
        return "—"
    text = number(pace, 1 if pace < 10 else 0)
    return _("{count} a day").format(count=text)


def about_now(found: Pace) -> str:
    """Which seven days the pace is over."""
    if found.silent_because == planning.PERIODS:
        return _("It would need the day or the week of each delivery")
    if found.per_day is None:
        return _("It would need seven days whose reports are complete")
    return _("New families, seven days to {day}").format(day=day(found.counted_until, SHORT))


def about_needed(found: Pace) -> str:
    """What the pace that is needed comes from, or what it lacks."""
    if found.target is None or found.missing is None:
        return _("No target is set")
    if not found.missing:
        return _("The target is reached")
    if found.deadline is None:
        return _("No last day is set: ends_on in operation.toml")
    missing = number(found.missing)
    if not found.days_left:
        return ngettext(
            "{count} family is missing and {day} has passed",
            "{count} families are missing and {day} has passed",
            found.missing,
        ).format(count=missing, day=day(found.deadline, SHORT))
    days = ngettext("{count} day", "{count} days", found.days_left).format(
        count=number(found.days_left)
    )
    return ngettext(
        "{count} family to go in {days}, to {day}",
        "{count} families to go in {days}, to {day}",
        found.missing,
    ).format(count=missing, days=days, day=day(found.deadline, SHORT))


def finish(found: Pace) -> str:
    """The middle of the finish dates as a figure."""
    if found.finish is None:
        reached = found.silent_because == planning.REACHED and found.reached_on
        return day(found.reached_on, SHORT) if reached else "—"
    return _day_or_later(found.finish.middle)


def about_finish(found: Pace) -> str:
    """The range of the finish dates, or why there is none."""
    if found.finish is None:
        reached = found.silent_because == planning.REACHED
        return _("The target is reached") if reached else _("No forecast")
    return _("80% range: {low} to {high}").format(
        low=_day_or_later(found.finish.low), high=_day_or_later(found.finish.high)
    )


def _day_or_later(moment: date | None) -> str:
    return _("over a year") if moment is None else day(moment, SHORT)


def notes(found: Pace, known: Known, *, narrows_numerator_only: bool) -> list[str]:
    """What the reader has to know beside the figures: unfinished reports, filters, families without a day."""
    said = []
    if found.per_day is not None:
        looks_back = known.as_of != known.last_delivery
        if known.reporting_days is None and not looks_back:
            said.append(
                _("Too few reports carry a day of their own, so the last days may still grow.")
            )
        elif known.reporting_days is not None and found.counted_until != found.as_of:
            said.append(
                ngettext(
                    "Days after {day} are left out of the pace: nine in ten deliveries are reported within {count} day.",
                    "Days after {day} are left out of the pace: nine in ten deliveries are reported within {count} days.",
                    known.reporting_days,
                ).format(day=day(found.counted_until), count=number(known.reporting_days))
            )
    if narrows_numerator_only and found.target is not None:
        said.append(
            _(
                "Only what these filters let through is counted, against the target of all families: this is how long "
                "these deliveries alone would take."
            )
        )
    if found.outlook is not None:
        said.append(
            _(
                "Pace counts families reached for the first time; it falls when few are left to reach, which the forecast "
                "does not foresee."
            )
        )
    return said
