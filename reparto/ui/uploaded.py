"""Uploaded files: their bytes, and what an import would do with them, worked out once for as long as nothing changes."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from reparto.importing import import_sources
from reparto.intake import Progress
from reparto.language import _, current_language
from reparto.operation import Operation
from reparto.reports import ImportReport
from reparto.ui.text import md_escape, plain
from reparto.wording import clinic as words

_KEPT = "upload_kept"
_MOST_KEPT = 16

Found = TypeVar("Found")


@dataclass(frozen=True)
class Source:
    """One uploaded file: its name, which nobody vouches for, its bytes and their checksum."""

    name: str
    data: bytes = field(repr=False)
    sha256: str


def source_of(name: str, data: bytes) -> Source:
    """An upload under a name that is one line of text and no path."""
    clean = plain(name.replace("/", "_").replace("\\", "_"))[:120]
    return Source(clean or "export", data, hashlib.sha256(data).hexdigest())


def readers(sources: Sequence[Source]) -> list:
    """The sources as the importer takes them."""
    return [(source.name, lambda data=source.data: data) for source in sources]


def trial(
    operation: Operation, sources: Sequence[Source], snapshot: int, answers: Mapping[str, str]
) -> ImportReport:
    """What an import would do; kept while files, answers, settings, snapshot and language are the same."""

    def run() -> ImportReport:
        with progress_shown(_("Nothing is imported yet.")) as progress:
            return import_sources(
                operation, readers(sources), dry_run=True, answers=dict(answers), progress=progress
            )

    about = (operation, sources, sorted(answers.items()), snapshot, current_language())
    return kept(repr(about), run)


def kept(key: str, make: Callable[[], Found]) -> Found:
    """What was made for this key in this session, or what ``make`` makes now; a few are kept."""
    known = st.session_state.setdefault(_KEPT, {})
    if key not in known:
        known[key] = make()
        for oldest in list(known)[:-_MOST_KEPT]:
            del known[oldest]
    found: Found = known[key]
    return found


@contextmanager
def progress_shown(note: str = "") -> Iterator[Progress]:
    """A bar that says which step an import is at; gone when it is done."""
    place = st.empty()
    reached = 0.0

    def tell(phase: str, done: int, of: int) -> None:
        nonlocal reached
        reached = max(reached, words.share_done(phase, done, of))
        text = md_escape(" · ".join(filter(None, (words.step(phase, done, of), note))))
        place.progress(reached, text=f":material/sync: {text}")

    try:
        yield tell
    finally:
        place.empty()
