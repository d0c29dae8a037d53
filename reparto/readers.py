"""The reading process, seen from the side that serves and publishes: one is kept at hand, and ended when it is not asked.

A file that takes more memory or time than it may is refused with a sentence, and the next file gets a new process.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from reparto import errors
from reparto.asking import Answers
from reparto.errors import RepartoError, UnreadableExport
from reparto.exports.receiving import Received
from reparto.language import _, current_language
from reparto.operation import ROOT

MEMORY_MB = 3_000
"""What reading one file may take; ``REPARTO_READER_MEMORY_MB`` sets another, 0 for no limit."""
SECONDS = 120
SECONDS_PER_MB = 3
"""How long reading one file may take, and what each of its megabytes adds; ``REPARTO_READER_SECONDS`` sets the first."""
IDLE_SECONDS = 300
_ENDED = ""
_LOOK_SECONDS = 0.1
_SET_ASIDE_MB = 1_000
_LARGE_MB = 300


class _Process:
    """One running reading process and the lines that it answers."""

    def __init__(self) -> None:
        self._most = _setting("MEMORY_MB", MEMORY_MB)
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self._running = subprocess.Popen(
            [sys.executable, "-m", "reparto.exports.child", str(_reserved(self._most))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
        )
        self._answers: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._running.stdout is not None
        for line in self._running.stdout:
            self._answers.put(line)
        self._answers.put(_ENDED)

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer; ``{"error": "memory"}`` when the process died of it, ``"time"`` when it took too long."""
        assert self._running.stdin is not None
        try:
            self._running.stdin.write(json.dumps(request) + "\n")
            self._running.stdin.flush()
        except OSError:
            return {"error": "memory"}
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                line = self._answers.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if self._most and _resident_mb(self._running.pid) > self._most:
                    return {"error": "memory"}
                continue
            found: dict[str, Any] = json.loads(line) if line else {"error": "memory"}
            return found
        return {"error": "time"}

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._running.poll() is None

    def end(self) -> None:
        """End the process."""
        self._running.kill()
        self._running.wait()
        self._listener.join()
        for pipe in (self._running.stdin, self._running.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was left to write has nobody to read it
                    continue


class _Reader:
    """The process at hand: started when first asked, ended after a while without a question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._idle: threading.Timer | None = None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            if self._process is None or not self._process.is_alive:
                self._process = _Process()
            found = self._process.ask(request, seconds)
            if found["error"] in {"memory", "time"}:
                self._process.end()
                self._process = None
            self._idle = threading.Timer(IDLE_SECONDS, self.end)
            self._idle.daemon = True
            self._idle.start()
            return found

    def start(self) -> None:
        """Have a process at hand."""
        with self._lock:
            if self._process is None or not self._process.is_alive:
                self._process = _Process()

    def end(self) -> None:
        """End the process at hand, if there is one."""
        if self._idle is not None:
            self._idle.cancel()
        with self._lock:
            if self._process is not None:
                self._process.end()
                self._process = None


_reader = _Reader()
atexit.register(_reader.end)


def make_ready() -> None:
    """Start the reading process ahead of the first file, because starting takes it a second."""
    _reader.start()


def read_file(path: Path, name: str, folder: Path, answers: Answers) -> Received:
    """Read a file into ``folder`` (made here), in a process of its own with limits of memory and time.

    Raises UnreadableExport or UnknownLayout with what happened and what to do; then the folder may hold leftovers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    request = {
        "path": str(path),
        "name": name,
        "folder": str(folder),
        "language": current_language(),
        "given": answers.given,
        "remembered": answers.remembered,
    }
    try:
        megabytes = path.stat().st_size / 1e6
    except OSError:
        megabytes = 0
    seconds = _setting("SECONDS", SECONDS) + SECONDS_PER_MB * megabytes
    answer = _reader.ask(request, seconds)
    if megabytes > _LARGE_MB:
        _reader.end()  # what it took stays with it; the build needs the memory now
    if answer["error"] is None:
        return Received.load(folder)
    raise _refusal(answer, name)


def _refusal(answer: dict[str, Any], name: str) -> RepartoError:
    if answer["error"] in {"memory", "time"}:
        title = (
            _("{name} takes more memory to read than one file may.")
            if answer["error"] == "memory"
            else _("{name} takes longer to read than one file may.")
        )
        return UnreadableExport(
            _("Save it as CSV, or in several parts, and import those."),
            title=title.format(name=name),
        )
    if answer["error"] == "defect":
        return UnreadableExport(
            _("Send it to whoever maintains Reparto ({reason}).").format(reason=answer["reason"]),
            title=_("{name} could not be understood.").format(name=name),
        )
    kind = getattr(errors, answer["error"], RepartoError)
    found: RepartoError = kind(answer["message"], title=answer["title"])
    return found


def _reserved(megabytes: int) -> int:
    """What the system itself holds the process to: libraries reserve far more than they use."""
    return 2 * megabytes + _SET_ASIDE_MB if megabytes else 0


def _resident_mb(pid: int) -> float:
    """The memory that a process really holds; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _setting(name: str, usual: int) -> int:
    text = os.environ.get(f"REPARTO_READER_{name}", "")
    return int(text) if text.isdigit() else usual
