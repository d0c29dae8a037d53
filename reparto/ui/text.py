"""Names from files as text: what Streamlit would read as Markdown is shown as it was written."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit makes links of bare addresses even where every sign is escaped; a joiner that is not seen parts them.
_ADDRESS = re.compile(r"(?i)(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@)")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def plain(text: object) -> str:
    """The text on one line, without characters that are not seen or that turn the direction of reading."""
    return " ".join(_UNSEEN.sub(" ", "" if text is None else str(text)).split())


def md_escape(text: object) -> str:
    """The text as one line of Markdown that shows exactly itself: no links, images, colours, icons or formulas."""
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub("\u2060", plain(text)))


def spreadsheet_safe(value: object) -> object:
    """The value as a CSV cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
