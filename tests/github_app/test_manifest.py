"""Where each kind of GitHub is used and asked."""

import pytest

from github_app.manifest import api_url, web_url


@pytest.mark.parametrize(
    ("host", "api"),
    [
        ("github.com", "https://api.github.com"),
        ("git.example.org", "https://git.example.org/api/v3"),
        ("git.example.org:8443", "https://git.example.org:8443/api/v3"),
        ("octo.ghe.com", "https://api.octo.ghe.com"),
    ],
)
def test_pages_and_rest_root_belong_together(host: str, api: str) -> None:
    assert api_url(host) == api
    assert web_url(api) == f"https://{host}"


def test_a_stand_in_is_both() -> None:
    assert web_url("http://127.0.0.1:9000") == "http://127.0.0.1:9000"
