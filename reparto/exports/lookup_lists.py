"""Lists that workbooks carry beside their data: organisations, contacts, places, codes, explanations."""

from collections.abc import Sequence

import pyarrow.compute as pc

from reparto.exports.fields import FIELDS, HELPERS
from reparto.exports.headers import normal
from reparto.exports.personal import personal_header
from reparto.exports.tables import TextTable

_TYPES = {spec.name: spec.type for spec in FIELDS["deliveries"]}
_PLACES = {
    "ubigeo",
    "department",
    "province",
    "district",
    "department_code",
    "province_code",
    "country",
    "site",
}
_WORK = {"item", "activity", "indicator", "sector", "unit", "status", "modality"}
_ABOUT_ORGANISATIONS = {"partner", "lead_partner", "donor"}
_FORM = ({"type", "name"}, {"list name", "name"}, {"type", "label"})
_CODES = {"code", "codigo", "cod", "clave", "value", "valor", "key", "id", "list", "lista"}
_NAMES = {
    "name",
    "nombre",
    "label",
    "etiqueta",
    "description",
    "descripcion",
    "meaning",
    "significado",
    "text",
}
_COLUMNS = {"field", "fields", "column", "columna", "column name", "variable", "campo", "heading", "header", "dato",
            "nombre de la columna", "field name", "nombre del campo", "indicator name"}  # fmt: skip
_EXPLAINED = {"description", "descripcion", "definition", "definicion", "meaning", "explanation", "explicacion",
              "instructions", "instrucciones", "comment", "comments", "significado", "notes"}  # fmt: skip


def kind_of_list(table: TextTable, slots: Sequence[str | None], counted: bool) -> str | None:
    """ "organisations", "contacts", "place list", "codes", "columns", "form", or None for what is no such list.

    ``slots`` are the fields of deliveries that the columns would fill; ``counted`` says that numbers stand in others.
    """
    found = {slot for slot in slots if slot not in {None, "-"}}
    headers = {normal(header) for header in table.header} - {""}
    if any(
        _TYPES.get(slot or "") == "number" or slot in HELPERS
        for slot in found - {"latitude", "longitude"}
    ):
        return None
    if any(_TYPES.get(slot or "") == "day" for slot in found):
        return None
    if any(form <= headers for form in _FORM) and len(headers) <= 40 and not found & _PLACES:
        return "form"
    if headers & _COLUMNS and headers & _EXPLAINED and len(headers) <= 6:
        return "columns"
    if not found & _WORK:
        personal = sum(1 for header in table.header if personal_header(header))
        if personal >= 2 and personal * 3 >= len(headers):
            return "contacts"
        if found and not counted and found <= _PLACES | {"latitude", "longitude"}:
            return "place list"
        if found & _ABOUT_ORGANISATIONS and not found & _PLACES:
            return "organisations"
    if len(headers) <= 4 and headers & _CODES and headers & _NAMES:
        return "codes"
    return "codes" if _drop_down_lists(table) else None


def _drop_down_lists(table: TextTable) -> bool:
    """Whether each column is a list of its own: no value twice, no gap, and of different lengths."""
    lengths = []
    for index, header in enumerate(table.header):
        column = table.column(index)
        filled = len(column) - column.null_count
        if not header.strip() or not filled:
            continue
        if column.slice(filled).null_count < len(column) - filled:
            return False
        if pc.count_distinct(column.drop_null()).as_py() < filled:
            return False
        lengths.append(filled)
    return len(lengths) > 1 and len(set(lengths)) > 1
