"""An operation of one's own, started from an uploaded file: the form, what the file tells for it, and the start."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import streamlit as st
from babel import Locale
from duckdb import ColumnExpression, ConstantExpression
from duckdb import FunctionExpression as Call
from streamlit.delta_generator import DeltaGenerator

from reparto.asking import Answers
from reparto.errors import RepartoError
from reparto.exports import FIELDS, Received, canonical_relation
from reparto.importing import import_sources, store_of
from reparto.intake import Progress, work_folder
from reparto.language import LOCALES, _, current_language
from reparto.operation import Operation
from reparto.operations import create_operation, operations_home
from reparto.readers import read_file
from reparto.reports import ImportReport
from reparto.ui.text import plain
from reparto.ui.uploaded import Source, kept, readers

_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CODE = "[A-Z]{2}[0-9].*"
_PLACE_CODES = ("ubigeo", "province_code", "department_code")


@dataclass(frozen=True)
class Guess:
    """What a file tells about the operation that it comes from, as far as it does."""

    readable: bool = False
    first_day: date | None = None
    country: str | None = None


def readable(sources: Sequence[Source], answers: Mapping[str, str]) -> Source | None:
    """The first file that can be read as an export, or could with an answer."""
    return next((source for source in sources if _guess(source, answers).readable), None)


def draw_new_operation(
    first: Source, answers: Mapping[str, str]
) -> tuple[Operation, DeltaGenerator]:
    """The form of an operation of one's own, filled as far as the first file tells; and where its button goes."""
    found = _guess(first, answers)
    round_key = first.sha256[:12]
    with st.container(border=True):
        st.subheader(_("Start an operation from this file"), anchor=False)
        st.markdown(
            _("This is the demonstration: its rows are invented, and yours do not mix with them.")
        )
        title = st.text_input(
            _("Name of the operation"),
            _title_from(first.name),
            max_chars=80,
            key=f"name_{round_key}",
        )
        left, middle, right = st.columns(3)
        starts_on = left.date_input(
            _("First day"),
            found.first_day or date.today(),
            min_value=date(1990, 1, 1),
            format="DD/MM/YYYY",
            key=f"start_{round_key}_{found.first_day}",
        )
        ends_on = middle.date_input(
            _("Last day, if it is known"),
            None,
            min_value=starts_on,
            format="DD/MM/YYYY",
            key=f"end_{round_key}",
        )
        countries = _countries(current_language())
        country = right.selectbox(
            _("Country"),
            list(countries),
            index=list(countries).index(found.country or "PE"),
            format_func=countries.__getitem__,
            key=f"country_{round_key}_{found.country}",
        )
        with st.expander(_("More settings")):
            one, two = st.columns(2)
            largest = one.number_input(
                _("Largest plausible row, in families or people"),
                min_value=1,
                value=100_000,
                step=1000,
                help=_("A row that counts more is held back."),
                key=f"largest_{round_key}",
            )
            target = two.number_input(
                _("Families targeted, if it is known"),
                min_value=1,
                value=None,
                step=100,
                key=f"target_{round_key}",
            )
        button_place = st.container()
    title = plain(title) or _title_from(first.name)
    draft = Operation(
        folder=folder_for(title),
        name={"en": title, "es": title},
        country=country,
        starts_on=starts_on,
        ends_on=ends_on,
        households_targeted=target,
        largest_plausible_row=int(largest),
    )
    return draft, button_place


def _title_from(name: str) -> str:
    words = " ".join(re.sub(r"[_\W]+", " ", Path(name).stem).split())[:80]
    return words[:1].upper() + words[1:] or _("New operation")


def folder_for(title: str) -> Path:
    """A folder under the home that no operation has, named in plain letters whatever the title holds."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].strip("-") or "operation"
    if slug == "demonstration":
        slug = "my-demonstration"
    home = operations_home()
    tries = [slug, *(f"{slug}-{count}" for count in range(2, 1000))]
    return next(home / one for one in tries if not (home / one).exists())


@st.cache_data(max_entries=4, show_spinner=False)
def _countries(language: str) -> dict[str, str]:
    names = Locale.parse(LOCALES[language]).territories
    found = {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    return dict(sorted(found.items(), key=lambda pair: unicodedata.normalize("NFKD", pair[1])))


def _guess(source: Source, answers: Mapping[str, str]) -> Guess:
    about = ("guess", source.sha256, sorted(answers.items()))
    return kept(repr(about), lambda: guess(source, answers))


def guess(source: Source, answers: Mapping[str, str]) -> Guess:
    """The earliest day and the country of a file's codes; whatever cannot be read tells nothing."""
    with work_folder(None) as work:
        copy = work / "upload"
        copy.write_bytes(source.data)
        try:
            received = read_file(copy, source.name, work / "read", Answers(dict(answers)))
        except RepartoError:
            return Guess()
        return _told_by(received)


def _told_by(received: Received) -> Guess:
    first_days: list[date] = []
    prefixes: Counter[str] = Counter()
    with duckdb.connect(":memory:") as con:
        for table in received.tables:
            cells = table.relation(con)
            rows = canonical_relation(con, cells, table.mapping, sheet=table.sheet).rows
            for field in FIELDS[table.mapping.kind]:
                if field.name not in table.mapping.columns:
                    continue
                if field.type == "day" and field.name != "as_of":
                    first_days += _earliest(rows, field.name)
                elif field.name in _PLACE_CODES:
                    prefixes.update(_prefixes(rows, field.name))
    common = max(prefixes, key=lambda one: prefixes[one], default=None)
    known = common if common in _countries("en") else None
    return Guess(True, min(first_days, default=None), known)


def _earliest(rows: duckdb.DuckDBPyRelation, name: str) -> list[date]:
    days = rows.filter(_matches(name, _ISO_DAY))
    ((earliest,),) = days.aggregate([Call("min", ColumnExpression(name))]).fetchall()
    try:
        day = date.fromisoformat(earliest) if earliest else None
    except ValueError:
        return []
    return [day] if day and day.year >= 1990 else []


def _prefixes(rows: duckdb.DuckDBPyRelation, name: str) -> dict[str, int]:
    """The letters before the digits of place codes, which are a country's, and how often they stand."""
    one, two = ConstantExpression(1), ConstantExpression(2)
    letters = Call("substr", ColumnExpression(name), one, two).alias("letters")
    coded = rows.filter(_matches(name, _CODE)).select(letters)
    count = Call("count", ColumnExpression("letters"))
    return dict(coded.aggregate([ColumnExpression("letters"), count], "letters").fetchall())


def _matches(name: str, pattern: str) -> duckdb.Expression:
    return Call("regexp_full_match", ColumnExpression(name), ConstantExpression(pattern))


def start_operation(
    draft: Operation, sources: Sequence[Source], answers: Mapping[str, str], progress: Progress
) -> tuple[Operation, ImportReport]:
    """Make the operation that was drafted and import the files into it; on failure nothing is left of it."""
    (name,) = {text for text in draft.name.values()}
    operation = create_operation(
        draft.folder,
        name=name,
        country=draft.country,
        starts_on=draft.starts_on or date.today(),
        ends_on=draft.ends_on,
        date_order=draft.date_order,
        households_targeted=draft.households_targeted,
        largest_plausible_row=draft.largest_plausible_row,
    )
    try:
        report = import_sources(
            operation,
            readers(sources),
            answers=dict(answers),
            progress=progress,
            on_page=True,
        )
        succeeded = report.succeeded
    except BaseException:
        _forget(operation)
        raise
    if not succeeded:
        _forget(operation)
        raise RepartoError(
            " ".join(file.message for file in report.files),
            title=_("The operation was not started."),
        )
    return operation, report


def _forget(operation: Operation) -> None:
    shutil.rmtree(store_of(operation), ignore_errors=True)
    shutil.rmtree(operation.folder, ignore_errors=True)
