"""Columns about persons, which this product never keeps: told by header, HXL tag, or what cells look like."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.headers import candidates, normal
from reparto.exports.tags import parse_tag

_WORDS = re.compile(
    r"\b(?:dni|ptp|cpp|imei|deviceid|device id|subscriberid|simserial|sim serial|phone\w*|telephone|"
    r"telefono\w*|telefone|celular\w*|movil|mobile|whatsapp|e ?mails?|mail|correo\w*|courriel|contact|"
    r"contacts|contacto\w*|contato|pasaporte|passport|cedula|carnet|domicilio|address|addresses|"
    r"adresse|endereco|enumerator\w*|encuestador\w*|enqueteur|username|user name|"
    r"submitted by|apellidos?|surname|last name|first name|middle name|nombres|firma|huella|foto|"
    r"photo|signature|nacimiento|birth|birthdate|geolocation|geopoint)\b"
)
_WHOLE = re.compile(
    r"(?:nombre|name|nom|nome|ce|cui|direccion|direcciones|documento|document|documentos|"
    r"full name|nombre completo|nombre y apellido|nombres y apellidos|gps|"
    r"(?:numero|nro|no|num|n|tipo) (?:de )?(?:doc|documento|identidad|identificacion)(?: de identidad)?|"
    r"(?:doc|documento|tarjeta|document|id) (?:de )?(?:identidad|identity|identificacion|number)|"
    r"document number|national id|id number|direccion (?:exacta|actual|completa|domiciliaria)|"
    r"identidad|responsable|registrado por|focal point|punto focal|jefe de (?:hogar|familia)|"
    r"jefa de (?:hogar|familia)|head of (?:household|family))"
)
_OF_A_PERSON = re.compile(
    r"\b(?:nombre|name|nom|nome|direccion|documento|gps|coordenadas?|latitude?|longitude?|latitud|"
    r"longitud|ubicacion)\b.*\b(?:beneficiari\w*|beneficiary|beneficiaire|titular|persona|person|"
    r"jef[ae]|head|recipient person|representante|hogar|household|vivienda|receptor de la entrega|"
    r"respondent|entrevistad\w*|responsable|focal|encargad\w*)\b"
)
_TAGS = {"contact", "name", "phone", "email"}
_TAG_WORDS = {"email", "phone", "contact"}

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_PHONE = (
    r"^(?:(?:\+|00)\d[\d\s().-]{7,}|9\d{2}[\s.-]?\d{3}[\s.-]?\d{3}|\(?0\d{1,3}\)?[\s.-]\d[\d\s.-]{5,})$"
)
_DOCUMENT = r"^(?:[03-9]\d{7}|1[0-8]\d{6}|2[1-9]\d{6}|00\d{7})$"
_PLAIN_KEY = r"^\d{8,9}$"
_SAMPLE = 20_000
_ANY_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_ANY_NUMBER = re.compile(r"(?:\+|00)?\d[\d\s().-]{6,}\d")


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
