"""Neovim's own language client, set up as docs/editors.md says: findings, hover, and a quick fix that changes the text."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.github_app.lsp.conftest import NEOVIM
from tests.github_app.lsp.test_server import PLAN

HERE = Path(__file__).parent
EDITORS = (HERE.parents[2] / "docs" / "editors.md").read_text()


def set_up() -> str:
    """The page's lines for Neovim's version."""
    newer, older = re.findall(r"```lua\n(.*?)```", EDITORS, re.DOTALL)
    said = subprocess.run([NEOVIM or "", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+)\.(\d+)", said)
    assert found, said
    return newer if (int(found[1]), int(found[2])) >= (0, 11) else older


def test_a_person_sees_hovers_and_fixes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "book.md").write_text(PLAN)
    (tmp_path / "init.lua").write_text(set_up())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [NEOVIM or "", "--headless", "--clean", "-u", "init.lua", "-c", f"luafile {HERE / 'neovim.lua'}", "-c", "qa!"],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PLANREVIEW_PUBLIC_URL": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)
    (vague,) = [found for found in said["found"] if found["code"] == "vague-generalization"]
    line = PLAN.split("\n")[vague["lnum"]]
    assert line[vague["col"] : vague["end_col"]] == "Handle errors properly"
    assert said["hover"].startswith("**vague-generalization** · warning")
    assert "## How to fix it" in said["hover"]
    assert said["offered"][0].startswith("missing-why: ")
    assert said["offered"][1].startswith("Silence missing-why")
    (added,) = set(said["fixed"].split("\n")) - set(PLAN.split("\n"))
    assert added.startswith("  - Reason: ")
    assert {found["code"] for found in said["left"]} == {found["code"] for found in said["found"]} - {"missing-why"}
