"""Look into a packed workbook before anything is unpacked: a small file can hide a huge one."""

import io
import re
import zipfile
import zlib

from reparto.errors import UnreadableExport
from reparto.exports.detect import damaged
from reparto.language import _

MAX_RATIO = 200
MAX_BYTES = 300_000_000
MAX_CELLS = 60_000_000
_SMALL = 1_000_000
_STEP = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.I)
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c [^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_REPEATED = re.compile(
    rb'<table:table-(row|cell)\b([^<>]*?)number-(?:rows|columns)-repeated="([0-9]+)"([^<>]*)>'
)


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
    looks_in = kind == "xlsx" and _SHEET.match(info.filename) is not None
    size, tail = 0, b""
    area = _Area()
    with archive.open(info) as member:
        while step := member.read(_STEP):
            size += len(step)
            if size > left or _too_dense(size, packed):
                raise _too_large(name)
            if looks_in:
                area.see(tail + step)
                tail = step[-400:]
                if area.cells > MAX_CELLS:
                    raise _too_wide(name)
    return size


class _Area:
    """The rectangle that the filled cells of a sheet span."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def see(self, xml: bytes) -> None:
        found = _FILLED_CELL.findall(xml)
        if not found:
            return
        columns = {column for column, _row in found}
        self.rows = max(self.rows, max(int(row) for row in {row for _column, row in found}))
        self.columns = max(self.columns, max(_column_number(column) for column in columns))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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
