"""What only the rows of a file together show: repeats, outliers, running totals, columns that are never filled."""

from reparto.checks.check import Check
from reparto.language import N_

PATTERNS: tuple[Check, ...] = (
    Check(
        "deliveries",
        "new-zero",
        "SHOULD",
        N_(
            "The file counts people but no new persons, in all its rows or in those of the response plan."
        ),
        N_("Say whether the persons of the row are new; else each month counts the same people."),
        needs=("new_zero",),
    ),
    Check(
        "deliveries",
        "row-above-share",
        "SHOULD",
        N_("This row alone holds more than a fifth of what the file counts."),
        N_("Check the count; one that is right may belong to several places."),
    ),
    Check(
        "deliveries",
        "row-nearly-repeated",
        "SHOULD",
        N_(
            "The row says the same as an earlier one of the file but for id, site or spelling: both count."
        ),
        N_("Take one of them out if it is the same delivery."),
        needs=("alike_rows",),
    ),
    Check(
        "deliveries",
        "row-one-digit-apart",
        "SHOULD",
        N_("The row differs from an earlier one of the file in one digit of a count: both count."),
        N_("Take one of them out if it is the same delivery, typed twice."),
    ),
    Check(
        "deliveries",
        "running-total",
        "SHOULD",
        N_(
            "The figures look like running totals: month after month they never fall, or the header says so."
        ),
        N_(
            "Of a running total take the last figure, never the sum; send the figure of each month."
        ),
    ),
    Check(
        "deliveries",
        "row-repeated",
        "INFO",
        N_("The row equals an earlier one of the file: both count."),
        N_("Give each delivery an id of its own, so that repeats can be told from mistakes."),
        needs=("alike_rows",),
    ),
    Check(
        "deliveries",
        "target-missing",
        "INFO",
        N_("There is no target for this place, nor for one around it: its coverage is unknown."),
        N_("Add a target for the place, or for its province or department."),
    ),
)
