"""Areas of a file matched to the places of an operation: by codes, else by names; what does not match is told."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reparto.errors import OperationProblem
from reparto.language import _, listed
from reparto.maps.boundaries_names import NameJoin, name_of
from reparto.maps.boundaries_parts import LEVELS, Area, Layer, Place, RawPolygons
from reparto.maps.outlines import CODE_KEYS

# Any key that may hold codes; of two that match as many places, the one that stands earlier wins.
_LISTED_KEYS = ("ubigeo", *(f"adm{level}_pcode" for level in (4, 3, 2, 1)), *CODE_KEYS, "id")
_CODE_KEY = re.compile(
    r".*ubigeo.*|.*pcode.*|id_?(dist|prov|dpto|dep)\w*|cod\w*|(place|adm\d|geo|shape)?_?(code|id|iso)|cc_\d"
)
_COUNTRY_CODE = re.compile(r"([A-Z]{2})\d+")


@dataclass(frozen=True)
class Unmatched:
    """An area of a file that is no place of the operation: what it calls itself."""

    file: str
    code: str
    name: str


@dataclass(frozen=True)
class Named:
    """An area that was joined by its name alone; ``is_torn`` says that the name had lost letters."""

    file: str
    name: str
    code: str
    is_torn: bool


@dataclass
class Matched:
    """What was matched: polygons by level and code, and what could not be."""

    shapes: dict[str, dict[str, list[RawPolygons]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unmatched: list[Unmatched] = field(default_factory=list)
    by_name: list[Named] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def match(
    layers: Collection[Layer],
    places: Collection[Place],
    country: str,
    aliases: Iterable[Mapping[str, str | None]] = (),
) -> Matched:
    """Match the areas of all layers.

    Raises OperationProblem when not one is a place of the operation, or when a code is given to two names.
    """
    join = NameJoin(places, aliases)
    known = _known(places, country)
    found = Matched()
    for layer in layers:
        _match_layer(layer, known, join, country, found, is_only=len(layers) == 1)
    if not found.shapes:
        raise _nothing_matched(layers, places, country)
    _refuse_two_names(found)
    return found


def _known(places: Collection[Place], country: str) -> dict[str, str]:
    """The places by how their codes may be written: without the country's letters, or without the first zero."""
    known = {plain_code(place.code, country): place.code for place in places}
    for code, place_code in list(known.items()):
        if code.isdigit() and code.startswith("0") and len(code) in (4, 6):
            known.setdefault(code[1:], place_code)
    return known


def plain_code(code: str, country: str) -> str:
    """A code without its country's letters: PE150132 and 150132 are one place."""
    plain = code.strip().upper()
    rest = plain.removeprefix(country.upper()).lstrip("-_ ")
    return rest if rest and rest != plain and rest[0].isdigit() else plain


def _match_layer(
    layer: Layer,
    known: Mapping[str, str],
    join: NameJoin,
    country: str,
    found: Matched,
    *,
    is_only: bool,
) -> None:
    areas = layer.areas
    codes, key = _by_code(areas, known, country)
    by_name: dict[int, str] = {}
    # An id may be no more than the number of a row.
    if len(codes) * 2 < len(areas) or (key == "id" and len(codes) < len(areas)):
        joined = join.joined(areas)
        if len(set(joined.values())) > len(set(codes.values())):
            codes, by_name, key = joined, joined, ""
    if not codes and not is_only:
        is_country = len(areas) == 1
        if is_country:
            found.unused.append(f"{layer.file}: {layer.name}" if layer.name else layer.file)
            return
    for index, area in enumerate(areas):
        name, code = name_of(area), codes.get(index)
        if code is None:
            found.unmatched.append(Unmatched(layer.file, area.texts.get(key, ""), name))
            continue
        found.shapes[join.places[code].level][code].append(area.polygons)
        if index in by_name:
            found.by_name.append(Named(layer.file, name, code, join.is_torn(name, code)))
        elif name:
            found.names[code].add(name.casefold())


def _by_code(
    areas: Collection[Area], known: Mapping[str, str], country: str
) -> tuple[dict[int, str], str]:
    """The code of each area that has one, and the key under which most of them are found.

    An area without that key is looked up under the others: a file may hold several levels.
    """
    keys = {key for area in areas for key in area.texts if _CODE_KEY.fullmatch(key)}
    ordered = [key for key in dict.fromkeys(_LISTED_KEYS) if key in keys]
    ordered += sorted(keys - set(ordered))
    under = {key: _under(key, areas, known, country) for key in ordered}
    ranked = sorted(ordered, key=lambda key: -len(set(under[key].values())))
    if not ranked or not under[ranked[0]]:
        return {}, ranked[0] if ranked else ""
    best = ranked[0]
    codes = dict(under[best])
    for index, area in enumerate(areas):
        if index not in codes and best not in area.texts:
            other = next((under[key][index] for key in ranked if index in under[key]), None)
            if other:
                codes[index] = other
    return codes, best


def _under(
    key: str, areas: Collection[Area], known: Mapping[str, str], country: str
) -> dict[int, str]:
    return {
        index: known[code]
        for index, area in enumerate(areas)
        if (code := plain_code(area.texts.get(key, ""), country)) in known
    }


def _nothing_matched(
    layers: Collection[Layer], places: Collection[Place], country: str
) -> OperationProblem:
    areas = [area for layer in layers for area in layer.areas]
    file = listed([*dict.fromkeys(layer.file for layer in layers)][:3])
    letters = Counter(
        found[1]
        for area in areas
        for key, text in area.texts.items()
        if _CODE_KEY.fullmatch(key) and (found := _COUNTRY_CODE.fullmatch(text.upper()))
    )
    foreign = next((code for code, _n in letters.most_common() if code != country), None)
    if foreign and country not in letters:
        return OperationProblem(
            _("Choose the boundaries of {country}, or correct `country` in operation.toml.").format(
                country=country
            ),
            title=_("The codes in {file} are those of another country ({other}).").format(
                file=file, other=foreign
            ),
        )
    example = max(places, key=lambda place: (LEVELS.index(place.level), place.code))
    shown = [text for text in (name_of(area) for area in areas) if text]
    return OperationProblem(
        _(
            "Give the areas the codes of the operation's places (such as {code} for {place}) under `ubigeo`, `ADM3_PCODE` or `id`, or their names under `district`, `province` and `department`."
        ).format(code=example.code, place=example.name),
        title=_("No area in {file} is a place of this operation{examples}.").format(
            file=file,
            examples=" " + _("(such as {names})").format(names=listed(shown[:3])) if shown else "",
        ),
    )


def _refuse_two_names(found: Matched) -> None:
    for code, names in found.names.items():
        if len(names) > 1:
            raise OperationProblem(
                _("Give each area a code of its own and add the file again."),
                title=_("The code {code} stands for two areas: {names}.").format(
                    code=code, names=listed([name.title() for name in sorted(names)][:3])
                ),
            )


def as_rows(found: Iterable[Unmatched | Named]) -> list[dict[str, Any]]:
    """The lines of a report as plain values."""
    return [asdict(one) for one in found]
