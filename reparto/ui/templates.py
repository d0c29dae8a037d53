"""Blank workbooks to fill in: for any partner, or with the lists of one."""

import streamlit as st

from reparto.errors import RepartoError
from reparto.language import _, current_language
from reparto.operation import Operation
from reparto.operations import settings_rows
from reparto.outputs.template import template
from reparto.ui.text import plain
from reparto.ui.workbooks import workbook_button

_ANYBODY = ""


def draw_templates(operation: Operation) -> None:
    """A workbook with our own headers, drop-down lists and instructions, for all partners or for one."""
    st.markdown(
        _(
            "It has the operation's places, items and partners as lists, and says what each column means. Filled in and "
            "added here, it is read without a question."
        )
    )
    partners = _partners(operation)
    chosen = _ANYBODY
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if partners:
            chosen = st.selectbox(
                _("For"),
                [_ANYBODY, *partners],
                format_func=lambda code: partners.get(code) or _("All partners"),
                key="template_for",
                width=320,
            )
        language = current_language()
        workbook_button(
            _("Blank workbook, as XLSX"),
            lambda: template(operation, language, chosen or None),
            "-".join(filter(None, ("reparto-template", chosen))),
            key="download_template",
        )


def _partners(operation: Operation) -> dict[str, str]:
    """Code and name of the partners on the operation's list; none where it cannot be read."""
    try:
        rows = settings_rows(operation.folder, "partners.csv")
    except RepartoError:
        return {}
    found = {row["code"]: plain(row.get("name") or row["code"]) for row in rows if row.get("code")}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
