"""The badge above every page: how old the last report is, and what that means for this operation."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from reparto.freshness import freshness
from reparto.operation import Operation
from reparto.publishing import today
from reparto.ui.text import md_escape
from reparto.wording import freshness as wording

# An icon and a colour for each state: calm ones where nobody is to do anything.
LOOKS: dict[str, tuple[str, Any]] = {
    "up_to_date": (":material/check_circle:", "green"),
    "due": (":material/schedule:", "blue"),
    "overdue": (":material/warning:", "orange"),
    "delinquent": (":material/error:", "red"),
    "ended": (":material/flag:", "gray"),
    "asleep": (":material/bedtime:", "gray"),
    "not_begun": (":material/hourglass_empty:", "gray"),
    "nothing_yet": (":material/hourglass_empty:", "gray"),
    "no_rhythm": (":material/help:", "gray"),
}


def freshness_badge(operation: Operation, reach: Mapping[str, Any]) -> None:
    """Draw it; ``reach`` is the answer to ``reports/reach``. Raises OperationProblem when today's date is set wrong."""
    found = freshness(
        reach["last_report"],
        rhythm=operation.rhythm,
        starts_on=operation.starts_on,
        ends_on=operation.ends_on,
        late_after_days=operation.late_after_days,
        today=today(),
    )
    icon, colour = LOOKS[found.state]
    st.badge(
        md_escape(wording.badge(found)),
        icon=icon,
        color=colour,
        help=md_escape(wording.badge_help(found)),
    )
