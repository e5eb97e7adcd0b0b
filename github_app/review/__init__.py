"""What to say about a pull request, and where. Pure."""
