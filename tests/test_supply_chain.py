"""What we depend on is pinned, listed, licensed as we know, and can be audited."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tools import reference_pages

ROOT = Path(__file__).parent.parent


def locked(name: str) -> dict[str, str]:
    """Packages of a lock file with their versions."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


LOCKED = locked("requirements.lock")
KNOWN_LICENCES = re.compile(
    r"MIT|BSD|Apache|ISC|Mozilla Public License 2\.0|MPL-2\.0|PSF|Python Software Foundation|LGPL|Lesser General Public|Unlicense"
)


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_bill_of_materials_lists_what_the_lock_installs(tmp_path: Path) -> None:
    run("make", "-s", "sbom", f"SBOM={tmp_path / 'out' / 'bill.json'}")
    bill = json.loads((tmp_path / "out" / "bill.json").read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "planreview"
    assert {part["name"].lower(): part["version"] for part in bill["components"]} == LOCKED
    for part in bill["components"]:
        assert any(reference["hashes"] for reference in part["externalReferences"])


def test_every_pinned_dependency_can_be_audited() -> None:
    said = run("make", "-s", "audit", "AUDIT_FLAGS=--dry-run")
    assert "--strict" in run("make", "-n", "audit")
    packages = {*LOCKED.items(), *locked("requirements-build.lock").items()}
    assert f"would have audited {len(packages)} packages" in said


def test_the_image_is_built_with_what_the_package_asks_for() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    given = [line.partition("#")[0].strip() for line in (ROOT / "requirements-build.in").read_text().splitlines()]
    assert set(wanted) <= set(given)
    tested = locked("requirements-dev.lock")
    assert {name: tested[name] for name in locked("requirements-build.lock")} == locked("requirements-build.lock")


def test_every_licence_is_of_a_kind_that_was_looked_at() -> None:
    rows = [line.split(" | ") for line in reference_pages.licences().splitlines() if line.startswith("| ")][1:]
    assert {row[0].removeprefix("| ") for row in rows} == set(LOCKED)
    assert [row for row in rows if not KNOWN_LICENCES.search(row[2])] == []


def test_requests_for_newer_versions_are_valid() -> None:
    file = str(ROOT / ".github" / "dependabot.yml")
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.dependabot", file)
