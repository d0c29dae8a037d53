"""proportions.csv: shares as they stand, counts as shares, and a sentence on what is wrong."""

import pytest

from reparto.errors import OperationProblem
from reparto.operation import load_operation
from reparto.proportions import GROUPS, proportion_rows

HEAD = "department,sector,basis,girls,boys,women,men\n"


@pytest.fixture
def operation(tmp_path):
    (tmp_path / "operation.toml").write_text('country = "PE"\n', encoding="utf-8")
    return load_operation(tmp_path)


def test_shares_stand_as_they_are_and_counts_become_shares(operation):
    path = operation.folder / "proportions.csv"
    path.write_text(
        HEAD + "Lima,WASH,in_need,0.33,0.33,0.33,0\nLima,Food,in_need,1200,800,1500,500\n"
        "Lima,Health,targeted,25.5,24.5,30,20\n,WASH,in_need,1,1,0,0\n",
        encoding="utf-8",
    )
    rows = proportion_rows(operation)
    assert [[row[group] for group in GROUPS] for row in rows] == [
        [0.33, 0.33, 0.33, 0.0],
        [0.3, 0.2, 0.375, 0.125],
        [0.255, 0.245, 0.3, 0.2],
        [0.5, 0.5, 0.0, 0.0],
    ]
    assert [row["department"] for row in rows] == ["Lima", "Lima", "Lima", None]
    path.unlink()
    assert proportion_rows(operation) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "sector,girls\nWASH,1\n",
            "has no column “department”, “basis”, “boys”, “women” and “men”",
        ),
        (HEAD + "Lima,,in_need,1,0,0,0\n", "Row 1 of proportions.csv cannot be used: it names no"),
        (HEAD + "Lima,WASH,pin,1,0,0,0\n", "“pin” is no basis"),
        (HEAD + "Lima,WASH,in_need,0.5,0,0,0\n", "its shares add up to 0.5 and not to 1"),
        (HEAD + "Lima,WASH,in_need,0.6,0.6,0,0\n", "its shares add up to 1.2 and not to 1"),
        (HEAD + "Lima,WASH,in_need,0,0,,0\n", "all its shares are 0"),
        (HEAD + "Lima,WASH,in_need,-1,2,0,0\n", "“-1” under girls is no share or count"),
        (HEAD + "Lima,WASH,in_need,x,2,0,0\n", "“x” under girls is no share or count"),
        (HEAD + "Lima,WASH,in_need,nan,2,0,0\n", "“nan” under girls is no share or count"),
        (
            HEAD + "Lima,WASH,in_need,1,0,0,0\nlima,Wash,in_need,0,1,0,0\n",
            "Row 2 of proportions.csv cannot be used: it speaks of the same as row 1",
        ),
        (
            HEAD.replace("basis", "population_type,basis") + "Lima,WASH,transit,in_need,1,0,0,0\n",
            "“transit” is no population type",
        ),
    ],
)
def test_what_is_wrong_with_proportions_is_said(operation, text, why):
    (operation.folder / "proportions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(OperationProblem) as problem:
        proportion_rows(operation)
    assert why in problem.value.title
    assert problem.value.message
