"""Logs show no secret, whoever writes them."""

import json
import logging

import pytest
import structlog

from github_app import logs


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("token ghs_4100_abcdefghijklmnop.qrst-uvwx_yz refused", "token [secret] refused"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- was read", "[secret] was read"),
        ("postgresql://someone:words@db/reviews is gone", "postgresql://[secret]@db/reviews is gone"),
        ("Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQxMDB9AAAA.c2lnbmF0dXJl", "Bearer [secret]"),
        ("nothing to hide at http://127.0.0.1:8000/x@y", "nothing to hide at http://127.0.0.1:8000/x@y"),
    ],
)
def test_secrets_are_replaced(text: str, kept: str) -> None:
    assert logs.redact(None, "info", {"event": text, "number": 1}) == {"event": kept, "number": 1}


def test_our_lines_and_the_libraries_are_json_with_their_context(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers, root.level
    try:
        logs.set_up("info", "json")
        with structlog.contextvars.bound_contextvars(delivery="guid-1", repository="parcels/shop", pull_request=4):
            structlog.get_logger("planreview.test").info("job ended", fate="reviewed")
            logging.getLogger("some.library").warning("token ghs_4100_abcdefghijklmnopqrst")
        structlog.get_logger("planreview.test").debug("not shown")
    finally:
        root.handlers, root.level = before
        structlog.reset_defaults()
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["delivery"], ours["fate"], ours["level"]) == ("job ended", "guid-1", "reviewed", "info")
    assert theirs["event"] == "token [secret]"
    assert theirs["repository"] == "parcels/shop"
