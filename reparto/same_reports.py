"""The same report sent again: what it replaces, told before it does, and what a person may say to it."""

from collections.abc import Sequence
from typing import Any

from reparto.asking import Choice, OpenQuestion
from reparto.build import Build
from reparto.decided import REPLACE, SHOWN
from reparto.language import _, ngettext, number, percent
from reparto.reports import FileReport


def tell_replacements(build: Build, reports: Sequence[FileReport]) -> None:
    """Say in each fresh file's report which rows it replaces or is replaced in, and ask where that is a guess.

    ``reports`` belong to the last batches of the build, in their order.
    """
    first = len(build.batches) - len(reports) + 1
    names = {number: batch.name for number, batch in enumerate(build.batches, start=1)}
    for row in build.replacements():
        earlier, later = row["batch_no"], row["by_batch"]
        if later >= first:
            report = reports[later - first]
            report.replaces.append(
                {"name": names[earlier], "batch": earlier, "rows": row["rows"], "how": row["how"]}
            )
            report.tell(_replaced(row, names[earlier]))
        if earlier >= first and later != earlier:
            reports[earlier - first].tell(_outdated(row, names[later]))
    for link in build.links():
        newest = max(link["earlier"], link["later"])
        if newest >= first:
            reports[newest - first].questions.append(_question(build, link).as_dict())


def _replaced(row: dict[str, Any], name: str) -> str:
    text = {
        "id": ngettext(
            "{count} row of {name} is brought up to date: it has the same id.",
            "{count} rows of {name} are brought up to date: they have the same ids.",
            row["rows"],
        ),
        "report": ngettext(
            "{count} row of {name} is replaced: this file brings the same report again.",
            "{count} rows of {name} are replaced: this file brings the same report again.",
            row["rows"],
        ),
        "correction": ngettext(
            "{count} row of {name} is corrected.",
            "{count} rows of {name} are corrected.",
            row["rows"],
        ),
    }[row["how"]]
    return text.format(count=number(row["rows"]), name=name)


def _outdated(row: dict[str, Any], name: str) -> str:
    return ngettext(
        "{count} row of this file is older than what {name} says, and does not count.",
        "{count} rows of this file are older than what {name} says, and do not count.",
        row["rows"],
    ).format(count=number(row["rows"]), name=name)


def _question(build: Build, link: dict[str, Any]) -> OpenQuestion:
    earlier, later = build.batches[link["earlier"] - 1], build.batches[link["later"] - 1]
    one, other = sorted((earlier.sha256[:SHOWN], later.sha256[:SHOWN]))
    text = _(
        "{later} speaks of {share} of what {earlier} reports: the same partners, places, days and items. Is it the same "
        "report, sent again?"
    ).format(
        later=later.name,
        earlier=earlier.name,
        share=percent(link["shared"] / max(link["earlier_things"], 1)),
    )
    return OpenQuestion(
        id=f"{REPLACE}:{one}:{other}",
        rule=REPLACE,
        text=text,
        choices=(
            Choice("whole", _("Yes: it replaces the earlier report as a whole")),
            Choice("part", _("In part: it replaces the rows that both have")),
            Choice("keep", _("No: the rows of both count")),
        ),
        guess=link["replaces"],
    )
