"""What the Data page says of an import before and after it: progress, questions, what changes, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reparto.language import N_, _, listed, ngettext, number
from reparto.metrics import METRICS
from reparto.reports import FileReport
from reparto.wording.data import cell_place, field_name

PHASES = {
    "read": N_("Reading the files"),
    "check": N_("Checking every row"),
    "publish": N_("Working out the figures"),
}
HOW_REPLACED = {
    "id": N_("Brought up to date: same id"),
    "report": N_("The same report, sent again"),
    "correction": N_("Corrected"),
}
DONE = {
    "import": N_("Imported"),
    "undo": N_("Taken back"),
    "correct": N_("Corrected"),
}
_SHOWN = 4


def step(phase: str, done: int, of: int) -> str:
    """Where an import stands: which step of how many, and how many files are read or rows are done."""
    steps = list(PHASES)
    text = _("Step {step} of {steps}: {what}").format(
        step=steps.index(phase) + 1, steps=len(steps), what=_(PHASES[phase]).lower()
    )
    if phase == "read" and of > 1:
        text += " " + _("({done} of {of})").format(done=number(done), of=number(of))
    elif phase != "read":
        text += " " + _("({done} of {of} rows)").format(done=number(done), of=number(of))
    return text


def share_done(phase: str, done: int, of: int) -> float:
    """How much of an import is done, from 0 to 1; every step counts the same."""
    return (list(PHASES).index(phase) + (done / of if of else 1.0)) / len(PHASES)


def headline_cards(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[dict[str, Any]]:
    """The headline afterwards as cards, each with its difference; a figure that is nowhere known has none."""
    cards = []
    for name in after or {}:
        old, new = (before or {}).get(name), (after or {})[name]
        if old is None and new is None:
            continue
        card: dict[str, Any] = {"label": figure_name(name), "value": figure(name, new)}
        if before is not None:
            card |= {
                "delta": difference(name, old, new),
                "delta_description": _("before: {value}").format(value=figure(name, old)),
                "delta_arrow": _arrow(old, new),
                "delta_color": "gray" if old == new else "blue",
            }
        cards.append(card)
    return cards


def figure_name(name: str) -> str:
    """What a figure of the headline is called."""
    return METRICS[name].named() if name in METRICS else _("Deliveries")


def figure(name: str, value: Any) -> str:
    """A figure of the headline as the reader writes it."""
    return METRICS[name].written(value) if name in METRICS else number(value)


def difference(name: str, old: Any, new: Any) -> str:
    """What a figure gains or loses, with its sign; rates in percentage points."""
    if old == new:
        return _("no change")
    if old is None or new is None:
        return _("new") if old is None else _("gone")
    step = abs(new - old)
    sign = "+" if new > old else "−"
    if name == "coverage_rate":
        return sign + _("{points} points").format(points=number(step * 100, 1))
    return sign + number(step)


def _arrow(old: Any, new: Any) -> str:
    if old is None or new is None or old == new:
        return "off"
    return "up" if new > old else "down"


def why_it_changes(file: FileReport) -> str:
    """What one file does to the figures: its rows, and whose rows it stands for."""
    brought = ngettext(
        "{name}: {accepted} of {count} row comes in.",
        "{name}: {accepted} of {count} rows come in.",
        file.rows_read,
    ).format(name=file.path, accepted=number(file.rows_accepted), count=number(file.rows_read))
    return " ".join((brought, *(replaced(one) for one in file.replaces)))


def replaced(one: Mapping[str, Any]) -> str:
    """Whose rows a file stands for, and by what they are known."""
    text = {
        "id": ngettext(
            "{count} row of {name} is brought up to date: it has the same id.",
            "{count} rows of {name} are brought up to date: they have the same ids.",
            one["rows"],
        ),
        "report": ngettext(
            "{count} row of {name} is replaced: this file brings the same report again.",
            "{count} rows of {name} are replaced: this file brings the same report again.",
            one["rows"],
        ),
        "correction": ngettext(
            "{count} row of {name} is corrected.",
            "{count} rows of {name} are corrected.",
            one["rows"],
        ),
    }[one["how"]]
    return text.format(count=number(one["rows"]), name=one["name"])


def how_replaced(how: str) -> str:
    """By what a row was known that a later file brought again."""
    return _(HOW_REPLACED[how]) if how in HOW_REPLACED else how


def waiting(files: int) -> str:
    """How many files wait for an answer."""
    return ngettext(
        "{count} file waits for an answer: its question is below.",
        "{count} files wait for an answer: their questions are below.",
        files,
    ).format(count=number(files))


def choice_label(question: Mapping[str, Any], value: str) -> str:
    """One possible answer; the guess is marked as what is suggested."""
    label = next((one["label"] for one in question["choices"] if one["value"] == value), value)
    if value == question["guess"] and question["rule"] != "partner-name":
        return _("{answer} (suggested)").format(answer=label)
    return str(label)


def samples(question: Mapping[str, Any]) -> str:
    """A few values of the file that a question is about; empty where it carries none."""
    if not question["samples"]:
        return ""
    values = listed([_("“{value}”").format(value=value) for value in question["samples"]])
    return _("In the file: {values}").format(values=values)


def names_alike(pairs: int) -> str:
    """How many pairs of names look alike."""
    return ngettext(
        "{count} pair of partner names looks alike. Nothing is merged before you say so.",
        "{count} pairs of partner names look alike. Nothing is merged before you say so.",
        pairs,
    ).format(count=number(pairs))


def taken_back(name: str) -> str:
    """That an import was taken back."""
    return _("{name} was taken back.").format(name=name)


def would_leave(accepted: int, held_back: int) -> str:
    """What leaves the figures when an import is taken back."""
    rows = ngettext(
        "Its {accepted} accepted row leaves the figures",
        "Its {accepted} accepted rows leave the figures",
        accepted,
    ).format(accepted=number(accepted))
    held = ngettext(
        "and its {held} row held back leaves the list.",
        "and its {held} rows held back leave the list.",
        held_back,
    ).format(held=number(held_back))
    return f"{rows}{' ' + held if held_back else '.'}"


def cells_changed(cells: int) -> str:
    """How many cells were typed over and wait to be published."""
    return ngettext(
        "{count} cell is changed and not published yet.",
        "{count} cells are changed and not published yet.",
        cells,
    ).format(count=number(cells))


def cells_corrected(cells: int) -> str:
    """How many cells were corrected."""
    text = ngettext("{count} cell was corrected.", "{count} cells were corrected.", cells)
    return text.format(count=number(cells))


def journal_rows(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was done to a store as a table: when, by whom, what, and to which effect."""
    return [
        {
            "at": moment(entry.get("at")),
            "who": done_by(entry),
            "what": _(DONE[what]) if (what := entry.get("what")) in DONE else str(what or ""),
            "about": _about(entry),
            "families": _families(entry.get("headline") or {}),
            "snapshot": entry.get("snapshot"),
        }
        for entry in entries
    ]


def correction_rows(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every corrected cell as a row: when, by whom, where, from what to what."""
    return [
        {
            "at": moment(entry.get("at")),
            "who": done_by(entry),
            "file": cell.get("name"),
            "row": cell.get("row"),
            "field": field_name(cell.get("field")),
            "from": cell.get("from") or None,
            "to": cell.get("to") or None,
        }
        for entry in entries
        if entry.get("what") == "correct"
        for cell in entry.get("cells") or []
    ]


def done_by(entry: Mapping[str, Any]) -> str | None:
    """Who did what an entry of the journal tells, and where; older entries do not tell where."""
    who, where = entry.get("who"), entry.get("where")
    if where == "page":
        return _("{who}, on the Data page").format(who=who) if who else _("On the Data page")
    if where == "command" and who:
        return _("{who}, on the command line").format(who=who)
    return who


def moment(text: Any) -> datetime | None:
    """A moment of the journal; None where it cannot be read."""
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _about(entry: Mapping[str, Any]) -> str:
    said = [_file(one) for one in entry.get("files") or []]
    said += [_cell(one) for one in entry.get("cells") or []]
    rest = len(said) - _SHOWN
    if rest > 0:
        said = [*said[:_SHOWN], _("{count} more").format(count=number(rest))]
    return "; ".join(said)


def _file(one: Mapping[str, Any]) -> str:
    if "accepted" not in one:
        return str(one.get("name"))
    return _("{name}: {accepted} accepted, {held} held back").format(
        name=one.get("name"), accepted=number(one["accepted"]), held=number(one.get("held_back"))
    )


def _cell(one: Mapping[str, Any]) -> str:
    return _("{name}, {row}, {field}: {old} → {new}").format(
        name=one.get("name"),
        row=cell_place(None, one.get("row") or 0),
        field=field_name(one.get("field")),
        old=_quoted(one.get("from")),
        new=_quoted(one.get("to")),
    )


def _quoted(value: Any) -> str:
    return _("empty") if value in (None, "") else _("“{value}”").format(value=value)


def _families(headline: Mapping[str, Any]) -> str | None:
    found = [
        (headline.get(when) or {}).get("households_reached", 0) for when in ("before", "after")
    ]
    if not headline.get("after"):
        return None
    return f"{number(found[0])} → {number(found[1])}"
