"""The same table comes back whatever dialect it is written in: encoding, delimiter, titles, tags, totals, format."""

import csv
import io
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.exports import map_table, read_export
from tests.exports.builders import cells, ods_bytes, xlsx_bytes
from tests.exports.old_excel import xls_bytes

FIELDS = ("delivered_on", "partner", "district", "item", "quantity", "households")
VOCABULARIES = (
    FIELDS,
    ("Fecha de entrega", "Socio", "Distrito", "Artículo", "Cantidad", "Familias"),
    ("Delivery date", "Implementing partner", "Admin 3", "Item name", "Quantity", "Households"),
    ("entrega/fecha", "entrega/socio", "lugar/distrito", "items/articulo", "items/cantidad", "total/familias"),
    ("Date de livraison", "Partenaire", "Adm3", "Article", "Quantité", "Ménages"),
    ("Data de entrega", "Parceiro", "Distrito", "Artigo", "Quantidade", "Agregados"),
    ("FECHA.DE.ENTREGA", "SOCIO", "DISTRITO", "ARTÍCULO", "CANTIDAD", "FAMILIAS"),
)  # fmt: skip
TAGS = ("#date+delivered", "#org+impl", "#adm3+name", "#item+name", "#item+num", "#reached+hh")
TITLES = ("Reporte de entregas", "Abril de 2020", "Elaborado por la oficina", "Versión preliminar")
NOTES = ("Fuente: registro propio", "Nota - datos preliminares", "* cifras revisadas")
PLAIN = st.text("abcdefghijk ñéü ABC", min_size=1, max_size=9).map(str.strip).filter(bool)
ANY = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=("Cc", "Cn", "Zl", "Zp"))
    | st.sampled_from('",;\t|\n'),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() and any(map(str.isalpha, text)))  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """How a table is written down."""

    kind: str
    header: tuple[str, ...]
    titles: tuple[str, ...]
    tags: str
    blanks: frozenset[int]
    total: bool
    again: int | None
    note: str | None
    encoding: str
    delimiter: str
    line_end: str
    quoting: int


DIALECTS = st.builds(
    Dialect,
    kind=st.sampled_from(["csv", "csv", "csv", "xlsx", "ods", "xls"]),
    header=st.sampled_from(VOCABULARIES),
    titles=st.lists(st.sampled_from(TITLES), max_size=3).map(tuple),
    tags=st.sampled_from(["none", "below", "above", "alone"]),
    blanks=st.frozensets(st.integers(0, 5), max_size=3),
    total=st.booleans(),
    again=st.none() | st.integers(1, 4),
    note=st.none() | st.sampled_from(NOTES),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)


@st.composite
def written(draw):
    """A dialect and a table that it can hold."""
    dialect = draw(DIALECTS)
    wide = dialect.kind in {"csv", "xlsx"} and dialect.encoding != "cp1252"
    text = ANY if wide else PLAIN
    row = st.tuples(
        st.dates().map(lambda day: f"{day.day:02d}/{day.month:02d}/2020"),
        text,
        text,
        text,
        st.integers(1, 9999).map(str),
        st.integers(1, 9999).map(str),
    )
    return dialect, draw(st.lists(row, min_size=2, max_size=6))


def write(dialect, rows):
    """The rows as the file has them, the numbers of the data rows, and what is to be skipped."""
    lines = [[title] for title in dialect.titles]
    lines += [[]] if dialect.titles else []
    if dialect.tags in {"above", "alone"}:
        lines.append(list(TAGS))
    if dialect.tags != "alone":
        lines.append(list(dialect.header))
    if dialect.tags == "below":
        lines.append(list(TAGS))
    kept, skipped, first = [], [], len(lines)
    for at, row in enumerate(rows):
        if at in dialect.blanks and at:
            lines.append([])
            skipped.append((len(lines), "blank"))
        if at == dialect.again and dialect.tags != "alone":
            lines.append(list(dialect.header))
            skipped.append((len(lines), "repeated_header"))
        lines.append(list(row))
        kept.append(len(lines))
    if dialect.total:
        sums = [str(sum(int(row[at]) for row in rows)) for at in (4, 5)]
        lines.append(["Total", "", "", "", *sums])
        skipped.append((len(lines), "total"))
    if dialect.note:
        lines.append([dialect.note])
        skipped.append((len(lines), "note"))
    return lines, kept, skipped, len(lines) - first


def as_bytes(dialect, lines):
    if dialect.kind == "xlsx":
        return xlsx_bytes({"Hoja": lines})
    if dialect.kind == "ods":
        return ods_bytes(lines)
    if dialect.kind == "xls":
        return xls_bytes({"Hoja": lines})
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if dialect.line_end == "\r" else dialect.quoting
    csv.writer(
        out, delimiter=dialect.delimiter, lineterminator=dialect.line_end, quoting=quoting
    ).writerows(lines)
    return out.getvalue().encode(dialect.encoding)


@settings(max_examples=200, deadline=None)
@given(written())
def test_the_same_table_comes_back_from_any_dialect(made):
    dialect, rows = made
    lines, kept, skipped, below = write(dialect, rows)
    export = read_export(as_bytes(dialect, lines), "a.dat")
    (table,) = export.tables
    assert cells(table) == [list(row) for row in rows]
    assert table.rows.column("row_no").to_pylist() == kept
    assert [(skip.row_no, skip.reason) for skip in table.skipped] == skipped
    assert table.rows_read == below
    mapping = map_table(table)
    assert mapping.kind == "deliveries"
    assert mapping.columns == {field: at for at, field in enumerate(FIELDS)}
    rules = [note.rule for note in export.notes]
    assert ("title" in rules) == bool(dialect.titles)
    assert ("total-agrees" in rules, "total-differs" in rules) == (dialect.total, False)
    assert export.format == dialect.kind
