"""The exemptions and limits of the Freedom of Information Act 2000.

Which exemptions are absolute is from section 2(3), read in its text of 2005: ss.21, 23, 32, 34, 36 for the two
Houses, 40(1), 40(2) so far as the first condition goes, 41 and 44. From memory, and so to be checked by the
council against legislation.gov.uk before the first use: what has changed since (s.22A, the royal limbs of s.37,
the limbs of s.40 as the Data Protection Act 2018 rewrote them) and the wording and the notes of every entry.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from cases.outcomes.grounds import Ground, Role
from cases.regimes import Regime

_REGIMES: Final = frozenset({Regime.FOI, Regime.FOI_REVIEW})


class _Test(Enum):
    """The tests a provision asks for: (public interest, prejudice)."""

    ABSOLUTE = (False, False)
    ABSOLUTE_AND_PREJUDICE = (False, True)
    QUALIFIED = (True, False)
    QUALIFIED_AND_PREJUDICE = (True, True)


_ABSOLUTE: Final = _Test.ABSOLUTE
_QUALIFIED: Final = _Test.QUALIFIED
_PREJUDICE: Final = _Test.QUALIFIED_AND_PREJUDICE


def _ground(
    section: str,
    title: str,
    test: _Test,
    note: str = "",
    *,
    role: Role = Role.WITHHOLDS,
    why_not: str = "",
    limb: str = "",
    provision: str = "",
    source: str = "",
) -> Ground:
    """`limb` tells apart the cases that one subsection treats differently."""
    public_interest, prejudice = test.value
    return Ground(
        id=f"FOIA-s{section}{limb}",
        title=title,
        provision=provision or f"FOIA s.{section}",
        public_interest=public_interest,
        prejudice=prejudice,
        source=source or ("FOIA s.2(2)(b)" if public_interest else "FOIA s.2(3)"),
        note=note,
        role=role,
        regimes=_REGIMES,
        why_not=why_not,
    )


def _limit(section: str, title: str, note: str, role: Role) -> Ground:
    return _ground(section, title, _ABSOLUTE, note, role=role, source=f"FOIA s.{section}")


def _deny(
    section: str, about: str, test: _Test, note: str = "", why_not: str = "", source: str = ""
) -> Ground:
    return _ground(
        section,
        f"Neither confirm nor deny: {about}",
        test,
        note
        or "Say so the same way every time, whether or not the information is held, or the answer tells.",
        role=Role.NEITHER_CONFIRMS_NOR_DENIES,
        why_not=why_not,
        source=source or ("FOIA s.2(1)(b)" if test.value[0] else "FOIA s.2(1)(a)"),
    )


_GOVERNMENT_ONLY: Final = "only a government department or the Welsh Government holds such information"
_PARLIAMENT_ONLY: Final = "it is only for information held by the House of Commons or the House of Lords"
_QUALIFIED_PERSON: Final = (
    "Needs the reasonable opinion of the council's qualified person (usually the monitoring officer or the chief "
    "executive). Record who gave it, when, what they saw and why."
)
_PREJUDICE_NOTE: Final = (
    "Say what harm, to whom and how disclosure would cause it, and whether it would or would be likely to."
)
_LAW_ENFORCEMENT: Final = (
    ("a", "preventing or detecting crime"),
    ("b", "catching or prosecuting offenders"),
    ("c", "the administration of justice"),
    ("d", "assessing or collecting a tax or duty"),
    ("e", "immigration controls"),
    ("f", "security and good order in prisons"),
    ("g", "an authority's regulatory or investigating functions"),
    ("h", "the council's own civil proceedings after an investigation"),
    ("i", "an inquiry into a fatal accident or sudden death"),
)
_LAW_ENFORCEMENT_NOTES: Final = {
    "g": f"Name the purpose from s.31(2)(a) to (j) and the power it rests on. {_PREJUDICE_NOTE}",
    "i": f"An inquiry under the Scottish Act of 1976. {_PREJUDICE_NOTE}",
}

LIMITS: Final = (
    _limit(
        "1(3)",
        "The requester was asked what they mean and has not said",
        "Not a refusal: the request waits. Help them to ask (s.16) before letting it lapse.",
        Role.STILL_WAITING,
    ),
    _limit(
        "9(2)",
        "The fee was not paid within three months of the fees notice",
        "Three months from the day on which the notice was given.",
        Role.STILL_WAITING,
    ),
    _limit(
        "12(1)",
        "Finding and putting together the information would cost more than the limit",
        "£450 for a council: 18 hours at £25. Only finding, retrieving and extracting count, not redaction. Keep "
        "the estimate, and say how the request could be narrowed (s.16).",
        Role.COST,
    ),
    _limit(
        "12(2)",
        "Finding out whether the information is held would alone cost more than the limit",
        "Keep the estimate, and say how the request could be narrowed (s.16).",
        Role.COST,
    ),
    _limit(
        "14(1)",
        "The request is vexatious",
        "The request, never the requester. Weigh the burden, the motive, the value and any distress to staff, "
        "and keep the evidence. Not for what the cost limit covers.",
        Role.VEXATIOUS,
    ),
    _limit(
        "14(2)",
        "The same or a very similar request from the same person, too soon after the last",
        "Only where the earlier request was answered, and a reasonable time has not passed.",
        Role.REPEATED,
    ),
)

EXEMPTIONS: Final = (
    _ground(
        "21",
        "The requester can reasonably get it elsewhere",
        _ABSOLUTE,
        "Say exactly where. It must be within reach of this requester.",
    ),
    _ground(
        "22(1)",
        "It is going to be published",
        _QUALIFIED,
        "The plan to publish must be older than the request, and waiting must be reasonable.",
    ),
    _deny("22(2)", "information that is going to be published", _QUALIFIED),
    _ground(
        "22A(1)",
        "It comes from research that is still going on",
        _PREJUDICE,
        "There must be a plan to publish a report of the research.",
    ),
    _deny("22A(2)", "research that is still going on", _PREJUDICE),
    _ground(
        "23(1)",
        "It came from, or is about, a security body",
        _ABSOLUTE,
        "The bodies are listed in s.23(3). A minister's certificate settles it.",
    ),
    _deny("23(5)", "a security body", _ABSOLUTE),
    _ground(
        "24(1)",
        "Keeping it back is needed for national security",
        _QUALIFIED,
        "Not together with s.23(1) for the same information, unless the refusal says one or the other.",
    ),
    _deny("24(2)", "national security", _QUALIFIED),
    _ground("26(1)(a)", "The defence of the British Islands or of a colony", _PREJUDICE, _PREJUDICE_NOTE),
    _ground("26(1)(b)", "The armed forces: what they can do, or their safety", _PREJUDICE, _PREJUDICE_NOTE),
    _deny("26(3)", "defence", _PREJUDICE),
    _ground("27(1)(a)", "Relations with another state", _PREJUDICE, _PREJUDICE_NOTE),
    _ground("27(1)(b)", "Relations with an international organisation or court", _PREJUDICE, _PREJUDICE_NOTE),
    _ground("27(1)(c)", "The interests of the United Kingdom abroad", _PREJUDICE, _PREJUDICE_NOTE),
    _ground("27(1)(d)", "Promoting or protecting those interests", _PREJUDICE, _PREJUDICE_NOTE),
    _ground("27(2)", "Given in confidence by another state or an international organisation", _QUALIFIED),
    _deny("27(4)", "international relations", _PREJUDICE),
    _ground(
        "28(1)", "Relations between the administrations of the United Kingdom", _PREJUDICE, _PREJUDICE_NOTE
    ),
    _deny("28(3)", "relations within the United Kingdom", _PREJUDICE),
    _ground(
        "29(1)(a)",
        "The economic interests of the United Kingdom or a part of it",
        _PREJUDICE,
        _PREJUDICE_NOTE,
    ),
    _ground(
        "29(1)(b)", "The financial interests of an administration in the UK", _PREJUDICE, _PREJUDICE_NOTE
    ),
    _deny("29(2)", "the economy", _PREJUDICE),
    _ground(
        "30(1)(a)(i)",
        "An investigation into whether somebody should be charged",
        _QUALIFIED,
        "Only if the council had a duty to investigate. Not together with s.31 for the same information.",
    ),
    _ground(
        "30(1)(a)(ii)",
        "An investigation into whether a person charged is guilty",
        _QUALIFIED,
        "Only if the council had a duty to investigate. Not together with s.31 for the same information.",
    ),
    _ground(
        "30(1)(b)",
        "An investigation that may lead to a prosecution by the council",
        _QUALIFIED,
        "Such as trading standards, licensing, benefit fraud or planning enforcement. Not together with s.31.",
    ),
    _ground(
        "30(1)(c)",
        "Criminal proceedings that the council may bring",
        _QUALIFIED,
        "Not together with s.31 for the same information.",
    ),
    _ground(
        "30(2)",
        "Information from a confidential source in an investigation",
        _QUALIFIED,
        "Both halves are needed: the kind of investigation, and the confidential source.",
    ),
    _deny("30(3)", "an investigation or proceedings", _QUALIFIED),
    *(
        _ground(
            f"31(1)({letter})",
            f"Law enforcement: {about}",
            _PREJUDICE,
            _LAW_ENFORCEMENT_NOTES.get(letter, f"Not together with s.30. {_PREJUDICE_NOTE}"),
        )
        for letter, about in _LAW_ENFORCEMENT
    ),
    _deny("31(3)", "law enforcement", _PREJUDICE),
    _ground(
        "32(1)(a)",
        "Held only because it was filed with a court",
        _ABSOLUTE,
        "Only if the council holds it for no other reason than the proceedings.",
    ),
    _ground(
        "32(1)(b)", "Held only because it was served in court proceedings", _ABSOLUTE, "As for s.32(1)(a)."
    ),
    _ground("32(1)(c)", "Held only because a court made it", _ABSOLUTE, "As for s.32(1)(a)."),
    _ground(
        "32(2)(a)",
        "Held only because it was given to an inquiry or arbitration",
        _ABSOLUTE,
        "As for s.32(1)(a).",
    ),
    _ground(
        "32(2)(b)",
        "Held only because the person holding an inquiry or arbitration made it",
        _ABSOLUTE,
        "As for s.32(1)(a).",
    ),
    _deny("32(3)", "court or inquiry records", _ABSOLUTE),
    _ground(
        "33(2)",
        "Audit of other public authorities",
        _PREJUDICE,
        "Only for an authority that audits others or examines how they use their resources (s.33(1)). A council's "
        "internal audit of itself is outside it: think of s.36 or s.31.",
    ),
    _deny("33(3)", "audit of other public authorities", _PREJUDICE),
    _ground(
        "34(1)",
        "Parliamentary privilege",
        _ABSOLUTE,
        "Ask the House concerned first. A certificate of the Speaker or of the Clerk of the Parliaments settles it.",
    ),
    _deny("34(2)", "Parliamentary privilege", _ABSOLUTE),
    _ground("35(1)(a)", "Making government policy", _QUALIFIED, why_not=_GOVERNMENT_ONLY),
    _ground("35(1)(b)", "What ministers write to each other", _QUALIFIED, why_not=_GOVERNMENT_ONLY),
    _ground("35(1)(c)", "Advice of the Law Officers", _QUALIFIED, why_not=_GOVERNMENT_ONLY),
    _ground("35(1)(d)", "How a minister's private office works", _QUALIFIED, why_not=_GOVERNMENT_ONLY),
    _deny("35(3)", "government policy", _QUALIFIED, why_not=_GOVERNMENT_ONLY),
    _ground(
        "36(2)(a)",
        "Collective responsibility of ministers, or the work of the devolved executives",
        _PREJUDICE,
        _QUALIFIED_PERSON,
    ),
    _ground(
        "36(2)(b)(i)", "It would stop people giving advice freely and frankly", _PREJUDICE, _QUALIFIED_PERSON
    ),
    _ground(
        "36(2)(b)(ii)",
        "It would stop people exchanging views freely and frankly in deliberation",
        _PREJUDICE,
        _QUALIFIED_PERSON,
    ),
    _ground(
        "36(2)(c)",
        "It would otherwise harm how public affairs are run",
        _PREJUDICE,
        f"For a harm that no other exemption covers. {_QUALIFIED_PERSON}",
    ),
    _ground(
        "36(2)",
        "Public affairs, for information held by Parliament",
        _Test.ABSOLUTE_AND_PREJUDICE,
        limb="(Parliament)",
        why_not=_PARLIAMENT_ONLY,
        source="FOIA s.2(3)(e)",
    ),
    _deny("36(3)", "how public affairs are run", _PREJUDICE, _QUALIFIED_PERSON),
    _ground("37(1)(a)", "Letters to or from the Sovereign, or on their behalf", _ABSOLUTE),
    _ground("37(1)(aa)", "Letters to or from the heir to the Throne, or on their behalf", _ABSOLUTE),
    _ground("37(1)(ab)", "Letters to or from the second in line, or on their behalf", _ABSOLUTE),
    _ground("37(1)(ac)", "Letters to or from other members of the Royal Family", _QUALIFIED),
    _ground("37(1)(ad)", "Letters to or from the Royal Household", _QUALIFIED),
    _ground("37(1)(b)", "The giving of an honour or dignity", _QUALIFIED),
    _deny(
        "37(2)",
        "the Royal Family or honours",
        _QUALIFIED,
        "For letters of the Sovereign, the heir and the second in line no public interest test is asked for.",
    ),
    _ground(
        "38(1)(a)", "It would endanger somebody's physical or mental health", _PREJUDICE, _PREJUDICE_NOTE
    ),
    _ground("38(1)(b)", "It would endanger somebody's safety", _PREJUDICE, _PREJUDICE_NOTE),
    _deny("38(2)", "health and safety", _PREJUDICE),
    _ground(
        "39(1)",
        "It is environmental information",
        _QUALIFIED,
        "Answer under the Environmental Information Regulations, and move the case to that regime.",
    ),
    _deny("39(2)", "environmental information", _QUALIFIED),
    _ground(
        "40(1)",
        "The requester's own personal data",
        _ABSOLUTE,
        "Treat it as a subject access request: open one and tell the requester.",
    ),
    _ground(
        "40(2)",
        "Somebody else's personal data, and giving it would break a data protection principle",
        _ABSOLUTE,
        "The first condition, s.40(3A)(a). Weigh whether disclosure to the world would be lawful, fair and open: is "
        "there a legitimate interest, is disclosure necessary, and does it outweigh the person's rights?",
    ),
    _ground(
        "40(2)",
        "Somebody else's personal data on paper that is not in a filing system",
        _ABSOLUTE,
        "The first condition for manual unstructured data.",
        limb="(3A)(b)",
        provision="FOIA s.40(2) with s.40(3A)(b)",
    ),
    _ground(
        "40(2)",
        "Somebody else's personal data, to which they object",
        _QUALIFIED,
        "The second condition: disclosure would go against the right to object (UK GDPR Art 21).",
        limb="(3B)",
        provision="FOIA s.40(2) with s.40(3B)",
    ),
    _ground(
        "40(2)",
        "Somebody else's personal data that they could not get themselves",
        _QUALIFIED,
        "The third condition: it would be kept back from the person's own subject access request.",
        limb="(4A)",
        provision="FOIA s.40(2) with s.40(4A)",
    ),
    _deny("40(5A)", "the requester's own personal data", _ABSOLUTE),
    _deny(
        "40(5B)(a)",
        "somebody else's personal data, because the answer itself would break a principle",
        _ABSOLUTE,
        "The usual one for questions about a named person's complaint, sickness or discipline.",
    ),
    _deny("40(5B)(b)", "somebody else's personal data, to which they object", _QUALIFIED),
    _deny("40(5B)(c)", "somebody else's personal data that they could not get themselves", _QUALIFIED),
    _deny("40(5B)(d)", "somebody else's personal data that is kept for law enforcement", _QUALIFIED),
    _ground(
        "41(1)",
        "Given to the council in confidence, and giving it out could be taken to court",
        _ABSOLUTE,
        "It must come from somebody else; an agreed contract as a rule does not. The Act asks for no public interest "
        "test, but a breach of confidence has a public interest defence, so weigh that.",
    ),
    _deny("41(2)", "information given in confidence", _ABSOLUTE),
    _ground(
        "42(1)",
        "Legal professional privilege",
        _QUALIFIED,
        "Advice or litigation privilege that has not been given up. The interest in keeping it is always strong.",
    ),
    _deny("42(2)", "legally privileged information", _QUALIFIED),
    _ground("43(1)", "A trade secret", _QUALIFIED),
    _ground(
        "43(2)",
        "It would harm somebody's commercial interests",
        _PREJUDICE,
        f"Ask the other business what it thinks, and do not guess for it. {_PREJUDICE_NOTE}",
    ),
    _deny("43(3)", "commercial interests", _PREJUDICE),
    _ground("44(1)(a)", "Another law forbids giving it", _ABSOLUTE, "Name the law and its section."),
    _ground(
        "44(1)(b)",
        "A retained or assimilated obligation forbids giving it",
        _ABSOLUTE,
        "Check the wording in force: it was written for European Union obligations.",
    ),
    _ground("44(1)(c)", "Giving it would be a contempt of court", _ABSOLUTE, "Name the order."),
    _deny("44(2)", "information that a law forbids giving", _ABSOLUTE),
)

FOIA_GROUNDS: Final = LIMITS + EXEMPTIONS
