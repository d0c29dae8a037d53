"""Small tables that are read like text: cells wrap, nothing scrolls, and names from files show as they are."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reparto.ui.text import md_escape


def text_table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], *, alt: str) -> None:
    """Draw rows under headers in the reader's language; a column that is empty in every row is left out."""
    cells = list(rows)
    shown = {
        name: label
        for name, label in columns.items()
        if any(row.get(name) not in (None, "") for row in cells)
    }
    table = pd.DataFrame(
        {
            md_escape(label): [
                "—" if row.get(name) is None else md_escape(row[name]) for row in cells
            ]
            for name, label in shown.items()
        },
        dtype="object",
    )
    st.table(table, border="horizontal", hide_index=True, alt=alt)
