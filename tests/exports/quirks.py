"""One small file for each quirk that real exports have, with what has to come of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.exports.builders import csv_bytes, ods_bytes, xlsx_bytes
from tests.exports.old_excel import xls_bytes

HEADER = ("Fecha de entrega", "Socio", "Provincia", "Distrito", "Artículo", "Cantidad", "Familias")
TAGS = (
    "#date+delivered",
    "#org +impl",
    "#adm2+name",
    "#adm3",
    "#item",
    "#item +num",
    "#reached+hh",
)
EXPECTED = {
    "delivered_on": 0, "partner": 1, "province": 2, "district": 3, "item": 4, "quantity": 5, "households": 6,
}  # fmt: skip


def row(day: int = 1, households: str = "5") -> tuple[str, ...]:
    """One delivery of April 2020."""
    return (f"{day:02d}/04/2020", "Cáritas", "Lima", "Ñaña, Ate", "Kit “agua”", "10", households)


ROWS = (HEADER, row(1), row(2), row(3))


@dataclass(frozen=True)
class Quirk:
    """A file, the rows kept of it by their numbers, the ones skipped and why, and the rules of its notes.

    ``below`` counts the rows below the header, told without the reader. ``moved`` are columns to the left of the table.
    """

    data: Callable[[], bytes]
    kept: Sequence[int] = (2, 3, 4)
    skipped: Sequence[tuple[int, str]] = ()
    rules: Sequence[str] = ()
    below: int = 3
    moved: int = 0
    columns: dict[str, int] = field(default_factory=lambda: EXPECTED)


def text(*rows: Sequence[str], **kinds: str) -> Callable[[], bytes]:
    """A CSV of these rows."""
    return lambda: csv_bytes(rows, **kinds)


def book(*rows: Sequence[object], **others: Sequence[Sequence[object]]) -> Callable[[], bytes]:
    """A workbook whose sheet "Datos " holds these rows."""
    return lambda: xlsx_bytes({"Datos ": rows, **others})


def arabic(header: Sequence[str]) -> list[str]:
    return [f"{name} - {other}" for name, other in zip(ENGLISH, ARABIC[: len(header)], strict=True)]


ENGLISH = (
    "Delivery date",
    "Organization Name",
    "Province",
    "District",
    "Item",
    "Quantity",
    "Families",
)
ARABIC = ("التاريخ", "إسم المنظمة", "محافظة", "مديرية", "الصنف", "الكمية", "أسر")
GROUPS = ("", "", "¿Dónde?", "", "¿Qué?", "", "")
BROKEN = tuple(name.encode().decode("cp1252") for name in HEADER)
TOTAL = ("Total", "", "", "", "", "30", "15")
DRIFT = [(*row(1), "de más"), row(2)[:4], row(3)]

BYTES = {
    "Windows-1252": Quirk(text(*ROWS, encoding="cp1252"), rules=["encoding"]),
    "UTF-8 with its mark": Quirk(text(*ROWS, encoding="utf-8-sig")),
    "UTF-16": Quirk(text(*ROWS, encoding="utf-16")),
    "UTF-16 without its mark": Quirk(text(*ROWS, encoding="utf-16-be")),
    "bare CR": Quirk(text(*ROWS, line_end="\r")),
    "semicolons": Quirk(text(*ROWS, delimiter=";")),
    "tabs": Quirk(text(*ROWS, delimiter="\t")),
    "bars": Quirk(text(*ROWS, delimiter="|")),
    "Excel's own hint": Quirk(lambda: b"sep=;\r\n" + text(*ROWS, delimiter=";")(), kept=(3, 4, 5)),
    "broken accents in the header": Quirk(text(BROKEN, *ROWS[1:])),
    "NUL": Quirk(lambda: text(*ROWS)().replace(b"Lima", b"Li\0ma", 1), rules=["nul"]),
    "no line end": Quirk(lambda: text(*ROWS)().rstrip()),
    "blank lines at the end": Quirk(lambda: text(*ROWS)() + b"\r\n,,,,,,\r\n\r\n"),
    "cells over several lines": Quirk(text(HEADER, (*row(1)[:4], "uno,\ndos\n\ntres", *row(1)[5:]), row(2), row(3))),
    "an open quote": Quirk(
        lambda: text(HEADER, row(2), row(3))().replace(b"\r\n", b'\r\n01/04/2020,"A,Lima,Ate,Kit,1,2\r\n', 1),
        rules=["open-quote"],
    ),
    "CSV called XLSX": Quirk(text(*ROWS)),
    "Excel 97": Quirk(lambda: xls_bytes({"Datos ": ROWS})),
    "OpenDocument": Quirk(lambda: ods_bytes(ROWS)),
}  # fmt: skip

HEADERS = {
    "row 3": Quirk(text(("Entregas",), (), *ROWS), kept=(4, 5, 6), rules=["title"]),
    "row 8, under a legend": Quirk(
        text(("Matriz",), (), ("Leyenda",), ("Sector", "Color"), ("Salud", "rojo"), ("Socio", "verde"), (), *ROWS),
        kept=(9, 10, 11), rules=["title"],
    ),
    "two languages in two rows": Quirk(text(ENGLISH, *ROWS), kept=(3, 4, 5)),
    "two languages in one cell": Quirk(text(arabic(HEADER), *ROWS[1:])),
    "groups above": Quirk(book(GROUPS, *ROWS), kept=(3, 4, 5), rules=["title"]),
    "empty first header": Quirk(
        text(("", *HEADER), *[(str(n), *one) for n, one in enumerate(ROWS[1:], 1)]), moved=1
    ),
    "R's row names without a header": Quirk(
        text(HEADER, *[(str(n), *one) for n, one in enumerate(ROWS[1:], 1)]), moved=1
    ),
    "spaces and line breaks": Quirk(text([f"  {name.replace(' ', '  ')}\n" for name in HEADER], *ROWS[1:])),
    "capitals": Quirk(text([name.upper() for name in HEADER], *ROWS[1:])),
    "a template's residue": Quirk(text([f'{name}"|trans}}}}' for name in HEADER], *ROWS[1:])),
    "R's dots": Quirk(text([name.replace(" ", ".") for name in HEADER], *ROWS[1:])),
    "KoBo's paths": Quirk(
        text(["entrega/fecha", "entrega/socio", "lugar/provincia", "lugar/distrito", "items/articulo",
              "items/cantidad", "alcance/familias"], *ROWS[1:]),
    ),
    "stars and remarks": Quirk(text([f"{name} * (obligatorio)" for name in HEADER], *ROWS[1:])),
    "away from the corner": Quirk(book((), *[("", "", *one) for one in ROWS]), kept=(3, 4, 5), moved=2),
    "tags below": Quirk(text(HEADER, TAGS, *ROWS[1:]), kept=(3, 4, 5)),
    "tags above": Quirk(text(TAGS, *ROWS), kept=(3, 4, 5)),
    "tags under a blank row": Quirk(text(HEADER, (), TAGS, *ROWS[1:]), kept=(4, 5, 6)),
    "tags alone": Quirk(text(("Título",), TAGS, *ROWS[1:]), kept=(3, 4, 5), rules=["title"]),
    "tags alone but for one column": Quirk(text((*TAGS[:6], "Familias"), *ROWS[1:])),
    "tags on some columns, with tabs and other words": Quirk(
        text(HEADER, (f"{TAGS[0]}\t", TAGS[1], "", "", "#item", "Column1", " #reached + hh"), *ROWS[1:]), kept=(3, 4, 5)
    ),
    "tags again below": Quirk(
        text(HEADER, TAGS, row(1), HEADER, TAGS, row(2)),
        kept=(3, 6), skipped=[(4, "repeated_header"), (5, "repeated_header")], below=4,
    ),
}  # fmt: skip

BODY = {
    "blank rows": Quirk(text(HEADER, row(1), (), row(2)), (2, 4), [(3, "blank")]),
    "rows of spaces": Quirk(text(HEADER, row(1), [" "] * 7, row(2)), (2, 4), [(3, "blank")]),
    "a total": Quirk(text(*ROWS, TOTAL), (2, 3, 4), [(5, "total")], ["total-agrees"], 4),
    "a total that is wrong": Quirk(
        text(*ROWS, ("Total", *TOTAL[1:6], "99")), (2, 3, 4), [(5, "total")], ["total-agrees", "total-differs"], 4
    ),
    "the source below": Quirk(
        text(*ROWS, (), ("Fuente: registro propio",)), (2, 3, 4), [(5, "blank"), (6, "note")], below=5
    ),
    "the header again": Quirk(text(HEADER, row(1), HEADER, row(2)), (2, 4), [(3, "repeated_header")]),
    "the header again, in capitals": Quirk(
        text(HEADER, row(1), [name.upper() for name in HEADER], row(2)), (2, 4), [(3, "repeated_header")]
    ),
    "equal rows": Quirk(text(HEADER, row(1), row(1), row(1))),
    "ragged rows": Quirk(text(HEADER, *DRIFT), rules=["ragged"]),
    "a trailing delimiter": Quirk(lambda: text(*ROWS)().replace(b"\r\n", b",\r\n")),
    "an error in a cell": Quirk(text(HEADER, row(1, "#VALUE!"), row(2), row(3, "#N/A"))),
    "no number in a number": Quirk(text(HEADER, row(1, "-"), row(2, "NA"), row(3, "s/d"))),
    "numbers and days of a workbook": Quirk(
        book(HEADER, *[(datetime(2020, 4, day), *row()[1:5], 10.0, 5.0) for day in (1, 2, 3)])
    ),
    "hidden and right-to-left characters": Quirk(
        text(HEADER, ("01/04/2020", "\u200bC\u202eáritas\u200f", *row()[2:]), row(2), row(3))
    ),
    "formulas as text": Quirk(text(HEADER, ("01/04/2020", "=cmd|' /C calc'!A0", *row()[2:]), row(2), row(3))),
}  # fmt: skip

SHEETS = {
    "data not on the first sheet": Quirk(
        lambda: xlsx_bytes({"Léeme": [["Notas"], ["de este archivo"]], "Datos ": ROWS}), rules=["other-sheets"]
    ),
    "pivots on another sheet": Quirk(
        book(*ROWS, Tabla=[["Row Labels", "Sum of Familias"], ["Ate", 15]]), rules=["other-sheets"]
    ),
    "pivots beside the data": Quirk(
        book((*HEADER, "", "Row Labels", "Sum of Familias"), (*row(1), "", "Ate", 15), row(2), row(3)), rules=["beside"]
    ),
    "a hidden sheet": Quirk(
        lambda: xlsx_bytes({"Datos ": ROWS, "Oculta": [*ROWS, row(9)]}, hidden=["Oculta"]), rules=["hidden-sheet"]
    ),
    "an empty sheet": Quirk(lambda: xlsx_bytes({"Hoja1": [], "Datos ": ROWS})),
}  # fmt: skip

QUIRKS = {**BYTES, **HEADERS, **BODY, **SHEETS}
