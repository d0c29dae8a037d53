"""The benchmark's own promises: what it writes, and that it measures nothing that failed."""

import platform

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.measure import Comparison, Cost
from benchmarks.report import BEGIN, END, as_markdown, write_into
from benchmarks.visitor import PageFailed, Visitor


def cost(seconds: float, cpu: float | None) -> Cost:
    return Cost(30, seconds, seconds / 2, cpu, 12, 3400)


def test_the_ratio_is_of_the_medians_and_cpu_is_told_where_it_is_known():
    found = Comparison("overview", cost(0.09, 0.06), cost(0.03, 0.03))
    unknown = Comparison("map", cost(0.09, None), cost(0.03, None))

    table = as_markdown([found, unknown]).splitlines()

    assert (
        table[-2] == "| Overview | **3.0** | 90.0 (45.0) | 30.0 (15.0) | 2.0 | 60 | 12 | 3.4 | 30 |"
    )
    assert "| — | — |" in table[-1]
    assert platform.node() not in table[0]


def test_the_table_replaces_the_one_before_and_nothing_else(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"Above\n{BEGIN}\nold\n{END}\nBelow\n", encoding="utf-8")

    write_into(page, "new")
    write_into(page, "newer")

    assert page.read_text(encoding="utf-8") == f"Above\n{BEGIN}\nnewer\n{END}\nBelow\n"


def test_a_page_without_a_place_for_the_table_is_left_as_it_is(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("Nothing here", encoding="utf-8")

    with pytest.raises(ValueError, match="no place"):
        write_into(page, "new")
    assert page.read_text(encoding="utf-8") == "Nothing here"


class Answers:
    """A socket that gives the messages that it was made with."""

    def __init__(self, *messages: ForwardMsg) -> None:
        self.left = [message.SerializeToString() for message in messages]
        self.sent: list[bytes] = []

    def send(self, payload: bytes) -> None:
        self.sent.append(payload)

    def recv(self, timeout: float) -> bytes:
        return self.left.pop(0)


def visitor_of(monkeypatch, *messages: ForwardMsg) -> Visitor:
    monkeypatch.setattr("benchmarks.visitor.connect", lambda *_, **__: Answers(*messages))
    return Visitor(0)


def test_a_run_ends_with_the_message_that_the_script_has_ended(monkeypatch):
    early = ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN)
    shown = ForwardMsg(hash="h")
    shown.delta.new_element.markdown.body = "hello"
    done = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)

    run = visitor_of(monkeypatch, early, shown, done, shown).rerun()

    assert run.messages == 3
    assert run.bytes_received == sum(len(m.SerializeToString()) for m in (early, shown, done))


def test_a_page_that_shows_an_exception_is_not_measured(monkeypatch):
    broken = ForwardMsg()
    broken.delta.new_element.exception.type = "ValueError"

    with pytest.raises(PageFailed, match="ValueError"):
        visitor_of(monkeypatch, broken).rerun()
