"""Names of organisations: which are probably one, what a person decided about them, and what that makes of them.

Nothing is merged because it looks alike: `propose` asks, and only what was decided becomes an alias.
"""

from reparto.partner_names.deciding import (
    APART,
    SAME,
    add_decision,
    add_decisions,
    decide,
    forget,
    forget_decision,
)
from reparto.partner_names.decisions import (
    DECISIONS_FILE,
    DecidedRow,
    Decisions,
    read_decisions,
)
from reparto.partner_names.directory import Directory, alias_rows
from reparto.partner_names.proposals import Proposal, answered, propose
from reparto.partner_names.spelling import fold

__all__ = [
    "APART",
    "DECISIONS_FILE",
    "SAME",
    "DecidedRow",
    "Decisions",
    "Directory",
    "Proposal",
    "add_decision",
    "add_decisions",
    "alias_rows",
    "answered",
    "decide",
    "fold",
    "forget",
    "forget_decision",
    "propose",
    "read_decisions",
]
