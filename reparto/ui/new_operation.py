"""An operation of one's own, started from an uploaded file: the form, what the file tells for it, and the start."""

import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st
from babel import Locale
from streamlit.delta_generator import DeltaGenerator

from reparto.errors import RepartoError
from reparto.exports import FIELDS, canonical_rows, map_table, read_export
from reparto.importing import import_sources, store_of
from reparto.language import LOCALES, _, current_language
from reparto.operation import Operation
from reparto.operations import create_operation, operations_home
from reparto.reports import ImportReport
from reparto.ui.text import plain

_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
_ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"


@dataclass(frozen=True)
class Source:
    """One uploaded file: its name, which nobody vouches for, its bytes and their checksum."""

    name: str
    data: bytes
    sha256: str


@dataclass(frozen=True)
class Guess:
    """What a file tells about the operation that it comes from, as far as it does."""

    readable: bool = False
    first_day: date | None = None
    country: str | None = None


def readers(sources: Sequence[Source]) -> list:
    """The sources as the importer takes them."""
    return [(source.name, lambda data=source.data: data) for source in sources]


def readable(sources: Sequence[Source]) -> Source | None:
    """The first file that can be read as an export."""
    return next((source for source in sources if _guess(source, source.sha256).readable), None)


def draw_new_operation(first: Source) -> tuple[Operation, DeltaGenerator]:
    """The form of an operation of one's own, filled as far as the first file tells; and where its button goes."""
    found = _guess(first, first.sha256)
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
            key=f"start_{round_key}",
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
            key=f"country_{round_key}",
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


@st.cache_data(max_entries=8, scope="session", show_spinner=False)
def _guess(_source: Source, sha256: str) -> Guess:
    return guess(_source)


def guess(source: Source) -> Guess:
    """The earliest day and the country of a file's codes; whatever cannot be read tells nothing."""
    first_days: list[str] = []
    prefixes: list[str] = []
    readable = False
    try:
        tables = read_export(source.data, source.name).tables
    except RepartoError:
        return Guess()
    for table in tables:
        try:
            mapping = map_table(table)
        except RepartoError:
            continue
        readable = True
        rows = canonical_rows(table, mapping).rows
        days = [f.name for f in FIELDS[mapping.kind] if f.type == "day" and f.name != "as_of"]
        for name in days:
            first_days += _earliest(rows[name])
        for name in ("ubigeo", "province_code", "department_code"):
            if name in rows.column_names:
                prefixes += _prefixes(rows[name])
    common = max(set(prefixes), key=prefixes.count, default=None)
    known = common if common in _countries("en") else None
    earliest = date.fromisoformat(min(first_days)) if first_days else None
    return Guess(readable, earliest, known)


def _earliest(column: pa.ChunkedArray) -> list[str]:
    days = column.filter(pc.fill_null(pc.match_substring_regex(column, _ISO_DAY), False))
    earliest = pc.min(days).as_py() if len(days) else None
    try:
        return [earliest] if earliest and date.fromisoformat(earliest).year >= 1990 else []
    except ValueError:
        return []


def _prefixes(column: pa.ChunkedArray) -> list[str]:
    coded = column.filter(pc.fill_null(pc.match_substring_regex(column, "^[A-Z]{2}[0-9]"), False))
    return [code[:2] for code in coded.to_pylist()]


def start_operation(draft: Operation, sources: Sequence[Source]) -> tuple[Operation, ImportReport]:
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
        report = import_sources(operation, readers(sources))
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
