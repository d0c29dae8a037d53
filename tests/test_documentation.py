"""The list of things is tested against the things."""

import re
import subprocess
import sys

import pytest

from reparto.checks import CHECKS, CHECKS_FOLDER
from reparto.command import _parser
from reparto.exports import FIELDS
from reparto.operation import ROOT
from reparto.scope import FILTERS
from tools.query_catalogue import catalogue


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_catalogue_of_queries_is_true():
    assert page("queries/README.md") == catalogue()


def test_every_check_is_listed_and_every_listed_check_has_its_file():
    files = {(path.parent.name, path.stem) for path in CHECKS_FOLDER.glob("*/*.sql")}
    assert files == {(check.kind, check.rule) for check in CHECKS}
    assert len(CHECKS) == len(files)


def test_every_command_is_documented():
    commands = set(next(a for a in _parser()._actions if a.choices).choices)
    assert commands == set(
        re.findall(r"^\| `([a-z]+)[ `]", page("docs/command-line.md"), re.MULTILINE)
    )


def test_every_filter_and_variable_is_documented():
    text = page("docs/command-line.md")
    assert [name for name in FILTERS if f"`{name}`" not in text] == []
    used = set()
    for path in (ROOT / "reparto").rglob("*.py"):
        used |= set(re.findall(r"\"(REPARTO_[A-Z]+)\"", path.read_text(encoding="utf-8")))
    assert [name for name in used if f"`{name}`" not in text] == []


def test_every_setting_of_an_operation_is_documented():
    text = page("docs/operation-folder.md")
    read = set(re.findall(r"settings(?:\.get\(|\[)\"(\w+)\"", page("reparto/operation.py")))
    assert [name for name in read if f"`{name}" not in text] == []


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_every_column_is_documented(kind):
    (row,) = re.findall(rf"^\| {kind} \| (.+) \|$", page("docs/operation-folder.md"), re.MULTILINE)
    named = set(re.findall(r"\w+", row))
    place_columns = {
        "ubigeo",
        "department",
        "province",
        "district",
        "department_code",
        "province_code",
    }
    assert [field.name for field in FIELDS[kind] if field.name not in named | place_columns] == []


def test_the_command_line_speaks_without_an_operation_of_its_own():
    done = subprocess.run(
        [sys.executable, "-m", "reparto", "ask"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "overview/headline" in done.stdout
