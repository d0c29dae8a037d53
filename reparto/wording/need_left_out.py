"""The quantities that days of need leave out, in words: which items, how much of them, and why."""

from collections.abc import Callable

import pandas as pd

from reparto.language import _, listed, ngettext, number
from reparto.wording.words import known, shortly


def left_out(items: pd.DataFrame, item_name: Callable[[str], str]) -> list[str]:
    """The quantities that are not multiplied, named, with why and what would help; nothing where all are."""
    found = [
        said(items[items["left_out"] == reason], item_name)
        for reason, said in _LEFT_OUT.items()
        if (items["left_out"] == reason).any()
    ]
    if found:
        found.append(_("So there are at least as many days as shown here."))
    return found


def _quantities(rows: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    """Items with how much of them: "Soap (120 unit), Blanket (quantity unknown)"."""
    words = []
    for row in rows.itertuples():
        if not known(row.quantity):
            words.append(_("{item} (quantity unknown)").format(item=item_name(row.item)))
            continue
        words.append(
            _("{item} ({quantity})").format(
                item=item_name(row.item),
                quantity=" ".join(
                    filter(None, [number(row.quantity, 1), row.unit if known(row.unit) else ""])
                ),
            )
        )
    return shortly(words)


def _no_composition(rows: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    count = int(rows["rows"].sum())
    return ngettext(
        "{count} row is of items whose content kits.csv does not give: {items}. Add their kcal and litres there (0 for "
        "none).",
        "{count} rows are of items whose content kits.csv does not give: {items}. Add their kcal and litres there (0 for "
        "none).",
        count,
    ).format(count=number(count), items=_quantities(rows, item_name))


def _other_unit(rows: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    count = int(rows["rows"].sum())
    units = listed(sorted({str(unit) for unit in rows["kit_unit"]}))
    return ngettext(
        "{count} row is in another unit than the kit list's ({units}): {items}.",
        "{count} rows are in other units than the kit list's ({units}): {items}.",
        count,
    ).format(count=number(count), units=units, items=_quantities(rows, item_name))


def _no_quantity(rows: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    count = int(rows["rows"].sum())
    names = list(dict.fromkeys(item_name(item) for item in rows["item"]))
    return ngettext(
        "{count} row gives no quantity: {items}.",
        "{count} rows give no quantity: {items}.",
        count,
    ).format(count=number(count), items=shortly(names))


def _no_item(rows: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    count = int(rows["rows"].sum())
    return ngettext("{count} row names no item.", "{count} rows name no item.", count).format(
        count=number(count)
    )


_LEFT_OUT: dict[str, Callable[[pd.DataFrame, Callable[[str], str]], str]] = {
    "no_composition": _no_composition,
    "other_unit": _other_unit,
    "no_quantity": _no_quantity,
    "no_item": _no_item,
}
