"""`askig bench …`: measures that stand in tests/benchmarks/ of a checkout."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def run(what: str, sizes: Sequence[int] = ()) -> int:
    """Run a benchmark and print its table. `sizes` are numbers of cases, for `cases` alone. Returns 2 outside a
    checkout."""
    if not (_ROOT / "tests" / "benchmarks" / f"{what}.py").exists():
        print("The benchmarks are not here: run this in a checkout of the project.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(_ROOT))
    benchmark = importlib.import_module(f"tests.benchmarks.{what}")
    print(benchmark.run(sizes) if sizes else benchmark.run())
    return 0
