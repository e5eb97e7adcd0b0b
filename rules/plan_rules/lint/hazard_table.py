"""The hazard areas: who enters, what such steps need, which words answer it, and why it matters.

Patterns ignore case and stand between word borders; a trigger's patterns must all be found. The words of people and things
are in `language/things.py`.
"""

from plan_rules.lint.hazard_data import DATA_MOVES, SCHEMA
from plan_rules.lint.hazard_outside import PAYMENTS, REALTIME, WEBHOOKS
from plan_rules.lint.hazard_people import CONCURRENCY, PERMISSIONS
from plan_rules.lint.hazard_remarks import REMARKED
from plan_rules.lint.hazards import Area

AREAS: tuple[Area, ...] = (
    WEBHOOKS,
    PAYMENTS,
    SCHEMA,
    DATA_MOVES,
    PERMISSIONS,
    CONCURRENCY,
    REALTIME,
    *REMARKED,
)


def area_names() -> tuple[str, ...]:
    """Ids of the areas that a configuration may switch off."""
    return tuple(area.id for area in AREAS)
