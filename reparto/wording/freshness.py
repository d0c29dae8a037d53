"""What the badge above every page says: how old the last report is, and what that means."""

from reparto.freshness import AGES, Freshness
from reparto.language import _, day, ngettext, number
from reparto.wording.silence import rhythm_name


def age_words(days: int) -> str:
    """An age as one says it: in days up to two months, in months up to two years, then in years."""
    if days < 61:
        return ngettext("{count} day ago", "{count} days ago", days).format(count=number(days))
    if days < 730:
        months = days // 30
        return ngettext("{count} month ago", "{count} months ago", months).format(
            count=number(months)
        )
    years = days // 365
    return ngettext("{count} year ago", "{count} years ago", years).format(count=number(years))


def badge(found: Freshness) -> str:
    """How fresh the data are, in a few words."""
    if found.age is None:
        if found.state == "ended":
            return _("Ended on {day}, without a report").format(day=day(found.ends_on))
        return _("Not begun") if found.state == "not_begun" else _("No report yet")
    age = _("today") if found.age == 0 else age_words(found.age)
    if found.state == "ended":
        ended = day(found.ends_on, "medium")  # a badge has one line, also on a telephone
        return _("Ended on {day}, last report {age}").format(day=ended, age=age)
    return {
        "up_to_date": _("Up to date: last report {age}"),
        "due": _("Report due: the last came {age}"),
        "overdue": _("Report overdue: the last came {age}"),
        "delinquent": _("Report long overdue: the last came {age}"),
        "asleep": _("At rest: last report {age}"),
        "no_rhythm": _("Last report {age}"),
    }[found.state].format(age=age)


def badge_help(found: Freshness) -> str:
    """Why the badge says what it says."""
    last = (
        _("The last report is of {day}.").format(day=day(found.last_report))
        if found.last_report is not None
        else ""
    )
    if found.state == "ended":
        why = _("The operation has ended, so no report is due any more.")
    elif found.state == "asleep":
        why = _(
            "Nobody has reported for more than a year. If the operation has ended, write ends_on into operation.toml."
        )
    elif found.rhythm is None:
        why = _(
            "Write daily, weekly, fortnightly or monthly as reporting.rhythm into operation.toml to hold it against."
        )
    else:
        due, overdue, delinquent = AGES[found.rhythm]
        why = _(
            "Reports come {rhythm}: due from {due} days after the last, overdue from {overdue}, long overdue (delinquent) "
            "from {delinquent}, the ages that HDX uses."
        ).format(
            rhythm=rhythm_name(found.rhythm),
            due=number(due),
            overdue=number(overdue),
            delinquent=number(delinquent),
        )
    return f"{last} {why}".strip()
