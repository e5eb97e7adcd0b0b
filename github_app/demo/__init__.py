"""`planreview demo`: the whole product, start to end, against the stand-in GitHub of the repository's tests."""

from github_app.demo.run import run

__all__ = ["run"]
