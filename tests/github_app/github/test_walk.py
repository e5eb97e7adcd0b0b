"""The walk through GitHub's interface, replayed from the cassette; the network is refused."""

import asyncio
import json
from typing import Any

import pytest

from github_app.review.model import PullRequest
from tests.github_app.github.walk import ADDRESS, CASSETTE, MARK, PLAN, any_key, recorder, walk


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    repository_id = json.loads(CASSETTE.with_suffix(".json").read_text())["repository_id"]
    place = PullRequest(77, repository_id, "acme", "shop", 1, "", "main", "")
    with recorder("none").use_cassette(str(CASSETTE)) as cassette:
        answers = asyncio.run(walk(ADDRESS, any_key(), place, lambda body: MARK in body))
        assert cassette.all_played
    return answers


def test_the_pull_request_is_found_by_number_and_by_commit(seen: dict[str, Any]) -> None:
    assert seen["pull_request"].base_ref == "main"
    assert [p.number for p in seen["by commit"]] == [1]


def test_files_config_and_blobs(seen: dict[str, Any]) -> None:
    assert [(f.path, f.status) for f in seen["files"]] == [(PLAN, "added")]
    assert seen["config"].text == "version: 1\n"
    assert "on main" in seen["config"].origin
    assert seen["blobs"] == {PLAN: b"# Plan\n\nOne.\nTwo.\n"}


def test_write_access_is_asked_for(seen: dict[str, Any]) -> None:
    assert seen["may write"] == [True, False, False]


def test_everything_was_published(seen: dict[str, Any]) -> None:
    assert seen["published"].fingerprints == ("0123456789abcdef", "1123456789abcdef")
    assert seen["published"].dropped == 0
    assert seen["completed"]
    assert [(c.path, c.line) for c in seen["posted"]] == [(PLAN, 3)]


def test_annotations_go_fifty_a_request() -> None:
    text = CASSETTE.read_text()
    requests = [line for line in text.split("- request:")[1:] if "annotations" in line]
    counts = [request.split("response:")[0].count("annotation_level") for request in requests]
    assert [count for count in counts if count] == [50, 50, 20]


def test_errors_name_the_call_and_no_secret(seen: dict[str, Any]) -> None:
    assert "pulls/99" in seen["missing"]
    assert "blank" in seen["rejected"]


def test_the_cassette_holds_no_secret() -> None:
    text = CASSETTE.read_text()
    assert "REDACTED" in text
    assert "Bearer" not in text
    assert "BEGIN" not in text
    assert text.count("ghs_") == text.count("ghs_REDACTED")
