"""The nineteen checks of the R4V platform, under its own ids, for the rows of its files.

The lists that some of them need are the operation's: places, ``partners.csv``, ``indicators.csv``. Without its list a
check finds nothing, and :func:`silent_checks` says so.
"""

from collections.abc import Iterable

from reparto.checks.check import Check
from reparto.language import N_, _, listed
from reparto.operation import Operation
from reparto.references import references_of

R4V_NEEDS = ("indicator_list", "r4v_rows")
"""What the queries of these checks read, in the order in which it is made."""

_PLACES = ("countryadmincheck", "admin1and2check")
_PARTNERS = ("miss_appeal_org", "miss_implementing_org")
_INDICATORS = ("wrongsectindicator",)
_TYPES = (
    "DirectAssistanceNoBenef",
    "NewBenefvstotal",
    "PopTypeBreakdown",
    "AGDBreakdown",
    "CBuildingNoBenef",
    "NoOutput",
)


def _check(rule: str, sentence: str, advice: str) -> Check:
    return Check("deliveries", rule, "SHOULD", sentence, advice, R4V_NEEDS)


R4V: tuple[Check, ...] = (
    _check(
        "missingcountry",
        N_("The row names no country or no first-level area (admin 1)."),
        N_("Name both."),
    ),
    _check(
        "countryadmincheck",
        N_("The country and the first-level area (admin 1) are no pair of the list of places."),
        N_("Write both as the list of places has them; “country level” is no first-level area."),
    ),
    _check(
        "admin1and2check",
        N_("The second-level area (admin 2) does not lie in the first-level area (admin 1)."),
        N_("Write both as the list of places has them."),
    ),
    _check(
        "miss_appeal_org",
        N_("The appealing organisation is empty or not in the list of partners."),
        N_("Name an organisation of the list of partners, or have it added."),
    ),
    _check(
        "miss_setup",
        N_("The row does not say whether it is done through an implementing partner."),
        N_("Write Yes or No as implementation set-up."),
    ),
    _check(
        "miss_implementing_org",
        N_(
            "The implementing partner is empty or not known although there is one, or named although there is none."
        ),
        N_("Name an organisation of the list of partners, or correct the implementation set-up."),
    ),
    _check("miss_month", N_("The row has no month."), N_("Give the month, such as 2025-03.")),
    _check(
        "missing_what",
        N_("The row lacks its sector, indicator, activity, RMRP flag or cash (CVA) flag."),
        N_("Fill the cell that is named."),
    ),
    _check(
        "wrongsectindicator",
        N_("The sector and the indicator are no pair of the list of indicators."),
        N_("Choose an indicator of this sector from the list of indicators."),
    ),
    _check(
        "zeroCVA",
        N_("The row is cash or vouchers (CVA) and gives no value."),
        N_("Give the value in dollars, or write No for CVA."),
    ),
    _check(
        "missingmechanism",
        N_("The row is cash or vouchers (CVA) and names no delivery mechanism."),
        N_("Name the mechanism, or write No for CVA."),
    ),
    _check(
        "CVANotoYes",
        N_("The row is no cash or vouchers (CVA) and gives a mechanism or a value of some."),
        N_("Write Yes for CVA, or clear the mechanism and the value."),
    ),
    _check(
        "MultipurposeSector",
        N_("The sector is multipurpose cash and the row is no cash or vouchers (CVA)."),
        N_("Write Yes for CVA, or correct the sector."),
    ),
    _check(
        "DirectAssistanceNoBenef",
        N_("The row is direct assistance and counts nobody."),
        N_("Give the new persons and the total of the month."),
    ),
    _check(
        "NewBenefvstotal",
        N_("The row counts more new persons than persons in the month."),
        N_("Correct one of the two: the total holds the new ones."),
    ),
    _check(
        "PopTypeBreakdown",
        N_("The population types do not add up to the new persons of the month."),
        N_("Break down the new persons, not the total of the month."),
    ),
    _check(
        "AGDBreakdown",
        N_("The sex and age groups do not add up to the new persons of the month."),
        N_("Break down the new persons, not the total of the month."),
    ),
    _check(
        "CBuildingNoBenef",
        N_("The row is capacity building and counts nobody."),
        N_("Give how many persons took part in the month."),
    ),
    _check(
        "NoOutput",
        N_("The indicator counts neither people nor training, and the quantity is empty or 0."),
        N_("Give the quantity of output."),
    ),
)


def silent_checks(operation: Operation, dialects: Iterable[str]) -> list[str]:
    """Which of R4V's checks were not run on a file for want of a list, a sentence for each list.

    ``dialects`` are those of the file's tables; where none is R4V's there is nothing to say. Raises OperationProblem
    when a list of the operation cannot be read.
    """
    if not any(dialect.startswith("r4v") for dialect in dialects):
        return []
    lists = references_of(operation)
    told = []
    if not lists.has_places:
        told.append(_not_run(_PLACES, _("the operation has no list of places")))
    if not lists.has_partners:
        told.append(_not_run(_PARTNERS, _("the operation has no partners in partners.csv")))
    if not lists.has_indicators:
        told.append(_not_run(_INDICATORS + _TYPES, _("the operation has no indicators.csv")))
    elif not lists.has_types:
        told.append(_not_run(_TYPES, _("indicators.csv gives no types")))
    return told


def _not_run(rules: tuple[str, ...], reason: str) -> str:
    return _("R4V's checks {rules} were not run: {reason}.").format(
        rules=listed(list(rules)), reason=reason
    )
