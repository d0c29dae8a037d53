"""What KoBo adds to each form, and what its questions ask when headers are their labels."""

import re
from collections.abc import Iterable

from reparto.exports.choice import Choice
from reparto.exports.headers import last_part, normal
from reparto.exports.tables import TextTable

_KOBO = {
    "_uuid", "_submission_time", "_validation_status", "_submitted_by", "__version__", "rootuuid",
    "meta/rootuuid", "meta/instanceid", "formhub/uuid", "_xform_id_string", "_submission__uuid",
    "_parent_table_name", "x_uuid", "x_submission_time", "x_validation_status",
}  # fmt: skip
_KOBO_TOO = {"_id", "_index", "_status", "_notes", "_tags", "start", "end", "today", "deviceid"}
_KOBO_TOO |= {"_attachments", "_geolocation", "_parent_index", "x_id", "x_index"}
_COUNT = r"\b(?:cuant[oa]s?|numero|cantidad|how (?:many|much)|number|combien|nombre|quant[oa]s?|total)\b.*\b"
_SERVED = re.compile(
    r"\b(?:reci\w*|recei\w*|entreg\w*|deliver\w*|distribu\w*|alcanz\w*|reach\w*|atend\w*|benefi\w*|serv\w*|assist\w*"
    r"|apoy\w*|dado|given|livr\w*)\b"
)
_COUNTS = {"households", "persons", "quantity"}
_QUESTIONS = tuple(
    (slot, re.compile(pattern), re.compile(but))
    for slot, pattern, but in (
        (
            "status",
            r"\b(?:estado|status|situacion)\b.*\b(?:entrega|delivery|distribu\w*|actividad|activity)\b",
            r"$^",
        ),
        (
            "partner",
            r"\b(?:organizacion|organisation|organization|socio|partner|ong|ngo|agencia|agency|parceiro|partenaire)\b",
            r"\b(?:tipo|type|siglas|acronimo|acronym|donante|donor|cuant[oa]s|how many|contact\w*)\b",
        ),
        (
            "delivered_on",
            r"\b(?:fecha|date|data|cuando|when|que dia|quel jour)\b",
            r"\b(?:nacimiento|birth|naissance|registro|registration|vencimiento|expir\w*|llegada|arrival|proxim[oa]|next)\b",
        ),
        (
            "district",
            r"\b(?:distrito|district)\b",
            r"\b(?:procedencia|origen|origin|otro|other|reside\w*|vive)\b",
        ),
        (
            "province",
            r"\b(?:provincia|province)\b",
            r"\b(?:procedencia|origen|origin|otr[oa]|other|reside\w*|vive)\b",
        ),
        (
            "department",
            r"\b(?:departamento|department|region|governorate)\b",
            r"\b(?:procedencia|origen|origin|otro|other|reside\w*|vive|salud|health)\b",
        ),
        (
            "households",
            _COUNT + r"(?:familias|hogares|households|families|menages|familles)\b",
            r"$^",
        ),
        (
            "persons",
            _COUNT
            + r"(?:personas|beneficiari[oa]s|people|persons|beneficiaries|individuals|personnes|pessoas)\b",
            r"\b(?:hogar|household|familia|family|menage|cuarto|room|mayores|menores|hombres|mujeres|discapacidad)\b",
        ),
        (
            "quantity",
            _COUNT
            + r"(?:kits?|articulos?|items?|unidades|units|raciones|bolsas|canastas|litros|unites)\b",
            r"$^",
        ),
        (
            "item",
            r"\b(?:que|what|cual|which|tipo|type|quel|quoi)\b.*\b(?:kits?|articulos?|items?|ayuda|aid|assistance|bien(?:es)?"
            r"|entreg\w*|distribu\w*|deliver\w*|recibi\w*|receive\w*)\b",
            r"\b(?:por que|why|opina|opinion|falt\w*|donde|where|quien|who|como|how|hora|time)\b",
        ),
    )
)


def is_kobo(headers: Iterable[str]) -> bool:
    """Whether a table carries the columns that KoBo adds to each form."""
    names = {header.strip().casefold() for header in headers}
    return len(names & _KOBO) >= 2 or bool(names & _KOBO and names & _KOBO_TOO)


def settle_key(table: TextTable, choice: Choice) -> None:
    """A KoBo row is known by its rootUuid, which no correction changes, else by its _uuid."""
    if choice.how.get("delivery_id") == "exact":
        return
    names = [re.split(r"[./:]", header.strip().casefold())[-1] for header in table.header]
    whole = [header.strip().casefold() for header in table.header]
    roots = [index for index, name in enumerate(names) if name == "rootuuid"]
    own = [index for index, name in enumerate(whole) if name in {"_uuid", "x_uuid"}]
    keys = roots + own
    if not keys:
        return
    filled = {index: -table.column(index).null_count for index in keys}
    best = max(keys, key=lambda index: (filled[index], -keys.index(index)))
    others = [table.header[index] for index in keys if index != best]
    choice.columns["delivery_id"] = best
    choice.how["delivery_id"] = "synonym"
    choice.alternatives.pop("delivery_id", None)
    if others:
        choice.alternatives["delivery_id"] = tuple(others)


def slot_of_question(header: str) -> str | None:
    """The field that a question asks for in so many words ("¿En qué distrito fue la entrega?"); None for others."""
    asked = normal(last_part(header))
    if len(asked.split()) < 3:
        return None
    for slot, pattern, but in _QUESTIONS:
        if pattern.search(asked):
            counts_others = slot in _COUNTS and not _SERVED.search(asked)
            return None if counts_others or but.search(asked) else slot
    return None
