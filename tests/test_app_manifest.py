"""app.yml asks for what the code uses, and no more."""

from pathlib import Path

import yaml

from github_app.github.app import PERMISSIONS
from github_app.webhooks.triage import EVENTS

MANIFEST = yaml.safe_load((Path(__file__).parent.parent / "app.yml").read_text())
_FOR_EVENTS = {
    "issue_comment": ("issues", "read"),
    "merge_group": ("merge_queues", "read"),
    "pull_request": ("pull_requests", "read"),
}
_UNASKED = {"check_run", "check_suite", "installation", "installation_repositories", "ping"}


def test_permissions_are_those_of_our_tokens_and_events() -> None:
    wanted = dict(PERMISSIONS)
    for permission, level in _FOR_EVENTS.values():
        wanted.setdefault(permission, level)
    assert MANIFEST["default_permissions"] == wanted


def test_events_are_those_that_are_handled_and_not_delivered_unasked() -> None:
    assert set(MANIFEST["default_events"]) == set(EVENTS) - _UNASKED == set(_FOR_EVENTS)


def test_the_app_is_private_and_can_not_write_contents() -> None:
    assert MANIFEST["public"] is False
    assert MANIFEST["default_permissions"]["contents"] == "read"
