"""Commands in comments: who may give them, what they answer."""

from github_app.github.publish import answer, react
from github_app.github.read import may_write, pull_request_now
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import NewJob
from github_app.jobs.reruns import place_only, review_of
from github_app.jobs.review_task import Outcome, Workshop, client_for
from github_app.jobs.threads import in_thread
from github_app.webhooks.jobs import RunCommand
from plan_rules.lint.registry import rules


async def run_command(shop: Workshop, attempt: Attempt, command: RunCommand) -> Outcome:
    """Obey a command of somebody with write access; a reaction on the comment is the receipt."""
    client, there = client_for(shop, command.place), place_only(command.place, command.number)
    if not await may_write(client, there, command.user):
        await react(client, there, command.comment_id, "confused")
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


def explanation(rule: str, rule_pages: str) -> str:
    """What `/planreview explain RULE` answers."""
    entry = rules().get(rule)
    if entry is None:
        return f"There is no such rule. The rules are: {', '.join(f'`{name}`' for name in rules())}."
    return f"**`{entry.id}`** — {entry.rule.summary}\n\n{entry.documentation}\n\n[More on this rule]({rule_pages}/{entry.id})"
