"""Readers of exports: bytes → tables of text → our own columns, with nothing lost on the way."""

from reparto.exports.canonical import Canonical, canonical_relation, canonical_rows
from reparto.exports.fields import FIELDS, REQUIRED, Field
from reparto.exports.kept import KeptTable
from reparto.exports.mapping import Mapping, map_table, without_personal
from reparto.exports.reading import read_export
from reparto.exports.receiving import Received
from reparto.exports.tables import Export, Note, Skipped, TextTable

__all__ = [
    "FIELDS",
    "REQUIRED",
    "Canonical",
    "Export",
    "Field",
    "KeptTable",
    "Mapping",
    "Note",
    "Received",
    "Skipped",
    "TextTable",
    "canonical_relation",
    "canonical_rows",
    "map_table",
    "read_export",
    "without_personal",
]
