"""fly.toml and the Dockerfile describe one machine with a volume and health checks, as the app expects them."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLY = tomllib.loads((ROOT / "fly.toml").read_text())
DOCKER = (ROOT / "Dockerfile").read_text()


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
    assert re.search(r"^USER planreview$", DOCKER, re.MULTILINE)
    assert "--require-hashes -r requirements.lock" in DOCKER


def test_the_image_has_the_python_that_the_lock_was_made_for() -> None:
    locked = re.search(r"with Python (\d+\.\d+)", (ROOT / "requirements.lock").read_text())
    assert locked
    assert set(re.findall(r"FROM python:(\d+\.\d+)", DOCKER)) == {locked[1]}


def test_settings_named_in_deployment_files_exist() -> None:
    from github_app.settings import PREFIX, Settings

    fields = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"PLANREVIEW_[A-Z_]+", DOCKER + (ROOT / "fly.toml").read_text())) <= fields
