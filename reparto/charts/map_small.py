"""Maps to be compared: each a picture of a few kilobytes, with what stands beside it, and one legend for all."""

from collections.abc import Sequence
from html import escape
from itertools import accumulate
from textwrap import wrap

from reparto.language import number
from reparto.maps.areas import Area, Picture, families_of_target
from reparto.maps.atlas import Sheet
from reparto.maps.classes import Class
from reparto.maps.compare import legend_of_all
from reparto.maps.light import WIDTH, map_shapes
from reparto.maps.palette import Palette

SMALL = 160
_LARGE, _HIGHEST = 620, 640
_LINE = 20
_LETTER, _BOLD = 6.6, 7.6
_HEAD = 52
_FONT = "font-family='Arial, Helvetica, sans-serif'"
# How near points of an outline may be on a small map, in pixels.
_NEAR = 1
# Lines keep their width where the map is made smaller.
_LINES = "<style>path,polygon,circle{vector-effect:non-scaling-stroke}</style>"


def side_map(sheet: Sheet, picture: Picture, colours: Palette, largest: float) -> str:
    """One of two maps, as wide as its height lets a screen show it."""
    shapes, height = map_shapes(sheet, picture, colours, largest=largest)
    scale = min(_LARGE / WIDTH, _HIGHEST / height)
    return _svg(f"<g transform='scale({scale:.3f})'>{shapes}</g>", WIDTH * scale, height * scale)


def small_map(
    sheet: Sheet, picture: Picture, colours: Palette, largest: float, name: str, total: str
) -> str:
    """One of many maps: its name and total, the map without names of places, and below it what cannot be drawn."""
    scale = SMALL / WIDTH
    shapes, height = map_shapes(
        sheet, picture, colours, has_names=False, largest=largest, coarseness=_NEAR / scale
    )
    words = _in_lines(name, int(SMALL / _BOLD), 2)
    head = "".join(
        _text(line, 0, 13 + at * 16, colours, style=" font-weight='bold'")
        for at, line in enumerate(words)
    )
    head += _text(total, 0, 13 + len(words) * 16, colours, style=" font-size='11.5'")
    below = _HEAD + height * scale + 8
    rows, high = _beside_rows(picture.beside, colours, SMALL, below)
    drawn = f"<g transform='translate(0 {_HEAD}) scale({scale:.3f})'>{shapes}</g>"
    return _svg(f"{_LINES}{head}{drawn}{rows}", SMALL, below + high)


def beside_rows(picture: Picture, colours: Palette) -> str:
    """What one of two maps cannot show, in the colours of the map."""
    rows, high = _beside_rows(picture.beside, colours, WIDTH, 0)
    return _svg(rows, WIDTH, high)


def legend(pictures: Sequence[Picture], headers: Sequence[str], colours: Palette) -> str:
    """One legend for all pictures: each class with the areas it has on each side, or, under one header, in all."""
    lines = legend_of_all(pictures)
    if len(headers) == 1:
        lines = [(line, (sum(counts),)) for line, counts in lines]
    labels = max((len(line.label) for line, _counts in lines), default=0) * _LETTER + 40
    heads = [_in_lines(header, 12, 3) for header in headers]
    wide = [max(len(line) for line in head) * _LETTER + 14 for head in heads]
    ends = [labels + end for end in accumulate(wide)]
    top = max(len(head) for head in heads) * 16
    made = [
        _text(line, end, top - 2 - 16 * (len(head) - 1 - at), colours, is_end=True)
        for head, end in zip(heads, ends, strict=True)
        for at, line in enumerate(head)
    ]
    for row, (line, counts) in enumerate(lines, start=1):
        up = top + row * _LINE - 2
        made.append(_swatch(line, up, colours))
        made.append(_text(line.label, 26, up, colours))
        made += [
            _text(number(count), end, up, colours, is_end=True)
            for count, end in zip(counts, ends, strict=True)
        ]
    return _svg("".join(made), ends[-1] + 4, top + _LINE * len(lines) + 6)


def largest_of(pictures: Sequence[Picture]) -> float:
    """The most families of a place in any of the pictures, so that circles of a size are alike in all."""
    families = (
        float((area.row or {}).get("households_reached") or 0)
        for picture in pictures
        for area in picture.drawn
    )
    return max(families, default=0.0) or 1.0


def said_beside(area: Area) -> str:
    """The value of an area, or its families where it has none."""
    return families_of_target(area.row or {}) if area.written == "—" else area.written


def _beside_rows(
    areas: Sequence[Area], colours: Palette, width: float, top: float
) -> tuple[str, float]:
    """A row for each area and their height; what does not fit beside the name stands below it."""
    made, up = [], top + 14
    longest = int((width - 30) / _LETTER)
    for area in areas:
        written = said_beside(area)
        made.append(_swatch(area.shade, up, colours))
        if len(area.name) + len(written) < longest or len(written) < longest / 3:
            made.append(_text(_cut(area.name, longest - len(written) - 1), 26, up, colours))
            made.append(_text(written, width - 2, up, colours, is_end=True))
        else:
            made.append(_text(_cut(area.name, longest), 26, up, colours))
            up += 16
            made.append(_text(_cut(written, longest), 26, up, colours))
        up += _LINE
    return "".join(made), up - 14 - top


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _swatch(shade: Class, up: float, colours: Palette) -> str:
    return (
        f"<rect x='2' y='{up - 12:.0f}' width='15' height='15' fill='{shade.colour}' "
        f"stroke='{colours.outline}'/>"
    )


def _in_lines(words: str, width: int, most: int) -> list[str]:
    """The words in lines of so many letters; what does not fit is cut."""
    lines = wrap(words, width, break_long_words=True) or [""]
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width)][: len(lines)]


def _text(
    words: str, x: float, up: float, colours: Palette, *, is_end: bool = False, style: str = ""
) -> str:
    anchor = " text-anchor='end'" if is_end else ""
    return (
        f"<text x='{x:.0f}' y='{up:.0f}'{anchor}{style} fill='{colours.text}'>"
        f"{escape(words)}</text>"
    )


def _svg(drawn: str, width: float, height: float) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width:.0f} {height:.0f}' "
        f"width='{width:.0f}' height='{height:.0f}' font-size='13' {_FONT}>{drawn}</svg>"
    )
