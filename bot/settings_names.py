"""What settings are called, for those who look whether any is set before they read them."""

from __future__ import annotations

from typing import Final

PREFIX: Final = "ASKIG_"
FILE_NAMED_BY: Final = "ASKIG_SETTINGS"
USUAL_FILE: Final = "askig.toml"
