"""The set-up page: registers the GitHub App through GitHub's manifest flow, and is gone once that is done."""

from github_app.web.setup.flow import routes, setup_address
from github_app.web.setup.passes import Passes

__all__ = ["Passes", "routes", "setup_address"]
