"""Text made comparable without changing what it says, one distinct value at a time."""

import re
import unicodedata
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_TIDY = "^[!-~]+(?: [!-~]+)*$"
_WHOLE_CODE = re.compile(r"(\d+)\.0+")


def clean_text(value: str) -> str | None:
    """Composed, without invisible characters, spaces collapsed; None when nothing is left."""
    text = _INVISIBLE.sub("", value)
    return " ".join(unicodedata.normalize("NFC", text).split()) or None


def clean_code(value: str) -> str | None:
    """A code as text: like any text, and "150101.0" is 150101."""
    text = clean_text(value)
    match = _WHOLE_CODE.fullmatch(text) if text else None
    return match[1] if match else text


def clean_column(column: pa.ChunkedArray, *, code: bool = False) -> pa.ChunkedArray:
    """The column with each cell cleaned; most are clean already and are not touched."""
    tidy = pc.all(pc.match_substring_regex(column, _TIDY)).as_py() is not False
    zeros = code and pc.any(pc.match_substring_regex(column, r"\.0+$")).as_py()
    if tidy and not zeros:
        return column
    clean = clean_code if code else clean_text
    return replace_distinct(column, lambda seen: [clean(value) for value in seen])


def distinct(column: pa.ChunkedArray) -> tuple[list[str], pa.ChunkedArray]:
    """The distinct values of a column, and each row's position among them (null if empty)."""
    encoded = column.dictionary_encode().unify_dictionaries()
    if not encoded.num_chunks:
        return [], pa.chunked_array([], pa.int32())
    values = encoded.chunk(0).dictionary.to_pylist()
    return values, pa.chunked_array([chunk.indices for chunk in encoded.chunks], pa.int32())


def replace_distinct(
    column: pa.ChunkedArray, change: Callable[[list[str]], list[str | None]]
) -> pa.ChunkedArray:
    """The column with each distinct value replaced; ``change`` sees every value once."""
    values, positions = distinct(column)
    if not values:
        return pa.chunked_array([pa.nulls(len(column), pa.string())], pa.string())
    changed = pa.array(change(values), pa.string())
    return pa.chunked_array([changed.take(chunk) for chunk in positions.chunks], pa.string())
