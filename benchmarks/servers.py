"""Servers of our own: started on a free loopback port with a home of their own, and ended again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

LONGEST_START_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """One running Streamlit server."""

    port: int
    process_id: int

    def cpu_seconds(self) -> float | None:
        """CPU time that the server has used, in user and kernel, all its threads; None where nothing tells it."""
        try:
            fields = Path(f"/proc/{self.process_id}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    script: Path, *, folder: Path, home: Path, settings: Mapping[str, str]
) -> Iterator[Server]:
    """Serve a script from a folder (whose ``.streamlit`` counts) until the block ends.

    Of the surroundings' settings of Streamlit and Reparto only those named here count.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT_", "REPARTO_"))}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(script)),
            *("--server.headless", "true", "--server.address", "127.0.0.1"),
            *("--server.port", str(port)),
        ],
        cwd=folder,
        env=kept | {"HOME": str(home), "USERPROFILE": str(home), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(port: int, process: subprocess.Popen) -> None:
    ask = build_opener(ProxyHandler({})).open
    end = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with ask(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as reply:
                if reply.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("a server did not start")
