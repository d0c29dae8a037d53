"""A workbook of Excel 97 (XLS) made by hand: an OLE2 container with one stream of BIFF8 records."""

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls_bytes(
    sheets: Mapping[str, Sequence[Sequence[str | float]]], *, locked: bool = False
) -> bytes:
    """Rows of text and numbers as an XLS workbook; ``locked`` says that a password keeps the rest."""
    lock = _record(0x002F, bytes(6)) if locked else b""
    bodies = [_sheet(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    globals_size = 20 + len(lock) + sum(4 + 8 + len(name) for name in names) + 4
    offsets, at = [], globals_size
    for body in bodies:
        offsets.append(at)
        at += len(body)
    stream = _begin(0x0005) + lock
    for name, offset in zip(names, offsets, strict=True):
        text = struct.pack("<BB", len(name) // 2, 1) + name
        stream += _record(0x0085, struct.pack("<IBB", offset, 0, 0) + text)
    stream += _record(0x000A, b"")
    assert len(stream) == globals_size
    return _container(stream + b"".join(bodies))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _sheet(rows: Sequence[Sequence[str | float]]) -> bytes:
    body = _begin(0x0010)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                body += _record(0x0204, place + struct.pack("<HB", len(value), 1) + text)
            else:
                body += _record(0x0203, place + struct.pack("<d", value))
    return body + _record(0x000A, b"")


def _container(stream: bytes) -> bytes:
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    table = [_FAT, _END, *range(3, 2 + count), _END]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    assert len(fat) == _SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return head + fat + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip
