"""Text made comparable without changing what it says, one distinct value at a time."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
TIDY = "[!-~]+(?: [!-~]+)*"
"""What a text looks like that cleaning leaves as it is (as a code, if it is no :data:`ODD_CODE`)."""
ODD_CODE = r"[0-9]+\.0+"
"""A code that a spreadsheet took for a number."""
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
