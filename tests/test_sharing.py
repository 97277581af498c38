"""How several processes share the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

FILES = [f"tests/journeys/test_journey_{letter}.py" for letter in "abc"] + [
    f"tests/test_{letter}.py" for letter in "abcdef"
]
FEW_TESTS = """
import os, pathlib, pytest

@pytest.mark.parametrize("number", range(8))
def test_it(number):
    with pathlib.Path("ran.txt").open("a") as ran:
        ran.write(f"{os.environ['PYTEST_XDIST_WORKER']} {__file__}\\n")
"""


def test_a_file_stays_in_one_process_and_the_journeys_together(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(FEW_TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", encoding="utf-8")
    plugins = ["-p", "xdist", "-p", "tests.sharing"]
    subprocess.run(
        [sys.executable, "-m", "pytest", "--numprocesses", "2", "--no-loadscope-reorder", *plugins],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        check=True,
        capture_output=True,
    )
    processes = defaultdict(set)
    for line in (tmp_path / "ran.txt").read_text(encoding="utf-8").splitlines():
        process, file = line.split(" ", 1)
        processes[Path(file).relative_to(tmp_path).as_posix()].add(process)
    assert sorted(processes) == sorted(FILES)
    assert all(len(where) == 1 for where in processes.values())
    assert len(set.union(*(processes[name] for name in FILES[:3]))) == 1
    assert len(set.union(*processes.values())) == 2
