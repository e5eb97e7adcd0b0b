"""What `/metrics` tells: counters and times of this process, in one registry of our own."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
_ANSWER = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2)

DELIVERIES = Counter(
    "planreview_deliveries", "Deliveries by event and outcome.", ["event", "outcome"], registry=REGISTRY
)
ANSWER_TIME = Histogram("planreview_webhook_seconds", "Time to answer a delivery.", buckets=_ANSWER, registry=REGISTRY)
JOBS = Counter("planreview_jobs", "Attempts at jobs by kind and fate.", ["kind", "fate"], registry=REGISTRY)
TIME_TO_FIRST_STATUS = Histogram(
    "planreview_first_status_seconds", "From delivery to a check in progress.", buckets=_SECONDS, registry=REGISTRY
)
TIME_TO_COMPLETION = Histogram(
    "planreview_completion_seconds", "From delivery to the end of its job.", buckets=_SECONDS, registry=REGISTRY
)
FINDINGS = Counter("planreview_findings", "Findings by rule and severity.", ["rule", "severity"], registry=REGISTRY)
GITHUB_CALLS = Counter(
    "planreview_github_calls",
    "Calls to GitHub by endpoint and status.",
    ["method", "endpoint", "status"],
    registry=REGISTRY,
)
GITHUB_REMAINING = Gauge(
    "planreview_github_remaining",
    "Calls left in the hour for each installation, as GitHub's last answer said; 0 is the App itself.",
    ["installation"],
    registry=REGISTRY,
)
SWEEP_RESCUES = Counter("planreview_sweep_rescues", "Work found by a sweep.", ["kind"], registry=REGISTRY)
SWEEP_TIME = Gauge("planreview_sweep_timestamp_seconds", "When the last sweep ended.", registry=REGISTRY)
TAKEOVERS = Counter("planreview_takeovers", "Jobs taken over from dead processes.", registry=REGISTRY)
CHECKER_RESTARTS = Gauge(
    "planreview_checker_restarts", "Checking processes that were killed or died.", registry=REGISTRY
)
QUEUE_JOBS = Gauge("planreview_queue_jobs", "Jobs by state.", ["state"], registry=REGISTRY)
QUEUE_AGE = Gauge("planreview_queue_age_seconds", "Age of the oldest job that waits.", registry=REGISTRY)

_ENDPOINTS = frozenset(
    {
        "app", "installations", "access_tokens", "repos", "pulls", "files", "comments", "reviews", "check-runs",
        "commits", "contents", "git", "blobs", "trees", "compare", "collaborators", "permission", "issues", "reactions",
        "hook", "config", "deliveries", "attempts", "graphql", "api",
    }
)  # fmt: skip


def endpoint(path: str) -> str:
    """A path with everything that is not a word of GitHub's interface replaced, so that labels stay few."""
    parts = path.partition("?")[0].strip("/").split("/")
    if parts[:1] == ["repos"]:
        parts = ["repos", "{owner}", "{repo}", *parts[3:]]
    if "contents" in parts:
        parts = [*parts[: parts.index("contents") + 1], "{path}"]
    return "/" + "/".join(part if part in _ENDPOINTS or part.startswith("{") else "{id}" for part in parts)


def observe_call(method: str, path: str, status: int, remaining: int | None = None, installation: int = 0) -> None:
    """Counts a call to GitHub; status 0 is no answer."""
    GITHUB_CALLS.labels(method, endpoint(path), str(status)).inc()
    if remaining is not None:
        GITHUB_REMAINING.labels(str(installation)).set(remaining)
