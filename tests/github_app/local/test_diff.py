"""Changed lines, asked of git in real repositories."""

import os
import subprocess
from pathlib import Path

import pytest

from github_app.local import diff


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    for name in ("a.md", "deep/ü b.md", "gone.md", "same.md"):
        (tmp_path / name).write_text("1\n2\n3\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-q", "-b", "mine")
    (tmp_path / "a.md").write_text("1\nchanged\n3\n")
    (tmp_path / "deep" / "ü b.md").write_text("0\n1\n2\n3\n")
    (tmp_path / "new.md").write_text("1\n")
    git(tmp_path, "commit", "-qam", "two")
    return tmp_path


def test_lines_of_changed_files_none_of_unchanged_and_nothing_of_untracked(repository: Path) -> None:
    paths = [Path(name) for name in ("a.md", "deep/ü b.md", "same.md", "new.md")]
    assert diff.changed_since("main", paths, repository) == {
        Path("a.md"): {2},
        Path("deep/ü b.md"): {1},
        Path("same.md"): set(),
    }


def test_paths_count_from_the_folder_that_the_command_runs_in(repository: Path) -> None:
    paths = [Path("../a.md"), Path("ü b.md"), repository / "same.md"]
    found = diff.changed_since("main", paths, repository / "deep")
    assert found == {Path("../a.md"): {2}, Path("ü b.md"): {1}, repository / "same.md": set()}


def test_git_is_asked_once_for_many_files(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []
    for number in range(250):
        paths.append(Path(f"many-{number}.md"))
        (repository / paths[-1]).write_text("x\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "three")
    git(repository, "branch", "-f", "base", "mine")
    asked = []
    real = subprocess.run
    monkeypatch.setattr(diff.subprocess, "run", lambda *given, **how: asked.append(given) or real(*given, **how))
    assert len(diff.changed_since("base", paths, repository)) == 250
    assert len(asked) <= 8


def test_a_folder_that_is_no_repository_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path.parent))
    with pytest.raises(diff.GitRefused, match="not a git repository"):
        diff.changed_since("main", [Path("a.md")], tmp_path)


def test_a_file_outside_the_repository_is_said(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "plan.md"
    outside.write_text("1\n")
    with pytest.raises(diff.GitRefused, match="outside the repository"):
        diff.changed_since("main", [outside], repository)
