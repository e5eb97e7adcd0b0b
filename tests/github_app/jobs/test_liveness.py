"""Locks tell the living from the dead, and the dead's work is handed over once."""

import subprocess
import sys
import time

import pytest

from github_app.jobs.liveness import Reaper, executor_id, locks_for

HOLD = "import sys, time; from github_app.jobs.liveness import locks_for; l = locks_for(sys.argv[1]); l.hold('other'); print('held', flush=True); time.sleep(60)"


def test_names_are_never_used_twice() -> None:
    assert len({executor_id() for _ in range(100)}) == 100
    assert "local" not in executor_id()


def test_a_process_is_alive_until_it_is_killed(prepared: str) -> None:
    locks = locks_for(prepared)
    locks.hold("mine")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, prepared], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert not locks.is_dead("other")
        holder.kill()
        holder.wait()
        deadline = time.monotonic() + 5
        while not locks.is_dead("other"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert locks.is_dead("never seen")
    finally:
        holder.kill()
        holder.wait()
        assert holder.stdout is not None
        holder.stdout.close()
        locks.close()


def test_only_the_work_of_the_dead_is_taken_over(prepared: str) -> None:
    locks, others = locks_for(prepared), locks_for(prepared)
    others.hold("living")
    locks.hold("mine")
    taken: list[list[str]] = []

    def take_over(dead: list[str]) -> int:
        taken.append(dead)
        return 1

    reaper = Reaper(locks, "mine", lambda: ["mine", "living", "dead", "dead"], take_over)
    assert [reaper.look() for _ in range(locks.looks)] == [0] * (locks.looks - 1) + [1]
    assert taken == [["dead"]]
    locks.close()
    others.close()


def test_the_watch_survives_a_lost_database(prepared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("github_app.jobs.liveness.EVERY_SECONDS", 0.01)
    looks = []

    def owners() -> list[str]:
        looks.append(1)
        raise OSError("gone")

    reaper = Reaper(locks_for(prepared), "mine", owners, len)
    reaper.start()
    deadline = time.monotonic() + 5
    while len(looks) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    reaper.stop()
