"""Official boundaries brought by the command or by the settings: kept, told, replaced and removed; never half."""

import json
import shutil
from datetime import date

import pytest

from reparto.command import main
from reparto.errors import OperationProblem
from reparto.intake import files_under
from reparto.maps.atlas import OWN, Atlas
from reparto.maps.boundaries import boundaries_of, outlines_of, source_of
from reparto.operation import load_operation
from reparto.questions import ask
from reparto.scope import EVERYTHING
from reparto.wording import map as wording
from tests.maps.geojson_files import area, drawn, saved
from tests.worlds import world

PLACES = """place_code,district,province,department,department_code,latitude,longitude
N1,Alto,,Norte,N,10.5,20.5
N2,Bajo,,Norte,N,10.5,21.5
S1,Costa,,Sur,S,9.5,20.5
"""
DELIVERIES = """delivered_on,partner,ubigeo,households,persons,item
2020-05-01,Alfa,N1,40,160,Food
2020-05-02,Beta,N2,10,40,Food
"""


@pytest.fixture
def country(tmp_path, monkeypatch):
    """An invented country with three districts, chosen for the command line."""
    with world(
        tmp_path / "home", name="Invented", country="XX", starts_on=date(2020, 5, 1)
    ) as made:
        (made.operation.folder / "places.csv").write_text(PLACES, encoding="utf-8")
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        monkeypatch.setenv("REPARTO_LANG", "en")
        yield made


@pytest.fixture
def say(capsys):
    """Run a command: its exit code, stdout and stderr."""

    def said(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return said


def three(path):
    return saved(
        path,
        [area(20, 10, code="N1"), area(21, 10, code="N2"), area(20, 9, code="S1")],
    )


def set_in(operation, text: str):
    """The operation with a line added on top of its settings."""
    path = operation.folder / "operation.toml"
    path.write_text(f"{text}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return load_operation(operation.folder)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def test_added_boundaries_are_kept_and_told(country, say, tmp_path):
    code, out, err = say(
        "boundaries", "add", three(tmp_path / "a.geojson"), "--source", "The Mapping Office"
    )

    folder = country.operation.folder / "boundaries"
    assert (code, err) == (0, "")
    assert f"Boundaries: {folder}, added from a.geojson on " in out
    assert "Source: The Mapping Office." in out
    assert "Simplified to 100 metres for the country and to 20 metres for a department" in out
    assert "3 of 3 districts are drawn from official outlines." in out
    assert "2 of 2 departments are drawn from official outlines. 2 are put together" in out
    assert "Every area of the files is a place of this operation." in out
    assert sorted(outlines_of(country.operation, "department")) == ["N", "S"]
    assert sorted(outlines_of(country.operation, "district", is_close=True)) == ["N1", "N2", "S1"]
    assert outlines_of(country.operation, "province") == {}
    assert say("boundaries") == (0, out, "")


def test_the_kept_files_are_geojson_that_any_program_reads(country, say, tmp_path):
    say("boundaries", "add", three(tmp_path / "a.geojson"))

    path = country.operation.folder / "boundaries" / "country-district.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))

    assert document["type"] == "FeatureCollection"
    first = document["features"][0]
    assert (first["id"], first["properties"]["name"]) == ("N1", "Alto")
    assert first["geometry"]["type"] == "MultiPolygon"
    points = {tuple(point) for point in first["geometry"]["coordinates"][0][0]}
    assert points == {(20, 10), (21, 10), (21, 11), (20, 11)}


def test_what_does_not_match_is_told_on_both_sides(country, say, tmp_path):
    features = [area(20, 10, code="N1"), area(22, 10, code="N9", name="Gone")]

    code, out, _err = say("boundaries", "add", saved(tmp_path / "a.geojson", features), "--json")
    answer = json.loads(out)
    told = say("boundaries")[1]

    assert code == 0
    levels = {level["level"]: level for level in answer["levels"]}
    assert levels["district"] == {
        "level": "district",
        "places": 3,
        "matched": 1,
        "put_together": 0,
        "unmatched": [{"code": "N2", "name": "Bajo"}, {"code": "S1", "name": "Costa"}],
    }
    assert levels["department"]["matched"] == 0
    assert answer["unmatched_areas"] == [{"file": "a.geojson", "code": "N9", "name": "Gone"}]
    assert answer["tolerance_metres"] == {"country": 50, "close": 20}
    assert answer["files"] == ["a.geojson"]
    assert "Without an outline: N2 Bajo and S1 Costa." in told
    assert "1 area of the files is no place of this operation: N9 Gone." in told


def test_names_from_a_file_steer_no_terminal(country, say, tmp_path):
    features = [area(20, 10, code="N1"), area(22, 10, code="N9", name="\x1b[31mRed\u202e\nline")]

    _code, out, _err = say("boundaries", "add", saved(tmp_path / "a.geojson", features))

    assert "N9 [31mRed line" in out
    assert not {"\x1b", "\u202e"} & set(out)


BAD = {
    "no geojson": ("hello", "is no GeoJSON"),
    "empty": ('{"type": "FeatureCollection", "features": []}', "is empty"),
    "metres": ([area(280_000, 8_660_000, 100, code="N1")], "is not in degrees"),
    "points": ([drawn([20, 10], "Point", code="N1")], "holds no areas"),
    "another country": ([area(-70, -12, code="N1")], "are of another country"),
    "unknown codes": ([area(20, 10, code="Q7")], "No area in bad.geojson"),
    "twice": ([area(20, 10, code="N1"), area(20, 10, code="N1")], "is drawn twice"),
    "two names": (
        [area(20, 10, code="N1", name="a"), area(21, 10, code="N1", name="b")],
        "stands for two areas",
    ),
    "broken": ([drawn([[[20, 10], [21, 11], [20, 10]]], code="N1")], "enclose nothing"),
}


@pytest.mark.parametrize(("content", "title"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_used_changes_nothing(country, say, tmp_path, content, title):
    say("boundaries", "add", three(tmp_path / "a.geojson"))
    before = contents(country.operation.folder)
    bad = tmp_path / "bad.geojson"
    if isinstance(content, str):
        bad.write_text(content, encoding="utf-8")
    else:
        saved(bad, content)

    code, out, err = say("boundaries", "add", bad, "--json")

    assert code == 1
    assert title in err
    assert json.loads(out) == {"path": None, "message": err.strip(), "levels": []}
    assert contents(country.operation.folder) == before
    assert say("boundaries")[0] == 0


def test_a_file_that_is_not_there_and_a_missing_argument(country, say, tmp_path):
    assert "does not exist" in say("boundaries", "add", tmp_path / "none.geojson")[2]
    assert say("boundaries", "add")[0] == 2


def test_added_again_replaces_and_removed_gives_way_to_the_file_beside(country, say, tmp_path):
    say("boundaries", "add", three(tmp_path / "a.geojson"))
    one = saved(tmp_path / "b.geojson", [area(20, 10, code="N1")])

    replaced = say("boundaries", "add", one)
    three(country.operation.folder / "boundaries.geojson")
    still = say("boundaries")
    removed = say("boundaries", "remove")
    again = say("boundaries", "remove", "--json")

    assert "1 of 3 districts are drawn" in replaced[1]
    assert "added from b.geojson" in still[1]
    assert removed[0] == 0
    assert "beside the settings" in removed[1]
    assert "3 of 3 districts are drawn" in removed[1]
    assert again[0] == 1
    assert "none were removed" in again[2]
    assert json.loads(again[1])["how"] == "beside"
    assert not (country.operation.folder / "boundaries").exists()


def test_without_boundaries_the_command_says_how_to_have_some(country, say):
    code, out, err = say("boundaries", "--json")

    assert code == 1
    assert json.loads(out)["path"] is None
    assert "boundaries add FILE" in err


def test_files_of_three_levels_are_added_together_or_as_a_folder(country, say, tmp_path):
    folder = tmp_path / "cod-ab"
    folder.mkdir()
    saved(
        folder / "xx_adm1.geojson", [area(20, 10, 2, ADM1_PCODE="N"), area(20, 9, ADM1_PCODE="S")]
    )
    saved(folder / "xx_adm3.geojson", [area(20, 10, ADM1_PCODE="N", ADM3_PCODE="N1")])
    (folder / "licence.txt").write_text("CC BY", encoding="utf-8")

    by_folder = say("boundaries", "add", folder)[1]
    by_file = say("boundaries", "add", folder / "xx_adm3.geojson", folder / "xx_adm1.geojson")[1]

    for told in (by_folder, by_file):
        assert "2 of 2 departments are drawn" in told
        assert "1 of 3 districts are drawn" in told
        assert "put together" not in told


def test_points_and_lines_in_a_folder_are_passed_over_and_alone_refused(country, say, tmp_path):
    folder = tmp_path / "cod-ab"
    folder.mkdir()
    saved(folder / "xx_admcentroids.geojson", [drawn([20, 10], "Point", code="N1")])
    saved(folder / "xx_admlines.geojson", [drawn([[20, 10], [21, 10]], "LineString")])

    alone = say("boundaries", "add", folder)
    three(folder / "xx_adm3.geojson")
    code, out, _err = say("boundaries", "add", folder)

    assert alone[0] == 1
    assert "xx_admcentroids.geojson holds no areas" in alone[2]
    assert code == 0
    assert "3 of 3 districts are drawn" in out
    assert "are not used: xx_admcentroids.geojson and xx_admlines.geojson." in out


def test_the_setting_names_a_file_or_a_folder_seen_from_the_operation(country, say, tmp_path):
    official = country.operation.folder / "official"
    official.mkdir()
    three(official / "all.geojson")
    operation = set_in(
        country.operation, 'boundaries = "official"\nboundaries_source = "The Mapping Office"'
    )

    code, out, _err = say("boundaries")

    assert code == 0
    assert "as operation.toml says" in out
    assert source_of(operation) == "The Mapping Office"
    assert boundaries_of(operation).fit("district").drawn == 3
    refused = say("boundaries", "add", official / "all.geojson")
    assert refused[0] == 1
    assert "Take the setting `boundaries` out" in refused[2]


def test_a_setting_that_names_nothing_is_told(country, say):
    operation = set_in(country.operation, 'boundaries = "../nowhere.geojson"')

    with pytest.raises(OperationProblem) as problem:
        outlines_of(operation, "district")

    assert "nowhere.geojson, which does not exist" in problem.value.title
    assert say("boundaries")[0] == 1


def test_a_setting_that_is_no_text_is_told(country):
    with pytest.raises(OperationProblem) as problem:
        set_in(country.operation, "boundaries = 3")

    assert "boundaries = 3" in problem.value.message


def test_a_changed_file_is_seen_at_the_next_look(country):
    beside = country.operation.folder / "boundaries.geojson"
    saved(beside, [area(20, 10, code="N1")])
    first = sorted(outlines_of(country.operation, "district"))
    three(beside)
    second = sorted(outlines_of(country.operation, "district"))
    beside.unlink()

    assert (first, second) == (["N1"], ["N1", "N2", "S1"])
    assert outlines_of(country.operation, "district") == {}
    assert len(list((country.store / "boundaries").iterdir())) == 1


def test_a_folder_of_prepared_boundaries_may_be_carried_to_another_operation(
    country, say, tmp_path
):
    say("boundaries", "add", three(tmp_path / "a.geojson"), "--source", "The Mapping Office")
    kept = country.operation.folder / "boundaries"
    shutil.move(kept, tmp_path / "shared")
    operation = set_in(country.operation, f'boundaries = "{tmp_path / "shared"}"')

    assert sorted(outlines_of(operation, "district")) == ["N1", "N2", "S1"]
    assert source_of(operation) == "The Mapping Office"


def test_kept_boundaries_that_were_damaged_are_told(country, say, tmp_path):
    say("boundaries", "add", three(tmp_path / "a.geojson"))
    kept = country.operation.folder / "boundaries"
    (kept / "country-district.geojson").write_text("{", encoding="utf-8")

    code, _out, err = say("boundaries")

    assert code == 1
    assert "country-district.geojson" in err
    assert "boundaries add FILE" in err


def test_a_folder_of_ones_own_named_boundaries_is_not_overwritten(country, say, tmp_path):
    own = country.operation.folder / "boundaries"
    own.mkdir()
    three(own / "mine.geojson")

    code, _out, err = say("boundaries", "add", three(tmp_path / "a.geojson"))

    assert code == 1
    assert "was not made by this command" in err
    assert list(own.iterdir()) == [own / "mine.geojson"]


def test_the_map_loses_its_approximate_note_and_names_the_source(country, say, tmp_path):
    export = tmp_path / "deliveries.csv"
    export.write_text(DELIVERIES, encoding="utf-8")
    country.take(export)
    say("boundaries", "add", three(tmp_path / "a.geojson"), "--source", "The Mapping Office.")

    places = ask(country.snapshot, "places/map_places", EVERYTHING)
    atlas = Atlas(country.operation, places)
    sheet = atlas.sheet(atlas.looking(EVERYTHING))
    notes = wording.notes(sheet)

    assert sheet.quality == OWN
    assert notes == [
        "Source of the outlines: The Mapping Office. 2 of 2 departments are drawn from official outlines.",
        "The boundaries and names shown imply no endorsement by the United Nations or by any government; some may be disputed.",
    ]


def test_places_that_exports_taught_are_matched_too(tmp_path, monkeypatch, say):
    monkeypatch.setenv("REPARTO_LANG", "en")
    with world(tmp_path / "home", name="Bare", country="XX", starts_on=date(2020, 5, 1)) as made:
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        before = say("boundaries", "add", three(tmp_path / "a.geojson"))
        export = tmp_path / "deliveries.csv"
        export.write_text(DELIVERIES, encoding="utf-8")
        made.take(export)
        after = say("boundaries", "add", three(tmp_path / "a.geojson"))

    assert before[0] == 1
    assert "are not known yet" in before[2]
    assert after[0] == 0
    assert "2 of 2 districts are drawn" in after[1]
    assert "S1" in after[1]


def test_an_import_of_the_operations_folder_passes_the_boundaries_over(country, say, tmp_path):
    say("boundaries", "add", three(tmp_path / "a.geojson"))
    three(country.operation.folder / "boundaries.geojson")
    export = country.operation.folder / "deliveries.csv"
    export.write_text(DELIVERIES, encoding="utf-8")

    assert files_under([country.operation.folder]) == [export]
