"""What a plan's Markdown means: steps, context, decisions, criteria."""

from plan_rules.plan.model import Plan
from plan_rules.plan.reader import read

__all__ = ["Plan", "read"]
