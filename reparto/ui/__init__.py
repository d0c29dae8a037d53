"""What every page is drawn with: the only part of Reparto that knows Streamlit.

A page opens itself with ``page``, asks its ``View``, and shows what it gets with ``reparto.ui.show``.
"""

from reparto.ui.page import View, page

__all__ = ["View", "page"]
