"""Set Ask IG up on this machine and run it: `python3 askig.py start`.

Standard library only, for Debian, macOS and Windows. The first run makes `.venv` beside this file from the
locks, installs Microsoft's test client from npm, and hands over to the program; later runs find everything in
place and hand over at once. Nothing is installed outside this folder, and nothing is asked.

    python3 askig.py start              the bot, with the test client in the browser
    python3 askig.py test               every check: style, types, floors, tests
    python3 askig.py test tests/bot     only these tests (the words after `test` go to pytest)
    python3 askig.py ANYTHING …         the same as `askig ANYTHING …`, set up first
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said here, because an older Python cannot run what follows
    sys.exit(
        "Ask IG needs Python 3.11 or newer, and this is Python {}.{}. Install a newer one from "
        "https://www.python.org/downloads/ and run the command again with it, for example: "
        "python3.12 askig.py start".format(*sys.version_info[:2])
    )

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VIRTUAL_ENVIRONMENT = ROOT / ".venv"
SCRIPTS = VIRTUAL_ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
CLIENT = ROOT / "deploy" / "client"
CLIENT_LOCK = CLIENT / "package-lock.json"
OLDEST_NODE = 18
COMMANDS_WITH_A_CLIENT = {"start", "playground"}
COMMANDS_THAT_MEASURE = [
    [command, what] for command in ("bench", "train") for what in ("personal-data", "triage")
]

CHECKS = {
    "style": ["ruff", "check", "."],
    "layout": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "floors": ["lint-imports"],
}

# In their order: the longest, put first by tests/sharing.py, run from the start.
ON_EVERY_CORE = ["--numprocesses", "auto", "--no-loadscope-reorder"]


class SetUpError(Exception):
    """What stands in the way of setting up, as one sentence that says what to do."""


def main(arguments: list[str]) -> int:
    """Set up what `arguments` need, then run them; the exit status is theirs."""
    try:
        if arguments[:1] == ["test"]:
            prepare_program()
            prepare_checks()
            return check(arguments[1:])
        prepare_program()
        if arguments and arguments[0] in COMMANDS_WITH_A_CLIENT:
            prepare_client(["--omit=dev"])
        if arguments[:2] in COMMANDS_THAT_MEASURE:
            prepare_tools("measure", "Installing what the measure is taken with …")
        return hand_over([script("askig"), *arguments])
    except SetUpError as problem:
        print(f"Ask IG could not be set up. {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def prepare_program() -> None:
    """Make `.venv` with the program and the exact packages of its lock.

    Raises:
        SetUpError: this Python cannot make virtual environments, or the packages did not arrive.
    """
    lock = ROOT / "requirements.lock"
    stamp = VIRTUAL_ENVIRONMENT / "askig-program.stamp"
    fingerprint = fingerprint_of(lock, ROOT / "pyproject.toml")
    if PYTHON.exists() and is_current(stamp, fingerprint):
        return
    if not PYTHON.exists() or not has_pip():
        make_virtual_environment()
    say("Installing Ask IG's packages into .venv (a few minutes, the first time only) …")
    install("--require-hashes", "--requirement", str(lock))
    install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(fingerprint, encoding="utf-8")


def prepare_checks() -> None:
    """Add what the tests and checks need: the tools of their lock, and the whole client."""
    prepare_tools("dev", "Installing the tools for the checks …")
    prepare_client([])


def prepare_tools(group: str, sentence: str) -> None:
    """Add the exact packages of a group's lock to `.venv`, saying `sentence` where that takes a moment."""
    lock = ROOT / f"requirements-{group}.lock"
    stamp = VIRTUAL_ENVIRONMENT / f"askig-{group}.stamp"
    fingerprint = fingerprint_of(lock)
    if not is_current(stamp, fingerprint):
        say(sentence)
        install("--require-hashes", "--requirement", str(lock))
        stamp.write_text(fingerprint, encoding="utf-8")


def prepare_client(options: list[str]) -> None:
    """Install the test client from its npm lock; `options` go to `npm ci`.

    A client that was installed whole serves where a smaller one would do.

    Raises:
        SetUpError: npm could not install it.
    """
    stamp = CLIENT / "node_modules" / ".askig.stamp"
    whole = fingerprint_of(CLIENT_LOCK)
    wanted = " ".join([whole, *options])
    if is_current(stamp, wanted) or is_current(stamp, whole):
        return
    npm = find_npm()
    say("Installing the test client, Microsoft 365 Agents Playground, from npm …")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    if run([npm, "ci", *quiet, *options], CLIENT) != 0:
        raise SetUpError(
            "npm could not install the test client. Look at its message above, check that this machine "
            "reaches the npm registry, and run the command again."
        )
    stamp.write_text(wanted, encoding="utf-8")


def find_npm() -> str:
    """Where npm is: the machine's own if its Node.js is new enough, else one inside `.venv`.

    Raises:
        SetUpError: Node.js could not be installed.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return npm
    prepare_tools(
        "node", f"Installing Node.js into .venv, because this machine has no Node.js {OLDEST_NODE} with npm …"
    )
    installed = shutil.which("npm", path=str(SCRIPTS))
    if installed is None:
        raise SetUpError(
            f"Node.js could not be installed into .venv. Install Node.js {OLDEST_NODE} or newer "
            "(https://nodejs.org/) and run the command again."
        )
    return installed


def node_version(node: str) -> int:
    """The major version of this Node.js, or 0 where it cannot say."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def make_virtual_environment() -> None:
    """Make `.venv` anew, with pip.

    Raises:
        SetUpError: this Python comes without what that needs.
    """
    if importlib.util.find_spec("ensurepip") is None:
        raise SetUpError(
            "This Python cannot make a virtual environment, because its `venv` part is not installed. "
            "On Debian or Ubuntu run `sudo apt install python3-venv`, then run the same command again."
        )
    say(f"Making a virtual environment in {VIRTUAL_ENVIRONMENT} …")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VIRTUAL_ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise SetUpError(
            f"The virtual environment could not be made in {VIRTUAL_ENVIRONMENT}: {problem}. "
            "Check that the folder can be written to, and run the same command again."
        ) from problem


def has_pip() -> bool:
    """Whether `.venv` can install packages: a copy that was made half-way or by another tool may not."""
    command = [str(PYTHON), "-c", "import pip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def install(*options: str) -> None:
    """Run pip in `.venv`, quietly.

    Raises:
        SetUpError: pip failed; its own message has been printed.
    """
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "-qq",  # its errors, and nothing else
        "--no-input",
        "--disable-pip-version-check",
        *options,
    ]
    if run(command, ROOT) != 0:
        raise SetUpError(
            "pip could not install the packages. Look at its message above, check that this machine reaches "
            "the Python package index, and run the command again."
        )


def check(arguments: list[str]) -> int:
    """Run every check and say which failed; with `arguments`, run pytest with them and nothing else."""
    failed = []
    checks = {} if arguments else CHECKS
    tests = ["pytest", *(arguments or ON_EVERY_CORE)]
    for name, (tool, *options) in {**checks, "tests": tests}.items():
        say(f"{name}: {' '.join([tool, *options])}")
        if run([script(tool), *options], ROOT) != 0:
            failed.append(name)
    say(f"These checks failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def hand_over(command: list[str]) -> int:
    """Become `command`, or on Windows, where a process cannot, run it and pass its status on."""
    if os.name == "nt":
        return run(command, Path.cwd())
    sys.stdout.flush()
    os.execve(command[0], command, environment())  # noqa: S606 - our own program, no shell wanted
    raise AssertionError("os.execve never returns")


def run(command: list[str], folder: Path) -> int:
    """Run a command in `folder` with `.venv` in front of the path, and wait for its exit status."""
    process = subprocess.Popen(command, cwd=folder, env=environment())  # noqa: S603 - our own commands
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The same Ctrl+C reaches the child, which ends in its own way; wait for it.
            continue


def environment() -> dict[str, str]:
    """This process's environment, with the tools of `.venv` found first."""
    return {**os.environ, "PATH": os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])}


def script(name: str) -> str:
    """A command that a package installed into `.venv`.

    Raises:
        SetUpError: it is not there, so `.venv` was changed by hand.
    """
    path = SCRIPTS / (f"{name}.exe" if os.name == "nt" else name)
    if not path.exists():
        raise SetUpError(f"{path} is missing. Remove the folder .venv and run the same command again.")
    return str(path)


def fingerprint_of(*files: Path) -> str:
    """What was installed, from which files, for which Python and in which folder, in one short string.

    The folder and the Python count too: a copied or moved `.venv` does not work where it lands.
    """
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, fingerprint: str) -> bool:
    """Whether `stamp` was written for this fingerprint."""
    try:
        return stamp.read_text(encoding="utf-8") == fingerprint
    except OSError:
        return False


def say(sentence: str) -> None:
    """Tell the person at the keyboard what is happening, one line at a time."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
