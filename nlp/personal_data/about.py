# ruff: noqa: E501  (a list of words reads better unbroken)
"""Whom a sentence is about: somebody, or policies, teams, laws, statistics and people in general."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from nlp.personal_data.stretches import Stretches

_NOUNS = (
    r"mum|mam|mother|dad|father|parent|wife|husband|partner|ex|ex-partner|ex-husband|ex-wife|brother|sister|sibling|nan|nana|gran|granny|grandmother|grandad|grandfather|grandson|granddaughter|grandchild|aunt|auntie|uncle|cousin|nephew|niece|son|daughter|"
    r"neighbour|client|resident|tenant|customer|patient|applicant|claimant|complainant|employee|colleague|service user|pupil|student|child|boy|girl|baby|toddler|man|woman|lady|gentleman|teenager|youth|carer|lodger|person|young person|victim|suspect|witness|offender|defendant|"
    r"caller|driver|owner|landlord|boyfriend|girlfriend|friend|manager|boss|worker|officer|teacher|caretaker|cleaner|member of staff|staff member|householder|occupier|occupant|leaseholder|squatter|requester|subject|individual|candidate|appellant|respondent|accused|deceased|twins?|family|"
    r"foster carers?|couple|guest|visitor|passenger|cyclist|pedestrian|homeowner|trader|contractor's son|councillor|lad|guy|bloke|kid|relative|relation|housemate|flatmate|adopter|minor|donor|informant|whistleblower|headteacher|head teacher|nurse|doctor|gp|social worker|mayor|vicar|clerk|trainee|apprentice|intern|contractor|constituent|inmate|prisoner|mother-in-law|father-in-law|perpetrator|deponent|pensioner|veteran|student|"
    r"employer|starter|leaver|volunteer|learner|mentee|widow|widower|bride|groom|nephew|stepson|stepdaughter|stepfather|stepmother|stepdad|stepmum|godson|foster child|grandparent|parent-in-law|son-in-law|daughter-in-law|sister-in-law|brother-in-law|infant|newborn|teen|schoolboy|schoolgirl|juvenile|female|male|fella|chap|mate|"
    r"referrer|referee|claimant|debtor|ratepayer|taxpayer|payee|licensee|licence holder|badge holder|holder|tenant-in-common|joint tenant|subtenant|private tenant|refugee|asylum seeker|migrant|traveller|rough sleeper|stallholder|shopkeeper|director|governor|bursar|leader|deputy|chair|treasurer|returning officer|registrar|lifeguard|"
    r"warden|porter|chef|cook|cashier|bookkeeper|accountant|plumber|electrician|roofer|builder|labourer|gardener|arborist|decorator|engineer|surveyor|planner|librarian|receptionist|secretary|typist|pa|lollipop (?:lady|man)|postman|barista|waiter|waitress|bouncer|security guard|guard|steward|crew mate|crewmate|workmate|team leader|team member|"
    r"line manager|loader|picker|courier|operative|technician|inspector|enforcement officer|magistrate|solicitor|barrister|judge|interpreter|midwife|health visitor|paramedic|carer|care worker|support worker|childminder|teaching assistant|dinner lady|coach|tutor|lecturer|musician|priest|imam|rabbi|nun|monk|temp|agency worker|agency nurse|casual|new lad|old man|old lady|"
    r"landlady|squatter|stranger|burglar|thief|attacker|culprit|rider|motorist|motorcyclist|shopper|customer|bidder|buyer|seller|vendor|author|writer|reporter|protester|demonstrator|speaker|objector|petitioner|voter|elector|proxy|agent|nominee|ward|dependant|next of kin|guardian|keyworker|case|ip|household"
)
_BARE_NOUNS = (
    r"applicant|claimant|complainant|client|tenant|resident|caller|patient|employee|colleague|student|pupil|learner|child|baby|toddler|infant|newborn|boy|girl|male|female|man|woman|driver|customer|subject|suspect|defendant|offender|victim|witness|appellant|respondent|candidate|householder|occupier|leaseholder|licensee|"
    r"mother|father|mum|mam|dad|son|daughter|brother|sister|sibling|sibs|nephew|niece|nan|gran|grandma|grandmother|grandad|grandfather|aunt|uncle|partner|husband|wife|ex|ex-partner|carer|adult at risk|young person|service user|foster carer|neighbour|lodger|manager|line manager|crew mate|teacher|parent|minor|teenager|deceased|single person|single mother|single parent|single mum|lone parent|"
    r"pt|yp|su|cl|ip|emp|mo|fa|mgm|pgm|gm|mgf|uasc|dob|ch|cyp|ee|asylum seeker|refugee|volunteer|cleaner|cashier|direct payment holder|holder|passenger|cyclist|pensioner|baby's|householder|adult|starter|informant|perpetrator|perp|youth|detainee|deponent|petitioner|supervisor|trainee|apprentice"
)
_TELLING = (
    r"is|was|has|had|isn't|wasn't|hasn't|says?|said|states?|stated|reports?|reported|disclosed|discloses|admitted|admits|denies|denied|lives|lived|claims|claimed|suffers|suffered|takes|took|feels|felt|told|tells|asked|asks|presents?|presented|presenting|wants|wanted|needs|needed|uses|used|receives|received|attends|attended|became|remains|awarded|considers|declared|declined|refuses|refused|confirmed|confirms|appears|"
    r"appeared|advised|explained|alleged|alleges|accepted|agreed|agrees|applied|arrested|charged|convicted|cautioned|diagnosed|admitted|discharged|sectioned|detained|placed|known|subject|seen|visited|rang|called|came|left|lost|fell|collapsed|died|moved|arrived|fled|struggles|struggling|drinks|drinking|smokes|self-harms|owes|works|keeps|gets|got|goes|went|aged|age|with|on|under|in|from|currently|recently|previously|already|also|"
    r"very|not|no|next door|and|using|whose|who|due|\w{3,}(?<!bas)(?<!relat)(?<!focus)(?<!fund)(?<!centr)(?<!approv)ed|no|never|unable|pregnant|disabled|deaf|blind|autistic|unwell|tearful|distressed|upset|homeless|suspended|excluded|absent|off|self-isolating|awaiting|requests|requested|wishes|would|could|can|cannot|can't|does|doesn't|did|didn't|won't|will"
)
_NOTES = re.compile(
    rf"(?:^(?:[\w'-]+ ){{0,2}}|[.,:;|(/\n–-] ?|\b(?:outgoing|former|current|new|same|young|single|elderly|male|female|adult|adoptive|foster|maternal|paternal|both|older|younger|eldest|youngest|prospective|re|from|to|by|of|with|and|for) )(?:{_BARE_NOUNS})(?:'s)?(?: [a-z]\b)?(?:,? ?[(]?\d{{1,2}}\b|,? (?:{_TELLING})\b| ?[:,;(|&/–]|\.?$)(?! (?:polic(?:y|ies)|services?|numbers|survey))"
    rf"|(?:^|[.,:;|(] ?)(?:{_BARE_NOUNS})'s [a-z]+\b(?! (?:polic|handbook|charter|forum|guide))"
    r"|(?:^|[\s(|,])(?:[mf]|male|female)[,/ -]{1,2}(?:aged? )?\d{1,3}\b|\b\d{1,3} ?(?:yo|y\.o|y/o|yr old)\b|(?:^|[,;(|/] ?)\d{2} ?[mf]\b(?![-.'])|(?:^|[|,(:] ?)[a-z]\. ?[a-z]{3,}\b(?! (?:\d|ltd))|\b(?:aged|age:?) (?:\d{1,3}|sixteen|seventeen|eleven|twelve|thirteen|fourteen|fifteen|ten|nine|eight|seven|six|five|four|three|two|one)\b(?! ?(?:and|or|to|-|years and) (?:over|under|above|\d))"
    r"|\b(?:client|child|adult|tenant|resident|person|witness|pupil|patient|employee|applicant|service user|victim|subject|staff member|officer|parent|claimant|household|family|case|emp|individual) (?:[a-h]|[xyz]|no\.? ?\d+|#?\d+)\b(?! (?:per cent|%|of))"
    r"|\b(?:ref'?d|n/k|hx|fhx|pmh|dna'?d|nfa'?d?|o/s|appt|rx|h/v|t/c|s/w|obs|dx|nok|a/c|yr old|wks? preg|inf(?:ormal)? mtg|dbs back|home visit|risk assess(?:ed|ment) (?:done|completed)|x\d (?:daily|weekly))\b"
)
"""A clipped note: a word for one person without its article, an age with a sex, "Client B", short forms of case notes."""
_PRONOUN = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself|he's|she's|he'd|she'd|he'll|she'll)\b")
_MINE = re.compile(
    rf"\bour (?:[\w'-]+ )?(?:{_NOUNS}|children|kids|twins|home|sons|daughters|parents)\b(?! (?:services?|satisfaction|portal|engagement|experience|survey|base|centre))|"
    r"\bmy\b(?! (?:request|question|quer(?:y|ies)|enquir(?:y|ies)|foi|sar|dissertation|research|thesis|study|project|letter|e-?mail|council|councillor|councillors|mp|understanding|opinion|view|organisation|company|readers|newspaper|article|previous|original|internal review|"
    r"policy|policies|team|service|services|staff|training|strategy|website|town|area|borough|county|city|local|schools?|libraries|community|residents|customers|members|ref|reference|contract|offer|website|library|streets?|roads?|parks?|report|scheme|office))\b"
)
_FIRST_PERSON = re.compile(
    r"\b(?:i am|i'm|im|i was|ive been|i've been|i have been|we're a|we are a) (?!writing|requesting|asking|doing|researching|looking|interested|contacting|emailing|e-mailing|sending|trying|conducting|carrying|seeking|not sure|sure|aware|happy|grateful|hoping|concerned|wondering|afraid|sorry|attaching|a journalist|a researcher|a reporter|a student|a phd|studying|making|submitting|after|keen)"
    r"|\bi (?:have|had|suffer|suffered|got|take|took|need|claim|receive|get|use|live|owe|owed|lost|became|can't|cannot|couldn't|never|feel|felt|struggle|went|broke|joined|left|vote|voted|belong|pay|attend|served|lied|tested|tried|drink|smoke)\b(?! (?:a question|attached|asked|requested|read|seen|heard|noticed|understood|understand|some questions|the following|to know|enclosed|copied|looked|searched))|\b(?:i've|ive|i'd|id) (?:had|got|been|never|lost|become|joined|just|not|always|tested|only)\b|\bwe (?:can't|cannot|couldn't) afford\b|\bi (?:haven't|hadn't|don't|wasn't|do the|applied|rent|rented|moved|came|started|stopped|work|worked|identify|wear|pray|keep|kept|turned|fell|voted|earn|was|will not be|won't)\b|\bmyself\b|\bmine\b|\b(?:made|left|gave|hit|hurt|abused|arrested|assaulted|stopped|diagnosed|sacked|evicted|told) me\b|\bme (?:and my|a|because)\b|(?:\b(?:put|leave|leaving|make|makes|making|gives?|giving|gave|kept|keeps|got|call(?:ed)?|calling|saw|seen|scan(?:ned)?|treat(?:s|ed)?|from|of|for|with|at|to|on|and|owes?|sent|take|took|kicked|threw|let|help(?:s|ed)?) me)\b|\bwe (?:think|believe|suspect|were|had|lost|are expecting|have (?:a|two|three) )"
)
_ONE_PERSON = re.compile(
    rf"\b(?:the|a|an|your|this|that|one|another|said|young|elderly|old|disabled|former|his|her|their|whose|any|every|each|same|male|female|year-old|old)[ ](?:[\w'-]+ ){{0,2}}?(?:{_NOUNS})(?:'s)?\b(?! (?:seat|seats|care|poverty|benefit|support|services?|satisfaction|portal|contract|relationship|experience|engagement|safety|fund|budget|centre|numbers|count|survey|data|protection (?:act|policy|team|service)|welfare|friendly|base|group|forum|participation|handbook|association))"
    r"|\b(?:someone|somebody|who (?:is|was|has|had|lives|lived|said|told|died)|whom|mr|mrs|ms|miss|mx|dr|cllr|aged \d|years old|year-old|yrs old|y/o|dob|date of birth|nhs (?:no|number)|patient|named|called)\b"
    rf"|^\W*(?:{_NOUNS}|pt|yp|su|cl|name|re|subject)(?:\s?[:=]|\s(?:[\w'-]+\s)?(?:is|was|has|had|says?|said|states?|stated|reports?|reported|disclosed|admitted|lives|claims|suffers|takes|feels|told|asked|presents?|presented|wants|needs|uses|received|attended|became|remains)\b)"
    r"|\b(?:both|two|three|all)(?: of)?(?: the| his| her| their| my)? (?:children|boys|girls|kids|twins|sisters|brothers|sons|daughters|siblings|parents)\b|\bthe (?:children|boys|girls|kids|siblings|parents|couple|grandparents|twins)\b(?! of the (?:borough|county|city|town|country))(?!')"
)
_THINGS = (
    r"number|letter|order|paper|matter|computer|printer|scanner|server|water|tower|river|corner|border|quarter|chapter|register|folder|container|counter|cover|shelter|power|other|trailer|boiler|meter|poster|sticker|tender|transfer|answer|offer|summer|winter|layer|filter|buffer|barrier|former|after|newsletter|footer|header|parameter|weather|timer|heater|cooler|router|"
    r"burner|cluster|ladder|flower|roller|planter|tanker|charter|ledger|reader|never|under|over|together|whether|another|rather|further|either|photocopier|crusher|mower|freezer|hopper|camper|carrier|larder|supplier|provider|developer|locker|speaker|trigger|wrapper|banner|cellar|helicopter|copper|dumper|pepper|sewer|gutter|adapter|charger|amplifier|projector"
)
_SOME_JOB = re.compile(
    rf"\b(?:the|a|an|our|your|this|another) (?:[\w'-]+ )?(?:\w+(?:man|woman|keeper|worker|driver|officer|assistant|mate|nurse|ologist|tionist|pist|rist|nist)\b(?! (?:posts?|jobs?|vacanc\w+|roles?|salar\w+|handbook|training))|(?!(?:{_THINGS})\b)\w{{3,}}er(?:'s)? (?:who|is|was|has|had|says|said|told|admitted|asked|got|keeps|wants|went|rang|called|claims|takes|took)\b)"
)
_ONLY_OF_SOMEBODY = re.compile(
    r"\b(?:(?:was|were|been|being|got|is|has|recently|previously|newly|wrongly) (?:\w+ )?(?:diagnosed|sectioned|arrested|convicted|cautioned|bailed|remanded|jailed|imprisoned|hospitalised|prescribed|medicated|adopted|fostered|taken into care|evicted|abused|raped|assaulted|stabbed|deported|baptised|christened|bereaved|widowed|orphaned|signed off|detained|sentenced|acquitted|deadnamed|outed|trafficked|cuckooed|radicalised|groomed|fingerprinted|born)"
    r"|suffer(?:s|ed|ing) (?:from|with)|tested (?:positive|negative)|(?:he|she|they)'s|own words|play(?:s|ing|ed) up|flar(?:es?|ed|ing)[- ]?up|one of (?:our|the|my|your|his|her|their) \w+|(?:two|three|both|some|another) of (?:our|my|his|her|the) \w+|(?:occupational health|medical|psychiatric|gp|consultant's|probation|pre-sentence|social work|psychologist's|discharge|exit interview|case) (?:report|letter|notes?|summary|statement|file)|next of kin|date of birth|marital status|(?:our|my|his|her|their) (?:neighbours|friends|in-laws|cousins|parents|grandparents|uncles|lodgers)|(?:payroll|staff|employee|client|tenancy|pupil|patient|rent account|swift|mosaic|liquidlogic|council tax (?:a/c|account)) ?(?:no\.?|number|id|ref)? ?:? ?[a-z]{0,3}\d{3,}|(?:no|one|two|three|\d|previous|spent|unspent) (?:\w+ )?(?:convictions?|cautions?|arrests?)|(?:pre-employment|dbs|return to work|rtw|sickness|supervision|appraisal|disciplinary|grievance|capability|welfare|medical|tenancy|home) (?:check|interview|meeting|note|visit|hearing|review|record)s?:|single (?:mum|mother|dad|father|parent|person)|lone parent|threw (?:him|her|them|me) out|known to (?:police|services|us|camhs|mh)|out on (?:licence|bail)|on (?:bail|tag|a tag|probation|remand|uc|pip|esa|jsa|dla|benefits|universal credit|sertraline|methadone|insulin|the sick)\b|in receipt of|no (?:savings|income|convictions|fixed abode|recourse)|of no fixed abode|"
    r"you (?:told|said|came|disclosed|admitted|took|were|are a)|describes? you as|you have (?:recently |now |since )?(?:joined|told|been|had|got|lost|become|taken|disclosed|declared)|birth parents|your (?:council tax|rent|housing benefit|mortgage|son|daughter|husband|wife|partner|mother|father|mum|dad|child|baby|absence|sickness|condition|disability|diagnosis|pregnancy|arrears|rent account|overpayment|conviction|claim|benefit|tenancy|illness|surgery|operation|impairment))\b"
    r"|^\W*(?:hi,? |hello,? |hey,? |morning,? )?am \w+|^\W*(?:was|had|have|has|got|is|been|can't|cannot|couldn't|did|currently|recently|previously|now|still|lives|living|works|takes|taking|suffers|suffering|struggles|struggling|disclosed|reported|reports|presented|presents|admitted|arrested|diagnosed|detained|sectioned|placed|seen|discharged|refused|claims|claiming|receives|receiving|owes|drinks|drinking|smokes|smoking|separated|divorced|married|widowed|pregnant|unemployed|homeless|history of|hx of|h/o|known to|looked after|looked-after|declined|"
    r"awaiting|subject to|excluded|found|caught|seen|stopped|served|sublet|sub-let|rang|left|lost|went|offered|bailed|charged|convicted|cautioned|attends|attended|goes|uses|needs|requires|keeps|speaks|born) (?!the council|the authority|the policy|there|it |this |these |we )\w+(?!.*\?)"
)
_NOT_CLIPPED = re.compile(
    r"\b(?:the|our|your|this|these|will|must|may|should|can|are|is|we|you|which|that|please|how|what|when|where|why|get|use|book|report)\b"
)
_NOTED = re.compile(
    r"\b(?:collected|verified|issued|refused|granted|opened|disclosed|declined|noted|observed|advised|requested|offered|booked|confirmed|failed|applies|served|placed|seen|awarded|stopped|suspended|recorded|logged|taken|returned|expired|gone|given|removed|reported|referred|admitted|denied|signed|dismissed|withdrawn|revoked|activated|in place|on file|nfa|closed|paid|unpaid|owed|overdue|o/s|outstanding)\b"
)
"""What a clipped note says of the person whom it leaves out: "Foodbank voucher issued"."""
_SHORT: Final = 48
_LONGEST_NOTE: Final = 90
_LIKE_A_NOTE = re.compile(
    r"\d|[+&|–@=]| [/-] |\b(?:w/|re|til|poss|prev|nbr|pls|plz|ok|wk|yr|hrs|appt|req|rec'?d|conf'?d|ref|dp|kw|pnc|misper|me (?:mam|mum|dad|nan)s?|due|renew|lady|gent|bloke|fella)\b|^(?:was|been|has|had|got|no|ex|off|on|in|not|never|still|now|recently|newly)\b|, (?:has|had|is|was|lives|needs|gets|takes|on|off|no|not|now|in|prefers|wants|wont|won't)\b"
)
"""What a heading has not: figures, signs, short forms, a verb that leaves out whose it is."""
_OF_A_SERVICE = re.compile(
    r"%|\b(?:stats|statistics|profile|job ad|vacanc(?:y|ies)|spec|foi|averaged?|rates?|per|no\. of|nos|numbers?|tender|retender|lots|wards?|totals?|q[1-4]|quarter|session|lights|festival|events?|course|training|module|agenda|item|minutes|budget|cost|costs|spend|scheme|strategy|policy|plan|act|library|centre|stores|stock|leaflets?|posters?|free parking|switch on|opening|open|closed|awareness|week|campaign|road|street|grant|fund|contract|supplier|fy|ytd|code|form|template|attendee|role|agency|overtime|heading|columns?)\b"
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
    r"novel|film|drama|play|podcast|documentary|story|series|quiz|song|poem|training|trained|course|module|workshop|seminar|conference|policy|policies|guidance|strategy|statistics|procurement|supplier|contract|interested|interest|degree|phd|qualification|career|awareness|campaign(?:s|ed|ing)?|fundrais(?:es|ed|ing|er)|raises? money|volunteers?|writes|wrote|published|works|worked|working|job|role|cabinet member|portfolio|team|charity|committee|programme|project|lessons?|report|reports)"
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

    def __init__(self, low: str, named: Iterable[tuple[int, int]]) -> None:
        self._low = low
        self._named = Stretches(named)
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
        return bisect_right(self._ends, at)

    def _start(self, index: int) -> int:
        return self._ends[index - 1] if index else 0

    def about_somebody(self, at: int) -> bool:
        """Whether the sentence that holds this place is about somebody."""
        return self._about(self._index(at), 2)

    def reads_as_a_note(self, at: int) -> bool:
        """Whether the sentence here is short and clipped, as a note about somebody whom it does not name."""
        start, end = self.around(at)
        words = self._low[start:end].strip()
        if len(words) > _LONGEST_NOTE or "?" in words or _LIKE_A_NOTE.search(words) is None:
            return False
        return not any(
            sign.search(words) for sign in (_GENERAL, _MANY, _NOT_CLIPPED, _REQUESTING, _OF_A_SERVICE)
        )

    def _about(self, index: int, back: int) -> bool:
        if index not in self._judged:
            start = self._start(index)
            end = self._ends[index] if index < len(self._ends) else len(self._low)
            self._judged[index] = self._judge(self._low[start:end], start, end)
        if self._judged[index] or back == 0:
            return self._judged[index]
        if self._leans_on_next(index):
            return True
        if index == 0:
            return False
        start, end = self.around(self._start(index))
        words = self._low[start:end]
        carries_on = _THEIRS.search(words) is not None or not re.search(
            r"[a-z]+ (?:is|are|was|were|has|have) ", words
        )
        if not carries_on or _GENERAL.search(words) or _REQUESTING.search(words) or len(words) > 160:
            return False
        return self._about(index - 1, back - 1) and (_THEIRS.search(words) is not None or ":" in words)

    def _leans_on_next(self, index: int) -> bool:
        """Whether a few words without a verb stand before a sentence about somebody: "Straight. She laughed." """
        start, end = self.around(self._start(index))
        words = self._low[start:end]
        if len(words) > _SHORT or index >= len(self._ends) or self._low[end - 1 : end] == "\n":
            return False
        if _NOT_CLIPPED.search(words) or _GENERAL.search(words) or _MANY.search(words) or "?" in words:
            return False
        return end < len(self._low) and self._about(index + 1, 0)

    def _judge(self, words: str, start: int, end: int) -> bool:
        if self._named.meet(start, end) or _PRONOUN.search(words):
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
        if any(sign.search(asked) for sign in (_ONE_PERSON, _SOME_JOB, _ONLY_OF_SOMEBODY, _NOTES)):
            return True
        if _NOTED.search(asked) and not _NOT_CLIPPED.search(asked) and not _MANY.search(asked):
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
