"""Where what is made of the policies' text for their search is kept, so that it is made once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

INDEXES: Final = Path("var") / "policies"
"""A folder in the working folder. All of it can be deleted at any time."""

VECTORS: Final = INDEXES / "vectors.db"
"""What the sentence encoder makes of passages."""
