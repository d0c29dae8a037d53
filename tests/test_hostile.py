"""Text, numbers, settings and paths that are made to break things: they stay text, or are refused in one sentence."""

import csv
import datetime
import hashlib
import io
import json
import os
import sys

import duckdb
import pytest

from reparto.build import Build
from reparto.command import main
from reparto.importing import import_files
from reparto.operation import load_operation
from tests.worlds import World, world

START = datetime.date(2020, 4, 1)
HEADER = "delivered_on,partner,ubigeo,item,households\n"
GOOD = "2020-04-10,Cáritas,150101,Food kit,10\n"

NAMES = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "![](http://x/y.png)",
    '=HYPERLINK("http://x")',
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "'; drop table deliveries; --",
    "\"; attach 'x' as y; --",
    "$district",
    "{name} {0} %s %(x)s",
    "name\\with\\backslashes",
    "null",
    "a,b;c|d",
    "¿Ñandú? — “Cáritas”",
    "🚑 Ambulancia",
    "🚑🚒",
    "منظمة الإغاثة",
    "x" * 10_000,
]
TIDIED = {
    "Two\nlines": "Two lines",
    "Zero\u200bwidth\u202e": "Zerowidth",
    "A\0nul": "Anul",
    "  much\t space ": "much space",
}


@pytest.fixture
def made(tmp_path, monkeypatch):
    """An operation that is in use on the command line and holds one good file."""
    monkeypatch.setenv("REPARTO_LANG", "en")
    with world(tmp_path, name="Try", country="QX", starts_on=START) as operation:
        monkeypatch.setenv("REPARTO_OPERATION", str(operation.operation.folder))
        yield operation


def export(folder, *rows, name="rows.csv", header=HEADER):
    path = folder / name
    path.write_text(header + "".join(rows), encoding="utf-8")
    return path


def named_rows(names) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for at, name in enumerate(names):
        writer.writerow(["2020-04-10", name, "150101", name, name, at + 1, name, name])
    return out.getvalue()


def state(made: World) -> dict[str, str]:
    """Every file of the store with its checksum; the lock is no data."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in made.store.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def command(capsys, *arguments) -> tuple[int, str, str]:
    """Exit code and outputs of a command; an exception would be a traceback."""
    capsys.readouterr()
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


# Names


def test_hostile_names_stay_the_text_they_are(made, tmp_path):
    header = "delivered_on,partner,ubigeo,item,site,households,donor,lot\n"
    report = made.take(export(tmp_path, named_rows(NAMES), header=header))
    (file,) = report.files
    assert (file.rows_accepted, file.rows_held_back) == (len(NAMES), 0)
    for question, column in (
        ("partners/progress", "partner"),
        ("items/delivered", "item"),
        ("donors/totals", "donor"),
    ):
        assert {row[column] for row in made.ask(question)} == set(NAMES)
    for at, name in enumerate(NAMES):
        key = ("partner", "item", "donor")[at % 3]
        (headline,) = made.ask("overview/headline", f"{key}={name}")
        assert headline["households_reached"] == at + 1, (key, name)
    assert json.loads(json.dumps(report.as_dict()))


def test_line_breaks_and_characters_that_cannot_be_seen_are_tidied(made, tmp_path):
    header = "delivered_on,partner,ubigeo,item,site,households,donor,lot\n"
    (file,) = made.take(export(tmp_path, named_rows(TIDIED), header=header)).files
    assert file.rows_accepted == len(TIDIED)
    assert {row["partner"] for row in made.ask("partners/progress")} == set(TIDIED.values())


def test_columns_may_be_called_like_sql_or_like_our_own_tables(made, tmp_path):
    odd = ["select", "row_id", "c0", "batch_no", '"; drop table x; --', "$since", "order by 1", ""]
    header = "delivered_on,partner,ubigeo,item,households," + ",".join(
        '"' + name.replace('"', '""') + '"' for name in odd
    )
    (file,) = made.take(
        export(tmp_path, GOOD.strip() + ",7" * 8 + "\n", header=header + "\n")
    ).files
    assert (file.status, file.rows_accepted) == ("imported", 1)
    assert set(file.unused) == {name for name in odd if name}
    assert made.ask("overview/headline")[0]["households_reached"] == 10


def test_csv_output_runs_in_no_spreadsheet(made, tmp_path, capsys):
    header = "delivered_on,partner,ubigeo,item,site,households,donor,lot\n"
    names = ["=1+1", "+51 999", "-2+3", "@x", "plain", "-5"]
    made.take(export(tmp_path, named_rows(names), header=header))
    code, out, _err = command(capsys, "ask", "partners/progress", "--format", "csv")
    assert code == 0
    found = {row["partner"] for row in csv.DictReader(io.StringIO(out))}
    assert found == {"'=1+1", "'+51 999", "'-2+3", "'@x", "plain", "-5"}


# Numbers and dates

LIMITS = {
    "1e308": (True, True),
    "1e99": (True, True),
    "9223372036854775808": (True, True),
    "-9223372036854775809": (True, True),
    "inf": (True, True),
    "-1": (True, True),
    "1e-9": (True, False),
    "0.5": (True, False),
    "-0": (False, False),
    "nan": (False, False),
    "": (False, False),
    "1e3": (False, False),
    "0x10": (True, True),
    "१२": (False, False),
    "9" * 400: (True, True),
}


def test_numbers_at_the_limits_are_read_or_held_back(made, tmp_path):
    header = "delivered_on,partner,ubigeo,item,households,quantity\n"
    for at, column in enumerate(("households", "quantity")):
        start = f"2020-04-1{at},Alpha,150101,food,"
        rows = [f"{start}{n},\n" if at == 0 else f"{start}1,{n}\n" for n in LIMITS]
        report = made.take(export(tmp_path, *rows, name=f"{column}.csv", header=header))
        held = {
            row["row_no"] - 2
            for row in made.ask("data/held_back")
            if row["name"] == f"{column}.csv"
        }
        assert report.files[0].rows_accepted + len(held) == len(LIMITS)
        assert held == {n for n, is_held in enumerate(LIMITS.values()) if is_held[at]}, column
    (headline,) = made.ask("overview/headline")
    kept = sum(not is_held[1] for is_held in LIMITS.values())
    assert headline["households_reached"] == 1000 + 12 + kept


DATES = {
    "0001-01-01": ("accepted", None),
    "1899-12-30": ("accepted", None),
    "1900-01-02": ("accepted", "1900-01-02"),
    "2199-12-31": ("held", None),
    "2200-01-01": ("held", None),
    "9999-12-31": ("held", None),
    "2020-02-30": ("held", None),
    "99999999999999": ("held", None),
    "43930": ("accepted", "2020-04-09"),
    "2020-04-09T23:59:59Z": ("accepted", "2020-04-09"),
}


def test_dates_at_the_limits_are_read_or_held_back(made, tmp_path):
    rows = [f"{day},Alpha,150101,food,1\n" for day in DATES]
    made.take(export(tmp_path, *rows))
    held = {row["value"] for row in made.ask("data/held_back")}
    assert held == {day for day, (outcome, _read) in DATES.items() if outcome == "held"}
    days = {row["day"] for row in made.ask("coverage/by_day")}
    assert days == {
        datetime.date.fromisoformat(read) if read else None
        for outcome, read in DATES.values()
        if outcome == "accepted"
    }


def test_a_hundred_thousand_rows_are_imported(made, tmp_path):
    rows = [
        f"2020-04-{at % 30 + 1:02},Partner {at % 70},15010{at % 9 + 1},food,site {at},1\n"
        for at in range(100_000)
    ]
    path = export(tmp_path, *rows, header="delivered_on,partner,ubigeo,item,site,households\n")
    (file,) = made.take(path).files
    assert (file.rows_read, file.rows_accepted) == (100_000, 100_000)
    assert made.ask("overview/headline")[0]["households_reached"] == 100_000


# Settings

BAD_TABLES = {
    "other columns": (b"organisation,kind\nAlpha,NGO\n", "has no column"),
    "another encoding": ("name,item\nCáritas,é\n".encode("latin-1"), "cannot be read"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff\xfe" + bytes(60), "cannot be read"),
}


@pytest.mark.parametrize("file", ["partners.csv", "kits.csv"])
@pytest.mark.parametrize("fault", BAD_TABLES)
def test_a_list_that_cannot_be_used_is_named_and_nothing_changes(
    made, tmp_path, capsys, file, fault
):
    content, said = BAD_TABLES[fault]
    path = export(tmp_path, GOOD)
    made.take(path)
    before = state(made)
    (made.operation.folder / file).write_bytes(content)
    code, out, err = command(capsys, "import", export(tmp_path, GOOD * 2, name="more.csv"))
    assert code == 1
    assert file in out + err and said in out + err
    code, out, err = command(capsys, "publish")
    assert code == 1
    assert (file in err and said in err, err.count("\n"), out) == (True, 1, "")
    assert state(made) == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n\n",
        "# only a comment\n",
        "name,item\n",
        'name,item\n"open,quote\nx,y\n',
        "name,item\n,\n",
        "name,item\na\nb,c,d\n",
        "name,item\n" + "x" * 200_000 + ",y\n",
    ],
    ids=len,
)
def test_lists_that_hold_little_or_too_much_are_no_hindrance(made, tmp_path, content):
    for file in ("partners.csv", "kits.csv"):
        (made.operation.folder / file).write_text(content, encoding="utf-8")
    assert made.take(export(tmp_path, GOOD)).files[0].status == "imported"


SETTINGS = [
    "name = 5",
    "name = []",
    "country = 5",
    'country = "Peru"',
    'country = "["',
    'starts_on = "2020-04-09"',
    "starts_on = 2020-04-09T10:00:00",
    'households_targeted = "many"',
    "households_targeted = 1e400",
    "households_targeted = -5",
    "households_targeted = 99999999999999999999999",
    "households_targeted = []",
    "largest_plausible_row = 0",
    "largest_plausible_row = nan",
    "largest_plausible_row = 99999999999999999999999",
    "household_size = 3",
    "household_size = { default = inf, high = inf }",
    "household_size = { low = 5 }",
    'household_size = { default = "x" }',
    'date_order = "xyz"',
    "date_order = []",
    "disclosure = 4",
    'disclosure = { public = "x" }',
    "sphere = []",
    "sphere = { kcal_person_day = nan }",
    "sphere = { water_litres_person_day = 0 }",
    'demonstration = "no"',
    'review = "x"',
    'review = { approved_is_verified = "no" }',
    "reporting = { late_after_days = 1e300 }",
    "reporting = { late_after_days = -1 }",
    "this is not TOML",
    'name = "one"\nname = "two"',
    b'name = "\xff"',
]


@pytest.mark.parametrize("text", SETTINGS, ids=str)
def test_settings_of_the_wrong_type_are_one_sentence(made, tmp_path, capsys, text):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    (made.operation.folder / "operation.toml").write_bytes(data)
    code, out, err = command(capsys, "check", export(tmp_path, GOOD))
    assert (code, out) == (1, "")
    assert "operation.toml" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Quotes \" and ' here", "Quotes \" and ' here"),
        ("two\nlines\ttab", "two lines tab"),
        ("{NAME} {COUNTRY} {LARGEST}", "{NAME} {COUNTRY} {LARGEST}"),
        ("back\\slash \\u0041 \\", "back\\slash \\u0041 \\"),
        ("'''\"\"\" ]]", "'''\"\"\" ]]"),
        ("# no comment", "# no comment"),
        ("Perú 🇵🇪", "Perú 🇵🇪"),
        ("caf\udce9", "caf?"),
        ("\x7fdel\x1b[31m", " del [31m"),
    ],
)
def test_a_name_of_an_operation_is_kept_as_it_is(made, tmp_path, capsys, name, kept):
    folder = tmp_path / "fresh"
    code, out, _err = command(
        capsys, "new", folder, "--name", name, "--country", "PE", "--start", "2020-04-09"
    )
    assert (code, out.strip()) == (0, str(folder))
    fresh = load_operation(folder)
    assert (fresh.name["en"], fresh.country, fresh.largest_plausible_row) == (kept, "PE", 100_000)


def test_a_day_of_today_that_is_none_is_one_sentence(made, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("REPARTO_TODAY", "yesterday")
    for arguments in (("check", export(tmp_path, GOOD)), ("import", tmp_path / "rows.csv")):
        code, out, err = command(capsys, *arguments)
        assert code == 1
        assert "“yesterday” is not a date for REPARTO_TODAY." in out + err
    assert state(made) == {}


# Paths


def test_a_store_may_have_blanks_and_quotes_in_its_path(made, tmp_path, capsys, monkeypatch):
    store = tmp_path / 'it\'s a "store"; drop -- $path %s {x} ñ'
    monkeypatch.setenv("REPARTO_STORE", str(store))
    assert command(capsys, "import", export(tmp_path, GOOD))[0] == 0
    code, out, _err = command(capsys, "ask", "overview/headline", "--format", "json")
    assert (code, json.loads(out)[0]["households_reached"]) == (0, 10)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder where nobody may write")
def test_a_store_that_cannot_be_written_is_one_sentence(made, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("REPARTO_STORE", "/proc/reparto")
    code, out, err = command(capsys, "import", export(tmp_path, GOOD))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "cannot be written. Set REPARTO_STORE" in err
    assert command(capsys, "check", tmp_path / "rows.csv")[0] == 0
    code, out, err = command(capsys, "ask", "overview/headline")
    assert (code, out) == (1, "")


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="whoever is root may write anywhere"
)
def test_a_store_without_permission_answers_and_takes_nothing(made, tmp_path, capsys):
    made.take(export(tmp_path, GOOD))
    before = state(made)
    made.store.chmod(0o500)
    try:
        code, _out, err = command(capsys, "import", export(tmp_path, GOOD * 2, name="more.csv"))
        assert (code, "cannot be written" in err) == (1, True)
        assert command(capsys, "ask", "overview/headline")[0] == 0
    finally:
        made.store.chmod(0o700)
    assert state(made) == before


def test_a_file_in_place_of_the_store_is_one_sentence(made, tmp_path, capsys, monkeypatch):
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("REPARTO_STORE", str(blocked))
    for arguments in (("import", export(tmp_path, GOOD)), ("publish",), ("history",)):
        code, _out, err = command(capsys, *arguments)
        assert (code, err.count("\n")) == (1, 1), arguments


def test_paths_that_no_disk_has_are_named(made, tmp_path, capsys):
    code, out, _err = command(capsys, "import", "x" * 5000, "\udcff.csv", tmp_path / "a" / "b")
    assert code == 1
    assert len(out.splitlines()) == 3
    assert state(made) == {}
    with pytest.raises(SystemExit, match="2"):
        command(capsys, "import", "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names that are bytes")
def test_a_file_whose_name_is_no_text_is_imported(made, tmp_path, capsys):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/c\xe1ritas <b>.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER + GOOD)
    code, out, _err = command(capsys, "import", path, "--json")
    assert (code, json.loads(out)["files"][0]["status"]) == (0, "imported")
    assert command(capsys, "publish")[0] == 0
    assert made.ask("data/batches")[0]["name"] == "c?ritas <b>.csv"


@pytest.mark.parametrize("folder", ["x" * 300, "file.txt/inside"])
def test_an_operation_that_cannot_be_started_there_is_one_sentence(made, tmp_path, capsys, folder):
    (tmp_path / "file.txt").write_text("no folder", encoding="utf-8")
    code, out, err = command(
        capsys, "new", tmp_path / folder, "--name", "X", "--country", "PE", "--start", "2020-04-09"
    )
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_build_that_breaks_leaves_nothing_behind(made, tmp_path, monkeypatch):
    made.take(export(tmp_path, GOOD))
    before = state(made)

    def breaks(_build):
        raise duckdb.ConversionException("out of range")

    monkeypatch.setattr(Build, "publish_marts", breaks)
    with pytest.raises(duckdb.ConversionException):
        import_files(made.operation, [export(tmp_path, GOOD * 2, name="more.csv")])
    assert state(made) == before


def test_a_long_cell_is_shortened_wherever_it_is_told(made, tmp_path):
    header = "delivered_on,partner,ubigeo,item,households\n"
    path = export(
        tmp_path,
        "2020-04-10,Alpha,150101,food,5\n",
        f"2020-04-10,Alpha,150101,food,{'x' * 90_000}\n",
        header=header,
    )
    (file,) = made.take(path).files
    told = [one["value"] for finding in file.findings for one in finding["examples"]]
    told += [row["value"] for row in made.ask("data/held_back")]
    told += [row["value"] for row in made.ask("data/cells_at_fault")]
    long = [value for value in told if value and value.startswith("x")]
    assert len(long) == 3
    assert {(len(value), value[-1]) for value in long} == {(200, "…")}
