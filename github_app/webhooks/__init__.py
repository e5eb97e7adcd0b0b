"""Signature, payloads and triage of GitHub's deliveries. Pure."""
