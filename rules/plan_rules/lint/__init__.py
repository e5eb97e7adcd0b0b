"""Findings, rules, suppressions, settings and the engine that runs them."""
