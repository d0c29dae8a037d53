"""The colours of maps: PuOr around the target, viridis for amounts, and the greys of what has no value."""

from dataclasses import dataclass

# Viridis, from the least to the most on a dark page; a light page takes them the other way round.
_AMOUNTS = ("#482878", "#31688e", "#1f9e89", "#6ece58", "#fde725")
# ColorBrewer's PuOr: five steps below the target, one at it, two above.
_RATES = ("#b35806", "#e08214", "#fdb863", "#d3d1cd", "#a596cf", "#5f4699")
NOBODY = "#5c2a06"


@dataclass(frozen=True)
class Palette:
    """One page background's colours."""

    amounts: tuple[str, ...]
    rates: tuple[str, ...]
    zero: str
    unknown: str
    nothing: str
    outside: str
    context: str
    outline: str
    faint: str
    text: str
    chosen: str

    def ramp(self, classes: int) -> tuple[str, ...]:
        """As many colours for amounts as there are classes, spread over the whole range."""
        last = len(self.amounts) - 1
        if classes == 1:
            return (self.amounts[last // 2],)
        return tuple(self.amounts[round(index * last / (classes - 1))] for index in range(classes))


LIGHT = Palette(
    rates=_RATES,
    amounts=_AMOUNTS[::-1],
    zero="#f7ded2",
    unknown="#6f7b84",
    nothing="#fbfaf7",
    outside="#eceeed",
    context="#e6e9e8",
    outline="#4d5a64",
    faint="#aeb6ba",
    text="#16242f",
    chosen="#000000",
)
DARK = Palette(
    rates=(*_RATES[:3], "#8b8986", *_RATES[4:]),
    amounts=_AMOUNTS,
    zero="#5a4038",
    unknown="#566674",
    nothing="#101b23",
    outside="#1a2832",
    context="#1c2a34",
    outline="#c4cdd2",
    faint="#4a5b66",
    text="#e8edef",
    chosen="#ffffff",
)


def palette(is_dark: bool) -> Palette:
    """The palette of a page."""
    return DARK if is_dark else LIGHT


def rgb(colour: str) -> list[int]:
    """``#rrggbb`` as three numbers, which is how decks take colours."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on the colour."""
    parts = [part / 255 for part in rgb(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#111111" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"
