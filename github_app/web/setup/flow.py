"""The set-up page's requests: the code, the form, the way to GitHub, the way back. No host header is believed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from github_app.github.registration import Registered, RegistrationFailed, register
from github_app.manifest import REGISTERED_PATH, app_manifest, web_url
from github_app.settings import Settings
from github_app.web.forms import FormRefused, read_form
from github_app.web.pages import message, page
from github_app.web.setup.answers import Answers, read_answers
from github_app.web.setup.passes import SECONDS, Passes
from github_app.web.setup.storage import as_command, can_store, settings_of, store

_COOKIE = "planreview_setup"
_MOST_FORM_BYTES = 16 * 1024
_log = structlog.get_logger("planreview.setup")


def routes(settings: Settings, passes: Passes, stored: Callable[[], None], file: Path = Path(".env")) -> list[Route]:
    """`stored` is called once the settings are in the file: whoever runs the server starts it anew with them."""
    setup = _Setup(settings, passes, stored, file)
    return [
        Route("/setup", setup.show, methods=["GET"]),
        Route("/setup", setup.answer, methods=["POST"]),
        Route(REGISTERED_PATH, setup.come_back, methods=["GET"]),
    ]


class _Setup:
    def __init__(self, settings: Settings, passes: Passes, stored: Callable[[], None], file: Path) -> None:
        self._settings = settings
        self._passes = passes
        self._stored = stored
        self._file = file.absolute()

    async def show(self, request: Request) -> Response:
        """The form, for the browser that used the code; the code itself leaves the address bar at once."""
        if request.method == "GET" and (code := request.query_params.get("code")):
            session = self._passes.enter(code)
            if session is not None:
                _log.info("the set-up code was used", by=request.client.host if request.client else "")
                return self._entered(session)
        if not self._admitted(request):
            return self._refused()
        return self._form({}, {})

    async def answer(self, request: Request) -> Response:
        """Check the answers, and show what will be asked of GitHub."""
        if not self._admitted(request):
            return self._refused()
        try:
            fields = dict(await read_form(request, _MOST_FORM_BYTES))
        except FormRefused as refused:
            return message("This could not be read", str(refused), refused.status)
        answers, faults = read_answers(fields, self._settings.github_api_url)
        if answers is not None and answers.keep == "file" and not can_store(self._file):
            answers, faults = None, {"keep": f"{self._file} can't be written here. Have them shown instead."}
        if answers is None:
            return self._form(fields, faults)
        return self._ask(answers)

    async def come_back(self, request: Request) -> Response:
        """GitHub sends the browser here with a code; only with a state of ours is it used."""
        answers = self._passes.come_back(request.query_params.get("state", ""))
        if answers is None:
            return message(
                "This way back is not known",
                "The state in the address is missing, used or over an hour old. Nothing was changed. Begin again at the set-up page.",
                403,
            )
        try:
            made = await register(answers.api_url, request.query_params.get("code", ""))
        except RegistrationFailed as failed:
            _log.warning("the App could not be registered", reason=str(failed))
            return self._failed(str(failed))
        self._passes.close()
        _log.info("the App is registered", app=made.app_id, name=made.name, owner=made.owner)
        return self._keep(made, answers)

    def _keep(self, made: Registered, answers: Answers) -> Response:
        values = settings_of(made, answers, self._settings)
        fault = ""
        if answers.keep == "file":
            try:
                store(self._file, values)
            except OSError as error:
                fault = f"{self._file} could not be written: {error.strerror}."
        stored = answers.keep == "file" and not fault
        shown = {
            "made": {"name": made.name, "owner": made.owner, "install": f"{made.html_url}/installations/new"},
            "file": str(self._file),
            "names": list(values),
            "fault": fault,
            "command": "" if stored else as_command(values),
            "here": "",
        }
        if stored:
            self._stored()
        return page("setup_done.html", shown)

    def _entered(self, session: str) -> Response:
        response = RedirectResponse("/setup", 303, {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"})
        response.set_cookie(
            _COOKIE,
            session,
            max_age=SECONDS,
            path="/setup",
            httponly=True,
            samesite="strict",
            secure=public_address(self._settings).startswith("https://"),
        )
        return response

    def _admitted(self, request: Request) -> bool:
        return self._passes.admits(request.cookies.get(_COOKIE, ""))

    def _form(self, fields: dict[str, str], faults: dict[str, str]) -> Response:
        github = web_url(self._settings.github_api_url).removeprefix("https://").removeprefix("http://")
        storable = can_store(self._file) and "FLY_APP_NAME" not in os.environ
        given = {
            "github": github,
            "organization": "",
            "public_url": public_address(self._settings),
            "name": app_manifest().name,
            "public": "no",
            "keep": "file" if storable else "show",
            **fields,
        }
        values = {"given": given, "faults": faults, "file": str(self._file), "here": ""}
        return page("setup.html", values, 422 if faults else 200)

    def _ask(self, answers: Answers) -> Response:
        manifest = app_manifest()
        asked = manifest.filled_in(name=answers.name, public_url=answers.public_url, public=answers.public)
        values = {
            "answers": answers,
            "address": f"{answers.form_address}?state={self._passes.leave(answers)}",
            "manifest": json.dumps(asked),
            "permissions": manifest.permissions,
            "events": sorted(manifest.events),
            "here": "",
        }
        # With no-referrer the browser would call the form's origin “null”, which GitHub may refuse.
        headers = {"Referrer-Policy": "strict-origin"}
        return page("setup_ask.html", values, form_action=answers.github, headers=headers)

    def _refused(self) -> Response:
        if self._passes.done:
            return message("The set-up is done", "Start the server again with the App's settings.", 404)
        return message(
            "No code, no page",
            "The log of planreview serve shows the address of this page with a code in it. The code works once, in one "
            "browser; a restart of the server makes a new one.",
            403,
        )

    def _failed(self, reason: str) -> Response:
        text = f"{reason} If GitHub shows the App in its settings all the same, delete it there, and begin again."
        return page("setup_failed.html", {"text": text, "here": ""}, 502)


def public_address(settings: Settings) -> str:
    """Where people reach this server, as far as it can know: its setting, or its name on fly.io."""
    if settings.public_url:
        return settings.public_url
    fly = os.environ.get("FLY_APP_NAME", "")
    return f"https://{fly}.fly.dev" if fly else ""


def setup_address(settings: Settings, passes: Passes) -> str:
    """What the log shows."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    base = public_address(settings) or f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    return f"{base}/setup?code={passes.code}"
