"""Grave warnings that stand only in the context of the step they are about, in whatever form the context has."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"subsection-only-context"}))

PLAN = """# Plan: town archive on the web

## Objective

Readers find parish registers from home.

{}

## Steps

1. **Scan the registers**: `scan.py` drives the overhead scanner, 400 dpi
   - Success: register 12 has 318 pictures
2. **Publish the catalogue**: `publish.py` uploads descriptions and pictures to the portal
   - Success: register 12 is found under its shelf mark
3. **Move the reading-room accounts**: copy them to the new directory, passwords unchanged
   - Success: a reader signs in at both desks
4. **Clear the tape robot**: eject cartridges older than ten years
   - Success: 40 slots are free
5. **Heat the strong room by sensor**: `climate.py` sets the valve by the hygrometer
   - Success: 48 % on the wall chart

## Testing

- `pytest archive`, and a day with two readers
"""


def lines(context: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(PLAN.format(context))), ONLY).findings]


def at(step: int, context: str) -> list[int]:
    """The line of a step below this context."""
    return [PLAN.format(context).split("\n").index(next(x for x in PLAN.split("\n") if x.startswith(f"{step}. "))) + 1]


WARNINGS = [
    (1, "## Findings\n\n- The overhead scanner flattens bindings; a register older than 1700 that is pressed flat is ruined for good."),
    (2, "## What we know\n\n| No. | Fact | Source |\n|---|---|---|\n| 1 | Whoever opens the catalogue sees baptisms of living people | data officer |"),
    (2, "## Notes from the visit\n\n1. What has once gone to the portal is mirrored by genealogists within a day and can't be called back."),
    (3, "## Remarks\n\n**R-1.** The directory locks every reader out after the first failed sign-in with an old account, and only the county can unlock them."),
    (3, "## House rules\n\nAfter the accounts have been copied, the old directory forgets all loans that nobody has returned. They exist nowhere else."),
    (4, "## Known Pitfalls\n\n- Never eject a cartridge while the robot writes its index: the index is then overwritten with zeros."),
    (4, "## What the inspection showed\n\n| Finding | Matters for |\n|---|---|\n| Once a cartridge of the 1990s leaves the climate it sticks together, and nothing brings it back | step 4 |"),
    (5, "## Background\n\n**The valve.** It has to be calibrated before the hygrometer is connected, otherwise it stays open and the parchment cockles."),
    (5, "## Facts to bear in mind\n\n* If the hygrometer fails, the valve opens entirely and the strong room is flooded: the deeds are lost."),
    (1, "## Prior findings\n\nF1 - When the scanner's lamp is on longer than 40 s, iron-gall ink vanishes from the page."),
    (2, "## Surprises\n\n- Pictures carry the name of whoever donated them in their header; donors who asked for silence can be identified by it once the pictures are on the portal."),
    (3, "## Constraints\n\n- A reader whose account has an umlaut in its password gets shut out of the directory until somebody resets it by hand."),
]  # fmt: skip
INNOCENT = [
    "## Findings\n\n- The overhead scanner takes 40 s for a page of a register.",
    "## What we know\n\n- The portal is run by the county and has 900 visitors a day.",
    "## Problem\n\n- Readers lose a day because the catalogue is not on the portal, and pictures get lost.",
    "## Today\n\n- When a reader forgets the password, the account is locked until the county calls.",
    "## Notes\n\n- The registers of two parishes were lost in the fire of 1944.",
    "## Known Pitfalls\n\n- Do not scan in colour: the files get four times as large.",
    "## Findings\n\n- No reader is locked out when the directory is copied while they are signed in.",
    "## Findings\n\n- If the bakery next door burns, all its bread is lost.",
    "## What we know\n\n- Step 4 keeps a cartridge whose label is lost, so that nothing is thrown away.",
    "## Findings\n\n- Cartridges older than ten years are ejected by the tape robot; once ejected, 40 slots are free and the rest is lost for good.",
    "## Background\n\n- The catalogue was typed in 1998 by volunteers, who read every register once.",
    "## Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| Scanner breaks and pictures are lost | high | spare lamp |",
]  # fmt: skip


@pytest.mark.parametrize(("step", "context"), WARNINGS)
def test_a_warning_in_any_form_of_context(step: int, context: str) -> None:
    assert lines(context) == at(step, context)


@pytest.mark.parametrize("context", INNOCENT)
def test_what_warns_of_nothing_or_is_taken_up(context: str) -> None:
    assert lines(context) == []
