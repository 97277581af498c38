"""What is deployed is what was built: every room is copied, and every setting exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def known_settings() -> set[str]:
    return {f"ASKIG_{name.upper()}" for name in Settings.model_fields}


def test_every_room_goes_into_the_container() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    let_in = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for room in rooms:
        assert f"COPY {room} {room}\n" in container
        assert f"!{room}" in let_in


def test_the_container_sets_what_the_program_reads() -> None:
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    names = set(re.findall(r"\bASKIG_[A-Z_]+", container))
    assert names
    assert names <= known_settings()


def test_compose_gives_each_replica_the_same_settings_and_a_name_of_its_own() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    replicas = [service for name, service in compose["services"].items() if name.startswith("bot-")]
    assert len(replicas) == 2
    for replica in replicas:
        assert set(replica["environment"]) <= known_settings()
        assert all(port.startswith("127.0.0.1:") for port in replica["ports"])
    names = [replica["environment"].pop("ASKIG_REPLICA") for replica in replicas]
    assert len(set(names)) == 2
    assert replicas[0]["environment"] == replicas[1]["environment"]


def test_azure_sets_what_the_program_reads() -> None:
    template = (DEPLOY / "azure" / "main.bicep").read_text(encoding="utf-8")
    names = set(re.findall(r"'(ASKIG_[A-Z_]+)'", template))
    assert {"ASKIG_APP_ID", "ASKIG_APP_TYPE", "ASKIG_TENANT_ID", "ASKIG_DATABASE_URL"} <= names
    assert names <= known_settings()
