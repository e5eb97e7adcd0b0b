"""Where there is no Neovim the tests that drive it are left out, and the report's head says so."""

import shutil

NEOVIM = shutil.which("nvim")
if NEOVIM is None:
    collect_ignore_glob = ["test_neovim.py"]


def pytest_report_header() -> str:
    return "editor tests: " + (NEOVIM or "left out, there is no `nvim` on this machine")
