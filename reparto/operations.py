"""Where operations live: the folders of one's own, the demonstration, their store, and how to start one."""

import csv
import hashlib
import os
import re
from datetime import date
from pathlib import Path

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.operation import ROOT, Operation, load_operation

DEMONSTRATION = ROOT / "data" / "sample"
SETTINGS_FILES = {
    "operation.toml",
    "partners.csv",
    "kits.csv",
    "places.csv",
    "indicators.csv",
    "proportions.csv",
    "boundaries.geojson",
    "boundaries.json",
}

_LARGEST_CELL = 10_000_000


def operations_home() -> Path:
    """The folder that holds one's own operations (``REPARTO_HOME``, default ``operations/``)."""
    return Path(os.environ.get("REPARTO_HOME") or ROOT / "operations").expanduser().resolve()


def store_home() -> Path:
    """The folder that holds every operation's snapshots (``REPARTO_STORE``, default ``.reparto/``)."""
    return Path(os.environ.get("REPARTO_STORE") or ROOT / ".reparto").expanduser().resolve()


def current_folder() -> Path:
    """The operation to work on: ``REPARTO_OPERATION`` as a path or a name under the home, else the demonstration."""
    named = os.environ.get("REPARTO_OPERATION")
    if not named:
        return DEMONSTRATION
    path = Path(named).expanduser()
    under_home = operations_home() / named
    return under_home.resolve() if not path.exists() and under_home.exists() else path.resolve()


def known_operations() -> dict[str, Path]:
    """Every operation that can be looked at, by its key: the one set, one's own, and the demonstration."""
    found: dict[str, Path] = {}
    candidates = [current_folder(), *sorted(operations_home().glob("*/")), DEMONSTRATION]
    for folder in candidates:
        if (folder / "operation.toml").exists() and folder.resolve() not in found.values():
            found.setdefault(store_key(folder), folder.resolve())
    return found


def store_key(folder: Path) -> str:
    """A name for the operation's store, one for each folder even when two folders share a name."""
    folder = folder.resolve()
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", folder.name).strip("-") or "operation"
    if folder == DEMONSTRATION.resolve():
        return "demonstration"
    if folder.parent == operations_home() and plain == folder.name and plain != "demonstration":
        return plain
    return f"{plain}-{hashlib.sha256(str(folder).encode()).hexdigest()[:6]}"


def create_operation(
    folder: Path,
    *,
    name: str,
    country: str,
    starts_on: date,
    ends_on: date | None = None,
    date_order: str = "dmy",
    households_targeted: int | None = None,
    largest_plausible_row: int | None = None,
) -> Operation:
    """Start an operation: write ``operation.toml`` and empty, commented ``partners.csv`` and ``kits.csv``.

    Raises OperationProblem when the folder already holds an operation or cannot be written, or when the
    options make no operation.
    """
    if os.path.exists(folder / "operation.toml"):
        raise OperationProblem(
            _("Choose another folder, or import into this one."),
            title=_("{folder} already holds an operation.").format(folder=folder),
        )
    if not re.fullmatch(r"[A-Za-z]{2}", country):
        raise OperationProblem(
            _("Use the two letters of ISO 3166, such as PE or GT."),
            title=_("“{country}” is not a country code.").format(country=country),
        )
    if ends_on and ends_on < starts_on:
        raise OperationProblem(
            _("Give an end on or after {day}.").format(day=starts_on.isoformat()),
            title=_("The operation would end before it starts."),
        )
    text = (ROOT / "reparto" / "templates" / "operation.toml").read_text(encoding="utf-8")
    values = {
        "NAME": _toml_text(name),
        "COUNTRY": country.upper(),
        "STARTS_ON": starts_on.isoformat(),
        "ENDS_ON": f"ends_on = {ends_on.isoformat()}" if ends_on else "# ends_on = 2020-12-31",
        "DATE_ORDER": date_order,
        "TARGET": f"households_targeted = {households_targeted}"
        if households_targeted
        else "# households_targeted = 5000",
        "LARGEST": str(largest_plausible_row or 100_000),
    }
    text = re.sub(r"\{([A-Z_]+)\}", lambda found: values[found[1]], text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in ("partners.csv", "kits.csv"):
            if not (folder / file).exists():
                source = ROOT / "reparto" / "templates" / file
                (folder / file).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        (folder / "operation.toml").write_text(text, encoding="utf-8")
    except OSError as error:
        raise OperationProblem(
            _("Choose a folder where you may write."),
            title=_("{folder} cannot be written.").format(folder=folder),
        ) from error
    return load_operation(folder)


def _toml_text(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")
    clean = "".join(" " if ord(char) < 32 or ord(char) == 127 else char for char in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def settings_rows(folder: Path, file: str, needs: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """The rows of ``partners.csv``, ``kits.csv``, ``indicators.csv``, ``proportions.csv`` or a ``places.csv``; lines that start with # are comments.

    Empty when the file does not exist. Raises OperationProblem when it cannot be read, or has none of the
    columns that it ``needs`` one of.
    """
    path = folder / file
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise OperationProblem(
            _("Save it as CSV in UTF-8."), title=_("{path} cannot be read.").format(path=path)
        ) from error
    lines = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        return []
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    try:
        csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_CELL))
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise OperationProblem(
            _("Save it as CSV in UTF-8."), title=_("{path} cannot be read.").format(path=path)
        ) from error
    header = [name.strip().casefold() for name in rows[0]]
    if needs and not set(needs) & set(header):
        raise OperationProblem(
            _("Give the names of its columns in the first line, “{column}” among them.").format(
                column=needs[0]
            ),
            title=_("{path} has no column “{column}”.").format(path=path, column=needs[0]),
        )
    return [
        {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]
