"""The parts of the Coverage page: days of food and water, who received both, target and need, government packages."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import need as charts
from reparto.language import _, number
from reparto.metrics import METRICS
from reparto.ui import show
from reparto.ui.asked import Asked
from reparto.ui.page import View
from reparto.ui.text import md_escape
from reparto.wording import need as words
from reparto.wording import need_left_out as left_out_words
from reparto.wording.words import known

SUMMARY = "need/summary"
PACKAGES = "need/government_packages"


def situation(row: dict[str, Any]) -> None:
    """What was delivered, as days of need, and how far the target is reached and covered."""
    st.header(md_escape(words.headline(row)), anchor=False)
    show.sentences([words.whose_days(row), words.rates(row)])


def figures(view: View, row: dict[str, Any], packages: dict[str, Any]) -> None:
    """The four figures of the page; one that cannot be known says what it would need."""
    items_chosen = bool(view.scope.item)
    with st.grid(min_column_width=230, gap="small"):
        _card(view, SUMMARY, "days_food_per_person", row, words.food_note(row))
        _card(view, SUMMARY, "days_water_per_person", row, words.water_note(row))
        _card(view, SUMMARY, "households_covered", row, words.covered_note(row, items_chosen))
        _card(view, PACKAGES, "government_package_rate", packages, words.package_note(packages))


def _card(view: View, question: str, name: str, row: dict[str, Any], note: str) -> None:
    metric = METRICS[name]
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(metric.named(), metric.written(row[name]), help=metric.explained())
        st.caption(md_escape(note))
        show.passport(Asked(question, view.scope, name), key=name)


def left_out(view: View, items: pd.DataFrame) -> None:
    """The quantities that are not multiplied, named, with why."""
    lines = left_out_words.left_out(items, lambda item: _item(view, item))
    if lines:
        st.warning(
            "\n\n".join(md_escape(line) for line in lines),
            title=_("Not all that was delivered is in these days."),
            icon=":material/help_center:",
        )
    if view.scope.donor:
        st.caption(
            _(
                "Quantities are the share of the chosen donors; the people are all whom their contributions reached."
            )
        )


def contents(view: View, items: pd.DataFrame) -> None:
    """What was delivered of each item and what one holds, as a table on demand."""
    reasons = {
        "no_item": _("no item named"),
        "no_composition": _("content not listed"),
        "other_unit": _("another unit than the kit's"),
        "no_quantity": _("no quantity given"),
    }
    shown = items.assign(
        name=[_item(view, item) for item in items["item"]],
        why=[reasons.get(reason, "") for reason in items["left_out"].fillna("")],
    )
    with st.expander(_("Items, what one holds, and the days they make"), icon=":material/list:"):
        show.table(
            shown,
            {
                "name": show.text(_("Item"), width="medium"),
                "unit": show.text(_("Unit")),
                "quantity": show.quantity(_("Quantity")),
                "rows": show.count(_("Delivery rows")),
                "kcal": show.count(_("kcal of one")),
                "litres": show.quantity(_("Litres of one")),
                "person_days_food": show.count(METRICS["person_days_food"].named()),
                "person_days_water": show.count(METRICS["person_days_water"].named()),
                "person_days_water_floor": show.count(METRICS["person_days_water_floor"].named()),
                "why": show.text(_("Why it is left out"), width="medium"),
            },
            key="need_items",
            alt=_("Items delivered, with what one holds and the person-days they make"),
        )
        st.caption(
            _(
                "The contents are those of the operation's kits.csv. Empty is not known; 0 says that an item holds none."
            )
        )


def _item(view: View, item: Any) -> str:
    return view.item_name(item) if known(item) else _("no item named")


def food_and_water(view: View, row: dict[str, Any]) -> None:
    """Families with food and water against families with one of them."""
    st.subheader(_("Food and water, or one of them"), anchor=False)
    said = words.both(row, bool(view.scope.item))
    if row["households_covered"] is None:
        show.sentences([said])
        return
    parts = charts.food_and_water_parts(row)
    show.chart(
        charts.parts_bars(parts),
        key="need_parts",
        sentence=said,
        alt=_("Families reached by what they received. {sentence}").format(sentence=said),
        table=_parts(parts),
        columns={"part": show.text(_("Received")), "families": show.count(_("Families"))},
        asks=SUMMARY,
    )


def _parts(parts: Sequence[charts.Part]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "part": [part.label for part in parts],
            "families": [part.count for part in parts],
            "figure": [part.figure for part in parts],
        }
    )


def government_packages(row: dict[str, Any]) -> None:
    """How many of the families reached also received a package of the government, and of how many it is unknown."""
    st.subheader(_("Government packages"), anchor=False)
    said = words.packages(row)
    if not row["rows_told"]:
        show.sentences([said])
        return
    parts = charts.package_parts(row)
    show.chart(
        charts.parts_bars(parts),
        key="need_packages",
        sentence=said,
        alt=_(
            "Families reached by whether they also received a government package. {sentence}"
        ).format(sentence=said),
        table=_parts(parts),
        columns={
            "part": show.text(_("Government package")),
            "families": show.count(_("Families")),
        },
        asks=PACKAGES,
    )


def what_covered_means() -> None:
    """What reached and covered mean here, and whose words they are."""
    st.caption(
        md_escape(
            _(
                "Reached: received something at least once. Covered: received the planned assistance, here food and water. "
                "The two words are OCHA's (Approaches to determining people reached, 2019); OCHA counts targeted families only, "
                "while exports do not say who was targeted, so families outside the target are in both."
            )
        )
    )


def how_many_more(count: int, key: str) -> bool:
    """Whether the reader wants all bars of a long chart."""
    return st.toggle(
        _("Show all {count}").format(count=number(count)), key=key, persist_state="session"
    )
