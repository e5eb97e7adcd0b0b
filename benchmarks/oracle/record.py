"""Writes what mdast reads in our own examples beside them, for the tests that run without Node: `make oracle-record`."""

import json
from pathlib import Path

from compare import mdast_tree, run_oracle, without_alert_markers

from plan_rules.source import Source

EXAMPLES = Path(__file__).parents[2] / "tests/plan_rules/markdown/examples.json"


def main() -> None:
    examples = json.loads(EXAMPLES.read_text())
    for example, root in zip(examples, run_oracle([example["text"] for example in examples]), strict=True):
        source = Source.from_text(example["text"])
        tree = without_alert_markers(mdast_tree(root, source), source)
        example["blocks"], example["inline"] = tree.blocks, sorted(tree.inline)
    lines = [json.dumps(example, ensure_ascii=False) for example in examples]
    EXAMPLES.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
