"""A scan keeps to one core: threads that share small matrices wait for each other on a busy machine."""

import subprocess
import sys

import pytest

COUNTED = """
import os
from nlp.personal_data import load_scanner
load_scanner().scan("Mrs Adeyemi rang about her tenancy")
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads where Linux lists them")
def test_a_scan_starts_no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("OPENBLAS", "MKL", "OMP"):
        monkeypatch.delenv(f"{library}_NUM_THREADS", raising=False)
    counted = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True)
    assert int(counted.stdout) == 1
