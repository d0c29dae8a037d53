"""A donor's sheet for printing: one self-contained HTML file without scripts and without anything from elsewhere.

The builder knows no numbers and no language: it is given texts, and escapes every one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

# The colours of the charts, and patterns for printers without colour.
FATE_COLOURS = {
    "delivered": "#009e73",
    "sent_not_seen": "#0b80c3",
    "in_stock": "#cf8600",
    "lost": "#d55e00",
    "awaited": "#b86a98",
    "untold": "#8b979f",
}
_LINES = {
    "delivered": "",
    "sent_not_seen": "M0 6L6 0",
    "in_stock": "M3 2v2",
    "lost": "M0 0L6 6M0 6L6 0",
    "awaited": "M0 0L6 6",
    "untold": "M0 3h6",
}

ROWS_IN_ONE_COLUMN = 8

_STYLE = """
@page { size: A4; margin: 16mm 15mm 16mm; }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { font: 10.5pt/1.45 "Source Sans 3", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif; color: #16242f;
  background: #fff; margin: 0 auto; padding: 10mm; max-width: 210mm; overflow-wrap: anywhere; }
header { border-bottom: 2pt solid #00617f; padding-bottom: 3mm; margin-bottom: 4mm; }
header p { margin: 0; color: #4a5a66; }
h1 { font-size: 21pt; line-height: 1.15; margin: 1mm 0; }
h2 { font-size: 12.5pt; margin: 6mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2mm; }
.notice { border: 1pt solid #b35806; background: #fdf3e4; color: #7f3b08; padding: 1.5mm 3mm; font-weight: 600;
  margin: 0 0 4mm; }
.figures { display: flex; flex-wrap: wrap; gap: 2mm; margin: 4mm 0 2mm; }
.figures div { flex: 1 1 22mm; border: .75pt solid #d3d8d8; border-radius: 1.5mm; padding: 1.5mm 2mm; break-inside: avoid;
  display: flex; flex-direction: column; justify-content: space-between; }
.figures dt { color: #4a5a66; font-size: 8.5pt; line-height: 1.25; }
.figures dd { margin: .5mm 0 0; font-size: 12.5pt; font-weight: 650; line-height: 1.2; }
.way { break-inside: avoid; margin: 0 0 3mm; } .way p { margin: 0 0 1mm; font-weight: 600; }
.way svg { display: block; width: 100%; height: 7mm; }
.way ul { list-style: none; display: flex; flex-wrap: wrap; gap: .5mm 5mm; margin: 1mm 0 0; padding: 0; font-size: 9.5pt; }
.way li svg { display: inline-block; width: 3.2mm; height: 3.2mm; vertical-align: -.4mm; margin-right: 1.2mm; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th { text-align: left; border-bottom: 1pt solid #16242f; font-weight: 600; }
th { overflow-wrap: normal; }
th, td { padding: .7mm 2mm .7mm 0; vertical-align: top; } td { border-bottom: .5pt solid #dfe3e3; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 4mm; }
td.number, td.day { white-space: nowrap; }
tr { break-inside: avoid; }
.two { columns: 2; column-gap: 9mm; }
.two table { font-size: 8.5pt; line-height: 1.35; }
thead { display: table-header-group; }
.notes { font-size: 9pt; color: #3d4c57; }
footer { border-top: .75pt solid #d3d8d8; margin-top: 6mm; padding-top: 2mm; font-size: 8.5pt; color: #4a5a66; }
footer p { margin: 0 0 .7mm; }
@media print { body { padding: 0; max-width: none; } }
"""


@dataclass(frozen=True)
class Fate:
    """A part of what was given: which fate, its words with the quantity, and its share of the whole."""

    fate: str
    words: str
    share: float


@dataclass(frozen=True)
class Way:
    """What became of one item: its title and its parts."""

    title: str
    parts: tuple[Fate, ...]


@dataclass(frozen=True)
class Table:
    """A table: its title, its headers, its rows as texts; the columns counted in ``numbers`` stand to the right,
    those in ``days`` are not broken."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True)
class Notes:
    """Sentences under a title of their own."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class DonorSheet:
    """Everything that a donor's sheet says, as texts in the reader's language."""

    language: str
    operation: str
    kicker: str
    donor: str
    notice: str
    story: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    ways_title: str
    ways: tuple[Way, ...]
    tables: tuple[Table, ...]
    notes: tuple[Notes, ...]
    footer: tuple[str, ...]


def donor_sheet(sheet: DonorSheet) -> bytes:
    """The sheet as an HTML file that opens anywhere, asks nobody for anything, and prints on A4."""
    parts = [
        f'<!doctype html>\n<html lang="{_attribute(sheet.language)}">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(sheet.donor)} · {_text(sheet.kicker)}</title>",
        f"<style>{_STYLE}</style>\n</head>\n<body>",
        f"<header><p>{_text(sheet.operation)} · {_text(sheet.kicker)}</p><h1>{_text(sheet.donor)}</h1></header>",
        f'<p class="notice">{_text(sheet.notice)}</p>' if sheet.notice else "",
        *(f"<p>{_text(line)}</p>" for line in sheet.story if line),
        _figures(sheet.figures),
        _ways(sheet),
        *(_table(table) for table in sheet.tables if table.rows),
        *(_notes(notes) for notes in sheet.notes if notes.sentences),
        "<footer>"
        + "".join(f"<p>{_text(line)}</p>" for line in sheet.footer if line)
        + "</footer>",
        "</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part).encode("utf-8", "replace")


def _text(text: str) -> str:
    # Characters that are not seen, or that turn the direction of reading, could make one name look like another.
    seen = "".join(char if char.isprintable() else " " for char in str(text))
    return escape(" ".join(seen.split()))


def _attribute(text: str) -> str:
    return escape("".join(char for char in text if char.isalnum() or char == "-"))


def _figures(figures: Sequence[tuple[str, str]]) -> str:
    if not figures:
        return ""
    cells = "".join(
        f"<div><dt>{_text(label)}</dt><dd>{_text(value)}</dd></div>" for label, value in figures
    )
    return f'<dl class="figures">{cells}</dl>'


def _ways(sheet: DonorSheet) -> str:
    if not sheet.ways:
        return ""
    used = dict.fromkeys(
        part.fate for way in sheet.ways for part in way.parts if part.fate in FATE_COLOURS
    )
    patterns = "".join(
        f'<pattern id="p-{fate}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{FATE_COLOURS[fate]}"/>'
        f'<path d="{_LINES[fate]}" stroke="#fff" stroke-opacity=".6" fill="none"/></pattern>'
        for fate in used
    )
    defs = f'<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>{patterns}</defs></svg>'
    return defs + f"<h2>{_text(sheet.ways_title)}</h2>" + "".join(_way(way) for way in sheet.ways)


def _way(way: Way) -> str:
    parts = [part for part in way.parts if part.fate in FATE_COLOURS]
    whole = max(1.0, sum(part.share for part in parts))
    bars, legend, start = [], [], 0.0
    for part in parts:
        width = 600 * part.share / whole
        bars.append(
            f'<rect x="{start:.2f}" y="0" width="{max(width, 0.5):.2f}" height="24" fill="url(#p-{part.fate})"/>'
        )
        legend.append(
            f'<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" '
            f'fill="url(#p-{part.fate})"/></svg>{_text(part.words)}</li>'
        )
        start += width
    title = _text(way.title)
    drawn = f'<svg viewBox="0 0 600 24" preserveAspectRatio="none" role="img" aria-label="{title}">{"".join(bars)}</svg>'
    return f'<div class="way"><p>{title}</p>{drawn}<ul>{"".join(legend)}</ul></div>'


def _table(table: Table) -> str:
    names = {**dict.fromkeys(table.numbers, "number"), **dict.fromkeys(table.days, "day")}
    kinds = [f' class="{names[i]}"' if i in names else "" for i in range(len(table.headers))]
    head = "".join(
        f"<th{kind}>{_text(header)}</th>" for kind, header in zip(kinds, table.headers, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{_text(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    # A long list reads, and prints, better in two columns.
    columns = ' class="two"' if len(table.rows) > ROWS_IN_ONE_COLUMN else ""
    return (
        f"<h2>{_text(table.title)}</h2><div{columns}>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _notes(notes: Notes) -> str:
    lines = "".join(f"<p>{_text(line)}</p>" for line in notes.sentences)
    return f'<div class="notes"><h2>{_text(notes.title)}</h2>{lines}</div>'
