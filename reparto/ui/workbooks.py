"""Files to take away, made when they are asked for, in the language of whoever asks."""

import re
from collections.abc import Callable

import streamlit as st

from reparto.language import current_language, use_language
from reparto.ui.text import plain

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_button(
    label: str,
    make: Callable[[], bytes],
    name: str,
    *,
    key: str,
    disabled: bool = False,
    help: str | None = None,  # noqa: A002 - as Streamlit calls it
) -> None:
    """Offer a workbook; ``make`` runs when the button is pressed, ``name`` is the file's without its ending."""
    st.download_button(
        label,
        in_this_language(make),
        file_name=f"{file_word(name)}.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        on_click="ignore",
        key=key,
        disabled=disabled,
        help=help,
    )


def in_this_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make`` in the reader's language, also when Streamlit calls it later and elsewhere."""
    language = current_language()

    def later() -> bytes:
        use_language(language)
        return make()

    return later


def file_word(name: str) -> str:
    """A name as part of a file's name: letters, digits, dots and dashes, at most 80."""
    return re.sub(r"[^\w.]+", "-", plain(name)).strip("-.")[:80] or "reparto"
