"""Reviewing files on this machine: one in this process, several in processes that can be killed."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from github_app.killable import SECONDS, KillablePool, limited, reason_for, without_pauses
from github_app.local.files import read_plan
from github_app.local.refusal import Refused
from github_app.output.report import CheckedFile
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review, review


@dataclass(frozen=True, slots=True)
class Task:
    """`name` is how the file is reported, `data` what it holds, if that was read already."""

    file: Path
    name: str
    settings: LintSettings
    data: bytes | None = None


def check_all(tasks: Sequence[Task], jobs: int, seconds: float = SECONDS) -> Iterator[CheckedFile]:
    """Each file's review, in order. `jobs` is the number of processes; 0 takes one for each core.

    A file that takes too long or too much memory, or that a rule fails on, is `not-analysed`; the others are checked.
    """
    if len(tasks) == 1:
        yield _check_here(tasks[0], seconds)
        return
    with KillablePool(min(jobs or os.cpu_count() or 1, max(1, len(tasks))), seconds) as pool:
        waiting = [(task, pool.schedule(_check, _portable(task))) for task in tasks]
        for task, future in waiting:
            try:
                yield future.result()
            except Exception as error:  # noqa: BLE001 - a fault of a rule must not hide the other files
                yield _not_analysed(task, pool.reason(error))


def _check_here(task: Task, seconds: float) -> CheckedFile:
    without_pauses()
    try:
        with limited(seconds):
            return _check(task)
    except Exception as error:  # noqa: BLE001 - as in a process of its own
        return _not_analysed(task, reason_for(error, seconds))


def _portable(task: Task) -> Task:
    """What a process of its own can be given: no read-only mapping, and no standard input."""
    data = read_plan(task.file) if str(task.file) == "-" else None
    return replace(task, settings=replace(task.settings, rules=dict(task.settings.rules)), data=data)


def _not_analysed(task: Task, reason: str) -> CheckedFile:
    return CheckedFile(task.name, Review("not-analysed", reason))


def _check(task: Task) -> CheckedFile:
    try:
        data = read_plan(task.file) if task.data is None else task.data
    except Refused as refused:
        return _not_analysed(task, str(refused).removeprefix(f"{task.file}: "))
    lines = tuple(data.decode("utf-8", "replace").removeprefix("\ufeff").split("\n"))
    return CheckedFile(task.name, review(data, task.settings), lines)
