"""An aid operation's own settings: its ``operation.toml`` as one frozen value."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reparto.errors import OperationProblem
from reparto.language import _, current_language

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"
LARGEST = 1_000_000_000


@dataclass(frozen=True)
class HouseholdSize:
    """Persons assumed per household where an export gives none, with the band that is plausible."""

    default: float = 3.5
    low: float = 3.44
    high: float = 3.72
    source: str = ""


@dataclass(frozen=True)
class Operation:
    """One response, with the settings that its numbers depend on.

    ``largest_plausible_row`` is in households or persons; a row above it is held back. ``day_one`` is the
    first day of what the operation counts days of (isolation, an earthquake), named by ``day_name``.
    ``boundaries`` is a file or folder of official outlines, seen from the operation's folder. ``basemap`` lets maps
    ask CARTO's servers for streets and names: they then learn which places are looked at.
    """

    folder: Path
    name: dict[str, str]
    country: str = "PE"
    demonstration: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    day_one: date | None = None
    day_name: dict[str, str] = field(default_factory=dict)
    households_targeted: int | None = None
    household_size: HouseholdSize = HouseholdSize()
    largest_plausible_row: int = 100_000
    date_order: str = "dmy"
    late_after_days: int = 7
    rhythm: str = "weekly"
    approved_is_verified: bool = False
    kcal_person_day: float = 2100.0
    water_litres_person_day: float = 15.0
    water_litres_floor: float = 7.5
    disclosure: dict[str, int] = field(default_factory=lambda: {"public": 10, "partner": 5})
    boundaries: str = ""
    boundaries_source: str = ""
    basemap: bool = False

    @property
    def key(self) -> str:
        """The folder's name: how the operation is named in the store, in the URL and in the picker."""
        return self.folder.name

    @property
    def title(self) -> str:
        """The operation's name in the reader's language."""
        return self.name.get(current_language()) or next(iter(self.name.values()), self.key)

    @property
    def day_label(self) -> str:
        """What days are counted of ("day of isolation"), in the reader's language."""
        return self.day_name.get(current_language()) or _("day of the operation")

    @property
    def places_file(self) -> Path | None:
        """Known places: the operation's own list, else Peru's districts for Peru, else none (they are learnt)."""
        own = self.folder / "places.csv"
        if own.exists():
            return own
        return REFERENCE / "districts.csv" if self.country == "PE" else None


def load_operation(folder: Path) -> Operation:
    """Read ``folder/operation.toml``.

    Raises OperationProblem, with the setting's name, when it is missing or cannot be understood.
    """
    path = folder / "operation.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OperationProblem(
            _(
                "Start one with `python -m reparto new FOLDER`, or point REPARTO_OPERATION to a folder that has it."
            ),
            title=_("There is no operation.toml in {folder}.").format(folder=folder),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise OperationProblem(
            _("Correct the line that is named: {reason}.").format(reason=error),
            title=_("{path} cannot be read.").format(path=path),
        ) from error
    try:
        return _operation(folder, settings)
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise OperationProblem(
            _("Correct this setting: {reason}.").format(reason=error),
            title=_("{path} has a setting that cannot be used.").format(path=path),
        ) from error


def _operation(folder: Path, settings: dict) -> Operation:
    size = settings.get("household_size", {})
    sphere = settings.get("sphere", {})
    reporting = settings.get("reporting", {})
    order = settings.get("date_order", "dmy")
    if order not in {"dmy", "mdy", "ymd"}:
        raise ValueError(f"date_order = {order!r}; use dmy, mdy or ymd")
    dates = {}
    for key in ("starts_on", "ends_on", "day_one"):
        value = settings.get(key)
        if value is not None and type(value) is not date:
            raise ValueError(f"{key} = {value!r}; write a date such as 2020-04-09, without quotes")
        dates[key] = value
    target = settings.get("households_targeted")
    largest = int(settings.get("largest_plausible_row", 100_000))
    household_size = HouseholdSize(
        float(size.get("default", 3.5)),
        float(size.get("low", 3.44)),
        float(size.get("high", 3.72)),
        str(size.get("source", "")),
    )
    if not 0 < household_size.low <= household_size.default <= household_size.high <= 1000:
        raise ValueError("household_size needs 0 < low <= default <= high")
    if not 0 < largest <= LARGEST or (target is not None and not 0 < int(target) <= LARGEST):
        raise ValueError(
            "largest_plausible_row and households_targeted must be above 0 and at most a billion"
        )
    needs = {
        key: float(sphere.get(key, usual))
        for key, usual in (
            ("kcal_person_day", 2100),
            ("water_litres_person_day", 15),
            ("water_litres_floor", 7.5),
        )
    }
    if not all(0 < need < LARGEST for need in needs.values()):
        raise ValueError("what a person needs a day (sphere) must be above 0")
    late_after_days = int(reporting.get("late_after_days", 7))
    if not 0 <= late_after_days <= 3650:
        raise ValueError("reporting.late_after_days must be a number of days")
    country = str(settings.get("country", "PE")).upper()
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise ValueError(f"country = {country!r}; use two letters, such as PE")
    return Operation(
        folder=folder,
        name=_both_languages(settings.get("name", folder.name)),
        country=country,
        demonstration=_switch(settings, "demonstration"),
        day_name=_both_languages(settings.get("day_name", {})),
        households_targeted=None if target is None else int(target),
        household_size=household_size,
        largest_plausible_row=largest,
        date_order=order,
        late_after_days=late_after_days,
        rhythm=str(reporting.get("rhythm", "weekly")),
        approved_is_verified=_switch(settings.get("review", {}), "approved_is_verified"),
        disclosure={
            k: int(v) for k, v in settings.get("disclosure", {"public": 10, "partner": 5}).items()
        },
        kcal_person_day=needs["kcal_person_day"],
        water_litres_person_day=needs["water_litres_person_day"],
        water_litres_floor=needs["water_litres_floor"],
        boundaries=_text(settings, "boundaries"),
        boundaries_source=_text(settings, "boundaries_source"),
        basemap=_switch(settings, "basemap"),
        **dates,
    )


def _switch(settings: dict, key: str) -> bool:
    value = settings.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"{key} = {value!r}; write true or false, without quotes")
    return value


def _text(settings: dict, key: str) -> str:
    value = settings.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} = {value!r}; write a text in quotes")
    return value.strip()


def _both_languages(value: str | dict[str, str]) -> dict[str, str]:
    return (
        {"en": value, "es": value}
        if isinstance(value, str)
        else {k: str(v) for k, v in value.items()}
    )
