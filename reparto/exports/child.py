"""The reading process: takes requests on its input, one JSON object a line, and reads each file within limits.

A file from outside is never read in the process that serves pages or publishes: what it does to memory, time or a
library ends here. Run as ``python -m reparto.exports.child``; :mod:`reparto.readers` speaks to it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from reparto.asking import Answers
from reparto.errors import RepartoError
from reparto.exports.receiving import receive
from reparto.language import use_language

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit holds there too
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer each request until the input ends."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that a library prints is an answer
    _limit_memory(int(sys.argv[1]))
    for line in sys.stdin:
        replies.write(json.dumps(_answer(json.loads(line))) + "\n")
        replies.flush()


def _limit_memory(megabytes: int) -> None:
    if resource is not None and megabytes:
        most = megabytes << 20
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    use_language(request["language"])
    answers = Answers(request["given"], request["remembered"])
    folder = Path(request["folder"])
    try:
        received = receive(Path(request["path"]), request["name"], folder, answers)
        received.save()
    except RepartoError as error:
        return {"error": type(error).__name__, "title": error.title, "message": error.message}
    except MemoryError:
        return {"error": "memory"}
    except (
        Exception
    ) as error:  # a defect of ours: told as such, and the next file is read all the same
        return {"error": "defect", "reason": f"{type(error).__name__}: {error}"[:200]}
    return {"error": None}


if __name__ == "__main__":
    main()
