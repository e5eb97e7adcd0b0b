"""`planreview outline`: how a plan was read."""

import json
import sys
from pathlib import Path

from github_app.local.files import read_plan
from github_app.local.refusal import Refused
from plan_rules.plan import read
from plan_rules.plan.outline import outline_json, outline_text
from plan_rules.source import Source, UnreadableSource


def run(path: Path, output_format: str) -> int:
    """Print the outline of one plan; refuses a file that can't be read."""
    try:
        plan = read(Source.from_bytes(read_plan(path)))
    except UnreadableSource as unreadable:
        raise Refused(f"{path}: {unreadable}") from None
    if output_format == "json":
        sys.stdout.write(json.dumps(outline_json(plan), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(outline_text(plan).rstrip("\n") + "\n")
    return 0
