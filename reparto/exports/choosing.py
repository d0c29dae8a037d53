"""For one kind of export: which column serves which field, when several would."""

from reparto.exports.choice import Choice
from reparto.exports.contexts import settle_contexts
from reparto.exports.dialects import settle_dialect
from reparto.exports.fields import (
    GENERAL,
    HELPERS,
    IGNORED,
    exact_headers,
    is_added_up,
    known_headers,
)
from reparto.exports.headers import (
    candidates,
    is_running_total,
    normal,
    without_key,
    yearless,
)
from reparto.exports.kobo import is_kobo, slot_of_question
from reparto.exports.tables import TextTable
from reparto.exports.tags import tag_field

_AGREE, _TAG, _EXACT, _SYNONYM, _GENERAL, _DOUBTFUL, _IN_WORDS, _OF_A_YEAR = range(8)
# Counted anew in each of KoBo's exports, or the same in every row of it.
_KOBO_OWN = {"_id", "_index", "_parent_index", "_status", "_notes", "_tags", "_submission__id"}
_KOBO_OWN |= {"_submission__uuid", "_submission_time", "_submission__submission_time"}
_SEXES = {"girls", "boys", "women", "men"}
_PLAN_WORDS = (
    "target",
    "targeted",
    "meta",
    "planned",
    "planificad",
    "cible",
    "in need",
    "objetivo",
)


def choose_columns(table: TextTable, kind: str, personal: set[int]) -> Choice:
    """Give each field its best column: by tag, our own name, or synonym; fuller ones first."""
    tags = table.tags or (None,) * len(table.header)
    filled = [len(column) - column.null_count for column in table.rows.columns[1:]]
    asks = kind == "deliveries" and is_kobo(table.header)
    claims: dict[str, list[tuple[bool, int, int, int]]] = {}
    for index, header in enumerate(table.header):
        if index in personal:
            continue
        claim = claim_of(kind, header, tags[index])
        if claim is None and asks and header_slot(kind, header) is None:
            asked = slot_of_question(header)
            claim = (asked, _IN_WORDS) if asked else None
        if claim is not None and not (is_added_up(kind, claim[0]) and is_running_total(header)):
            slot, rank = claim
            order = (filled[index] == 0, rank, -filled[index], index)
            claims.setdefault(slot, []).append(order)
    choice = Choice(kind)
    for slot, orders in claims.items():
        orders.sort()
        _empty, rank, _filled, index = orders[0]
        if rank == _OF_A_YEAR and len(orders) > 1:
            continue  # "Kits 2020", "Kits 2021": a crosstab, and none of them is the quantity
        target = choice.helpers if slot in HELPERS else choice.columns
        target[slot] = index
        if len(orders) > 1:
            choice.alternatives[slot] = tuple(table.header[order[3]] for order in orders[1:])
        choice.how[slot] = "tag" if rank <= _TAG else "exact" if rank == _EXACT else "synonym"
    settle_dialect(table, choice)
    settle_contexts(table, choice)
    return choice


def claim_of(kind: str, header: str, tag: str | None) -> tuple[str, int] | None:
    """The slot that a column claims and how strongly; None if it means nothing to this kind."""
    by_header = header_slot(kind, header)
    tagged = tag_field(kind, tag)
    if tagged is not None and tagged[0] == "plan":
        return None
    if tagged is None or tagged[0] == "-":
        if by_header is None or by_header[0] == "-":
            return None
        return by_header
    by_tag, ambiguous = tagged
    if by_header is None:
        return by_tag, (_DOUBTFUL if ambiguous and by_tag in _SEXES | {"country"} else _TAG)
    slot, rank = by_header
    if slot == "-":
        return by_tag, _DOUBTFUL
    if slot == by_tag:
        return slot, (rank if rank >= _GENERAL else _AGREE)
    if ambiguous or _header_knows_better(slot, by_tag):
        return slot, rank
    return by_tag, _TAG


def _header_knows_better(by_header: str, by_tag: str) -> bool:
    """Contradictions that real files carry: sexes swapped, a lead tagged as a funder."""
    if {by_header, by_tag} <= _SEXES:
        return True
    if by_tag == "reported_on":
        return by_header == "month"
    return by_tag == "donor" and by_header in {"lead_partner", "partner"}


def header_slot(kind: str, header: str) -> tuple[str, int] | None:
    """The slot that a header names; "-" if it is known to name none."""
    if not header.strip():
        return None
    if kind == "deliveries" and (is_plan(header) or header.strip() in _KOBO_OWN):
        return "-", _SYNONYM
    return (
        _slot_of(kind, candidates(header))
        or _slot_of(kind, without_key(header))
        or _slot_of(kind, yearless(header), _OF_A_YEAR)
    )


def _slot_of(kind: str, forms: tuple[str, ...], rank: int | None = None) -> tuple[str, int] | None:
    exact, known = exact_headers(kind), known_headers(kind)
    for form in forms:
        if form in exact:
            return exact[form], (_EXACT if rank is None else rank)
        if form in IGNORED and not (form in known and kind != "deliveries"):
            return "-", _SYNONYM
        if form in known:
            general = form in GENERAL.get(kind, ())
            return known[form], (_GENERAL if general else _SYNONYM) if rank is None else rank
    return None


def is_plan(header: str) -> bool:
    """Whether a header speaks of what was planned or needed and not of what was done."""
    whole = f" {normal(header.removeprefix('meta/'))} "
    if any(f" {word}" in whole for word in ("target group", "grupo meta")):
        return False
    return any(f" {word}" in whole for word in _PLAN_WORDS)


def is_known(header: str) -> bool:
    """Whether a header means anything to any kind of export."""
    if any(form in IGNORED for form in candidates(header)):
        return True
    kinds = ("deliveries", "targets", "contributions", "stock_movements")
    return any(header_slot(kind, header) is not None for kind in kinds)
