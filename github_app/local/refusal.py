"""The one exception that a command turns into a line for its user."""


class Refused(Exception):
    """Usage, configuration or input that can't be worked with; the message names the cure."""
