"""The language of the document, told to the browser: Streamlit always writes English there."""

import streamlit as st

_SPEAK = {
    "en": "<script>document.documentElement.lang='en'</script>",
    "es": "<script>document.documentElement.lang='es'</script>",
}


def say_language(language: str) -> None:
    """Set the language of the page, which screen readers and translators go by. Nothing else enters these scripts."""
    st.html(_SPEAK[language], unsafe_allow_javascript=True)
