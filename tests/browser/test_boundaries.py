"""Official boundaries in a browser: added by the command, drawn by the map with their source, and no other host asked."""

import subprocess
import sys

from tests.browser.conftest import ROOT
from tests.maps.geojson_files import area, saved

DECK = '[data-testid="stDeckGlJsonChart"]'
PLACES = """place_code,district,province,department,department_code,latitude,longitude
N1,Alto,,Norte,N,10.5,20.5
N2,Bajo,,Norte,N,10.5,21.5
S1,Costa,,Sur,S,9.5,20.5
"""
DELIVERIES = """delivered_on,partner,ubigeo,households,persons,item
2020-05-01,Alfa,N1,40,160,Food
2020-05-03,Alfa,S1,90,360,Food
"""


def test_boundaries_that_were_added_are_drawn_after_the_next_look(visit, new_server, tmp_path):
    folder = tmp_path / "operation"
    server = new_server(REPARTO_OPERATION=str(folder), REPARTO_LANG="en")
    districts = [area(20, 10, code="N1"), area(21, 10, code="N2"), area(20, 9, code="S1")]
    file = saved(tmp_path / "official.geojson", districts)
    (tmp_path / "deliveries.csv").write_text(DELIVERIES, encoding="utf-8")

    def reparto(*arguments) -> None:
        subprocess.run(
            [sys.executable, "-m", "reparto", *map(str, arguments)],
            cwd=ROOT,
            env=server.environment,
            check=True,
            capture_output=True,
        )

    reparto("new", folder, "--name", "Invented", "--country", "XX", "--start", "2020-05-01")
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    reparto("import", tmp_path / "deliveries.csv")
    server.start()
    before = visit("/map", server=server)
    before.get_by_text("No boundaries are drawn").wait_for()

    reparto("boundaries", "add", file, "--source", "The Mapping Office")
    page = visit("/map", server=server)

    page.get_by_text("Source of the outlines: The Mapping Office").wait_for()
    page.get_by_text("2 of 2 departments are drawn from official outlines").wait_for()
    page.locator(DECK).locator("canvas").first.wait_for()
    assert page.get_by_text("approximate").count() == 0
