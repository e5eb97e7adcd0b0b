"""Every command block of README and docs/ is run, or a comment above it says what runs it, or why nothing does.

`<!-- run by .ci/run: demo, test -->` · `<!-- run by tests/test_recipe.py -->` · `<!-- not run by the tests: the reason -->`

Blocks without a comment are run in order, in a git repository with two plans. A command must end with 0; a check may end
with 1, for its findings. Configurations and workflows that are shown must be valid.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_config

from github_app.repo_config import parse_config
from github_app.repo_config.parse import KEYS

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "CHANGELOG.md",
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
CI = (ROOT / ".ci" / "run").read_text()


@dataclass(frozen=True, slots=True)
class Block:
    language: str
    marker: str
    """The text of the comment above it, empty without one."""
    text: str

    @property
    def commands(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]


def blocks(document: Path) -> Iterator[Block]:
    lines = document.read_text("utf-8").split("\n")
    fence, start = "", 0
    for number, line in enumerate(lines):
        opened = re.match(r"\s*(`{3,})(\w*)\s*$", line)
        if not fence and opened:
            fence, start, language = opened[1], number, opened[2]
        elif fence and line.strip() == fence:
            above = next((text for text in reversed(lines[:start]) if text.strip()), "")
            marker = re.fullmatch(r"\s*<!-- (.*) -->", above)
            yield Block(language, marker[1] if marker else "", "\n".join(lines[start + 1 : number]))
            fence = ""


def of_language(*languages: str) -> list[object]:
    return [
        pytest.param(document, found, id=document.relative_to(ROOT).as_posix())
        for document in DOCUMENTS
        if (found := [block for block in blocks(document) if block.language in languages])
    ]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A branch on which a poor plan was added to a good one."""
    plans = tmp_path / "docs" / "plans"
    plans.mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "good-plan.md", plans / "good.md")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-q", "-b", "mine")
    (tmp_path / "examples").mkdir()
    for copy in (plans / "poor.md", tmp_path / "examples" / "poor-plan.md"):
        shutil.copy(ROOT / "examples" / "poor-plan.md", copy)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "two")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(("document", "found"), of_language("console", "sh", "bash", "shell"))
def test_command_blocks_run_or_say_why_not(document: Path, found: list[Block], repository: Path) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(repository),
        "LANG": "C.UTF-8",
    }
    for block in found:
        if block.marker.startswith(("run by", "not run by")):
            assert_covered(block, document)
            continue
        for command in block.commands:
            done = subprocess.run(
                ["bash", "-o", "pipefail", "-c", command],
                cwd=repository,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            allowed = {0, 1} if "planreview check" in command else {0}
            assert done.returncode in allowed, f"{document.name}: {command}\n{done.stdout}{done.stderr}"
            assert done.stdout or done.stderr, f"{document.name}: {command} printed nothing"


@pytest.mark.parametrize(("document", "found"), of_language("text"))
def test_output_that_is_shown_is_printed(document: Path, found: list[Block], repository: Path) -> None:
    """The comment above it names the command; lines may be left out, and none is made up."""
    for block in found:
        command = re.fullmatch(r"part of what `planreview (.+)` prints", block.marker)
        assert command, f"{document.name} shows output without saying of what"
        planreview = [sys.executable, "-m", "github_app", *command[1].split()]
        done = subprocess.run(planreview, cwd=repository, capture_output=True, text=True, check=False)
        printed = done.stdout.splitlines()
        assert [line for line in block.commands if line not in printed] == []


def assert_covered(block: Block, document: Path) -> None:
    """The comment names targets that CI makes, a test that exists, or a reason."""
    for name in re.findall(r"tests/[\w/.]+", block.marker):
        assert (ROOT / name.rstrip(".")).exists(), f"{document.name}: {name} is gone"
    if targets := block.marker.removeprefix("run by .ci/run: "):
        if block.marker.startswith("run by .ci/run: "):
            made = set(re.findall(r"[\w.-]+", " ".join(re.findall(r"^make (.*)$", CI, re.MULTILINE))))
            assert set(re.split(r",\s*", targets)) <= made, block.marker
        elif block.marker.startswith("run by "):
            test = (ROOT / block.marker.removeprefix("run by ")).read_text("utf-8")
            assert document.name in test
        else:
            assert re.fullmatch(r"not run by the tests: .{15,}", block.marker), block.marker


@pytest.mark.parametrize(("document", "found"), of_language("yaml"))
def test_configurations_and_workflows_that_are_shown_are_valid(
    document: Path, found: list[Block], tmp_path: Path
) -> None:
    for block in found:
        data = yaml.safe_load(block.text)
        shown = tmp_path / "shown.yml"
        shown.write_text(block.text, "utf-8")
        if set(data) <= set(KEYS):
            parse_config(block.text, document.name)
        elif "repos" in data:
            load_config(str(shown))
        elif "jobs" in data:
            command = [
                sys.executable,
                "-m",
                "check_jsonschema",
                "--builtin-schema",
                "vendor.github-workflows",
                str(shown),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout
        else:
            pytest.fail(f"{document.name} shows YAML of a kind that no test knows: {sorted(data)}")


def test_blocks_are_found_at_all() -> None:
    assert len(DOCUMENTS) > 12
    assert sum(len(list(blocks(document))) for document in DOCUMENTS) > 25
    (first, *_) = blocks(ROOT / "README.md")
    assert (first.language, first.marker, len(first.commands)) == ("console", "run by .ci/run: demo, test", 2)
