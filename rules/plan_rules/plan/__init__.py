"""What a plan's Markdown means: steps, context, decisions, criteria."""
