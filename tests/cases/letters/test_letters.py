"""What each letter says: the case's facts, what the law wants in it, and places for what is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from cases.case import CaseState
from cases.clock import Correction, Event, EventType, ExtensionReason
from cases.errors import Refusal
from cases.letters import Letter, LetterKind, Style, load_letters
from cases.life.requests import ACTIONS
from cases.outcomes import GROUNDS, Outcome, outcomes_for
from cases.regimes import Regime
from tests.cases.letters.made import OFFICE, QUESTION, bare_case, case_of, decided, extended, facts

LETTERS = load_letters()
WRITTEN = [(kind, regime) for kind, header in LETTERS.headers.items() for regime in sorted(header.regimes)]
ICO = OFFICE.ico_address


def write(kind: str, regime: Regime, **given: object) -> Letter:
    return LETTERS.write(LetterKind(kind), case_of(regime, **given), facts())


@pytest.mark.parametrize(("kind", "regime"), WRITTEN)
def test_every_letter_is_written_from_a_full_case_and_from_a_bare_one(
    kind: LetterKind, regime: Regime
) -> None:
    full = LETTERS.write(kind, case_of(regime), facts())
    bare = LETTERS.write(kind, bare_case(regime), type(facts())(facts().today))
    for letter in (full, bare):
        assert not set("{}\ue000\ue001\ue002\ue003%") & set(letter.text)
        assert [block.style for block in letter.blocks].count(Style.TITLE) == 1
        assert "\n\n\n" not in letter.text
        assert "None" not in letter.text
    assert set(full.places) < set(bare.places)
    assert "[the council's name]" in bare.places
    assert full.text.endswith("Hana Handler\nWestmere Council\nrequests@westmere.example")
    assert full.file_name == f"{full.reference}-{kind.value}"


@pytest.mark.parametrize(("kind", "regime"), [pair for pair in WRITTEN if pair[1] is not Regime.BREACH])
def test_a_requester_reads_whose_letter_it_is_and_what_it_is_about(kind: LetterKind, regime: Regime) -> None:
    letter = LETTERS.write(kind, case_of(regime), facts())
    assert letter.text.startswith(
        "Westmere Council\n\nWednesday 17 June 2026\n\nJo Bloggs\n1 Mill Lane\nWestmere"
    )
    assert f"Our reference: {letter.reference}\n\nDear Jo Bloggs" in letter.text
    assert "We received it on Monday 18 May 2026." in letter.text
    assert QUESTION in [block.text for block in letter.blocks if block.style is Style.QUOTE]


_REVIEW_FOI = ("internal review", "requests@westmere.example by Thursday 13 August 2026", "section 50", ICO)
_REVIEW_EIR = (
    "regulation 11",
    "by Thursday 13 August 2026",
    "section 50",
    "regulation 18",
    "section 57",
    ICO,
)
_COMPLAIN = ("section 164A", "Dev Marsh", "dpo@westmere.example", "Article 79", ICO)
MUST_HOLD = [
    ("acknowledgement", Regime.FOI, ("by Wednesday 17 June 2026", "section 16")),
    ("acknowledgement", Regime.EIR, ("by Wednesday 17 June 2026", "regulation 9")),
    ("acknowledgement", Regime.SAR, ("by Wednesday 17 June 2026", "who you are")),
    ("clarification", Regime.FOI, ("Do you mean by road or by ward?", "section 1(3)", "section 16", "20 working days")),
    ("clarification", Regime.EIR, ("Do you mean by road or by ward?", "regulations 9 and 12(4)(c)")),
    ("clarification", Regime.SAR, ("do not count", "a reasonable search")),
    ("clarification", Regime.REUSE, ("Our time goes on meanwhile",)),
    ("identity", Regime.SAR, ("Article 12(6)", "Do not send originals", "starts on the day", *_COMPLAIN)),
    ("fees-notice", Regime.FOI, ("section 9", "by Wednesday 16 September 2026", "do not count", *_REVIEW_FOI)),
    ("fees-notice", Regime.EIR, ("regulation 8", "by Wednesday 16 September 2026", *_REVIEW_EIR)),
    ("fees-notice", Regime.SAR, ("Article 12(5)", "manifestly unfounded or excessive", *_COMPLAIN)),
    ("extension", Regime.FOI, ("section 17(2)", "section 10(3)", *_REVIEW_FOI)),
    ("extension", Regime.EIR, ("regulation 7", "so complex and so much", *_REVIEW_EIR)),
    ("extension", Regime.SAR, ("two further months", *_COMPLAIN)),
    ("extension", Regime.REUSE, ("regulation 8", ICO)),
    ("extension", Regime.FOI_REVIEW, ("no longer than 40 working days",)),
    ("transfer", Regime.FOI, ("We do not hold", "section 16", *_REVIEW_FOI)),
    ("transfer", Regime.EIR, ("regulation 12(4)(a)", "regulation 10", "regulation 9", *_REVIEW_EIR)),
    ("response", Regime.FOI, _REVIEW_FOI),
    ("response", Regime.EIR, _REVIEW_EIR),
    ("response", Regime.SAR, ("the purposes", "the recipients", "How long we keep it", "to object", *_COMPLAIN)),
    ("rights-response", Regime.RIGHTS, ("Article 19", *_COMPLAIN)),
    ("reuse-response", Regime.REUSE, ("Licence", "Conditions", "Charge", "regulation 17", ICO)),
    ("refusal", Regime.FOI, ("section 17", "section 16", *_REVIEW_FOI)),
    ("refusal", Regime.EIR, ("regulation 14", "regulation 12(2)", "regulation 9", *_REVIEW_EIR)),
    ("refusal", Regime.SAR, ("Article 12(4)", *_COMPLAIN)),
    ("refusal", Regime.RIGHTS, ("Article 12(4)", *_COMPLAIN)),
    ("refusal", Regime.REUSE, ("regulation 9", "regulation 17", ICO)),
    ("review-acknowledgement", Regime.FOI_REVIEW, ("FOI-2026-0099 of Wednesday 1 April 2026", "17 June 2026 at the latest")),
    ("review-acknowledgement", Regime.EIR_REVIEW, ("regulation 11(4)", "free", "17 June 2026 at the latest")),
    ("review-outcome", Regime.FOI_REVIEW, ("FOI-2026-0099", "section 50", "First-tier Tribunal", ICO)),
    ("review-outcome", Regime.EIR_REVIEW, ("regulation 11(5)", "section 50", "regulation 18", ICO)),
    ("complaint-acknowledgement", Regime.DP_COMPLAINT, ("section 164A", "without undue delay", "Dev Marsh", ICO)),
    ("complaint-outcome", Regime.DP_COMPLAINT, ("section 164A", "section 165", "Article 79", ICO)),
    ("breach-notice", Regime.BREACH, ("Sunday 17 May 2026", "names", "health", "Dev Marsh", "dpo@westmere.example", ICO)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "regime", "fragments"), MUST_HOLD)
def test_what_the_law_wants_in_it(kind: str, regime: Regime, fragments: tuple[str, ...]) -> None:
    text = write(kind, regime).text
    assert [one for one in fragments if one not in text] == []


def test_each_letter_of_each_regime_is_among_those_that_the_law_is_asked_about() -> None:
    asked = {(kind, regime) for kind, regime, _ in MUST_HOLD}
    plain = {(LetterKind(kind), regime) for kind in ("acknowledgement", "clarification", "extension", "fees-notice",
             "identity") for regime in (Regime.RIGHTS, Regime.REUSE)}  # fmt: skip
    assert {(kind.value, regime) for kind, regime in WRITTEN if (kind, regime) not in plain} <= asked


@pytest.mark.parametrize("ground", [one for one in GROUNDS if not one.why_not], ids=lambda one: one.id)
def test_a_refusal_names_each_ground_in_full_and_asks_for_what_it_needs(ground) -> None:  # type: ignore[no-untyped-def]
    regime = min(ground.regimes)
    case = decided(regime, Outcome.REFUSED, ground.id, weighed=(ground.id,))
    kind = LetterKind.REVIEW_OUTCOME if "REVIEW" in regime else LetterKind.REFUSAL
    letter = LETTERS.write(kind, case, facts())
    heading = next(block.text for block in letter.blocks if block.style is Style.SUBHEADING)
    number = ground.provision.split(" with ")[0].split("s.")[-1].split(" ")[-1]
    assert number in heading
    assert re.fullmatch(r"(Section|Regulation|Article|Schedule) .+ (of|to) the .+", heading)
    assert f"{ground.title}." in letter.text
    was_weighed = "We weighed the public interest." in letter.text
    assert was_weighed == (ground.public_interest and ground.id != "EIR-12(4)(a)")
    assert ("[The harm" in letter.text) == (ground.prejudice and not ground.role.value.startswith("neither"))


def test_a_refusal_says_whether_the_public_interest_was_weighed() -> None:
    unweighed = LETTERS.write(
        LetterKind.REFUSAL, decided(Regime.FOI, Outcome.REFUSED, "FOIA-s43(2)"), facts()
    )
    assert "Section 43(2) of the Freedom of Information Act 2000" in unweighed.text
    assert any("public interest test is not on file" in place for place in unweighed.places)
    absolute = LETTERS.write(LetterKind.REFUSAL, decided(Regime.FOI, Outcome.REFUSED, "FOIA-s21"), facts())
    assert "This exemption is absolute" in absolute.text
    assert "[where exactly, with a link]" in absolute.places
    cost = LETTERS.write(LetterKind.REFUSAL, decided(Regime.FOI, Outcome.REFUSED, "FOIA-s12(1)"), facts())
    assert "£450" in cost.text
    assert "You could narrow your request like this" in cost.text


def test_a_repeated_request_is_named_and_so_is_another_authority() -> None:
    repeated = decided(Regime.FOI, Outcome.REPEATED, "FOIA-s14(2)", repeats="FOI-2026-0042")
    assert (
        "something very like it, in FOI-2026-0042."
        in LETTERS.write(LetterKind.REFUSAL, repeated, facts()).text
    )
    elsewhere = replace(
        decided(Regime.FOI, Outcome.TRANSFERRED), details={"transferred_to": "Kent County Council"}
    )
    assert "holds it: Kent County Council." in LETTERS.write(LetterKind.TRANSFER, elsewhere, facts()).text


def test_a_rights_request_says_which_rights() -> None:
    case = case_of(Regime.RIGHTS, decisions={"rights": {"rights": ["erasure", "objection"]}})
    letter = LETTERS.write(LetterKind.RIGHTS_RESPONSE, case, facts())
    assert "to erase it (Article 17) and stop using it in this way (Article 21)." in letter.text


def test_an_extension_names_the_exemption_that_is_weighed() -> None:
    case = extended(Regime.FOI, ExtensionReason.PUBLIC_INTEREST)
    weighs = replace(case, decisions={"extension": {"grounds": ["FOIA-s43(2)"]}})
    assert "- Section 43(2) of the Freedom of" in LETTERS.write(LetterKind.EXTENSION, weighs, facts()).text
    unsaid = LETTERS.write(LetterKind.EXTENSION, case, facts())
    assert any(place.startswith("[the exemption, by its section") for place in unsaid.places)


def test_a_new_answer_for_the_ico_has_a_date_of_its_own() -> None:
    first = decided(Regime.FOI, Outcome.ANSWERED)
    again = replace(first, decisions={**first.decisions, "reopened": {"answered": "2026-10-05"}})
    text = LETTERS.write(LetterKind.RESPONSE, again, facts()).text
    assert "Monday 5 October 2026" in text
    assert "15 June 2026" not in text


def test_neither_confirming_nor_denying_gives_nothing_away() -> None:
    case = decided(Regime.FOI, Outcome.REFUSED, "FOIA-s40(5B)(a)")
    text = LETTERS.write(LetterKind.REFUSAL, case, facts()).text
    assert "We neither confirm nor deny that we hold what you asked for." in text


def test_a_late_answer_says_so_with_an_apology_and_the_reason() -> None:
    in_time = LETTERS.write(LetterKind.RESPONSE, decided(Regime.FOI, Outcome.ANSWERED), facts()).text
    late = LETTERS.write(LetterKind.RESPONSE, decided(Regime.FOI, Outcome.ANSWERED), facts(is_late=True)).text
    assert "sorry" not in in_time
    assert "We should have answered by Wednesday 17 June 2026. We are sorry that we did not." in late
    assert "A colleague was ill." in late
    unsaid = facts(is_late=True, said={})
    assert "[why this is late]" in LETTERS.write(LetterKind.REFUSAL, case_of(Regime.EIR), unsaid).places


def test_an_extension_says_the_new_date_and_why() -> None:
    case = extended(Regime.REUSE, ExtensionReason.MANY_DOCUMENTS)
    letter = LETTERS.write(LetterKind.EXTENSION, case, facts())
    assert "We expect to answer by Tuesday 14 July 2026." in letter.text
    assert "You asked for many documents" in letter.text
    assert "Monday 1 June 2026" in letter.text, "the letter is dated as the requester was told"
    assert "[the new date]" in write("extension", Regime.REUSE).places


@pytest.mark.parametrize("regime", [one for one in Regime if outcomes_for(one)])
def test_every_outcome_has_words_of_its_own_in_the_letter_that_ends_the_case(regime: Regime) -> None:
    ends = {
        outcome: LETTERS.of_step("response", decided(regime, outcome))
        for outcome in outcomes_for(regime)
        if outcome not in (Outcome.WITHDRAWN, Outcome.LAPSED)
    }
    texts = {}
    for outcome, kind in ends.items():
        assert kind is not None
        letter = LETTERS.write(kind, decided(regime, outcome), facts())
        assert not any(place.startswith("[Whether") for place in letter.places), outcome
        texts[outcome] = (kind, letter.text)
    refusals = [outcome for outcome, kind in ends.items() if kind is LetterKind.REFUSAL]
    answers = [text for outcome, text in texts.items() if outcome not in refusals]
    assert len(set(answers)) == len(answers)


def test_a_breach_notice_says_nothing_that_was_reported_in_confidence() -> None:
    letter = write("breach-notice", Regime.BREACH)
    for words in ("Kowalczyk", "Gordon", "Mrs Tait"):
        assert words not in letter.text
    assert "[what happened: add it, and name nobody else]" in letter.places


def test_a_breach_notice_advises_on_the_harms_that_were_found() -> None:
    assessed = case_of(
        Regime.BREACH, decisions={"assessment": {"answers": {"harms": ["identity_fraud", "no such harm"]}}}
    )
    letter = LETTERS.write(LetterKind.BREACH_NOTICE, assessed, facts())
    advice = [block.text for block in letter.blocks if block.style is Style.BULLET]
    assert any("check your credit file" in line for line in advice)


FITS = [
    (Regime.FOI, CaseState.RECEIVED, "acknowledgement clarification fees-notice extension"),
    (Regime.SAR, CaseState.AWAITING_IDENTITY, "identity"),
    (Regime.FOI, CaseState.AWAITING_FEE, "fees-notice"),
    (Regime.EIR, CaseState.CLARIFYING, "clarification"),
    (Regime.EIR, CaseState.DRAFTING, "clarification fees-notice extension transfer response refusal"),
    (Regime.RIGHTS, CaseState.SIGN_OFF, "clarification identity fees-notice extension rights-response refusal"),
    (Regime.REUSE, CaseState.DRAFTING, "clarification extension reuse-response refusal"),
    (Regime.FOI_REVIEW, CaseState.ASSIGNED, "extension review-acknowledgement review-outcome"),
    (Regime.EIR_REVIEW, CaseState.ASSIGNED, "review-acknowledgement review-outcome"),
    (Regime.DP_COMPLAINT, CaseState.RECEIVED, "complaint-acknowledgement"),
    (Regime.DP_COMPLAINT, CaseState.DRAFTING, "complaint-outcome"),
    (Regime.BREACH, CaseState.REPORTED, ""),
    (Regime.BREACH, CaseState.DECIDED, "breach-notice"),
    (Regime.FOI, CaseState.WITHDRAWN, ""),
    (Regime.FOI, CaseState.CLOSED, ""),
    (None, CaseState.ASKED, ""),
]  # fmt: skip


@pytest.mark.parametrize(("regime", "state", "kinds"), FITS)
def test_the_letters_that_fit(regime: Regime | None, state: CaseState, kinds: str) -> None:
    case = replace(case_of(regime or Regime.FOI, state), regime=regime)
    assert " ".join(LETTERS.for_case(case)) == kinds


@pytest.mark.parametrize(
    ("outcome", "kinds"),
    [
        (Outcome.ANSWERED_IN_PART, ["response"]),
        (Outcome.VEXATIOUS, ["refusal"]),
        (Outcome.TRANSFERRED, ["transfer"]),
    ],
)
@pytest.mark.parametrize(
    "state", [CaseState.RESPONDED, CaseState.REFUSED, CaseState.TRANSFERRED, CaseState.CLOSED]
)
def test_once_answered_only_the_letter_of_that_outcome_is_left(
    outcome: Outcome, kinds: list[str], state: CaseState
) -> None:
    case = case_of(Regime.FOI, state, decisions={"outcome": {"outcome": outcome.value}})
    left = [kind.value for kind in LETTERS.for_case(case)]
    assert left in (kinds, [])
    assert left or state is not CaseState.CLOSED


def test_people_who_are_not_to_be_told_are_not_written_to() -> None:
    case = case_of(Regime.BREACH, CaseState.DECIDED, decisions={"decision": {"ico": "yes", "people": "no"}})
    assert LETTERS.for_case(case) == ()


@pytest.mark.parametrize("action", [one for one in ACTIONS.actions if one.letter], ids=lambda one: one.name)
def test_every_step_with_a_letter_has_one_in_each_of_its_regimes(action) -> None:  # type: ignore[no-untyped-def]
    for regime in action.regimes or set(Regime) - {Regime.BREACH}:
        assert LETTERS.of_step(action.letter, case_of(regime)) is not None, (action.name, regime)
    assert LETTERS.of_step(action.letter, case_of(Regime.BREACH)) is None


def test_a_letter_of_another_regime_is_not_written() -> None:
    with pytest.raises(Refusal, match="is not a letter for FOI-2026-0117"):
        write("complaint-outcome", Regime.FOI)


def test_a_corrected_day_is_the_letters_day() -> None:
    step = EventType.CLARIFICATION_REQUESTED
    events = (
        Event(step, date(2026, 5, 20)),
        Correction(step, date(2026, 5, 20), date(2026, 5, 21), date(2026, 5, 22)),
    )
    letter = LETTERS.write(LetterKind.CLARIFICATION, case_of(Regime.FOI, events=events), facts())
    assert "Thursday 21 May 2026" in letter.text
    assert "20 May 2026" not in letter.text
