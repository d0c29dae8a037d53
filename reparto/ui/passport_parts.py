"""The parts of a passport: the rows behind the figure, the rows left out and why, the files, and the SQL."""

import json
from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from reparto.language import _, number
from reparto.outputs.evidence import can_be_packed
from reparto.passport import LEFT_OUT_OF_R4V, Passport
from reparto.snapshots import Snapshot
from reparto.ui.frame import Frame
from reparto.ui.store import answer
from reparto.ui.text import md_escape, plain
from reparto.ui.text_tables import text_table
from reparto.wording import passport as words

OF_R4V = {*LEFT_OUT_OF_R4V, "of_other_tables"}
ROWS, LEFT_OUT, FILES, SQL = "rows", "left_out", "files", "sql"


def draw_parts(snapshot: Snapshot, passport: Passport, frame: Frame) -> None:
    """Draw one of four: the rows behind the figure, those left out, the files, or the SQL."""
    out = sum(rows for _reason, rows in passport.left_out)
    parts: dict[str, tuple[str, Callable[[], None]]] = {}
    if passport.reads_deliveries:
        parts[ROWS] = (
            _("Rows behind it ({count})").format(count=number(passport.rows_behind)),
            partial(_draw_rows, snapshot, passport, frame),
        )
        parts[LEFT_OUT] = (
            _("Left out ({count})").format(count=number(out)),
            partial(_draw_left_out, snapshot, passport, frame),
        )
    parts[FILES] = (
        _("Files ({count})").format(count=number(len(passport.files))),
        partial(_draw_files, passport),
    )
    parts[SQL] = (_("SQL"), partial(_draw_sql, passport))
    chosen = st.segmented_control(
        _("What stands behind it"),
        list(parts),
        format_func=lambda part: parts[part][0],
        default=next(iter(parts)),
        required=True,
        key=f"passport_part_{passport.question.name}",
        label_visibility="collapsed",
    )
    if chosen in parts:
        parts[chosen][1]()


def _draw_rows(snapshot: Snapshot, passport: Passport, frame: Frame) -> None:
    if not passport.shows_rows:
        _no_rows()
        return
    behind, _left_out = passport.rows_questions
    rows = answer(snapshot, behind, passport.rows_scope)
    said = words.shown_of(len(rows), passport.rows_behind)
    if len(rows) < passport.rows_behind and can_be_packed(passport):
        said += " " + _("The evidence pack holds them all.")
    st.caption(md_escape(said))
    named = rows.assign(
        item=_named(rows["item"], frame.names["item"]),
        status=_named(rows["status"], frame.names["status"]),
    )
    columns = {
        "name": _("File"),
        "sheet": _("Sheet"),
        "row_no": _("Row"),
        "counted_as": _("Counted together as"),
        "is_keyed": _("Household key"),
        "partner": _("Partner"),
        "place": _("Place"),
        "day": _("Day"),
        "sector": _("Sector"),
        "item": _("Item"),
        "households": _("Families"),
        "persons": _("People"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "status": _("Status"),
    }
    _rows_table(named, columns, key="passport_rows", alt=_("Rows behind the figure"))
    if "counted_as" in rows and len(rows):
        st.caption(
            md_escape(
                _("Rows with the same number under “Counted together as” count once together.")
            )
        )


def _draw_left_out(snapshot: Snapshot, passport: Passport, frame: Frame) -> None:
    st.markdown(md_escape(words.whole(passport)))
    lines = [{"reason": reason, "rows": number(rows)} for reason, rows in words.left_out(passport)]
    text_table(lines, {"reason": _("Why"), "rows": _("Rows")}, alt=_("Rows left out, by reason"))
    listed = [
        reason
        for reason, _rows in passport.left_out
        if reason not in ("of_other_exports", "outside_model")
    ]
    if not listed:
        return
    if not passport.shows_rows:
        _no_rows()
        return
    counts = dict(passport.left_out)
    chosen = st.selectbox(
        _("Show the rows that are"),
        listed,
        format_func=lambda reason: _(words.REASONS[reason]),
        key="passport_reason",
    )
    asked = passport.rows_questions[1][-1 if chosen in OF_R4V else 0]
    rows = answer(snapshot, asked, passport.rows_scope)
    rows = rows[rows["reason"] == chosen]
    st.caption(md_escape(words.shown_of(len(rows), counts[chosen])))
    statuses = frame.names["status"]
    named = rows.assign(
        detail=[words.detail(chosen, value, statuses) for value in rows["detail"]],
        item=_named(rows["item"], frame.names["item"]),
    )
    columns = {
        "name": _("File"),
        "sheet": _("Sheet"),
        "row_no": _("Row"),
        "detail": _("Why"),
        "by_name": _("Speaks now"),
        "partner": _("Partner"),
        "place_code": _("Place"),
        "day": _("Day"),
        "item": _("Item"),
        "households": _("Families"),
        "persons": _("People"),
    }
    _rows_table(named, columns, key="passport_left_out", alt=_("Rows left out of the figure"))


def _no_rows() -> None:
    st.info(
        md_escape(_("Single rows are shown to the operation's analysts only.")),
        icon=":material/lock:",
    )


def _named(values: pd.Series, names: Mapping[str, str]) -> list[str | None]:
    return [names.get(v, plain(v)) if isinstance(v, str) else None for v in values]


def _rows_table(rows: pd.DataFrame, columns: Mapping[str, str], *, key: str, alt: str) -> None:
    filled = {
        name: label for name, label in columns.items() if name in rows and rows[name].notna().any()
    }
    config = {name: st.column_config.Column(label) for name, label in filled.items()}
    for name in ("row_no", "counted_as"):
        if name in filled:
            config[name] = st.column_config.NumberColumn(filled[name], format="%d")
    for name in ("name", "sheet", "partner", "by_name"):
        if name in filled:
            rows = rows.assign(**{name: _named(rows[name], {})})
    st.dataframe(
        rows[list(filled)],
        hide_index=True,
        width="stretch",
        height=min(38 + 35 * max(1, len(rows)), 320),
        column_config=config,
        placeholder="—",
        key=key,
        alt=alt,
    )


def _draw_files(passport: Passport) -> None:
    lines = [
        {
            "batch": str(file.batch_no),
            "name": plain(file.name) if passport.shows_rows else "",
            "rows": number(file.rows),
            "imported": file.imported_at[:10],
            "sha256": file.sha256,
        }
        for file in passport.files
    ]
    columns = {
        "name": _("File"),
        "rows": _("Rows used"),
        "batch": _("No."),
        "imported": _("Imported on"),
        "sha256": "SHA-256",
    }
    text_table(lines, columns, alt=_("Files behind the figure"))
    st.caption(
        md_escape(
            _("Snapshot {number}, published on {moment}, SHA-256 {sha256}.").format(
                number=number(passport.snapshot),
                moment=passport.published_at,
                sha256=passport.snapshot_sha256,
            )
        )
    )


def _draw_sql(passport: Passport) -> None:
    st.caption(md_escape(_("The statement that ran, with the values that entered it.")))
    st.code(
        "\n".join(f"${name} = {json.dumps(v)}" for name, v in passport.parameters.items()),
        language=None,
        wrap_lines=True,
    )
    st.code(passport.sql, language="sql", wrap_lines=True, height=360)
