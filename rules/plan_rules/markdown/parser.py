"""From a source to its Markdown tree."""

from plan_rules.markdown.blocks import PlacedBlockParser
from plan_rules.markdown.blocks_tree import block_nodes
from plan_rules.markdown.front_matter import front_matter_end
from plan_rules.markdown.nodes import Node
from plan_rules.markdown.state import PlacedState
from plan_rules.markdown.tabs import without_tabs_after_markers
from plan_rules.source import Source

_blocks = PlacedBlockParser()


def parse(source: Source) -> Node:
    """The tree of a plan; its root has the kind `document`. Any text is Markdown: this never fails."""
    text, line_ends = _unix_lines(source)
    front_matter = front_matter_end(text)
    state = PlacedState()
    body, rewritten = without_tabs_after_markers(text[front_matter:])
    state.file_line_starts, state.file_line_ends = source.line_starts, line_ends
    state.first_line = text.count("\n", 0, front_matter)
    state.file_text = source.text
    state.rewritten = {line + state.first_line: distances for line, distances in rewritten.items()}
    state.process(body)
    _blocks.parse(state)
    children = block_nodes(state)
    if front_matter:
        closing = text[:front_matter].rstrip().count("\n")
        node = Node("front_matter", 0, line_ends[closing], 1, closing + 1, (), text[:front_matter])
        children = (node, *children)
    return Node("document", 0, len(source.text), 1, source.line_count, children)


def _unix_lines(source: Source) -> tuple[str, list[int]]:
    """The text with LF line ends, and where each of its lines ends in the source.

    A lone CR is a blank like any other: git does not end a line there.
    """
    text = source.text
    ends = [start - 1 for start in source.line_starts[1:]]
    if text.endswith("\n"):
        ends.append(len(text) - 1)
    ends.append(len(text))
    if "\r" in text:
        ends = [end - 1 if text[end - 1 : end + 1] == "\r\n" else end for end in ends]
        text = text.replace("\r\n", "\n").replace("\r", " ")
    return text, ends
