"""Our own examples, as mdast reads them: `benchmarks/oracle/record.py` recorded what it says, Node is not needed here."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.oracle.compare import our_tree
from plan_rules.source import Source
from tests.plan_rules.markdown.places import misplaced

EXAMPLES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_blocks_and_inline_nodes_are_where_mdast_has_them(example: dict[str, Any]) -> None:
    source = Source.from_text(example["text"])
    tree = our_tree(source)
    assert tree.blocks == [tuple(block) for block in example["blocks"]]
    assert sorted(tree.inline) == [tuple(node) for node in example["inline"]]
    assert misplaced(source) == []
