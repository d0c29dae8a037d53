"""The place doctor: by which system a table numbers its places, and what a person may have meant by a name.

Peru numbers its districts twice: INEI's ubigeo is the one that this product (and the P-code) uses, RENIEC's is the one on
identity cards. Most codes differ, and half of RENIEC's are INEI codes of another district, so that a wrong reading joins
without an error. What speaks for either is counted by ``queries/staging/place_evidence.sql``; here it is judged.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reparto.asking import Answers, Choice, OpenQuestion, about_layout
from reparto.language import _, ngettext, number

INEI, RENIEC = "inei", "reniec"
CODE_FIELDS = ("ubigeo", "place", "province_code", "department_code")
_ALMOST_ALL = 0.9
_ENOUGH = 3
# Layouts that carry OCHA's P-codes, which are INEI's; and our own, whose ubigeo is.
_INEI_LAYOUTS = re.compile(r"reparto|hxl|345w|hapi.*|r4v.*")
_PCODE = re.compile(r"\bp ?codes?\b|\b(adm|admin)[ 0-9]*(p ?)?code\b|pcod\b")


@dataclass(frozen=True)
class CodedTable:
    """What a table says of its codes before they are looked at.

    ``about`` is the layout's fingerprint, by which an answer is remembered. ``stated`` is the system that the headers or
    the layout stand for; ``firmly`` if a header names it.
    """

    batch_no: int
    table_no: int
    about: str
    stated: str | None = None
    firmly: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """By which its evidence is found."""
        return self.batch_no, self.table_no


@dataclass(frozen=True)
class Verdict:
    """By which system a table's codes are read, why, and what is left to ask.

    ``evidence`` is one sentence for a person; ``notes`` say what was done on its strength, and show what names there
    are beside the codes.
    """

    batch_no: int
    table_no: int
    code_system: str
    evidence: str
    notes: tuple[str, ...] = ()
    question: OpenQuestion | None = None


def coded_table(
    batch_no: int,
    table_no: int,
    *,
    headers: Sequence[str],
    tags: Sequence[str | None] | None,
    columns: Mapping[str, int],
    dialect: str,
) -> CodedTable:
    """A table by its headers, its HXL tags and the columns (field → position) of its mapping."""
    used = [columns[field] for field in CODE_FIELDS if field in columns]
    named = [_plain(headers[at]) for at in used if at < len(headers)]
    named += [_plain(tags[at] or "") for at in used if tags and at < len(tags)]
    about = about_layout(headers)
    for system in (RENIEC, INEI):
        if any(system in name for name in named):
            return CodedTable(batch_no, table_no, about, system, True)
    stated = _INEI_LAYOUTS.fullmatch(dialect) or any(_PCODE.search(name) for name in named)
    return CodedTable(batch_no, table_no, about, INEI if stated else None)


def judge(
    evidence: Iterable[Mapping[str, Any]], tables: Iterable[CodedTable], answers: Answers
) -> list[Verdict]:
    """A verdict on each table that has codes which the two systems read differently.

    ``evidence`` are the rows of ``place_evidence``. A table that is not among ``tables`` states nothing.
    """
    known = {table.key: table for table in tables}
    return [
        _verdict(row, known.get(key) or CodedTable(*key, about="unknown"), answers)
        for row in evidence
        if (key := (row["batch_no"], row["table_no"])) and row["differing"]
    ]


def _verdict(row: Mapping[str, Any], table: CodedTable, answers: Answers) -> Verdict:
    evidence = _evidence(row)
    question = _question(row, table, evidence)
    answer = answers.to(question)
    if answer is not None:
        done = (_converted_by_answer(row),) if answer == RENIEC else ()
        return Verdict(*table.key, answer, evidence, _notes(row, answer, done))
    system, reason = _told(row, table)
    if system is None:
        guess = question.guess or INEI
        return Verdict(*table.key, guess, evidence, question=question)
    done = (reason,) if reason else ()
    return Verdict(*table.key, system, evidence, _notes(row, system, done))


def _notes(row: Mapping[str, Any], system: str, done: tuple[str, ...]) -> tuple[str, ...]:
    """What a table's names say of its codes, what was done, and which codes their own names read otherwise."""
    otherwise = _row_by_row(row, system)
    shown: tuple[str, ...] = ()
    if row["named"] and system == INEI and not otherwise:
        shown = (_read_beside_names(row),)
    elif row["named"] and _converted_by_names(row) not in done:
        shown = (_evidence(row),)
    return (*shown, *done, *otherwise)


def _told(row: Mapping[str, Any], table: CodedTable) -> tuple[str | None, str | None]:
    """The system that is certain, with the sentence on what was done; None where only a person knows."""
    by_names = _winner(row["only_inei"], row["only_reniec"])
    against = row["listed_reniec"] if table.stated == INEI else row["listed_inei"]
    favour = row["listed_inei"] if table.stated == INEI else row["listed_reniec"]
    if table.stated and table.firmly and against <= favour:
        return table.stated, _converted_by_header(row) if table.stated == RENIEC else None
    told = row["only_inei"] + row["only_reniec"]
    if by_names and (told >= _ENOUGH or not row["untold"]):
        return by_names, _converted_by_names(row) if by_names == RENIEC else None
    if told and not row["untold"]:
        # Every row can be read by its own names.
        return (RENIEC if row["only_reniec"] > row["only_inei"] else INEI), None
    if table.stated and against <= favour:
        return table.stated, None
    if row["prefixed"] and row["listed_inei"] >= row["listed_reniec"]:
        return INEI, None
    by_lists = _winner(row["listed_inei"], row["listed_reniec"])
    if by_lists == INEI:
        return INEI, None
    fits = row["named_reniec"] or not row["named"]
    if by_lists == RENIEC and row["listed_reniec"] >= _ENOUGH and fits:
        return RENIEC, _converted_by_lists(row)
    return None, None


def _winner(inei: int, reniec: int) -> str | None:
    if not inei + reniec:
        return None
    share = reniec / (inei + reniec)
    return RENIEC if share >= _ALMOST_ALL else INEI if share <= 1 - _ALMOST_ALL else None


def _question(row: Mapping[str, Any], table: CodedTable, evidence: str) -> OpenQuestion:
    text = _("Do the place codes number districts as INEI does, or as RENIEC does?")
    return OpenQuestion(
        id=f"place-codes:{table.about}:codes",
        rule="place-codes",
        text=f"{text} {evidence}",
        choices=(
            Choice(INEI, _("INEI (ubigeo, P-code)")),
            Choice(RENIEC, _("RENIEC (identity cards)")),
        ),
        guess=_guess(row, table),
        samples=tuple(
            _("{code}: {inei} (INEI) or {reniec} (RENIEC)").format(
                code=sample["code"],
                inei=sample["inei"] or _("no district"),
                reniec=sample["reniec"] or _("no district"),
            )
            for sample in row["samples"]
        ),
        required=True,
    )


def _guess(row: Mapping[str, Any], table: CodedTable) -> str:
    """What names, then lists, then the header say; else the reading that stays within fewer departments."""
    for inei, reniec in (("only_inei", "only_reniec"), ("listed_inei", "listed_reniec")):
        if row[inei] != row[reniec]:
            return INEI if row[inei] > row[reniec] else RENIEC
    if table.stated:
        return table.stated
    return RENIEC if len(row["reniec_departments"]) < len(row["inei_departments"]) else INEI


def _evidence(row: Mapping[str, Any]) -> str:
    if row["named"]:
        return _(
            "Codes with names beside them: {named}; agreeing with them as INEI codes: {inei}, as RENIEC codes: {reniec}."
        ).format(
            named=number(row["named"]),
            inei=number(row["named_inei"]),
            reniec=number(row["named_reniec"]),
        )
    return _(
        "Codes without names: {codes}; only in INEI's list: {inei}, only in RENIEC's: {reniec}."
    ).format(
        codes=number(row["codes"]),
        inei=number(row["listed_inei"]),
        reniec=number(row["listed_reniec"]),
    )


def _read_beside_names(row: Mapping[str, Any]) -> str:
    return _(
        "{inei} of {named} codes agree with their names as INEI codes, {reniec} as RENIEC codes: "
        "they were read as INEI codes."
    ).format(
        inei=number(row["named_inei"]),
        named=number(row["named"]),
        reniec=number(row["named_reniec"]),
    )


def _converted_by_names(row: Mapping[str, Any]) -> str:
    return _(
        "{reniec} of {named} codes agree with their names as RENIEC codes, {inei} as INEI codes: "
        "they were read as RENIEC codes and converted to INEI's."
    ).format(
        reniec=number(row["named_reniec"]),
        named=number(row["named"]),
        inei=number(row["named_inei"]),
    )


def _converted_by_header(row: Mapping[str, Any]) -> str:
    return ngettext(
        "The header says RENIEC: {count} code was converted to INEI's.",
        "The header says RENIEC: {count} codes were converted to INEI's.",
        row["differing"],
    ).format(count=number(row["differing"]))


def _converted_by_lists(row: Mapping[str, Any]) -> str:
    return _(
        "{reniec} of {codes} codes are only in RENIEC's list, {inei} only in INEI's: "
        "they were read as RENIEC codes and converted to INEI's."
    ).format(
        reniec=number(row["listed_reniec"]),
        codes=number(row["codes"]),
        inei=number(row["listed_inei"]),
    )


def _converted_by_answer(row: Mapping[str, Any]) -> str:
    return ngettext(
        "As answered, {count} code was read as a RENIEC code and converted to INEI's.",
        "As answered, {count} codes were read as RENIEC codes and converted to INEI's.",
        row["differing"],
    ).format(count=number(row["differing"]))


def _row_by_row(row: Mapping[str, Any], system: str) -> tuple[str, ...]:
    """Codes that their own names read against the rest of the table."""
    count = row["own_inei"] if system == RENIEC else row["own_reniec"]
    if not count:
        return ()
    if system == RENIEC:
        text = ngettext(
            "{count} code agrees with its names as an INEI code only, unlike the rest of the table: "
            "it was read by its own names.",
            "{count} codes agree with their names as INEI codes only, unlike the rest of the table: "
            "they were read by their own names.",
            count,
        )
    else:
        text = ngettext(
            "{count} code agrees with its names as a RENIEC code only, unlike the rest of the table: "
            "it was read by its own names.",
            "{count} codes agree with their names as RENIEC codes only, unlike the rest of the table: "
            "they were read by their own names.",
            count,
        )
    return (text.format(count=number(count)),)


def _plain(header: str) -> str:
    split = unicodedata.normalize("NFKD", header).casefold()
    text = "".join(letter for letter in split if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())
