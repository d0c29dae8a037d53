"""What the bytes are, whatever the file is called."""

import io
import zipfile

from reparto.errors import UnreadableExport
from reparto.language import N_, _

_SHORT = 65_536
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"7z\xbc\xaf\x27\x1c", N_("a compressed archive")),
    (b"PAR1", N_("a Parquet file")),
    (b"SQLite format 3", N_("a database")),
    (b"{\\rtf", N_("a text document")),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", N_("a web page")),
    (b"<html", N_("a web page")),
    (b"<head", N_("a web page")),
    (b"<table", N_("a web page")),
    (b"<meta", N_("a web page")),
    (b"<?xml", N_("an XML document")),
    (b'{"', N_("a JSON document")),
    (b'[{"', N_("a JSON document")),
)


def format_of(data: bytes, name: str) -> str:
    """Say if the bytes are "csv", "xlsx", "xls" or "ods"; raise UnreadableExport if not."""
    if len(data) < _SHORT and not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise UnreadableExport(
            _("Export it again from its source and import the new file."),
            title=_("{name} is empty.").format(name=name),
        )
    if data.startswith(_OLE2):
        return _format_of_ole2(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _format_of_zip(data, name)
    for magic, what in _OTHERS:
        if data.startswith(magic) and not (magic == b"MZ" and b"\0" not in data[:4096]):
            raise _not_a_table(name, _(what))
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().replace(b" ", b"").replace(b"\n", b"")
    for opening, what in _MARKUP:
        if start.startswith(opening.replace(b" ", b"")):
            raise _not_a_table(name, _(what))
    return "csv"


def _format_of_ole2(data: bytes, name: str) -> str:
    if _utf16("EncryptedPackage") in data:
        raise protected(name)
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return "xls"
    raise _not_a_table(name, _("an older Office document that is not a workbook"))


def _format_of_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename for info in archive.infolist()}
            if any(info.flag_bits & 0x1 for info in archive.infolist()):
                raise protected(name)
            if "xl/workbook.xml" in members:
                return "xlsx"
            if "xl/workbook.bin" in members:
                raise _not_a_table(name, _("a binary workbook (XLSB)"))
            if "mimetype" in members and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").strip()
                if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                    return "ods"
    except UnreadableExport:
        raise
    except Exception as error:  # whatever a broken archive makes zipfile raise
        raise damaged(name) from error
    raise _not_a_table(name, _("a compressed archive that is not a workbook"))


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _not_a_table(name: str, what: str) -> UnreadableExport:
    return UnreadableExport(
        _(
            "It seems to be {what}. Open it in the program it comes from, save the table as "
            "XLSX or CSV, and import that file."
        ).format(what=what),
        title=_("{name} is not a table.").format(name=name),
    )


def protected(name: str) -> UnreadableExport:
    """The sentence for a workbook that opens only with a password."""
    return UnreadableExport(
        _("Open it with its password, save it without one, and import that file."),
        title=_("{name} is protected by a password.").format(name=name),
    )


def damaged(name: str) -> UnreadableExport:
    """The sentence for a workbook or archive that is broken."""
    return UnreadableExport(
        _(
            "It may be cut short or broken. Export it again, or open it in a spreadsheet "
            "program and save it as XLSX or CSV."
        ),
        title=_("{name} is damaged.").format(name=name),
    )


def binary(name: str) -> UnreadableExport:
    """The sentence for bytes that are neither text nor any known kind of file."""
    return _not_a_table(name, _("a binary file of an unknown kind"))
