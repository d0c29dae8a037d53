"""Which column serves a need that no header tells: the questions, their guesses, and what was answered.

An answer stands before anything that was guessed. ``none`` says that the file does not tell.
"""

from dataclasses import dataclass

from reparto.asking import Answers, OpenQuestion, about_layout
from reparto.asking import Choice as Option
from reparto.exports.cells import Look, level_of_place, look_at
from reparto.exports.choice import Choice
from reparto.exports.fields import EXCLUSIVE, FIELDS, REQUIRED
from reparto.exports.guessing import likeliest
from reparto.exports.personal import masked, personal_values
from reparto.exports.tables import TextTable
from reparto.language import N_, _

NONE = "none"
QUESTIONS = {
    "partner": N_("Which column tells who delivered?"),
    "place": N_("Which column tells where?"),
    "time": N_("Which column tells when?"),
    "item": N_("Which column tells what was delivered?"),
    "target": N_("Which column tells how many are to be reached or in need?"),
    "donor": N_("Which column tells who gave?"),
    "amount": N_("Which column tells how much was given?"),
    "lot": N_("Which column tells the lot?"),
    "quantity": N_("Which column tells the quantity?"),
    "kind": N_("Which column tells the kind of movement?"),
    "households": N_("Which column tells how many families were reached?"),
    "persons": N_("Which column tells how many people were reached?"),
}
_COUNTS = ("quantity", "households", "persons")
_MOST_OPEN = {"deliveries": 2, "stock_movements": 2, "contributions": 1, "targets": 1}
_COMPARED = 120


@dataclass(frozen=True)
class Told:
    """What a person said about a table's columns: an index per need or field, None for "does not tell"."""

    columns: dict[str, int | None]

    @property
    def refused(self) -> set[str]:
        """The needs that the file does not tell."""
        return {need for need, index in self.columns.items() if index is None}

    def without(self, personal: set[int]) -> "Told":
        """The same without columns about persons: no answer brings them in."""
        return Told({n: at for n, at in self.columns.items() if at is None or at not in personal})


def question_id(table: TextTable, need: str) -> str:
    """The id of the question for a need (or a field): the same for every file of the same layout."""
    return f"column:{about_columns(table)}:{need}"


def about_columns(table: TextTable) -> str:
    """The layout's fingerprint. A table without a header has no layout that could be known again: its own cells count."""
    if has_names(table):
        return about_layout(table.header)
    return about_layout([*table.header, content_mark(table)])


def has_names(table: TextTable) -> bool:
    """Whether any column has a name or a tag."""
    return any(header.strip() for header in table.header) or bool(table.tags)


def content_mark(table: TextTable) -> str:
    """Eight signs that tell this table's first rows from another's of the same layout."""
    first = [column.slice(0, 50).to_pylist() for column in table.rows.columns[1:]]
    return about_layout([*table.header, *(str(cell) for column in first for cell in column)])[:8]


def told_of(table: TextTable, answers: Answers | None) -> Told:
    """The answers that there are about this table's columns."""
    columns: dict[str, int | None] = {}
    if answers is not None:
        start = f"column:{about_columns(table)}:"
        for known in (answers.remembered, answers.given):
            for key, answer in known.items():
                if key.startswith(start):
                    _hear(table, columns, key.removeprefix(start), answer)
    return Told(columns)


def _hear(table: TextTable, columns: dict[str, int | None], need: str, answer: str) -> None:
    if answer == NONE:
        columns[need] = None
    elif answer.isdecimal() and int(answer) < len(table.header):
        columns[need] = int(answer)


def apply_told(table: TextTable, choice: Choice, told: Told) -> None:
    """Put what a person said in the place of what was guessed."""
    fields = {field.name for field in FIELDS[choice.kind]}
    needs = dict(REQUIRED[choice.kind])
    for need, index in told.columns.items():
        serving = needs.get(need, (need,))
        if index is None:
            for name in serving:
                choice.columns.pop(name, None)
            continue
        name = _field_for(table, index, need, serving)
        if name not in fields:
            continue
        for other in [field for field, at in choice.columns.items() if at == index]:
            if choice.how.get(other) != "answer":
                del choice.columns[other]
        for slot in [slot for slot, at in choice.helpers.items() if at == index]:
            del choice.helpers[slot]
        choice.columns[name] = index
        choice.how[name] = "answer"
        choice.stand_ins.pop(name, None)
    if not has_names(table) and choice.kind == "deliveries":
        _wider_places(table, choice)
    if "item" not in choice.columns and choice.stand_ins.get("item") not in choice.columns:
        choice.stand_ins.pop("item", None)


def _field_for(table: TextTable, index: int, need: str, serving: tuple[str, ...]) -> str:
    """The field that a column fills for a need: a place of its level, a day or a period."""
    if need == "place":
        level = level_of_place(look_at(table.column(index)))[0]
        return level if level in serving else serving[0]
    if need == "time" and "period_start" in serving:
        look = look_at(table.column(index))
        months = look.share("month", "bare month", "year")
        return "period_start" if months > look.share("day", "number") else "delivered_on"
    if need == "amount" and "value" in serving:
        return "value"
    return serving[0]


def _wider_places(table: TextTable, choice: Choice) -> None:
    """Beside a district without a header, the columns that hold only provinces and departments."""
    used = set(choice.columns.values())
    wanted = [name for name in ("department", "province") if name not in choice.columns]
    if "district" not in choice.columns:
        return
    for index in range(len(table.header)):
        look = look_at(table.column(index))
        if index not in used and wanted and look.places.get(wanted[0], 0.0) >= 0.9:
            choice.columns[wanted[0]] = index
            choice.how[wanted.pop(0)] = "answer"


def open_column_questions(
    table: TextTable, choices: dict[str, Choice], personal: set[int], told: Told
) -> tuple[OpenQuestion, ...]:
    """A question per need that no column serves; none when no kind is plausible or a person said that it is none.

    ``choices`` are the columns chosen per kind, answers included.
    """
    free = [index for index in range(len(table.header)) if index not in personal][:_COMPARED]
    free = [index for index in free if not personal_values(table.column(index))]
    looks = {index: look_at(table.column(index)) for index in free}
    free = [index for index in free if looks[index].filled]
    if not has_names(table):
        return _for_a_headerless(table, choices["deliveries"], free, looks, told)
    for kind in sorted(choices, key=lambda name: _closeness(name, choices[name])):
        choice = choices[kind]
        if not _plausible(choice) or set(choice.missing) & told.refused:
            continue
        guesses = likeliest(table, choice.missing, choice, free, looks)
        if all(need in guesses or _could(need, choice, free, looks) for need in choice.missing):
            return tuple(
                _question(table, need, free, looks, guesses.get(need)) for need in choice.missing
            )
    return ()


def _could(need: str, choice: Choice, free: list[int], looks: dict[int, Look]) -> bool:
    """Whether a column that is never guessed might still be meant: the day a form was filled in."""
    unused = set(free) - set(choice.columns.values())
    return need == "time" and any(looks[index].share("day") > 0.5 for index in unused)


def _closeness(kind: str, choice: Choice) -> tuple[float, int]:
    lacking = len(choice.missing) / len(REQUIRED[kind])
    return (lacking if kind == "deliveries" else lacking + 0.2, -len(choice.columns))


def _plausible(choice: Choice) -> bool:
    lacking, needs = len(choice.missing), len(REQUIRED[choice.kind])
    if not 0 < lacking <= min(_MOST_OPEN[choice.kind], needs - 1):
        return False
    return choice.kind == "deliveries" or bool(EXCLUSIVE[choice.kind] & choice.columns.keys())


def _for_a_headerless(
    table: TextTable, choice: Choice, free: list[int], looks: dict[int, Look], told: Told
) -> tuple[OpenQuestion, ...]:
    needs = [need for need, _fields in REQUIRED["deliveries"]]
    if told.refused & set(needs):
        return ()
    guesses = likeliest(table, choice.missing, choice, free, looks)
    if len(guesses) < len(choice.missing):
        return ()
    counts = [index for index in free if looks[index].share("number", "year") > 0.8]
    counts = [index for index in counts if index not in guesses.values()]
    counts = [index for index in counts if looks[index].places.get("ubigeo", 0.0) < 0.5]
    asked = [_question(table, need, free, looks, guesses[need]) for need in guesses]
    for at, need in enumerate(_COUNTS):
        if counts and need not in told.columns:
            asked.append(_question(table, need, counts, looks, None if at else counts[0]))
    return tuple(asked)


def _question(
    table: TextTable, need: str, free: list[int], looks: dict[int, Look], guess: int | None
) -> OpenQuestion:
    options = [Option(str(index), _label(table, index)) for index in free]
    options.append(Option(NONE, _("The file does not tell.")))
    return OpenQuestion(
        id=question_id(table, need),
        rule="column",
        text=_(QUESTIONS[need]),
        choices=tuple(options),
        guess=None if guess is None else str(guess),
        samples=() if guess is None else tuple(map(_shortened, looks[guess].samples)),
        required=True,
    )


def _label(table: TextTable, index: int) -> str:
    name = column_name(table, index)
    if table.header[index].strip():
        return name
    shown = ", ".join(map(_shortened, look_at(table.column(index)).samples))
    return f"{name} ({shown})" if shown else name


def column_name(table: TextTable, index: int) -> str:
    """What a person calls a column: its header, with its number where it has none or shares it."""
    header = " ".join(table.header[index].split())[:80]
    number = _("column {number}").format(number=index + 1)
    if not header:
        return number
    return f"{header} ({number})" if table.header.count(table.header[index]) > 1 else header


def _shortened(text: str) -> str:
    plain = masked(" ".join(text.split()))
    return plain if len(plain) <= 40 else plain[:39] + "…"
