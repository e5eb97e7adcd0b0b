"""Markdown as a tree of nodes with exact spans. The only importer of mistune."""
