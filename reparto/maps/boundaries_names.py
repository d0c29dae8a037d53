"""Areas known by their names alone: joined to places of the same name, within the parents that the file gives."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from reparto.maps.boundaries_parts import DEPARTMENT, DISTRICT, LEVELS, PROVINCE, Area, Place
from reparto.place_names import folded

# What files call the names of each level, besides ADM1_ES, adm1_name and NAME_1 and their kin.
_NAME_KEYS = {
    DEPARTMENT: ("departamento", "departamen", "nombdep", "nomdep", "nom_dep", "department", "region"),
    PROVINCE: ("provincia", "nombprov", "nomprov", "nom_prov", "province"),
    DISTRICT: ("distrito", "nombdist", "nomdist", "nom_dist", "district", "municipio", "municipality"),
}  # fmt: skip
_NUMBERED = {
    level: re.compile(rf"adm{digit}_(name|[a-z]{{2}})|(name|shapename)_?{digit}")
    for digit, level in enumerate(LEVELS, start=1)
}
_ANY_LEVEL = ("name", "nombre", "nom", "shapename", "label")
# A letter beyond ASCII that was read under a wrong encoding: two letters, the first one of these, or a mark for it.
_MOJIBAKE = re.compile(r"[ÂÃ][^\s]|\ufffd+|(?<=\w)\?")
# Stands for such a letter while a name is folded; no name holds it.
_TORN = "qxzq"


def name_of(area: Area) -> str:
    """What the area is called at the narrowest level that it names; empty when it has no name."""
    named = (own_name(area, level) for level in reversed(LEVELS))
    plain = (area.texts.get(key, "") for key in _ANY_LEVEL)
    return next((name for name in (*named, *plain) if name), "")


def own_name(area: Area, level: str) -> str:
    """What the area is called at a level, or the name of its parent of that level; empty when it does not say."""
    return next(
        (
            text
            for key, text in area.texts.items()
            if key in _NAME_KEYS[level] or _NUMBERED[level].fullmatch(key)
        ),
        "",
    )


class NameJoin:
    """The places of an operation by their names, to look areas up in."""

    def __init__(
        self, places: Iterable[Place], aliases: Iterable[Mapping[str, str | None]] = ()
    ) -> None:
        self.places = {place.code: place for place in places}
        self._named: dict[str, dict[str, set[str]]] = {level: defaultdict(set) for level in LEVELS}
        for place in self.places.values():
            self._named[place.level][folded(place.name)].add(place.code)
        for alias in aliases:
            place_named = self.places.get(alias["ubigeo"] or "")
            if place_named and not alias["without_ubigeo"]:
                self._named[place_named.level][folded(alias["alias"] or "")].add(place_named.code)

    def level_of(self, areas: Collection[Area]) -> str | None:
        """The narrowest level that at least half of the areas give a name for; None when only plain names do."""
        for level in reversed(LEVELS):
            named = [area for area in areas if own_name(area, level)]
            if areas and len(named) * 2 >= len(areas):
                return level
        return None

    def joined(self, areas: Collection[Area]) -> dict[int, str]:
        """The code of each area (by its index) whose name is the name of one place only."""
        level = self.level_of(areas)
        found: dict[int, str] = {}
        for one in (level,) if level else LEVELS:
            tried = {
                index: code
                for index, area in enumerate(areas)
                if (code := self._look_up(area, one, is_certain=level is not None))
            }
            if len(set(tried.values())) > len(set(found.values())):
                found = tried
        return found

    def is_torn(self, name: str, code: str) -> bool:
        """Whether letters of a name were lost to a wrong encoding, so that it is not quite the name of its place."""
        level = self.places[code].level
        is_exact = code in self._named[level].get(folded(name), set())
        return not is_exact and bool(_MOJIBAKE.search(name))

    def _look_up(self, area: Area, level: str, *, is_certain: bool) -> str | None:
        name = own_name(area, level) if is_certain else name_of(area)
        if not name:
            return None
        wider = LEVELS[: LEVELS.index(level)]
        parents = {one: text for one in wider if (text := own_name(area, one))}
        codes = self._inside(self._named[level].get(folded(repaired(name)), set()), parents)
        if not codes and _MOJIBAKE.search(name):
            pattern = _as_pattern(name)
            alike = {
                code
                for spelled, codes in self._named[level].items()
                if pattern.fullmatch(spelled)
                for code in codes
            }
            codes = self._inside(alike, parents)
        return next(iter(codes)) if len(codes) == 1 else None

    def _inside(self, codes: Iterable[str], parents: Mapping[str, str]) -> set[str]:
        """Those of the places that lie in the parents that the file names."""
        return {
            code
            for code in codes
            if all(self._is_named(self.places[code], one, text) for one, text in parents.items())
        }

    def _is_named(self, place: Place, level: str, text: str) -> bool:
        """Whether the place's parent of a level goes by a name, as far as the letters can be read."""
        known = place.department if level == DEPARTMENT else place.province
        if not known or folded(known) == folded(repaired(text)):
            return True
        code = place.department_code if level == DEPARTMENT else place.province_code
        if code in self._named[level].get(folded(repaired(text)), set()):
            return True
        return bool(_MOJIBAKE.search(text)) and bool(_as_pattern(text).fullmatch(folded(known)))


def repaired(name: str) -> str:
    """A name that was UTF-8 read as Windows-1252, read as it was meant; any other name as it is."""
    try:
        return name.encode("cp1252").decode("utf-8") if "Ã" in name or "Â" in name else name
    except UnicodeError:
        return name


def _as_pattern(name: str) -> re.Pattern[str]:
    """The folded name with any one letter where the bytes of a letter were torn apart."""
    return re.compile(re.escape(folded(_MOJIBAKE.sub(_TORN, name))).replace(_TORN, "[a-z]"))
