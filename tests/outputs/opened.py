"""A workbook taken apart: what a spreadsheet program would show of it, and what a person would type into it."""

import io
import re
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Opened:
    """One workbook by the names of its sheets."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        book = self._tree("xl/workbook.xml")
        targets = {
            one.get("Id"): "xl/" + (one.get("Target") or "")
            for one in self._tree("xl/_rels/workbook.xml.rels")
        }
        sheets = book.findall(f".//{_MAIN}sheet")
        self.sheets = {one.get("name"): targets[one.get(_RELATION)] for one in sheets}
        self.hidden = {one.get("name") for one in sheets if one.get("state") == "hidden"}
        self.names = {
            one.get("name"): (one.text or "") for one in book.findall(f".//{_MAIN}definedName")
        }

    def _tree(self, member: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(member))

    def all_members_are_well_formed(self) -> bool:
        """Whether every part of the workbook is XML."""
        for member in self._zip.namelist():
            ElementTree.fromstring(self._zip.read(member))
        return True

    def rows(self, sheet: str) -> list[list]:
        """The cells as values, from row 1 and column A on."""
        book = CalamineWorkbook.from_object(io.BytesIO(self.data))
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    def texts(self, sheet: str) -> str:
        """Everything that stands on a sheet."""
        return "\n".join(str(cell) for row in self.rows(sheet) for cell in row if cell != "")

    def _cell(self, sheet: str, ref: str) -> ElementTree.Element:
        found = self._tree(self.sheets[sheet]).find(f".//{_MAIN}c[@r='{ref}']")
        assert found is not None, ref
        return found

    def _format(self, sheet: str, ref: str) -> tuple[ElementTree.Element, ElementTree.Element]:
        styles = self._tree("xl/styles.xml")
        formats = styles.find(f"{_MAIN}cellXfs")
        assert formats is not None
        return styles, formats[int(self._cell(sheet, ref).get("s") or 0)]

    def fill(self, sheet: str, ref: str) -> str | None:
        """The colour behind a cell, as six digits; None where there is none."""
        styles, look = self._format(sheet, ref)
        fills = styles.find(f"{_MAIN}fills")
        assert fills is not None
        colour = fills[int(look.get("fillId") or 0)].find(f".//{_MAIN}fgColor")
        return None if colour is None else "#" + (colour.get("rgb") or "")[2:].lower()

    def number_format(self, sheet: str, ref: str) -> str | None:
        """How a cell's value is shown, where that is a format of our own."""
        styles, look = self._format(sheet, ref)
        formats = {
            one.get("numFmtId"): one.get("formatCode")
            for one in styles.findall(f".//{_MAIN}numFmt")
        }
        return formats.get(look.get("numFmtId"))

    def height(self, sheet: str, row: int) -> float | None:
        """How high a row is in points; None where that is left to the program that shows it."""
        found = self._tree(self.sheets[sheet]).find(f".//{_MAIN}row[@r='{row}']")
        assert found is not None, row
        return float(found.get("ht") or 0) or None

    def comments(self, sheet: str) -> dict[str, str]:
        """Each comment of a sheet, by its cell."""
        name = self.sheets[sheet].rsplit("/", 1)[1]
        relations = f"xl/worksheets/_rels/{name}.rels"
        if relations not in self._zip.namelist():
            return {}
        for relation in self._tree(relations):
            target = relation.get("Target") or ""
            if "comments" in target:
                tree = self._tree(target.replace("..", "xl"))
                return {
                    one.get("ref") or "": "".join(text.text or "" for text in one.iter(f"{_MAIN}t"))
                    for one in tree.iter(f"{_MAIN}comment")
                }
        return {}

    def validations(self, sheet: str) -> dict[str, dict[str, str]]:
        """Each validation by its first cell: type, formulas, messages."""
        found = {}
        for one in self._tree(self.sheets[sheet]).iter(f"{_MAIN}dataValidation"):
            facts = dict(one.attrib)
            facts |= {part.tag.removeprefix(_MAIN): part.text or "" for part in one}
            found[facts["sqref"].split(":")[0]] = facts
        return found

    def sheet_xml(self, sheet: str) -> str:
        """A sheet's part as it is."""
        return self._zip.read(self.sheets[sheet]).decode("utf-8")

    def typed(self, sheet: str, cells: dict[str, str]) -> bytes:
        """The workbook after somebody typed these texts into cells that have a look already."""
        xml = self.sheet_xml(sheet)
        for ref, text in cells.items():
            pattern = rf'<c r="{ref}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)'
            found = re.search(pattern, xml)
            assert found is not None, ref
            new = f'<c r="{ref}"{found[1] or ""} t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            xml = xml[: found.start()] + new + xml[found.end() :]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for member in self._zip.namelist():
                same = self._zip.read(member)
                written.writestr(
                    member, xml.encode("utf-8") if member == self.sheets[sheet] else same
                )
        return out.getvalue()
