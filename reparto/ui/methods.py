"""The pieces of the Methods page: each section can be linked to by its anchor, and searched."""

import streamlit as st

from reparto.checks import Check
from reparto.language import _, number
from reparto.methods import METHODS
from reparto.questions import Question
from reparto.scope import EVERYTHING
from reparto.ui import View
from reparto.ui.file_reports import BADGES
from reparto.ui.filters import STATUS_NAMES
from reparto.ui.frame import put
from reparto.ui.text import md_escape
from reparto.ui.text_tables import text_table
from reparto.wording import methods as words
from reparto.wording.data import severity_name


def draw_search() -> str:
    """The search over metrics, questions and checks; its word stands in the address."""
    st.session_state.setdefault("search", st.query_params.get("search", ""))
    search = st.text_input(
        _("Search metrics, checks and questions"),
        key="search",
        icon=":material/search:",
        placeholder=_("coverage, status, district…"),
    )
    put("search", search or None)
    return search


def draw_contents() -> None:
    """Links to the sections of the page."""
    sections = {
        "counting": _("Counting"),
        "metrics": _("Metrics"),
        "assumptions": _("Assumptions"),
        "checks": _("Checks"),
        "questions": _("Questions"),
        "sources": _("Sources"),
        "snapshot": _("Snapshot"),
    }
    st.markdown(" · ".join(f"[{label}](#{anchor})" for anchor, label in sections.items()))


def _section(title: str, anchor: str) -> None:
    st.header(title, anchor=anchor, divider="gray")


def draw_counting() -> None:
    """How families are counted, in four rows."""
    _section(_("How families are counted"), "counting")
    st.markdown(
        md_escape(
            _(
                "A family counts once. Where rows carry a household key, the key decides. Where they do not, the rows of "
                "one lead partner, partner, place, site and period are one delivery event: the rows of one item are "
                "added, and the item with most families stands for the event."
            )
        )
    )
    columns = {
        "row": _("Row of a file"),
        "households": _("Its families"),
        "counted": _("What it adds"),
        "why": _("Why"),
    }
    st.markdown(f"**{md_escape(words.example_sentence())}**")
    text_table(words.example_rows(), columns, alt=words.example_sentence())
    _draw_methods()
    st.subheader(_("What counts as reached"), anchor="reached")
    columns = {"status": _("Status"), "counts": _("Counts as reached"), "why": _("When")}
    names = {key: _(name) for key, name in STATUS_NAMES.items()}
    text_table(words.status_rows(names), columns, alt=_("What counts as reached"))


def _draw_methods() -> None:
    """Every counting method: what it does, whose rule it is, and how a link names it."""
    st.subheader(_("Counting methods"), anchor="counting-methods")
    st.markdown(
        md_escape(
            _(
                "Whether the families of two rows without a key are the same, no row says. Each method is one answer; the "
                "Overview compares them on the rows in view, and the choice beside the filters counts every page by one."
            )
        )
    )
    columns = {
        "label": _("Counting method"),
        "sentence": _("What it does"),
        "meaning": _("Whose rule it is, and what it takes for granted"),
        "link": _("In a link"),
    }
    rows = [
        {
            "label": method.named(),
            "sentence": method.said(),
            "meaning": method.explained(),
            "link": f"method={name}",
        }
        for name, method in METHODS.items()
    ]
    text_table(rows, columns, alt=_("Counting methods"))


def draw_metrics(search: str) -> None:
    """Every metric: what it is called, what it means, which way is better, how it is reckoned."""
    _section(_("Metrics"), "metrics")
    found = words.metrics_found(search)
    for name, metric in found.items():
        with st.container(border=True, gap="small"):
            st.subheader(md_escape(metric.named()), anchor=name.replace("_", "-"))
            st.caption(md_escape(f"{words.better(metric)} · {name}"))
            st.markdown(md_escape(metric.explained()))
            with st.expander(_("As it is reckoned"), icon=":material/code:", type="compact"):
                st.code(words.metric_macro(name), language="sql", wrap_lines=True)
    _nothing_found(found)


def draw_assumptions(view: View) -> None:
    """What figures rest on that no export says."""
    _section(_("Assumptions"), "assumptions")
    columns = {"what": _("What is assumed"), "value": _("Value"), "source": _("Source")}
    text_table(words.assumptions(view.operation), columns, alt=_("What is assumed"))
    st.caption(
        _(
            "These are settings of the operation (operation.toml). After a change, publish again: "
            "`python -m reparto publish`."
        )
    )


def draw_checks(search: str) -> None:
    """Every check: what it looks at, how serious a breach is, and what to do."""
    _section(_("Checks"), "checks")
    st.markdown(
        md_escape(
            _(
                "Each row of each file passes these checks. One that is held back is in no figure; one with a warning or a "
                "note counts as it is."
            )
        )
    )
    found = words.checks_found(search)
    for kind, checks in words.by_kind(found).items():
        st.subheader(md_escape(kind), anchor=False)
        st.markdown("\n".join(_check_line(check) for check in checks))
    _nothing_found(found)


def _check_line(check: Check) -> str:
    badge = f":{BADGES[check.severity]}-badge[{severity_name(check.severity)}]"
    sentence, advice = md_escape(check.says()), md_escape(check.advises())
    return f"- {badge} **{sentence}** {advice} :gray[{md_escape(check.rule)}]"


def draw_questions(search: str) -> None:
    """Every question that a page asks, with its SQL: what is in the file is what is run."""
    _section(_("Questions"), "questions")
    st.markdown(
        md_escape(
            _(
                "Pages show nothing but the answers to these questions. Each is one file of SQL; the filters of the reader "
                "enter it as values, never as text."
            )
        )
    )
    found = words.questions_found(search)
    for subject, questions in found.items():
        st.subheader(md_escape(words.subject_name(subject)), anchor=f"questions-{subject}")
        for question in questions:
            _draw_question(question)
    _nothing_found(found)


def _draw_question(question: Question) -> None:
    label = f"{md_escape(_(question.asks))} :gray[{md_escape(question.name)}]"
    # Drawn when it is opened: two statements for each question are much to send to a telephone.
    with st.expander(label, key=f"question_{question.name}", on_change="rerun") as box:
        if not box.open:
            return
        grain = _("Grain: {grain}").format(grain=_(question.grain))
        st.markdown(md_escape(grain))
        columns = {"name": _("Column"), "type": _("Type"), "meaning": _("Meaning")}
        text_table(words.column_rows(question), columns, alt=_(question.asks))
        st.caption(md_escape(f"queries/{question.name}.sql"))
        st.code(question.text, language="sql", wrap_lines=True, height=320)
        if question.needs:
            st.caption(_("The same, whole, as it is run"))
            st.code(question.sql, language="sql", wrap_lines=True, height=320)


def draw_sources(view: View) -> None:
    """Where facts that no export carries come from, under which licence, and what must be said beside them."""
    _section(_("Sources"), "sources")
    if view.is_demonstration:
        st.markdown(
            md_escape(
                _(
                    "The deliveries, targets, contributions and stock movements of the demonstration are invented (CC0 1.0), "
                    "whoever they name. The public facts behind them are listed with their sources."
                )
            )
        )
        with st.expander(_("Sources of the demonstration"), icon=":material/science:"):
            st.markdown(words.demonstration_sources())
    st.markdown(
        md_escape(
            _(
                "Districts, outlines and tiles come from public packages. The areas are approximations, not official "
                "boundaries, and imply no endorsement by anybody."
            )
        )
    )
    st.markdown("> " + md_escape(words.attribution()))
    with st.expander(_("Sources and licences of the reference data"), icon=":material/map:"):
        st.markdown(words.reference_sources())


def draw_snapshot(view: View) -> None:
    """Which state of the data is shown, from which files, made with what."""
    _section(_("Snapshot"), "snapshot")
    if view.snapshot:
        batches = view.ask("data/batches", EVERYTHING)
        sentence = _(
            "Snapshot {number} was built from {count} files. Each snapshot is made anew from the files and never "
            "changed; the last three are kept."
        )
        st.markdown(
            md_escape(sentence.format(number=number(view.snapshot), count=number(len(batches))))
        )
        columns = {"name": _("File"), "accepted": _("Rows accepted"), "sha256": "SHA-256"}
        files = words.snapshot_files(batches.to_dict("records"))
        text_table(files, columns, alt=_("Files behind this snapshot"))
        view.link("data", _("See what was held back"), icon=":material/database:")
    columns = {"what": _("Made with"), "version": _("Version")}
    text_table(words.versions(), columns, alt=_("Made with"))


def _nothing_found(found: object) -> None:
    if not found:
        st.info(_("Nothing here matches the search."), icon=":material/search_off:")
