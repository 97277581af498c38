"""The regimes: the kinds of matter whose time the law counts, each by its own rule."""

from enum import StrEnum


class Regime(StrEnum):
    """What the law calls the matter; decides which clock runs (`cases.clock`)."""

    FOI = "FOI"
    EIR = "EIR"
    SAR = "SAR"
    RIGHTS = "RIGHTS"
    REUSE = "REUSE"
    DP_COMPLAINT = "DP_COMPLAINT"
    FOI_REVIEW = "FOI_REVIEW"
    EIR_REVIEW = "EIR_REVIEW"
    BREACH = "BREACH"

    # Hides str.title, which would say "Foi": a regime is shown by its name and never re-capitalised.
    @property
    def title(self) -> str:  # type: ignore[override]
        """The name a person reads, such as "Freedom of Information request"."""
        return _TITLES[self]


_TITLES = {
    Regime.FOI: "Freedom of Information request",
    Regime.EIR: "Environmental Information request",
    Regime.SAR: "Subject access request",
    Regime.RIGHTS: "Data protection rights request",
    Regime.REUSE: "Re-use request",
    Regime.DP_COMPLAINT: "Data protection complaint",
    Regime.FOI_REVIEW: "Freedom of Information internal review",
    Regime.EIR_REVIEW: "Environmental Information internal review",
    Regime.BREACH: "Personal data breach",
}


_LAWS = {
    Regime.FOI: ("FOIA", "s.45 Code"),
    Regime.EIR: ("EIR",),
    Regime.SAR: ("UK GDPR", "DPA"),
    Regime.RIGHTS: ("UK GDPR", "DPA"),
    Regime.REUSE: ("RoPSI",),
    Regime.DP_COMPLAINT: ("UK GDPR", "DPA"),
    Regime.FOI_REVIEW: ("FOIA", "s.45 Code"),
    Regime.EIR_REVIEW: ("EIR",),
    Regime.BREACH: ("UK GDPR", "DPA"),
}
_EVERY_LAW = tuple({law for laws in _LAWS.values() for law in laws})


def sources_for(written: str, regime: Regime | None) -> str:
    """Of the sources of a step or a letter, parted by semicolons, those that a matter under this law rests on."""
    pieces = [piece.strip() for piece in written.split(";")]
    laws = _LAWS[regime] if regime else _EVERY_LAW
    return "; ".join(piece for piece in pieces if piece.startswith(laws) or not piece.startswith(_EVERY_LAW))
