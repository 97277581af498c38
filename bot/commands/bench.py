"""`askig bench …`: measures that stand in tests/benchmarks/ of a checkout."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def run(what: str, given: Sequence[object] = ()) -> int:
    """Run a benchmark and print its table. `given` goes to it: numbers of cases, or a folder of labelled texts.

    Returns 2 outside a checkout, or where its peer is not installed.
    """
    if not (_ROOT / "tests" / "benchmarks" / f"{what}.py").exists():
        print("The benchmarks are not here: run this in a checkout of the project.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(_ROOT))
    try:
        benchmark = importlib.import_module(f"tests.benchmarks.{what}")
    except ModuleNotFoundError as missing:
        print(f"{missing}. Run it as python3 askig.py bench …, which installs the peer.", file=sys.stderr)
        return 2
    print(benchmark.run(*given))
    return 0
