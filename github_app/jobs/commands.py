"""Commands in comments and on check runs: who may give them, what they answer."""

import re

from github_app.github.checks import explain_check
from github_app.github.publish import answer, react
from github_app.github.read import may_write, pull_request_now
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import NewJob
from github_app.jobs.reruns import review_of
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Outcome, Workshop, client_for, place_only
from github_app.review.wording import explained
from github_app.webhooks.jobs import ExplainCheck, RunCommand
from plan_rules.lint.registry import rules


async def run_command(shop: Workshop, attempt: Attempt, command: RunCommand) -> Outcome:
    """Obey a command of somebody with write access; a reaction on the comment is the receipt. Others get no answer."""
    client, there = client_for(shop, command.place), place_only(command.place, command.number)
    if not await may_write(client, there, command.user):
        return Outcome("refused", f"{command.user} may not write to this repository")
    if command.verb == "explain":
        text = explanation(command.argument, shop.rule_pages)
        await answer(client, there, text, command.comment_id, look_first=attempt.tries > 1)
        await react(client, there, command.comment_id, "+1")
        return Outcome("answered", f"explained {command.argument}")
    now = await pull_request_now(client, there)
    if now is None:
        await react(client, there, command.comment_id, "confused")
        return Outcome("refused", "the pull request is closed")
    origin = attempt.job_id.rsplit("/", 1)[-1]
    new = NewJob(review_of(now, forced=True), f"{origin}-command", attempt.created_ms)
    await in_thread(shop.ledger.queue, [new])
    await react(client, there, command.comment_id, "+1")
    return Outcome("queued", "asked for by a command")


async def explain(shop: Workshop, job: ExplainCheck) -> Outcome:
    """Put the documentation of the rules that a check run's summary names below that summary. It notifies nobody."""
    client, there = client_for(shop, job.place), place_only(job.place, head_sha=job.head_sha)

    def text(summary: str) -> str:
        named = re.findall(r"\[([a-z-]+)\]\(" + re.escape(shop.rule_pages), summary)
        return explained(list(dict.fromkeys(named)), shop.rule_pages) or "No finding stands in this check run."

    if not await explain_check(client, there, job.check_run_id, text):
        return Outcome("gone", "the check run is not there any more")
    return Outcome("answered", "explained the rules of the check run")


def explanation(rule: str, rule_pages: str) -> str:
    """What `/planreview explain RULE` answers."""
    if rule not in rules():
        return f"There is no such rule. The rules are: {', '.join(f'`{name}`' for name in rules())}."
    return explained([rule], rule_pages)
