"""“Add a rule in ten minutes” of CONTRIBUTING.md, followed word for word in a copy of the project."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RECIPE = (ROOT / "CONTRIBUTING.md").read_text().split("## Add a rule in ten minutes")[1].split("\n## Documentation")[0]
COPIED = (
    "pyproject.toml", "Makefile", "requirements.lock", "requirements-dev.lock", "README.md", "LICENSE",
    "github_app", "rules", "tools", "docs", "examples", "tests/plan_rules/catalogue", "tests/conftest.py",
)  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project without what the recipe doesn't need, with this environment for its own."""
    project = tmp_path / "planreview"
    for name in COPIED:
        source, target = ROOT / name, project / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    (project / ".venv").symlink_to(ROOT / ".venv")
    return project


def test_the_recipe_adds_a_rule(copy: Path) -> None:
    (name,) = re.findall(r"`(rules/plan_rules/catalogue/\w+\.py)`", RECIPE)
    (text,) = re.findall(r"```python\n(.*?)```", RECIPE, re.DOTALL)
    (copy / name).write_text(text)
    rule = Path(name).stem.replace("_", "-")

    environment = os.environ | {"PYTHONPATH": f"{copy}{os.pathsep}{copy / 'rules'}"}
    printed = []
    for block in re.findall(r"<!-- run by tests/test_recipe.py -->\n```console\n(.*?)```", RECIPE, re.DOTALL):
        for command in block.splitlines():
            done = subprocess.run(
                command, shell=True, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=300
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            printed.append(done.stdout)

    tested, checked, explained, *_ = printed
    assert re.search(r"\d passed", tested)
    assert "checked: nothing found" in checked
    assert explained.startswith(f"# {rule}\n")
    assert "Two steps of a plan have the same title." in (copy / "docs" / "rules" / f"{rule}.md").read_text()
    assert f"[{rule}]" in (copy / "rules" / "README.md").read_text()
    assert f"| [{rule}]" in (copy / "docs" / "reference" / "configuration.md").read_text()
