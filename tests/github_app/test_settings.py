"""The operator's settings: read from the environment, faults in one line each, secrets never shown."""

import base64
from pathlib import Path

import pytest

from github_app import server
from github_app.settings import Settings, SettingsInvalid, load_settings

PEM = "-----BEGIN RSA PRIVATE KEY-----\nsecretbytes\n-----END RSA PRIVATE KEY-----\n"
COMPLETE = {"APP_ID": "41", "PRIVATE_KEY": PEM, "WEBHOOK_SECRET": "hush"}


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("PLANREVIEW_") or name in {"DATABASE_URL", "PORT"}:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"PLANREVIEW_{name}", value)
    return load_settings()


def lines(monkeypatch: pytest.MonkeyPatch, **given: str) -> tuple[str, ...]:
    with pytest.raises(SettingsInvalid) as caught:
        load(monkeypatch, **given)
    return caught.value.lines


def test_without_anything_only_the_set_up_page_is_served() -> None:
    settings = load_settings()
    assert not settings.configured
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, "sqlite:///planreview.sqlite3")


@pytest.mark.parametrize("key", [PEM, PEM.replace("\n", "\\n"), base64.b64encode(PEM.encode()).decode()])
def test_the_key_may_be_pem_escaped_or_base64(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    settings = load(monkeypatch, **{**COMPLETE, "PRIVATE_KEY": key})
    assert settings.private_key is not None
    assert settings.private_key.get_secret_value().strip() == PEM.strip()


def test_the_key_may_be_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(PEM)
    settings = load(monkeypatch, APP_ID="41", WEBHOOK_SECRET="hush", PRIVATE_KEY_PATH=str(tmp_path / "key.pem"))
    assert settings.private_key is not None
    assert "can't be read" in lines(monkeypatch, PRIVATE_KEY_PATH=str(tmp_path / "missing.pem"))[0]


def test_former_keys_stand_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    older = PEM.replace("\n", "\nX", 1)
    both = base64.b64encode(f"{PEM}{older}".encode()).decode()
    settings = load(monkeypatch, **COMPLETE, FORMER_PRIVATE_KEYS=both)
    assert [key.strip() for key in settings.former_keys] == [PEM.strip(), older.strip()]
    assert Settings().former_keys != () and "secretbytes" not in repr(settings)


def test_several_secrets_while_rotating(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, **{**COMPLETE, "WEBHOOK_SECRET": "new, old,"}).webhook_secrets == (b"new", b"old")


def test_platforms_give_a_plain_port_and_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@db/reviews")
    settings = load_settings()
    assert (settings.port, settings.database_url) == (9000, "postgresql://someone@db/reviews")
    assert load(monkeypatch, PORT="9001").port == 9001


def test_a_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PLANREVIEW_HOST=0.0.0.0\nPLANREVIEW_PORT=7000\n")
    assert load_settings().host == "0.0.0.0"
    assert load(monkeypatch, PORT="7001").port == 7001


def test_options_of_the_command_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANREVIEW_PORT", "7000")
    assert load_settings(port=7002, host="::1").port == 7002


def test_what_is_missing_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lines(monkeypatch, APP_ID="41")
    assert [line.split()[0] for line in found] == ["PLANREVIEW_PRIVATE_KEY", "PLANREVIEW_WEBHOOK_SECRET"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ID", "forty-one"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://hidden-words@db/x"),
        ("GITHUB_API_URL", "ftp://hidden-words"),
        ("LOG_LEVEL", "loud"),
        ("PRIVATE_KEY", "hidden-words"),
    ],
)
def test_a_fault_is_one_line_that_names_the_variable_and_not_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (line,) = lines(monkeypatch, **{name: value})
    assert line.startswith(f"PLANREVIEW_{name}")
    assert "\n" not in line
    assert "hidden-words" not in line


def test_secrets_are_not_in_the_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = repr(load(monkeypatch, **COMPLETE, METRICS_TOKEN="quiet", ADMIN_TOKEN="quieter"))
    for secret in ("secretbytes", "hush", "quiet"):
        assert secret not in text


def test_a_bad_setting_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANREVIEW_PORT", "seven")
    assert server.serve() == 2
    assert capsys.readouterr().err.splitlines() == [
        "planreview: PLANREVIEW_PORT: Input should be a valid integer, unable to parse string as an integer"
    ]


def test_a_worker_without_an_app_does_not_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert server.worker() == 2
    assert "PLANREVIEW_APP_ID" in capsys.readouterr().err
