"""Look into a packed workbook before anything is unpacked: a small file can hide a huge one."""

import io
import zipfile
import zlib

from reparto.errors import UnreadableExport
from reparto.exports.detect import damaged, unsafe
from reparto.exports.silent_cells import SilentCells
from reparto.exports.spans import LARGEST, span_of
from reparto.language import _

MAX_RATIO = 200
MAX_BYTES = 300_000_000
_SMALL = 1_000_000
_STEP = 1 << 20
_XML = (".xml", ".rels")


def guard_archive(data: bytes, name: str, kind: str) -> dict[str, SilentCells]:
    """Look through a packed workbook; the cells of each worksheet that will read as empty, by member.

    Raises UnreadableExport if unpacking this workbook would be unsafe.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            declared = sum(info.file_size for info in infos)
            if declared > MAX_BYTES or _too_dense(declared, len(data)):
                raise _too_large(name)
            if _says_two_things(infos):
                raise unsafe(name)
            left = MAX_BYTES
            silent: dict[str, SilentCells] = {}
            for info in infos:
                member = _Member(info, kind)
                left -= _measure(archive, member, left, len(data), name)
                silent[member.name] = member.silent
            return silent
    except UnreadableExport:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise damaged(name) from error
    except (NotImplementedError, RuntimeError, KeyError, UnicodeError) as error:
        raise damaged(name) from error


def member_name(text: str) -> str:
    """A member's name as workbooks compare them: some writers use backslashes or capitals."""
    return text.replace("\\", "/").casefold()


class _Member:
    """One member of a workbook, and what is watched while it is inflated."""

    def __init__(self, info: zipfile.ZipInfo, kind: str) -> None:
        self.info = info
        self.kind = kind
        self.name = member_name(info.filename)
        self.span = span_of(kind, self.name)
        self.silent = SilentCells()
        inside = self.name.startswith("xl/") and self.name.endswith(_XML)
        self._markup = self.name == "content.xml" if kind == "ods" else inside
        self._last = b""

    def declares_entities(self, step: bytes) -> bool:
        """Whether this piece holds what a document type needs; no spreadsheet program writes one."""
        if not self._markup:
            return False
        piece = self._last + step
        self._last = step[-16:]
        if b"\0" in piece[:8]:
            piece = piece.replace(b"\0", b"")
        return b"<!DOCTYPE" in piece or b"<!ENTITY" in piece

    def see(self, xml: bytes) -> None:
        """Take in the next piece of a worksheet, cut between tags."""
        if self.span is not None:
            self.span.see(xml)
            if self.kind == "xlsx":
                self.silent.see(xml)

    @property
    def too_wide(self) -> bool:
        """Whether its filled cells span more than can be kept."""
        return self.span is not None and self.span.cells > LARGEST[self.kind]


def _says_two_things(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether two members that hold cells have one name and different content: readers differ in which they take."""
    seen: dict[str, tuple[int, int]] = {}
    for info in infos:
        name, content = member_name(info.filename), (info.CRC, info.file_size)
        holds_cells = name == "content.xml" or (name.startswith("xl/") and name.endswith(_XML))
        if holds_cells and seen.setdefault(name, content) != content:
            return True
    return False


def _too_dense(unpacked: int, packed: int) -> bool:
    return unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)


def _measure(archive: zipfile.ZipFile, member: _Member, left: int, packed: int, name: str) -> int:
    """Inflate one member a step at a time; its true size, if it is bearable."""
    size, rest = 0, b""
    with archive.open(member.info) as file:
        while step := file.read(_STEP):
            size += len(step)
            if size > left or _too_dense(size, packed):
                raise _too_large(name)
            if member.declares_entities(step):
                raise unsafe(name)
            if member.span is not None:
                piece, rest = _whole_tags(rest + step)
                member.see(piece)
                if member.too_wide:
                    raise _too_wide(name)
    member.see(rest)
    if member.too_wide:
        raise _too_wide(name)
    return size


def _whole_tags(xml: bytes) -> tuple[bytes, bytes]:
    """The XML up to its last tag, which may be cut, and that tag."""
    at = xml.rfind(b"<")
    if at <= 0 or len(xml) - at > _STEP:
        return xml, b""
    return xml[:at], xml[at:]


def _too_large(name: str) -> UnreadableExport:
    return UnreadableExport(
        _(
            "Unpacked it would fill the memory of this computer. If it is a real export, "
            "save it as CSV, or in several parts, and import those."
        ),
        title=_("{name} is too large to unpack.").format(name=name),
    )


def _too_wide(name: str) -> UnreadableExport:
    return UnreadableExport(
        _(
            "A filled cell lies far away from the table, so the sheet spans millions of empty "
            "cells. Copy the table into a new workbook and import that file."
        ),
        title=_("A sheet of {name} is too large to read.").format(name=name),
    )
