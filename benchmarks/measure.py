"""Measure: warm reruns of one page and of the empty page, in turns, so that a busy machine slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.servers import Server
from benchmarks.visitor import Run, Visitor

WARM_UP_RUNS = 6


@dataclass(frozen=True)
class Cost:
    """What one page's warm reruns cost; times are medians in seconds, CPU is the mean over all reruns."""

    runs: int
    seconds: float
    lowest: float
    cpu_seconds: float | None
    messages: int
    bytes_received: int


@dataclass(frozen=True)
class Comparison:
    """A page beside the empty page of the same minutes."""

    page: str
    of_page: Cost
    of_empty: Cost

    @property
    def ratio(self) -> float:
        """The page's median as a multiple of the empty page's."""
        return self.of_page.seconds / self.of_empty.seconds

    @property
    def cpu_ratio(self) -> float | None:
        """The page's CPU time as a multiple of the empty page's."""
        of_page, of_empty = self.of_page.cpu_seconds, self.of_empty.cpu_seconds
        return of_page / of_empty if of_page and of_empty else None


def compare(
    page: str, address: str, product: Server, empty: Server, *, reruns: int, until: float
) -> Comparison:
    """Rerun the page at this address and the empty page in turns, ``reruns`` times each or until the moment."""
    _arrive(product)
    visitors = [(product, Visitor(product.port, address)), (empty, Visitor(empty.port))]
    try:
        for _, visitor in visitors:
            for _ in range(WARM_UP_RUNS):
                visitor.rerun()
        runs: list[list[Run]] = [[], []]
        cpu: list[list[float]] = [[], []]
        for turn in range(reruns):
            if turn >= 5 and time.monotonic() > until:
                break
            # Each goes first in every second turn.
            for which in (0, 1) if turn % 2 else (1, 0):
                server, visitor = visitors[which]
                before = server.cpu_seconds()
                runs[which].append(visitor.rerun())
                after = _settled(server.cpu_seconds)
                if before is not None and after is not None:
                    cpu[which].append(after - before)
    finally:
        for _, visitor in visitors:
            visitor.close()
    return Comparison(page, _cost(runs[0], cpu[0]), _cost(runs[1], cpu[1]))


def _arrive(product: Server) -> None:
    """Open the front door once, as the first visitor of a server does."""
    first = Visitor(product.port)
    try:
        first.rerun()
    finally:
        first.close()


def _settled(cpu_seconds: Callable[[], float | None]) -> float | None:
    """The CPU time once the server has done what it does after a run has ended."""
    time.sleep(0.03)
    return cpu_seconds()


def _cost(runs: list[Run], cpu: list[float]) -> Cost:
    return Cost(
        runs=len(runs),
        seconds=statistics.median(run.seconds for run in runs),
        lowest=min(run.seconds for run in runs),
        cpu_seconds=statistics.fmean(cpu) if cpu else None,
        messages=round(statistics.median(run.messages for run in runs)),
        bytes_received=round(statistics.median(run.bytes_received for run in runs)),
    )
