"""What stands in one cell: a name, a name with its acronym, or several organisations."""

import re
from collections.abc import Callable

from reparto.partner_names.spelling import fold

_ACRONYM_LETTERS = range(2, 11)
# These part organisations; the others are part of many names, and part organisations only where each part is known.
_PARTED = re.compile(r"[/+;|\\\n\r]")
_PERHAPS_PARTED = re.compile(r"[,–—-]|\s(?:&|y|e|and|et|con|with)\s", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<one>[^()\[\]]+?)\s*[(\[]\s*(?P<other>[^()\[\]]+?)\s*[)\]]")
_DASHED = re.compile(r"(?P<one>.+?)(?:\s+-+\s*|\s*-+\s+|\s*[–—:]\s*)(?P<other>.+)")


def acronym_and_name(cell: str) -> tuple[str, str] | None:
    """The two parts of "OIM - Organización Internacional para las Migraciones" or "IOM (Int. Org. for Migration)".

    None where the cell is not made so. After a dash the acronym must be made of the name's letters: "OXFAM - Fundación
    Pachamama" are two. In brackets it may be of another language, or a place: "Cruz Roja (LIMA)".
    """
    cell = cell.strip()
    bracketed = _BRACKETED.fullmatch(cell)
    parts = bracketed or _DASHED.fullmatch(cell)
    if not parts:
        return None
    for short, long in ((parts["one"], parts["other"]), (parts["other"], parts["one"])):
        if not _looks_like_acronym(short) or len((fold(long) or "").split()) < 2:
            continue
        if (bracketed and not long.isupper()) or is_made_of(short, long):
            return short, long
    return None


def names_several(cell: str, owner: Callable[[str], str | None]) -> bool:
    """Whether a cell names more than one organisation ("UNHCR/ACNUR/HIAS").

    ``owner`` gives the organisation that a name stands for where it stands alone somewhere, else None. Two names of
    one organisation ("UNHCR/ACNUR", where the partner list says so) are one.
    """
    parts = [part for part in _PARTED.split(cell) if any(char.isalpha() for char in part)]
    if len(parts) > 1:
        owners = {owner(part) for part in parts}
        return None in owners or len(owners) > 1
    if acronym_and_name(cell):
        return False
    owners = {owner(part) for part in _PERHAPS_PARTED.split(cell)} - {None}
    return len(owners) > 1


def _looks_like_acronym(part: str) -> bool:
    letters = part.replace(".", "").strip()
    return letters.isalpha() and letters.isupper() and len(letters) in _ACRONYM_LETTERS


def is_made_of(acronym: str, name: str) -> bool:
    """Whether an acronym takes its letters from a name, in their order and from the first on."""
    wanted = (fold(acronym.replace(".", "")) or "").replace(" ", "")
    letters = iter((fold(name) or "").replace(" ", ""))
    first = (fold(name) or " ")[0]
    return wanted[:1] == first and all(letter in letters for letter in wanted)
