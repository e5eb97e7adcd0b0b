"""YAML read safely, with the place of every key and value: size and depth caps, no aliases, no tags."""

from dataclasses import dataclass
from typing import Any

from github_app.repo_config.errors import ConfigError, ConfigInvalid

MAX_CHARACTERS = 64 * 1024
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, list or mapping with its place (1-based). Scalars stay text: a person's `off` is “off”, not false."""

    line: int
    column: int
    scalar: str | None = None
    quoted: bool = False
    items: "tuple[Value, ...] | None" = None
    pairs: "tuple[tuple[Value, Value], ...] | None" = None


def read_document(text: str, path: str) -> Value | None:
    """The document's root, or None for an empty file. Raises `ConfigInvalid`."""
    import yaml  # slow, and most repositories have no config

    if len(text) > MAX_CHARACTERS:
        raise ConfigInvalid(
            [ConfigError(path, 1, 1, f"The file has more than {MAX_CHARACTERS:,} characters. Shorten it.")]
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            mark = event.start_mark
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(path, mark, "Anchors and aliases (`&`, `*`) are not read. Write the value out.")
            if (tag := getattr(event, "tag", None)) and not isinstance(event, yaml.DocumentStartEvent):
                raise _refused(path, mark, f"Tags are not read. Remove `{str(tag)[:40]}`.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise _refused(path, mark, f"More than {_MAX_DEPTH} levels of nesting.")
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"This is not valid YAML: {error.problem or error.context or 'it can not be read'}."
        raise _refused(path, mark, message) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigInvalid(
            [ConfigError(path, 1, 1, f"This is not valid YAML: {str(error).splitlines()[0]}.")]
        ) from None
    return _value(node) if node is not None else None


def _refused(path: str, mark: Any, message: str) -> ConfigInvalid:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return ConfigInvalid([ConfigError(path, line, column, message)])


def _value(node: Any) -> Value:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if node.id == "mapping":
        return Value(line, column, pairs=tuple((_value(key), _value(value)) for key, value in node.value))
    if node.id == "sequence":
        return Value(line, column, items=tuple(_value(item) for item in node.value))
    return Value(line, column, scalar=str(node.value), quoted=getattr(node, "style", None) in {"'", '"', "|", ">"})
