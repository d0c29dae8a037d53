"""The tile map of Lima and Callao: one hexagon for each district, so that La Punta is seen as well as its neighbours.

Our own layout, made from where the district capitals lie: rows from north to south, columns from west to east.
"""

import csv
import math
import textwrap
from dataclasses import dataclass
from functools import cache

from reparto.operation import REFERENCE

LIMA, CALLAO = "15", "07"
METROPOLIS = (LIMA, CALLAO)
METROPOLIS_PROVINCES = ("1501", "0701")
"""The provinces whose districts have a hexagon."""
ROW = math.sqrt(3) / 2

# Names as they are broken and shortened in Lima itself; a hexagon holds three short lines.
_SHORT = {
    "070103": "Carmen|de la|Legua",
    "070102": "Bella-|vista",
    "070106": "Venta-|nilla",
    "150106": "Cara-|bayllo",
    "150107": "Chacla-|cayo",
    "150108": "Chorri-|llos",
    "150109": "Ciene-|guilla",
    "150111": "El Agus-|tino",
    "150112": "Indepen-|dencia",
    "150118": "Luri-|gancho",
    "150120": "Magda-|lena",
    "150122": "Mira-|flores",
    "150123": "Pacha-|cámac",
    "150132": "S. Juan|de Luri-|gancho",
    "150133": "S. Juan|de Mira-|flores",
    "150135": "S. Martín|de Porres",
    "150138": "S. María|del Mar",
    "150140": "Santiago|de Surco",
    "150142": "Villa El|Salvador",
    "150143": "V. María|del|Triunfo",
}


@dataclass(frozen=True)
class Tile:
    """One hexagon: its district and its middle, one unit being the width of a hexagon; y grows to the north."""

    code: str
    x: float
    y: float

    def corners(self) -> list[tuple[float, float]]:
        """The six corners, the pointed ones at the top and the bottom."""
        radius = 1 / math.sqrt(3)
        turns = [math.radians(60 * corner + 30) for corner in range(6)]
        return [(self.x + radius * math.cos(t), self.y + radius * math.sin(t)) for t in turns]


@cache
def lima_callao_tiles() -> dict[str, Tile]:
    """The tiles by ubigeo."""
    with (REFERENCE / "lima_callao_tiles.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["ubigeo"], int(row["q"]), int(row["r"])) for row in csv.DictReader(file)]
    return {code: Tile(code, q + r / 2, -r * ROW) for code, q, r in rows}


def short_lines(code: str, name: str) -> list[str]:
    """The name in lines that fit a hexagon."""
    if code in _SHORT:
        return _SHORT[code].split("|")
    return textwrap.wrap(name, 9, break_long_words=False)[:3] or [name]
