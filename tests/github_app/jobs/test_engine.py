"""What we rely on in the job engine, pinned: a new release of it must not change this unseen."""

import inspect
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import sqlalchemy as sa
from dbos import DBOS

from github_app.jobs.database import connect
from github_app.jobs.intake import Intake
from github_app.jobs.queueing import VERSION, WORKFLOW
from tests.github_app.jobs.examples import delivery, review_job
from tests.github_app.jobs.test_intake import put, workflows

RELEASE = """
import asyncio, pathlib, sys
from github_app.jobs.engine import Engine
from github_app.jobs.ledger import Ledger
from github_app.jobs.database import connect
url, folder, behaviour = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
async def handle(job_id):
    ledger = Ledger(connect(url))
    attempt = ledger.begin(job_id)
    with (folder / f"{behaviour}-begun").open("a") as log:
        log.write(job_id + "\\n")
    if behaviour == "hangs":
        await asyncio.sleep(60)
    ledger.end(job_id, "reviewed")
    with (folder / f"{behaviour}-done").open("a") as log:
        log.write(job_id + "\\n")
    return "reviewed"
%s
async def main():
    engine = Engine(url, handle, poll_seconds=0.05)
    await engine.start()
    await asyncio.sleep(60)
asyncio.run(main())
"""


def test_the_private_name_we_call_is_still_there() -> None:
    signature = inspect.signature(DBOS._recover_pending_workflows)
    assert list(signature.parameters) == ["executor_ids"]
    assert "executor_id" in inspect.getsource(sys.modules["dbos._recovery"])


def test_names_that_stored_work_holds_never_change() -> None:
    assert (VERSION, WORKFLOW) == ("planreview-1", "planreview.job")


def test_stored_work_has_a_constant_version_and_is_no_pickle(prepared: str, database: sa.Engine) -> None:
    intake = Intake(prepared)
    put(intake, delivery(review_job(), guid="guid-0001"))
    intake.close()
    schema = "" if database.dialect.name == "sqlite" else "dbos."
    with database.connect() as connection:
        row = connection.exec_driver_sql(
            f"SELECT application_version, serialization, queue_partition_key FROM {schema}workflow_status"
            " WHERE name = 'planreview.job'"
        ).one()
    assert tuple(row) == ("planreview-1", "portable_json", "500:1")


def test_another_release_goes_on_with_running_and_queued_work(prepared: str, tmp_path: Path) -> None:
    intake = Intake(prepared)
    put(intake, *(delivery(review_job(number=n)) for n in range(5)), delivery(review_job(number=0, head="c" * 40)))
    intake.close()
    release = RELEASE % ""
    one = subprocess.Popen([sys.executable, "-c", release, prepared, str(tmp_path), "hangs"])
    begun = tmp_path / "hangs-begun"
    until(lambda: begun.exists() and len(begun.read_text().split()) >= 4)
    one.kill()
    one.wait()
    newer = release.replace("async def handle(job_id):", "async def handle(job_id):\n    added_in_this_release = 1")
    two = subprocess.Popen([sys.executable, "-c", textwrap.dedent(newer), prepared, str(tmp_path), "works"])
    done = tmp_path / "works-done"
    database = connect(prepared)
    try:
        until(lambda: done.exists() and len(done.read_text().split()) >= 5)
        until(lambda: not {"PENDING", "ENQUEUED"} & set(workflows(database).values()))
    finally:
        two.kill()
        two.wait()
        database.dispose()
    assert len(set(done.read_text().split())) == len(done.read_text().split())


def until(condition: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)
