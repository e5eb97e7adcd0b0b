"""What is shipped: the wheel's top-level names, the pins, and that nothing names an index."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = ["pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", *command], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_has_two_packages_and_nothing_else(wheel: Path) -> None:
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"github_app", "plan_rules"}


def test_wheel_carries_the_data_that_the_packages_load(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    data = {".yaml", ".json", ".html", ".css", ".js", ".svg", ".txt", ".bin", ".yml", ".md"}
    for source, prefix in ((ROOT / "github_app", "github_app"), (ROOT / "rules" / "plan_rules", "plan_rules")):
        for file in source.rglob("*"):
            if file.suffix in data:
                assert f"{prefix}/{file.relative_to(source).as_posix()}" in shipped


def test_wheel_installs_the_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "planreview = github_app.cli:main" in archive.read(entry_points).decode()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"])
def test_locks_pin_hashes_and_name_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text()
    requirements = re.findall(r"^[a-z0-9][^\n]*$", text, re.MULTILINE | re.IGNORECASE)
    assert requirements
    assert all("==" in line and line.rstrip().endswith("\\") for line in requirements)
    assert "://" not in text
    assert "--index" not in text
    assert "--extra-index" not in text


def test_every_runtime_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    listed = text[text.index("\ndependencies = [") : text.index("]\n\n[project.scripts]")]
    for line in listed.splitlines():
        if line.lstrip().startswith('"'):
            assert "#" in line, line


def test_version_is_in_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
