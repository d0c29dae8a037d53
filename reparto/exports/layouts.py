"""What to say when no kind of export fits: what is missing, what would do, what was found."""

from collections.abc import Mapping as Facts
from difflib import get_close_matches

from reparto.errors import UnknownLayout
from reparto.exports.choice import Choice
from reparto.exports.crosstabs import what_else_it_is
from reparto.exports.fields import FIELDS, REQUIRED, known_headers
from reparto.exports.headers import normal
from reparto.exports.tables import TextTable
from reparto.language import N_, _, listed

NEEDS = {
    "partner": N_("who delivered"),
    "place": N_("where"),
    "time": N_("when"),
    "item": N_("what was delivered"),
    "target": N_("how many households or persons are targeted or in need"),
    "donor": N_("who gave"),
    "amount": N_("how much was given"),
    "lot": N_("which lot"),
    "quantity": N_("how much was moved"),
    "kind": N_("which kind of movement"),
}
KINDS = {
    "deliveries": N_("deliveries"),
    "targets": N_("targets"),
    "contributions": N_("contributions"),
    "stock_movements": N_("stock movements"),
}
EXAMPLES = {
    "partner": ("partner", "Implementing partner", "ORGANIZACIÓN IMPLEMENTADORA", "Socio"),
    "place": ("ubigeo", "district", "Distrito", "ADMIN 1"),
    "time": ("delivered_on", "Fecha de entrega", "Start date", "Month"),
    "item": ("item", "Tipo de kit", "Materials Delivered", "Sector"),
    "target": ("households_targeted", "Meta familias", "Target"),
    "donor": ("donor", "Donante", "Donor"),
    "amount": ("quantity", "value", "Monto"),
    "lot": ("lot", "Lote"),
    "quantity": ("quantity", "Cantidad"),
    "kind": ("kind", "Tipo de movimiento"),
}
_SHOWN = 25
_COMPARED = 120


def layout_problem(table: TextTable, choices: Facts[str, Choice]) -> UnknownLayout:
    """The error for what the table clearly is, else for the closest kind: its missing columns and the headers found."""
    other = what_else_it_is(table)
    if other is not None:
        return UnknownLayout(other, title=_("This is no list of deliveries."))
    kind = max(choices, key=lambda name: _closeness(name, choices[name]))
    lacking = choices[kind].missing
    found = [header for header in table.header if header.strip()][:_SHOWN]
    sentences = [
        _("Read as {kind}, the table does not tell {needs}.").format(
            kind=_(KINDS[kind]), needs=listed([_(NEEDS[need]) for need in lacking])
        )
    ]
    for need in lacking:
        would = ", ".join(EXAMPLES[need])
        sentences.append(
            _("For “{need}” one of these headers would do: {headers}.").format(
                need=_(NEEDS[need]), headers=would
            )
        )
    guesses = _guesses(table, kind, lacking)
    if guesses:
        sentences.append(_("Perhaps meant: {guesses}.").format(guesses="; ".join(guesses)))
    if found:
        sentences.append(_("Headers found: {headers}.").format(headers=", ".join(found)))
    else:
        sentences.append(_("No header row was found."))
    title = _("A column is missing.") if len(lacking) < 2 else _("Columns are missing.")
    return UnknownLayout(" ".join(sentences), title=title)


def _closeness(kind: str, choice: Choice) -> tuple[float, int, int]:
    share = 1 - len(choice.missing) / len(REQUIRED[kind])
    return share if kind == "deliveries" else share - 0.2, len(choice.columns), 0


def _guesses(table: TextTable, kind: str, lacking: list[str]) -> list[str]:
    """Headers that look like a missing field's, as "header → field"."""
    wanted = {name for need, names in REQUIRED[kind] if need in lacking for name in names}
    forms = {normal(field.name): field.name for field in FIELDS[kind] if field.name in wanted}
    forms |= {form: name for form, name in known_headers(kind).items() if name in wanted}
    understood = {normal(field.name): field.name for field in FIELDS[kind]} | known_headers(kind)
    guesses = []
    for header in table.header[:_COMPARED]:
        form = normal(header[:60])
        if form in understood and understood[form] not in wanted:
            continue
        close = get_close_matches(form, forms, n=1, cutoff=0.75) if form else []
        if close:
            guesses.append(f"{header} → {forms[close[0]]}")
    return guesses[:5]
