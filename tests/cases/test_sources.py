"""Of the sources behind a step or a letter, a person reads those of the law that the case is under."""

from __future__ import annotations

import pytest

from cases.regimes import Regime, sources_for

ASKING = "FOIA s.1(3), s.16; EIR reg 9; DPA 2018 s.54 and UK GDPR Art 12A"


@pytest.mark.parametrize(
    ("written", "regime", "read"),
    [
        (ASKING, Regime.FOI, "FOIA s.1(3), s.16"),
        (ASKING, Regime.EIR, "EIR reg 9"),
        (ASKING, Regime.SAR, "DPA 2018 s.54 and UK GDPR Art 12A"),
        (ASKING, Regime.REUSE, ""),
        (ASKING, None, ASKING),
        ("FOIA s.10(3); UK GDPR Art 12(3); s.45 Code", Regime.FOI, "FOIA s.10(3); s.45 Code"),
        ("FOIA 2000 s.45 Code part 5; EIR 2004 reg 11", Regime.EIR_REVIEW, "EIR 2004 reg 11"),
        ("DPA 2018 s.164A(3); good practice", Regime.FOI, "good practice"),
        ("UK GDPR Art 33, Art 34; ENISA 2013", Regime.BREACH, "UK GDPR Art 33, Art 34; ENISA 2013"),
        ("", Regime.FOI, ""),
    ],
)
def test_sources_of_other_laws_are_left_out(written: str, regime: Regime | None, read: str) -> None:
    assert sources_for(written, regime) == read


@pytest.mark.parametrize("regime", list(Regime))
def test_every_law_has_its_sources(regime: Regime) -> None:
    every = "FOIA s.1; EIR reg 5; UK GDPR Art 12; RoPSI reg 6"
    assert sources_for(every, regime)
