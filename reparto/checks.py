"""The list of checks: what each asks of a row, how serious a breach is, and what to do about it.

A check's rows are found by ``queries/checks/<kind>/<rule>.sql``. MUST holds the row back, SHOULD warns, INFO notes.
To add one: write its SQL, list it here.
"""

from dataclasses import dataclass
from pathlib import Path

from reparto.language import N_, _

CHECKS_FOLDER = Path(__file__).resolve().parent.parent / "queries" / "checks"


@dataclass(frozen=True)
class Check:
    """One rule for the rows of one kind of export."""

    kind: str
    rule: str
    severity: str
    sentence: str
    advice: str

    @property
    def sql(self) -> str:
        """The query that finds the cells at fault: row_id, column_name, value."""
        return (CHECKS_FOLDER / self.kind / f"{self.rule}.sql").read_text(encoding="utf-8")

    def says(self) -> str:
        """What happened, in the reader's language."""
        return _(self.sentence)

    def advises(self) -> str:
        """What to do, in the reader's language."""
        return _(self.advice)


_UNREADABLE_NUMBER = (
    N_("A number cannot be read."),
    N_("Write digits only, such as 1200; leave the cell empty if the number is not known."),
)
_NEGATIVE = (
    N_("A count is below zero."),
    N_("Give the true count; cancel a row with its status instead."),
)
_TOO_MANY = (
    N_("A quantity is larger than any operation hands out."),
    N_("Check the unit and the digits; a code or telephone number may stand in this column."),
)
_PLACE = (
    N_("The place is not known, or several places share its name."),
    N_("Correct the ubigeo, or add the province and department to the name."),
)
_DATE = (N_("A date cannot be read."), N_("Write a day that exists, such as 2020-04-09."))

CHECKS: tuple[Check, ...] = (
    Check(
        "deliveries",
        "partner-missing",
        "MUST",
        N_("The row names no partner."),
        N_("Name the organisation that delivered."),
    ),
    Check("deliveries", "place-unknown", "MUST", *_PLACE),
    Check("deliveries", "date-unreadable", "MUST", *_DATE),
    Check(
        "deliveries",
        "date-future",
        "MUST",
        N_("The row says it was delivered on a day that has not come."),
        N_("Correct the date, or set the status to planned."),
    ),
    Check("deliveries", "number-unreadable", "MUST", *_UNREADABLE_NUMBER),
    Check("deliveries", "count-negative", "MUST", *_NEGATIVE),
    Check(
        "deliveries",
        "count-not-whole",
        "MUST",
        N_("A row counts a fraction of a family or person."),
        N_("Give whole families and persons; percentages do not belong in a count."),
    ),
    Check(
        "deliveries",
        "count-absurd",
        "MUST",
        N_("One row counts more families, persons or things than the operation holds plausible."),
        N_("Correct the count, or raise largest_plausible_row in operation.toml."),
    ),
    Check(
        "deliveries",
        "date-missing",
        "SHOULD",
        N_("The row has no date: it counts, but stands under no day."),
        N_("Give the day of delivery, or the start and end of its period."),
    ),
    Check(
        "deliveries",
        "status-blank",
        "SHOULD",
        N_(
            "The row has no status, although the file has a column for it: it is shown and not counted."
        ),
        N_("Give its status: planned, ongoing, delivered or verified."),
    ),
    Check(
        "deliveries",
        "status-not-understood",
        "SHOULD",
        N_("The status is a word that is not known: the row is shown and not counted."),
        N_("Use planned, in transit, ongoing, delivered, verified, suspended or cancelled."),
    ),
    Check(
        "deliveries",
        "place-names-disagree",
        "SHOULD",
        N_("The place code and the place names do not fit together."),
        N_("Check whether the code is an INEI ubigeo of the named district."),
    ),
    Check(
        "deliveries",
        "place-code-left-out",
        "SHOULD",
        N_(
            "The place code does not belong to the wider place of the row: the row stands at the wider place."
        ),
        N_("Correct the code, or give the place's name."),
    ),
    Check(
        "deliveries",
        "breakdown-mismatch",
        "SHOULD",
        N_("Girls, boys, women and men do not add up to the persons of the row."),
        N_("Correct the breakdown or the total; the total is what counts."),
    ),
    Check(
        "deliveries",
        "household-size-odd",
        "SHOULD",
        N_("The row gives fewer than one or more than twelve persons a family."),
        N_("Check families and persons: one may stand in the other's column."),
    ),
    Check(
        "deliveries",
        "date-early",
        "SHOULD",
        N_("The row is dated before the operation starts."),
        N_("Check the date, and starts_on in operation.toml."),
    ),
    Check(
        "deliveries",
        "period-reversed",
        "SHOULD",
        N_("The period ends before it starts."),
        N_("Exchange or correct the two dates."),
    ),
    Check(
        "deliveries",
        "id-repeated",
        "SHOULD",
        N_("Rows of the file share one id: all of them count."),
        N_(
            "Give each delivery an id of its own; the same id in a later file replaces the earlier row."
        ),
    ),
    Check(
        "deliveries",
        "report-date-unreadable",
        "SHOULD",
        N_("The report date cannot be read and is kept as unknown."),
        N_("Write a day that exists, such as 2020-04-09."),
    ),
    Check(
        "deliveries",
        "item-missing",
        "INFO",
        N_("The row names no item."),
        N_("Name the item, so that kits can be told apart."),
    ),
    Check(
        "deliveries",
        "presence-only",
        "INFO",
        N_("The row gives no family, person or quantity: it shows presence only."),
        N_("Give families or persons, so that the row can be counted."),
    ),
    Check("targets", "place-unknown", "MUST", *_PLACE),
    Check("targets", "number-unreadable", "MUST", *_UNREADABLE_NUMBER),
    Check("targets", "count-negative", "MUST", *_NEGATIVE),
    Check("targets", "date-unreadable", "MUST", *_DATE),
    Check(
        "targets",
        "count-absurd",
        "MUST",
        N_("A target is above a billion."),
        N_("Write the target of this place and period only."),
    ),
    Check(
        "contributions",
        "donor-missing",
        "MUST",
        N_("The contribution names no donor."),
        N_("Name who gave it."),
    ),
    Check("contributions", "number-unreadable", "MUST", *_UNREADABLE_NUMBER),
    Check("contributions", "count-negative", "MUST", *_NEGATIVE),
    Check("contributions", "count-absurd", "MUST", *_TOO_MANY),
    Check("stock_movements", "number-unreadable", "MUST", *_UNREADABLE_NUMBER),
    Check("stock_movements", "count-negative", "MUST", *_NEGATIVE),
    Check("stock_movements", "count-absurd", "MUST", *_TOO_MANY),
    Check("stock_movements", "date-unreadable", "MUST", *_DATE),
    Check(
        "stock_movements",
        "movement-not-understood",
        "MUST",
        N_("The kind of movement is not known."),
        N_("Use received, dispatched, delivered, returned or lost."),
    ),
)


def check_named(kind: str, rule: str) -> Check:
    """The check with this rule id for this kind of export."""
    return next(check for check in CHECKS if (check.kind, check.rule) == (kind, rule))
