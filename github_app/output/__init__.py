"""Printers of findings. Pure."""
