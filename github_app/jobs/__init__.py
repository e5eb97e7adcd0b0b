"""Durable work. The only importer of dbos."""
