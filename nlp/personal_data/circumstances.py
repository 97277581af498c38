# ruff: noqa: E501  (a list of words reads better unbroken)
"""What is said about a person's life: special categories, offences, childhood, money and care.

A word is flagged only where its sentence is about a person ("her diabetes"), not where it names a policy, a
team, a law or a statistic ("the union recognition policy").
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import lowered

_HEALTH = (
    r"diabet(?:es|ic)|epilep(?:sy|tic)|asthma(?:tic)?|cancer|tumou?r|leukaemia|chemotherapy|stroke|heart (?:attack|condition|disease|failure)|"
    r"dementia|alzheimer'?s|parkinson'?s|multiple sclerosis|copd|arthritis|fibromyalgia|crohn'?s|"
    r"(?:clinical |postnatal |post-natal |severe )?depress(?:ion|ed)|anxiety(?: disorder)?|panic attacks?|ptsd|post[- ]traumatic|schizophreni[ac]|"
    r"bipolar(?: disorder)?|psycho(?:sis|tic)|eating disorder|anorexi[ac]|bulimi[ac]|self[- ]harm(?:s|ed|ing)?|suicid(?:e|al)(?: thoughts| attempt)?|"
    r"(?:took an )?overdosed?|sectioned|mental health (?:problems?|issues?|condition|crisis|breakdown|difficulties)|breakdown|"
    r"autis(?:m|tic)(?: spectrum disorder)?|asd|adhd|asperger'?s|dyslexi[ac]|dyspraxi[ac]|down'?s syndrome|cerebral palsy|learning disabilit(?:y|ies)|"
    r"learning difficult(?:y|ies)|disab(?:led|ility)|wheelchair(?: user)?|blind|deaf|visual(?:ly)? impair(?:ed|ment)|hearing impair(?:ed|ment)|"
    r"pregnan(?:t|cy)|miscarriage|abortion|ivf|hiv(?: positive| status)?|aids|hepatitis(?: [abc])?|tuberculosis|covid(?:-19)?|"
    r"alcoholic|alcoholism|drink(?:ing)? problem|alcohol (?:problem|misuse|dependen(?:t|cy)|abuse)|drug (?:problem|addict(?:ion)?|misuse|dependen(?:t|cy))|"
    r"addict(?:ed|ion)|substance misuse|methadone|rehab|insulin|antidepressants?|medication|sertraline|citalopram|fluoxetine|"
    r"diagnos(?:ed|is)(?: (?:with|of) [a-z]+)?|terminally ill|terminal illness|palliative|hospice|incontinen(?:t|ce)|dialysis|"
    r"sick(?:ness)? (?:leave|absence|note|record)|fit note|off sick|signed off(?: sick| work)?|long[- ]term sick|occupational health|"
    r"surgery|operation|hysterectomy|broken (?:leg|arm|hip|wrist)|fractured? [a-z]+|injur(?:y|ies)|brain injury|medical (?:records?|history|condition|report|appointment|notes)|"
    r"blue badge|care needs|health condition|chronic (?:pain|fatigue|illness)|seizures?|stoma|obes(?:e|ity)|allerg(?:y|ic)|vaccinat(?:ed|ion)"
)
_ETHNICITY = (
    r"black (?:british|african|caribbean|man|woman|boy|girl)|white (?:british|irish|european|man|woman)|british asian|asian british|mixed (?:race|heritage)|"
    r"(?:his|her|their|my|your) (?:race|ethnicity|ethnic (?:origin|group|background)|nationality|skin colou?r)|ethnic(?:ity| origin| group)(?=:| is)|"
    r"gyps(?:y|ies)|romany|roma|irish traveller|traveller family|afro-caribbean|african caribbean|bangladeshi|pakistani|indian|somali|nigerian|"
    r"ghanaian|jamaican|polish|romanian|bulgarian|lithuanian|syrian|afghan|iraqi|iranian|kurdish|eritrean|sudanese|ukrainian|chinese|"
    r"vietnamese|turkish|albanian|arab|tamil|of [a-z]+ (?:heritage|origin|descent)|asylum[- ]seeker|refugee"
)
_RELIGION = (
    r"muslim|islam(?:ic)?|christian|catholic|protestant|anglican|methodist|baptist|hindu|sikh|jew(?:ish)?|buddhist|jehovah'?s witness|mormon|"
    r"quaker|pagan|atheist|agnostic|orthodox (?:jew|christian)|pentecostal|evangelical|rastafarian|humanist|"
    r"(?:attends|goes to|went to) (?:the )?(?:mosque|church|temple|synagogue|gurdwara)|(?:his|her|their|my) (?:religion|faith|religious beliefs?)|converted to [a-z]+"
)
_POLITICS = (
    r"(?:conservative|labour|lib(?:eral)? dem(?:ocrat)?s?|green|reform(?: uk)?|ukip|snp|plaid cymru|tory|communist|bnp) (?:party )?(?:member|supporter|voter|activist|donor|candidate)|"
    r"member of (?:the )?(?:conservative|labour|liberal democrat|green|reform uk|communist|socialist workers) party|"
    r"(?:votes?|voted|campaign(?:s|ed)|canvass(?:es|ed)) (?:for )?(?:conservative|labour|tory|tories|lib dem|green|reform|ukip|snp|leave|remain)|"
    r"(?:his|her|their|my) political (?:views?|opinions?|beliefs?|affiliation)|party member(?:ship)?"
)
_UNION = (
    r"(?:trade )?union (?:member(?:ship)?|rep(?:resentative)?|subscription|subs|dues|steward|activist)|shop steward|"
    r"member of (?:the )?(?:a )?(?:trade )?(?:union|unison|unite|gmb|usdaw|nasuwt|neu|pcs|rmt)|(?:joined|in|belongs to|pays into) (?:the |a )?(?:trade )?(?:union|unison|gmb|nasuwt|neu|pcs)|"
    r"(?:unison|gmb|nasuwt|unite|neu) (?:member(?:ship)?|rep(?:resentative)?|steward)"
)
_SEX = (
    r"(?:is|are|was|came out as|being|as|he's|she's|they're) (?:openly )?(?:gay|lesbian|bisexual|homosexual|queer|pansexual|asexual|transgender|trans|non-binary|heterosexual|straight)|"
    r"gay (?:man|men|couple|son|partner)|lesbian (?:couple|woman|mother)|bisexual|homosexual|transgender|trans (?:man|woman|girl|boy)|"
    r"gender reassignment|transition(?:ed|ing) (?:to|from) (?:male|female)|sexual (?:orientation|relationship|partners?|history|activity)|sexuality|sex life|"
    r"sex worker|prostitut(?:e|ion)|(?:had|having|has) an affair|same[- ]sex (?:partner|couple|relationship)|sexually active"
)
_GENETIC = r"genetic (?:test(?:s|ing)?(?: results?)?|condition|disorder|marker|profile)|dna (?:test|profile|sample|results?|match)|brca ?[12]|paternity test|huntington'?s|(?:sickle cell|cystic fibrosis) (?:carrier|gene|trait)|chromosom(?:e|al)(?: [a-z]+)?|carrier of the [a-z ]{2,20}gene"
_BIOMETRIC = r"fingerprints?|facial recognition|face (?:scan|template|id)|iris scan|retina(?:l)? scan|biometric(?:s| data| template)?|voice ?print|palm (?:print|scan)|thumbprint"
_OFFENCE = (
    r"convict(?:ed|ion|ions)(?: (?:of|for) [a-z]+)?|criminal (?:record|conviction|history|offence)s?|arrest(?:ed)?(?: for [a-z]+)?|charged with [a-z]+|cautioned(?: for [a-z]+)?|police caution|"
    r"on (?:bail|probation|remand|licence|tag)|in prison|(?:prison|custodial|suspended) sentence|imprisoned|sentenced(?: to [a-z]+)?|jailed|released from prison|ex-offender|sex offender|"
    r"(?:alleged|suspected|accused|guilty) (?:of )?(?:[a-z]+ )?(?:theft|fraud|assault|abuse|rape|harassment|dealing|burglary|arson|murder|stalking|offences?|offending)|"
    r"suspected of [a-z]+|accused of [a-z]+|found guilty|pleaded guilty|pleads? guilty|benefit fraud|commit(?:ted|ting) (?:a |an )?(?:[a-z]+ )?(?:fraud|offence|crime|assault|theft|burglary)|"
    r"(?:sexual(?:ly)? )?assault(?:ed|ing)?|rape[ds]?|raped|murder(?:ed)?|stabb(?:ed|ing)|burglary|burgled|robbery|shoplift(?:ed|ing)|stole|drink[- ]driving|"
    r"drug deal(?:er|ing)|deal(?:s|ing|t)? (?:in )?(?:drugs|cannabis|cocaine|heroin)|possession of (?:[a-z]+ )?(?:drugs|cannabis|cocaine|heroin|knife|weapon|indecent)[a-z ]{0,10}|county lines|gang member|"
    r"harassment (?:order|charge|warning)|restraining order|non-molestation order|asbo|criminal behaviour order|community (?:order|payback)|dbs (?:check )?(?:disclosure|showed|shows|came back|result|certificate)|"
    r"under (?:police )?investigation(?: for [a-z]+)?|being investigated(?: (?:for|by)(?: the)? [a-z]+)?|youth offend(?:er|ing)(?: order)?|wanted by (?:the )?police|failed to appear in court|fined for [a-z]+"
)
_CHILD = (
    r"looked[- ]after(?: child(?:ren)?)?|lac review|care leaver|in foster care|foster(?:ed)? child(?:ren)?|adopted child|child protection(?: plan| conference)?|child in need(?: plan)?|"
    r"ehcp|ehc plan|education,? health and care plan|send? (?:support|pupil|register|needs)|special educational needs|year (?:[1-9]|1[0-3])(?: pupil| student| child)?\b|reception class|"
    r"key stage [1-4]|(?:my|his|her|their|our|the|a) (?:baby|toddler|newborn|infant)|free school meals?|pupil premium|excluded from school|school refus(?:er|al)|"
    r"(?:my|his|her|their|the) (?:(?:little|young|youngest|eldest|older|younger|foster|step|disabled) ?)?(?:son|daughter|child|children|kids?|boy|girl|grandson|granddaughter|stepson|stepdaughter)\b|"
    r"unaccompanied (?:asylum[- ]seeking )?(?:child|minor)|(?:school|nursery) attendance|minor\b|teenager|schoolchild|schoolboy|schoolgirl"
)
_MONEY = (
    r"universal credit|housing benefit|council tax (?:support|reduction|arrears|debt)|rent arrears|(?:in )?arrears(?: of £[\d,.]+)?|personal independence payment|\bpip\b|esa|jsa|income support|pension credit|"
    r"carer'?s allowance|attendance allowance|disability living allowance|\bdla\b|discretionary housing payment|food ?bank|bankrupt(?:cy)?|insolven(?:t|cy)|debt relief order|iva|"
    r"(?:in|her|his|their|my|of) debts?(?: of £[\d,.]+)?|owes? £[\d,.]+[km]?|bailiffs?|county court judgment|ccj|payday loan|repossess(?:ed|ion)|cannot afford|can't afford|"
    r"(?:salary|wages?|income|earns?|earning|paid|savings|pension|overpaid|overpayment)(?: is| was| of)? (?:of )?£[\d,.]+[km]?|(?:on )?benefits\b|low income|overpayment of [a-z ]+benefit|means[- ]tested|hardship (?:fund|payment)|unemployed|"
    r"£[\d,.]+[km]? (?:a|per) (?:year|month|week|annum)"
)
_SOCIAL = (
    r"safeguarding(?: (?:concern|referral|enquiry|alert|investigation|issue|risk))?s?|domestic (?:abuse|violence)|marac|refuge\b|coercive (?:control|behaviour)|honour[- ]based|forced marriage|"
    r"neglect(?:ed|ing)?|at risk of (?:harm|abuse|exploitation|neglect)|(?:physically|sexually|emotionally|financially) abused|(?:was|being|been) abused|abusive (?:partner|husband|wife|ex|relationship|father|mother|parent)|"
    r"care (?:plan|package|order|proceedings|assessment|home placement)|section 47|section 42 enquiry|supervision order|special guardianship|foster carers?|foster placement|taken into care|in care\b|"
    r"homeless(?:ness)?|rough sleep(?:er|ing)|evict(?:ed|ion)|temporary accommodation|supported living|sheltered housing|respite care|day care|direct payments?|home care|"
    r"(?:child )?sexual exploitation|trafficked|modern slavery|lacks? capacity|mental capacity|best interests (?:decision|assessor)|deprivation of liberty|dols|vulnerable (?:adult|person|child|woman|man)|"
    r"social worker|hoard(?:er|ing)|fleeing (?:her|his|their|an?) [a-z]+|family support|early help|young carer|needs assessment|adoption (?:order|file|records?|placement)"
)
_LEXICONS: Final = tuple(
    (label, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])"), score, meaning)
    for label, words, score, meaning in (
        (DataLabel.HEALTH, _HEALTH, 0.82, "a word about health"),
        (DataLabel.ETHNICITY, _ETHNICITY, 0.8, "a word about ethnic origin"),
        (DataLabel.RELIGION_OR_BELIEF, _RELIGION, 0.82, "a word about religion or belief"),
        (DataLabel.POLITICS, _POLITICS, 0.82, "words about politics"),
        (DataLabel.UNION_MEMBERSHIP, _UNION, 0.84, "words about union membership"),
        (DataLabel.SEX_LIFE_OR_ORIENTATION, _SEX, 0.82, "words about sex life or orientation"),
        (DataLabel.GENETIC, _GENETIC, 0.82, "words about genes"),
        (DataLabel.BIOMETRIC, _BIOMETRIC, 0.78, "words about biometrics"),
        (DataLabel.CRIMINAL_OFFENCE, _OFFENCE, 0.82, "words about an offence or a suspicion"),
        (DataLabel.CHILD, _CHILD, 0.82, "words about a child"),
        (DataLabel.SOCIAL_CARE_CIRCUMSTANCES, _SOCIAL, 0.8, "words about care or safeguarding"),
        (DataLabel.MONEY_OR_BENEFITS, _MONEY, 0.78, "words about money or benefits"),
    )
)
_PERSON_CUE = re.compile(
    r"\b(?:he|she|him|her|hers|his|my|me|myself|i|i'm|i've|mine|mr|mrs|ms|miss|dr|mum|mother|dad|father|son|daughter|wife|husband|partner|"
    r"brother|sister|nan|grandmother|grandfather|neighbour|client|resident|tenant|customer|patient|applicant|claimant|complainant|employee|colleague|"
    r"service user|pupil|student|child|boy|girl|baby|man|woman|lady|gentleman|teenager|carer|lodger|someone|somebody|the family|who|aged|"
    r"year-old|years old|a young person|a member of staff|the applicant)\b"
)
_THEIR_CUE = re.compile(r"\b(?:they|their|them|family|person)\b")
_GENERAL_AFTER = re.compile(
    r"^[ -](?:polic(?:y|ies)|procedures?|strateg(?:y|ies)|teams?|services?|departments?|acts?|legislation|law|training|guidance|awareness|"
    r"weeks?|months?|days?|centres?|committees?|boards?|statistics|figures|numbers|budgets?|spend(?:ing)?|contracts?|forum|network|"
    r"recognition|agreements?|partnership|prevention|scheme|programme|project|campaign|sector|leads?|officers?|managers?|units?|grants?|hub|toolkit|"
    r"course|workshop|audit|survey|providers?|equipment|facilit(?:y|ies)|standards?|framework)\b"
)
_GENERAL_SENTENCE = re.compile(
    r"\b(?:how many|number of|total (?:number|cost|amount)|statistics|breakdown of|policy on|policies on|guidance on|training on|"
    r"the council's policy|average|per cent|percentage|what is (?:the|our) policy)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\w)[^.!?\n]*)*(?:[.!?\n]+|$)")
_AGED = re.compile(
    r"\b(?:aged?:?|age is|is only|turned|who is|he is|she is|i am|he's|she's|i'm)[ ](?P<age>\d{1,3})\b(?![ ]?(?:%|,\d|\.\d|pounds|miles|minutes|"
    r"hours|days|weeks|months|of|to\b|clients|people|st|nd|rd|th|-\d|/))|\b(?P<years>\d{1,3})[ -]?(?:years?|yrs?)[ -]?old\b|\b(?P<short>\d{1,3}) ?(?:yo|y/o)\b|"
    r"\b(?P<months>\d{1,2})[ -]months?[ -]old\b|\b(?P<teen>1[3-9])-year-old\b"
)
_NOT_PEOPLE_AGED = re.compile(
    r"^[ -](?:building|policy|system|car|house|vehicle|contract|laptop|document|tree|bridge|file|record|data|computer|server)s?\b"
)
_NEGLIGIBLE_SENTENCE = 3


def find_circumstances(text: str, found: Iterable[Span] = ()) -> Iterator[Span]:
    """Words that say something sensitive about a person, sentence by sentence."""
    low = lowered(text)
    about_before = False
    for sentence in _SENTENCE.finditer(low):
        words, base = sentence.group(), sentence.start()
        if len(words) < _NEGLIGIBLE_SENTENCE:
            continue
        cue = _PERSON_CUE.search(words)
        about_a_person = cue is not None or (about_before and _THEIR_CUE.search(words) is not None)
        about_before = about_a_person
        general = _GENERAL_SENTENCE.search(words) is not None
        if not about_a_person or general:
            continue
        for label, pattern, score, meaning in _LEXICONS:
            for match in pattern.finditer(words):
                if _GENERAL_AFTER.match(words[match.end() :]):
                    continue
                start, end = base + match.start(), base + match.end()
                yield Span(
                    start, end, label, text[start:end], score, f"{meaning}, in a sentence about a person"
                )


def _ages(text: str, words: str, base: int) -> Iterator[Span]:
    for match in _AGED.finditer(words):
        if _NOT_PEOPLE_AGED.match(words[match.end() :]):
            continue
        age = 0 if match["months"] else int(match["age"] or match["years"] or match["short"] or match["teen"])
        if age > 120:
            continue
        start, end = base + match.start(), base + match.end()
        label = DataLabel.CHILD if age < 18 else DataLabel.AGE
        why = "an age under 18" if age < 18 else "an age"
        yield Span(start, end, label, text[start:end], 0.88, why)
