"""The first sheet of a partner's report: what became of their file, what to correct, and how to send it back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reparto.language import N_, _, day, listed, ngettext, number
from reparto.outputs.page import Link, Page
from reparto.outputs.partner_marks import TableMarks, asked, comments_left_out
from reparto.outputs.partner_parts import SEVERITIES, PartnerFacts
from reparto.outputs.partner_sheets import Sheet, cell_link
from reparto.wording import data as words

_WIDTHS = (2, 24, 11, 46, 46, 26)
_COLOURS = {
    "MUST": N_("The row is held back: it counts only once this cell is corrected."),
    "SHOULD": N_("A warning: the row counts as it is; please look at this cell."),
    "INFO": N_("A note: nothing has to be done."),
}


@dataclass(frozen=True)
class _Rule:
    """One rule that was broken in one table: in which columns, how often, and where first."""

    severity: str
    sentence: str
    advice: str
    cells: int
    fields: tuple[str, ...]
    first: Link


def write_summary(
    worksheet: Any,
    book: Any,
    facts: PartnerFacts,
    sheets: Sequence[Sheet],
    marks: dict[int, TableMarks],
    list_name: str | None,
    unlisted: int = 0,
) -> None:
    """Write the summary from the top down.

    ``list_name`` is the sheet of all findings, if there is one; ``unlisted`` counts those that it could not take.
    """
    page = Page(worksheet, book, _WIDTHS)
    page.title(_("What became of {file}").format(file=facts.name), _subtitle(facts))
    if facts.operation.demonstration:
        page.text(_("A demonstration: its rows are invented."), "warning")
    _write_counts(page, facts)
    _write_rules(page, sheets, marks)
    _write_way_back(page, marks, list_name, unlisted)
    _write_colours(page)
    _write_left_out(page, facts, sheets)
    _write_reading(page, facts, sheets)
    _write_skipped(page, sheets)
    page.finish()


def _subtitle(facts: PartnerFacts) -> str:
    parts = [facts.operation.title]
    if facts.read_at:
        when = f"{day(facts.read_at.date())}, {facts.read_at:%H:%M}"
        parts.append(_("read on {when}").format(when=when))
    return " · ".join(parts)


def _write_counts(page: Page, facts: PartnerFacts) -> None:
    page.heading(_("Rows"))
    counted = {
        "rows_read": facts.rows_read,
        "rows_accepted": facts.rows_accepted,
        "rows_held_back": facts.rows_held_back,
        "rows_skipped": facts.rows_skipped,
    }
    values = list(counted.values())
    for place, (card, value) in enumerate(zip(words.equation(counted), values, strict=True)):
        page.count(card["label"], value, marked=place == 2 and value > 0)
    if not facts.counted:
        page.text(_("Nothing of this file is counted yet."))
    elif facts.rows_held_back:
        page.text(
            _(
                "The accepted rows are counted. The rows held back are not, until they are corrected."
            )
        )
    else:
        page.text(_("The accepted rows are counted."))


def _write_rules(page: Page, sheets: Sequence[Sheet], marks: dict[int, TableMarks]) -> None:
    page.heading(_("What to correct"))
    rules = [
        rule
        for sheet in sheets
        for rule in _rules_of(sheet, marks[sheet.table.number], alone=len(sheets) == 1)
    ]
    if not rules:
        page.text(_("The checks found nothing to correct. Thank you."))
        return
    rules.sort(key=lambda rule: (SEVERITIES.index(rule.severity), -rule.cells))
    page.table_head(
        _("What is asked"), _("Cells"), _("What was found"), _("What to do"), _("First cell")
    )
    for rule in rules:
        fields = listed([words.field_name(name) for name in rule.fields])
        what = f"{rule.sentence} ({fields})"
        name = asked(rule.severity)
        page.row(name, rule.cells, what, rule.advice, rule.first, colour=rule.severity)


def _rules_of(sheet: Sheet, marks: TableMarks, alone: bool) -> list[_Rule]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row_no in sorted(marks.cells):
        for column, here in sorted(marks.cells[row_no].items()):
            for one, check in here:
                known = found.setdefault(
                    (one.severity, one.rule),
                    [check, 0, {}, cell_link(sheet, row_no, column, alone=alone)],
                )
                known[1] += 1
                known[2][one.field] = None
    return [
        _Rule(severity, check.says(), check.advises(), cells, tuple(fields), first)
        for (severity, _rule), (check, cells, fields, first) in found.items()
    ]


def _write_way_back(
    page: Page, marks: dict[int, TableMarks], list_name: str | None, unlisted: int
) -> None:
    if list_name is None:
        return
    page.heading(_("How to send it back"))
    first = _(
        "Correct the coloured cells on the next sheets, in place. Each has a comment that says what was found "
        "and what to do."
    )
    if comments_left_out(marks):
        first = _(
            "Correct the coloured cells on the next sheets, in place. The comments, and the sheet “{sheet}”, say "
            "what was found and what to do."
        ).format(sheet=list_name)
    steps = (
        first,
        _("Leave the headers, the columns and the names of the sheets as they are."),
        _("Save the workbook and send the whole file again. No row is counted twice."),
    )
    for place, step in enumerate(steps, start=1):
        page.text(f"{place}.  {step}")
    if unlisted:
        page.text(
            ngettext(
                "{count} more finding does not fit on that sheet.",
                "{count} more findings do not fit on that sheet.",
                unlisted,
            ).format(count=number(unlisted))
        )


def _write_colours(page: Page) -> None:
    page.heading(_("What the colours mean"))
    for severity in SEVERITIES:
        page.swatch(severity, asked(severity), _(_COLOURS[severity]))


def _write_left_out(page: Page, facts: PartnerFacts, sheets: Sequence[Sheet]) -> None:
    dropped = [header for sheet in sheets for header in sheet.table.mapping.dropped]
    unused = [header for sheet in sheets for header in sheet.table.mapping.unused]
    said = (words.dropped_sentence(dropped), words.unused_sentence(unused), *facts.notes)
    sentences = [text for text in dict.fromkeys(said) if text]
    if not sentences:
        return
    page.heading(_("What else there is to know"))
    for text in sentences:
        page.text(text)


def _write_reading(page: Page, facts: PartnerFacts, sheets: Sequence[Sheet]) -> None:
    page.heading(_("How it was read"))
    for sheet in sheets:
        table = sheet.table
        page.text(
            _("Sheet “{sheet}”, headers in row {row}.").format(
                sheet=sheet.name, row=table.header_row
            )
            + " "
            + words.recognised(table.mapping.kind, table.mapping.dialect)
        )
        mapping = {
            name: table.header[column] or _("column {number}").format(number=column + 1)
            for name, column in table.mapping.columns.items()
        }
        rows = words.mapping_rows(mapping, facts.date_orders)
        order = _("Order of dates") if any(row["order"] for row in rows) else ""
        page.table_head(_("Read as"), "", _("Column in the file"), order, "")
        for row in rows:
            page.row(row["field"], "", row["header"], row["order"], "")


def _write_skipped(page: Page, sheets: Sequence[Sheet]) -> None:
    if not any(sheet.table.skipped for sheet in sheets):
        return
    page.heading(_("Skipped rows"))
    page.text(_("These rows are no data: nothing in them is counted, and nothing in them is lost."))
    page.table_head(_("What it is"), _("Rows"), _("Where"), "", "")
    for sheet in sheets:
        by_reason = Counter(skip.reason for skip in sheet.table.skipped)
        for reason, count in by_reason.most_common():
            places = [str(s.row_no) for s in sheet.table.skipped if s.reason == reason]
            shown = places[:10]
            if len(places) > 10:
                shown.append(_("{count} more").format(count=number(len(places) - 10)))
            where = ngettext(
                "sheet “{sheet}”, row {rows}", "sheet “{sheet}”, rows {rows}", len(places)
            ).format(sheet=sheet.name, rows=listed(shown))
            page.row(words.skipped_reason(reason), count, where, "", "")
