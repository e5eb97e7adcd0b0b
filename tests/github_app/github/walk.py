"""One walk through all that `github_app.github` does, recorded once against the stand-in and replayed in tests."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vcr
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from github_app.github import checks, configs, publish, read
from github_app.github.app import App, AppKey
from github_app.github.errors import NotFound, Rejected
from github_app.review.model import Annotation, CheckRun, FileComment, LineComment, Publication, PullRequest

CASSETTE = Path(__file__).parent / "cassettes" / "walk.yaml"
ADDRESS = "http://github.test"
PLAN = "docs/plans/a#b plan.md"
MARK = "<!-- planreview:v1 0123456789abcdef 00000000000000000000000000000000 -->"


def recorder(mode: str) -> Any:
    """A VCR that scrubs tokens, and knows the stand-in under one address whatever its port."""
    return vcr.VCR(
        record_mode=mode,
        filter_headers=[("authorization", "REDACTED")],
        before_record_request=_at_one_address,
        before_record_response=_scrubbed,
        decode_compressed_response=True,
        match_on=["method", "scheme", "host", "path", "query", "body"],
    )


def _at_one_address(request: Any) -> Any:
    request.uri = re.sub(r"http://127\.0\.0\.1:\d+", ADDRESS, request.uri)
    return request


def _scrubbed(response: Any) -> Any:
    body = response["body"]["string"]
    body = re.sub(rb'"token":\s*"[^"]+"', b'"token":"ghs_REDACTED"', body)
    body = re.sub(rb'"expires_at":\s*"[^"]+"', b'"expires_at":"2099-01-01T00:00:00Z"', body)
    response["body"]["string"] = body
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() not in {"date", "content-length"}}
    return response


def any_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


async def walk(address: str, private_key: str, place: PullRequest, is_ours: Callable[[str], bool]) -> dict[str, Any]:
    """Every kind of call once; the answers by name."""
    seen: dict[str, Any] = {}
    async with App(AppKey(4100, private_key, address), write_interval=0) as app:
        client = app.repository(place.installation_id, place.repository_id)
        pull_request = await read.pull_request_now(client, place)
        assert pull_request
        seen["pull_request"] = pull_request
        seen["files"] = await read.changed_files(client, pull_request)
        seen["config"] = await configs.Configs(time.monotonic).of(client, pull_request)
        seen["blobs"] = await read.blobs(client, pull_request, [f for f in seen["files"] if f.path == PLAN])
        seen["by commit"] = await read.pull_requests_of_commit(client, place, pull_request.head_sha)
        seen["may write"] = [await read.may_write(client, place, name) for name in ("ada", "eve", "nobody")]
        check_id = await checks.start_check(client, pull_request, "planreview:1:walk")
        annotations = tuple(Annotation(PLAN, 1, 1, "warning", "A title", f"Message {n}", 1, 2) for n in range(120))
        publication = Publication(
            review_body="planreview has 1 new comment.",
            line_comments=(LineComment(PLAN, 3, f"On three lines\n\n{MARK}", "0123456789abcdef", start_line=1),),
            file_comments=(FileComment(PLAN, "On the file", "1123456789abcdef"),),
            edits=(),
            check=CheckRun("failure", "1 error", "Summary", annotations),
        )
        seen["published"] = await publish.publish(client, pull_request, publication, "planreview:1:walk", check_id)
        seen["completed"] = await checks.find_check(client, pull_request, "planreview:1:walk") is not None
        seen["posted"] = await read.posted_comments(client, pull_request, is_ours)
        for name, call in (
            ("missing", client.get("/repos/acme/shop/pulls/99")),
            ("rejected", client.write("POST", "/repos/acme/shop/pulls/1/reviews", {"event": "COMMENT"})),
        ):
            try:
                await call
            except (NotFound, Rejected) as error:
                seen[name] = str(error)
    return seen
