"""Markdown as a tree of nodes with exact spans. The only importer of mistune."""

from plan_rules.markdown.nodes import Kind, Node
from plan_rules.markdown.parser import parse

__all__ = ["Kind", "Node", "parse"]
