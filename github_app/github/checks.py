"""Our check runs: started, found again, completed, with annotations that each stand there once."""

from collections.abc import Callable, Sequence
from typing import Any

from github_app.github.client import Client
from github_app.github.errors import NotFound, Rejected
from github_app.github.guarded import guarded
from github_app.github.read import base_path
from github_app.review.model import Annotation, CheckRun, PullRequest
from github_app.review.origin import base_of_group, stands_for
from github_app.webhooks.triage import CHECK_NAME

ANNOTATIONS_A_REQUEST = 50
"""Source: GitHub's “REST API endpoints for check runs”."""


async def start_check(client: Client, pull_request: PullRequest, external_id: str, details_url: str = "") -> int:
    """The id of a check run in progress for this piece of work; made if there is none."""
    body: dict[str, Any] = {
        "name": CHECK_NAME,
        "head_sha": pull_request.head_sha,
        "status": "in_progress",
        "external_id": external_id,
    }
    if details_url:
        body["details_url"] = details_url
    path = f"{base_path(pull_request)}/check-runs"

    async def happened() -> Any:
        runs = await _runs(client, pull_request)
        return next((run for run in runs if run.get("external_id") == external_id), None)

    return int((await guarded(client, "POST", path, body, happened))["id"])


async def reopen_check(
    client: Client, pull_request: PullRequest, check_id: int, external_id: str, details_url: str = ""
) -> bool:
    """Show a completed check run as in progress again, for another piece of work; False where GitHub won't."""
    body = {"status": "in_progress", "external_id": external_id}
    if details_url:
        body["details_url"] = details_url
    try:
        await client.write("PATCH", f"{base_path(pull_request)}/check-runs/{check_id}", body)
    except (NotFound, Rejected):
        return False
    return True


async def find_check(
    client: Client, pull_request: PullRequest, external_id: str, check_id: int | None = None
) -> tuple[int, str | None] | None:
    """This piece of work's check run, by id where it is known: its id, and the title that it was completed with."""
    for run in await _runs(client, pull_request):
        if run["id"] == check_id or (check_id is None and run.get("external_id") == external_id):
            return int(run["id"]), _completed_as(run)
    return None


async def find_left_check(client: Client, pull_request: PullRequest) -> tuple[int, str | None] | None:
    """A check run that an earlier piece of work on the same head made and could not note: one in progress, else the
    newest completed one. Its id, and the title that it was completed with."""
    number = pull_request.number
    left = [run for run in await _runs(client, pull_request) if stands_for(run.get("external_id"), number)]
    found = next((run for run in left if run.get("status") != "completed"), left[0] if left else None)
    return (int(found["id"]), _completed_as(found)) if found else None


def _completed_as(run: dict[str, Any]) -> str | None:
    """The title of a completed check run; None while it is in progress."""
    return ((run.get("output") or {}).get("title") or "") if run.get("status") == "completed" else None


async def base_of_merge_group(client: Client, place: PullRequest) -> tuple[str, str] | None:
    """What a check run of ours on the head says the merge group there is compared with: base commit and branch."""
    bases = (base_of_group(run.get("external_id")) for run in await _runs(client, place))
    return next((base for base in bases if base), None)


async def explain_check(
    client: Client, pull_request: PullRequest, check_id: int, text_for: Callable[[str], str]
) -> bool:
    """Add a text below the summary of a check run of ours; `text_for` makes it from the summary. False where it is gone."""
    run = next((run for run in await _runs(client, pull_request) if run["id"] == check_id), None)
    if run is None:
        return False
    output = run.get("output") or {}
    summary = output.get("summary") or ""
    body = {"output": {"title": output.get("title") or CHECK_NAME, "summary": summary, "text": text_for(summary)}}
    await client.write("PATCH", f"{base_path(pull_request)}/check-runs/{check_id}", body)
    return True


async def completed_check(client: Client, pull_request: PullRequest) -> int | None:
    """The id of a completed check run of ours on the head."""
    runs = await _runs(client, pull_request)
    return next((int(run["id"]) for run in runs if run.get("status") == "completed"), None)


async def finish_check(
    client: Client,
    pull_request: PullRequest,
    check: CheckRun,
    external_id: str,
    check_id: int | None,
    details_url: str = "",
) -> None:
    """Complete the check run; without an id it is made as completed in one call. Annotations go 50 at a time."""
    path = f"{base_path(pull_request)}/check-runs"
    batches = [
        check.annotations[i : i + ANNOTATIONS_A_REQUEST]
        for i in range(0, len(check.annotations), ANNOTATIONS_A_REQUEST)
    ]
    if len(batches) > 1:
        if check_id is None:
            check_id = await start_check(client, pull_request, external_id, details_url)
        await _append(client, pull_request, f"{path}/{check_id}", check, batches[:-1])
    body = _completion(check, batches[-1] if batches else ())
    if details_url:
        body["details_url"] = details_url

    async def happened() -> Any:
        runs = await _runs(client, pull_request)
        ours = [r for r in runs if (r["id"] == check_id if check_id else r.get("external_id") == external_id)]
        # a run that ended before may be completed, and say something else
        said = (check.title, check.conclusion)
        return next((run for run in ours if (_completed_as(run), run.get("conclusion")) == said), None)

    if check_id is None:
        made = {"name": CHECK_NAME, "head_sha": pull_request.head_sha, "external_id": external_id, **body}
        await guarded(client, "POST", path, made, happened)
    else:
        await guarded(client, "PATCH", f"{path}/{check_id}", body, happened)


async def _append(
    client: Client, pull_request: PullRequest, path: str, check: CheckRun, batches: Sequence[Sequence[Annotation]]
) -> None:
    """Add annotations, those that an earlier try added left out: GitHub appends, and can't take one back."""
    run_id = int(path.rpartition("/")[2])

    async def standing() -> int:
        run = next((run for run in await _runs(client, pull_request) if run["id"] == run_id), {})
        return int((run.get("output") or {}).get("annotations_count") or 0)

    before = await standing()
    for number, batch in enumerate(batches):
        wanted = sum(map(len, batches[: number + 1]))
        if before >= wanted:
            continue

        async def happened(wanted: int = wanted) -> Any:
            return {} if await standing() >= wanted else None

        output = {"title": check.title, "summary": check.summary, "annotations": [_annotation(a) for a in batch]}
        await guarded(client, "PATCH", path, {"output": output}, happened)


def _completion(check: CheckRun, batch: Sequence[Annotation]) -> dict[str, Any]:
    output: dict[str, Any] = {"title": check.title, "summary": check.summary}
    if batch:
        output["annotations"] = [_annotation(annotation) for annotation in batch]
    body: dict[str, Any] = {"status": "completed", "conclusion": check.conclusion, "output": output}
    if check.actions:
        body["actions"] = [
            {"label": a.label[:20], "description": a.description[:40], "identifier": a.identifier[:20]}
            for a in check.actions[:3]
        ]
    return body


def _annotation(annotation: Annotation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "path": annotation.path,
        "start_line": annotation.start_line,
        "end_line": annotation.end_line,
        "annotation_level": annotation.level,
        "title": annotation.title,
        "message": annotation.message,
    }
    if annotation.start_column is not None and annotation.start_line == annotation.end_line:
        made |= {"start_column": annotation.start_column, "end_column": annotation.end_column}
    return made


async def _runs(client: Client, pull_request: PullRequest) -> list[dict[str, Any]]:
    path = f"{base_path(pull_request)}/commits/{pull_request.head_sha}/check-runs"
    ours = {"app_id": client.app_id} if client.app_id else {}  # anybody's workflow may call a check run the same
    data = await client.get(path, check_name=CHECK_NAME, filter="all", per_page=100, **ours)
    return list(data["check_runs"])
