"""How a request may end, and what a handler is told when the outcome and its reasons do not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.outcomes import GROUNDS, Outcome, Role, check_outcome, ground, grounds_for, outcomes_for
from cases.regimes import Regime

ENDING = [(regime, outcome) for regime in Regime for outcome in outcomes_for(regime)]
ANY_IDS = st.lists(st.sampled_from([each.id for each in GROUNDS] + ["FOIA-s99", ""]), max_size=5)


def test_every_ground_has_its_own_id_and_says_what_it_is() -> None:
    ids = [each.id for each in GROUNDS]
    assert len(ids) == len(set(ids))
    for each in GROUNDS:
        assert each.title
        assert each.provision
        assert each.source
        assert each.regimes
        assert " ".join(each.note.split()) == each.note, each.id


def test_every_exemption_section_from_21_to_44_is_there() -> None:
    sections = {each.provision.removeprefix("FOIA s.").split("(")[0] for each in GROUNDS if "FOIA" in each.id}
    assert sections >= {*(str(number) for number in range(21, 45) if number != 25), "22A", "12", "14", "1"}


def test_only_the_exemptions_of_section_2_3_are_absolute() -> None:
    absolute = {
        each.provision.removeprefix("FOIA s.").split("(")[0]
        for each in GROUNDS
        if each.id.startswith("FOIA-s") and not each.public_interest
        and each.role in (Role.WITHHOLDS, Role.NEITHER_CONFIRMS_NOR_DENIES)
    }  # fmt: skip
    assert absolute == {"21", "23", "32", "34", "36", "37", "40", "41", "44"}


@pytest.mark.parametrize(
    ("ground_id", "public_interest", "prejudice"),
    [
        ("FOIA-s21", False, False),
        ("FOIA-s22(1)", True, False),
        ("FOIA-s30(1)(b)", True, False),
        ("FOIA-s31(1)(a)", True, True),
        ("FOIA-s36(2)(b)(i)", True, True),
        ("FOIA-s36(2)(Parliament)", False, True),
        ("FOIA-s37(1)(ab)", False, False),
        ("FOIA-s37(1)(ac)", True, False),
        ("FOIA-s40(2)", False, False),
        ("FOIA-s40(2)(3A)(b)", False, False),
        ("FOIA-s40(2)(3B)", True, False),
        ("FOIA-s40(2)(4A)", True, False),
        ("FOIA-s41(1)", False, False),
        ("FOIA-s42(1)", True, False),
        ("FOIA-s43(1)", True, False),
        ("FOIA-s43(2)", True, True),
        ("EIR-12(4)(e)", True, False),
        ("EIR-12(5)(e)", True, True),
        ("EIR-13(1)", False, False),
        ("DPA-sch2-2", False, True),
        ("DPA-sch2-16", False, False),
        ("DPA-sch3-5", False, True),
        ("DPA-sch4-3", False, False),
        ("UKGDPR-15(4)", False, False),
        ("REUSE-5(1)(b)", False, False),
    ],
)
def test_the_tests_a_ground_asks_for(ground_id: str, public_interest: bool, prejudice: bool) -> None:
    assert (ground(ground_id).public_interest, ground(ground_id).prejudice) == (public_interest, prejudice)


def test_every_exception_of_12_4_and_12_5_has_a_public_interest_test() -> None:
    exceptions = [each for each in GROUNDS if each.id.startswith(("EIR-12(4)", "EIR-12(5)"))]
    assert len(exceptions) == 5 + 7
    assert all(each.public_interest for each in exceptions)


def test_emissions_take_away_only_12_5_d_to_g() -> None:
    assert {each.id for each in GROUNDS if each.not_for_emissions} == {f"EIR-12(5)({x})" for x in "defg"}
    assert "emissions" in ground("EIR-12(5)(e)").note


@pytest.mark.parametrize(
    ("regime", "outcome", "reasons", "weighed", "said"),
    [
        ("FOI", "answered", [], [], []),
        ("FOI", "refused", ["FOIA-s43(2)"], [],
         ["FOIA s.43(2) is a qualified exemption: record the public interest test."]),
        ("FOI", "refused", ["FOIA-s43(2)"], ["FOIA-s43(2)"], []),
        ("FOI", "refused", ["FOIA-s21", "FOIA-s42(1)", "FOIA-s43(2)"], ["FOIA-s43(2)"],
         ["FOIA s.42(1) is a qualified exemption: record the public interest test."]),
        ("FOI", "refused", ["FOIA-s12(1)"], [], []),
        ("FOI", "refused", [], [], ["'Refused' needs an exemption or a limit."]),
        ("FOI", "answered_in_part", [], [],
         ["'Answered in part' needs the exemption or limit for what is kept back."]),
        ("FOI", "answered", ["FOIA-s21"], [],
         ["'Answered in full' leaves nothing to give reasons for: take FOIA s.21 away, or choose another outcome."]),
        ("FOI", "vexatious", ["FOIA-s14(2)"], [],
         ["FOIA s.14(2) cannot stand behind 'Refused as vexatious': take it away, or choose the outcome that "
          "fits it."]),
        ("FOI", "vexatious", [], [], ["'Refused as vexatious' needs s.14(1) as its reason."]),
        ("FOI", "repeated", ["FOIA-s14(2)"], [], []),
        ("FOI", "lapsed", ["FOIA-s1(3)"], [], []),
        ("FOI", "lapsed", [], [], ["'Lapsed' needs what the requester was waited for."]),
        ("FOI", "refused", ["FOIA-s35(1)(a)"], ["FOIA-s35(1)(a)"],
         ["A council cannot use FOIA s.35(1)(a): only a government department or the Welsh Government holds such "
          "information."]),
        ("FOI", "refused", ["EIR-12(4)(b)"], [],
         ["EIR reg 12(4)(b) is not a reason under this regime (Freedom of Information request). Take it away."]),
        ("FOI", "refused", ["FOIA-s99"], [],
         ["'FOIA-s99' is not a reason that I know. Choose one from the list."]),
        ("FOI", "supplied", [], [],
         ["A Freedom of Information request cannot end as 'Supplied in full'. Choose another outcome."]),
        ("EIR", "not_held", [], [], ["'Not held' needs reg 12(4)(a) as its exception."]),
        ("EIR", "not_held", ["EIR-12(4)(a)"], [], []),
        ("EIR", "manifestly_unreasonable", ["EIR-12(4)(b)"], [],
         ["EIR reg 12(4)(b) is an exception with a public interest test: record the public interest test."]),
        ("EIR", "refused", ["EIR-13(1)"], [], []),
        ("SAR", "supplied_in_part", ["DPA-sch2-16", "DPA-sch2-19"], [], []),
        ("SAR", "manifestly_excessive", ["UKGDPR-12(5)-unfounded"], [],
         ["UK GDPR Art 12(5) cannot stand behind 'Refused as manifestly excessive': take it away, or choose the "
          "outcome that fits it."]),
        ("RIGHTS", "not_done", ["UKGDPR-17(3)(b)"], [], []),
        ("RIGHTS", "not_done", ["DPA-sch2-19"], [],
         ["DPA 2018 Sch 2 para 19 is not a reason under this regime (Data protection rights request). Take it "
          "away."]),
        ("REUSE", "refused", ["REUSE-5(1)(b)"], [], []),
        ("FOI_REVIEW", "answer_stands", ["FOIA-s14(1)"], [], []),
        ("DP_COMPLAINT", "not_upheld", [], [], []),
        ("BREACH", "refused", [], [],
         ["A Personal data breach cannot end as 'Refused'. Choose another outcome."]),
    ],
)  # fmt: skip
def test_what_a_handler_is_told(
    regime: str, outcome: str, reasons: list[str], weighed: list[str], said: list[str]
) -> None:
    assert list(check_outcome(Regime(regime), Outcome(outcome), reasons, weighed)) == said


@pytest.mark.parametrize(("regime", "outcome"), ENDING)
def test_every_outcome_can_be_reached(regime: Regime, outcome: Outcome) -> None:
    offered = grounds_for(regime, outcome)
    if not offered:
        assert check_outcome(regime, outcome, [], []) == ()
    for each in offered:
        assert check_outcome(regime, outcome, [each.id], [each.id]) == ()


def test_a_council_is_never_offered_what_it_cannot_use() -> None:
    for regime in Regime:
        assert not [each for each in grounds_for(regime) if each.why_not]


@given(st.sampled_from(ENDING), ANY_IDS, ANY_IDS)
def test_recording_a_public_interest_test_never_makes_matters_worse(
    ending: tuple[Regime, Outcome], reasons: list[str], weighed: list[str]
) -> None:
    before = check_outcome(*ending, reasons, [])
    after = check_outcome(*ending, reasons, weighed)
    assert set(after) <= set(before)
    assert not [said for said in check_outcome(*ending, reasons, reasons) if "public interest test" in said]


@given(st.sampled_from(ENDING), ANY_IDS)
def test_what_is_offered_is_what_is_accepted(ending: tuple[Regime, Outcome], reasons: list[str]) -> None:
    offered = {each.id for each in grounds_for(*ending)}
    accepted = check_outcome(*ending, reasons, reasons) == ()
    assert not reasons or accepted == (set(reasons) <= offered)
