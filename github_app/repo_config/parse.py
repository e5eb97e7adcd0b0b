"""From the YAML document to a configuration, or to errors that name the line and the nearest valid word."""

import difflib
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from github_app.repo_config.document import Value, read_document
from github_app.repo_config.errors import ConfigError, ConfigInvalid
from github_app.repo_config.model import DEFAULT_CONFIG, Override, RepoConfig
from plan_rules.lint.registry import UNUSED_SUPPRESSION, rules
from plan_rules.lint.settings import AddedArea, Consideration, RuleSettings

SEVERITIES = ("error", "warning", "info", "off")
CHOICES: dict[str, tuple[str, ...]] = {
    "fail_on": ("error", "warning", "info", "never"),
    "report": ("changed", "file"),
    "unreadable": ("failure", "neutral"),
    "suppressions": ("all", "warnings", "none"),
    "mode": ("enforce", "shadow"),
}
KEYS = ("version", "paths", "max_comments", "drafts", "rules", "hazards", "overrides", *CHOICES)
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
NOTHING = ("off", "never", "none")
"""What `off`, `no` and `false` mean, wherever one of these words is valid."""
_MOST_COMMENTS = 100


def parse_config(text: str, path: str = ".github/planreview.yml") -> RepoConfig:
    """The configuration in a file's text; `path` is named in errors. Raises `ConfigInvalid` with every fault found."""
    root = read_document(text, path)
    if root is None:
        return DEFAULT_CONFIG
    reader = _Reader(path)
    config = reader.config(root)
    if reader.errors:
        raise ConfigInvalid(sorted(reader.errors, key=lambda error: (error.line, error.column)))
    return config


class _Reader:
    """Walks the document once and collects every fault."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.errors: list[ConfigError] = []

    def config(self, root: Value) -> RepoConfig:
        fields: dict[str, Any] = {}
        for key, value in self._mapping(root, KEYS, "key"):
            name = str(key.scalar)
            if name == "version":
                if value.scalar != "1":
                    self._fault(value, "`version` must be 1, the only version there is.")
            elif name in CHOICES:
                fields[name] = self._choice(value, CHOICES[name], name)
            elif name == "max_comments":
                fields[name] = self._number(value, name, 0, _MOST_COMMENTS)
            elif name == "drafts":
                fields[name] = self._flag(value, name)
            elif name == "paths":
                fields[name] = self._paths(value)
            elif name == "rules":
                fields["rules"], fields["all_severity"] = self._rules(value)
            elif name == "hazards":
                fields["hazards_off"], fields["hazards_added"] = self._hazards(value)
            else:
                fields["overrides"] = tuple(self._overrides(value))
        return RepoConfig(**fields) if not self.errors else DEFAULT_CONFIG

    def _rules(self, value: Value) -> tuple[Any, Any]:
        everything = None
        found: dict[str, RuleSettings] = {}
        valid = (*rules(), UNUSED_SUPPRESSION, "all")
        for key, setting in self._mapping(value, valid, "rule"):
            name = str(key.scalar)
            if name == "all":
                everything = self._choice(setting, SEVERITIES, "all")
            else:
                found[name] = self._rule(name, setting)
        return MappingProxyType(found), everything

    def _rule(self, name: str, value: Value) -> RuleSettings:
        if value.pairs is None:
            return RuleSettings(severity=self._choice(value, SEVERITIES, name))  # type: ignore[arg-type]
        options = rules()[name].rule.options if name in rules() else ()
        fields: dict[str, Any] = {}
        for key, setting in self._mapping(value, ("severity", *options), f"option of `{name}`"):
            option = str(key.scalar)
            if option == "severity":
                fields[option] = self._choice(setting, SEVERITIES, option)
            else:
                fields[option] = self._texts(setting, option)
        return RuleSettings(**fields)

    def _hazards(self, value: Value) -> tuple[frozenset[str], tuple[AddedArea, ...]]:
        from plan_rules.lint.hazard_table import area_names

        off: set[str] = set()
        added: list[AddedArea] = []
        for key, setting in self._mapping(value, None, "hazard area"):
            name = str(key.scalar)
            text = (setting.scalar or "").lower()
            if setting.pairs is not None:
                added.append(self._area(name, setting))
            elif text in _TRUE | _FALSE:
                if name not in area_names():
                    self._fault(
                        key, f"There is no hazard area “{name}” to switch on or off.{_nearest(name, area_names())}"
                    )
                elif text in _FALSE:
                    off.add(name)
            else:
                self._fault(setting, f"Write `off`, or `triggers` and `considerations`, for the hazard area `{name}`.")
        return frozenset(off), tuple(added)

    def _area(self, name: str, value: Value) -> AddedArea:
        triggers: tuple[str, ...] = ()
        considerations: tuple[Consideration, ...] = ()
        for key, setting in self._mapping(value, ("triggers", "considerations"), f"key of hazard area `{name}`"):
            if key.scalar == "triggers":
                triggers = self._texts(setting, "triggers")
            else:
                considerations = tuple(self._consideration(item) for item in self._items(setting, "considerations"))
        if not triggers or not considerations:
            self._fault(value, f"The hazard area `{name}` needs both `triggers` and `considerations`.")
        return AddedArea(name, triggers, considerations)

    def _consideration(self, value: Value) -> Consideration:
        fields: dict[str, Any] = {"name": "", "satisfied_by": (), "why": ""}
        for key, setting in self._mapping(value, ("name", "satisfied_by", "why"), "key of a consideration"):
            name = str(key.scalar)
            fields[name] = self._texts(setting, name) if name == "satisfied_by" else self._text(setting, name)
        if not all(fields.values()):
            self._fault(value, "A consideration needs `name`, `satisfied_by` and `why`.")
        return Consideration(**fields)

    def _overrides(self, value: Value) -> Iterable[Override]:
        for item in self._items(value, "overrides"):
            paths: tuple[str, ...] = ()
            found: Any = MappingProxyType({})
            everything = None
            for key, setting in self._mapping(item, ("paths", "rules"), "key of an override"):
                if key.scalar == "paths":
                    paths = self._paths(setting)
                else:
                    found, everything = self._rules(setting)
            if not paths:
                self._fault(item, "An override needs `paths`.")
            yield Override(paths, found, everything)

    def _paths(self, value: Value) -> tuple[str, ...]:
        paths = self._texts(value, "paths")
        for item, path in zip(value.items or (), paths, strict=False):
            try:
                Override((path,), {}).covers("x")
            except ValueError as error:
                self._fault(item, f"“{path}” is no valid pattern: {error}.")
        return paths

    def _mapping(self, value: Value, valid: Iterable[str] | None, what: str) -> Iterable[tuple[Value, Value]]:
        if value.pairs is None:
            if value.scalar == "" and not value.quoted:
                return
            self._fault(value, "Here stands a list or a single value where `name: value` lines belong.")
            return
        names = tuple(valid) if valid is not None else None
        seen: set[str] = set()
        for key, setting in value.pairs:
            name = key.scalar
            if name is None:
                self._fault(key, f"A {what} must be a name.")
            elif name in seen:
                self._fault(key, f"`{name}` stands here twice. Keep one.")
            elif names is not None and name not in names:
                self._fault(key, f"Unknown {what} `{name}`.{_nearest(name, names)}")
            else:
                seen.add(name)
                yield key, setting

    def _choice(self, value: Value, valid: tuple[str, ...], name: str) -> str | None:
        text = (value.scalar or "").lower()
        if text in _FALSE and text not in valid:
            text = next((word for word in NOTHING if word in valid), text)
        if text not in valid:
            near = _nearest(text, valid) if len(text) > 1 else ""
            hint = near if "Did you mean" in near else ""
            self._fault(value, f"`{name}` must be one of {', '.join(valid)}.{hint}")
            return None
        return text

    def _flag(self, value: Value, name: str) -> bool:
        text = (value.scalar or "").lower()
        if text not in _TRUE | _FALSE:
            self._fault(value, f"`{name}` must be true or false.")
        return text in _TRUE

    def _number(self, value: Value, name: str, least: int, most: int) -> int:
        text = value.scalar or ""
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            self._fault(value, f"`{name}` must be a whole number from {least} to {most}.")
            return least
        return int(text)

    def _text(self, value: Value, name: str) -> str:
        if value.scalar is None or not value.scalar.strip():
            self._fault(value, f"`{name}` must be a text.")
            return ""
        return value.scalar

    def _texts(self, value: Value, name: str) -> tuple[str, ...]:
        if value.scalar:
            return (value.scalar,)
        return tuple(text for item in self._items(value, name) if (text := self._text(item, name)))

    def _items(self, value: Value, name: str) -> tuple[Value, ...]:
        if value.items is None:
            self._fault(value, f"`{name}` must be a list, one `- …` a line.")
            return ()
        return value.items

    def _fault(self, value: Value, message: str) -> None:
        self.errors.append(ConfigError(self._path, value.line, value.column, message))


def _nearest(name: str, valid: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.lower(), list(valid), 1, 0.5)
    return (
        f" Did you mean `{near[0]}`?"
        if near
        else f" Valid: {', '.join(sorted(valid))}."
        if len(list(valid)) <= 15
        else ""
    )
