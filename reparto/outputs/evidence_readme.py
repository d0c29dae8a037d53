"""The README of an evidence pack: the passport of its figure, and how to reckon it again."""

import re
import unicodedata

from reparto.language import _, ngettext, number
from reparto.passport import Passport
from reparto.wording import passport as words

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>#|!&~])")


def readme(passport: Passport) -> str:
    """The page as Markdown, in the reader's language; names from files stand in it as plain text."""
    published = _("Snapshot {number}, published on {moment}, SHA-256 {sha256}.").format(
        number=number(passport.snapshot),
        moment=passport.published_at,
        sha256=passport.snapshot_sha256,
    )
    stands_in = words.place_of_figure(passport)
    parts = [
        f"# {_escaped(words.sentence(passport))}",
        _escaped(stands_in),
        _escaped(published),
        *_section(_("How it is counted"), words.method(passport)),
        *_section(_("Filters"), words.filters(passport.scope)),
        *_section(_("What is assumed"), words.assumptions(passport)),
        *_section(_("Rows"), _rows(passport)),
        *_files(passport),
        *_again(passport),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rows(passport: Passport) -> list[str]:
    if not passport.reads_deliveries:
        return []
    return [
        words.whole(passport),
        *(f"{reason}: {number(rows)}" for reason, rows in words.left_out(passport)),
    ]


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "\n".join(f"- {_escaped(line)}" for line in lines)] if lines else []


def _files(passport: Passport) -> list[str]:
    if not passport.files:
        return []
    head = (_("No."), _("File"), "SHA-256", _("Imported on"), _("Rows used"))
    lines = [f"| {' | '.join(head)} |", "|---|---|---|---|---|"]
    lines += [
        f"| {file.batch_no} | {_escaped(file.name)} | {file.sha256} | {file.imported_at} | {number(file.rows)} |"
        for file in passport.files
    ]
    return [f"## {_('Files')}", "\n".join(lines)]


def _again(passport: Passport) -> list[str]:
    tables = len(passport.tables)
    contents = [
        ngettext(
            "`tables/`: the {count} table that the question reads, as Parquet",
            "`tables/`: the {count} tables that the question reads, as Parquet",
            tables,
        ).format(count=number(tables)),
        _("`question.sql`, `parameters.json`: the SQL that ran and the values that entered it"),
        _("`metrics.sql`: the formulas of the figures"),
        _("`expected.json`: the answer as Reparto gave it"),
        _("`recompute.py`: runs the question over the tables and compares"),
    ]
    return [
        f"## {_('Reckon it again')}",
        "```\npip install duckdb\npython recompute.py\n```",
        _("It ends with 0 where the answer is the same, else with 1."),
        "\n".join(f"- {line}" for line in contents),
        _(
            "Household keys are not in here: each household has a number of this pack. The rows are internal: whoever "
            "passes them on answers for it."
        ),
    ]


def _escaped(text: str) -> str:
    """The text on one line, without signs that Markdown would read."""
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)
    return _PUNCTUATION.sub(r"\\\1", " ".join(seen.split()))
