"""`askig.py`: what it decides before it hands over, and what it says when it cannot."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the pretended tools are shell scripts")


@pytest.fixture
def askig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh copy of the script that believes the project to be in `tmp_path`."""
    specification = importlib.util.spec_from_file_location("askig_script", ROOT / "askig.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    environment = tmp_path / ".venv"
    scripts = environment / "bin"
    scripts.mkdir(parents=True)
    client = tmp_path / "deploy" / "client"
    (client / "node_modules").mkdir(parents=True)
    for name, value in {
        "ROOT": tmp_path,
        "VIRTUAL_ENVIRONMENT": environment,
        "SCRIPTS": scripts,
        "PYTHON": scripts / "python",
        "CLIENT": client,
        "CLIENT_LOCK": client / "package-lock.json",
    }.items():
        monkeypatch.setattr(module, name, value)
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "pyproject.toml"):
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    (client / "package-lock.json").write_text("{}", encoding="utf-8")
    return module


def tool(folder: Path, name: str, body: str) -> Path:
    """A command that writes down how it was called, then does `body`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$(basename "$0") $*" >> "{folder}/calls"\n{body}\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def calls(folder: Path) -> list[str]:
    path = folder / "calls"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_the_second_run_installs_nothing(askig: ModuleType) -> None:
    tool(askig.SCRIPTS, "python", "exit 0")
    askig.prepare_program()
    first = calls(askig.SCRIPTS)
    assert any("--require-hashes --requirement" in call for call in first)
    assert any("--no-deps" in call for call in first)
    askig.prepare_program()
    assert calls(askig.SCRIPTS) == first


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_is_installed_again(askig: ModuleType, changed: str) -> None:
    tool(askig.SCRIPTS, "python", "exit 0")
    askig.prepare_program()
    first = len(calls(askig.SCRIPTS))
    (askig.ROOT / changed).write_text("changed\n", encoding="utf-8")
    askig.prepare_program()
    assert len(calls(askig.SCRIPTS)) > first


def test_what_failed_is_tried_again_next_time(askig: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    tool(askig.SCRIPTS, "python", 'case "$*" in *requirement*) echo "no network" >&2; exit 1;; esac')
    assert askig.main(["start"]) == 1
    said = capfd.readouterr().err
    assert "no network" in said
    assert "Ask IG could not be set up. pip could not install the packages." in said
    tool(askig.SCRIPTS, "python", "exit 0")
    askig.prepare_program()
    assert any("--no-deps" in call for call in calls(askig.SCRIPTS))


def test_without_venv_support_it_says_what_to_install(
    askig: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(askig.importlib.util, "find_spec", lambda name: None)
    assert askig.main(["start"]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_an_older_python_is_told_so() -> None:
    source = (ROOT / "askig.py").read_text(encoding="utf-8")
    older = "import sys; sys.version_info = (3, 9, 2, 'final', 0)\n"
    source = source.replace("import sys\n", older, 1)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and this is Python 3.9." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("version", "ours"), [("v20.11.1", False), ("v18.0.0", False), ("v16.20.2", True)])
def test_the_machines_node_is_used_if_it_is_new_enough(
    askig: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, ours: bool
) -> None:
    machine = tmp_path / "machine"
    tool(machine, "node", f"echo {version}")
    tool(machine, "npm", "exit 0")
    tool(askig.SCRIPTS, "python", "exit 0")
    tool(askig.SCRIPTS, "npm", "exit 0")
    monkeypatch.setenv("PATH", f"{machine}:/usr/bin:/bin")
    assert Path(askig.find_npm()).parent == (askig.SCRIPTS if ours else machine)
    assert any("requirements-node.lock" in call for call in calls(askig.SCRIPTS)) is ours


def test_the_client_is_installed_once_and_the_whole_one_serves_for_the_smaller(
    askig: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = tmp_path / "machine"
    tool(machine, "node", "echo v22.1.0")
    tool(machine, "npm", "exit 0")
    monkeypatch.setenv("PATH", f"{machine}:/usr/bin:/bin")

    def installs() -> list[str]:
        return [call for call in calls(machine) if call.startswith("npm ci")]

    askig.prepare_client(["--omit=dev"])
    askig.prepare_client(["--omit=dev"])
    assert len(installs()) == 1
    askig.prepare_client([])
    assert len(installs()) == 2
    askig.prepare_client(["--omit=dev"])
    assert len(installs()) == 2


def test_every_check_runs_and_the_failed_ones_are_named(
    askig: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("ruff", "lint-imports", "pytest"):
        tool(askig.SCRIPTS, name, "exit 0")
    tool(askig.SCRIPTS, "mypy", "exit 1")
    assert askig.check([]) == 1
    assert "These checks failed: types." in capfd.readouterr().out
    assert [call.split()[0] for call in calls(askig.SCRIPTS)] == [
        "ruff",
        "ruff",
        "mypy",
        "lint-imports",
        "pytest",
    ]


def test_words_after_test_choose_the_tests(askig: ModuleType) -> None:
    tool(askig.SCRIPTS, "pytest", "exit 0")
    assert askig.check(["tests/bot", "-k", "playground"]) == 0
    assert calls(askig.SCRIPTS) == ["pytest tests/bot -k playground"]
