"""The checks of targets, contributions and stock movements, and what several kinds say alike."""

from reparto.checks.check import Check
from reparto.language import N_

UNREADABLE_NUMBER = (
    N_("A number cannot be read."),
    N_("Write digits only, such as 1200; leave the cell empty if the number is not known."),
)
NEGATIVE = (
    N_("A count is below zero."),
    N_("Give the true count; cancel a row with its status instead."),
)
PLACE = (
    N_("The place is not known, or several places share its name."),
    N_("Correct the ubigeo, or add the province and department to the name."),
)
DATE = (N_("A date cannot be read."), N_("Write a day that exists, such as 2020-04-09."))
_TOO_MANY = (
    N_("A quantity is larger than any operation hands out."),
    N_("Check the unit and the digits; a code or telephone number may stand in this column."),
)

TARGETS: tuple[Check, ...] = (
    Check("targets", "place-unknown", "MUST", *PLACE),
    Check("targets", "number-unreadable", "MUST", *UNREADABLE_NUMBER),
    Check("targets", "count-negative", "MUST", *NEGATIVE),
    Check("targets", "date-unreadable", "MUST", *DATE),
    Check(
        "targets",
        "count-absurd",
        "MUST",
        N_("A target is above a billion."),
        N_("Write the target of this place and period only."),
    ),
)

CONTRIBUTIONS: tuple[Check, ...] = (
    Check(
        "contributions",
        "donor-missing",
        "MUST",
        N_("The contribution names no donor."),
        N_("Name who gave it."),
    ),
    Check("contributions", "number-unreadable", "MUST", *UNREADABLE_NUMBER),
    Check("contributions", "count-negative", "MUST", *NEGATIVE),
    Check("contributions", "count-absurd", "MUST", *_TOO_MANY),
)

STOCK_MOVEMENTS: tuple[Check, ...] = (
    Check("stock_movements", "number-unreadable", "MUST", *UNREADABLE_NUMBER),
    Check("stock_movements", "count-negative", "MUST", *NEGATIVE),
    Check("stock_movements", "count-absurd", "MUST", *_TOO_MANY),
    Check("stock_movements", "date-unreadable", "MUST", *DATE),
    Check(
        "stock_movements",
        "movement-not-understood",
        "MUST",
        N_("The kind of movement is not known."),
        N_("Use received, dispatched, delivered, returned or lost."),
    ),
)
