"""The command that writes evidence packs: what it writes, what it says, and what it does with wrong input."""

import json
import zipfile

import pytest

from reparto.command import main
from reparto.language import use_language
from tests.worlds import golden_world


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made, pytest.MonkeyPatch.context() as p:
        p.setenv("REPARTO_OPERATION", str(made.operation.folder))
        p.setenv("REPARTO_LANG", "en")
        yield made


@pytest.fixture
def say(golden, capsys):
    """Run a command here: its exit code, stdout and stderr."""

    def said(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    yield said
    use_language("en")


def test_it_writes_the_pack_and_says_what_it_is_of(say, tmp_path):
    path = tmp_path / "pack.zip"
    code, out, err = say(
        "evidence", "overview/headline", "--where", "district=150110", "--column", "households_reached",
        "--out", path,
    )  # fmt: skip

    assert (code, out) == (0, f"{path}\n")
    assert "Families reached: 61. It rests on 5 delivery rows" in err
    assert "31 rows of all files = 5 behind it + 26 left out." in err
    with zipfile.ZipFile(path) as pack:
        assert pack.testzip() is None
        expected = json.loads(pack.read("expected.json"))
        assert json.loads(pack.read("parameters.json"))["district"] == ["150110"]
    assert expected["answer"][0]["households_reached"] == 61
    assert (expected["column"], expected["position"]) == ("households_reached", 0)


def test_the_readme_speaks_the_language_that_is_asked_for(say, tmp_path):
    code, _out, _err = say(
        "evidence", "coverage/by_day", "--lang", "es", "--out", tmp_path / "pack.zip"
    )

    assert code == 0
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        readme = pack.read("README.md").decode("utf-8")
    assert "Filtros" in readme and "Filters" not in readme


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["overview/nothing"], "There is no question “overview/nothing”."),
        (["overview/headline", "--column", "famlies"], "has no column “famlies”"),
        (["overview/headline", "--where", "colour=red"], "There is no filter “colour”."),
        (["overview/headline", "--where", "district"], "key=value"),
        (["data/held_back"], "There is no evidence pack of this figure."),
    ],
)
def test_wrong_usage_is_said_and_writes_nothing(say, tmp_path, arguments, told):
    path = tmp_path / "pack.zip"
    code, out, err = say("evidence", *arguments, "--out", path)

    assert (code, out) == (2, "")
    assert told in err
    assert not path.exists()


def test_a_folder_that_is_not_there_is_said(say, tmp_path):
    code, out, err = say("evidence", "overview/headline", "--out", tmp_path / "no" / "pack.zip")

    assert (code, out) == (1, "")
    assert "cannot be written" in err


def test_without_a_place_to_write_it_is_wrong_usage(say):
    assert say("evidence", "overview/headline")[0] == 2
