"""What concerns the whole document: its language, told to the browser, and how a page leaves on paper."""

import streamlit as st

_SPEAK = {
    "en": "<script>document.documentElement.lang='en'</script>",
    "es": "<script>document.documentElement.lang='es'</script>",
}
# On paper there is nothing to click or to open; what scrolls inside the window has to flow over the sheets.
_ON_PAPER = """<style>
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stFileUploader"], [data-testid="stDownloadButton"], [class*="st-key-passport_"],
  [data-testid="stExpander"]:has(details:not([open])) { display: none !important; }
  [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important;
  }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: 100% !important; }
  [data-testid="stGrid"]:has([data-testid="stPlotlyChart"]),
  [data-testid="stGrid"]:has([data-testid="stPlotlyChart"]) [data-testid="stGridCell"],
  [data-testid="stGrid"]:has([data-testid="stPlotlyChart"]) [data-testid="stVerticalBlock"],
  [data-testid="stGrid"]:has([data-testid="stPlotlyChart"]) [data-testid="stLayoutWrapper"],
  [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"],
  [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] > [data-testid="stLayoutWrapper"] {
    display: block !important; height: auto !important;
  }
  [data-testid="stElementContainer"] { margin-bottom: 0.6rem; }
  [data-testid="stMetric"], [data-testid="stPlotlyChart"], [data-testid="stDataFrame"] {
    break-inside: avoid;
  }
}
</style>"""

# A chart whose marks can be clicked takes every touch for itself, and a finger on it could not scroll the page.
_FOR_FINGERS = """<style>
@media (pointer: coarse) {
  [class*="_with_marks"] .nsewdrag { pointer-events: none !important; }
}
</style>"""


def say_language(language: str) -> None:
    """Set the language of the page, which screen readers and translators go by. Nothing else enters these scripts."""
    st.html(_SPEAK[language], unsafe_allow_javascript=True)


def fit_for_paper() -> None:
    """Let the browser print the page without menu, filters and buttons, over as many sheets as it needs."""
    st.html(_ON_PAPER + _FOR_FINGERS)
