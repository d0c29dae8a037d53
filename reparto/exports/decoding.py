"""Bytes to text: the encoding is told by its mark and by what the bytes allow."""

import codecs
import re
from dataclasses import dataclass

from reparto.exports.detect import binary
from reparto.exports.tables import Note
from reparto.language import _, ngettext

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_SAMPLE = 65_536


@dataclass(frozen=True)
class Decoded:
    """The text of a file, how it was encoded, and what had to be done to read it."""

    text: str
    encoding: str
    notes: tuple[Note, ...]


def decode(data: bytes, name: str) -> Decoded:
    """Decode by byte-order mark, else UTF-8, else Windows-1252 with a note."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(encoding, "replace"), encoding, name, [])
    wide = _unmarked_utf16(data)
    if wide:
        return _finish(data.decode(wide, "replace"), wide, name, [])
    try:
        return _finish(data.decode("utf-8"), "utf-8", name, [])
    except UnicodeDecodeError:
        pass
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) // 20:
        raise binary(name)
    stray = _stray_bytes(data)
    if stray is not None:
        text = data.decode("utf-8", "reparto-windows-1252")
        told = ngettext(
            "The file is UTF-8 but for {count} letter, which was read as Windows-1252.",
            "The file is UTF-8 but for {count} letters, which were read as Windows-1252.",
            stray,
        ).format(count=stray)
        return _finish(text, "utf-8", name, [Note("encoding", told)])
    told = _("The file is not UTF-8; it was read as Windows-1252. Look at the accents.")
    text = data.decode("cp1252", "reparto-windows-1252")
    return _finish(text, "windows-1252", name, [Note("encoding", told)])


def _finish(text: str, encoding: str, name: str, notes: list[Note]) -> Decoded:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 50):
        raise binary(name)
    nulls = text.count("\0")
    if nulls:
        if sample.count("\0") > max(8, len(sample) // 20):
            raise binary(name)
        text = text.replace("\0", "")
        told = ngettext(
            "{count} NUL character was removed.", "{count} NUL characters were removed.", nulls
        ).format(count=nulls)
        notes.append(Note("nul", told))
    if not text.strip("\ufeff \t\r\n"):
        raise binary(name)
    return Decoded(text.removeprefix("\ufeff"), encoding, tuple(notes))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly Latin text is NUL."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None


def _stray_bytes(data: bytes) -> int | None:
    """How many runs of bytes are not UTF-8, if most are; None if the file is simply not UTF-8."""
    good = bad = 0
    for run in _HIGH.findall(data):
        try:
            run.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
    return bad if good > 2 * bad else None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_letter(byte) for byte in bad), error.end


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return "\ufffd"


codecs.register_error("reparto-windows-1252", _as_windows_1252)
