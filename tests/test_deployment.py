"""Dockerfile, compose.yaml and fly.toml describe what the app expects, and what their pages promise."""

import json
import re
import shlex
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tools import image_steps

ROOT = Path(__file__).parent.parent
FLY = tomllib.loads((ROOT / "fly.toml").read_text())
DOCKER = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_the_database_lies_on_the_volume() -> None:
    mount = FLY["mounts"]
    assert FLY["env"]["PLANREVIEW_DATABASE_URL"].startswith(f"sqlite:///{mount['destination']}/")
    assert f"VOLUME {mount['destination']}" in DOCKER


def test_health_checks_ask_for_what_the_app_serves() -> None:
    checks = [*FLY["http_service"]["checks"], *FLY["checks"].values()]
    assert {check["path"] for check in checks} == {"/healthz", "/readyz"}
    assert "HEALTHCHECK" in DOCKER
    assert "/healthz" in DOCKER


def test_ports_agree_and_the_machine_never_sleeps() -> None:
    port = FLY["http_service"]["internal_port"]
    assert FLY["env"]["PLANREVIEW_PORT"] == str(port)
    assert f"EXPOSE {port}" in DOCKER
    assert FLY["http_service"]["auto_stop_machines"] == "off"
    assert FLY["http_service"]["min_machines_running"] == 1


def test_the_image_runs_as_a_user_without_rights_from_pinned_hashes() -> None:
    last = DOCKER.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    installs = re.findall(r"pip [^&\n]*install [^&\n]*", DOCKER)
    assert len(installs) == 3
    for install in installs:
        assert "--require-hashes -r requirements" in install or "--no-deps dist/planreview-" in install


def test_the_image_takes_its_bill_of_materials_along() -> None:
    building, _, last = DOCKER.rpartition("\nFROM ")
    assert "cyclonedx_py environment" in building and "--output-file /app/share/planreview.cdx.json /app" in building
    assert "COPY --from=build /app /app" in last


def _install(image: Path, name: str, version: str) -> None:
    folder = image / "app" / "lib" / "python3.11" / "site-packages" / f"{name}-{version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n\nName: of the readme\n"
    )


def test_a_bill_of_materials_that_lists_other_packages_than_the_image_is_refused(tmp_path: Path) -> None:
    image, copy = tmp_path / "image", tmp_path / "dist" / "copy.json"
    parts = [{"name": "sea-chart", "version": "2.1"}]
    bill = json.dumps({"metadata": {"component": {"name": "planreview", "version": "0.1"}}, "components": parts})
    (image / "app" / "share").mkdir(parents=True)
    (image / "app" / "share" / "planreview.cdx.json").write_text(bill)
    _install(image, "planreview", "0.1")
    _install(image, "Sea_Chart", "2.1")
    assert image_steps.compare_bill(image, copy) == 2
    assert copy.read_text() == bill
    _install(image, "stowaway", "1.0")
    with pytest.raises(AssertionError, match="stowaway"):
        image_steps.compare_bill(image, copy)


def test_the_base_image_is_pinned_and_has_the_python_that_the_lock_was_made_for() -> None:
    locked = re.search(r"with Python (\d+\.\d+)", (ROOT / "requirements.lock").read_text())
    assert locked
    base = re.search(r"^ARG PYTHON=python:(\d+\.\d+)-slim-bookworm@sha256:[0-9a-f]{64}$", DOCKER, re.MULTILINE)
    assert base
    assert base[1] == locked[1]
    assert re.findall(r"^FROM (\S+)", DOCKER, re.MULTILINE) == ["${PYTHON}", "${PYTHON}"]


def test_the_build_context_holds_what_is_copied_and_no_secret() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")}
    copied = {word for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKER, re.MULTILINE) for word in line.split()[:-1]}
    assert copied == allowed
    assert (ROOT / ".dockerignore").read_text().startswith("**\n")


def test_compose_gives_the_container_no_rights_it_need_not_have() -> None:
    service = COMPOSE["services"]["planreview"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["data:/data"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_compose_waits_for_a_pinned_postgresql() -> None:
    services = COMPOSE["services"]
    assert services["planreview"]["depends_on"]["database"] == {"condition": "service_healthy"}
    assert re.fullmatch(r"postgres:17-bookworm@sha256:[0-9a-f]{64}", services["database"]["image"])
    url = services["planreview"]["environment"]["PLANREVIEW_DATABASE_URL"]
    given = services["database"]["environment"]
    assert url.startswith(f"postgresql://{given['POSTGRES_USER']}:") and url.endswith(
        f"@database/{given['POSTGRES_DB']}"
    )
    for volume in ("data", "database"):
        assert volume in COMPOSE["volumes"]


def test_grace_periods_are_longer_than_the_shutdown() -> None:
    from github_app.settings import Settings

    seconds = Settings.model_fields["shutdown_seconds"].default
    assert int(FLY["kill_timeout"].rstrip("s")) > seconds
    assert int(COMPOSE["services"]["planreview"]["stop_grace_period"].rstrip("s")) > seconds


def test_the_back_up_command_copies_a_database_in_use(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "back-up.md").read_text()
    command = re.search(r"^python3 -c .+$", page, re.MULTILINE)
    assert command
    used = sqlite3.connect(tmp_path / "planreview.sqlite3")
    used.execute("PRAGMA journal_mode=WAL")
    used.execute("CREATE TABLE kept (number)")
    used.execute("INSERT INTO kept VALUES (7)")
    used.commit()
    subprocess.run([sys.executable, *shlex.split(command[0])[1:]], cwd=tmp_path, check=True)
    copy = sqlite3.connect(tmp_path / "planreview-copy.sqlite3")
    assert copy.execute("SELECT number FROM kept").fetchall() == [(7,)]
    for connection in (used, copy):
        connection.close()


def test_settings_named_in_deployment_files_exist() -> None:
    from github_app.settings import PREFIX, Settings

    fields = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert (
        set(
            re.findall(
                r"PLANREVIEW_[A-Z_]+", DOCKER + (ROOT / "fly.toml").read_text() + (ROOT / "compose.yaml").read_text()
            )
        )
        <= fields
    )
