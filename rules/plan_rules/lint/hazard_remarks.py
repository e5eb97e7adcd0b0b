"""The hazard areas of common engineering knowledge: one consideration each, reported as a remark."""

from plan_rules.language.things import OUTSIDER
from plan_rules.lint.hazards import Area, Need

ONCE = (
    r"idempot\w+", r"de-?dup\w*", r"duplicat\w+", r"more than once", r"twice", r"exactly[- ]once", r"at[- ]least[- ]once", r"at most once", r"a second (?:time|delivery|copy|call|row)",
    r"already (?:processed|handled|seen|applied|recorded|stored|known|charged|paid)", r"on conflict (?:\([^)]*\) )?do nothing", r"insert or ignore", r"upsert\w*", r"seen before",
)  # fmt: skip
_RETRY = (
    r"time-?outs?",
    r"retr(?:y|ies|ying|ied)",
    r"rate[- ]limit\w*",
    r"throttl\w+",
    r"back-?off",
    r"circuit breaker",
    r"fall ?back",
    r"unavailable",
    r"429",
    r"503",
    r"degrad\w+",
    r"offline",
)


def _remark(
    area: str,
    enters: str,
    triggers: tuple[tuple[str, ...], ...],
    need: str,
    asks: str,
    why: str,
    addressed: tuple[str, ...],
) -> Area:
    """An area of common engineering knowledge with one consideration, reported as a remark."""
    return Area(area, enters, triggers, (Need(need, asks, why, addressed, severity="info"),))


REMARKED: tuple[Area, ...] = (
    _remark(
        "external-api", "calls somebody else's service", ((rf"(?:call|query|fetch|request|integrat|poll|post|talk)\w* [^.\n]{{0,40}}(?:{OUTSIDER}|third[- ]party|external|remote) [^.\n]{{0,15}}(?:apis?|services?|endpoints?)",), (r"(?:geocod|exchange[- ]rate|weather|maps?|translation|payment|shipping|tax|llm|openai|anthropic|sms|e-?mail)\w* (?:api|provider|service)", r"(?:call|query|fetch|request|integrat|look)\w*"),),
        "failure", "what happens when the service is slow, throttles or is down (timeout, retry, rate limit)", "a call without a limit hangs as long as the other side does",
        _RETRY,
    ),
    _remark(
        "queue", "puts work on a queue", ((r"(?:background|async|queued?|celery|sidekiq|kafka|rabbitmq|sqs|bullmq?|resque|nats) [^.\n]{0,20}(?:jobs?|tasks?|workers?|consumers?)",),),
        "retries", "what happens when a job fails half-way or runs twice", "queues deliver at least once, and workers die in the middle",
        (*ONCE, r"retr(?:y|ies|ying)", r"dead[- ]letter", r"poison", r"re-?queue\w*", r"acknowledg\w+", r"resum\w+"),
    ),
    _remark(
        "cache", "adds a cache", ((r"(?:add|introduc|implement|creat|use|build)\w* [^.\n]{0,30}cach(?:e|ing)(?! (?:bust|key))",),),
        "invalidation", "when cached values become invalid", "a cache without invalidation serves yesterday's answer",
        (r"invalidat\w+", r"ttl", r"expir\w+", r"evict\w*", r"stale\w*", r"refresh\w*", r"bust\w*", r"clear(?:s|ed|ing)? the cache", r"cache key", r"max[- ]age", r"lru", r"per[- ](?:request|process|run)"),
    ),
    _remark(
        "scheduled-job", "runs on a schedule", ((r"(?:cron|nightly|hourly|daily|scheduled|periodic) [^.\n]{0,15}(?:jobs?|tasks?|runs?|sweeps?|syncs?|scripts?)",),),
        "overlap", "what happens when a run overlaps the next, or is missed", "a slow run meets the next one, and both do the work",
        (r"overlap\w*", r"concurrent runs?", r"lock", r"time ?zones?", r"utc", r"missed runs?", r"idempot\w+", r"already running", r"catch[- ]?up", r"single instance", r"one at a time"),
    ),
    _remark(
        "upload", "takes files from users", ((r"(?:accept|handle|allow|add|receive|store|process)\w* [^.\n]{0,25}(?:file|image|photo|avatar|document|attachment|csv) uploads?|upload (?:endpoint|handler|form|route)",),),
        "limits", "which sizes and types are accepted", "an upload without limits fills the disk or carries something else than it says",
        (r"max(?:imum)?[^.\n]{0,20}(?:size|mb|kb|bytes)", r"size limit", r"\d+\s?(?:mb|kb|mib|gb)", r"(?:mime|content|file)[- ]types?", r"allowed (?:types|extensions)", r"virus", r"scan\w*", r"validat\w+"),
    ),
    _remark(
        "secrets", "brings in a secret", ((r"(?:add|store|configure|set|save|use|create|generate)\w* [^.\n]{0,25}(?:api keys?|secret keys?|access tokens?|private keys?|credentials|client secrets?)",),),
        "storage", "where the secret is kept and how it is rotated", "secrets that nobody planned for end in the repository",
        (r"env(?:ironment)?", r"\.env", r"vault", r"secrets? manager", r"keychain", r"kms", r"encrypt\w*", r"rotat\w+", r"never (?:log|commit)\w*", r"keyring", r"secret store", r"github secrets", r"config map", r"credential store"),
    ),
    _remark(
        "public-api", "changes an interface that others call", ((r"(?:rename|remove|change|drop|replace|break)\w* [^.\n]{0,30}(?:public api|public method|public interface|endpoint|response (?:field|format|shape)|api (?:field|contract|response)|request (?:field|format)|(?:cli|command[- ]line) (?:flags?|options?|commands?)|tool names?|environment variables?)s?",),),
        "compatibility", "how existing callers keep working or learn of it", "callers that nobody told break on release day",
        (r"backwards?[- ]compat\w*", r"compatib\w+", r"deprecat\w+", r"version(?:ed|ing)", r"v\d", r"breaking change\w*", r"migration guide", r"alias\w*", r"existing (?:clients?|callers?|consumers?|users?)", r"changelog", r"callers", r"no external"),
    ),
    _remark(
        "feature-flag", "adds a feature flag", ((r"(?:add|introduc|creat|put|guard|gate|wrap)\w* [^.\n]{0,40}feature[- ](?:flag|toggle)s?",),),
        "default-and-removal", "its default and when it is removed", "flags without an end stay, and nobody knows which side is tested",
        (r"default\w*", r"remov\w+ the flag", r"clean(?:s|ed|ing)? ?up", r"off by", r"on by", r"disabled", r"enabled", r"roll-?out", r"percent", r"delete the flag", r"sunset"),
    ),
    _remark(
        "dependency-upgrade", "upgrades a dependency over a major version", ((r"(?:upgrad|bump|migrat|updat)\w* [^.\n]{0,30}(?:to|→|->)\s?v?\d+(?:\.\d+)*|major version [^.\n]{0,20}(?:upgrade|bump)",),),
        "breaking-changes", "which breaking changes it brings", "a major version breaks something by definition",
        (r"breaking", r"changelog", r"release notes", r"migration guide", r"deprecat\w+", r"compatib\w+", r"incompatib\w+", r"removed in", r"renamed", r"no longer"),
    ),
)  # fmt: skip
