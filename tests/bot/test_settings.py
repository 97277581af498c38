"""Each mistake in the settings is told in one sentence, and nothing is passed over in silence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.settings import SAMPLE_COUNCIL, Settings, SettingsWrong, load_settings

PRODUCTION = {
    "app_id": "0b5d1f5e-0000-4000-8000-000000000001",
    "tenant_id": "5f0c8a6e-3b1d-4c57-9d24-8f2e61b7a030",
    "public_address": "https://askig.westmere.example",
    "link_secret": "0123456789abcdef0123456789abcdef",
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("ASKIG_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def production(tmp_path: Path) -> dict[str, Any]:
    """Settings that a council could run with."""
    files = {}
    for name in ("people", "services"):
        file = tmp_path / f"{name}.toml"
        file.write_text((SAMPLE_COUNCIL / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
        files[f"{name}_file"] = file
    return {**PRODUCTION, **files}


def _mistakes(**given: Any) -> list[str]:
    with pytest.raises(SettingsWrong) as wrong:
        load_settings(given)
    return wrong.value.sentences


def test_development_on_this_machine_and_a_bot_with_credentials_start(production: dict[str, Any]) -> None:
    assert load_settings({"development": True}).host == "127.0.0.1"
    assert load_settings(production).app_type == "UserAssignedMSI"
    assert load_settings({**production, "host": "0.0.0.0", "app_type": "SingleTenant", "app_password": "s"})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"app_id": ""}, "Without app_id"),
        ({"council_references": {"case": ["##"]}}, "council_references: '##' for case would fit too much"),
        ({"names_model": "en_no_such"}, "names_model: the spaCy pipeline 'en_no_such' can't be loaded"),
        ({"tenant_id": ""}, "Set tenant_id"),
        ({"development": True, "host": "0.0.0.0"}, "host must be 127.0.0.1, not 0.0.0.0"),
        ({"development": True, "host": "192.168.1.7"}, "host must be 127.0.0.1"),
        ({"development": True, "host": "askig.example"}, "host must be 127.0.0.1"),
        ({"app_type": "SingleTenant"}, "needs app_password"),
        ({"app_type": "MultiTenant"}, "app_type (ASKIG_APP_TYPE)"),
        ({"database_url": "mysql://x/y"}, "database_url must be"),
        ({"database_url": "nonsense"}, "database_url must be"),
        ({"database_url": "sqlite://"}, "database_url must be"),
        ({"database_url": "sqlite:///:memory:"}, "database_url must be"),
        ({"people_file": SAMPLE_COUNCIL / "people.toml"}, "Set people_file"),
        ({"services_file": SAMPLE_COUNCIL / "services.toml"}, "Set services_file"),
        ({"people_file": Path("/nowhere/people.toml")}, "people_file does not exist: /nowhere/people.toml"),
        ({"port": 0}, "port (ASKIG_PORT)"),
        ({"port": "many"}, "port (ASKIG_PORT)"),
        ({"log_level": "loud"}, "log_level (ASKIG_LOG_LEVEL)"),
        ({"replica": ""}, "replica (ASKIG_REPLICA)"),
        ({"largest_request": 5}, "largest_request (ASKIG_LARGEST_REQUEST)"),
        ({"extra_holidays": {"soon": "Jubilee"}}, "ASKIG_EXTRA_HOLIDAYS"),
        ({"data_protection_nations": ["France"]}, "ASKIG_DATA_PROTECTION_NATIONS"),
        ({"extra_service_hosts": ["https://evil/path"]}, ""),
        ({"letters_folder": Path("/nowhere")}, "letters_folder does not exist: /nowhere"),
        ({"nudges_file": Path("/nowhere")}, "nudges_file /nowhere can't be read: No such file or directory."),
        ({"nudge_window_hours": 0}, "nudge_window_hours (ASKIG_NUDGE_WINDOW_HOURS)"),
        ({"policies_address": "http://x.example"}, "policies_address must be https://"),
        ({"policies_address": "https://x.example"}, "so set that too"),
        ({"public_address": ""}, "Set public_address"),
        ({"public_address": "http://askig.westmere.example"}, "public_address must be https://"),
        ({"public_address": "askig.westmere.example"}, "public_address must be https://"),
        ({"public_address": "https://askig.westmere.example/bot"}, "public_address must be https://"),
        ({"public_address": "https://[askig"}, "public_address must be https://"),
        ({"link_secret": ""}, "Set link_secret"),
        ({"link_secret": "0123456789abcdef"}, "link_secret is too short"),
        ({"colour": "blue"}, "There is no setting called colour"),
    ],
)
def test_each_mistake_has_its_one_sentence(
    production: dict[str, Any], change: dict[str, Any], sentence: str
) -> None:
    mistakes = _mistakes(**{**production, **change})
    assert len(mistakes) == 1, mistakes
    assert sentence in mistakes[0]
    assert "\n" not in mistakes[0]


def test_a_councils_own_nudges_are_read_with_their_mistakes(
    production: dict[str, Any], tmp_path: Path
) -> None:
    own = tmp_path / "nudges.toml"
    own.write_text('[[rules]]\nid = "later"\nsays = "Look at {reference}."\nwhen = "snooze over"\n')
    rules = load_settings({**production, "nudges_file": own, "nudge_window_hours": 3}).nudge_rules()
    assert [rule.id for rule in rules.rules] == ["later"]
    assert rules.window == timedelta(hours=3)
    assert len(load_settings(production).nudge_rules().rules) > 10
    own.write_text('[[rules]]\nid = "later"\nsays = "Look at {case}."\nwhen = "sometimes"\n')
    mistakes = _mistakes(**{**production, "nudges_file": own})
    assert len(mistakes) == 2
    assert all(one.startswith("nudges_file: ") for one in mistakes), mistakes


def test_several_mistakes_are_told_together() -> None:
    mistakes = _mistakes(database_url="nonsense", host="0.0.0.0")
    assert [text[:12] for text in mistakes][:1] == ["Without app_"]
    assert len(mistakes) >= 4


def test_a_secret_is_never_shown(production: dict[str, Any]) -> None:
    given = {
        **production,
        "app_type": "SingleTenant",
        "app_password": "hunter2hunter2",
        "link_secret": "hunter2" * 6,
    }
    assert "hunter2" not in repr(load_settings(given))
    assert "hunter2" not in " ".join(_mistakes(**{**given, "port": 0}))


def test_the_file_is_read_and_the_environment_wins_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "askig.toml").write_text('development = true\nport = 4001\nreplica = "one"\n')
    assert (load_settings().port, load_settings().replica) == (4001, "one")
    monkeypatch.setenv("ASKIG_PORT", "4002")
    assert (load_settings().port, load_settings().replica) == (4002, "one")
    other = tmp_path / "other.toml"
    other.write_text(
        'development = true\nreplica = "two"\n[extra_holidays]\n2026-06-15 = "Bank holiday (Scotland)"\n'
    )
    monkeypatch.setenv("ASKIG_SETTINGS", str(other))
    settings = load_settings()
    assert (settings.port, settings.replica) == (4002, "two")
    assert list(settings.extra_holidays.values()) == ["Bank holiday (Scotland)"]


def test_mistakes_in_the_file_and_the_environment_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "askig.toml"
    file.write_text("development = true\nprot = 1\n")
    assert _mistakes() == ["There is no setting called prot. Check its spelling."]
    file.write_text("development = ")
    [sentence] = _mistakes()
    assert sentence.startswith("The settings file can't be read")
    file.write_text("development = true")
    monkeypatch.setenv("ASKIG_DATABSE_URL", "sqlite:///x.db")
    [sentence] = _mistakes()
    assert sentence == "There is no setting called ASKIG_DATABSE_URL. Did you mean ASKIG_DATABASE_URL?"
    monkeypatch.delenv("ASKIG_DATABSE_URL")
    monkeypatch.setenv("ASKIG_EXTRA_HOLIDAYS", "15 June")
    [sentence] = _mistakes()
    assert sentence.startswith("ASKIG_EXTRA_HOLIDAYS must be written as JSON")
    monkeypatch.delenv("ASKIG_EXTRA_HOLIDAYS")
    monkeypatch.setenv("ASKIG_SETTINGS", str(tmp_path / "nowhere.toml"))
    [sentence] = _mistakes()
    assert "does not exist" in sentence


def test_variables_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKIG_REQUIRE_ALL", "1")
    monkeypatch.setenv("ASKIG_DATABASE_PASSWORD", "x")
    assert load_settings({"development": True})


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
