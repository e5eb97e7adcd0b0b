"""What a shell offers while a command is typed."""


def one_rule(incomplete: str) -> list[str]:
    """Rules that go on from what is typed so far."""
    from github_app.local.patterns import kept_patterns

    with kept_patterns():
        from plan_rules.lint.registry import rule_ids

        return [name for name in rule_ids() if name.startswith(incomplete)]


def some_rules(incomplete: str) -> list[str]:
    """The same for a list: what stands before the last comma stays."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in one_rule(last)]
