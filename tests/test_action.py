"""action.yml: valid by GitHub's schema, pinned, without a hole, and its scripts do what it says.

The scripts are run as a runner would, with their environment filled in from inputs. The dependencies are not downloaded: the
interpreter that the action is given writes down what it was asked to install, and runs the rest with this environment.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
DEFINITIONS = [ROOT / "action.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
POOR = "# Plan: seats\n\n## Objective\n\nGuests pick a seat.\n\n## Steps\n\n1. **Add the page**\n   - Handle errors properly\n2. **Announce it**\n"


class Runner:
    """Runs the action's `run` steps over a checkout, and keeps what was asked of others."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.temporary = folder / "checkout", folder / "temp"
        self.checkout.mkdir()
        self.temporary.mkdir()
        self.asked_of_pip = folder / "pip"
        self.uploaded: Path | None = None
        self._python = folder / "python"
        self._python.write_text(
            "#!/usr/bin/env bash\n"
            'if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit; fi\n'
            f'if [ "$1 $2" = "-m pip" ]; then echo "$@" >>{shlex.quote(str(self.asked_of_pip))}; exit; fi\n'
            f'exec {shlex.quote(sys.executable)} "$@"\n'
        )
        self._python.chmod(0o755)

    def run(self, **inputs: str) -> tuple[int, str]:
        """The exit status of the first step that failed, or 0, and all that was printed."""
        given = {name: settings["default"] for name, settings in ACTION["inputs"].items()} | inputs
        outputs = {"steps.python.outputs.python-path": str(self._python)}
        printed = ""
        for step in STEPS:
            if "run" in step:
                status, text = self._script(step, given, outputs)
                printed += text
                if status:
                    return status, printed
            elif step["uses"].startswith("github/codeql-action/upload-sarif@") and given["upload-sarif"] == "true":
                self.uploaded = Path(_filled(step["with"]["sarif_file"], given, outputs))
        return 0, printed

    def _script(self, step: dict[str, str], given: dict[str, str], outputs: dict[str, str]) -> tuple[int, str]:
        wrote = self.temporary / f"output-{step.get('id', 'none')}"
        wrote.touch()
        asked = step.get("env", {})
        environment = {
            "PATH": os.environ["PATH"],
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(wrote),
            **{name: _filled(value, given, outputs) for name, value in asked.items()},  # type: ignore[attr-defined]
        }
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            shell, cwd=self.checkout, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        for line in wrote.read_text().splitlines():
            name, _, value = line.partition("=")
            outputs[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode, done.stdout + done.stderr


def _filled(text: str, given: dict[str, str], outputs: dict[str, str]) -> str:
    known = {f"inputs.{name}": value for name, value in given.items()} | outputs
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: known[match[1]], text)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    (made.checkout / "plan.md").write_text(POOR)
    return made


def test_findings_are_uploaded_before_the_action_fails(runner: Runner) -> None:
    status, printed = runner.run(**{"fail-on": "warning"})
    assert status == 1
    assert "plan.md:10:6: warning [vague-generalization]" in printed
    assert runner.uploaded
    results = json.loads(runner.uploaded.read_text())["runs"][0]["results"]
    assert "vague-generalization" in {result["ruleId"] for result in results}
    assert f"--require-hashes -r {ROOT}/requirements.lock" in runner.asked_of_pip.read_text()


def test_without_code_scanning_the_log_annotates(runner: Runner) -> None:
    status, printed = runner.run(**{"upload-sarif": "false", "fail-on": "never"})
    assert status == 0
    assert "::warning file=plan.md,line=10" in printed
    assert runner.uploaded is None


def test_known_findings_are_left_out(runner: Runner) -> None:
    command = [sys.executable, "-m", "github_app", "check", "--write-baseline", "known.json"]
    subprocess.run(command, cwd=runner.checkout, check=True, capture_output=True)
    status, printed = runner.run(baseline="known.json", **{"fail-on": "info"})
    assert status == 0
    assert "nothing found" in printed


def test_the_configuration_decides_where_no_input_does(runner: Runner) -> None:
    (runner.checkout / ".github").mkdir()
    (runner.checkout / ".github" / "planreview.yml").write_text("fail_on: never\n")
    assert runner.run()[0] == 0
    (runner.checkout / ".github" / "planreview.yml").write_text("fail_on: newer\n")
    status, printed = runner.run()
    assert status == 2
    assert ".github/planreview.yml:1:10" in printed
    assert "Did you mean `never`?" in printed


def test_an_input_is_never_a_command_and_the_checkout_is_never_code(runner: Runner) -> None:
    (runner.checkout / "github_app").mkdir()
    (runner.checkout / "github_app" / "__main__.py").write_text("raise SystemExit('the checkout was run')")
    status, printed = runner.run(paths="$(touch owned) plan.md;touch${IFS}owned", diff="--output=owned")
    assert status == 2
    assert "the checkout was run" not in printed
    assert not (runner.checkout / "owned").exists()


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda path: path.name)
def test_definitions_are_valid_by_githubs_schemas(definition: Path) -> None:
    schema = "github-actions" if definition.name == "action.yml" else "github-workflows"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(definition)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_with_their_version(definition: Path) -> None:
    for line in definition.read_text().splitlines():
        if re.match(r"\s*(- )?uses:", line):
            assert re.search(r"uses: (\./|[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$)", line), line


@pytest.mark.parametrize("definition", DEFINITIONS[1:], ids=lambda path: path.name)
def test_workflows_begin_without_any_permission(definition: Path) -> None:
    workflow = yaml.safe_load(definition.read_text())
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


def test_zizmor_finds_nothing_in_actions_and_workflows() -> None:
    zizmor = str(Path(sys.executable).parent / "zizmor")
    command = [
        zizmor,
        "--offline",
        "--no-progress",
        "--quiet",
        *map(str, DEFINITIONS),
        str(ROOT / ".github" / "dependabot.yml"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
