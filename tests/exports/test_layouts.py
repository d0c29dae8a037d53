"""Each system's layout is known by its headers, and every column of it finds its field."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exports.layout_columns import LAYOUTS, R4V_2021, R4V_2022, R4V_2025, mapped


@pytest.mark.parametrize(("dialect", "columns"), LAYOUTS)
def test_every_column_of_a_layout_finds_its_field(dialect, columns):
    mapping, found = mapped(list(columns))
    assert mapping.dialect == dialect
    assert mapping.kind == ("contributions" if dialect == "fts" else "deliveries")
    assert found == columns


def test_the_layouts_have_as_many_columns_as_the_files_they_stand_for():
    assert (len(R4V_2025), len(R4V_2022), len(R4V_2021)) == (30, 30, 28)


SEPARATORS = st.sampled_from([" ", ".", "_", "  ", " .", "-"])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([("r4v-2025", R4V_2025), ("r4v-2022", R4V_2022), ("r4v-2021", R4V_2021)]),
    st.randoms(use_true_random=False),
    SEPARATORS,
    st.sampled_from([str, str.upper, str.lower, str.title]),
)
def test_r4v_is_mapped_by_its_headers_in_any_order_and_spelling(layout, random, separator, case):
    dialect, columns = layout
    headers = list(columns)
    random.shuffle(headers)
    spelled = [case(separator.join(header.replace(".", " ").split())) for header in headers]
    mapping, found = mapped(spelled)
    assert mapping.dialect == dialect
    assert list(found.values()) == [columns[header] for header in headers]
