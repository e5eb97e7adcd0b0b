"""The hook of `.pre-commit-hooks.yaml`, run by pre-commit itself, in real git repositories and without network.

pre-commit clones the hook's repository, makes its environment and installs planreview into it. Only the dependencies are
not installed anew: pip may use no index here, so they are taken from this environment.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
POOR = "# Plan: seats\n\n## Objective\n\nGuests pick a seat.\n\n## Steps\n\n1. **Add the page**\n   - Handle errors properly\n2. **Announce it**\n"


def run(*command: str, cwd: Path, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """No index, no build environment, no dependencies; all that pre-commit and virtualenv keep stays in this test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PIP_", "PRE_COMMIT"))}
    return kept | {
        "HOME": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one the wrong way round: 0 means no isolation
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(tmp_path / "virtualenv"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }


def repository(folder: Path, environment: dict[str, str]) -> str:
    """Commit all of a folder; its hash."""
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "one"]):
        assert run("git", *command, cwd=folder, environment=environment)[0] == 0
    return run("git", "rev-parse", "HEAD", cwd=folder, environment=environment)[1].strip()


@pytest.fixture
def hook(tmp_path: Path, environment: dict[str, str]) -> str:
    """A repository with planreview as it is now, as the lines of a `.pre-commit-config.yaml`."""
    source = tmp_path / "planreview"
    source.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-co", "-z", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if Path(name).parts[0] not in {"tests", "docs", "benchmarks"} and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    revision = repository(source, environment)
    return f"repos:\n- repo: {source}\n  rev: {revision}\n  hooks:\n  - id: planreview\n"


def test_a_commit_with_a_poor_plan_is_stopped_and_a_repaired_one_passes(
    tmp_path: Path, environment: dict[str, str], hook: str
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / ".pre-commit-config.yaml").write_text(hook)
    (work / ".github").mkdir()
    (work / ".github" / "planreview.yml").write_text("rules: {all: off, vague-generalization: error}\n")
    repository(work, environment)
    assert run("pre-commit", "install", cwd=work, environment=environment)[0] == 0

    (work / "plan.md").write_text(POOR)
    (work / "README.md").write_text(POOR)
    run("git", "add", ".", cwd=work, environment=environment)
    status, output = run("git", "commit", "-m", "two", cwd=work, environment=environment)
    assert status == 1
    assert "plan.md:10:6: error [vague-generalization]" in output
    assert "README.md" not in output

    (work / "plan.md").write_text(POOR.replace("Handle errors properly", "A taken seat shows as grey"))
    run("git", "add", ".", cwd=work, environment=environment)
    status, output = run("git", "commit", "-m", "two", cwd=work, environment=environment)
    assert status == 0, output
    assert "Passed" in output
