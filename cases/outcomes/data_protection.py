"""What may be kept back from a subject access request, and why another data-protection right may be refused.

From memory, and so to be checked by the council against legislation.gov.uk before the first use: all of it, but
for the headings and first lines of Schedule 2 Part 4 paragraphs 18 to 20 and of paragraph 2, which were read.
Above all check what the Data (Use and Access) Act 2025 put into Articles 12, 12A and 15.

Parts 3 and 4 of Schedule 2 reach only Articles 13 to 15, so they are grounds for access requests alone; Parts 1
and 2 and Schedule 3 reach the other rights too.
"""

from __future__ import annotations

from typing import Final

from cases.outcomes.grounds import Ground, Role
from cases.regimes import Regime

_ACCESS: Final = frozenset({Regime.SAR})
_RIGHTS: Final = frozenset({Regime.RIGHTS})
_BOTH: Final = _ACCESS | _RIGHTS
_ONLY_SO_FAR: Final = "Only so far as giving it would be likely to harm this, document by document."


def _article(
    number: str,
    title: str,
    note: str,
    role: Role = Role.WITHHOLDS,
    regimes: frozenset[Regime] = _BOTH,
    limb: str = "",
) -> Ground:
    provision = f"UK GDPR Art {number}"
    return Ground(
        f"UKGDPR-{number}{limb}", title, provision, False, False, provision, note, role, regimes
    )  # fmt: skip


def _schedule(
    schedule: int, part: int, paragraph: str, title: str, note: str = "", regimes: frozenset[Regime] = _BOTH
) -> Ground:
    """A restriction that holds whatever comes of giving the information."""
    provision = f"DPA 2018 Sch {schedule} para {paragraph}"
    return Ground(
        id=f"DPA-sch{schedule}-{paragraph}",
        title=title,
        provision=provision,
        public_interest=False,
        prejudice=False,
        source=f"DPA 2018 Sch {schedule} Part {part}",
        note=note,
        role=Role.WITHHOLDS,
        regimes=regimes,
    )


def _harm(
    schedule: int,
    part: int,
    paragraph: str,
    title: str,
    note: str = "",
    regimes: frozenset[Regime] = _BOTH,
    why_not: str = "",
) -> Ground:
    """A restriction that holds only so far as giving the information would be likely to do harm."""
    return Ground(
        id=f"DPA-sch{schedule}-{paragraph}",
        title=title,
        provision=f"DPA 2018 Sch {schedule} para {paragraph}",
        public_interest=False,
        prejudice=True,
        source=f"DPA 2018 Sch {schedule} Part {part}",
        note=f"{note} {_ONLY_SO_FAR}".strip(),
        role=Role.WITHHOLDS,
        regimes=regimes,
        why_not=why_not,
    )


_LIMITS: Final = (
    _article(
        "12(5)",
        "The request is manifestly unfounded",
        "It must be plain, the council must be able to show it, and it is judged request by request.",
        Role.MANIFESTLY_UNFOUNDED,
        limb="-unfounded",
    ),
    _article(
        "12(5)",
        "The request is manifestly excessive",
        "Clearly unreasonable against the burden. A lot of information alone is not enough.",
        Role.MANIFESTLY_EXCESSIVE,
        limb="-excessive",
    ),
    _article(
        "12(6)",
        "The person did not show who they are",
        "Ask only where there is reasonable doubt, and only for what settles it.",
        Role.STILL_WAITING,
    ),
    _article(
        "12A",
        "The person was asked what they mean and has not said",
        "Only where the council holds a lot about the person. Give what a reasonable search finds before letting "
        "the request lapse.",
        Role.STILL_WAITING,
    ),
    _article(
        "15(1A)",
        "A reasonable and proportionate search would not find it",
        "Keep a note of where was searched and why no further.",
        regimes=_ACCESS,
    ),
    _article(
        "15(4)",
        "A copy would harm the rights and freedoms of others",
        "For trade secrets, copyright or other people's privacy in a copy. It is never a reason to give nothing.",
        regimes=_ACCESS,
    ),
)

_OTHER_RIGHTS: Final = (
    _article("16", "The personal data is right and complete as it is", "Say how that was checked, and offer to "
             "add the person's own statement to the record.", regimes=_RIGHTS),
    _article("17(1)", "None of the grounds for erasure applies", "Go through Art 17(1)(a) to (f).", regimes=_RIGHTS),
    _article("17(3)(a)", "Needed for freedom of expression and information", "", regimes=_RIGHTS),
    _article("17(3)(b)", "Needed for a legal duty or a public task", "Name the duty or the power, and how long the "
             "record must be kept.", regimes=_RIGHTS),
    _article("17(3)(c)", "Needed for public health", "", regimes=_RIGHTS),
    _article("17(3)(d)", "Needed for archiving, research or statistics", "Only so far as erasing would make that "
             "impossible or seriously harm it.", regimes=_RIGHTS),
    _article("17(3)(e)", "Needed for legal claims", "Name the claim, made or expected.", regimes=_RIGHTS),
    _article("18(1)", "None of the grounds for restriction applies", "Go through Art 18(1)(a) to (d).",
             regimes=_RIGHTS),
    _article("20(1)", "The right to take data elsewhere does not reach this", "It reaches only what the person gave, "
             "held on consent or contract and worked on by computer.", regimes=_RIGHTS),
    _article("20(3)", "The right to take data elsewhere does not reach a public task", "", regimes=_RIGHTS),
    _article("20(4)", "Giving it would harm the rights and freedoms of others", "", regimes=_RIGHTS),
    _article("21(1)", "There are compelling reasons that outweigh the objection, or a legal claim",
             "Not for direct marketing, where the objection always wins (Art 21(3)).", regimes=_RIGHTS),
)  # fmt: skip

_SCHEDULE_2: Final = (
    _harm(2, 1, "2", "Preventing or detecting crime, catching offenders, or collecting a tax"),
    _harm(
        2,
        1,
        "3",
        "A risk assessment for crime or tax, such as benefit fraud",
        "For an authority that runs a risk assessment system for a tax or for public money.",
    ),
    _harm(2, 1, "4", "Immigration control", why_not="only the Secretary of State may use it"),
    _schedule(2, 1, "5(1)", "Information that the council must by law make public"),
    _harm(2, 1, "5(2)", "Another law, or a court, requires the disclosure"),
    _harm(2, 1, "5(3)", "Legal proceedings, legal advice, or legal rights"),
    _harm(
        2,
        2,
        "7",
        "Functions that protect the public",
        "Such as against dishonesty, malpractice or danger at work. Name the function.",
    ),
    _harm(2, 2, "8", "Audit functions", "Only the auditors that the paragraph names."),
    _harm(2, 2, "9", "Functions of the Bank of England", why_not="only the Bank of England may use it"),
    _harm(
        2,
        2,
        "10",
        "Regulating legal services, health services or children's services",
        "Children's services complaints come under this one.",
    ),
    _harm(
        2,
        2,
        "11",
        "Other regulatory functions",
        "Those of the persons in the paragraph's table, a council's monitoring officer and ombudsmen among them.",
    ),
    _harm(2, 2, "13", "Parliamentary privilege"),
    _schedule(2, 2, "14(1)", "Judicial appointments"),
    _schedule(2, 2, "14(2)", "A judge acting as a judge"),
    _harm(2, 2, "14(3)", "Judicial independence or proceedings"),
    _schedule(2, 2, "15", "Crown honours and appointments"),
    _schedule(
        2,
        3,
        "16",
        "It would tell about somebody else",
        "Unless they agree, or it is reasonable to give it without their agreement: think of the kind of "
        "information, any duty of confidence, the steps taken to ask, and what they said. Redact first.",
        _ACCESS,
    ),
    _schedule(
        2,
        4,
        "19",
        "Legal professional privilege",
        "Also what a lawyer must keep confidential for a client.",
        _ACCESS,
    ),
    _schedule(2, 4, "20", "It would show that the council had committed an offence", regimes=_ACCESS),
    _harm(2, 4, "21", "Corporate finance", regimes=_ACCESS),
    _harm(
        2,
        4,
        "22",
        "Management forecasting or planning",
        "Such as a reorganisation that has not been announced.",
        _ACCESS,
    ),
    _harm(
        2,
        4,
        "23",
        "Negotiations with this person",
        "The council's own intentions, such as how far it would settle.",
        _ACCESS,
    ),
    _schedule(
        2,
        4,
        "24",
        "A confidential reference",
        "Given or received, for work, training, a voluntary post or a service.",
        _ACCESS,
    ),
    _schedule(
        2,
        4,
        "25(1)",
        "What the person wrote in an exam",
        "The answers only.",
        _ACCESS,
    ),
    _schedule(
        2,
        4,
        "25(2)",
        "Exam marks that are not out yet",
        "Not a refusal: they must be given within the longer time that the paragraph sets.",
        _ACCESS,
    ),
    _harm(2, 5, "26", "Journalism, or academic, artistic or literary work"),
    _harm(2, 6, "27", "Research or statistics", "Only where results do not identify anyone."),
    _harm(2, 6, "28", "Archiving in the public interest"),
)

_ASK_HEALTH: Final = (
    "First ask the right health professional, whose opinion must be less than six months old."
)

_SCHEDULE_3: Final = (
    _schedule(3, 2, "3", "Health: given to a court, whose rules let it be kept back"),
    _schedule(
        3,
        2,
        "4",
        "Health: what the person did not want the requester to know",
        "For a request by a parent, or by somebody appointed by a court.",
    ),
    _harm(
        3,
        2,
        "5",
        "Health: it would be likely to seriously harm somebody's physical or mental health",
        _ASK_HEALTH,
        _ACCESS,
    ),
    _schedule(3, 3, "9", "Social work: given to a court, whose rules let it be kept back"),
    _schedule(
        3,
        3,
        "10",
        "Social work: what the person did not want the requester to know",
        "For a request by a parent, or by somebody appointed by a court.",
    ),
    _harm(
        3,
        3,
        "11",
        "Social work: it would harm the work by being likely to seriously harm somebody's health",
        "Record who judged this, and why.",
        _ACCESS,
    ),
    _schedule(3, 4, "18", "Education: given to a court, whose rules let it be kept back"),
    _harm(
        3,
        4,
        "19",
        "Education: it would be likely to seriously harm somebody's physical or mental health",
        regimes=_ACCESS,
    ),
    _schedule(
        3,
        5,
        "21",
        "Child abuse: it is not in the child's best interests",
        "For a request by a parent, or by somebody appointed by a court.",
        _ACCESS,
    ),
)

_SCHEDULE_4: Final = (
    _schedule(4, 1, "2", "A law on human fertilisation and embryology forbids it", regimes=_ACCESS),
    _schedule(4, 1, "3", "A law on adoption records and reports forbids it", "Name the rule.", _ACCESS),
    _schedule(
        4,
        1,
        "4",
        "A law on statements of special educational needs forbids it",
        "Check how it stands for education, health and care plans.",
        _ACCESS,
    ),
    _schedule(4, 1, "5", "A law on parental orders forbids it", regimes=_ACCESS),
    _schedule(
        4, 1, "6", "A law on the Children's Reporter forbids it", "Scotland, and its counterparts.", _ACCESS
    ),
)

_UNSTRUCTURED: Final = Ground(
    id="DPA-s24",
    title="Papers that are not in a filing system",
    provision="DPA 2018 s.24",
    public_interest=False,
    prejudice=False,
    source="DPA 2018 s.24",
    note="For staff matters altogether; otherwise unless the person describes it, and within the cost limit.",
    role=Role.WITHHOLDS,
    regimes=_BOTH,
)

_NATIONAL_SECURITY: Final = Ground(
    id="DPA-s26",
    title="National security or defence",
    provision="DPA 2018 s.26",
    public_interest=False,
    prejudice=False,
    source="DPA 2018 s.26",
    note="Only so far as it is needed. A minister's certificate settles it.",
    role=Role.WITHHOLDS,
    regimes=_BOTH,
)

DATA_PROTECTION_GROUNDS: Final = (
    *_LIMITS,
    *_OTHER_RIGHTS,
    *_SCHEDULE_2,
    *_SCHEDULE_3,
    *_SCHEDULE_4,
    _UNSTRUCTURED,
    _NATIONAL_SECURITY,
)
