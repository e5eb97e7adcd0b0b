"""`planreview doctor`: looks at everything that a review needs, and says what to do."""

from github_app.doctor.run import run

__all__ = ["run"]
