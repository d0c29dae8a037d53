"""The list of checks: what each asks of a row, how serious a breach is, and what to do about it.

A check's rows are found by ``queries/checks/<kind>/<rule>.sql``. MUST holds the row back, SHOULD warns, INFO notes.
To add one: write its SQL, list it in the module of its kind.
"""

from reparto.checks.check import CHECKS_FOLDER, Check
from reparto.checks.deliveries import DELIVERIES
from reparto.checks.other_kinds import CONTRIBUTIONS, STOCK_MOVEMENTS, TARGETS
from reparto.checks.patterns import PATTERNS
from reparto.checks.r4v import R4V, silent_checks

CHECKS: tuple[Check, ...] = (
    *DELIVERIES,
    *PATTERNS,
    *R4V,
    *TARGETS,
    *CONTRIBUTIONS,
    *STOCK_MOVEMENTS,
)

__all__ = ["CHECKS", "CHECKS_FOLDER", "Check", "check_named", "silent_checks"]


def check_named(kind: str, rule: str) -> Check:
    """The check with this rule id for this kind of export."""
    return next(check for check in CHECKS if (check.kind, check.rule) == (kind, rule))
