# ruff: noqa: E501, SIM905  (a list of words reads better unbroken)
"""What identifies only in combination: dates, organisations, places, job titles with one holder, case numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from nlp.personal_data.dates import MONTH, WRITTEN_DATE
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.lists import NUMBERS_AND_LAWS, no_names
from nlp.personal_data.names.named import Named
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_PARTIAL_DATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d)|(?:early |late |mid[- ])?{MONTH},? (?:of )?(?:19|20)\d\d)(?![\w/-])"
)
_YEAR = re.compile(
    r"(?<![\w/.,£$€-])(?:19[0-9]\d|20[0-4]\d)(?![\w%]|[.,/:-]\d|[ ](?:people|pounds|copies|units|items|homes|pages|words|staff|hours|hrs|miles|metres|km|kg|mg|ml|acts?|laws?|code|constitution|regulations|order)\b)"
)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty)"
_LENGTH_OF_TIME = re.compile(
    rf"(?<![\w/.,£$€-]){_COUNT}(?: (?:and a half|to|or) (?:{_COUNT} )?|[ -])(?:days?|weeks?|months?|years?)\b(?:'s?(?![a-z]))?(?! (?:old|ago\b.{{0,3}}\?))"
)
_UNIT_OF_TIME = re.compile("day|week|month|year")
_A_SINGLE = re.compile(r"an? ")
_LAW_BEFORE = re.compile(
    r"(?:act|regulations?|rules|order|code|convention|directive|measure|bill|scheme|framework|gdpr|dpa|foia|eir)[ ,(]{1,2}$"
)


def find_dates(written: Written) -> Iterator[Span]:
    """Dates that are nobody's birthday, as far as the words beside them say; years too, but not those of laws."""
    text, low = written.text, written.low
    if written.has_digit:
        yield from _written_dates(text, low)
    for match in _LENGTH_OF_TIME.finditer(low) if _UNIT_OF_TIME.search(low) else ():
        if not _A_SINGLE.match(match.group()):
            yield Span(*match.span(), DataLabel.DATE, text[slice(*match.span())], 0.7, "a length of time")


def _written_dates(text: str, low: str) -> Iterator[Span]:
    for match in WRITTEN_DATE.finditer(low):
        yield Span(*match.span(), DataLabel.DATE, text[slice(*match.span())], 0.95, "a date")
    for match in _PARTIAL_DATE.finditer(low):
        yield Span(*match.span(), DataLabel.DATE, text[slice(*match.span())], 0.9, "a day or a month")
    for match in _YEAR.finditer(low):
        if not _LAW_BEFORE.search(low[max(0, match.start() - 16) : match.start()]):
            yield Span(*match.span(), DataLabel.DATE, text[slice(*match.span())], 0.7, "a year")


_REFERENCE = re.compile(
    r"\b(?:[Rr]ef(?:erence)?|[Cc]ase|[Ff]ile|[Aa]pplication|[Cc]laim|[Cc]omplaint|[Tt]icket|[Ii]ncident|[Rr]equest|[Ii]nvoice|[Oo]rder|[Pp]olicy|[Cc]ontract|[Ll]icence|[Pp]ermit|[Oo]ur ref|[Yy]our ref)"
    r"s?(?:\.|[ ](?:[Nn]os?|[Nn]umbers?|[Rr]ef(?:erence)?|ID|id)\b\.?)?[ :#(]{1,3}(?P<ref>(?=[A-Za-z0-9/.-]*\d)[A-Za-z0-9]+(?:[/.-][A-Za-z0-9]+){0,5})(?![\w])"
)
_CASE_NUMBER = re.compile(
    r"(?<![\w/.-])(?:(?:FOI|SAR|EIR|INC|DSAR|IR|REV|CAS|REQ|TKT)[-/ ]?\d{2,8}(?:[-/]\d{1,8})?|[A-Z]{2,5}[-/]\d{2,4}[-/]\d{2,8}|\d{3,5}/\d{2}(?:/[A-Z]{2,4})?|[A-Z]{1,3}\d{2}[A-Z]{2}\d{5}|\[\d{4}\] [A-Z]{2,5} \d{1,5})(?![\w/-])"
)


_AMOUNT = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SUM = re.compile(
    rf"(?:[£€$][ ]?|(?<![\w])(?:GBP|EUR|USD|[A-Z]{{2}}[DFKLMNPRTYZ])[ ])(?:{_AMOUNT})(?![\d\w%])(?:[ ](?:million|thousand|billion)\b)?(?![.,]\d)"
    rf"|(?<![\w.,])(?:{_AMOUNT})[ ](?:(?:[A-Z][a-z]+[ ])?(?:pounds|euros?|dollars|zlotys?|lir[ae]s?|francs?|marks|kron(?:er|or)|schillings|rupees|naira|lei)\b|EUR\b|GBP\b)(?![ ](?:sterling[ ])?a[ ]head)"
)


def find_sums(written: Written) -> Iterator[Span]:
    """Exact sums of money: one alone names nobody, a payment of that very sum may."""
    if not written.has_digit:
        return
    for match in _SUM.finditer(written.level):
        words = written.text[slice(*match.span())]
        yield Span(*match.span(), DataLabel.REFERENCE, words, 0.7, "a sum of money")


def find_references(written: Written) -> Iterator[Span]:
    """Case, file and application numbers."""
    text = written.text
    if not written.has_digit:
        return
    for match in _REFERENCE.finditer(text):
        reference = match["ref"]
        if re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", reference):
            continue
        start, end = match.span("ref")
        yield Span(
            start, end, DataLabel.REFERENCE, text[start:end], 0.85, "a number after a word for a reference"
        )
    for match in _CASE_NUMBER.finditer(text):
        if not re.fullmatch(r"(?:19|20)\d\d/\d\d", match.group()):
            yield Span(*match.span(), DataLabel.REFERENCE, match.group(), 0.8, "the shape of a case number")


_CAP = r"[A-ZÀ-ÖØ-Þ][\w'&-]{0,40}"
_MORE = rf"(?:[ ](?:(?:of|for|and|the|&|de|on|in|upon)[ ]){{0,2}}{_CAP})"
_KIND_OF_BODY = (
    r"(?:Council|Borough|Authority|Trust|Hospital|Infirmary|School|Academy|College|University|Nursery|Surgery|Practice|Clinic|Centre|"
    r"Ltd|Limited|LLP|PLC|plc|Inc|GmbH|Solicitors|Associates|Services|Group|Partnership|Association|Federation|Union|Society|Club|Foundation|Charity|"
    r"Church|Mosque|Temple|Synagogue|Gurdwara|Court|Tribunal|Police|Constabulary|Ministry|Department|Office|Agency|Commission|Committee|Board|Bank|"
    r"Institute|Inspectorate|Ombudsman|Parliament|Government|Assembly|Homes|Housing|Company|Corporation|Party|Prison|Museum|Library|Hotel|Theatre|Municipality|Directorate|Treasury|Railways|Prosecutor|Registry|Secretariat|Division|Consulate|Embassy|Army|Regiment|Clinic|Pharmacy|Studio|AG|SA|NV|BV|Oy|Srl)"
)
_ORGANISATION = re.compile(
    rf"\b(?:{_CAP}[ ](?:(?:of|and|&|the)[ ])?){{1,5}}{_KIND_OF_BODY}\b(?:[ ](?:of|for)(?:[ ]the)?[ ]{_CAP}(?:(?:[ ]and)?[ ]{_CAP}){{0,3}})?"
    rf"|\b(?:Ministry|Department|Directorate|Faculty|University|Office|Court|Bank|Church|Institute|Association|Federation|Board|House|Royal College|College|Council|Commission|Chamber)[ ](?:of|for)(?:[ ]the)?[ ]{_CAP}{_MORE}{{0,4}}"
)
_LEADING = re.compile(
    r"^(?:The|A|An|In|On|At|By|From|To|And|But|For|With|As|That|This|Our|Your|My|His|Her|Their|Its|When|While|Since|After|Before|If|Under|Dear|Please|Both)[ ]"
)
_NO_BODY = re.compile(r"(?:Rules?|Articles?|Sections?|Acts?|Regulations?|Code|Terms|Minutes) of ")
_ACRONYMS: Final = frozenset(
    "NHS BBC HMRC DWP ICO DVLA DVA NSPCC RSPCA RSPB ACAS CQC DfE DHSC MHCLG LGA NCA CPS HMCTS CAFCASS IOPC UNISON GMB TUC MI5 GCHQ NATO".split()
)
_ACRONYM = re.compile(rf"\b(?:{'|'.join(sorted(_ACRONYMS))})\b(?! (?:number|no|Number|No)\b)")


def find_organisations(written: Written) -> Iterator[Span]:
    """Bodies that say what they are: "Elm Park Primary School", "Department for Education"."""
    text, level = written.text, written.level
    for match in _ORGANISATION.finditer(level):
        start, end = match.span()
        if _NO_BODY.match(match.group()):
            continue
        while leading := _LEADING.match(level[start:end]):
            start += leading.end()
        if " " in level[start:end]:
            yield Span(
                start,
                end,
                DataLabel.ORGANISATION,
                text[start:end],
                0.8,
                "a name that ends in a word for a body",
            )
    for match in _ACRONYM.finditer(level):
        yield Span(*match.span(), DataLabel.ORGANISATION, match.group(), 0.8, "a well-known body")


_POST = (
    r"(?:chief executive(?: officer)?|managing director|(?:deputy|assistant|executive|interim|acting|corporate|service|strategic|group|finance)? ?director|(?:deputy|assistant|interim|acting)? ?head|"
    r"(?:deputy|assistant)? ?(?:head ?teacher|headmaster|headmistress|principal)|(?:lord |deputy )?mayor|leader|chair(?:man|woman|person)?|monitoring officer|section 151 officer|data protection officer|"
    r"returning officer|chief (?:constable|finance officer|planner|whip)|town clerk|clerk|caretaker|bursar|matron|vicar|rector|coroner|sheriff|ambassador|president|vice-president|minister|secretary of state|"
    r"service manager|team manager|team leader|area manager|practice manager|school nurse|senco|designated safeguarding lead|lead officer|portfolio holder)"
)
_ROLE = re.compile(
    rf"\b(?i:the|our|your|their|its|his|her|my|as|is|was|then|a|an|former|new|acting)[ ](?P<role>(?i:{_POST})(?:[ ](?:of|for|to|at)[ ](?:the[ ])?[\w'&-]+(?:(?:[ ](?:and|of|the|&))?[ ][A-Z][\w'&-]*){{0,4}})?)(?![\w])"
)
_CAPITAL_ROLE = re.compile(
    r"\b(?P<role>(?:(?:Deputy|Assistant|Interim|Acting|Senior|Executive|Corporate)[ ])?(?:Chief Executive(?: Officer)?|Director of(?: [A-Z&][\w'&-]*| and| for)+|Head of(?: [A-Z&][\w'&-]*| and| for)+|Head ?[Tt]eacher|Monitoring Officer|Data Protection Officer|Secretary of State(?: for(?: [A-Z][\w'-]*| and)+)?))(?![\w])"
)
_JOB = re.compile(
    r"\b(?:(?:is|was|as|works? as|worked as|working as|employed as|job as|post of|position of|profession|occupation)(?::)?[ ](?:an? |the )?)(?P<role>(?:(?:senior|junior|trainee|retired|former|part-time|school|primary|secondary|university|civil|bus|taxi|lorry|police|prison|social|care|support|nursery|finance|housing|planning|legal|research|staff)[ ]){0,2}"
    r"(?:accountant|actor|architect|artist|barrister|builder|carpenter|carer|chef|cleaner|consultant|cook|councillor|dentist|doctor|driver|editor|electrician|engineer|farmer|firefighter|gardener|hairdresser|"
    r"journalist|judge|labourer|lawyer|lecturer|librarian|magistrate|mechanic|midwife|nurse|officer|painter|paramedic|pharmacist|photographer|pilot|plumber|porter|postman|professor|prosecutor|receptionist|"
    r"scientist|secretary|shopkeeper|singer|soldier|solicitor|surgeon|surveyor|teacher|technician|therapist|translator|watchman|worker|writer))\b(?![ ](?:at law|for\b.{0,12}error))"
)


def find_roles(written: Written) -> Iterator[Span]:
    """Job titles: posts with one holder, and what somebody is said to work as."""
    text, low, level = written.text, written.low, written.level
    for match in _ROLE.finditer(level):
        start, end = match.span("role")
        yield Span(start, end, DataLabel.ROLE, text[start:end], 0.9, "a post with one holder")
    for match in _CAPITAL_ROLE.finditer(level):
        start, end = match.span("role")
        end -= len(match["role"]) - len(re.sub(r"(?: and| for| of)+$", "", match["role"]))
        yield Span(start, end, DataLabel.ROLE, text[start:end], 0.9, "a post with one holder")
    for match in _JOB.finditer(low):
        start, end = match.span("role")
        yield Span(start, end, DataLabel.ROLE, text[start:end], 0.7, "what somebody works as")


_COUNTRIES = (
    "Afghanistan|Albania|Algeria|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bangladesh|Belarus|Belgium|Bosnia(?:[ -](?:and[ -])?Herzegovina)?|Brazil|Bulgaria|Cameroon|Canada|China|Colombia|Croatia|Cuba|Cyprus|"
    "Czech Republic|Denmark|Egypt|Eritrea|Estonia|Ethiopia|Finland|France|Germany|Ghana|Greece|Hungary|Iceland|India|Indonesia|Iran|Iraq|Israel|Italy|Jamaica|Japan|Kenya|Kosovo|Kuwait|Latvia|Lebanon|Libya|Lithuania|"
    "Luxembourg|Malaysia|Malta|Mexico|Moldova|Morocco|Nepal|Netherlands|New Zealand|Nigeria|Norway|Pakistan|Palestine|Peru|Philippines|Poland|Portugal|Romania|Russia|Rwanda|Saudi Arabia|Senegal|Serbia|Sierra Leone|Slovakia|"
    "Slovenia|Somalia|South Africa|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Tanzania|Thailand|Tunisia|Turkey|Uganda|Ukraine|United Arab Emirates|United States(?: of America)?|USA|Venezuela|Vietnam|Yemen|Zambia|Zimbabwe|"
    "England|Scotland|Wales|Northern Ireland|Ireland|United Kingdom|Great Britain"
)
_CITIES = (
    "London|Birmingham|Manchester|Leeds|Liverpool|Sheffield|Bristol|Newcastle(?: upon Tyne)?|Nottingham|Leicester|Coventry|Bradford|Hull|Stoke-on-Trent|Wolverhampton|Plymouth|Derby|Southampton|Portsmouth|Brighton|Norwich|"
    "Oxford|Cambridge|Exeter|York|Gloucester|Bath|Carlisle|Lincoln|Luton|Northampton|Swindon|Bournemouth|Middlesbrough|Sunderland|Blackpool|Bolton|Stockport|Rotherham|Doncaster|Barnsley|Oldham|Rochdale|Salford|Wigan|"
    "Cardiff|Swansea|Wrexham|Edinburgh|Glasgow|Aberdeen|Dundee|Inverness|Belfast|Dublin|Paris|Berlin|Madrid|Rome|Vienna|Warsaw|Budapest|Istanbul|Ankara|Athens|Lisbon|Brussels|Amsterdam|Moscow|New York"
)
_PLACE = re.compile(
    rf"\b(?:{_COUNTRIES}|{_CITIES})\b(?!(?:[ ](?:Street|Road|Lane|Avenue|City Council|Council|Borough|University|United)|'s Bench))"
)
_PLACE_BY_WORDS = re.compile(
    rf"\b(?:[Ll]ives? in|[Ll]iving in|[Ll]ived in|[Bb]orn in|[Mm]oved (?:to|from)|[Rr]esid(?:es|ed|ing) in|[Ff]rom|[Nn]ear|[Vv]illage of|[Tt]own of|[Cc]ity of|[Ss]tay(?:s|ed|ing) in|[Ii]n)[ ](?P<place>{_CAP}(?:(?:-\w+)*|[ ](?:upon|on|under|le|by)[ ]{_CAP}|[ ]{_CAP})?)(?=[.,;)\n]|$|[ ](?:and|in|on|with|since|until|where|to|for|by|at|who)\b)"
)
_NO_PLACE = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Article|Articles|Section|Part|Schedule|Annex|Appendix|Table|Regulation|Year|Room|Christmas|Easter|Spring|Summer|Autumn|Winter|English|Welsh|Polish|French|German|Latin|Word|Excel|Teams|Outlook|Council|Court|"
    r"PDF|CSV|Q[1-4]|FOI|The|This|That|These|My|Our|Your|His|Her|It|I|We|He|She|They|Mr|Mrs|Ms|Miss|Dr|Phase|Mass|Reception)\b"
)


def find_places(written: Written) -> Iterator[Span]:
    """Countries, large cities, and capitalised words after words for living or coming from somewhere."""
    text, level = written.text, written.level
    for match in _PLACE.finditer(level):
        yield Span(*match.span(), DataLabel.PLACE, text[slice(*match.span())], 0.85, "the name of a place")
    for match in _PLACE_BY_WORDS.finditer(level):
        start, end = match.span("place")
        if not _NO_PLACE.match(match["place"]):
            yield Span(
                start, end, DataLabel.PLACE, text[start:end], 0.65, "a name after a word for being somewhere"
            )


_SHORT_NAME = re.compile(r"[ ]\((?:[\"']?(?:the )?)?(?P<short>[A-Z][A-Za-z&]{0,3}[A-Z]{1,8})[\"']?\)")


def find_short_names(written: Written, bodies: Iterable[Named]) -> Iterator[Span]:
    """A body's short name in brackets after it ("Elm Park Trust (EPT)"), there and wherever else it stands."""
    shorts = {}
    for body in bodies:
        if body.label is DataLabel.ORGANISATION and (found := _SHORT_NAME.match(written.level, body.end)):
            shorts[found["short"]] = body
    for short in sorted(shorts):
        for match in re.finditer(rf"(?<![\w@/.-]){re.escape(short)}(?![\w@/-])", written.level):
            yield Span(
                *match.span(),
                DataLabel.ORGANISATION,
                match.group(),
                0.75,
                "the short name of a body in the text",
            )


_LABELS_READ: Final = {
    DataLabel.ORGANISATION: "read as the name of a body in its sentence",
    DataLabel.PLACE: "read as the name of a place in its sentence",
}


_OF_A_NUMBER = re.compile(r" (?:numbers?|nos?|refs?|references?)\b")


def find_named(written: Written, read: Sequence[Named]) -> Iterator[Span]:
    """Bodies and places that the network read, whatever words they are made of."""
    for named in read:
        why = _LABELS_READ.get(named.label)
        start, end = named.start, named.end
        if _OF_A_NUMBER.match(written.low, end):
            continue  # "NI number" heads a column
        words = written.text[start:end]
        if why is not None and words not in NUMBERS_AND_LAWS and words.lower() not in no_names():
            yield Span(start, end, named.label, words, 0.75, why)


CONTEXT_FINDERS: Final = (find_dates, find_references, find_sums, find_organisations, find_roles, find_places)
