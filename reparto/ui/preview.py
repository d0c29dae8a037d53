"""What an import changes: the headline before and after, and why it changes, file by file."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from reparto.language import _
from reparto.reports import FileReport, ImportReport
from reparto.restating import HEADLINE
from reparto.scope import EVERYTHING
from reparto.ui import show
from reparto.ui.asked import Asked
from reparto.ui.text import md_escape
from reparto.wording import clinic as words

Headline = Mapping[str, Any] | None


def draw_change(before: Headline, after: Headline, *, is_published: bool = False) -> None:
    """The headline afterwards, each figure with what it gains or loses.

    Only what is published has a passport: before that there is no snapshot to ask.
    """
    cards = words.headline_cards(before, after)
    if not cards:
        return
    show.metrics(cards, asks=Asked(HEADLINE, EVERYTHING) if is_published else None)
    if before is None:
        st.caption(_("These are the first figures: there is nothing to compare them with."))
    elif before == after:
        st.caption(_("None of these figures changes."))


def draw_reasons(files: Iterable[FileReport]) -> None:
    """Why the figures change: what each file brings, and whose rows it stands for."""
    lines = [words.why_it_changes(file) for file in files if file.status == "imported"]
    st.markdown("\n".join(f"- {md_escape(line)}" for line in lines))


def draw_preview(report: ImportReport) -> None:
    """What the import would change, before anything is imported."""
    st.subheader(_("What the import changes"), anchor=False)
    draw_change(report.before, report.after)
    draw_reasons(report.files)
