"""What the bytes are, whatever the file is called."""

import io
import struct
import zipfile
from pathlib import PurePosixPath

from reparto.errors import UnreadableExport
from reparto.language import N_, _, listed

_SHORT = 65_536
_MOST_MEMBERS = 10_000
_FIRST_RECORD = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FIRST_RECORDS = 8
_FILEPASS = 0x2F
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"BZh", N_("a compressed archive")),
    (b"\xfd7zXZ", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"7z\xbc\xaf\x27\x1c", N_("a compressed archive")),
    (b"PAR1", N_("a Parquet file")),
    (b"SQLite format 3", N_("a database")),
    (b"{\\rtf", N_("a text document")),
)
_WEB_PAGE = N_("a web page")
_OLD_XML = N_("a workbook saved as “XML Spreadsheet 2003”")
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctypehtml", _WEB_PAGE),
    (b"<html", _WEB_PAGE),
    (b"<head", _WEB_PAGE),
    (b"<body", _WEB_PAGE),
    (b"<style", _WEB_PAGE),
    (b"<table", _WEB_PAGE),
    (b"<div", _WEB_PAGE),
    (b"<meta", _WEB_PAGE),
    (b"<!--", _WEB_PAGE),
    (b"mime-version:", _WEB_PAGE),
    (b"<?xml", N_("an XML document")),
    (b'{"', N_("a JSON document")),
    (b'[{"', N_("a JSON document")),
    (b'[["', N_("a JSON document")),
)
# Members that tell what a packed file is.
_PACKED: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", N_("a binary workbook (XLSB)")),
    ("word/document.xml", N_("a text document")),
    ("ppt/presentation.xml", N_("a presentation")),
    ("index/document.iwa", N_("a document of Apple's Numbers, Pages or Keynote")),
    ("index.zip", N_("a document of Apple's Numbers, Pages or Keynote")),
)
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".xlsm")


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
        if data.startswith(magic) and not (magic in {b"MZ", b"BZh"} and b"\0" not in data[:4096]):
            raise _not_a_table(name, _(what))
    _refuse_markup(data, name)
    return "csv"


def _refuse_markup(data: bytes, name: str) -> None:
    """Raise UnreadableExport for web pages, XML and JSON, in UTF-16 too."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = (data[:4096].replace(b"\0", b"") if wide else data[:4096]).lower()
    start = start.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    close = start.translate(None, b" \t\r\n")
    for opening, what in _MARKUP:
        if not close.startswith(opening):
            continue
        if opening == b"mime-version:" and b"text/html" not in start:
            continue
        if opening == b"<?xml":
            what = _WEB_PAGE if b"<html" in start else what
            what = _OLD_XML if b"office:spreadsheet" in start else what
        refusal = _saved_as if what in {_WEB_PAGE, _OLD_XML} else _not_a_table
        raise refusal(name, _(what))


def _format_of_ole2(data: bytes, name: str) -> str:
    if _utf16("EncryptedPackage") in data:
        raise protected(name)
    if _utf16("Workbook") in data or _utf16("Book") in data:
        if _is_locked(data):
            raise protected(name)
        return "xls"
    raise _not_a_table(name, _("an older Office document that is not a workbook"))


def _is_locked(data: bytes) -> bool:
    """Whether the first records of an XLS workbook's stream say that the rest is encrypted."""
    place = data.find(_FIRST_RECORD)
    for _record in range(_FIRST_RECORDS):
        if place < 0 or place + 4 > len(data):
            return False
        kind, size = struct.unpack_from("<HH", data, place)
        if kind == _FILEPASS:
            return True
        place += 4 + size
    return False


def _format_of_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_MEMBERS:
                raise _not_a_table(name, _("a compressed archive that is not a workbook"))
            members = {info.filename.replace("\\", "/").casefold() for info in infos}
            if any(info.flag_bits & 0x1 for info in infos):
                raise protected(name)
            if "xl/workbook.xml" in members:
                return "xlsx"
            for member, what in _PACKED:
                if member in members:
                    raise _not_a_table(name, _(what))
            if _small_member(archive, "mimetype").startswith(
                b"application/vnd.oasis.opendocument.spreadsheet"
            ):
                if b"encryption-data" in _small_member(archive, "META-INF/manifest.xml"):
                    raise protected(name)
                return "ods"
    except UnreadableExport:
        raise
    except Exception as error:  # whatever a broken archive makes zipfile raise
        raise damaged(name) from error
    raise _archive(name, [info.filename for info in infos])


def _small_member(archive: zipfile.ZipFile, member: str) -> bytes:
    """The first bytes of a member, nothing where there is none."""
    try:
        with archive.open(member) as file:
            return file.read(_SHORT).strip()
    except KeyError:
        return b""


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _not_a_table(name: str, what: str) -> UnreadableExport:
    return _no_table(
        name,
        _(
            "It seems to be {what}. Open it in the program it comes from, save the table as "
            "XLSX or CSV, and import that file."
        ).format(what=what),
    )


def _saved_as(name: str, what: str) -> UnreadableExport:
    """The sentence for what spreadsheet programs open although it is no workbook."""
    return _no_table(
        name,
        _(
            "It seems to be {what}. Some systems save such files under the name of a workbook: "
            "open it in a spreadsheet program, save it as XLSX or CSV, and import that file."
        ).format(what=what),
    )


def _archive(name: str, members: list[str]) -> UnreadableExport:
    """The sentence for a zip archive; the names of the tables in it are shown, never used."""
    tables = [member for member in members if member.casefold().endswith(_TABLES)]
    shown = [f"“{_shown(member)}”" for member in tables[:3]]
    if not shown:
        return _not_a_table(name, _("a compressed archive that is not a workbook"))
    if len(tables) > 3:
        shown.append(_("{count} more").format(count=len(tables) - 3))
    return _no_table(
        name,
        _(
            "It seems to be a compressed archive (ZIP) that holds {files}. Unpack it and import "
            "what is in it."
        ).format(files=listed(shown)),
    )


def _no_table(name: str, message: str) -> UnreadableExport:
    return UnreadableExport(message, title=_("{name} is not a table.").format(name=name))


def _shown(member: str) -> str:
    """The last part of a member's name, without what could upset a page or a terminal."""
    last = PurePosixPath(member.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:60] or "…"


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


def unsafe(name: str) -> UnreadableExport:
    """The sentence for a workbook whose inside no spreadsheet program would write."""
    return UnreadableExport(
        _(
            "It holds parts that no spreadsheet program writes and that could do harm. Open it "
            "in a spreadsheet program, save it as XLSX or CSV, and import that file."
        ),
        title=_("{name} was not written by a spreadsheet program.").format(name=name),
    )


def binary(name: str) -> UnreadableExport:
    """The sentence for bytes that are neither text nor any known kind of file."""
    return _not_a_table(name, _("a binary file of an unknown kind"))
