"""Cells of an Excel workbook that its reader gives back empty: errors, and formulas without a result."""

import re
from dataclasses import dataclass

_ERROR = re.compile(rb'<c\s[^<>]*\bt="e"')
_UNRESOLVED = re.compile(
    rb"<c\s([^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_LONGEST_CELL = 200_000


@dataclass
class SilentCells:
    """How many cells of one worksheet hold an error, and how many a formula that was never worked out."""

    errors: int = 0
    unresolved: int = 0
    _rest: bytes = b""

    def see(self, xml: bytes) -> None:
        """Take in the next piece of the worksheet's XML."""
        xml = self._rest + xml
        cut = xml.rfind(b"</c>") + 4
        if cut < 4:
            cut = len(xml) if len(xml) > _LONGEST_CELL else 0
        piece, self._rest = xml[:cut], xml[cut:]
        if len(self._rest) > _LONGEST_CELL:
            self._rest = b""
        if b't="e"' in piece:
            self.errors += len(_ERROR.findall(piece))
        if b"<f" in piece:
            # A text result may be empty; only then does the cell say that it is text.
            found = _UNRESOLVED.findall(piece)
            self.unresolved += sum(1 for attributes in found if b't="' not in attributes)
