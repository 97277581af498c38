# ruff: noqa: E501, SIM905  (a list of words reads better unbroken)
"""What the heading of a table's column says about the values under it: "Tully" under "Surname", "Asthma" under "Medical".

Which headings count, and which values under them, is a table. A reason quotes a heading only where all its words are
in this table, so that no reason can hold a document's own words.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from nlp.personal_data.labels import CIRCUMSTANCES, CONTEXT_LABELS, DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import lowered, plain

_SURE: Final = 0.95
_LIKELY: Final = 0.85
_POSSIBLE: Final = 0.65
_LONGEST_VALUE: Final = 300
"""Characters. A longer one is read as the text that it is."""
_LONGEST_WORDS: Final = 80
_LONGEST_HEADING: Final = 80
_LIKELY_NAME: Final = 0.8

_EMPTY: Final = frozenset(
    (
        "n/a|na|n a|none|nil|null|nan|#n/a|#value!|#ref!|unknown|not known|not stated|not given|not provided|not recorded|"
        "not disclosed|not specified|not applicable|not available|not declared|not asked|not collected|not obtained|"
        "not supplied|no answer|no data|no response|did not say|would rather not say|prefer not to say|prefer not to answer|"
        "prefer not to disclose|i'd prefer not to say|i prefer not to say|declined|declined to say|refused|undisclosed|"
        "undeclared|information not yet obtained|tbc|tbd|tba|to be confirmed|to be advised|pending|blank|empty|(blank)|missing|"
        "no|n|false|f|never|no known|none known|nil known|none reported|none declared|none recorded|no known conditions|"
        "no known allergies|no allergies|nka|nkda|no issues|no concerns|not known yet|other|any other|various|all|any|total|"
        "totals|grand total|sub total|subtotal|sum|average|mean|median|count|redacted|withheld|removed|anonymised|anonymous|"
        "suppressed|confidential|as above|see above|ditto|same|same as above|test|example|sample|see notes|vacant|vacancy"
    ).split("|")
)
"""What stands in a cell that says nothing: not asked, not told, taken out, a total."""
_AFFIRMED: Final = frozenset(
    {"yes", "y", "true", "t", "1", "x", "ticked", "checked", "✓", "✔", "☑", "☒", "current", "active"}
)

_NO_NAMES: Final = frozenset(
    (
        "self|myself|mum|dad|friend|neighbour|relative|e-mail|email|phone|telephone|mobile|post|letter|online|web|website|portal|in person|face to face|"
        "internal|external|system|automatic|automated|open|closed|complete|completed|in progress|draft|final|male|female|man|woman|single|married|"
        "high|medium|low|good|poor|full time|part time|permanent|temporary|public|private|council|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
        "january|february|march|april|june|july|august|september|october|november|december|q1|q2|q3|q4|new|old|existing|default|multiple|several|"
        "everyone|everybody|nobody|someone|somebody|members of the public|member of the public|public|self referral|self-referral|not applicable|"
        "interim|acting|agency worker|head of service|director|assistant director|chief executive"
    ).split("|")
)
_WHOSE: Final = (
    r"(?:(?:emergency|main|primary|secondary|first|second|lead|named|current|new|old|former|previous|principal|joint|other|young|case|social|"
    r"support|key|line|foster|service|contract|project|programme|risk|budget|asset|business|duty|senior|agency|account|card|policy|blue badge|next of|family|birth|adoptive|step)[ ])?"
    r"(?:client|customer|tenant|resident|patient|applicant|claimant|requester|requestor|complainant|enquirer|user|employee|staff|"
    r"staff member|member|member of staff|worker|officer|handler|pupil|student|learner|child|children|baby|parent|carer|guardian|contact|kin|"
    r"mother|father|spouse|partner|husband|wife|sibling|brother|sister|son|daughter|manager|lead|sponsor|adviser|advisor|assessor|supervisor|teacher|tutor|owner|occupier|"
    r"householder|homeowner|landlord|driver|keeper|passenger|witness|victim|suspect|offender|defendant|perpetrator|referrer|author|sender|recipient|addressee|"
    r"payee|holder|cardholder|signatory|candidate|interviewee|delegate|attendee|participant|respondent|volunteer|deceased|"
    r"person|individual|adult|doctor|gp|nurse|solicitor|councillor|borrower|debtor|licensee|data subject|donor|beneficiary|dependant|player|visitor|guest|buyer|seller|people)"
    r"(?:'?s)?"
)
_BY: Final = r"(?:reported|created|assigned|allocated|requested|approved|authorised|authorized|referred|completed|entered|submitted|signed|written|modified|last modified|last saved|raised|logged|updated|uploaded|edited|prepared)"
_PREFIX: Final = rf"(?:{_WHOSE} )?"
_KIND_OF_NAME: Final = (
    r"(?:full|known|preferred|legal|maiden|birth|previous|former|current|display|middle|other|print|chosen)"
)

_A_BODY = re.compile(
    r"\b(?:head of|director|manager|officer|chief executive|coordinator|ltd|limited|llp|plc|inc|council|school|schools|academy|college|university|nursery|hospital|surgery|clinic|trust|team|department|"
    r"dept|directorate|service|services|unit|ward|street|road|lane|avenue|close|drive|crescent|terrace|park|centre|center|court|house|hall|library|"
    r"museum|church|mosque|group|company|association|society|club|foundation|charity|committee|board|policy|plan|report|form|"
    r"file|folder|sheet|project|programme|system|server|database|version|model|product|item|office|agency|bureau|solicitors|"
    r"partnership|region|district|borough|county|parish|station|bridge|depot|site|building|room|floor|contract|grant|fund|"
    r"budget|account|scheme|meeting|event|course|training|procedure|strategy|admin|administrator|system administrator|helpdesk|"
    r"reception|mailbox|enquiries|info|support|finance|payroll|housing|planning|highways|licensing|democratic|electoral|"
    r"microsoft|adobe|excel|word|openpyxl|python|libreoffice|pdf|docx|xlsx|csv)\b"
)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|\u0300|\u0301|[ .,'&/()-](?=[^\W_]|[ (&)]|$))*\)?\.?")
_DATE = re.compile(
    r"\D*\d{1,4}(?:\D{1,3}\d{1,2}\D{1,3}\d{1,4}|(?:st|nd|rd|th)?[ /.-]*[a-z]{3,9}[ /.,-]*\d{2,4}).*|\d{5}(?:\.0)?|\d{6}|\d{8}|[a-z]{3,9} \d{1,2},? \d{4}"
)
_WHOLE_NUMBER = re.compile(r"\d{1,3}(?:\.0)?(?: ?(?:years?|yrs?|months?|mths?|weeks?)(?: old)?)?")


def _digits(least: int) -> Callable[[str], bool]:
    return lambda value: sum(character.isdigit() for character in value) >= least


def _code(value: str) -> bool:
    """One word or a few, a digit among them."""
    return len(value) <= 40 and value.count(" ") <= 4 and any(character.isdigit() for character in value)


def _number_plate(value: str) -> bool:
    bare = re.sub(r"[\W_]", "", value)
    return 2 <= len(bare) <= 8 and not bare.isdigit() and any(character.isdigit() for character in bare)


def _postcode(value: str) -> bool:
    return len(value) <= 10 and re.match(r"[a-z]{1,2}\d", value) is not None


def _name(value: str) -> bool:
    return (
        len(value) <= 80
        and value.count(" ") <= 7
        and _NAME.fullmatch(value) is not None
        and _A_BODY.search(value) is None
        and value not in _AFFIRMED
        and value not in _NO_NAMES
        and re.fullmatch(_WHOSE, value) is None
    )


def _full_name(value: str) -> bool:
    return " " in value and _name(value)


def _words(value: str) -> bool:
    return sum(character.isalpha() for character in value) >= 2 and value not in _AFFIRMED


def _words_or_yes(value: str) -> bool:
    return value in _AFFIRMED or sum(character.isalpha() for character in value) >= 3


def _written(value: str) -> bool:
    return any(character.isalnum() for character in value)


def _ethnic_origin(value: str) -> bool:
    return _words(value) or re.fullmatch(r"[a-s]\d?", value) is not None


def _age(value: str) -> bool:
    return _WHOLE_NUMBER.fullmatch(value) is not None


def _date(value: str) -> bool:
    return _DATE.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class _Column:
    """Values under one of these headings are `label`; `among_people` asks that the table be about people."""

    label: DataLabel
    headings: str
    holds: Callable[[str], bool]
    score: float = _SURE
    among_people: bool = False


_NUMBER: Final = r"(?: ?(?:no|nos|num|number|numbers|ref|reference|id|code))?"
_NEEDED_NUMBER: Final = r" ?(?:no|nos|num|number|ref|reference|id|code)"
_SOMEBODY: Final = rf"(?:{_WHOSE}|{_BY} by|last author|signed|attendees|parents?/?carers?|parent or carer|next of kin|nok|attn|spouse|partner)(?: ?\d)?"
_COLUMNS: Final = (
    # People.
    _Column(
        DataLabel.PERSON,
        rf"{_PREFIX}(?:{_KIND_OF_NAME} )?(?:surnames?|last ?names?|family names?|first ?names?|forenames?|given names?|christian names?|middle ?names?|fore ?names?)(?: ?\d)?",
        _name,
    ),
    _Column(
        DataLabel.PERSON,
        rf"{_PREFIX}(?:maiden|full|preferred|legal|birth|known|middle|chosen) names?(?: ?\d)?|known as|(?:first name|forename)s? (?:and )?(?:surname|last name)|(?:surname|last name) (?:and )?(?:first name|forename)s?",
        _name,
    ),
    _Column(DataLabel.PERSON, rf"{_WHOSE} (?:{_KIND_OF_NAME} )?names?(?: ?\d)?|names? of {_WHOSE}", _name),
    _Column(DataLabel.PERSON, _SOMEBODY, _full_name, _LIKELY),
    _Column(DataLabel.PERSON, _SOMEBODY, _name, _LIKELY, among_people=True),
    _Column(DataLabel.PERSON, rf"(?:{_KIND_OF_NAME} )?names?", _name, _LIKELY, among_people=True),
    _Column(DataLabel.DATE_OF_BIRTH, rf"{_PREFIX}(?:d ?o ?b|date ?of ?birth|birth ?date|birth ?day|born(?: on)?)", _date),
    _Column(DataLabel.AGE, rf"{_PREFIX}age(?: (?:in )?(?:years|yrs|months)| at (?:death|diagnosis|application|referral|admission|entry|start|leaving)| last birthday)?", _age, _LIKELY),
    # Where they live, and how they are reached.
    _Column(
        DataLabel.ADDRESS,
        rf"{_PREFIX}(?:(?:home|full|current|previous|former|postal|residential|correspondence|contact|mailing|billing|delivery|forwarding|permanent|temporary|property|house|street|tenancy) )?address(?:es)?(?: ?(?:line)? ?\d)?",
        lambda value: _written(value) and "@" not in value and "://" not in value,
        _LIKELY,
    ),
    _Column(
        DataLabel.ADDRESS,
        r"(?:house|flat|property|building)(?: (?:name|no|number))?(?: or (?:name|number))?|street(?: name)?|road",
        _written,
        _LIKELY,
        among_people=True,
    ),
    _Column(DataLabel.POSTCODE, rf"{_PREFIX}(?:home )?(?:post ?codes?|zip(?: code)?)", _postcode),
    _Column(DataLabel.EMAIL, rf"{_PREFIX}(?:(?:home|work|personal|contact) )?e ?mail(?: address)?(?: ?\d)?", lambda value: "@" in value and " " not in value),
    _Column(
        DataLabel.PHONE,
        rf"{_PREFIX}(?:(?:home|work|personal|contact|daytime|evening|emergency) )?(?:tele)?(?:phone|tel|mobile|mob|landline|cell|contact)(?: (?:phone|tel))?{_NUMBER}(?: ?\d)?",
        _digits(6),
        _LIKELY,
    ),
    _Column(
        DataLabel.HANDLE,
        r"(?:twitter|instagram|facebook|tiktok|snapchat|linkedin|social media|x)(?: (?:handle|name|user ?name|account))|(?:twitter|instagram|facebook|tiktok|snapchat|linkedin)|handle",
        lambda value: _written(value) and " " not in value,
        _LIKELY,
    ),
    # Official numbers.
    _Column(DataLabel.NINO, rf"{_PREFIX}(?:nino|ni{_NEEDED_NUMBER}|nat(?:ional)? ins(?:urance)?{_NUMBER})", _digits(4)),
    _Column(DataLabel.NHS_NUMBER, rf"{_PREFIX}nhs{_NUMBER}", _digits(9)),
    _Column(DataLabel.PASSPORT, rf"{_PREFIX}passport{_NUMBER}", _digits(6)),
    _Column(DataLabel.DRIVING_LICENCE, rf"{_PREFIX}(?:driving|driver'?s?) licen[cs]e{_NUMBER}", _code),
    _Column(DataLabel.UTR, r"(?:utr|(?:unique )?tax(?:payer)?(?:'?s)? ref(?:erence)?)(?: (?:no|number))?", _digits(10)),
    _Column(DataLabel.BANK_ACCOUNT, r"(?:bank )?sort ?code", lambda value: _digits(6)(value) and len(value) <= 12),
    _Column(DataLabel.BANK_ACCOUNT, rf"bank (?:account|acc|a c){_NUMBER}", _digits(6)),
    _Column(DataLabel.BANK_ACCOUNT, rf"(?:account|acc|a c){_NEEDED_NUMBER}", _digits(6), _POSSIBLE, among_people=True),
    _Column(DataLabel.PAYMENT_CARD, r"(?:credit |debit |payment |bank )?card (?:no|num|number)", _digits(12)),
    _Column(DataLabel.IBAN, r"iban(?: (?:no|number))?", _digits(8)),
    _Column(DataLabel.UPN, rf"(?:former )?upn{_NUMBER}|unique pupil (?:no|number)", _digits(6)),
    _Column(DataLabel.UPRN, rf"uprn{_NUMBER}|unique property (?:reference )?(?:no|number)", _digits(4)),
    _Column(
        DataLabel.VEHICLE_REG,
        r"(?:vehicle |car )?(?:vrm|vrn|reg(?:istration)?(?: (?:no|number|mark|plate))?|number ?plate)",
        _number_plate,
        _LIKELY,
    ),
    _Column(DataLabel.IP_ADDRESS, r"ip(?: ?address)?|client ip", lambda value: re.fullmatch(r"[\da-f.:]{7,45}", value) is not None, _LIKELY),
    _Column(
        DataLabel.COUNCIL_REF,
        rf"(?:council tax|ctax|housing benefit|hb|rent|tenancy|crime|blue badge|bus pass|library card|social care|mosaic|liquidlogic|care ?first)(?: (?:account|case|client|card))?{_NEEDED_NUMBER}",
        _code,
        _LIKELY,
    ),
    _Column(
        DataLabel.COUNCIL_REF,
        rf"(?:{_WHOSE}|payroll|personnel|clock|candidate|swift){_NEEDED_NUMBER}",
        _code,
        _LIKELY,
    ),
    # Special categories: UK GDPR Art 9.
    _Column(
        DataLabel.HEALTH,
        rf"{_PREFIX}(?:diagnos[ei]s|medical(?: (?:conditions?|needs?|notes?|history|issues?|info(?:rmation)?|details?|problems?|reasons?))?|health(?: (?:conditions?|needs?|notes?|issues?|problems?|details?))|long[ -]?term (?:health )?conditions?|allerg(?:y|ies)|medications?|medicines?|prescriptions?|disabilit(?:y|ies)(?: (?:type|details?|status|description))?|impairments?|mental health(?: (?:needs?|condition|issues?))?|blood (?:type|group)|(?:reason for )?(?:sickness|sick leave)(?: absence)?(?: reason)?|vaccination status|primary need|sen ?d?(?: (?:type|need|needs))|symptoms?)",
        _words_or_yes,
    ),
    _Column(DataLabel.HEALTH, r"disabled|has a disability|registered disabled|pregnan(?:t|cy)|wheelchair user", _words_or_yes),
    _Column(DataLabel.HEALTH, r"conditions?|(?:absence reason|reason for absence)|treatments?|reasonable adjustments?", _words, _LIKELY, among_people=True),
    _Column(DataLabel.ETHNICITY, rf"{_PREFIX}(?:ethnicit(?:y|ies)|ethnic(?: (?:origin|group|background|category|code|description))|racial origin)(?: (?:code|description))?", _ethnic_origin),
    _Column(DataLabel.ETHNICITY, r"race|nationality", _words, _POSSIBLE, among_people=True),
    _Column(DataLabel.RELIGION_OR_BELIEF, rf"{_PREFIX}(?:religions?|religion (?:or|and|/) ?beliefs?|religious (?:belief|affiliation|group)s?|faith|beliefs?|denomination)", _words),
    _Column(DataLabel.POLITICS, r"political (?:party|views?|opinions?|affiliation|group|beliefs?)|party (?:membership|member)|voting intention", _words),
    _Column(DataLabel.UNION_MEMBERSHIP, r"(?:trade )?union(?: (?:members?|membership|name|rep))?|member of (?:a )?(?:trade )?union|in (?:a )?(?:trade )?union", _words_or_yes, among_people=True),
    _Column(DataLabel.UNION_MEMBERSHIP, r"trade union(?: (?:member|membership))?|union (?:member|membership)", _words_or_yes),
    _Column(DataLabel.SEX_LIFE_OR_ORIENTATION, rf"{_PREFIX}(?:sexual orientation|sexuality|sexual preference)", _words),
    _Column(DataLabel.GENETIC, r"(?:genetic (?:test|testing|result|results|test result|condition|data|markers?)|genotype|dna(?: (?:profile|result))?)", _words_or_yes),
    _Column(DataLabel.BIOMETRIC, r"fingerprints?(?: (?:id|template|hash))?|biometrics?(?: (?:id|template|hash|data))?|(?:face|facial|iris|voice)(?: ?print| template| scan| recognition)", _written),
    # Offences: UK GDPR Art 10.
    _Column(DataLabel.CRIMINAL_OFFENCE, r"(?:unspent |previous |spent |criminal )*convictions?(?: details)?|criminal (?:record|history|offences?)|dbs (?:result|outcome|disclosures?|content)", _words_or_yes),
    _Column(DataLabel.CRIMINAL_OFFENCE, r"(?:alleged |suspected )?offen[cs]es?(?: (?:type|details?|description))?|charges? brought|arrested for|sentence", _words_or_yes, _LIKELY, among_people=True),
    # Children, care and money.
    _Column(DataLabel.CHILD, r"looked[ -]?after(?: child)?|lac(?: status)?|cla status|child in need|cin(?: status)?|child protection(?: plan)?|cp plan|ehcp|ehc plan|care leaver", _words_or_yes, _LIKELY),
    _Column(DataLabel.CHILD, r"(?:year|school year|national curriculum year|nc year) ?(?:group)?|yr ?(?:group|grp)|free school meals|fsm(?: eligible)?|pupil premium|sen ?d?(?: (?:status|support|code|provision|stage))", lambda value: _words_or_yes(value) or re.fullmatch(r"r|n\d?|\d{1,2}", value) is not None, _LIKELY, among_people=True),
    _Column(DataLabel.SOCIAL_CARE_CIRCUMSTANCES, r"safeguarding(?: (?:concerns?|notes?|issues?|flag|alert))?|care needs|care package|domestic (?:abuse|violence)(?: flag)?|vulnerab(?:le|ility|ilities)(?: (?:adult|flag))?|social care (?:status|involvement|needs?|notes?)|legal status|(?:homelessness|homeless) (?:reason|status)|reason for homelessness|support needs", _words_or_yes, _LIKELY),
    _Column(
        DataLabel.MONEY_OR_BENEFITS,
        r"(?:annual |monthly |gross |net |basic |total )?(?:salary|salaries|pay|wages?|income|earnings|remuneration)|(?:rent |council tax )?(?:arrears|debts?)|(?:benefits?|benefit type|benefits? (?:claimed|received))|universal credit|housing benefit|bankrupt(?:cy)?|amount owed|savings",
        lambda value: _words_or_yes(value) or _digits(1)(value),
        _LIKELY,
        among_people=True,
    ),
    # What identifies in combination.
    _Column(DataLabel.ROLE, r"job(?: title)?|post(?: title)?|position|occupation|role|profession", _words, _LIKELY, among_people=True),
    _Column(DataLabel.ORGANISATION, r"school(?: name)?|employer|gp (?:practice|surgery)|nursery|college|current school", _words, _LIKELY, among_people=True),
)  # fmt: skip
_NO_HEADING: Final = re.compile(r"\d\d")
"""Most values are asked about too, and are the heading of nothing: no heading of the table has a number in it."""


_OF_PEOPLE = re.compile(
    rf"{_PREFIX}(?:surname|last ?name|family name|first ?name|forename|given name|middle ?name|full name|preferred name|maiden name|"
    r"d ?o ?b|date ?of ?birth|birth ?date|pronouns|nino|ni (?:no|number)|national insurance(?: (?:no|number))?|marital status|"
    r"nhs (?:no|number)|upn|passport(?: (?:no|number))?|next of kin|mobile(?: (?:no|number))?)s?"
    rf"|{_WHOSE} (?:{_KIND_OF_NAME} )?names?|(?:employee|staff|payroll|personnel|pupil|student|patient|tenant|client|service user) ?(?:id|no|number|ref)"
)
_OF_COUNTS = re.compile(
    r"(?:head ?)?counts?|(?:total )?(?:number|no|nos|volume|frequency|sum|total|rate|share|proportion|percentage|percent)s?(?: (?:of|in|with|per) .*)?|"
    r"(?:total )?(?:headcount|pupils|cases|people|staff|clients|applications|respondents|responses|employees|residents|children|incidents)|fte|.* count|.* total|20\d\d(?: ?[/-] ?\d\d(?:\d\d)?)?"
)
_ASKED = re.compile(
    r"^(?:(?:what (?:is|are|was)|what's|please (?:give|state|enter|select|tell us|provide)|do you have(?: an?| any)?|are you(?: an?)?|is the|has the|"
    r"your|my|the|their|his|her|please|how would you describe) )+(?:(?:your|the|their|any) )?"
)


def _bare_heading(heading: str) -> str:
    """A heading's words in lower case: "FirstName", "first_name" and "First name:" are the same."""
    apart = re.sub(
        r"(?<=[a-z])(?=[A-Z])|\(s\)", lambda match: " " if not match.group() else "", plain(heading)
    )
    words = " ".join(re.sub(r"[^\w'/]|_", " ", lowered(apart)).split())
    return _ASKED.sub("", words)


class Table(StrEnum):
    """What the rows of a table are."""

    OF_PEOPLE = "people"
    """A person in each row."""

    OF_COUNTS = "counts"
    """How many people, or how much, in each row: nothing in it is about one of them."""

    OTHER = "other"


def table_with(headings: Iterable[str]) -> Table:
    """What the rows of a table with these headings are."""
    bare = {_bare_heading(heading) for heading in headings if len(heading) <= _LONGEST_HEADING}
    if any(_OF_PEOPLE.fullmatch(heading) for heading in bare):
        return Table.OF_PEOPLE
    return Table.OF_COUNTS if any(_OF_COUNTS.fullmatch(heading) for heading in bare) else Table.OTHER


@lru_cache(maxsize=4096)
def _columns(heading: str, table: Table) -> tuple[_Column, ...]:
    if not heading or len(heading) > _LONGEST_HEADING:
        return ()
    bare = _bare_heading(heading)
    if _NO_HEADING.search(bare):
        return ()
    return tuple(
        column
        for column in _COLUMNS
        if re.fullmatch(
            column.headings, bare
        )  # kept by `re` from the first table on: none is read at the start
        and (table is Table.OF_PEOPLE or not column.among_people)
        and (table is not Table.OF_COUNTS or column.label not in CIRCUMSTANCES)
    )


def find_in_column(heading: str, value: str, table: Table) -> Span | None:
    """What a value is by the heading of its column alone; None for what is empty, stands for nothing, or is none.

    A "Name" or a "Condition" counts only in a table of people, and what is counted ("Religion", "Number of pupils")
    is about nobody.
    """
    columns, words = _columns(heading, table), value.strip()
    if not columns or not words or len(words) > _LONGEST_VALUE or says_nothing(heading, value):
        return None
    start = value.index(words)
    for column in columns:
        if _heads_another(words, column.label):
            continue
        for held in (words, *_before_more(words)) if column.label is DataLabel.PERSON else (words,):
            if column.holds(_low(held)):
                why = f"the column is headed '{' '.join(heading.split())}'"
                return Span(start, start + len(held), column.label, held, column.score, why)
    return None


def says_nothing(heading: str, value: str) -> bool:
    """Whether a cell is empty, says that nothing is known, or repeats its heading."""
    low = _low(value)
    return low in _EMPTY or not _written(low) or low in _repeated(heading)


@lru_cache(maxsize=4096)
def _repeated(heading: str) -> frozenset[str]:
    return frozenset({_low(heading), _bare_heading(heading)})


_NAME_OF_A_THING = re.compile(
    r"(?:.* )?(?:file|folder|field|product|item|system|application|project|scheme|site|place|area|town|village|county|"
    r"country|brand|model|dataset|report|form|event|course|domain|server|database|sheet|table|column|company|school|"
    r"street|road|ward|parish|house|building|property|organisation|team|service|department|supplier|contractor) names?"
    r"(?: ?\d)?"
)


def denied(heading: str, value: str, table: Table) -> frozenset[DataLabel]:
    """What a short value is not, though its words with its heading read like it: "Religion: Yes", or what is counted."""
    if len(value) > _LONGEST_WORDS:
        return frozenset()
    if _NAME_OF_A_THING.fullmatch(_bare_heading(heading)):
        return frozenset({DataLabel.PERSON})
    columns = _columns(heading, Table.OF_PEOPLE)
    if any(column.label is DataLabel.PERSON for column in columns):
        return frozenset({DataLabel.AGE, DataLabel.HANDLE})
    return frozenset(
        column.label
        for column in columns
        if column.label in CIRCUMSTANCES
        and (
            table is Table.OF_COUNTS
            or not column.holds(_low(value))
            or _heads_another(value.strip(), column.label)
        )
    )


def _heads_another(words: str, label: DataLabel) -> bool:
    """Whether a cell is itself a heading of something else: "NI number" beside "Religion" in a table's first row."""
    return any(column.label is not label for column in _columns(words, Table.OF_PEOPLE))


def _low(value: str) -> str:
    return " ".join(lowered(value).split()).rstrip(".").strip("[]")


def _before_more(words: str) -> Iterator[str]:
    """The name in "Zuzu Brackle (Housing Team)"."""
    name = re.split(r" ?[(,;/\n]| - ", plain(words))[0].strip()
    if " " in name and name != words:
        yield words[: len(name)]


def settled_with_column(spans: Iterable[Span], column: Span) -> list[Span]:
    """What the scan found in a cell, together with what its column says; in reading order.

    A number with its own check keeps its place, what identifies only in combination gives way to everything else, and
    a long text in which the scan found the column's kind already is left as it is.
    """
    found = sorted(spans)
    if _said_already(found, column):
        is_long = len(column.text) > _LONGEST_WORDS
        return [span for span in found if is_long or span.label not in CONTEXT_LABELS]
    kept = [span for span in found if span.label is not column.label and _stands(span, column)]
    apart = [span for span in kept if not CIRCUMSTANCES & {span.label, column.label}]
    if apart and column.label is not DataLabel.ADDRESS:
        return found
    return sorted((*kept, *_around(column, apart)))


def _said_already(found: Collection[Span], column: Span) -> bool:
    same = [span for span in found if span.label is column.label]
    if len(column.text) > _LONGEST_WORDS:
        return bool(same)
    return any(
        (span.start, span.end) == (column.start, column.end) and span.score >= column.score for span in same
    )


def _stands(span: Span, column: Span) -> bool:
    """Whether something else that the scan found in the cell is still so, now that the column is known."""
    if span.label in CONTEXT_LABELS:
        return False
    if span.label in CIRCUMSTANCES:
        return column.label in CIRCUMSTANCES or column.label is DataLabel.ADDRESS
    if span.label is DataLabel.PERSON:
        return span.score >= _LIKELY_NAME
    return column.label is DataLabel.ADDRESS or column.label in CIRCUMSTANCES or span.score >= _SURE


def _around(column: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """The column's value without what stands on its own in it: an address without its postcode."""
    if not (others := sorted(taken)):
        yield column
        return
    at = column.start
    for start, end in (*((span.start, span.end) for span in others), (column.end, column.end)):
        words = column.text[at - column.start : max(start, at) - column.start]
        bare = words.strip(" \t\r\n,;:()|/-")
        if sum(character.isalnum() for character in bare) >= min(2, len(column.text)):
            begins = at + words.index(bare)
            yield replace(column, start=begins, end=begins + len(bare), text=bare)
        at = max(at, end)


_NAMES_SOMETHING = re.compile(r"(?:.* )?names?(?: of .*)?(?: ?\d)?")


@lru_cache(maxsize=4096)
def gives_context(heading: str) -> bool:
    """Whether a heading is to be read with its values.

    One for names is not: whatever stands after "Name:" or "Contact:" in running text is taken for a person.
    """
    named = _NAMES_SOMETHING.fullmatch(_bare_heading(heading)) is not None
    return not named and all(
        column.label is not DataLabel.PERSON for column in _columns(heading, Table.OF_PEOPLE)
    )


def names_a_body(word: str) -> bool:
    """Whether a word ends the name of a body, a street or a thing: "Limited", "Road", "Policy"."""
    return _A_BODY.fullmatch(lowered(word)) is not None


class NamePart(StrEnum):
    """Which part of a person's name a column holds."""

    FIRST = "first"
    LAST = "last"


_FIRST = re.compile(r"(?P<whose>.*?) ?(?:first ?name|forename|given name|christian name)s?")
_LAST = re.compile(r"(?P<whose>.*?) ?(?:surname|last ?name|family name)s?")


@lru_cache(maxsize=4096)
def name_part(heading: str) -> tuple[str, NamePart] | None:
    """Whose name ("parent", or "" for the row's own) and which part of it a column holds; None for other columns."""
    bare = _bare_heading(heading) if len(heading) <= _LONGEST_HEADING else ""
    for pattern, part in ((_FIRST, NamePart.FIRST), (_LAST, NamePart.LAST)):
        if match := pattern.fullmatch(bare):
            return match["whose"], part
    return None


def forget_headings() -> None:
    """Forget what was worked out about headings: none of a document's words stays after it was checked."""
    for remembered in (_columns, _repeated, gives_context, name_part):
        remembered.cache_clear()
