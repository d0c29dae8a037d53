"""One pass over a file's bytes: its checksum, and the counts that tell whether its lines are as plain as they look."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_STEP = 4 << 20
_TAIL = 1 << 16


@dataclass(frozen=True)
class Survey:
    """A file's SHA-256, its size, line ends and NULs, and its lines up to the last that is not blank."""

    sha256: str
    size: int
    line_feeds: int
    carriage_returns: int
    pairs: int
    nuls: int
    lines: int

    @property
    def has_plain_lines(self) -> bool:
        """Whether every line ends alike, by LF or by CR LF."""
        return self.line_feeds > 0 and self.carriage_returns == self.pairs in (0, self.line_feeds)


def survey(path: Path) -> Survey:
    """Read the file once. Raises OSError."""
    digest = hashlib.sha256()
    size = feeds = returns = pairs = nuls = 0
    last = b""
    with path.open("rb") as file:
        while step := file.read(_STEP):
            digest.update(step)
            size += len(step)
            feeds += step.count(b"\n")
            if b"\r" in step:
                returns += step.count(b"\r")
                pairs += step.count(b"\r\n")
            pairs += last == b"\r" and step[:1] == b"\n"
            nuls += step.count(b"\0") if b"\0" in step else 0
            last = step[-1:]
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    ending = tail[len(tail.rstrip(b"\r\n")) :].count(b"\n")
    return Survey(
        digest.hexdigest(), size, feeds, returns, pairs, nuls, feeds - ending + (1 if size else 0)
    )
