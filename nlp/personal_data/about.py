# ruff: noqa: E501  (a list of words reads better unbroken)
"""Whom a sentence is about: somebody, or policies, teams, laws, statistics and people in general."""

import re
from typing import Final

_NOUNS = (
    r"mum|mam|mother|dad|father|parent|wife|husband|partner|ex|ex-partner|ex-husband|ex-wife|brother|sister|sibling|nan|nana|gran|granny|grandmother|grandad|grandfather|grandson|granddaughter|grandchild|aunt|auntie|uncle|cousin|nephew|niece|son|daughter|"
    r"neighbour|client|resident|tenant|customer|patient|applicant|claimant|complainant|employee|colleague|service user|pupil|student|child|boy|girl|baby|toddler|man|woman|lady|gentleman|teenager|youth|carer|lodger|person|young person|victim|suspect|witness|offender|defendant|"
    r"caller|driver|owner|landlord|boyfriend|girlfriend|friend|manager|boss|worker|officer|teacher|caretaker|cleaner|member of staff|staff member|householder|occupier|occupant|leaseholder|squatter|requester|subject|individual|candidate|appellant|respondent|accused|deceased|twins?|family|"
    r"foster carers?|couple|guest|visitor|passenger|cyclist|pedestrian|homeowner|trader|contractor's son|councillor|lad|guy|bloke|kid|relative|relation|housemate|flatmate|adopter|minor|donor|informant|whistleblower|headteacher|head teacher|nurse|doctor|gp|social worker|mayor|vicar|clerk|trainee|apprentice|intern|contractor|constituent|inmate|prisoner|mother-in-law|father-in-law|perpetrator|deponent|pensioner|veteran|student"
)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself|he's|she's|he'd|she'd|he'll|she'll)\b")
_MINE = re.compile(
    rf"\bour (?:[\w'-]+ )?(?:{_NOUNS}|children|kids|twins|home|sons|daughters|parents)\b(?! (?:services?|satisfaction|portal|engagement|experience|survey|base|centre))|"
    r"\bmy\b(?! (?:request|question|quer(?:y|ies)|enquir(?:y|ies)|foi|sar|dissertation|research|thesis|study|project|letter|e-?mail|council|councillor|councillors|mp|understanding|opinion|view|organisation|company|readers|newspaper|article|previous|original|internal review|"
    r"policy|policies|team|service|services|staff|training|strategy|website|town|area|borough|county|city|local|schools?|libraries|community|residents|customers|members|ref|reference|contract|offer|website|library|streets?|roads?|parks?|report|scheme|office))\b"
)
_FIRST_PERSON = re.compile(
    r"\b(?:i am|i'm|i was|i've been|i have been) (?!writing|requesting|asking|doing|researching|looking|interested|contacting|emailing|e-mailing|sending|trying|conducting|carrying|seeking|not sure|sure|aware|happy|grateful|hoping|concerned|wondering|afraid|sorry|attaching|a journalist|a researcher|a reporter|a student|a phd|studying|making|submitting|after|keen)"
    r"|\bi (?:have|had|suffer|suffered|got|take|took|need|claim|receive|get|use|live|owe|owed|lost|became|can't|cannot|couldn't|never|feel|felt|struggle|went|broke|joined|left|vote|voted|belong|pay|attend|served|lied|tested|tried|drink|smoke)\b(?! (?:a question|attached|asked|requested|read|seen|heard|noticed|understood|understand|some questions|the following|to know|enclosed|copied|looked|searched))|\b(?:i've|i'd) (?:had|got|been|never|lost|become)\b|\bmyself\b|\bmine\b|\b(?:made|left|gave|hit|hurt|abused|arrested|assaulted|stopped|diagnosed|sacked|evicted|told) me\b|\bme (?:and my|a|because)\b|\bwe (?:think|believe|suspect|were|had|lost|are expecting|have (?:a|two|three) )"
)
_ONE_PERSON = re.compile(
    rf"\b(?:the|a|an|this|that|one|another|said|young|elderly|old|disabled|former|his|her|their|whose|any|every|each|same|male|female|year-old|old)[ ](?:[\w'-]+ ){{0,2}}?(?:{_NOUNS})(?:'s)?\b(?! (?:seat|seats|care|poverty|benefit|support|services?|satisfaction|portal|contract|relationship|experience|engagement|safety|fund|budget|centre|numbers|count|survey|data|protection (?:act|policy|team|service)|welfare|friendly|base|group|forum|participation|handbook|association))"
    r"|\b(?:someone|somebody|who (?:is|was|has|had|lives|lived|said|told|died)|whom|mr|mrs|ms|miss|mx|dr|cllr|aged \d|years old|year-old|yrs old|y/o|dob|date of birth|nhs (?:no|number)|patient|named|called)\b"
    rf"|^\W*(?:{_NOUNS}|pt|yp|su|cl|name|re|subject)(?:\s?[:=]|\s(?:[\w'-]+\s)?(?:is|was|has|had|says?|said|states?|stated|reports?|reported|disclosed|admitted|lives|claims|suffers|takes|feels|told|asked|presents?|presented|wants|needs|uses|received|attended|became|remains)\b)"
    r"|\b(?:both|two|three|all)(?: of)?(?: the| his| her| their| my)? (?:children|boys|girls|kids|twins|sisters|brothers|sons|daughters|siblings|parents)\b|\bthe (?:children|boys|girls|kids|siblings|parents|couple|grandparents|twins)\b(?! of the (?:borough|county|city|town|country))(?!')"
)
_THEIRS = re.compile(r"\b(?:they|they're|they've|their|them|family|person)\b")
_MANY = re.compile(
    r"\b(?:people|residents|staff|members|children|pupils|students|patients|customers|tenants|employees|workers|companies|councils?|councillors|teams?|services?|schools|families|women|men|adults|users|police|officers|firms?|contractors?|government|charities|parties|groups?|applicants|drivers|carers|parents)\b"
)
_GENERAL = re.compile(
    r"\b(?:how (?:many|much|often|long does)|(?:the )?(?:total |average |annual )?(?:number|proportion|percentage|share|rate|volume|amount|cost)s? of|statistics|figures (?:for|on)|breakdown of|polic(?:y|ies) (?:on|for|about|towards)|(?:guidance|training|advice|information|data|research|dissertation|report|study|paper|conference|debate|consultation) (?:on|about|into)|"
    r"the council's (?:[\w'-]+ ){1,4}(?:policy|strategy|plan|procedure)|average|per ?cent|percentage|proportion|(?:copy|copies) of (?:the|your|any|all) [\w' -]{0,40}(?:polic(?:y|ies)|strateg(?:y|ies)|guidance|procedures?|contracts?|plans?)|what is (?:the|our|your) (?:policy|procedure|process)|does the council|do you have a policy|act (?:19|20)\d\d|regulations (?:19|20)\d\d|week runs|annual report|"
    r"(?:spent|spend|spending|expenditure) on|budget for|funding for|people (?:with|who)|residents (?:with|who)|children (?:with|who)|pupils (?:with|who)|staff (?:with|who|are|were|members who)|employees (?:with|who)|patients (?:with|who)|adults (?:with|who)|families (?:with|who)|women (?:with|who)|men (?:with|who)|those (?:with|who)|anyone (?:with|who)|drivers (?:with|who)|students (?:with|who)|tenants (?:with|who))\b"
)
_REQUESTING = re.compile(
    r"\b(?:please (?:could you |can you )?(?:tell|send|provide|give|supply|let|confirm|e-?mail) (?:me|us)?|(?:could|can|would|will) you (?:please |kindly )?(?:tell|send|provide|give|supply|let|confirm) (?:me|us)?|i (?:would like|want|wish|request|am requesting|am writing|hereby request|ask|seek)(?: to (?:know|see|request|have|receive|ask))?|let me know|under the freedom of information)\b"
)
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:lead|officer|nurse|manager|adviser|advisor|consultant|specialist|expert|champion|coordinator|co-ordinator|commissioner|responsible|responsibility|chairs?|chair|teaches|taught|lectures?|lectured|speaks?|spoke|talk|talked|presentation|paper|article|research|study|dissertation|thesis|book|"
    r"training|trained|course|module|workshop|seminar|conference|policy|policies|guidance|strategy|statistics|procurement|supplier|contract|interested|interest|degree|phd|qualification|career|awareness|campaign(?:s|ed|ing)?|fundrais(?:es|ed|ing|er)|raises? money|volunteers?|writes|wrote|published|works|worked|working|job|role|cabinet member|portfolio|team|charity|committee|programme|project|lessons?|report|reports)"
    r"(?: \w+){0,2} (?:for|on|about|in|into|at|against|regarding|with|of)(?: the| a| an| adults?| children| people| patients| victims?| survivors?| those| young| vulnerable| council's| local| all| our| tackling| preventing| reducing| supporting)*(?: \w+)? ?$"
    r"|\b(?:for|of|with|to) (?:people|those|children|adults|residents|patients|pupils|staff|women|men|families|victims|survivors|anyone|employees|carers) (?:with|who (?:are|have|is)|living with|suffering from|experiencing|affected by|of|in) (?:\w+ )?$|\b(?:compares?|reviews?|analyses|studies|supplies|supply|sells|manufactures|teaches|treats|procures|commissions|oversees|manages) (?:\w+ ){0,2}$"
    r"|\b(?:on|about) (?:race|religion|disability|equality|gender|child|children),? (?:and|or) $"
)
_AFTER_GENERAL: Final = re.compile(
    r"^(?:'s|s')?[ -](?:polic(?:y|ies)|procedures?|strateg(?:y|ies)|teams?|departments?|acts?\b|legislation|laws?|training|guidance|awareness|weeks?\b|day (?!care|centre)|months? (?:campaign|runs)|centres?|committees?|boards?|statistics|figures|numbers|budgets?|spend(?:ing)?|contracts?|forum|network|"
    r"recognition|agreements?|partnership|prevention|schemes?|programmes?|projects?|campaigns?|sector|leads?\b|officers?|managers?|units?|grants?|hub|toolkit|courses?|workshops?|audits?|surveys?|providers?|suppl(?:y|ies|iers)|equipment|facilit(?:y|ies)|standards?|framework|charity|charities|clinics?|wards?\b|hospitals?|nurses?|"
    r"conference|lecture|lessons?|studies|education|group's|groups?|amendment|manifesto|government|councillors?|mps?\b|parking|access|toilets?|bays?|seats?|restaurants?|takeaways?|food|lane|road|street|sea\b|ocean|language|embassy|market|rates?|costs?|funding|systems?|research|report|line\b|helpline|door|doors|lock|locks|pumps?|transport|offer|allowances?|rules?|guidelines?|champions?|ambassador|aid\b|friday|paper|elephant|book|film|music|history|art|society|association|trust|foundation|federation|congress|services?|ombudsman|tribunal|court fees|inspection|inspectorate|stall|shop|duty|duties|premises|accommodation assessment|site provision|time return|reduction|minister|secretary|spokes\w+|leader|whip|majority|target|targets|key performance|indicators?|trends?|levels?|hotspots?|stats|marriage|rights|pride|slurs|bias)\b"
)


_SOMEBODYS: Final = re.compile(r"\b(?:his|her|my|their) (?:\w+ )?$")
"""Right before a word: "told colleagues about her miscarriage" is no subject of study."""


class Sentences:
    """The sentences of a text in lower case, and which of them are about somebody.

    `named` are the places of names and personal numbers: a sentence that holds one is about that person.
    """

    _END = re.compile(r"[.!?]+(?=[\s\"')\]]|$)|\n+")
    _ABBREVIATION = re.compile(
        r"\b(?:mr|mrs|ms|dr|prof|rev|st|no|nos|ref|d\.o\.b|n\.i|e\.g|i\.e|approx|dept|tel|ext|cllr|jr|sr|[a-z])$"
    )

    def __init__(self, low: str, named: list[tuple[int, int]]) -> None:
        self._low = low
        self._named = named
        self._ends = [
            match.end()
            for match in self._END.finditer(low)
            if match.group()[0] == "\n"
            or not self._ABBREVIATION.search(low[max(0, match.start() - 8) : match.start()])
        ]
        self._judged: dict[int, bool] = {}

    def around(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence that holds this place."""
        index = self._index(at)
        return self._start(index), self._ends[index] if index < len(self._ends) else len(self._low)

    def _index(self, at: int) -> int:
        low, high = 0, len(self._ends)
        while low < high:
            middle = (low + high) // 2
            if self._ends[middle] <= at:
                low = middle + 1
            else:
                high = middle
        return low

    def _start(self, index: int) -> int:
        return self._ends[index - 1] if index else 0

    def about_somebody(self, at: int) -> bool:
        """Whether the sentence that holds this place is about somebody."""
        return self._about(self._index(at), 2)

    def _about(self, index: int, back: int) -> bool:
        if index not in self._judged:
            start = self._start(index)
            end = self._ends[index] if index < len(self._ends) else len(self._low)
            self._judged[index] = self._judge(self._low[start:end], start, end)
        if self._judged[index] or index == 0 or back == 0:
            return self._judged[index]
        start, end = self.around(self._start(index))
        words = self._low[start:end]
        carries_on = _THEIRS.search(words) is not None or not re.search(
            r"[a-z]+ (?:is|are|was|were|has|have) ", words
        )
        if not carries_on or _GENERAL.search(words) or _REQUESTING.search(words) or len(words) > 160:
            return False
        return self._about(index - 1, back - 1) and (_THEIRS.search(words) is not None or ":" in words)

    def _judge(self, words: str, start: int, end: int) -> bool:
        named = any(one < end and other > start for one, other in self._named)
        if named or _PRONOUN.search(words):
            return True
        asked = _REQUESTING.sub(" ", words)
        if _MINE.search(asked) or _FIRST_PERSON.search(asked):
            return (
                not _GENERAL.search(asked)
                or re.search(
                    r"\bmy (?:late |youngest |eldest )?(?:son|daughter|mum|mother|dad|father|wife|husband|partner|brother|sister|child)",
                    asked,
                )
                is not None
            )
        if _GENERAL.search(asked):
            return False
        if _ONE_PERSON.search(asked):
            return True
        return re.search(r"\b(?:they|their|they're|they've)\b", asked) is not None and not _MANY.search(asked)

    def in_general(self, start: int, end: int) -> bool:
        """Whether the words here name a policy, a team, a subject of study or a job, and say nothing of anybody."""
        if _AFTER_GENERAL.match(self._low[end : end + 28]):
            return True
        sentence_start, _ = self.around(start)
        before = self._low[max(sentence_start, start - 90) : start]
        clause = re.split(r"[;,:(]| (?:but|because|while|when|that|which) ", before)[-1]
        return _SOMEBODY_ELSE.search(clause) is not None and _SOMEBODYS.search(clause) is None
