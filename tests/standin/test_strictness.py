"""The stand-in refuses what GitHub refuses."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import jwt
import pytest

from tests.standin import StandIn


@pytest.fixture
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github")) as standin:
        repository = standin.state.repository("acme/shop")
        repository.git.commit({"a.md": "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n"})
        repository.git.commit(
            {"a.md": "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n", "new.md": "x\ny\n"}, branch="topic", start="main"
        )
        standin.state.open_pull_request(repository, "topic")
        yield standin


def app_token(github: StandIn, **claims: Any) -> str:
    now = int(time.time())
    return jwt.encode(
        {"iat": now - 60, "exp": now + 500, "iss": str(github.state.app_id), **claims}, github.private_key, "RS256"
    )


def token(github: StandIn, **body: Any) -> str:
    headers = {"Authorization": f"Bearer {app_token(github)}"}
    return str(
        httpx.post(f"{github.url}/app/installations/77/access_tokens", headers=headers, json=body).json()["token"]
    )


def call(github: StandIn, method: str, path: str, body: Any = None, credential: str = "") -> httpx.Response:
    headers = {"Authorization": f"token {credential or token(github)}"}
    return httpx.request(method, f"{github.url}/repos/acme/shop{path}", headers=headers, json=body)


def review(github: StandIn, **comment: Any) -> httpx.Response:
    comments = [{"path": "a.md", "body": "x", "side": "RIGHT", **comment}]
    return call(github, "POST", "/pulls/1/reviews", {"event": "COMMENT", "body": "b", "comments": comments})


@pytest.mark.parametrize("line", [2, 5, 8])
def test_lines_of_the_diff_take_comments(github: StandIn, line: int) -> None:
    assert review(github, line=line).status_code == 200


@pytest.mark.parametrize(
    "comment",
    [
        {"line": 1},
        {"line": 12},
        {"path": "b.md", "line": 5},
        {"line": 5, "start_line": 5},
        {"line": 5, "start_line": 1},
        {"line": 5, "body": ""},
        {"line": 5, "subject_type": "file"},
        {"line": 5, "body": "x" * 70_000},
    ],
)
def test_one_bad_comment_refuses_the_whole_review(github: StandIn, comment: dict[str, Any]) -> None:
    assert review(github, **comment).status_code == 422
    assert github.state.repositories["acme/shop"].comments == {}


def test_a_review_needs_a_body(github: StandIn) -> None:
    assert call(github, "POST", "/pulls/1/reviews", {"event": "COMMENT"}).status_code == 422


def test_comments_move_with_their_line_and_go_out_of_date(github: StandIn) -> None:
    repository = github.state.repositories["acme/shop"]
    head = repository.git.head("topic")
    call(
        github,
        "POST",
        "/pulls/1/reviews",
        {"event": "COMMENT", "body": "b", "commit_id": head, "comments": [{"path": "a.md", "line": 5, "body": "x"}]},
    )
    repository.git.commit({"a.md": "0\n1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n"}, branch="topic")
    assert call(github, "GET", "/pulls/1/comments").json()[0]["line"] == 6
    repository.git.commit({"a.md": "0\n1\n2\n3\n4\nfünf\n6\n7\n8\n9\n10\n11\n12\n"}, branch="topic")
    assert call(github, "GET", "/pulls/1/comments").json()[0]["line"] is None


def check_body(github: StandIn, **output: Any) -> dict[str, Any]:
    head = github.state.repositories["acme/shop"].git.head("topic")
    return {"name": "planreview", "head_sha": head, "output": {"title": "t", "summary": "s", **output}}


@pytest.mark.parametrize(
    "output",
    [
        {
            "annotations": [
                {"path": "a.md", "start_line": 1, "end_line": 1, "annotation_level": "notice", "message": "m"}
            ]
            * 51
        },
        {
            "annotations": [
                {"path": "a.md", "start_line": 2, "end_line": 1, "annotation_level": "notice", "message": "m"}
            ]
        },
        {
            "annotations": [
                {
                    "path": "a.md",
                    "start_line": 1,
                    "end_line": 2,
                    "start_column": 1,
                    "annotation_level": "notice",
                    "message": "m",
                }
            ]
        },
        {"summary": "é" * 40_000},
        {"summary": ""},
    ],
)
def test_faulty_check_runs_are_refused(github: StandIn, output: dict[str, Any]) -> None:
    assert call(github, "POST", "/check-runs", check_body(github, **output)).status_code == 422


def test_annotations_are_appended(github: StandIn) -> None:
    annotation = {"path": "a.md", "start_line": 1, "end_line": 1, "annotation_level": "notice", "message": "m"}
    run = call(github, "POST", "/check-runs", check_body(github, annotations=[annotation] * 50)).json()
    more = {"output": {"summary": "s", "annotations": [annotation] * 3}}
    assert call(github, "PATCH", f"/check-runs/{run['id']}", more).json()["output"]["annotations_count"] == 53


def test_a_check_run_needs_a_known_commit_and_a_conclusion(github: StandIn) -> None:
    assert call(github, "POST", "/check-runs", {**check_body(github), "head_sha": "0" * 40}).status_code == 422
    assert call(github, "POST", "/check-runs", {**check_body(github), "status": "completed"}).status_code == 422


def test_tokens_expire_are_scoped_and_need_permissions(github: StandIn) -> None:
    reading = token(github, permissions={"contents": "read", "pull_requests": "read"})
    assert call(github, "GET", "/pulls/1", credential=reading).status_code == 200
    assert call(github, "POST", "/check-runs", check_body(github), credential=reading).status_code == 403
    other = github.state.repository("acme/other")
    assert call(github, "GET", "/pulls/1", credential=token(github, repository_ids=[other.id])).status_code == 404
    github.state.token_life = -1
    assert call(github, "GET", "/pulls/1", credential=token(github)).status_code == 401
    assert call(github, "GET", "/pulls/1", credential="ghs_made_up").status_code == 401


@pytest.mark.parametrize("claims", [{"exp": int(time.time()) + 5000}, {"exp": int(time.time()) - 500}, {"iss": "1"}])
def test_a_faulty_jwt_mints_nothing(github: StandIn, claims: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {app_token(github, **claims)}"}
    assert httpx.post(f"{github.url}/app/installations/77/access_tokens", headers=headers).status_code == 401


def test_pages_are_linked_and_late_patches_left_out(github: StandIn) -> None:
    repository = github.state.repositories["acme/shop"]
    repository.git.commit({f"f{n:03}.md": "x\n" for n in range(75)}, branch="topic")
    first = call(github, "GET", "/pulls/1/files?per_page=50")
    assert len(first.json()) == 50
    assert 'rel="next"' in first.headers["link"]
    large = call(github, "GET", "/pulls/1/files?per_page=100").json()
    assert "patch" not in large[74]


def test_writing_too_fast_is_throttled(github: StandIn) -> None:
    github.state.limit_writes = True
    credential = token(github)
    answers = [
        call(github, "POST", "/check-runs", check_body(github), credential=credential).status_code for _ in range(82)
    ]
    assert answers[:80] == [201] * 80
    assert answers[81] == 403


def test_faults_before_and_after_the_effect(github: StandIn) -> None:
    checks = github.state.repositories["acme/shop"].checks
    github.fail("POST", "*/check-runs")
    assert call(github, "POST", "/check-runs", check_body(github)).status_code == 502
    assert checks == {}
    github.fail("POST", "*/check-runs", when="after")
    assert call(github, "POST", "/check-runs", check_body(github)).status_code == 502
    assert len(checks) == 1


THREADS = """query($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) {
  pullRequest(number: $number) { reviewThreads(first: 100) {
    nodes { id isResolved viewerCanResolve resolvedBy { login } comments(first: 1) { nodes { databaseId } } } } } } }"""
RESOLVE = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"
PLACE = {"owner": "acme", "name": "shop", "number": 1}


def graphql(github: StandIn, query: str, variables: dict[str, Any], credential: str) -> Any:
    headers = {"Authorization": f"token {credential}"}
    answer = httpx.post(f"{github.url}/graphql", headers=headers, json={"query": query, "variables": variables})
    assert answer.status_code == 200
    return answer.json()


def test_threads_are_resolved_only_with_write_access_to_contents(github: StandIn) -> None:
    review(github, line=5)
    github.state.permissions["contents"] = "write"
    reading = token(github, permissions={"contents": "read", "pull_requests": "write"})
    writing = token(github, permissions={"contents": "write", "pull_requests": "write"})
    (thread,) = graphql(github, THREADS, PLACE, reading)["data"]["repository"]["pullRequest"]["reviewThreads"]["nodes"]
    (comment,) = thread["comments"]["nodes"]
    assert comment["databaseId"] in github.state.repositories["acme/shop"].comments
    assert (thread["isResolved"], thread["viewerCanResolve"], thread["resolvedBy"]) == (False, False, None)
    refused = graphql(github, RESOLVE, {"id": thread["id"]}, reading)
    assert refused["errors"][0]["type"] == "FORBIDDEN"
    assert refused["data"] == {"resolveReviewThread": None}
    assert graphql(github, RESOLVE, {"id": thread["id"]}, writing)["data"]["resolveReviewThread"]["thread"][
        "isResolved"
    ]


@pytest.mark.parametrize(
    "query",
    [
        "query { repository(owner: \"acme\", name: \"shop\") { pullRequests { totalCount } } }",
        "query { repository(owner: \"acme\", name: \"shop\") { pullRequest(number: 1) } }",
        "query { repository(owner: \"acme\" { nameWithOwner } }",
        "subscription { x }",
        "query($name: String!) { repository(owner: \"acme\", name: \"shop\") { nameWithOwner } }",
        "query { repository(owner: \"acme\", name: $name) { nameWithOwner } }",
        "query { repository(owner: \"acme\") { nameWithOwner } }",
        "query { repository(owner: \"acme\", name: \"shop\", id: \"x\") { nameWithOwner } }",
        "query { repository(owner: \"acme\", name: \"shop\") { object(expression: \"main:a.md\") { text } } }",
        "mutation { updatePullRequestReviewComment(input: {body: \"x\"}) { clientMutationId } }",
        "mutation { resolveReviewThread(input: {threadId: \"x\", thread: \"x\"}) { clientMutationId } }",
    ],
)  # fmt: skip
def test_fields_that_graphql_does_not_have_are_refused(github: StandIn, query: str) -> None:
    answer = graphql(github, query, {}, token(github))
    assert answer["errors"] and "data" not in answer


def test_a_thread_holds_its_replies_and_outlives_its_first_comment(github: StandIn) -> None:
    review(github, line=5)
    repository = github.state.repositories["acme/shop"]
    (first,) = repository.comments
    github.state.reply(repository, first, "Why?")
    query = """query { repository(owner: "acme", name: "shop") { pullRequest(number: 1) { reviewThreads(first: 9) { nodes {
      comments(first: 1) { totalCount nodes { author { __typename login ... on Bot { databaseId } } } } } } } } }"""

    def talk() -> Any:
        answer = graphql(github, query, {}, token(github))
        (thread,) = answer["data"]["repository"]["pullRequest"]["reviewThreads"]["nodes"]
        return thread["comments"]["totalCount"], [comment["author"] for comment in thread["comments"]["nodes"]]

    assert talk() == (2, [{"__typename": "Bot", "login": "planreview", "databaseId": 4100}])
    github.state.delete_comment(repository, first)
    assert talk() == (1, [{"__typename": "User", "login": "ada"}])


def test_one_mutation_changes_many_things_and_says_which_it_could_not(github: StandIn) -> None:
    review(github, line=5)
    review(github, line=6)
    ours, theirs = github.state.repositories["acme/shop"].comments.values()
    theirs["user"] = {"login": "eve", "id": 6, "type": "User"}
    query = """mutation($a: UpdatePullRequestReviewCommentInput!, $b: UpdatePullRequestReviewCommentInput!,
      $c: UpdatePullRequestReviewCommentInput!) {
        a: updatePullRequestReviewComment(input: $a) { pullRequestReviewComment { body } }
        b: updatePullRequestReviewComment(input: $b) { clientMutationId }
        c: updatePullRequestReviewComment(input: $c) { clientMutationId } }"""
    nodes = {"a": ours["node_id"], "b": theirs["node_id"], "c": "PRRC_1"}
    variables = {name: {"pullRequestReviewCommentId": node, "body": "new"} for name, node in nodes.items()}
    answer = graphql(github, query, variables, token(github))
    changed = {"pullRequestReviewComment": {"body": "new"}}
    assert answer["data"] == {"a": changed, "b": None, "c": None}
    assert [(e["path"], e["type"]) for e in answer["errors"]] == [(["b"], "FORBIDDEN"), (["c"], "NOT_FOUND")]
    assert (ours["body"], theirs["body"]) == ("new", "x")


def test_graphql_gives_a_file_s_text_by_its_expression(github: StandIn) -> None:
    query = """query($at: String!) { repository(owner: "acme", name: "shop") {
      object(expression: $at) { __typename ... on Blob { text isTruncated } } } }"""
    told = [
        graphql(github, query, {"at": at}, token(github))["data"]["repository"]["object"]
        for at in ("topic:new.md", "main:new.md", "HEAD:")
    ]
    assert told == [{"__typename": "Blob", "text": "x\ny\n", "isTruncated": False}, None, {"__typename": "Tree"}]


def test_graphql_hides_what_a_token_may_not_see(github: StandIn) -> None:
    other = github.state.repository("acme/other")
    answer = graphql(github, THREADS, PLACE, token(github, repository_ids=[other.id]))
    assert (answer["data"], answer["errors"][0]["type"]) == ({"repository": None}, "NOT_FOUND")


def test_the_finer_roles_stand_beside_the_permission(github: StandIn) -> None:
    github.state.repositories["acme/shop"].collaborators |= {"mo": "maintain", "tom": "triage"}
    told = {user: call(github, "GET", f"/collaborators/{user}/permission").json() for user in ("mo", "tom")}
    assert {user: (one["permission"], one["role_name"]) for user, one in told.items()} == {
        "mo": ("write", "maintain"),
        "tom": ("read", "triage"),
    }


def test_reacting_twice_is_one_reaction_and_an_installation_says_what_it_grants(github: StandIn) -> None:
    answers = [call(github, "POST", "/issues/comments/5/reactions", {"content": "+1"}).status_code for _ in range(2)]
    assert answers == [201, 200]
    headers = {"Authorization": f"Bearer {app_token(github)}"}
    assert httpx.get(f"{github.url}/app/installations/77", headers=headers).json()["permissions"]["contents"] == "read"
    assert (
        httpx.get(f"{github.url}/app/installations/77", headers={"Authorization": f"token {token(github)}"}).status_code
        == 401
    )
