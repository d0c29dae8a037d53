"""An empty workbook to fill in deliveries: our own headers, drop-down lists, and what each column means.

Filled in and sent back it is read without a question: its headers are ours, the example row is skipped, and the sheets
of instructions and lists hold no table. The header cells show their meaning beside our header by their number format
alone, so that what stands in them is our header in every language.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from reparto.language import _, current_language
from reparto.operation import LARGEST, Operation
from reparto.outputs import workbook
from reparto.outputs.page import Page
from reparto.outputs.partner_sheets import write_comment
from reparto.outputs.template_columns import COLUMNS, NAMES, TemplateColumn, example_row
from reparto.outputs.template_lists import Choices, ListSheet, choices_of
from reparto.wording.data import field_name

LAST_ROW = 5_000
"""The last row that has lists and rules, counted from 1."""
_FIRST_ROW = 3
_TYPES = {"delivered_on": "day"} | dict.fromkeys(
    ("quantity", "households", "persons", "girls", "boys", "women", "men"), "number"
)
_WHOLE = ("households", "persons", "girls", "boys", "women", "men")
_LARGEST_COUNT = ("households", "persons")
_PLACES = ("department", "province", "district")


def template(operation: Operation, language: str, partner: str | None = None) -> bytes:
    """The template as an XLSX workbook in ``language`` (en, es); ``partner`` (code, name or alias) makes it theirs.

    Raises OperationProblem when the partner list does not have the partner.
    """
    made: bytes = workbook.in_language(language, filled_template, operation, (), partner)
    return made


def filled_template(
    operation: Operation, rows: Sequence[Mapping[str, Any]], partner: str | None = None
) -> bytes:
    """The template in the reader's language with rows in it, each by our headers."""
    choices = choices_of(operation, partner)
    data = BytesIO()
    with workbook.new_workbook(data, title=operation.title) as book:
        sheet = book.add_worksheet(_("Deliveries"))
        instructions = book.add_worksheet(_("Instructions"))
        lists = ListSheet(book)
        _write_sheet(sheet, book, operation)
        _write_example(sheet, book, operation, choices)
        _write_rows(sheet, book, rows)
        _add_rules(sheet, lists, operation, choices)
        _mark_gaps(sheet, book)
        _write_instructions(instructions, book, operation)
        sheet.activate()
    return data.getvalue()


def _write_sheet(sheet: Any, book: Any, operation: Operation) -> None:
    for place, column in enumerate(COLUMNS):
        label = field_name(column.name).replace('"', "")
        header = book.add_format(
            {"bold": True, "font_color": "#ffffff", "text_wrap": True, "valign": "vcenter"}
            | {"bg_color": workbook.TEAL if column.needed else workbook.SLATE}
            | {"border": 1, "border_color": "#ffffff", "num_format": f';;;"{label} / "@'}
        )
        sheet.set_column(place, place, column.width, _format(book, column))
        sheet.write_string(0, place, column.name, header)
        write_comment(sheet, 0, place, f"{label}\n{column.means()}", workbook.PALE)
    sheet.set_row(0, 44)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    title = operation.title.replace("&", "&&")[:200]
    sheet.set_footer(f"&L&8{title}&R&8&P / &N")
    sheet.set_tab_color(workbook.TEAL)


def _format(book: Any, column: TemplateColumn, **look: Any) -> Any:
    kind = _TYPES.get(column.name, "text")
    shown = "0" if column.name in _WHOLE else workbook.number_format(kind)
    return book.add_format({"num_format": shown, "valign": "top", **look})


def _write_example(sheet: Any, book: Any, operation: Operation, choices: Choices) -> None:
    places = choices.places
    lima = [place for place in places if place[2] == "Ate"] or list(places)
    example = example_row(
        current_language(),
        operation.starts_on or date.today(),
        choices.partners[0] if choices.partners else _("Your organisation"),
        choices.items[0] if choices.items else _("Food kit"),
        lima[0] if lima else (_("Department"), _("Province"), _("District")),
    )
    grey = {"italic": True, "font_color": workbook.MUTED, "bg_color": workbook.PALE}
    for place, column in enumerate(COLUMNS):
        look = _format(book, column, **grey, text_wrap=place == 0)
        workbook.write_cell(sheet, 1, place, _value(example.get(column.name)), "text", look)


def _write_rows(sheet: Any, book: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    looks = [_format(book, column) for column in COLUMNS]
    for line, row in enumerate(rows, start=_FIRST_ROW - 1):
        for place, column in enumerate(COLUMNS):
            if row.get(column.name) is not None:
                value = _value(row[column.name])
                workbook.write_cell(sheet, line, place, value, "text", looks[place])


def _value(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def _add_rules(sheet: Any, lists: ListSheet, operation: Operation, choices: Choices) -> None:
    """Drop-down lists, dates and whole numbers, each with what to write there when its cell is entered."""
    sources = _sources(lists, choices)
    for place, column in enumerate(COLUMNS):
        rule: dict[str, Any] = {"validate": "any"}
        if column.name in sources:
            rule = {"validate": "list", "source": sources[column.name]}
            rule["error_message"] = _("Choose an entry of the list.")
            # An item or a leading partner that the lists lack is still worth reporting.
            rule["error_type"] = "warning" if column.name in {"item", "lead_partner"} else "stop"
        elif column.name == "delivered_on":
            rule = _day_rule(operation)
        elif column.name in _WHOLE:
            most = operation.largest_plausible_row if column.name in _LARGEST_COUNT else LARGEST
            rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": most}
            rule["error_message"] = _("Write a whole number, 0 or above.")
        elif column.name == "quantity":
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
            rule["error_message"] = _("Write a number, 0 or above.")
        rule["input_title"] = field_name(column.name)[:32]
        rule["input_message"] = column.means()[:255]
        sheet.data_validation(_FIRST_ROW - 1, place, LAST_ROW - 1, place, rule)


def _sources(lists: ListSheet, choices: Choices) -> dict[str, str]:
    found = {
        "status": lists.add("list_status", choices.statuses),
        "government_package": lists.add("list_yes_no", choices.yes_no),
    }
    if choices.items:
        found["item"] = lists.add("list_item", choices.items)
    if choices.partners:
        found["partner"] = lists.add("list_partner", choices.partners)
    if not choices.places:
        return found
    department, province = (f"${_letter(name)}{_FIRST_ROW}" for name in _PLACES[:2])
    departments = [place[0] for place in choices.places if place[0]]
    if departments:
        found["department"] = lists.add("list_department", list(dict.fromkeys(departments)))
    provinces = [(place[0], place[1]) for place in choices.places if place[1]]
    if provinces:
        found["province"] = lists.add_dependent("list_province", provinces, department)
    districts = [(f"{place[0]}/{place[1]}", place[2]) for place in choices.places]
    key = f'{department}&"/"&{province}'
    found["district"] = lists.add_dependent("list_district", districts, key)
    return found


def _letter(name: str) -> str:
    return str(xl_col_to_name(NAMES.index(name)))


def _day_rule(operation: Operation) -> dict[str, Any]:
    """A day within the operation; while it has no end, a day to come is asked about and may stay as planned."""
    first = operation.starts_on or date(2000, 1, 1)
    rule: dict[str, Any] = {"validate": "date", "criteria": "between", "minimum": first}
    if operation.ends_on:
        message = _("Write a day from {first} to {last}, such as {first}.")
        rule |= {"maximum": operation.ends_on}
        rule["error_message"] = message.format(first=first, last=operation.ends_on)
    else:
        message = _(
            "Write a day from {first} on, such as {first}. A day to come is for planned rows."
        )
        rule |= {"maximum": "=TODAY()", "error_type": "warning"}
        rule["error_message"] = message.format(first=first)
    return rule


def _mark_gaps(sheet: Any, book: Any) -> None:
    """Colour the needed cells that are still empty in a row that has begun."""
    gap = book.add_format({"bg_color": workbook.FILLS["SHOULD"]})
    last = xl_col_to_name(len(COLUMNS) - 1)
    begun = f"COUNTA($A{_FIRST_ROW}:${last}{_FIRST_ROW})>0"
    households, persons = _letter("households"), _letter("persons")
    for place, column in enumerate(COLUMNS):
        if not column.needed:
            continue
        empty = f"LEN({xl_col_to_name(place)}{_FIRST_ROW})=0"
        if column.name == "households":
            empty = f"LEN(${households}{_FIRST_ROW})+LEN(${persons}{_FIRST_ROW})=0"
        rule = {"type": "formula", "criteria": f"=AND({begun},{empty})", "format": gap}
        sheet.conditional_format(_FIRST_ROW - 1, place, LAST_ROW - 1, place, rule)


def _write_instructions(sheet: Any, book: Any, operation: Operation) -> None:
    page = Page(sheet, book, (2, 24, 24, 18, 74))
    page.title(_("How to fill in the deliveries"), operation.title)
    page.heading(_("In four steps"))
    steps = (
        _("Write one row for each delivery: one item, at one place, on one day."),
        _(
            "Choose from the lists where there are some: first the department, then the province, then the district."
        ),
        _("Leave a cell empty when something is not known; 0 means that there was none."),
        _(
            "Save the workbook and send it as it is. Names, documents and telephones of families do not belong in it."
        ),
    )
    for number, step in enumerate(steps, start=1):
        page.text(f"{number}.  {step}")
    page.heading(_("The columns"))
    page.table_head(_("Column"), _("Header"), _("Needed"), _("What to write"))
    for column in COLUMNS:
        page.row(
            field_name(column.name),
            column.name,
            _("yes") if column.needed else _("if known"),
            column.means(),
            colour="needed" if column.needed else "optional",
        )
    page.text(_("Of families and persons one is enough."))
    page.text(_("More columns may be added to the right; leave the headers of these as they are."))
    page.finish()
