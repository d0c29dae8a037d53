"""What stands beside a headline: rows and families that are in the exports and not, or not quite, in its figures."""

from collections.abc import Mapping
from typing import Any

from reparto.language import ngettext
from reparto.wording.overview import whole


def beside(apart: Mapping[str, Any], held_back: int | None = None) -> list[tuple[int, str]]:
    """What is in the exports and not, or not quite, in the headline: how many, and of what."""
    texts = [
        (
            "households_ongoing",
            lambda n: ngettext(
                "family is counted from a delivery still going on",
                "families are counted from deliveries still going on",
                n,
            ),
        ),
        (
            "rows_planned",
            lambda n: ngettext(
                "row is planned or on its way: not counted",
                "rows are planned or on their way: not counted",
                n,
            ),
        ),
        (
            "rows_stopped",
            lambda n: ngettext(
                "row is suspended or cancelled: not counted",
                "rows are suspended or cancelled: not counted",
                n,
            ),
        ),
        (
            "rows_unknown_status",
            lambda n: ngettext(
                "row does not say whether it was delivered: not counted",
                "rows do not say whether they were delivered: not counted",
                n,
            ),
        ),
        (
            "rows_ongoing_not_counted",
            lambda n: ngettext(
                "row is going on and has reached nobody yet",
                "rows are going on and have reached nobody yet",
                n,
            ),
        ),
        (
            "rows_without_households",
            lambda n: ngettext(
                "row gives kits but no number of families",
                "rows give kits but no number of families",
                n,
            ),
        ),
        (
            "rows_not_located",
            lambda n: ngettext(
                "row names no place: counted, but on no map",
                "rows name no place: counted, but on no map",
                n,
            ),
        ),
        (
            "rows_above_district",
            lambda n: ngettext(
                "row names only a department or province: counted there",
                "rows name only a department or province: counted there",
                n,
            ),
        ),
        (
            "rows_without_day",
            lambda n: ngettext("row has no usable date", "rows have no usable date", n),
        ),
    ]
    found = [(whole(apart[name]), say(whole(apart[name]))) for name, say in texts]
    if held_back is not None:
        found.append(
            (
                held_back,
                ngettext(
                    "row of all files is held back by a check",
                    "rows of all files are held back by a check",
                    held_back,
                ),
            )
        )
    return [(count, text) for count, text in found if count]
