"""Words: clauses, cues, concreteness, similarity. Knows nothing of Markdown or plans."""
