"""Columns about persons, never kept: told by header, by HXL tag, or by what cells look like."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.choosing import header_slot
from reparto.exports.headers import LONGEST, candidates, normal
from reparto.exports.tags import parse_tag

_DEVICES = "imei deviceid device_id subscriberid simserial sim_serial geolocation geopoint geoshape"
_REACHED_AT = (
    "phone\\w* telephone telefono\\w* telefone telef tel celular\\w* whatsapp e_?mails? mail "
    "correo\\w* courriel contacts? contacto\\w* contato\\w* domicilio address(?:es)? adresse endereco morada"
)
_KNOWN_BY = (
    "dni ptp cpp cpf pasaporte passport\\w* passaporte passeport cedula cnic carnet carne_de_extranjeria "
    "bilhete_de_identidade \\w*apellidos? nombrecompleto fullname firstname lastname surname last_name first_name middle_name nombres prenoms? sobrenome apelido "
    "firma huella foto photo signature assinatura fotografia nacimiento birth birthdate naissance nascimento dob "
    "progres biometric\\w*"
)
_ASKED_BY = (
    "enumerator\\w* encuestador\\w* entrevistador\\w* enqueteu\\w* inquiridor\\w* recenseador\\w* username user_name "
    "submitted_by interviewer\\w* nombre_del_registrador"
)
_ON_ITS_OWN = "movil mobile"
_IDENTITY = "(?:doc|documento|document|identidad|identity|identificacion|identite|identidade)"
_WHOLE_NAMES = (
    "nombre",
    "name",
    "nom",
    "nome",
    "ce",
    "cui",
    "rg",
    "gps",
    "direccion(?:es)?(?: (?:exacta|actual|completa|domiciliaria))?",
    "documentos?",
    "document",
    "full name",
    "name of (?:the )?(?:person|respondent|representative|head of (?:household|family))",
    "nombre completo",
    "nom complet",
    "nome completo",
    "nom et prenoms?",
    "nome e apelido",
    "nombres? y apellidos?",
    f"(?:numero|nro|no|num|n|tipo) (?:de |da |do )?{_IDENTITY}(?: de identidad)?",
    f"(?:doc|documento|document|tarjeta|id|carte|cartao|piece) (?:de |d |da |do )?{_IDENTITY}",
    "(?:document|id) (?:number|no|nro)",
    "national id(?: (?:number|no))?",
    "(?:case|registration|unhcr|passport) (?:id|number|no)",
    "individual id",
    "identidad",
    "responsable",
    "responsavel",
    "registrado por",
    "recibido por",
    "received by",
    "recu par",
    "recebido por",
    "focal point",
    "(?:punto|ponto) focal",
    "point focal",
    "jef[ea] de (?:hogar|familia)",
    "head of (?:household|family)",
    "chef de (?:menage|famille)",
    "chefe (?:do|de) (?:agregado(?: familiar)?|familia)",
)
_PARTICULARS = (
    "nombre name nom nome direccion documento gps coordenadas? coordinates lat\\w* lon\\w* "
    "ubicacion movil mobile"
)
_PERSONS = (
    "beneficiari\\w* beneficiary beneficiaire chef titular persona person jef[ae] chefe head "
    "representante representative hogar household vivienda domicile respondent entrevistad\\w* responsable "
    "responsavel focal encargad\\w* receptor_de_la_ayuda"
)
# A site's own coordinates are no household's.
_SITES = "sitio site punto point centro center centre albergue almacen warehouse distribucion distribution entrega"
_SITES += " comedor local oficina office camp campamento comunidad lugar hospital escuela school"
_ARABIC = (
    "هاتف", "بريد", "الاتصال", "جهة اتصال", "رقم الهوية", "جواز", "المستفيد", "رب الاسرة",
    "الشخص المسؤول", "اسم المسؤول", "تاريخ الميلاد", "موبايل", "جوال",
)  # fmt: skip


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()).replace("_", " ") + ")"


_WORDS = re.compile(rf"\b{_any(' '.join((_DEVICES, _REACHED_AT, _KNOWN_BY, _ASKED_BY)))}\b")
_MOBILE = re.compile(
    rf"(?:numero |nro |no |n |number )?(?:de |of )?{_any(_ON_ITS_OWN)}(?: (?:number|numero|no|nro))?"
)
_WHOLE = re.compile("|".join(_WHOLE_NAMES))
_OF_A_PERSON = re.compile(
    rf"\b{_any(_PARTICULARS)}\b.*\b{_any(_PERSONS)}\b|\b{_any(_PERSONS)}(?: full)? name\b"
)
_POSITION = re.compile(r"^_(.+)_(?:latitude|longitude|altitude|precision)$", re.I)
_OF_A_SITE = re.compile(rf"\b{_any(_SITES)}\b")
_BARE = {"nombre", "name", "nom", "nome"}
_NAMED = {
    "partner",
    "lead_partner",
    "donor",
    "recipient",
    "country",
    "department",
    "province",
    "district",
}
_NAMED |= {"site", "sector", "activity", "indicator", "item", "unit"}
_TAGS = {"contact", "name", "phone", "email"}
_TAG_WORDS = {"email", "phone", "contact"}

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_PHONE = (
    r"^(?:(?:\+|00)\d[\d\s().-]{7,}"
    r"|9\d{2}[\s.-]?\d{3}[\s.-]?\d{3}"
    r"|\(?0\d{1,3}\)?[\s.-]\d[\d\s.-]{5,})$"
)
_DOCUMENT = r"^(?:[03-9]\d{7}|1[0-8]\d{6}|2[1-9]\d{6}|00\d{7})$"
_GEOPOINT = r"^-?\d{1,2}\.\d{3,}[ ,;]+-?\d{1,3}\.\d{3,}(?:[ ,;]+-?\d+(?:\.\d+)?){0,2}$"
_PLAIN_KEY = r"^\d{8,9}$"
_SAMPLE = 20_000
_ANY_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_ANY_NUMBER = re.compile(r"(?<![\d.,])(?:\+?(?:\d[ ().-]{0,2}){8,14}\d|\d{8})(?![\d.,]\d)")


def personal_header(header: str, tag: str | None = None) -> bool:
    """Whether a header or its HXL tag says that the column is about a person."""
    parsed = parse_tag(tag)
    if parsed and (parsed[0] in _TAGS or parsed[1] & _TAG_WORDS):
        return True
    if _is_position(header):
        return True
    whole = normal(header)
    if any(word in whole for word in _ARABIC):
        return True
    if _OF_A_PERSON.search(whole) and not whole.startswith(("type ", "tipo ")):
        return True
    forms = candidates(header)
    if any(_WORDS.search(form) or _MOBILE.fullmatch(form) for form in forms):
        return True
    whole_names = {form for form in forms if _WHOLE.fullmatch(form)}
    return bool(whole_names - _BARE) or (bool(whole_names) and not _names_something_else(header))


def _names_something_else(header: str) -> bool:
    """Whether a path that ends in "name" leads to an organisation, a place or a thing: "partner.name"."""
    slots = (header_slot(kind, header) for kind in ("deliveries", "contributions"))
    return any(slot is not None and slot[0] in _NAMED for slot in slots)


def _is_position(header: str) -> bool:
    """Whether KoBo took the column from a question for a position, and not from one about a site."""
    match = _POSITION.match(header[:LONGEST].strip())
    return match is not None and not _OF_A_SITE.search(normal(match[1]))


def personal_values(column: pa.ChunkedArray) -> bool:
    """Whether most cells look like e-mail addresses, telephones, positions or document numbers."""
    cells = _sample(column)
    if not len(cells):
        return False
    if any(_share(cells, pattern) > 0.5 for pattern in (_EMAIL, _PHONE, _GEOPOINT)):
        return True
    return _share(cells, _DOCUMENT) > 0.8 and pc.count_distinct(cells).as_py() > 0.5 * len(cells)


def are_positions(column: pa.ChunkedArray) -> bool:
    """Whether most cells are a latitude and a longitude, as a phone's "location" gives them."""
    cells = _sample(column)
    return len(cells) > 0 and _share(cells, _GEOPOINT) > 0.5


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
