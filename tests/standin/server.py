"""The stand-in over HTTP: authentication, routes, faults, and webhooks delivered with a signature."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import logging
import secrets
import socket
import threading
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import httpx
import jwt
import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.standin import graphql, registration
from tests.standin.faults import Fault
from tests.standin.state import Call, Problem, PullRequest, Repository, State

SECRET = "a-secret-of-the-stand-in"
_LONGEST_JWT = 600
MOST_ENTRIES = 100_000
"""Larger trees come cut."""
_MOST_CONTENT = 1_000_000
"""Larger files come without their content, unless they are asked for raw."""
Handler = Callable[[Request, "Access"], Awaitable[Any]]


class Access:
    """What a request may do: as the App, or with an installation's token."""

    def __init__(self, state: State, token: dict[str, Any] | None) -> None:
        self._state = state
        self._token = token

    def app(self) -> None:
        if self._token is not None:
            raise Problem(401, "A JSON web token could not be decoded")

    def token(self) -> dict[str, Any]:
        if self._token is None:
            raise Problem(401, "Bad credentials")
        return self._token

    def repository(self, request: Request, **needed: str) -> Repository:
        """The repository of the path, if the token may do what is needed with it."""
        if self._token is None:
            raise Problem(401, "Bad credentials")
        name = f"{request.path_params['owner']}/{request.path_params['repo']}"
        repository = self._state.repositories.get(name)
        if repository is None or repository.id not in self._token["repositories"]:
            raise Problem(404, "Not Found")
        for permission, level in needed.items():
            held = self._token["permissions"].get(permission)
            if held is None or (level == "write" and held != "write"):
                raise Problem(403, "Resource not accessible by integration")
        if repository.archived and request.method != "GET":
            raise Problem(403, "Repository was archived so is read-only.")
        return repository


class StandIn:
    """A stand-in on a free port of the loopback interface, in a thread of its own. Use it with `with`."""

    def __init__(self, folder: Path, app_id: int = 4100, port: int = 0) -> None:
        key = _key()
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
        self.private_key = key.private_bytes(encoding, form, serialization.NoEncryption()).decode()
        self.state = State(folder, app_id, key.public_key())
        self.secret = SECRET
        self.registration = self.state.registration = registration.Registration(self.private_key, app_id, SECRET)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            _application(self.state), log_level="error", lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        logging.getLogger("uvicorn.error").addFilter(_no_cut_off)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(5)
        self._socket.close()

    @property
    def environment(self) -> dict[str, str]:
        """Settings for an app that talks to this stand-in."""
        return {
            "PLANREVIEW_APP_ID": str(self.state.app_id),
            "PLANREVIEW_PRIVATE_KEY": self.private_key.replace("\n", "\\n"),
            "PLANREVIEW_WEBHOOK_SECRET": self.secret,
            "PLANREVIEW_GITHUB_API_URL": self.url,
        }

    def fail(self, method: str, path: str, **given: Any) -> Fault:
        fault = Fault(method, path, **given)
        self.state.faults.append(fault)
        return fault

    def payload(self, repository: Repository, pull: PullRequest, action: str, **more: Any) -> dict[str, Any]:
        """A `pull_request` delivery's body."""
        return {
            "action": action,
            "number": pull.number,
            "pull_request": self.state.pull_json(repository, pull),
            "repository": self.state.repository_json(repository),
            "installation": {"id": self.state.installation_of(repository)},
            "sender": {"login": "ada", "id": 5, "type": "User"},
            **more,
        }

    def deliver(
        self, to: str, event: str, payload: dict[str, Any], guid: str | None = None, **headers: str
    ) -> httpx.Response:
        """Send a signed webhook, as GitHub does: once, whatever the answer."""
        body = json.dumps(payload).encode()
        guid = guid or str(uuid.uuid4())
        signature = "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        sent = {
            "Content-Type": "application/json",
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": guid,
            "X-Hub-Signature-256": signature,
            "User-Agent": "GitHub-Hookshot/stand-in",
            **headers,
        }
        status = 0
        try:
            response = httpx.post(f"{to}/webhooks/github", content=body, headers=sent, timeout=10)
            status = response.status_code
        finally:
            self.state.deliveries.append(
                {
                    "id": next(self.state.ids),
                    "guid": guid,
                    "event": event,
                    "action": payload.get("action"),
                    "delivered_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                    "status": "OK" if 200 <= status < 300 else "failed",
                    "status_code": status,
                    "redelivery": False,
                    "_payload": payload,
                    "_to": to,
                }
            )
        return response


@cache
def _key() -> rsa.RSAPrivateKey:
    """One key a process: making it takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _application(state: State) -> Starlette:
    routes = [_route(state, method, path, handler) for method, path, handler in _ROUTES]
    assert state.registration is not None
    return Starlette(routes=[*routes, *registration.routes(state.registration, state.permissions)])


def _route(state: State, method: str, path: str, handler: Handler) -> Route:
    async def endpoint(request: Request) -> Response:
        state.now_running += 1
        state.most_running = max(state.most_running, state.now_running)
        try:
            response = await _answer(state, request, handler)
        finally:
            state.now_running -= 1
        writes = request.method != "GET" and not request.scope.get("only_reads")
        state.calls.append(Call(request.method, request.url.path, response.status_code, writes))
        return response

    return Route(path, endpoint, methods=[method])


async def _answer(state: State, request: Request, handler: Handler) -> Response:
    body = await request.body()  # kept, so that what is asked happens also where the one who asks is gone by then
    if state.latency:
        await asyncio.sleep(state.latency)
    held = state.tokens.get(request.headers.get("authorization", "").partition(" ")[2], {}).get("repositories", ())
    fault = next((f for f in state.faults if f.takes(request.method, request.url.path, held, body)), None)
    if fault is None and state.weather is not None:
        fault = state.weather(request.method, request.url.path)
    if fault and fault.delay:
        await asyncio.sleep(fault.delay)
    if fault and fault.when == "before" and not fault.late:
        return _gone_wrong(fault)
    request.scope["state_of_github"] = state
    if fault and fault.late:
        state.late.append(asyncio.create_task(_later(state, fault.late, request, handler)))
        return _gone_wrong(fault)
    try:
        made = await handler(request, _access(state, request))
        if request.method in {"POST", "PATCH", "DELETE"} and request.url.path.rpartition("/")[2] not in {
            "access_tokens",
            "graphql",
        }:
            state.spend_write()
    except Problem as problem:
        return JSONResponse(problem.body, problem.status, problem.headers)
    if fault:
        return _gone_wrong(fault)
    if isinstance(made, Response):
        return made
    status = 201 if request.method == "POST" and not request.url.path.endswith("/reviews") else 200
    state.remaining -= 1
    return JSONResponse(made, status, {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": str(state.remaining)})


async def _later(state: State, seconds: float, request: Request, handler: Handler) -> None:
    await asyncio.sleep(seconds)
    with contextlib.suppress(Problem):
        await handler(request, _access(state, request))


def _gone_wrong(fault: Fault) -> Response:
    return _CutOff() if fault.cut else JSONResponse(fault.body, fault.status, fault.headers)


class _CutOff(Response):
    """Announces more than it sends; the server then closes the connection."""

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def _no_cut_off(record: logging.LogRecord) -> bool:
    return "without completing response" not in record.getMessage()


def _access(state: State, request: Request) -> Access:
    kind, _, credential = request.headers.get("authorization", "").partition(" ")
    if kind.lower() not in {"bearer", "token"} or not credential:
        raise Problem(401, "Requires authentication")
    if person := state.people.get(credential):
        return Access(state, {**person, "repositories": {r.id for r in state.repositories.values()}})
    if credential.startswith("ghs_"):
        token = state.tokens.get(credential)
        if token is None or token["until"] < time.time() or token["installation"] in state.suspended:
            raise Problem(401, "Bad credentials")
        return Access(state, token)
    try:
        claims = jwt.decode(
            credential, state.public_key, algorithms=["RS256"], options={"require": ["iat", "exp", "iss"]}, leeway=5
        )
    except jwt.PyJWTError:
        raise Problem(401, "A JSON web token could not be decoded") from None
    if str(claims["iss"]) != str(state.app_id) or claims["exp"] - claims["iat"] > _LONGEST_JWT + 60:
        raise Problem(401, "'Expiration time' claim ('exp') is too far in the future")
    return Access(state, None)


def _state(request: Request) -> State:
    state: State = request.scope["state_of_github"]
    return state


def _pull(request: Request, repository: Repository) -> PullRequest:
    pull = repository.pulls.get(int(request.path_params["number"]))
    if pull is None:
        raise Problem(404, "Not Found")
    return pull


def _page(request: Request, items: list[Any], default: int = 30) -> Response:
    size = min(100, int(request.query_params.get("per_page", default)))
    page = int(request.query_params.get("page", 1))
    shown = items[(page - 1) * size : page * size]
    more = page * size < len(items)
    headers = {"link": f'<{request.url.include_query_params(page=page + 1)}>; rel="next"'} if more else {}
    return JSONResponse(shown, 200, headers)


async def _app(request: Request, access: Access) -> Any:
    access.app()
    state = _state(request)
    assert state.registration is not None
    return {
        "id": state.app_id,
        "slug": "planreview",
        "html_url": f"{str(request.base_url).rstrip('/')}/apps/planreview",
        "permissions": state.permissions,
        "events": state.registration.events,
    }


async def _hook(request: Request, access: Access) -> Any:
    """The App's webhook; the secret is shown as stars only."""
    access.app()
    registered = _state(request).registration
    assert registered is not None
    if request.method == "PATCH":
        body = await _body(request)
        if body.keys() - {"url", "content_type", "secret", "insecure_ssl"}:
            raise Problem(422, "Invalid request.")
        registered.hook |= body
        if "secret" in body:
            registered.secret = body["secret"]
    shown = {"content_type": "json", "insecure_ssl": "0", "url": "", **registered.hook}
    return {**shown, "secret": "********"} if registered.secret else {k: v for k, v in shown.items() if k != "secret"}


async def _installations(request: Request, access: Access) -> Any:
    access.app()
    state = _state(request)
    return _page(
        request,
        [
            {
                "id": number,
                "account": {"login": f"account-{number}"},
                "permissions": state.permissions,
                "suspended_at": "2026-01-01T00:00:00Z" if number in state.suspended else None,
            }
            for number in sorted(state.installations)
        ],
    )


async def _installation(request: Request, access: Access) -> Any:
    access.app()
    state = _state(request)
    installation = int(request.path_params["installation"])
    if installation not in state.installations:
        raise Problem(404, "Not Found")
    return {
        "id": installation,
        "app_id": state.app_id,
        "app_slug": "planreview",
        "repository_selection": "selected",
        "permissions": state.permissions,
        "events": ["issue_comment", "merge_group", "pull_request"],
        "suspended_at": "2026-01-05T10:00:00Z" if installation in state.suspended else None,
    }


async def _graphql(request: Request, access: Access) -> Any:
    body = await _body(request)
    request.scope["only_reads"] = not str(body.get("query")).lstrip().startswith("mutation")
    return JSONResponse(graphql.answer(_state(request), access.token(), body))


async def _access_token(request: Request, access: Access) -> Any:
    access.app()
    state = _state(request)
    installation = int(request.path_params["installation"])
    if installation not in state.installations:
        raise Problem(404, "Not Found")
    if installation in state.suspended:
        raise Problem(403, "This installation has been suspended")
    body = await _body(request)
    wanted = body.get("permissions") or state.permissions
    for permission, level in wanted.items():
        if permission not in state.permissions or (level == "write" and state.permissions[permission] != "write"):
            raise Problem(422, "The permissions requested are not granted to this installation.")
    repositories = set(body.get("repository_ids") or state.installations[installation])
    if not repositories <= state.installations[installation]:
        raise Problem(422, "There is at least one repository that does not exist or is not accessible.")
    token = f"ghs_{state.app_id}_{secrets.token_urlsafe(360)}"
    until = time.time() + state.token_life
    state.tokens[token] = {
        "installation": installation,
        "repositories": repositories,
        "permissions": wanted,
        "until": until,
    }
    return {
        "token": token,
        "expires_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(until)),
        "permissions": wanted,
    }


async def _deliveries(request: Request, access: Access) -> Any:
    access.app()
    public = [{k: v for k, v in d.items() if not k.startswith("_")} for d in reversed(_state(request).deliveries)]
    return _page(request, public)


async def _redeliver(request: Request, access: Access) -> Any:
    access.app()
    state = _state(request)
    wanted = int(request.path_params["delivery"])
    delivery = next((d for d in state.deliveries if d["id"] == wanted), None)
    if delivery is None:
        raise Problem(404, "Not Found")
    asyncio.get_running_loop().create_task(_send_again(state, delivery))
    return JSONResponse({}, 202)


async def _send_again(state: State, delivery: dict[str, Any]) -> None:
    body = json.dumps(delivery["_payload"]).encode()
    headers = {
        "Content-Type": "application/json",
        "X-GitHub-Event": delivery["event"],
        "X-GitHub-Delivery": delivery["guid"],
        "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
    }
    status = 0
    async with httpx.AsyncClient() as client:
        try:
            status = (
                await client.post(f"{delivery['_to']}/webhooks/github", content=body, headers=headers)
            ).status_code
        except httpx.HTTPError:
            status = 0
    again = {**delivery, "id": next(state.ids), "redelivery": True, "status_code": status}
    again["status"] = "OK" if 200 <= status < 300 else "failed"
    state.deliveries.append(again)


async def _pulls(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    wanted = request.query_params.get("state", "open")
    state = _state(request)
    return _page(
        request, [state.pull_json(repository, p) for p in repository.pulls.values() if wanted in {p.state, "all"}]
    )


async def _one_pull(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    return _state(request).pull_json(repository, _pull(request, repository))


async def _files(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    files = _state(request).files(repository, _pull(request, repository))[:3000]
    if int(request.query_params.get("per_page", 30)) > 70:  # GitHub leaves out patches late on large pages
        files = [{k: v for k, v in file.items() if k != "patch" or at < 70} for at, file in enumerate(files)]
    return _page(request, files)


async def _commit_pulls(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    state, sha = _state(request), request.path_params["sha"]
    return [state.pull_json(repository, p) for p in repository.pulls.values() if repository.git.head(p.branch) == sha]


async def _contents(request: Request, access: Access) -> Any:
    repository = access.repository(request, contents="read")
    reference = request.query_params.get("ref", "main")
    path = request.path_params["path"]
    if repository.git.head(reference) is None:
        raise Problem(404, f"No commit found for the ref {reference}")
    found = repository.git.blob_at(reference, path)
    if found is None:
        inside = [(name, sha) for name, sha in repository.git.tree(reference) if name.startswith(f"{path}/")]
        if not inside:
            raise Problem(404, "Not Found")
        return [{"type": "file", "path": name, "sha": sha} for name, sha in inside]
    sha, data = found
    if "raw" in request.headers.get("accept", ""):
        return Response(data)
    large = len(data) > _MOST_CONTENT
    return {
        "type": "file",
        "path": path,
        "sha": sha,
        "size": len(data),
        "encoding": "none" if large else "base64",
        "content": "" if large else base64.encodebytes(data).decode(),
    }


async def _blob(request: Request, access: Access) -> Any:
    repository = access.repository(request, contents="read")
    data = repository.git.blob(request.path_params["sha"])
    if data is None:
        raise Problem(404, "Not Found")
    if "raw" in request.headers.get("accept", ""):
        return Response(data, media_type="application/vnd.github.raw+json")
    return {
        "sha": request.path_params["sha"],
        "size": len(data),
        "encoding": "base64",
        "content": base64.b64encode(data).decode(),
    }


async def _tree(request: Request, access: Access) -> Any:
    repository = access.repository(request, contents="read")
    sha = request.path_params["sha"]
    recursive = "recursive" in request.query_params  # whatever its value
    entries = repository.git.entries(sha, recursive=recursive)
    if entries is None:
        raise Problem(404, "Not Found")
    shown = [{"path": path, "mode": mode, "type": kind, "sha": one} for mode, kind, one, path in entries]
    return {"sha": sha, "tree": shown[:MOST_ENTRIES], "truncated": len(shown) > MOST_ENTRIES}


async def _compare(request: Request, access: Access) -> Any:
    repository = access.repository(request, contents="read")
    base, _, head = request.path_params["range"].partition("...")
    start = repository.git.merge_base(base, head)
    files = [State.entry_json(entry) for entry in repository.git.diff(start, head)][:300]
    first = request.query_params.get("page", "1") == "1"  # further pages hold commits
    return {"merge_base_commit": {"sha": start}, "files": files if first else []}


async def _make_check(request: Request, access: Access) -> Any:
    repository = access.repository(request, checks="write")
    return _state(request).create_check(repository, await _body(request))


async def _change_check(request: Request, access: Access) -> Any:
    repository = access.repository(request, checks="write")
    run = repository.checks.get(int(request.path_params["check"]))
    if run is None:
        raise Problem(404, "Not Found")
    return _state(request).update_check(repository, run, await _body(request))


async def _checks(request: Request, access: Access) -> Any:
    repository = access.repository(request, checks="read")
    name, app = request.query_params.get("check_name"), request.query_params.get("app_id")
    runs = [
        r
        for r in repository.checks.values()
        if r["head_sha"] == request.path_params["sha"]
        and name in {None, r["name"]}
        and app in {None, str(r["app"]["id"])}
    ]
    if request.query_params.get("filter", "latest") == "latest":
        runs = runs[-1:]
    runs.reverse()
    return {"total_count": len(runs), "check_runs": runs}


async def _make_review(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="write")
    return _state(request).create_review(repository, _pull(request, repository), await _body(request))


async def _reviews(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    number = int(request.path_params["number"])
    return _page(request, [r for r in repository.reviews.values() if r["pull_request_number"] == number])


async def _comments(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    return _page(request, _state(request).comments_of(repository, _pull(request, repository).number))


async def _make_comment(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="write")
    return _state(request).create_comment(repository, _pull(request, repository), await _body(request))


async def _change_comment(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="write")
    comment = repository.comments.get(int(request.path_params["comment"]))
    if comment is None:
        raise Problem(404, "Not Found")
    body = await _body(request)
    if not body.get("body") or set(body) != {"body"}:
        raise Problem(422, "Validation Failed")
    comment["body"] = body["body"]
    comment["edits"] += 1
    return comment


async def _permission(request: Request, access: Access) -> Any:
    """`permission` knows only admin, write, read and none; the finer roles stand in `role_name`."""
    repository = access.repository(request, metadata="read")
    user = request.path_params["user"]
    role = repository.collaborators.get(user)
    if role is None:
        raise Problem(404, f"{user} is not a user")
    level = {"maintain": "write", "triage": "read"}.get(role, role)
    may = {"admin": role == "admin", "push": level in {"admin", "write"}, "pull": level != "none"}
    return {"permission": level, "role_name": role, "user": {"login": user, "permissions": may}}


async def _issue_comment(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="write")
    identity = next(_state(request).ids)
    body = await _body(request)
    made = {
        "id": identity,
        "body": body["body"],
        "user": {"login": "planreview[bot]", "id": 4100, "type": "Bot"},
        "issue": int(request.path_params["number"]),
    }
    repository.issue_comments[identity] = made
    return made


async def _issue_comments(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="read")
    number = int(request.path_params["number"])
    return _page(request, [c for c in repository.issue_comments.values() if c["issue"] == number])


async def _react(request: Request, access: Access) -> Any:
    repository = access.repository(request, pull_requests="write")
    body = await _body(request)
    if body.get("content") not in {"+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"}:
        raise Problem(422, "Validation Failed")
    made = {"comment": int(request.path_params["comment"]), "content": body["content"]}
    if made in repository.reactions:
        return JSONResponse(made, 200)
    repository.reactions.append(made)
    return made


async def _body(request: Request) -> dict[str, Any]:
    data = await request.body()
    if not data:
        return {}
    try:
        body = json.loads(data)
    except ValueError:
        raise Problem(400, "Problems parsing JSON") from None
    if not isinstance(body, dict):
        raise Problem(400, "Body should be a JSON object")
    return body


_REPOSITORY = "/repos/{owner}/{repo}"
_ROUTES: list[tuple[str, str, Handler]] = [
    ("GET", "/app", _app),
    ("GET", "/app/installations/{installation:int}", _installation),
    ("POST", "/graphql", _graphql),
    ("GET", "/app/hook/config", _hook),
    ("PATCH", "/app/hook/config", _hook),
    ("GET", "/app/installations", _installations),
    ("POST", "/app/installations/{installation:int}/access_tokens", _access_token),
    ("GET", "/app/hook/deliveries", _deliveries),
    ("POST", "/app/hook/deliveries/{delivery:int}/attempts", _redeliver),
    ("GET", f"{_REPOSITORY}/pulls", _pulls),
    ("GET", _REPOSITORY + "/pulls/{number:int}", _one_pull),
    ("GET", _REPOSITORY + "/pulls/{number:int}/files", _files),
    ("GET", _REPOSITORY + "/pulls/{number:int}/reviews", _reviews),
    ("POST", _REPOSITORY + "/pulls/{number:int}/reviews", _make_review),
    ("GET", _REPOSITORY + "/pulls/{number:int}/comments", _comments),
    ("POST", _REPOSITORY + "/pulls/{number:int}/comments", _make_comment),
    ("PATCH", _REPOSITORY + "/pulls/comments/{comment:int}", _change_comment),
    ("GET", _REPOSITORY + "/commits/{sha}/pulls", _commit_pulls),
    ("GET", _REPOSITORY + "/commits/{sha}/check-runs", _checks),
    ("GET", _REPOSITORY + "/contents/{path:path}", _contents),
    ("GET", _REPOSITORY + "/git/blobs/{sha}", _blob),
    ("GET", _REPOSITORY + "/git/trees/{sha}", _tree),
    ("GET", _REPOSITORY + "/compare/{range}", _compare),
    ("POST", f"{_REPOSITORY}/check-runs", _make_check),
    ("PATCH", _REPOSITORY + "/check-runs/{check:int}", _change_check),
    ("GET", _REPOSITORY + "/collaborators/{user}/permission", _permission),
    ("GET", _REPOSITORY + "/issues/{number:int}/comments", _issue_comments),
    ("POST", _REPOSITORY + "/issues/{number:int}/comments", _issue_comment),
    ("POST", _REPOSITORY + "/issues/comments/{comment:int}/reactions", _react),
]
ROUTES = [(method, path) for method, path, _ in _ROUTES]
"""All calls that are known, with their paths' templates."""
