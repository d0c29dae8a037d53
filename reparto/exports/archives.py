"""Look into a packed workbook before anything is unpacked: a small file can hide a huge one."""

import io
import zipfile
import zlib

from reparto.errors import UnreadableExport
from reparto.exports.detect import damaged
from reparto.exports.spans import LARGEST, span_of
from reparto.language import _

MAX_RATIO = 200
MAX_BYTES = 300_000_000
_SMALL = 1_000_000
_STEP = 1 << 20


def guard_archive(data: bytes, name: str, kind: str) -> None:
    """Raise UnreadableExport if unpacking this workbook would be unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            declared = sum(info.file_size for info in infos)
            if declared > MAX_BYTES or _too_dense(declared, len(data)):
                raise _too_large(name)
            left = MAX_BYTES
            for info in infos:
                left -= _measure(archive, info, left, len(data), name, kind)
    except UnreadableExport:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise damaged(name) from error
    except (NotImplementedError, RuntimeError, KeyError, UnicodeError) as error:
        raise damaged(name) from error


def _too_dense(unpacked: int, packed: int) -> bool:
    return unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)


def _measure(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, packed: int, name: str, kind: str
) -> int:
    """Inflate one member a step at a time; its true size, if it is bearable."""
    span = span_of(kind, info.filename)
    size, rest = 0, b""
    with archive.open(info) as member:
        while step := member.read(_STEP):
            size += len(step)
            if size > left or _too_dense(size, packed):
                raise _too_large(name)
            if span is not None:
                piece, rest = _whole_tags(rest + step)
                span.see(piece)
                if span.cells > LARGEST[kind]:
                    raise _too_wide(name)
    if span is not None:
        span.see(rest)
        if span.cells > LARGEST[kind]:
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
