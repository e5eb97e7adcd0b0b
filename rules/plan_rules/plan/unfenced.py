"""Plans whose tasks are written in a fence, as templates for agents do: `Task 1:` and what to create, in YAML that is none.

The fence's own lines are blanked, so that what stands between them is read as the plan's voice; all positions stay.
"""

import re

_TASK = re.compile(r"^ {0,3}(?:Task|Step) \d{1,3}(?:\.\d{1,3})?[ \t]*:", re.MULTILINE | re.IGNORECASE)
_FENCED = re.compile(r"^(?P<run>`{3,}|~{3,})[ \t]*(?:ya?ml|te?xt|markdown|md|plain)?[ \t]*\n", re.MULTILINE)
_REMARK = re.compile(r"^ {0,3}#{1,6}[ \t][^\n]*", re.MULTILINE)
"""YAML's, which would be a heading."""
_FEWEST_TASKS = 2


def unfenced(text: str) -> str:
    """The text, same length, with fences around two or more tasks taken away."""
    if len(_TASK.findall(text)) < _FEWEST_TASKS:
        return text
    pieces: list[str] = []
    at = 0
    while opening := _FENCED.search(text, at):
        end = text.find("\n" + opening["run"], opening.end() - 1)
        if end == -1:
            break
        closed = text.find("\n", end + 1)
        closed = len(text) if closed == -1 else closed
        inner = text[opening.end() : end + 1]
        pieces.append(text[at : opening.start()])
        if len(_TASK.findall(inner)) >= _FEWEST_TASKS:
            pieces.append(
                _blank(opening.group())
                + _REMARK.sub(lambda remark: _blank(remark.group()), inner)
                + _blank(text[end + 1 : closed])
            )
        else:
            pieces.append(text[opening.start() : closed])
        at = closed
    return "".join([*pieces, text[at:]])


def _blank(line: str) -> str:
    return "".join(sign if sign in "\r\n" else " " for sign in line)
