"""The looks of the Map page: the situation now, and other ways to see the same places."""

from collections.abc import Callable
from dataclasses import dataclass

from reparto.language import N_, _
from reparto.ui.map import MapView


@dataclass(frozen=True)
class Look:
    """One look: what it is called, and what draws it below the title of the map; None is the map itself."""

    label: str
    icon: str
    draw: Callable[[MapView], None] | None = None

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)


LOOKS: dict[str, Look] = {
    "now": Look(N_("Now"), ":material/map:"),
}
