"""What is asked of each row of deliveries: who, where, when, what, and how many."""

from reparto.checks.check import Check
from reparto.checks.other_kinds import DATE, NEGATIVE, PLACE, UNREADABLE_NUMBER
from reparto.checks.r4v import R4V_NEEDS
from reparto.language import N_

DELIVERIES: tuple[Check, ...] = (
    Check(
        "deliveries",
        "partner-missing",
        "MUST",
        N_("The row names no partner."),
        N_("Name the organisation that delivered."),
    ),
    Check("deliveries", "place-unknown", "MUST", *PLACE),
    Check("deliveries", "date-unreadable", "MUST", *DATE),
    Check(
        "deliveries",
        "date-future",
        "MUST",
        N_("The row says it was delivered on a day that has not come."),
        N_("Correct the date, or set the status to planned."),
    ),
    Check("deliveries", "number-unreadable", "MUST", *UNREADABLE_NUMBER),
    Check("deliveries", "count-negative", "MUST", *NEGATIVE),
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
        "percent-in-count",
        "MUST",
        N_("A percentage stands where a count or quantity belongs."),
        N_("Give the number, not the share; leave the cell empty if the number is not known."),
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
        needs=R4V_NEEDS,
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
        "population-mismatch",
        "SHOULD",
        N_("The population types do not add up to the persons of the row."),
        N_("Correct the population types or the total; the total is what counts."),
        needs=R4V_NEEDS,
    ),
    Check(
        "deliveries",
        "breakdown-without-total",
        "SHOULD",
        N_(
            "Persons are broken down by sex, age or population type, and their total is empty or 0."
        ),
        N_("Give the total of persons: the breakdown alone is not counted."),
    ),
    Check(
        "deliveries",
        "breakdown-unreadable",
        "SHOULD",
        N_("A part of the breakdown, or the new persons, is no whole number of persons."),
        N_("Write whole persons; leave the cell empty if the number is not known."),
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
        "date-too-early",
        "SHOULD",
        N_(
            "The row is dated before the year 2000 or more than five years before the operation starts."
        ),
        N_("Correct the date; the year may be mistyped, or the date may stand for “none”."),
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
        "quantity-missing",
        "SHOULD",
        N_("The name says what is counted, such as “# of kits”, and the quantity is empty or 0."),
        N_("Give how many of these things were handed out."),
    ),
    Check(
        "deliveries",
        "money-in-quantity",
        "SHOULD",
        N_("The quantity is an amount of money."),
        N_("Give money as amount and currency; the quantity counts things."),
    ),
    Check(
        "deliveries",
        "kits-against-households",
        "SHOULD",
        N_("The row hands out fewer family kits than families, or more than five to each."),
        N_("Check kits and families: one may stand in the other's column."),
    ),
    Check(
        "deliveries",
        "place-column-wrong",
        "SHOULD",
        N_("The column of the district names a department or the country."),
        N_("Name the district, or write the wider place in its own column."),
    ),
    Check(
        "deliveries",
        "place-wide",
        "INFO",
        N_("The row stands at a department or the whole country, not at a district."),
        N_("Name the district, so that the row is on the map of districts."),
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
)
