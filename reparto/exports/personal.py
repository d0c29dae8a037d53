"""Columns about persons, never kept: told by header, by HXL tag, or by what cells look like."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.headers import candidates, normal
from reparto.exports.tags import parse_tag

_DEVICES = "imei deviceid device_id subscriberid simserial sim_serial geolocation geopoint"
_REACHED_AT = (
    "phone\\w* telephone telefono\\w* telefone celular\\w* movil mobile whatsapp e_?mails? mail "
    "correo\\w* courriel contacts? contacto\\w* contato domicilio address(?:es)? adresse endereco"
)
_KNOWN_BY = (
    "dni ptp cpp pasaporte passport cedula carnet apellidos? surname last_name first_name "
    "middle_name nombres firma huella foto photo signature nacimiento birth birthdate"
)
_ASKED_BY = "enumerator\\w* encuestador\\w* enqueteur username user_name submitted_by"
_IDENTITY = "(?:doc|documento|document|identidad|identity|identificacion)"
_WHOLE_NAMES = (
    "nombre",
    "name",
    "nom",
    "nome",
    "ce",
    "cui",
    "gps",
    "direccion(?:es)?(?: (?:exacta|actual|completa|domiciliaria))?",
    "documentos?",
    "document",
    "full name",
    "nombre completo",
    "nombres? y apellidos?",
    f"(?:numero|nro|no|num|n|tipo) (?:de )?{_IDENTITY}(?: de identidad)?",
    f"(?:doc|documento|document|tarjeta|id) (?:de )?{_IDENTITY}",
    "(?:document|id) number",
    "national id",
    "identidad",
    "responsable",
    "registrado por",
    "focal point",
    "punto focal",
    "jef[ea] de (?:hogar|familia)",
    "head of (?:household|family)",
)
_PARTICULARS = "nombre name nom nome direccion documento gps coordenadas? lat\\w* lon\\w* ubicacion"
_PERSONS = (
    "beneficiari\\w* beneficiary beneficiaire titular persona person jef[ae] head representante "
    "hogar household vivienda respondent entrevistad\\w* responsable focal encargad\\w*"
)


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()).replace("_", " ") + ")"


_WORDS = re.compile(rf"\b{_any(' '.join((_DEVICES, _REACHED_AT, _KNOWN_BY, _ASKED_BY)))}\b")
_WHOLE = re.compile("|".join(_WHOLE_NAMES))
_OF_A_PERSON = re.compile(
    rf"\b{_any(_PARTICULARS)}\b.*\b{_any(_PERSONS)}\b|\b{_any(_PERSONS)}(?: full)? name\b"
)
_TAGS = {"contact", "name", "phone", "email"}
_TAG_WORDS = {"email", "phone", "contact"}

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_PHONE = (
    r"^(?:(?:\+|00)\d[\d\s().-]{7,}"
    r"|9\d{2}[\s.-]?\d{3}[\s.-]?\d{3}"
    r"|\(?0\d{1,3}\)?[\s.-]\d[\d\s.-]{5,})$"
)
_DOCUMENT = r"^(?:[03-9]\d{7}|1[0-8]\d{6}|2[1-9]\d{6}|00\d{7})$"
_PLAIN_KEY = r"^\d{8,9}$"
_SAMPLE = 20_000
_ANY_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_ANY_NUMBER = re.compile(r"(?<![\d.,])(?:\+?(?:\d[ ().-]{0,2}){8,14}\d|\d{8})(?![\d.,]\d)")


def personal_header(header: str, tag: str | None = None) -> bool:
    """Whether a header or its HXL tag says that the column is about a person."""
    parsed = parse_tag(tag)
    if parsed and (parsed[0] in _TAGS or parsed[1] & _TAG_WORDS):
        return True
    whole = normal(header)
    if _OF_A_PERSON.search(whole) and not whole.startswith(("type ", "tipo ")):
        return True
    return any(_WORDS.search(form) or _WHOLE.fullmatch(form) for form in candidates(header))


def personal_values(column: pa.ChunkedArray) -> bool:
    """Whether most cells look like e-mail addresses, telephones or document numbers."""
    cells = _sample(column)
    if not len(cells):
        return False
    if _share(cells, _EMAIL) > 0.5 or _share(cells, _PHONE) > 0.5:
        return True
    return _share(cells, _DOCUMENT) > 0.8 and pc.count_distinct(cells).as_py() > 0.5 * len(cells)


def plain_keys(column: pa.ChunkedArray) -> bool:
    """Whether household keys look like document numbers that nobody hashed."""
    cells = _sample(column)
    return len(cells) > 0 and _share(cells, _PLAIN_KEY) > 0.5


def masked(text: str) -> str:
    """The text without what looks like an e-mail address or a long number."""
    return _ANY_NUMBER.sub("…", _ANY_EMAIL.sub("…", text))


def _sample(column: pa.ChunkedArray) -> pa.Array:
    cells = column.slice(0, _SAMPLE).drop_null()
    return pc.utf8_trim_whitespace(pa.concat_arrays(cells.chunks)) if len(cells) else pa.array([])


def _share(cells: pa.Array, pattern: str) -> float:
    matched = pc.sum(pc.match_substring_regex(cells, pattern)).as_py() or 0
    return float(matched) / len(cells)
