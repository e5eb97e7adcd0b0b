"""Outages made on purpose: a PostgreSQL server that stops, a disk that is full."""

import os
import resource
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Disk(Protocol):
    folder: Path

    def fill(self, pid: int) -> None:
        """Nothing more can be written to the folder."""

    def free(self, pid: int) -> None: ...


def control_postgres(*arguments: str) -> None:
    """`-m immediate stop`, as after a crash, or `start`."""
    control = shlex.split(os.environ["PLANREVIEW_TEST_POSTGRES_CONTROL"])
    subprocess.run([*control, *arguments], cwd="/", check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A disk of 24 MB where mounting is allowed; else a limit on what the process may write, which looks alike to it."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        yield _Limited(folder)
        return
    try:
        yield _Mounted(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


class _Mounted:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, pid: int) -> None:
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"\0" * 4096)
            except OSError:
                return

    def free(self, pid: int) -> None:
        (self.folder / "filler").unlink()


class _Limited:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def free(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
