"""Questions that uploaded files leave open: asked beside the file, answered in place, counted again at once.

Answers belong to the files that are uploaded now and are forgotten with them; an import keeps them with the data.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from reparto.language import _, current_language, number
from reparto.partner_names.proposals import RULE as NAMES
from reparto.reports import ImportReport
from reparto.ui.text import md_escape, plain
from reparto.ui.uploaded import Source
from reparto.wording import clinic as words

_ASKED = "upload_asked"
_OPEN = "—"
_LONGEST_RADIO = 4
_PAIRS_AT_ONCE = 10
_SHARED = ""
# What Streamlit might read as Markdown, an icon, a formula or an address; underscores inside words are none of it.
_MARKDOWN = re.compile(
    r"^[\d#>+*=-]|[\[\]!<>*~`$|\\#:@&^]|(?<!\w)_|_(?!\w)|www\.|--", re.IGNORECASE
)

Question = Mapping[str, Any]


@dataclass
class Asked:
    """What was asked about the uploaded files, by the file's checksum, and what was answered.

    A question that is answered is not asked again by the reader, so it is kept here to be changed. ``current`` are
    the ids that the latest dry run asked.
    """

    language: str = ""
    questions: dict[str, dict[str, Question]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    current: set[str] = field(default_factory=set)

    def about(self, sha256: str) -> list[Question]:
        """The questions about one file that are open or were answered, in the order they came up."""
        found = self.questions.get(sha256, {}).values()
        return [one for one in found if one["id"] in self.current or one["id"] in self.answers]

    @property
    def pairs(self) -> list[Question]:
        """The questions about names of partners that look alike."""
        return self.about(_SHARED)

    def take_note(self, sources: Sequence[Source], report: ImportReport) -> None:
        """Keep what a dry run asks; a question about several files belongs to the first."""
        self.current = {one["id"] for one in report.questions}
        self.language = current_language()
        asked: set[str] = set()
        for source, file in zip(sources, report.files, strict=True):
            known = self.questions.setdefault(source.sha256, {})
            known.update({one["id"]: one for one in file.questions if one["id"] not in asked})
            asked |= set(known)
        self.questions.setdefault(_SHARED, {}).update(
            {one["id"]: one for one in report.shared_questions}
        )

    def hear(self) -> None:
        """Take over what was chosen since the last run; a guess that is left as it is is no answer."""
        for found in self.questions.values():
            for question in found.values():
                key = _key(question)
                if key not in st.session_state:
                    continue
                said = st.session_state[key]
                guess = None if question["required"] or _is_pair(question) else question["guess"]
                if said in {None, _OPEN, guess}:
                    self.answers.pop(question["id"], None)
                else:
                    self.answers[question["id"]] = said

    def keep_only(self, sources: Sequence[Source]) -> None:
        """Forget the questions about files that are no longer uploaded, and their answers."""
        there = {_SHARED, *(source.sha256 for source in sources)}
        self.questions = {sha: found for sha, found in self.questions.items() if sha in there}
        known = {one for found in self.questions.values() for one in found}
        self.answers = {key: said for key, said in self.answers.items() if key in known}


def asked_about(sources: Sequence[Source]) -> Asked:
    """What was asked and answered about these files in this session."""
    asked: Asked = st.session_state.setdefault(_ASKED, Asked())
    asked.hear()
    asked.keep_only(sources)
    return asked


def forget_questions() -> None:
    """Forget every question and answer, as when the files are imported or taken away."""
    st.session_state.pop(_ASKED, None)


def draw_questions(asked: Asked, sha256: str) -> None:
    """The questions about one file, each with what is suggested."""
    questions = asked.about(sha256)
    if not questions:
        return
    with st.container(key=f"questions_{sha256[:12]}", border=True, gap="small"):
        st.markdown(f":material/help: **{md_escape(_('Questions about this file'))}**")
        for question in sorted(questions, key=lambda one: not one["required"]):
            _draw_question(asked, question)


def _draw_question(asked: Asked, question: Question) -> None:
    values = [one["value"] for one in question["choices"]]
    said = asked.answers.get(question["id"])
    chosen = said or (None if question["required"] else question["guess"])
    settings: dict[str, Any] = {
        "index": values.index(chosen) if chosen in values else None,
        "format_func": lambda value: md_escape(words.choice_label(question, value)),
        "key": _key(question),
    }
    with st.container(gap="small"):
        if question["required"] and said is None:
            st.markdown(f":orange-badge[{md_escape(_('Answer needed'))}]")
        label = _label(question["text"])
        if len(values) <= _LONGEST_RADIO:
            st.radio(label, values, width="stretch", **settings)
        else:
            settings["format_func"] = lambda value: words.choice_label(question, value)
            st.selectbox(label, values, placeholder=_("Choose an answer"), **settings)
        if found := words.samples(question):
            st.caption(md_escape(found))


def draw_names(asked: Asked) -> None:
    """Names of partners that look alike: a few pairs at a time, none of them merged by itself."""
    pairs = asked.pairs
    if not pairs:
        return
    state = st.session_state
    st.header(_("Names that look alike"), anchor="names", divider="gray")
    st.markdown(md_escape(words.names_alike(len(pairs))))
    shown = min(state.get("pairs_shown", _PAIRS_AT_ONCE), len(pairs))
    for canonical, group in _grouped(pairs[:shown]):
        with st.container(border=True, gap="medium"):
            st.markdown(f":material/group: **{md_escape(canonical)}**")
            for question in group:
                _draw_pair(asked, question)
    with st.container(horizontal=True):
        st.button(_("Count again with these answers"), icon=":material/refresh:", key="names_again")
        if shown < len(pairs):
            more = min(_PAIRS_AT_ONCE, len(pairs) - shown)
            st.button(
                _("Show {count} more").format(count=number(more)),
                key="names_more",
                type="tertiary",
                on_click=lambda: state.update(pairs_shown=shown + _PAIRS_AT_ONCE),
            )


def _draw_pair(asked: Asked, question: Question) -> None:
    values = [*(one["value"] for one in question["choices"]), _OPEN]
    said = asked.answers.get(question["id"], _OPEN)
    with st.container(gap="xsmall"):
        st.radio(
            _label(question["text"]),
            values,
            index=values.index(said) if said in values else len(values) - 1,
            format_func=lambda value: md_escape(
                _("Not decided yet") if value == _OPEN else words.choice_label(question, value)
            ),
            key=_key(question),
            on_change="ignore",
            width="stretch",
        )
        st.caption(md_escape(" · ".join(question["samples"])))


def _grouped(pairs: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """The pairs by the name that would stay, in their order."""
    found: dict[str, list[Question]] = {}
    for question in pairs:
        found.setdefault(question["samples"][-1] if question["samples"] else "", []).append(
            question
        )
    return list(found.items())


def _label(text: str) -> str:
    """A question as the label of its answers: escaped only where it must be, for screen readers say every sign."""
    shown = plain(text)
    return md_escape(shown) if _MARKDOWN.search(shown) else shown


def _is_pair(question: Question) -> bool:
    return bool(question["rule"] == NAMES)


def _key(question: Question) -> str:
    return f"answer_{question['id']}"
