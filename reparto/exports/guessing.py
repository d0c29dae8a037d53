"""Which column would serve a need best, by its header and by what its cells look like: a guess, never more."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from reparto.exports.cells import Look, level_of_place, plain_place, share_of
from reparto.exports.choice import Choice
from reparto.exports.fields import REQUIRED, header_set, known_headers
from reparto.exports.headers import normal
from reparto.exports.kobo import is_kobo
from reparto.exports.tables import TextTable

_ENOUGH = 0.35
_SURE_OF_HEADER = 70
_NEVER_GUESSED = header_set("start; end; submission time; last edit time; updated; actualizada")
_ORGANISATIONS = header_set(
    "ong; onu; acnur; unhcr; unicef; oim; iom; pma; wfp; ocha; who; ops; undp; pnud; fao; "
    "caritas; cruz; roja; red; cross; crescent; save; children; plan; world; vision; care; "
    "oxfam; foundation; fundacion; asociacion; association; municipalidad; gobierno; "
    "government; ministerio; ministry; iglesia; church; comite; committee; ngo; sjm; "
    "encuentros; adra; drc; nrc; coopi; cesvi; mundo; internacional; international; refugee; "
    "council; acf"
)
_THINGS = header_set(
    "kit; kits; canasta; canastas; alimentos; alimento; food; higiene; hygiene; agua; water; "
    "manta; mantas; blanket; blankets; arroz; rice; cocina; kitchen; shelter; carpa; carpas; "
    "tent; tents; bono; voucher; vouchers; cash; efectivo; racion; raciones; ration; "
    "rations; jabon; soap; mascarilla; mascarillas; panales; diapers; medicinas; medicine; "
    "ropa; clothes; colchon; colchones; basket; baskets; litros; wash; health; salud; "
    "nutrition; nutricion; education; educacion; protection; proteccion"
)


def likeliest(
    table: TextTable, needs: Iterable[str], choice: Choice, free: list[int], looks: dict[int, Look]
) -> dict[str, int]:
    """The likeliest column for each need, no column for two of them."""
    kind = choice.kind
    taken = set(choice.columns.values()) | set(choice.helpers.values())
    own = is_kobo(table.header)
    scored = sorted(
        (
            (-_score(table.header[index], kind, need, looks[index]), order, index, need)
            for order, need in enumerate(needs)
            for index in free
            if index not in taken and not (own and table.header[index].startswith("_"))
        ),
    )
    found: dict[str, int] = {}
    for score, _order, index, need in scored:
        if -score >= _ENOUGH and need not in found and index not in found.values():
            found[need] = index
    return {need: found[need] for need in needs if need in found}


def _score(header: str, kind: str, need: str, look: Look) -> float:
    """How well a column would serve a need, by its header and by its cells; 0 when its cells forbid it."""
    form = normal(header[:80])
    if form in _NEVER_GUESSED:
        return 0.0
    alike = 0.0
    if form:
        best = process.extractOne(form, _forms(kind, need), scorer=fuzz.token_sort_ratio)
        if best is not None and best[1] >= _SURE_OF_HEADER:
            alike = best[1] / 100
    fit = _fit(need, look)
    return 0.0 if fit < 0 else 0.6 * alike + 0.5 * fit


def _forms(kind: str, need: str) -> list[str]:
    names = dict(REQUIRED[kind]).get(need, (need,))
    own = [normal(name) for name in names]
    slots = {*names, *(("start", "month") if need == "time" else ())}
    return own + [form for form, slot in known_headers(kind).items() if slot in slots]


def _fit(need: str, look: Look) -> float:
    """How much the cells look like what is needed, 0 to 1; below 0 where they cannot be it."""
    text, numbers = look.share("text"), look.share("number", "year")
    if need == "time":
        return look.share("day", "month", "bare month") or (-1.0 if text > 0.5 else 0.0)
    if need == "place":
        level, share = level_of_place(look)
        near = (
            0.9 if level in {"department", "department_code", "province", "province_code"} else 1.0
        )
        return near * share if share else (-1.0 if look.share("day", "month") > 0.5 else 0.0)
    if need in {"target", "amount", "quantity", "households", "persons"}:
        return numbers if numbers > 0.5 else -1.0
    if text < 0.5:
        return -1.0
    few = 1.0 if look.distinct <= max(3, 0.5 * look.filled) else 0.4
    if max(look.places.values(), default=0.0) > 0.7:
        return 0.0
    words = _ORGANISATIONS if need in {"partner", "donor"} else _THINGS
    others = _THINGS if need in {"partner", "donor"} else _ORGANISATIONS
    mine, theirs = share_of(words, look.words), share_of(others, look.words)
    acronyms = sum(1 for word in look.words if word.isupper() and " " not in word)
    if need in {"partner", "donor"} and acronyms * 2 > len(look.words):
        mine = max(mine, 0.7)
    long = sum(1 for word in look.words if len(plain_place(word)) > 60)
    if long * 2 > len(look.words):
        return 0.1  # free text
    return max(0.05, 0.7 * few + 0.6 * mine - 0.6 * theirs)
