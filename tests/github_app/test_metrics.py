"""Labels stay few: a path's names and numbers are not part of them."""

import pytest

from github_app.metrics import endpoint


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/repos/parcels/shop/pulls/7/files?page=2", "/repos/{owner}/{repo}/pulls/{id}/files"),
        ("/repos/pulls/files/check-runs/99", "/repos/{owner}/{repo}/check-runs/{id}"),
        ("/repos/a/b/contents/.github/planreview.yml", "/repos/{owner}/{repo}/contents/{path}"),
        ("/app/installations/77/access_tokens", "/app/installations/{id}/access_tokens"),
        ("/repos/a/b/collaborators/ada/permission", "/repos/{owner}/{repo}/collaborators/{id}/permission"),
    ],
)
def test_a_path_becomes_its_endpoint(path: str, label: str) -> None:
    assert endpoint(path) == label
