# ruff: noqa: E501  (a pattern reads better unbroken)
"""References that have no national form: the usual ones by the words before them, and a council's own from settings."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from nlp.personal_data.identifiers.nearby import beside, is_a_count, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written, lowered

_NUMBER_WORD = r"(?:ref(?:erence)?s?|nos?|numbers?|num|nr|ids?|identifiers?|a/?c|accounts?|acc|acct|bills?|register|application|claim|case|file|record|code|urn|report|log|#)"
_JOIN = r"(?:[\s:.#,(=?|'\"_-]{1,4}|\s?(?:is|was|of|are|for|being|quoted|given|shown|reads?|under|to|now|still|number|called|i|we|you|have|got|been)\b\s?){1,6}"
_PLAIN_REF = (
    r"(?P<ref>\d{1,6}/\d{1,2}[a-z]{3}\d{2,4}|(?:(?!(?:id|no|nos|ref|num|nr|is|was|acc|ac|of|and|for|from|the|case|code|in|to|by|on|at|run|cost|band|week|year|team|page|over|base|some|all|form|tile|pay|due|paid|rate|sum|only|now)\b)[a-z]{1,4}[-/ ]?)?(?:\d{2,5}(?:[ -]\d{2,5}){1,3}|\d{4,14})(?:[-/]\d{1,6}){0,2}(?:[-/ ]?[a-z](?![a-z])|[ -]\d(?=[.,;)\s]*$|[.;)\n]))?|[a-z]{2,5}[-/]\d{1,4}[-/]\d{2,8}"
    r"|[a-z]{1,4}\d{1,3}[a-z]?[-/]\d{2,8}|(?!(?:id|no|ref|is|was|acc|of|and|for|from|the|case|code|in|to|by|on|at)\b)[a-z]{1,4}[ -]?\d{2,4}[ -]\d{2,5}(?:[ -]\d{2,5})?)(?![\w-]|[.,]\d)"
)
_MIXED_REF = r"(?P<ref>(?:(?:cad|crn|log|urn|occ|crime)[ ](?=\d))?(?=[a-z0-9/.-]*\d)[a-z0-9]+(?:[/.-][a-z0-9]+){0,6}(?<=\w{2})(?: \d{2}/\d{2}/\d{2,4}(?!\w))?)(?![\w])"
_STRONG_SYSTEM = r"(?:mosaic|liquid ?logic|lcs|care ?works|care ?first|care ?director|framework-?i|controcc|northgate|childview|wccis|systmone|open ?revenues|homechoice|homefinder|homeseeker|abritas|locata)"
_LETTERS_THEN_FIGURES = r"(?:(?:ctax|ctb|ctr|ct|hb|hbc|ten|rnt|rent|pcn|crn|urn|cad|cr|ra|hf|hap)[ ]\d[\d ]{2,12}\d[a-z]?|[a-z]{1,5}[-/]?\d[\d/-]{2,14}[a-z]?|\d{1,2}(?:-\d{2,6}){2,3}(?:-[a-z0-9])?|\d{5,12}[a-z]?|\d(?: \d){5,11}|\d{2,5}(?:[ -]\d{2,5}){1,3}[a-z]?)"
_SYSTEM = r"(?:mosaic|liquid ?logic|ll|lcs|las|ehm|care ?first|care ?director|eclipse|framework-?i|fwi|azeus|paris|capita(?: one)?|synergy|tribal|swift|aws|icm|servelec|oneview|systmone|swis|wccis|northgate|civica|jadu|ess|icares|protocol|care ?works|contr?occ|controcc|charms|core ?logic|corelogic|core\+|ais|ics|eyes|impulse|childview|child ?view|yois\+?|umis|careworks|raise|esprit|oasis|sentinel|open ?revenues|academy|i-?world|ohms|sx3|keystone|aareon(?: ql)?|ql|cx(?: housing)?|saffron|huume|jigsaw|hope|homesearch|bromcom|arbor|itrent|i-?trent|zellis|agresso|unit4|resourcelink|lagan|verint|firmstep|granicus|capita one|one education|ehm|lcs|icis|pims|cpims|multivue|single view|rio|emis|ulysses|holmes|connect|athena|storm|genie|unifi|niche rms)"
_CLIENT = r"(?:social[ -](?:care|services|work(?:er)?)|adult(?:s'?|'s)?(?: social)? (?:care|services)|asc|csc|children'?s (?:social care|services)|early help|safeguarding|mash|lac|ehcp?|sen(?:d)?|child(?:'s)?|family|client|(?<!bacs )service[ -]user|s/?u|ss|resident|person|customer|referral|foster carer|carer|case ?work|yot|yjs|person|party|family file|gofal cymdeithasol)"
_HOUSING = r"(?:housing(?: (?:benefit|register|options|application|needs|list))?|tenancy|tenants?(?:'s)?|rents?|hb|benefits?|homeless(?:ness)?|waiting list|home ?(?:choice|seeker|finder|search|bid)|locata|abritas|northgate|academy|orchard|civica|ctr|ctrs|cts|ctb|bidding|rehousing|allocations?|right to buy|rtb|leasehold(?:er)?|garage|h-?clic|dhp|claim(?:ant)?|budd-dal tai|tai|rhent|tenantiaeth)"
_PERSONNEL = r"(?:payroll|employee|staff|personnel|student|pupil|library(?: card| ticket| member(?:ship)?)?|blue badge|badge|penalty charge(?: notice)?|pcn|membership|bus pass|freedom pass|concessionary pass|parking permit|resident'?s? permit|elector(?:al)?|voter|poll|pay|clock|emp(?:l(?:oyment)?)?|worker|hr|mother's|oyster|travel pass|adoption|marriage|probate)"
_TAX = r"(?:c(?:ou|uo|o)n?c(?:il|li|l|ill)[ -]{0,2}tax{1,2}(?:payer)?|c\. ?tax|c(?:ouncil)? ?tax|ctax|c/tax|ct|(?:y )?(?:d?t)reth (?:y )?(?:g|c)yngor)"
_CRIME = r"(?:crime|police|cad|occurrence|niche|action fraud|custody|collision|met|incident|999|101|trosedd|heddlu|occ|niche)"
_FILLER = r"(?:[\s_-]?(?:system|case|person|client|child|service user|record|account|personal|unique|customer|payer|register|crime|incident|police|benefit|party|file|household|member(?:ship)?|card|notice|reference)){0,2}"


def _named(subject: str, ref: str) -> str:
    return rf"\b{subject}{_FILLER}(?:[\s_.,:-]{{0,2}}(?:my |your |her |his |the )?{_NUMBER_WORD}(?![a-z](?![a-z]{{0,3}}\d))\.?){{1,3}}(?:{_JOIN}|(?<=number)|(?<=no)|(?<=ref)){ref}"


_REFERENCES: Final = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (_named(_TAX, _PLAIN_REF), "council tax account"),
        (rf"\bcouncil tax\b(?:'s)?{_JOIN}{_PLAIN_REF}", "council tax account"),
        (_named(_CRIME, _MIXED_REF), "crime reference"),
        (rf"\b(?:crime|cad|crn \(police\))[\s:#-]{{1,2}}{_PLAIN_REF}", "crime reference"),
        (_named(rf"(?:{_SYSTEM}|{_CLIENT})(?:/{_SYSTEM})?", _PLAIN_REF), "social care reference"),
        (rf"\b(?:mosaic(?! tiles?\b)|liquid ?logic|lcs|care ?first|framework-?i|crn)\b{_JOIN}{_PLAIN_REF}", "social care reference"),
        (_named(_HOUSING, _PLAIN_REF), "housing reference"),
        (rf"\brent a(?:ccount|/c|cc)\b{_JOIN}{_PLAIN_REF}", "rent account"),
        (_named(_PERSONNEL, _PLAIN_REF), "reference about a person"),
        (rf"\b(?:blue[ -])?badge{_FILLER}(?:\s?(?:{_NUMBER_WORD}|serial)(?![a-z])\.?){{0,3}}{_JOIN}(?P<ref>[a-z0-9]{{6}}[ ]?\d[a-z]\d{{4}}[a-z]\d{{4}}|(?=[a-z]{{0,4}}\d)[a-z0-9]{{11}}|\d{{4}} \d{{4}} \d{{4}}(?: [a-z0-9])?)(?!\w)", "badge"),
        (r"\b(?:urn|cps|crime)\W{0,3}(?:(?:no|number|ref)\b\W{0,3})?(?P<ref>\d{2}[a-z]{1,2}\d{6,9})(?!\w)", "crime reference"),
        (r"\b(?:ref|reference|refs|no|number)\b[\s:.#]{1,3}(?P<ref>(?:ct|ctax|ctr|hb|hbc)[/-]?\d{6,10})(?!\w)", "council tax or benefit reference"),
        (r"(?<![\w/-])(?P<ref>(?:ctax|ct|hb|ctb|ctr|ctrs|cts|hb/ct[a-z]{0,2})[ -]?\d{7,10})(?![\w-])", "council tax or benefit reference"),
        (r"\b(?:incident|crime|occurrence|cad|police log)(?: (?:no|number|ref|reference))?(?: (?:is|was)|:)? (?P<ref>[a-z]{1,4}[-/]\d{4,8}[-/]\d{2,8}|[a-z]{1,4}\d{6,10})(?![\w-])", "crime reference"),
        (rf"\b(?:{_TAX}|{_STRONG_SYSTEM}|tenancy|rent|rent a/?c|housing benefit|hb|ctb|ctr|crime|payroll|blue badge|social care)[\s:#(\"'-]{{1,3}}(?:(?:is|ref|id|says|reads|called)[\s:#(\"'-]{{1,3}})?(?P<ref>(?=\d(?: \d){{5}}|[a-z0-9/-]*[ ]?\d{{3}}){_LETTERS_THEN_FIGURES})(?![\w-]|[.,]\d)", "reference about a person"),
        (r"\b(?:urn|cad|log|incident|occurrence|crime|police|ref|reference|no|number)\b\.?(?: (?:no|number|ref|log)\b)?\W{0,3}(?P<ref>\d{1,6} of (?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{6,8}|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: (?:19|20)\d\d)?))(?![\w/-])", "police log"),
        (rf"\b(?:pcn|parking fine(?: no)?|payroll|parking (?:ticket|fine)|library card|penalty charge notice)\b{_JOIN}{_PLAIN_REF}", "reference about a person"),
    )
)  # fmt: skip
_SUBJECT = rf"(?:{_TAX}|{_CRIME}|{_SYSTEM}|{_CLIENT}|{_HOUSING}|{_PERSONNEL})"
_HEADING = re.compile(
    rf"\b(?:{_TAX}|{_CRIME}|{_SYSTEM}|{_CLIENT}|{_HOUSING}|{_PERSONNEL}){_FILLER}[\s_.:-]{{0,2}}{_NUMBER_WORD}(?![a-z])|\b(?:mosaic|liquid ?logic|crn|pcn|rent account)\b"
)
_IN_A_ROW = re.compile(
    rf"^\W{{0,3}}(?:{_TAX}|{_CRIME}|{_SYSTEM}|rent|tenancy|payroll|blue badge|housing(?: benefit| register)?|social care){_FILLER}[ ]?[|\t][ ]?(?P<ref>(?=[a-z0-9/-]*\d{{4}})[a-z0-9][a-z0-9/-]{{5,15}})(?=[ ]*(?:$|[|\t]))",
    re.MULTILINE,
)
_IN_A_CELL = re.compile(rf"(?<![\w/.-]){_MIXED_REF}")
_CANDIDATE = re.compile(
    r"(?<!\d,)(?<![\w/.£$€@#-])(?P<ref>(?=[a-z0-9/.-]*\d)(?:(?!(?:id|no|nos|ref|num|nr|is|was|acc|ac|of|and|for|from|the|case|code|in|to|by|on|at|me|my|a|i|tel|mob|fax|ext|are|says|said|as|it|or|but|not|so|we|he|she)\b)[a-z]{2,4}[ ](?=\d{3}))?(?:[a-z]{1,5}(?=[-/]?\d)|[a-z]{2,5}(?=[-/][a-z0-9]{2,8}[-/]?\d))?[-/]?(?:[a-z0-9]+[-/.])*[a-z]{0,3}\d+(?:[ -]\d{2,6}){0,3}(?:[-/ ]\d{1,4})?(?:[-/]?[a-z](?![a-z]))?(?: of \d{1,2}(?:/\d{1,2}/\d{2,4}| [a-z]{3,9}))?)(?![\w@]|[-/]\w|[.,]\d)"
)
_NAMED_AFTER = re.compile(
    rf"(?<![\w/.-]){_PLAIN_REF}[\s,(-]{{1,3}}(?:(?:is|was|as|which is|being) )?(?:(?:the|your|my|her|his|their|our) )?(?:{_TAX}|crime|{_SYSTEM}|social care|service user|{_HOUSING}|payroll|pcn){_FILLER}[\s_-]?{_NUMBER_WORD}(?![a-z])"
)
_A_NUMBER = re.compile(r"\d(?:[ /.-]?\d){2}")
_SAID_AFTER = re.compile(
    rf"\b{_NUMBER_WORD}(?![a-z])\.?{_JOIN}{_MIXED_REF}[ ,(]{{1,3}}(?:for )?(?:(?:the|my|her|his|their|a) )?(?:council tax|crime|burglary|theft|assault|rent|housing benefit|social care|tenancy)\b"
)
_THEN = r"\W{0,3}[a-z]{0,3}[/-]?\d"
"""A reference right after it."""
_CALLED = re.compile(
    rf"\b{_SUBJECT}{_FILLER}[\s_./:,-]{{0,2}}(?:\((?:if known|optional)\) ?)?{_NUMBER_WORD}(?![a-z])|\brhif (?:cyfrif |cyfeirnod )?(?:y )?{_TAX}|\b(?:mosaic(?! (?:tiles?|version|release|upgrade|floor|training|team|users?|login|licen[cs]es?)\b)|niche|(?:police|niche) occurrence|occurrence(?={_THEN})|(?<!self )(?<!self-)emp(?={_THEN})|liquid ?logic|lcs|las|ehm|swis|wccis|care ?first|eclipse(?={_THEN})|framework-?i|crn|pcn(?! (?:income|costs?|revenue|numbers|figures|data|surplus)\b)|ssid|(?:mash|early help|safeguarding|social (?:care|services)|adult care) (?:referral|contact|record|case|file)(?={_THEN})|ctax|c/tax|council tax(?: (?:arrears|bill|debt|balance|summons|reminder|refund|discount|exemption|instalments?))?(?: (?:on|for|of|under|is|was))?(?={_THEN}|\))|treth (?:y )?g?c?yngor|rent account|care ?works|controcc|childview|northgate|(?:crn|cad)(?= \d{{3}})|ctb|ctr|tenancy(?={_THEN})|ehcp|(?:rent|council tax|housing benefit|tenancy) (?:book|card|statement|letter|agreement))\b"
    rf"|\b{_NUMBER_WORD}\.? ?\((?:the )?{_SUBJECT}\)|\b{_NUMBER_WORD}(?: (?:from|of|given by|issued by|by) the police)?(?= (?:from|of|given by|issued by|by) the police)"
)
_ANY_SUBJECT = re.compile(
    rf"\b(?:{_TAX}|{_CRIME}|{_SYSTEM}|{_CLIENT}|{_HOUSING}|{_PERSONNEL}|rent|care ?first|parking|urn|crn|ssid|cps|log|crime(?:ref|no|num)\w*|(?:pc|wpc|dc|sgt) \w+|officer in (?:the )?case|oic)\b"
)
_WITHOUT_A_SUBJECT: Final = frozenset({"council tax or benefit reference", "police log"})
"""References that are known by more than the words of `_ANY_SUBJECT`."""
_SUBJECT_SAID = re.compile(
    rf"\b(?:{_TAX}|{_SYSTEM}|social (?:care|services|work(?:er)?)|crime|police|burglary|theft|assault|rent|tenancy|tenant|housing(?: benefit| register)?|homeless(?:ness)?|case ?worker|blue badge|parking|penalty charge)\b"
)
_A_NUMBER_BEFORE = re.compile(
    rf"\b(?:account|quote|quoting|{_NUMBER_WORD})\.?(?: (?:of|for|on) (?:the|my|his|her|their) \w+)?(?:,? (?:is|it's|its|was|which is|reads?|i have is|i've got is))?[\s:=(#,\"]{{0,3}}$"
)
_OF_ANOTHER_KIND = re.compile(
    r"(?:19|20)\d\d(?:[/-](?:20)?\d\d)?|(?:\d{1,2}[/.-]){2}\d{2,4}|\d{1,2}[/.-]\d{1,2}|\d{1,5}|\d+\.\d\d|\d{1,4}[a-z]|[a-z]{1,4}[ -]?\d{1,3}|\d{3,5}[ -]\d{1,3}"
)
_PREFIX = re.compile(r"(?<![\w-])(?:ctax|ctb|ctr|hbc?|ten|rnt|ra|hf|hap|cts|hb/ct[a-z]{1,2}|ctax/hb)[ -]$")
"""Letters that a system sets before its numbers, apart from them."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:20)?\d\d)?")
_COUNTED = re.compile(r"numbers\b")
_SHORT: Final = 6
_AND_MORE = re.compile(rf"(?:,| and| &|;| or|/|,? plus)[ ]?{_PLAIN_REF}")


def find_usual_references(written: Written) -> Iterator[Span]:
    """Council tax, crime, social-care, housing and staff references, where the words before say what they are."""
    text, low = written.text, written.low
    if not _A_NUMBER.search(low):
        return
    of_a_subject = _ANY_SUBJECT.search(written.worded) is not None
    for pattern, name in _REFERENCES:
        if not of_a_subject and name not in _WITHOUT_A_SUBJECT:
            continue
        for match in pattern.finditer(low):
            counted = len(match["ref"]) < _SHORT and _COUNTED.search(match.group())
            if _YEAR.fullmatch(match["ref"]) or counted or is_a_count(written, match.end("ref")):
                continue
            why = f"a number called a {name}"
            start = _with_its_letters(low, match.start("ref"))
            yield span(text, start, match.end("ref"), DataLabel.COUNCIL_REF, 0.85, why)
            for start, end in _more_of_them(low, match["ref"], match.end("ref")):
                yield span(text, start, end, DataLabel.COUNCIL_REF, 0.8, f"{why}, in a list of them")
    if not of_a_subject:
        return
    yield from _by_their_captions(written)
    for match in (*_NAMED_AFTER.finditer(low), *_SAID_AFTER.finditer(low)):
        why = "a number called a reference about a person"
        yield span(text, *match.span("ref"), DataLabel.COUNCIL_REF, 0.8, why)
    for match in _IN_A_ROW.finditer(low):
        why = "a number beside a cell that says what it is"
        yield span(text, *match.span("ref"), DataLabel.COUNCIL_REF, 0.75, why)
    if written.has_tables:
        for match in _IN_A_CELL.finditer(low):
            if heading := _HEADING.search(written.heading_of(match.start())):
                why = f"in a column called '{heading.group()}'"
                yield span(text, *match.span("ref"), DataLabel.COUNCIL_REF, 0.85, why)


def _with_its_letters(low: str, start: int) -> int:
    prefix = _PREFIX.search(low[max(0, start - 8) : start]) if low[start].isdigit() else None
    return start - len(prefix.group()) if prefix else start


def _by_their_captions(written: Written) -> Iterator[Span]:
    """References whose caption stands further off, before or after, or over their column."""
    text, low = written.text, written.low
    candidates = [
        match.span("ref")
        for match in _CANDIDATE.finditer(low)
        if not _OF_ANOTHER_KIND.fullmatch(match["ref"])
    ]
    for start, end in candidates:
        if is_a_count(written, end):
            continue
        cue = named_by(written, start, end, _CALLED)
        if cue is None and not _is_given_as_a_number(low, start, end):
            if _CASE_SHAPE.fullmatch(low, start, end) and (
                said := named_by(written, start, end, _WHERE_KEPT)
            ):
                why = f"the shape of a case's number{beside(said)}"
                yield span(text, start, end, DataLabel.COUNCIL_REF, 0.7, why)
            continue
        why = f"a number called a reference about a person{beside(cue)}"
        yield span(
            text, _with_its_letters(low, start), end, DataLabel.COUNCIL_REF, 0.85 if cue else 0.75, why
        )


_CASE_SHAPE = re.compile(
    r"\d{1,2}[a-z]{0,2}/\d{4,8}/\d\d|\d{6,8}/\d\d|[a-z]{1,3}-\d{5,8}-\d{3,5}|[a-z]{2,5}-?\d{6,9}|[a-z]{2,4}[-/]\d{5,9}"
)
"""Two parts and more, or as long as such numbers are."""
_WHERE_KEPT = re.compile(
    r"\b(?:police|burglary|theft|stolen|assault|robbery|criminal damage|social (?:care|services|worker|work)|council tax(?! (?:leaflet|base|guide|form|policy|report|team|band))|housing (?:benefit|register|officer)|rent (?:account|arrears)|tenancy|(?:rang|called|phoned|ringing|dialled|call) (?:101|999)|(?:pc|wpc|dc|sgt) \w+|officer in (?:the )?case|oic|waiting list|homeless(?:ness)?)\b"
)


def _is_given_as_a_number(low: str, start: int, end: int) -> bool:
    """Whether it follows "account", "ref" or the like in a message about rent, council tax, the police or care."""
    if not _A_NUMBER_BEFORE.search(low[max(0, start - 50) : start]):
        return False
    around = f"{low[max(0, start - 120) : start]} | {low[end : end + 120]}"
    return _SUBJECT_SAID.search(around) is not None and _OTHER_SUBJECT.search(around) is None


_OTHER_SUBJECT = re.compile(
    r"\b(?:leaflet|guidance|policy|base|income|revenue|bacs|tiles|budget|cost|invoices?|(?<!liability )orders?|planning|foi|sar|complaint ref|ticket|meters?|gas|electric\w*|water|bank|sort code|nhs|passport|utr|uprn|phone|tel|mobile|supplier|vat|company|charity|tender|contract)\b"
)


def _more_of_them(low: str, first: str, at: int) -> Iterator[tuple[int, int]]:
    """The references that follow in a list, as long as they have as many characters as the first."""
    while (more := _AND_MORE.match(low, at)) and len(more["ref"]) == len(first):
        yield more.span("ref")
        at = more.end("ref")


_SHORTEST_PICTURE: Final = 4
_DRAWN: Final = {"#": r"\d", "@": "[a-z]"}
_ENOUGH_LETTERS: Final = 2


def finder_for(references: Mapping[str, Sequence[str]]) -> Callable[[Written], Iterator[Span]]:
    """A finder of a council's own references: what each is called, and pictures of how it is written.

    In a picture `#` is a digit, `@` a letter, and everything else stands for itself; a space, a hyphen, a dot and a
    slash stand for each other and may be missing. A picture without two letters or more would fit any number, so it
    is found only beside a word of its name. Raises `ValueError` with a sentence for a picture that can't be used.
    """
    drawn = [
        (name, re.compile(rf"(?<![\w]){_pattern(name, picture)}(?![\w])"), _cue_for(name, picture))
        for name, pictures in references.items()
        for picture in pictures
    ]

    def find(written: Written) -> Iterator[Span]:
        text, low = written.text, written.low
        for name, pattern, cue in drawn:
            for match in pattern.finditer(low):
                nearby = named_by(written, *match.span(), cue) if cue else None
                if cue is None or nearby:
                    why = f"the form of this council's {name}{beside(nearby)}"
                    yield span(text, *match.span(), DataLabel.COUNCIL_REF, 0.95 if nearby else 0.9, why)

    return find


def _pattern(name: str, picture: str) -> str:
    if sum(mark.isalnum() or mark in _DRAWN for mark in picture) < _SHORTEST_PICTURE or "#" not in picture:
        raise ValueError(
            f"council_references: '{picture}' for {name} would fit too much. Draw four characters or more, "
            "with # for each digit and @ for each letter, such as HB######."
        )
    return "".join(
        _DRAWN.get(mark) or (r"[ ./\u00a0-]?" if mark in " ./-" else re.escape(mark.lower()))
        for mark in picture
    )


def _cue_for(name: str, picture: str) -> re.Pattern[str] | None:
    if sum(mark.isalpha() or mark == "@" for mark in picture) >= _ENOUGH_LETTERS or "/" in picture:
        return None
    words = [re.escape(word) for word in lowered(name).split() if len(word) > 2]
    return re.compile(rf"\b(?:{'|'.join(words) or re.escape(lowered(name))})")
