# ruff: noqa: E501  (a list of words reads better unbroken)
"""The words that speak for a label, with their weight, and what they mean.

A pattern is a regular expression over the plain line (see normal.py): lower case, one space between words.
`{8}` stands for up to eight words of the same sentence, `{SENT}` and the like for the word classes below.
A weight of 1 is a hint, 2 speaks for the label, 3 and more decide it unless something else speaks as loudly.
"""

import re
from dataclasses import dataclass
from typing import Final

from nlp.triage.labels import IncidentCategory, Label

_CLASSES: Final = {
    "SENT": "(?:sent|sending|emailed|e-mailed|mailed|forwarded|messaged|texted|shared|copied|cc ?'?d|attached|replied)",
    "SENTALL": "(?:sent|sending|emailed|mailed|forwarded|messaged|texted|shared|copied|replied|posted|published|uploaded|disclosed|released|gave|given|handed|put|faxed|went|gone|goes|delivered|addressed|issued|saved|added|left|shown|attached|included|circulated|printed)",
    "DISCLOSED": "(?:disclosed|disclosing|revealed|released|shared|gave|given|told|passed|leaked|exposed|published|uploaded|sent|posted)",
    "SLIP": "(?:by mistake|in error|by accident|accidentally|mistakenly|inadvertently|unintentionally|wrongly|incorrectly|erroneously|without (?:permission|authority|authorisation|consent))",
    "PERSON": "(?:person|people|recipient|recipients|client|clients|resident|residents|customer|customers|tenant|tenants|patient|patients|family|families|parent|parents|child|children|pupil|pupils|student|carer|carers|employee|employees|colleague|service user|service users|claimant|applicant|neighbour|individual|individuals|member of staff|man|woman|lady|girl|boy|mum|dad)",
    "OTHERS": "(?:another|other|someone else|somebody else|a different|the wrong|different|wrong|unrelated|someone|stranger)",
    "DEVICE": "(?:laptops?|phones?|mobiles?|smartphones?|iphones?|ipads?|tablets?|usb(?: stick| drive| key)?|memory sticks?|hard drives?|hard disks?|pen drives?|flash drives?|devices?|chromebooks?|macbooks?|handhelds?|dictaphones?|cameras?|sd cards?|surface|computers?|pc|blackberry|encrypted stick|cds?|dvds?|work mobile)",
    "PAPER": "(?:notebooks?|note books?|notepads?|diary|diaries|files?|folders?|papers?|paperwork|documents?|case notes?|case files?|forms?|applications?|letters?|reports?|records?|printouts?|print outs?|bags?|briefcases?|rucksacks?|box(?:es)?|rota|notes|minutes|certificates?|passports?|bundles?|envelopes?|care plans?|list|cards?)",
    "LOST": "(?:lost|misplaced|mislaid|stolen|nicked|pinched|robbed|snatched|swiped|gone missing|went missing|missing|disappeared|vanished|dropped)",
    "LEFT": "(?:left|leaving|forgot|forgotten|abandoned)",
    "PLACE": "(?:train|bus|tube|taxi|cab|uber|tram|plane|cafe|coffee shop|pub|bar|restaurant|station|car|boot|roof|park|bench|shop|supermarket|gym|toilet|library|reception|airport|hotel|printer|photocopier|copier|scanner|desk|meeting room|corridor|kitchen|street|pavement|garage|building|office|van|client's house|house)",
    "DATA": "(?:data|personal data|information|details|records?|files?|emails?|documents?|notes|letters?|papers)",
    "IHAVE": "(?:i|we|they|he|she|colleague|someone|somebody|staff|officer|manager|team|member|worker|council|who|supplier|provider|contractor|it|has|have|had|been|was|were|got|just|accidentally)",
    "ASK": "(?:please|kindly|could you|can you|would you|will you|i would like|i want|i wish|we would like|we wish|we want|we require|i require|i request|we request|i am requesting|we are requesting|requesting|requests?|may i|may we|could i|can i|could we|can we|i need|we need|asking for|asks for|asked for|wants|would like|grateful if you|appreciate it if you)",
    "GIVE": "(?:provide|supply|send|disclose|confirm|release|tell me|let me know|let me have|give me|furnish|forward|advise|state|list|share with me|have|see|receive|obtain|know|copies|copy|copy of|breakdown|access to|details of|sight of|email me|get|view|inspect|publish)",
    "MINE": "(?:me|my|myself|mine|us|our client|my client|our family|my family|my son|my daughter|my child|my children|my late mother|my mother|my father|my mum|my dad|him|her|them|my wife|my husband)",
    "HOLD": "(?:hold|held|holds|have|has|had|got|keep|kept|store|stored|possess|retain|holding|keeping)",
}  # fmt: skip
_SENTENCE_WORD = r"(?:(?![.?] )\S+ )"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Turn a pattern of this module into a regular expression over a plain line."""
    for name, words in _CLASSES.items():
        pattern = pattern.replace("{" + name + "}", words)
    pattern = re.sub(r"\{(\d+)\}", lambda gap: rf"{_SENTENCE_WORD}{{0,{gap.group(1)}}}?", pattern)
    return re.compile(rf"(?<= )(?:{pattern})(?:(?= )|(?<= ))")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One pattern: the label it speaks for, how loudly, and what it means in words."""

    label: Label
    weight: float
    meaning: str
    pattern: re.Pattern[str]
    category: IncidentCategory | None = None
    group: int = 0


_C = IncidentCategory
_GROUPS: Final[tuple[tuple[Label, IncidentCategory | None, str, tuple[tuple[float, str], ...]], ...]] = (
    # ---- incidents -------------------------------------------------------------------------------------------
    (Label.INCIDENT, _C.EMAILED_WRONG_RECIPIENT, "something went to somebody who should not have it", (
        (3.5, r"(?:{SENT}|went|gone|going|put|goes|saved|addressed) {8}(?:to )?(?:the |a |an )?(?:wrong|incorrect|unintended) (?:\S+)"),
        (3.2, r"wrong (?:person|people|recipient|email(?: address)?|address|inbox|mailbox|contact|distribution list|mailing list|group|school|team|client|family|resident|customer|tenant|parent|solicitor|gp|john|sarah|david|council|company|agency|number)"),
        (3.2, r"{SENT} {16}(?:by mistake|in error|by accident|accidentally|mistakenly|inadvertently|unintentionally)"),
        (3.2, r"(?:by mistake|by accident|accidentally|mistakenly|inadvertently|unintentionally|wrongly|incorrectly) {2}(?:been )?{SENT}"),
        (3.2, r"(?:attached|sent|shared|uploaded|included|forwarded) {3}(?:the |a )?wrong (?:file|attachment|document|spreadsheet|report|version|form|one|letter|record)"),
        (3.0, r"wrong (?:attachment|file|spreadsheet)"),
        (3.2, r"(?:replied|reply|replying|hit reply|pressed reply|replied to) (?:to )?all"),
        (3.2, r"(?:not|never) (?:meant|intended) for (?:them|us|me|her|him|you|that|this|the|their|external|anyone)"),
        (2.4, r"(?:misdirected|mis directed|missent|mis sent|misaddressed|missends?) ?(?:email|letter|mail|message)?"),
        (3.2, r"{SENT} {8}to (?:my|her|his|their|a|an) (?:own )?(?:personal|home|private|gmail|hotmail|yahoo|outlook|icloud)(?: (?:email|gmail|account|address|hotmail))?"),
        (3.0, r"{SENT} {8}to (?:all staff|everyone|everybody|the whole (?:team|council|department|organisation)|an? (?:stranger|external|unrelated|former|ex|different|third party|member of the public))"),
        (2.8, r"(?:autocomplete|auto complete|autofill|outlook) {3}(?:picked|chose|selected|filled|suggested|put|inserted|added|populated)"),
        (2.6, r"(?:email|message|report|file|list|spreadsheet) {4}(?:was|has been|got|been|were) (?:sent|emailed|forwarded|shared) {3}(?:to )?(?:an? )?(?:agency|company|person|firm|organisation|someone|somebody|contractor|different|another|other)"),
        (3.0, r"(?:received|got|had|been sent|receiving) {5}(?:an )?(?:email|attachment|report|spreadsheet|file|records?|data|information) {6}(?:another|other|someone else|somebody else|different|not (?:meant|intended)|nothing to do with)"),
        (3.0, r"(?:has|have|had|is|got) nothing to do with the (?:child|client|case|family|patient|resident)"),
        (2.6, r"asked (?:them|him|her|the recipient|the person) to (?:delete|destroy|bin|return|permanently delete)"),
        (3.0, r"(?:emailed|sent|forwarded|copied) {5}(?:to )?(?:someone|somebody|a colleague|a person|people) (?:who|that|else) {3}(?:should not|did not need|not supposed|else|not authorised|not entitled)"),
        (2.6, r"(?:copied|cc ?'?d|added) {5}(?:in |into |on )?{4}(?:by mistake|in error|wrong)"),
        (3.0, r"details {4}(?:went|gone|sent|shared|given|disclosed|leaked) to (?:the )?(?:wrong|another|other|someone)"),
        (2.6, r"(?:sent|emailed|shared|forwarded|given|gave) {5}(?:someone|somebody|person|resident|client|patient|tenant|customer|child|pupil|employee|colleague) (?:else )?'s {5}to (?:another|a|the|someone|somebody|his|her)"),
        (2.8, r"(?:sent|emailed|shared|forwarded) {6}(?:another|someone else|somebody else|a different|other) (?:{PERSON} ?)?'?s? ?(?:{DATA}|letter|application|assessment|plan|payslip|statement)"),
        (2.2, r"recall(?:ed)? (?:it|the email|the message|that email)"),
    )),
    (Label.INCIDENT, _C.POSTED_OR_FAXED_WRONG_RECIPIENT, "a letter or parcel went to the wrong place", (
        (3.4, r"(?:posted|faxed|delivered|letter|letters|envelope|envelopes|parcel|post) {9}(?:wrong|old|previous|former|incorrect|different|next door) (?:address|house|person|property|flat|envelope|home|recipient|number|fax|resident|family|solicitor|patient|door|street|\S+)"),
        (3.2, r"(?:same|wrong|one) envelopes?"),
        (3.2, r"(?:letter|letters|bill|bills|statement|statements|report|reports|notice|post|mail) {8}(?:sent|posted|went|gone|addressed|delivered|put|going|given) {6}(?:neighbour|neighbours|stranger|wrong|old address|previous address|ex partner|ex husband|ex wife|another|someone else|somebody else|next door|different)"),
        (3.2, r"(?:received|got|opened|had|been sent|receiving) {4}(?:someone else|somebody else|another|other|a different|different) (?:{2})?(?:'s )?{4}(?:letter|letters|post|mail|appeal|bill|statement|form|documents?|paperwork|papers|report|in the post)"),
        (3.0, r"(?:posted|faxed|mailed out) {8}(?:by mistake|in error|to the wrong|to an old|to her old|to his old|to their old|to a previous)"),
        (2.6, r"(?:mail merge|mailmerge|mailshot|mailing|stuffing|enveloping) {6}(?:error|wrong|mixed|mix up|mismatch\w*|mistake|went wrong)"),
        (2.6, r"letters? {3}(?:got |were |was |been )?(?:mixed up|swapped|muddled)"),
        (2.0, r"put (?:in|into|inside) (?:an|the) envelope"),
    )),
    (Label.INCIDENT, _C.FAILURE_TO_REDACT, "something was left unredacted", (
        (3.2, r"(?:forgot|failed|forgotten|omitted|neglected|did not|not|without|never|missed|unable|should have) {3}(?:to )?(?:redact|redacted|redacting|redactions?|black(?:ed|ing)? out|blank(?:ed|ing)? out|anonymis(?:e|ed|ing)|remove the names|take out the|mask(?:ed)?)"),
        (3.2, r"(?:redactions?|redacted|blacked out|black boxes|redacting) {8}(?:removed|undone|seen|visible|readable|failed|fails|lifted|missed|copied|copy|underneath|not (?:work|worked|applied|saved)|can be|read|poorly|see through|wrong|incomplete)"),
        (3.0, r"unredacted"),
        (3.0, r"(?:hidden|pivot) (?:tab|tabs|sheet|sheets|column|columns|row|rows|data|worksheet|text|table)"),
        (3.0, r"(?:published|disclosed|released|uploaded|put) {6}(?:on|to|onto|with|without|online)? ?{6}(?:names|phone|signature|signatures|addresses?|personal data|personal details|email) {4}(?:still|visible|in|on|showing|included|left)"),
        (2.8, r"(?:published|released|disclosed|put out|response|uploaded) {10}(?:forgot|without|still) {4}(?:names|signature|phone|address|details|taking|removing|blanking|visible)"),
        (2.4, r"(?:names|details|addresses) (?:were |are |was |is )?(?:still |left )?(?:visible|showing|readable)"),
        (2.6, r"third party (?:data|information|details|names?) {4}(?:left|included|disclosed|released|sent|visible|not removed)"),
    )),
    (Label.INCIDENT, _C.FAILURE_TO_USE_BCC, "people could see each other's addresses", (
        (3.6, r"(?:forgot|instead of|rather than|not|without|should have|did not|failed|in cc not|put) {4}(?:to )?(?:use |using |used |in )?(?:the )?(?:bcc|blind copy|blind copied|blind carbon)"),
        (3.2, r"(?:in|into|using|used|via) (?:the )?(?:to|cc)(?: box| field| line| list)? (?:instead|rather|not|so|and|by)"),
        (3.2, r"(?:see|seen|saw|view|visible) {3}(?:each other|one another|everyone|everybody|all the|all of the|the other|every) {2}(?:'s |s )?{3}(?:email|emails|address|addresses|names|details)"),
        (3.0, r"(?:everyone|everybody|all|recipients) {3}(?:'s )?(?:email )?address(?:es)? {3}(?:in the|visible|showing|were visible|exposed|on show|could be seen)"),
        (3.0, r"cc ?'?d (?:all|everyone|everybody|them all|the whole|the entire)"),
        (2.4, r"open cc"),
    )),
    (Label.INCIDENT, _C.LOSS_THEFT_DEVICE, "a device is lost or stolen", (
        (3.4, r"{DEVICE} {8}{LOST}"),
        (3.4, r"{LOST} {5}{DEVICE}"),
        (3.4, r"(?:can not|could not|unable to) find {3}{DEVICE}"),
        (3.2, r"{LEFT} {5}{DEVICE} {5}(?:on|in|at|under|behind)"),
        (3.0, r"{DEVICE} {5}(?:been |was |were |got |has been |is )?(?:left|forgotten) (?:on|in|at|behind|under)"),
        (3.2, r"(?:stole|nicked|pinched|snatched|took|taken) {4}{DEVICE}"),
        (2.8, r"(?:burgled|burglary|broken into|break in|mugged|robbed|pickpocketed) {10}{DEVICE}"),
    )),
    (Label.INCIDENT, _C.LOSS_THEFT_PAPERWORK_OR_INSECURE_LOCATION, "papers are lost, stolen or lying about", (
        (3.2, r"{LOST} {5}{PAPER}"),
        (3.0, r"{PAPER} {8}(?:{LOST}|is gone|are gone|been taken|was taken|were taken|blown away|blew away|fell out|fallen out)"),
        (3.2, r"(?:can not|could not|unable to) (?:find|locate|trace) {3}{PAPER}"),
        (3.2, r"{LEFT} {6}{PAPER} {6}(?:on|in|at|under|behind|out|unattended|overnight)"),
        (3.0, r"{LEFT} {8}(?:on|in|at|by) (?:the|a|an|my|our|her|his|their) (?:\S+ )?{PLACE}"),
        (3.0, r"{PAPER} {6}(?:left|found|lying|sitting|visible|discovered|dumped|stored|were left|was left) {4}(?:on|in|at|by|under|outside|unattended|unlocked|behind|around|out)"),
        (3.0, r"(?:found|discovered|picked up|handed in|came across) {4}{PAPER} {8}(?:unlocked|street|printer|photocopier|bench|bus|train|public|car park|skip|reception|outside|old (?:office|depot|building)|garage|cupboard)"),
        (3.0, r"(?:car|van|house|home|office|cabinet|flat) {3}(?:was |were |been |got |is )?(?:broken into|burgled|robbed|raided)"),
        (2.4, r"(?:unlocked|unattended|unsecured|insecure|insecurely) {4}(?:cabinet|cupboard|garage|room|drawer|{PAPER}|office|desk)"),
        (2.6, r"(?:filing cabinet|cabinet|cupboard|drawer|drawers) {8}(?:unlocked|sold|skip|given away|left)"),
    )),
    (Label.INCIDENT, _C.VERBAL_DISCLOSURE, "something was said to or overheard by the wrong person", (
        (3.2, r"(?:told|gave|given|disclosed|revealed|confirmed|mentioned|read out|said|let slip) {10}(?:over the phone|on the phone|by phone|verbally|on a call|over the telephone|in person|out loud|at the counter|in reception|without (?:checking|verifying|asking|doing security|confirming)|pretending)"),
        (3.2, r"(?:overheard|over heard|eavesdropp\w+|within earshot|could hear|could be heard|heard (?:me|us|my|a colleague|staff|one of))"),
        (3.0, r"(?:said|told|disclosed|gave away|revealed|given) {4}too much"),
        (3.0, r"(?:discussed|discussing|talked|talking|talked about|chatting|gossip\w*|spoke|speaking) {8}(?:lift|pub|corridor|train|bus|public|loudspeaker|reception|open plan|waiting room|in front of|cafe|shop|school gate|playground)"),
        (2.8, r"(?:told|gave) (?:the|an|a|her|his|their|my) (?:ex|ex partner|ex husband|ex wife|estranged|abusive|neighbour|landlord|wrong|other|mother|father|relative|caller|family|son|daughter|brother|sister|friend) {8}(?:address|details|about|that|where|information)"),
        (2.6, r"(?:voicemail|voice mail|answerphone|answer phone|answering machine) {6}(?:wrong|someone else|another)|left a (?:voicemail|message) {6}wrong"),
        (2.8, r"(?:did not|without|forgot to|failed to) (?:check|checking|verify|verifying|ask|do|doing|complete|confirm|confirming) {3}(?:security|identity|who (?:he|she|they|it) (?:was|were)|id|dpa|caller)"),
    )),
    (Label.INCIDENT, _C.UNAUTHORISED_ACCESS_NON_CYBER, "somebody looked at records without reason", (
        (3.2, r"(?:looking up|looked up|looking at|looked at|accessed|accessing|viewed|viewing|opened|read|reading|searched|searching|browsing|browsed|snooping|snooped|nosing|peeking|checking up on|checked) {8}(?:neighbour|neighbours|ex|ex partner|ex husband|ex wife|own (?:record|file|family)|family|relatives?|friends?|celebrity|colleague|no (?:reason|business|need|right)|without (?:a |any )?(?:reason|authority|need|permission|authorisation|business|legitimate)|should not|not (?:supposed|allowed|authorised|entitled)|not involved)"),
        (3.2, r"snoop(?:ing|ed|s)?"),
        (3.0, r"(?:still|continues to|kept) {1}(?:has|have|had|having|got)? ?access {6}"),
        (2.8, r"(?:should not|not supposed to|no longer|not meant to|not authorised to|no need to|no reason to|not entitled to) (?:have )?(?:had |be able to )?(?:access|see|view|look|open)(?:ed)?"),
        (2.8, r"(?:unauthori[sz]ed|inappropriate|improper|illegitimate) access"),
        (2.8, r"(?:used|using|borrowed|shared|gave|knows) {4}(?:someone else|somebody else|another|colleague|my|her|his|manager) ?(?:'s )?(?:login|log in|password|account|credentials|id badge|pass)"),
        (2.4, r"(?:unlocked|left) {3}(?:screen|computer|pc|laptop) {4}(?:unlocked|unattended|logged in|open)"),
        (2.4, r"(?:former|ex|old|previous) (?:employee|member of staff|colleague|worker|contractor|staff)s? {5}(?:access|accessed|opened|login|logged|took|taken|downloaded|copied)"),
        (2.6, r"(?:took|taken|downloaded|copied|taking) {5}(?:client|customer|data|files|records|database|contacts) {4}(?:when (?:he|she|they) left|to (?:her|his|their) new)"),
    )),
    (Label.INCIDENT, _C.WRONG_DATA_SUBJECT_IN_PORTAL, "somebody sees another person's data in a system", (
        (3.2, r"(?:portal|online account|account|app|website|system|self service|mygov|my account|logged in|logged on|log in) {10}(?:see|sees|seeing|saw|seen|view|shows?|showed|showing|displays?|displayed|access|viewed) {5}(?:another|other|someone else|somebody else|a different|different|the wrong|wrong) {4}"),
        (3.2, r"(?:see|sees|seeing|saw|view|shows?|showed|access) {3}(?:another|other|someone else|somebody else|a different|different) {6}(?:portal|online|account|app|website|logged|login)"),
        (3.2, r"(?:recorded|saved|uploaded|filed|added|put|entered|attached|logged|scanned|linked|indexed|merged) {5}(?:on|to|onto|under|in|against|into|with) (?:the )?wrong (?:{PERSON} ?)?(?:'s )?(?:s )?(?:record|records|file|account|case|profile|person|client|child|{PERSON})"),
        (2.6, r"(?:records|accounts|profiles) {3}(?:merged|mixed up|linked|crossed|swapped)"),
    )),
    (Label.INCIDENT, _C.INCORRECT_DISPOSAL_PAPERWORK, "papers were thrown away unsafely", (
        (3.4, r"(?:confidential waste|{PAPER}|shredding|confidential \S+) {10}(?:ordinary|normal|general|public|recycling|wheelie|open|outside|household|regular|black|blue|green) ?(?:bin|bins|recycling|waste|rubbish|skip|bag|bags|sack|tip)"),
        (3.2, r"(?:instead of|rather than|not|without|never|before) (?:being |been |having been )?shredd?(?:ed|ing)"),
        (3.2, r"{PAPER} {8}(?:in|into) (?:a|the) (?:\S+ )?(?:bin|skip|recycling|rubbish|dump|tip|waste)"),
        (3.0, r"(?:threw|thrown|throwing|put|dumped|binned|fly tipped|disposed of|chucked) {6}(?:{PAPER}|confidential) {6}(?:bin|bins|skip|recycling|rubbish|tip|waste|away|out)"),
        (2.6, r"(?:destroyed|shredded|disposed of|thrown away|threw away|deleted) {5}(?:by mistake|in error|too early|before the retention|wrong|accidentally)"),
    )),
    (Label.INCIDENT, _C.INCORRECT_DISPOSAL_HARDWARE, "equipment was got rid of without being wiped", (
        (3.6, r"(?:{DEVICE}|equipment|servers?|printers?|photocopiers?|copiers?|hardware|drives?|computers?) {12}(?:not|without|never|before|un) ?(?:being |been |having been |properly |securely |the )?{3}(?:wiped|wiping|erased|erasing|cleared|destroyed|cleaned|sanitised|wipe|shredded)"),
        (3.2, r"(?:{DEVICE}|equipment|servers?|photocopiers?|hardware|computers?) {8}(?:sold|auction|auctioned|ebay|donated|given away|skip|dumped|tip|charity|recycled|scrapped|scrap|thrown|disposed|disposal)"),
        (3.0, r"(?:sold|donated|auctioned|gave away|got rid of|disposed of|threw away|skipped) {5}(?:{DEVICE}|equipment|servers?|photocopiers?|hardware|computers?)"),
    )),
    (Label.INCIDENT, _C.ALTERATION, "data was changed, overwritten or lost", (
        (3.0, r"(?:changed|altered|amended|edited|tampered|overwrote|overwritten|overwriting|corrupted|falsified|modified|wiped out) {8}(?:record|records|data|dates?|file|files|notes|entries|details|amounts|database|system|figures)"),
        (3.0, r"(?:record|records|data|dates?|file|files|notes|entries|details|database) {6}(?:been |were |was |got |have been |has been )?(?:changed|altered|tampered|overwritten|corrupted|falsified|edited without|wiped|scrambled)"),
        (2.8, r"(?:accidentally|mistakenly|wrongly|by mistake|in error) {2}(?:deleted|wiped|erased|overwrote|overwritten)"),
        (2.8, r"(?:deleted|wiped|erased) {6}(?:by mistake|in error|by accident|accidentally)"),
        (2.2, r"(?:migration|update|upgrade|import|script|sync) {6}(?:overwrote|corrupted|deleted|mixed|duplicated|wrong|lost)"),
    )),
    (Label.INCIDENT, _C.PHISHING, "somebody fell for a false message", (
        (3.4, r"(?:clicked|opened|followed|pressed|tapped) {5}(?:link|attachment|button|invoice) {6}(?:dodgy|suspicious|fake|scam|phishing|strange|weird|spoof|email|password|looked)?"),
        (3.4, r"(?:phished|phishing|phish|spear phish\w*|smishing|vishing|spoofed|spoofing|scammed|scam)"),
        (3.2, r"(?:entered|gave|put|typed|given|shared|handed over|disclosed|provided) {4}(?:password|passwords|credentials|login|log in|pin|details) {6}(?:link|fake|site|website|page|in|scam|caller|scammer|email)?"),
        (3.0, r"(?:mailbox|email account|inbox|account) {4}(?:got |was |been |has been |is )?(?:hacked|compromised|taken over|hijacked)"),
        (2.8, r"(?:fake|dodgy|suspicious|scam|bogus|fraudulent) (?:email|link|invoice|invoices|message|text|website|login|attachment|caller)"),
        (2.6, r"(?:changed|change) {3}bank details {6}(?:fraud|fake|scam|not (?:them|genuine))"),
    )),
    (Label.INCIDENT, _C.RANSOMWARE, "files are held to ransom", (
        (4.0, r"(?:ransomware|ransom|ransom note|bitcoin|decrypt(?:ion)? key)"),
        (3.4, r"(?:files|servers?|systems?|drives?|everything|data) {5}(?:been |are |were |is |got )?(?:encrypted|locked) {8}(?:note|payment|pay|demand|bitcoin|hackers|can not open|attack)"),
    )),
    (Label.INCIDENT, _C.MALWARE, "a machine is infected", (
        (3.4, r"(?:malware|trojan|spyware|keylogger|key logger|worm|rootkit|infected|malicious (?:software|code|file|attachment))"),
        (3.2, r"virus {4}(?:on|in|got|has|was|attack|warning|alert|found|detected|infected)"),
        (3.0, r"(?:got|have|has|is|found|detected) {3}a? ?(?:computer )?virus {4}(?:machine|laptop|computer|pc|system|network|server)?"),
    )),
    (Label.INCIDENT, _C.MISCONFIGURATION, "a setting left data open", (
        (3.4, r"(?:sharepoint|folder|folders|drive|site|channel|team site|bucket|database|form|spreadsheet|page|calendar|files?|teams|server|link|planner|onedrive|system|data) {9}(?:open to|visible to|accessible (?:to|by|from)|available to|viewable by|shared with|public to) (?:everyone|anyone|everybody|all|the (?:whole|entire|public|internet|world)|staff|other|any|people)"),
        (3.2, r"(?:publicly|openly) (?:available|accessible|visible|viewable|exposed|shared)"),
        (3.2, r"(?:wrong|incorrect|misconfigured|mis configured|faulty|broken|missing|changed) {2}(?:permission|permissions|setting|settings|access rights|configuration|privacy setting|access controls?)"),
        (3.2, r"(?:misconfigur\w+|mis configur\w+)"),
        (2.8, r"(?:permissions?|access|settings?|restrictions?) {5}(?:not|never|wrongly|incorrectly) {2}(?:set|restricted|applied|removed|locked|configured|limited)"),
        (3.0, r"(?:found|indexed|searchable|appears?|appearing|showing up|showed up|accessible|available) {3}(?:on|by|in|via|through|from) (?:google|the internet|a search engine|search results|bing)"),
        (2.6, r"(?:anyone|everyone|anybody|everybody) {3}(?:can|could|was able to|were able to) (?:see|access|open|view|read|download|get into)"),
    )),
    (Label.INCIDENT, _C.UNAUTHORISED_ACCESS_CYBER, "somebody broke into an account or system", (
        (3.4, r"(?:hackers?|hacked|hacking|intruders?|attackers?|cyber ?attack|cyber incident|cybersecurity incident|cyber criminals?|threat actor)"),
        (3.2, r"(?:someone|somebody|unknown|stranger|person|intruder|they) {4}(?:logged|got|broke|signed|breaking|has been logging|hacked) (?:in|into|on|onto|on to|in to) (?:my|our|the|her|his|an?) {2}(?:account|system|mailbox|email|computer|network|server|laptop)"),
        (3.0, r"(?:login|log in|logins|sign in|logged in|signed in) {4}from (?:abroad|overseas|russia|china|nigeria|another country|a foreign|an unknown|india|america|a strange|somewhere)"),
        (3.0, r"(?:supplier|provider|processor|system|vendor|software company|contractor) {8}(?:data breach|been breached|was breached|security breach|been hacked|was hacked|been compromised|was compromised|security incident|cyber attack|breach)"),
        (2.8, r"(?:account|mailbox|system|server|network|website) {3}(?:been |was |is |has been |got )?(?:compromised|breached|infiltrated|defaced)"),
    )),
    (Label.INCIDENT, _C.BRUTE_FORCE, "passwords were guessed by machine", (
        (3.8, r"(?:brute force\w*|brute forced|password spray\w*|credential stuffing|password guessing)"),
        (3.6, r"(?:thousands|hundreds|many|repeated|multiple|lots|loads|\d+) (?:of )?{2}(?:password|login|log in|sign in|failed)(?: \S+)? (?:attempts|tries|logins|guesses)"),
    )),
    (Label.INCIDENT, _C.DENIAL_OF_SERVICE, "a service was flooded", (
        (4.0, r"(?:denial of service|ddos|dos attack|flooded with (?:traffic|requests))"),
    )),
    (Label.INCIDENT, _C.CRYPTOGRAPHIC_FLAW, "encryption was missing or weak", (
        (2.6, r"(?:encryption|ssl|https|tls|cipher|certificate) {6}(?:failed|expired|weak|broken|flaw|not (?:working|enabled|applied)|missing|outdated|vulnerab\w+)"),
        (2.6, r"(?:passwords?|data) {4}(?:stored|sent|kept|held) (?:in )?(?:plain text|clear text|plaintext|unencrypted)"),
    )),
    (Label.INCIDENT, _C.OTHER_NON_CYBER, "personal data may be where it should not be", (
        (3.4, r"(?:think|believe|had|have|been|report|reporting|was|is|be|got|there 's|suspect|suspected|potential|possible|may be|might be|log|logging|caused|happened) {4}(?:a |an |another )?(?:possible |potential |serious |personal |minor |big |suspected |huge |small )?(?:data |gdpr |information |privacy |dpa |confidentiality |security |personal data )?(?:breach|leak|incident)"),
        (3.0, r"(?:data|gdpr|privacy|confidentiality|information) (?:protection )?(?:breach|leak|security incident|incident|loss)"),
        (3.0, r"near miss"),
        (2.8, r"(?:photo|photos|picture|pictures|video|image|screenshot|post|name|details) {8}(?:facebook|instagram|twitter|tiktok|social media|whatsapp|website|youtube|linkedin|online) {6}(?:without|by mistake|no consent|not consented|in error|should not|did not)"),
        (2.6, r"(?:posted|uploaded|put|shared|published) {8}(?:without (?:her|his|their|the|any|our|proper|parental)? ?{2}(?:consent|permission|knowledge)|no consent)"),
        (2.6, r"(?:i|we|have|has|had|think|made) {4}(?:made|making|done|messed|cocked|screwed) {2}(?:a )?(?:mistake|error|something wrong|boo boo|up) {12}(?:data|email|sent|client|personal|file|details|record|report|letter|address|information)"),
        (2.4, r"(?:should not have|was not supposed to|were not supposed to|not supposed to have) (?:been )?(?:sent|shared|seen|got|had|published|given|disclosed|received|released|told)"),
        (2.6, r"(?:disclosed|revealed|released|shared|leaked|exposed|published|uploaded) {8}{SLIP}"),
        (2.6, r"{SLIP} {2}(?:been )?(?:disclosed|revealed|released|leaked|exposed|published|uploaded|posted|given|gave|showed|shown|put|handed|attached|included|displayed|saved|printed)"),
        (2.6, r"(?:gave|given|handed|showed|shown|passed) {8}(?:to the|to a|the|a) (?:wrong|other|different) {PERSON}"),
    )),
    (Label.INCIDENT, None, "somebody is worried that something went wrong", (
        (1.6, r"(?:is it|was it|is that|was that) (?:ok|alright|fine|a problem|a breach|allowed|bad|wrong) that (?:i|we|my colleague|someone|he|she|they) {2}(?:{SENT}|{DISCLOSED}|took|have|just|left|lost|put)"),
        (1.6, r"(?:what should i do|what do i do|what now|what shall i do|help) {3}(?:i|we) (?:have )?(?:just |accidentally )?(?:{SENT}|lost|left|clicked|deleted|posted)"),
        (1.4, r"(?:i|we) (?:have|think i have|think we have) (?:just |accidentally |wrongly |mistakenly )+(?:\S+ed|sent|lost|left|put|given)"),
        (1.2, r"not sure if this (?:counts|is|was) (?:as )?(?:a )?(?:data )?(?:breach|incident)"),
        (1.0, r"(?:panick\w*|oh no|so sorry|really sorry|freaking out|dont know what to do|do not know what to do)"),
    )),
    # ---- requests --------------------------------------------------------------------------------------------
    (Label.FOI, None, "it names the Freedom of Information Act", (
        (3.4, r"(?:freedom of information(?: act)?|foia?|f\.?o\.?i\.?|foi act|foi request|freedom of information request)"),
    )),
    (Label.FOI, None, "it asks for information that the council holds", (
        (2.2, r"{ASK} {5}{GIVE} {10}(?:information|number|numbers|total|list|copies|copy|cost|costs|breakdown|details|amount|figures|data|records|documents|emails|correspondence|minutes|report|reports|contracts?|policy|policies|statistics|names|budget|names of|spend|spent)"),
        (2.2, r"how (?:many|much|often) {12}(?:council|you|your|borough|county|spent|spend|cost|received|receive|issued|paid|been|were|did|have|does|do|are|has|was|there|each|per|staff|claim)"),
        (2.2, r"(?:number|numbers|total|amount|value|cost|breakdown|list|copy|copies) of (?:all )?{8}(?:council|since|between|from|in (?:each|the|20\d\d)|during|per|by (?:ward|year|month|department|reason)|issued|received|held|spent|paid|over|for each|per year|20\d\d)"),
        (2.0, r"(?:request|require|want|need|seek|seeking|after|like) {4}(?:the following|recorded|some|this) information"),
        (2.4, r"(?:recorded information|information held|public authority|electronic format|in electronic form|excel (?:format|spreadsheet)|csv)"),
        (1.8, r"(?:please|kindly) (?:provide|supply|send|disclose|list|state|confirm|release) {1}"),
        (2.4, r"(?:complete|fill in|populate|return) the (?:attached|following|enclosed|table) ?(?:table|spreadsheet|template|survey|form)?"),
        (2.2, r"(?:we are|i am) (?:collecting|gathering|researching|compiling|conducting|carrying out) {2}(?:data|information|research|a survey|a study|figures)"),
        (1.6, r"i am (?:a )?(?:journalist|reporter|researcher|phd|student|freelance)"),
        (1.6, r"(?:breakdown|broken down|break this down|break down) {2}(?:by|of|into|per)"),
        (1.8, r"(?:for|in|over|during|of|between) (?:each of )?the (?:last|past|previous) {1}(?:financial |calendar )?(?:year|years|months)"),
        (1.6, r"(?:financial year|20\d\d/\d\d|20\d\d to 20\d\d|since 20\d\d|between 20\d\d and 20\d\d|from 20\d\d)"),
        (2.0, r"(?:current|existing|annual|contract) (?:contract|supplier|provider|value|contracts|start date|end date|expiry|renewal)"),
        (1.8, r"(?:someone|somebody|resident|journalist|reporter|member of the public|customer|company|councillor|she|he|they) {4}(?:is asking|asks|wants to know|asking for|has asked|wants|requested|has written|wanting to know|would like to know|wrote asking) {2}(?:for|how|about|the|to)"),
        (2.2, r"(?:names|job titles?|salary bands?|salaries|structure chart|organisation chart) {4}of (?:all|everyone|the|your|senior|each)"),
        (2.0, r"(?:business rates|penalty charge notices?|parking fines?|agency (?:staff|workers|spend)|senior officers?|chief executive|expenses|consultants?|contracts? register|procurement|empty homes|void properties|temporary accommodation|school places|public health funerals?|taxi licen[cs]es?|credit balances?) {10}(?:please|list|number|how|details|copy|provide|total|cost|20\d\d|information)"),
    )),
    (Label.FOI, None, "it asks about requests or breaches in numbers", (
        (4.2, r"(?:how many|number of|total|statistics|figures|percentage) {4}(?:subject access requests?|sar|sars|dsar|dsars|foi|foi requests?|data breaches|breaches|incidents|data incidents|information requests|complaints) {10}(?:received|receive|reported|report|did|were|was|has|have|refused|answered|late|since|between|last|in|had|recorded|you)"),
        (4.0, r"how many (?:subject access requests?|sar|dsar|foi|eir|data breaches|personal data breaches|breaches|laptops|devices)"),
    )),
    (Label.FOI, None, "it asks about somebody who has died, to whom data protection law does not apply", (
        (4.0, r"my (?:late|deceased|dead) {2}(?:father|mother|husband|wife|son|daughter|brother|sister|grandmother|grandfather|uncle|aunt|partner|mum|dad|nan|parents?) {30}(?:file|files|records|information|notes|care)"),
        (4.0, r"(?:file|files|records?|information|notes|documents) {10}(?:late|deceased|dead) (?:father|mother|husband|wife|son|daughter|brother|sister|grandmother|grandfather|uncle|aunt|partner|mum|dad|nan|person|tenant|resident|client)"),
        (3.4, r"(?:who|she|he) (?:died|passed away|is deceased) {8}(?:file|files|records|information|notes)?"),
    )),
    (Label.EIR, None, "it names the Environmental Information Regulations", (
        (5.0, r"(?:environmental information(?: regulations?)?|eir|eir request|regulation 5)"),
    )),
    (Label.SAR, None, "it names subject access", (
        (4.4, r"(?:subject access(?: requests?)?|data subject access|data subject request|sar|dsar|s\.?a\.?r\.?|article 15|art\.? 15|section 45 of the data protection act|right of access|access request)"),
        (2.4, r"(?:data protection act|dpa|gdpr|uk gdpr|general data protection) {12}(?:copy|copies|access|personal data|my data|information|records|file)"),
    )),
    (Label.SAR, None, "it asks for a person's own information", (
        (4.6, r"(?:everything|all|any|what|whatever|anything|information|data|records|documents|files|notes|emails|details) {8}(?:you|council|they|social services|department|your \S+|hr|housing|we|i) (?:have |has |may |might |currently |still )?{HOLD} {5}(?:about|on|regarding|relating to|concerning|for|of|naming|mentioning) (?:{3})?{MINE}"),
        (4.4, r"(?:everything|all|any|information|data|records|documents|files|notes|emails|correspondence|recordings?|footage|cctv) {6}(?:held|kept|stored|recorded|about|on|relating to|regarding|concerning|that mentions?|which mentions?|mentioning|naming|of) {3}(?:me|myself|our client|my client|my (?:son|daughter|child|children|family|mother|father|mum|dad|husband|wife|case|employment|time in care|childhood))"),
        (4.2, r"(?:copy|copies|access|see|view|sight|have|obtain|request|provide|supply|send|want|need|get|requesting|disclosure) {6}(?:of |to )?(?:all )?(?:of )?(?:my|our client 's|my client 's|my own|our clients|my son 's|my daughter 's|my child 's|my mother 's|my father 's|my dad 's|my mum 's|my husband 's|my wife 's|his|her|their) (?:own |full |complete |entire |old |personal |social |housing |care |medical |school |adoption |hr |personnel |employment |council |service |work |client |tenancy |sen |case |services |children 's |childhood |health |education |education |and ){0,5}(?:data|information|records?|files?|notes|history|personnel|recordings|details|documents|reports?|assessments?|emails|interview)"),
        (3.6, r"(?:personal data|personal information) {6}(?:about|of|on|relating to|regarding|concerning|held) {3}{MINE}"),
        (3.4, r"(?:you have|you hold|you got|you 've got|council has|what is held|council holds|they have|you keep) {3}(?:on|about) (?:me|us|him|her|my \S+)"),
        (3.4, r"(?:recordings?|transcripts?) of (?:my|our client 's|the|all)(?: \S+)? (?:calls?|phone calls?|conversations?|interview|meeting)"),
        (3.4, r"(?:cctv|footage|video|images?|body worn|bodycam) {4}of (?:me|myself|my|our client|us)"),
        (3.2, r"(?:records|file|files|notes) {4}(?:from )?(?:when|while|whilst) (?:i|my client|our client|he|she) (?:was|were|lived|grew)"),
        (3.4, r"(?:when|while) i was (?:in|taken into|put into|put in) (?:care|foster)"),
        (2.8, r"(?:we (?:act|are acting|are instructed)|i act|acting) (?:for|on behalf of|by) {12}(?:copy|copies|records|files?|data|disclosure|provide|documents|information)"),
        (3.6, r"our (?:client|clients)(?: \S+){0,5} (?:instructs?|wishes|requests?|requires?|authoris\w+) {8}(?:disclosure|records|data|copy|copies|file|information|documents|access)"),
        (2.6, r"form of authority|signed (?:authority|mandate|consent)|letter of authority"),
        (4.2, r"(?:emails|messages|documents|letters|everything|records) {3}(?:with|containing|that have|which have|includes?|including) (?:my|her|his|their|our client 's) name"),
            (3.8, r"(?:find out|know|information|learn|records) {3}(?:more )?about my (?:time|childhood|life|early years|past|birth family)"),
            (4.0, r"(?:see|copy|copies|have|get|read|know|access|obtain) {12}(?:about|on|mentions?|concerning|regarding) (?:me|myself|my family|my case)"),
        (4.0, r"(?:solicitors?|lawyers?|acting|act|advocate) (?:for|on behalf of) {12}(?:her|his|their|the client 's) {3}(?:records?|files?|data|notes|documents)"),
        (2.6, r"parental responsibility|power of attorney|litigation friend|legal guardian"),
        (3.4, r"(?:emails|correspondence|messages|notes) (?:that |which |where |in which )?(?:mention|name|refer to|discuss|concern|about|reference)(?:s|ing)? (?:i |me|my)"),
    )),
    (Label.SAR, None, "somebody wants to see the file held about them", (
        (4.4, r"(?:client|customer|resident|tenant|service user|employee|ex employee|former employee|parent|patient|pupil|student|mother|mum|father|dad|carer|she|he|they|someone|somebody|person|lady|gentleman|man|woman|solicitor|staff|worker|colleague|applicant) {6}(?:asked|asking|wants|wanting|requested|requesting|would like|asks|request|wrote|applied|is after|demanding|demands|demanded) {6}(?:her|his|their|them|him|own|about) {4}(?:files?|records?|data|information|notes|personnel|case|documents|emails|reports?)"),
        (4.0, r"(?:all|everything|any|information|data|records|documents) {4}(?:we|council|you|i) (?:hold|have|keep|got|has) (?:about|on|for|regarding) (?:her|him|them|herself|himself|themselves|their|his)"),
        (3.0, r"(?:her|his|their) (?:personnel|hr|social care|housing|care|medical|school|adoption|case) (?:file|records?|files|notes)"),
    )),
    (Label.RIGHTS, None, "it asks for data to be erased", (
        (4.2, r"(?:delete|deleted|erase|erased|remove|removed|destroy|wipe|get rid of|deletion|erasure|removal) {6}(?:my|his|her|their|our client 's|all|any|the|of my) {4}(?:data|information|details|records?|account|personal data|file|name|photo|from your|everything)"),
        (4.6, r"(?:right to be forgotten|right to erasure|erasure request|article 17|art\.? 17)"),
    )),
    (Label.RIGHTS, None, "it asks for data to be corrected", (
        (4.0, r"(?:correct|corrected|rectify|rectified|amend|amended|update|updated|put right|change|changed|fix|rectification|correction) {6}(?:my|his|her|their|our client 's|inaccurate|incorrect|wrong|date of birth|the) {4}(?:data|information|details|records?|name|date of birth|file|statement|address|inaccura\w+|entry|report|errors?|recorded)"),
        (3.6, r"(?:my|her|his|their) (?:\S+ ){1,4}(?:is|are|was) (?:wrong|inaccurate|incorrect|out of date|spelt wrong) (?:on|in) (?:your|the|our) (?:records?|system|systems|file|files|database)"),
        (3.8, r"(?:my|her|his|their) (?:\S+ ){1,4}(?:corrected|changed|updated|amended|rectified) (?:on|in) (?:your|the|our)"),
        (3.8, r"(?:wrong|incorrect|inaccurate|mis ?spelt|misspelled) {4}(?:of|for|about) (?:my|our|her|his|their) {8}(?:fix|correct|change|update|amend|put)"),
        (3.8, r"(?:your|the council 's) (?:records?|system|files?|database) (?:say|says|show|shows|state|states|has|have|still) {14}(?:correct|wrong|incorrect|not true|untrue|inaccurate|out of date|amend|put right)"),
        (3.4, r"(?:fix|correct|amend|rectify|update) (?:your|the council's|the) records?"),
        (4.4, r"(?:right to rectification|article 16|art\.? 16|rectify|rectification)"),
    )),
    (Label.RIGHTS, None, "it objects to how data is used, or asks to limit it", (
        (4.0, r"(?:object|objection|objects|objecting) (?:to )?{5}(?:you |the council |your |being )?(?:use|using|used|processing|process|share|sharing|shared|holding|profiling|marketing)"),
        (4.0, r"(?:stop|cease|stopped) (?:processing|using|sharing|selling|sending|contacting|emailing|texting) {6}(?:my|me|her|his|their|data|details|marketing|information|newsletters?)"),
        (5.6, r"(?:do not|does not|never) want {2}(?:my|our|her|his|their) (?:data|information|details|personal data|records) {3}(?:used|shared|passed|kept|processed|stored|sold|held|given)"),
        (4.2, r"(?:restrict|restriction of|limit|freeze) (?:the )?(?:processing|use)"),
        (4.4, r"(?:article (?:18|20|21|22)|right to object|right to restrict|data portability|portability|machine readable|right to portability)"),
        (3.6, r"(?:withdraw|withdrawing|revoke|withdrawn|withdraws) (?:my|her|his|their|our)? ?(?:consent|permission|agreement)"),
        (3.8, r"(?:automated|computer|algorithm|algorithmic) (?:decision|decisions|decision making|profiling)"),
        (3.6, r"(?:human|person|someone) (?:to )?(?:look|review|check|reconsider) {8}(?:decision|computer|automat\w+)"),
        (3.4, r"(?:take me off|remove me from|opt out of|opt me out|unsubscribe me|off your) {4}(?:mailing|marketing|list|register|database|emails)"),
        (3.2, r"(?:marketing emails|direct marketing|junk mail|spam)"),
        (3.2, r"(?:transfer|move|send|port) my (?:personal )?data to"),
    )),
    (Label.REUSE, None, "it asks to re-use what the council has made", (
        (5.0, r"(?:re ?use of public sector information|ropsi|rpsi|reuse regulations|public sector information)"),
        (4.0, r"(?:reuse|re use|reusing|reproduce|republish|reproducing|republishing|copyright permission|use commercially) {10}"),
        (3.8, r"(?:licen[cs]e|licensing|permission|copyright) {8}(?:reuse|use|reproduce|publish|dataset|data|images?|photographs?|maps?|commercial|commercially|print|app|book|product)"),
        (3.6, r"(?:publish|use|include|print|sell) {6}(?:your|council 's|council|museum|archive|library) {3}(?:images?|photos?|photographs?|maps?|data|dataset|datasets|logo|drawings|records|film|recordings) {3}(?:in|on|for|commercially)"),
        (2.6, r"(?:open government licence|ogl|what licence|which licence|commercial (?:app|product|purposes?|use|licence))"),
    )),
    (Label.COMPLAINT, None, "somebody is aggrieved about what was done with their data", (
        (3.0, r"(?:complain|complaint|complaining|complains|complained|formal complaint|grievance about) {14}(?:data|information|privacy|gdpr|details|confidential\w*|photo|record|records|disclosed|shared|sar|subject access|medical|letter|commissioner|ico|address|personal|file)"),
        (3.0, r"(?:data|information|privacy|gdpr|details|confidential\w*|disclosed|shared|subject access|sar) {14}(?:complain|complaint|complaining|complained|compensation|damages|distress)"),
        (4.0, r"(?:you|council|your \S+|officer|worker|housing|they|department) (?:have |has |had )?(?:\S+ )?(?:gave|given|shared|sent|disclosed|told|passed|leaked|published|discussed|put|used|lost|revealed|misused|breached|released|showed|posted) {4}(?:my|our|her|his|their) {10}(?:to|with|without|on|in)"),
        (3.6, r"(?:my|our|her|his) {4}(?:data|information|details|photo|address|records?|letter|file|name|image|number) {3}(?:was|were|has been|have been|been|being|got) {2}(?:shared|sent|disclosed|used|misused|passed|given|published|lost|leaked|breached|released|mishandled|mis used|put|posted) {6}"),
        (3.2, r"without (?:my|our|her|his|their) (?:consent|permission|knowledge|agreement)"),
        (3.2, r"(?:want|demand|seeking|claim|claiming|seek|entitled to|asking for) {3}(?:compensation|damages|an explanation|an apology)"),
        (2.6, r"(?:ico|information commissioner(?: 's office)?|ombudsman)"),
        (1.8, r"(?:disgusted|appalled|unacceptable|disgraceful|outraged|furious|very upset|not happy|unhappy|dissatisfied|shocked|disappointed|let down|horrified|angry)"),
        (4.2, r"why (?:is|was|are|were|have|has|did|do|does) {5}(?:my|our) {4}(?:data|information|details|name|address|photo|picture|records)"),
        (2.6, r"(?:i|we) (?:never|did not|have not|have never) (?:agreed?|consent(?:ed)?|given? (?:my )?(?:consent|permission))"),
        (4.0, r"(?:broken|breached|broke|breaching|breaking|violated|contravened) {3}(?:data protection|gdpr|privacy|confidentiality|the dpa) ?(?:law|laws|act|rules|legislation|regulations)?"),
        (3.8, r"by (?:emailing|sending|giving|sharing|telling|disclosing|publishing|passing|posting) {3}(?:my|our) {6}(?:to|on|with|in)"),
        (2.0, r"(?:formal complaint|make a complaint|wish to complain|want to complain|lodge a complaint|raise a complaint|stage (?:one|two|1|2))"),
        (3.0, r"(?:how|the way) (?:my|our|her|his|their|you handled my|you have handled my) {3}(?:data|information|details|records?) (?:was|were|has been|have been|is|are)? ?(?:handled|used|processed|treated|managed|looked after|dealt)"),
        (2.4, r"(?:do not|clearly|not) {2}(?:look after|protect|respect|take care of|care about) {4}(?:data|privacy|information|confidentiality)"),
        (2.8, r"(?:keep|still|continue|carry on) (?:on )?(?:writing|sending|contacting|emailing|phoning|ringing|calling|using|to send|to write|to contact) {8}(?:after|despite|even though|asked you|told you|dead|deceased)"),
        (2.4, r"(?:breach of|breached|violation of|violated|invasion of) (?:my |our |her |his )(?:data|privacy|confidentiality|gdpr|rights|data protection|confidence)"),
    )),
    (Label.COMPLAINT, None, "somebody is unhappy with how a subject access request was answered", (
        (5.4, r"(?:subject access(?: request)?|sar|dsar|my data request|request for my (?:data|records|file|personal data)|my (?:records|personal data|file)) {16}(?:still|ago|no (?:reply|response|answer)|not (?:had|received|replied|responded|answered|heard|happy|satisfied|been)|late|overdue|ignored|missing|incomplete|refused|unacceptable|nothing|chasing|waiting|disappointed|out of time|heavily redacted)"),
        (4.0, r"(?:still waiting|no reply|no response|ignored|overdue|not received|not had|chasing|late) {14}(?:subject access(?: request)?|sar|dsar|my data|my records|my personal data|my file)"),
    )),
    (Label.REVIEW, None, "it asks for a review of an answer", (
        (5.0, r"(?:internal review|internal reviews|review of (?:your|the) (?:decision|handling|response|refusal)|reconsider your (?:decision|refusal|response)|regulation 11)"),
        (4.2, r"(?:not satisfied|dissatisfied|unhappy|not happy|disagree|dispute|disputing|challenge|appeal|contest|do not accept|not accept|unsatisfied|disputes|disagrees|object to) {10}(?:response|reply|answer|refusal|decision|exemption|foi|foia|section \d+|regulation \d+\S*|freedom of information|eir|request|information i asked|withhold\w*|hold the information|exception)"),
        (4.4, r"(?:refused|refusal|refusing|rejected|withheld|withhold|declined) {10}(?:foi|foia|freedom of information|request|section \d+|regulation \d+\S*|exemption|exception|information|eir) {12}(?:review|again|wrong|disagree|appeal|reconsider|look|unhappy|not|dispute|challenge|unlawful|unfair)"),
        (4.2, r"(?:exemption|exception|section \d+|regulation \d+\S*|s\.? ?\d+) {6}(?:wrong|incorrect\w*|misapplied|does not apply|not apply|not engaged|unlawful|wrongly|not valid|is not)"),
        (4.2, r"(?:foi|foia|freedom of information(?: act)?|freedom of information request|eir|information request|my request|request) {12}(?:was due|overdue|no (?:reply|response|answer)|nothing|not (?:had|received|been answered|answered|replied|responded|heard|been)|late|out of time|still waiting|ignored|exceeded|chasing|past the deadline|20 working days|deadline has passed|has passed)"),
        (3.8, r"(?:\d+ working days|working days have|20 working days|twenty working days) {10}(?:since|passed|ago|no reply|no response|late|elapsed|expired|overdue|has|have|and)"),
        (3.0, r"(?:no reply|no response|not replied|not responded|overdue|heard nothing|had nothing|still waiting|been no reply|yet to receive) {12}(?:request|foi|information i asked|information requested)"),
        (3.2, r"(?:look at (?:this|it|my request|that) again|review how it was handled|please review|want it reviewed|wants a review|review my request|review this decision|asking for a review)"),
        (4.2, r"(?:your|the) (?:answer|response|reply|decision) {6}(?:did not|does not|fails?|failed|do not|has not|ignored|missed|incomplete|inadequate) {10}(?:question|reconsider|answer|review|again|address|information|request)"),
        (3.4, r"(?:please|ask you to|must) reconsider"),
        (2.6, r"(?:information commissioner|ico) {14}(?:foi|freedom of information|refusal|section 50)"),
        (3.4, r"(?:asked for|requested) {6}(?:data|information) {6}(?:no reply|nothing|not|ago|weeks ago)"),
    )),
    # ---- business as usual, and what belongs elsewhere ----------------------------------------------------------
    (Label.OTHER, None, "it is a service matter, not information governance", (
        (3.0, r"(?:bin|bins|rubbish|recycling|waste) {4}(?:collected|collection|day|missed|emptied|not been|not collected)"),
        (3.0, r"(?:when|what day|what time) {3}(?:is|are|does|do|will) {4}(?:bins?|rubbish|recycling|library|tip|office|pool|leisure centre|collected|open|close|opens)"),
        (3.0, r"missed (?:bin|collection|bins)"),
        (2.8, r"(?:pothole|street ?light|lamp ?post|street lamp|dog (?:keeps|fouling|poo|mess)|barking|blocked drain|broken (?:lift|light|window|swing|bench)|overgrown|dead animal|graffiti) {6}(?:fix|fixed|report|repair|outside|broken|who|keeps|road|street|is|on|near|please|tell)?"),
        (2.8, r"(?:street light|lift|printer|heating|boiler|toilet|kettle|photocopier|door|screen|monitor|mouse|keyboard|projector|wifi|wi fi|internet|vpn) {4}(?:is |are |has |keeps )?(?:not )?(?:broken|jammed|working|jamming|out of|leaking|frozen|down|stuck|slow|dead)"),
        (3.0, r"(?:reset|forgot|forgotten|change|unlock|expired) {2}(?:my )?(?:password|account|pin)"),
        (3.0, r"(?:book|request|take|booking) {2}(?:annual leave|a meeting room|leave|holiday|me a meeting|a room|a desk|a day off|parental leave)"),
        (2.8, r"(?:pay|paying|set up|register for|apply for|renew|claim|cancel|appeal|get) {3}(?:my |a |the |for )?{2}(?:council tax|parking (?:permit|fine|ticket)|permit|bus pass|housing benefit|business rates|direct debit|garden waste|school meals|school place|blue badge|rent)"),
        (2.6, r"(?:weather|joke|football|score|lottery|recipe|song|sing|poem|canteen|lunch menu|what is for lunch|taxi number|train times)"),
        (2.6, r"(?:lost|missing|found) {2}(?:cat|dog|pet|umbrella|coat|keys|glasses|scarf|glove|gloves|jumper|water bottle|lunch box|mug|parking permit|bus pass|library card|bike|bicycle|ring|earring|hat)"),
        (2.2, r"(?:expenses|payslip|timesheet|mileage|pension|annual leave|flexi|overtime|sick pay) {3}(?:claim|form|system|query|approve|wrong|late|policy)?"),
        (5.0, r"(?:change|update|changed) {2}(?:my|our) (?:address|name|details|bank details|direct debit) {2}(?:for|with|on|to) (?:my |the )?(?:council tax|housing|rent|benefits?|payroll|electoral|library|blue badge)"),
        (1.8, r"(?:please unsubscribe|test message|this is a test|testing)"),
    )),
    (Label.OTHER, None, "the police ask under Schedule 2 of the Data Protection Act: the IG team handles those apart", (
        (6.0, r"schedule (?:2|two)"),
        (5.5, r"(?:police|dc|pc|detective|constabulary|officer from the police|dwp|home office|hmrc|nca|met) {14}(?:investigation|investigate|investigating|crime|prevention|apprehension|prosecution|burglary|suspect|offence|missing person) {8}"),
        (5.5, r"(?:investigation|investigate|investigating|crime|prevention|suspect|burglary|offence) {12}(?:police|detective|constabulary)"),
        (4.0, r"(?:police|dwp|home office|hmrc|immigration) {4}(?:want|wants|request\w*|asking|asks?|need|needs|sent|have asked|has asked) {8}(?:address|details|cctv|information|data|footage|records|form)"),
    )),
)  # fmt: skip

EVIDENCE: Final[tuple[Evidence, ...]] = tuple(
    Evidence(label, weight, meaning, compile_pattern(pattern), category, group)
    for group, (label, category, meaning, patterns) in enumerate(_GROUPS)
    for weight, pattern in patterns
)

ENVIRONMENT: Final = tuple(
    (weight, compile_pattern(pattern))
    for weight, pattern in (
        (
            2.2,
            r"(?:application \d\d/\d+|refus(?:ed|ing|al) (?:of )?(?:the )?(?:application|permission)|consultees?|planning responses|plot of land|strip of land|piece of land|land (?:next|behind|adjacent|off|between)|plans? to build|build on|"
            r"building works?|extension (?:at|for|of)|demolish\w*|soil|landfill|gritting|road salt|salt tonnage|loft conversion|"
            r"planning objections?)",
        ),
        (2.6, r"(?:water|air|soil|river|bathing water|sea|land) (?:quality|pollution|contamination|levels?)"),
        (
            2.6,
            r"(?:air pollution|pollution|nitrogen dioxide|no2|pm2\.5|pm10|emissions?|carbon|co2|greenhouse|net zero|climate|decarbon\w*)",
        ),
        (
            2.6,
            r"(?:tree preservation orders?|tpos?|trees?|hedgerows?|felling|felled|woodlands?|japanese knotweed|ash dieback)",
        ),
        (
            2.6,
            r"(?:planning (?:application|applications|permission|advice|file|enforcement|officer|officers|department|consent|decision|history|breach)|pre application|pre app|preapp|section 106|s106|section 38|local plan|green belt|conservation area|listed building|change of use|development at|developer|developers|housing development|green space|brownfield)",
        ),
        (
            2.6,
            r"(?:flood\w*|drainage|drains?|sewers?|sewage|culverts?|gull(?:y|ies)|rivers?|streams?|coastal|sea defences?|groundwater|watercourses?|reservoirs?|suds)",
        ),
        (
            2.6,
            r"(?:fly tipp\w*|fly tips|flytip\w*|landfill|incinerator|incineration|recycling|recycled|waste (?:disposal|management|contract|collected|tonnage|services?|collection|strategy)|plastic waste|household waste|litter\w*|composting|contamination|energy from waste|refuse)",
        ),
        (
            2.6,
            r"(?:contaminated land|land contamination|gasworks|brownfield|radon|asbestos|legionella|radiation|hazardous|mine ?workings?|quarry|quarrying|fracking|landslip|subsidence)",
        ),
        (
            2.6,
            r"(?:noise (?:complaints?|levels?|nuisance|readings?|monitoring|abatement|pollution)|sound levels?|decibels?|odou?rs?|smells?|light pollution|vibration|statutory nuisance)",
        ),
        (
            2.6,
            r"(?:pesticides?|glyphosate|weed ?killers?|herbicides?|weed (?:spraying|control)|biodiversity|wildlife|habitats?|ecolog\w+|bats?|bat surveys?|newts?|badgers?|birds|species|nature reserve|rewilding|sssi|bees)",
        ),
        (
            2.4,
            r"(?:con ?29\w*|local (?:land )?(?:charges|authority search(?:es)?|search)|property search\w*|search company|environmental health|environmental impact|environmental statement|common land|rights? of way|public footpaths?|bridleways?|village green)",
        ),
        (
            2.2,
            r"(?:electricity|energy (?:use|used|consumption|efficiency|performance)|epc|heat pumps?|solar|wind farm|turbines?|gas used|fuel used|street lighting energy|retrofit|cladding|insulation|ev charg\w+|electric vehicles?|fleet vehicles?)",
        ),
        (
            2.2,
            r"(?:highways? (?:drainage|scheme|improvement|works|survey|maintenance|verge)|bypass|traffic (?:survey|count|counts|calming|modelling|scheme|levels|data|flow)|low traffic neighbou?rhood|ltn|clean air zone|ulez|road scheme|cycle lanes?|bus lanes?|car park development|road widening|verges?|adoption of (?:the )?road|adopted highway)",
        ),
        (
            2.0,
            r"(?:allotments?|parks? and|open spaces?|land ownership|land use|demolition|building control|dangerous structures?|building regulations|damp and mould|mould|food waste|hygiene ratings?|rats|vermin|pest control|cemeter\w+)",
        ),
    )
)
"""Words about the elements, what affects them, and the built or living surroundings: EIR 2004 reg 2(1)."""

HYPOTHETICAL: Final = compile_pattern(
    r"(?:what (?:do|should|must|would|shall|can|could|will|happens?|is|are|if) {8}(?:if|when|in the event|where)|what if|what happens (?:if|when)|"
    r"(?:what|who|how|where) (?:should|do|must|would|can|shall|does) (?:i|we|you|staff|people|one|someone|anyone|managers?|employees|a manager|they|a member) {8}(?:if|when|breach|incident)|"
    r"(?:if|when|whenever|suppose|supposing|imagine|say) (?:i|we|you|someone|somebody|anyone|staff|a|an|the|one|people|they|my|somebody 's) (?:were to |was to |ever |accidentally |should )?(?:send|sends|sent|lose|loses|lost|click|receive|receives|get|gets|find|finds|leave|leaves|email|emails|share|shares|want|wants|ask|asks|is|are|has|have|see|need|client|laptop|phone|device|resident|letter|email|person|member)|"
    r"(?:in the event of|in case of|procedure for|process for|policy (?:on|for|about)|rules? (?:on|for|about)|guidance (?:on|for|about)|definition of|examples? of|training (?:on|about)|difference between|what (?:counts|qualifies|constitutes)|what is a|what is an|how (?:do|can|should|would) (?:i|we|you|staff) (?:report|log|raise|prevent|avoid|stop|tell|recognise)|how to (?:report|log|prevent|avoid)|who (?:do|should|must) (?:i|we) (?:report|tell|contact)|"
    r"never (?:to )?(?:use|send|email|share)|can i|can we|could i|could we|should i|should we|should staff|do i|do we|may i|may we|am i allowed|are we allowed|is it (?:ok|alright|fine|allowed|legal|acceptable|safe|permitted) (?:to|if|for|when)|must (?:i|we)|do you have|when (?:do|should|must|can) (?:i|we|you|staff)|how long|how many (?:working )?(?:days|weeks|months|years) (?:do|have|has|is|are|can|must)|thinking (?:about|of)|planning to|want to know how))"
)
ACTUAL: Final = compile_pattern(
    r"(?:(?:i|we) (?:have |had |think i have |think we have |just |have just |may have |might have |think i |think we )+(?:just |already |accidentally |mistakenly )?(?:sent|emailed|lost|left|clicked|forwarded|posted|shared|copied|made|given|told|put|attached|found|received|had|published|deleted|taken|dropped|forgotten|replied|entered)|"
    r"(?:i|we) (?:accidentally |mistakenly |wrongly |inadvertently )?(?:sent|emailed|lost|forwarded|posted|clicked|left my|copied|forgot|gave|replied|published|deleted|attached)|"
    r"(?:has|have) been (?:sent|stolen|lost|emailed|posted|published|leaked|hacked|broken into)|was (?:stolen|nicked|sent|lost|emailed|posted|hacked)|"
    r"(?:ok|alright|fine|problem|breach|wrong) that (?:i|we|my|someone|he|she|they|a)|(?:yesterday|this morning|last night|just now|earlier today|an hour ago|this afternoon))"
)

POLICY_QUESTION_FORMS: Final = tuple(
    (weight, compile_pattern(pattern))
    for weight, pattern in (
        (
            2.4,
            r"(?:what|how|who|when|where|which|why) (?:do|does|should|must|can|could|would|shall|are|is|may|will|has|have) (?:i|we|you|staff|people|one|managers?|someone|anyone|the council|our|employees|councillors|a)",
        ),
        (
            2.4,
            r"(?:can|could|may|should|must|do|am|are|shall) (?:i|we|staff|managers|councillors|someone|anyone|employees|people)",
        ),
        (
            2.6,
            r"is it (?:ok|alright|fine|allowed|legal|acceptable|safe|permitted|okay|against the rules) (?:to|if|for|when)",
        ),
        (
            2.6,
            r"(?:am i|are we|are staff|is that|is this|is it|are you) (?:allowed|permitted|ok|legal|authorised)",
        ),
        (
            2.8,
            r"how (?:long|many (?:days|working days|months|years)) (?:do|should|must|can|are|is|have|does|to|have we)",
        ),
        (
            2.8,
            r"(?:retention|retention period|retention periods|retention schedule|how long to keep|keep for how long)",
        ),
        (
            2.6,
            r"what (?:is|are|'s) (?:the |our |your )?{3}(?:policy|policies|rule|rules|process|procedure|guidance|difference|definition|deadline|time limit|lawful basis|legal basis|meaning|role|retention|law|time limits)",
        ),
        (2.8, r"what (?:counts|qualifies|is classed|constitutes|does) {4}"),
        (
            2.6,
            r"who (?:is|are) (?:our|the|your) {3}(?:dpo|data protection officer|siro|caldicott|ig team|information asset owner|officer|contact|responsible|caldicott guardian|monitoring officer)",
        ),
        (2.4, r"who (?:can|do|should|must) (?:i|we) (?:share|tell|contact|ask|speak|report|give|send|talk)"),
        (
            2.4,
            r"(?:do|does|will|would) (?:i|we|this|it|my \S+|the \S+|a|an) {4}(?:need|require|have to|count|apply|mean)",
        ),
        (
            2.6,
            r"who (?:signs|sign|approves|decides|owns|authorises|looks|does|needs|gets|can|should|has)",
        ),
        (2.6, r"what (?:do|should|must|would) (?:we|i|you) (?:need|have) to (?:do|know|have|consider)"),
        (2.0, r"difference between"),
        (
            2.6,
            r"(?:is|are|does|do) {7}(?:personal data|special category|confidential|disclosable|exempt|covered by|a breach|an incident|count as|apply to|allowed|legal|required|compulsory|mandatory|anonymous|lawful)",
        ),
        (
            2.0,
            r"(?:guidance|advice|policy|rules|procedure|template|training) (?:on|about|for|around|regarding)",
        ),
        (2.0, r"thinking (?:about|of) (?:using|sharing|buying|getting|installing|recording|setting)"),
        (1.8, r"(?:what (?:is|are|'s)|explain|define|meaning of|tell me about) (?:a |an |the )?\S+"),
        (
            2.2,
            r"(?:if|when) (?:a|an|someone|somebody|i|we|the) {10}(?:what|who|how|do i|should i|should we|do we|is there)",
        ),
    )
)
GOVERNANCE_TOPICS: Final = compile_pattern(
    r"(?:foi|foia|eir|sar|dsar|gdpr|dpa|dpia|dpias|data|personal data|breach|breaches|incident|encrypt\w*|password protect\w*|redact\w*|"
    r"shar(?:e|ed|ing)|retention|retain|keep|kept|record|records|recording|recordings?|confidential\w*|consent|lawful basis|legal basis|whatsapp|cctv|"
    r"chatgpt|copilot|ai|artificial intelligence|usb|memory stick|dropbox|google drive|(?:personal|(?:my|your|our|their|his|her) own) (?:mobiles?|phones?|emails?|laptops?|tablets?|computers?|devices?|accounts?)|mobile phones? (?:policy|rules|use)|byod|bcc|cc|"
    r"privacy|privacy notice|subject access(?: requests?)?|freedom of information|vexatious|exemption|exemptions|exempt|dpo|data protection(?: officer)?|siro|caldicott|"
    r"lock (?:my|your|the|our) (?:screen|computer|laptop)|lanyards?|id badges?|sign off|new (?:app|system|supplier|software|form|camera|project|tool)|passwords?|working from home|homeworking|home working|information (?:asset|governance|sharing|security|rights|commissioner)|asset register|records management|shred\w*|confidential waste|clear desk|paper files?|files?|"
    r"safeguarding|anonymis\w*|pseudonymis\w*|photos?|photographs?|consent forms?|marketing|processor|controller|article \d+|"
    r"special category|sensitive|protective marking|classification|official sensitive|security|phishing|lost (?:\S+ ){0,2}(?:laptop|phone|device|data|file|paperwork)|laptop|wrong person|client details|personal information|"
    r"information|ico|public interest|internal review|reuse|sharing agreement|appropriate policy|video call|teams meeting|minutes|email|emails|archive|dispos\w*|destroy|delete|erasure)"
)
SMALL_TALK: Final = (
    ("how_are_you", re.compile(r"(?:(?:hi|hello|hey|hiya) ?,? ?(?:there|askig|bot)? ?)?(?:how are (?:you|things)|how is it going|how do you do|how 's it going|how are you (?:doing|today|keeping)|you ok|are you ok|you alright|are you well|what is up|how 's things|hows (?:things|it going|you))(?: (?:today|doing))?")),
    ("thanks", re.compile(r"(?:ok |great |brilliant |lovely |perfect |super |ah |oh |that is (?:great|brilliant|lovely|perfect) )*,? ?(?:thanks|thank you|thank u|thx|ty|cheers|ta|many thanks|much appreciated|appreciate it|nice one|great help|very helpful)(?: ,? ?(?:so much|very much|a lot|a million|again|for (?:your|the|all your) help|for that|that is (?:great|brilliant|lovely|perfect|helpful)|that 's (?:great|brilliant|lovely|perfect|helpful)|bye|you have been (?:great|very helpful|helpful)|bot|all|great|lovely|perfect|for your time))*")),
    ("farewell", re.compile(r"(?:bye|goodbye|good bye|bye bye|see you|see ya|cya|good night|goodnight|have a (?:good|nice|great|lovely) (?:day|evening|weekend|one|afternoon)|take care|that is all|that 's all|nothing else|cheerio|so long|ttfn)(?: (?:bye|later|tomorrow|soon|for now|then|thanks|thank you|now|you too))*")),
    ("greeting", re.compile(r"(?:hi|hello|hey|hiya|helo|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|alright|hi there|hello there|hey there|is anyone there|anybody there|hello bot)(?: ,? ?(?:there|all|bot|askig|ask ig|team|everyone|again|hi|hello|anyone there|mate|is anyone there))*")),
)  # fmt: skip

HAPPENED: Final = compile_pattern(
    r"(?:had|sent|emailed|e ?mailed|posted|faxed|left|took|taken|shared|gave|given|saw|seen|printed|stolen|forwarded|put|published|opened|walked off|"
    r"got hold of|lost|found|uploaded|told|spoke|said|showed|shown|received|got|getting|arrived|copied|attached|read|fell|dropped|handed|delivered|"
    r"returned|used|downloaded|saved|accessed|lets?|allows?|included|contained|contains|went|gone|been|is|are|was|were|visible|missing|overheard|logged)"
)
PERSONAL: Final = compile_pattern(
    r"(?:clients?|client list|service users?|(?:contact|mailing|client|staff) lists?|about (?:someone|somebody|a (?:man|woman|child|person|family))|remote access|referral forms?|laptop|phone|usb|case (?:file|files|notes|records?)|file|files|medical|diagnosis|names|addresses|records?|birth certificates?|passports?|staff|"
    r"bank details|payroll|payslips?|ehcps?|child(?:ren)?(?: 's)?|pupils?|patients?|tenants?|residents?|families|family|constituents?(?: 's)?|safeguarding|child protection|social care|"
    r"adoption|foster\w*|care plan|assessment|personal (?:data|information|details)|details|confidential|grievance|disciplinary|redundanc(?:y|ies)|sickness|"
    r"referral|benefits?|arrears|court (?:bundles?|papers|report)|council id|list of (?:visits|clients|names|staff|people|addresses)|minutes of a|work (?:laptop|phone|emails?)|"
    r"notes|applications?|report about|form|forms|email addresses|phone numbers|dates of birth|hr|carers?|customers?(?: 's)?|employees?|letters?|login|password|council tax)"
)
AMISS: Final = (
    (1.6, compile_pattern(r"(?:wrong|incorrect|mistake|mistakenly|accident|accidentally|error|whoops|oops|oh no|sorry|unfortunately|inadvertently|by chance|should not|not supposed|not meant|nothing to do with|not authorised|without (?:permission|consent|authority|checking)|unsecured?|unlocked|unattended|unencrypted|exposed|compromised|mix(?:ed)? up|muddled?)"), None),
    (1.5, compile_pattern(r"(?:stolen|lost|missing|has not arrived|not arrived|never arrived|have not arrived|has not turned up|gone astray|walked off with|walked out with|got hold of|taken from|drove off|gone (?:from|out of)|is gone|are gone|someone (?:has )?found|somebody (?:has )?found|handed in|not been returned|can not be found|can not find|could not find|disappeared)"), IncidentCategory.LOSS_THEFT_PAPERWORK_OR_INSECURE_LOCATION),
    (1.5, compile_pattern(r"(?:previous|old|former|out of date|outdated) {1}(?:address|email|gp|surgery|school|employer|solicitor|house|property|landlord|partner|husband|wife|\S+ address)|(?:father|mother|dad|mum|ex|partner|husband|wife) 's old"), None),
    (1.5, compile_pattern(r"(?:external|outsider|outside the council|outside (?:person|company|agency|organisation)|stranger|member of the public|(?:local )?(?:newspaper|press|journalist|reporter)|social media|facebook|twitter|instagram|tiktok|neighbours?|landlord|ex (?:partner|husband|wife|boyfriend|girlfriend|employee)|her ex|his ex|abuser|perpetrator|another (?:council|family|client|customer|person|resident|child|parent|tenant|school|patient|company)|someone else|somebody else|everybody else|everyone else|other (?:people|clients|families|parents|residents|customers|council)|a different \S+|different (?:person|family|client|pupil|child)|supplier|contractor|agency|caller|not in our area|never heard of|do not know|unknown person|third party)"), None),
    (1.4, compile_pattern(r"(?:for all to see|for anyone to see|everyone (?:can|could)|anyone (?:can|could)|all staff|whole (?:council|team|department|office)|intranet|internet|on display|in full view|public|publicly|on google|online|open access|on the (?:printer|desk|counter|floor|street|bus|train|whiteboard)|(?:could|can|able to) see|real (?:data|people|families|clients|records)|in the (?:market|street|car park|gutter)|lets? (?:them|people|anyone|everyone)|open to)"), IncidentCategory.MISCONFIGURATION),
    (1.4, compile_pattern(r"(?:pretending|impersonat\w+|posing as|remote access|fake|conned|tricked|scammer|suspicious|hacked|took over)"), IncidentCategory.PHISHING),
    (1.4, compile_pattern(r"(?:photos? of|pictures? of|screenshots?|on (?:her|his|their|my) (?:own |personal )?phone|shared (?:my|her|his|their|the) screen|personal (?:email|phone|laptop|account|device)|home (?:email|printer|computer)|on whatsapp|whatsapp group|talking about|(?:sent|emailed|forwarded|sending|emailing) (?:herself|himself|themselves|myself)|before (?:leaving|(?:she|he|they) left))"), IncidentCategory.UNAUTHORISED_ACCESS_NON_CYBER),
    (1.2, compile_pattern(r"(?:just realised|have realised|realised (?:that|i|we)|only just noticed|need to report|want to report|wish to report|reporting that|have to report|to let you know|been told that|been sent|was sent|were sent|turns out)"), None),
)  # fmt: skip
"""Signs that something went amiss. None decides alone: it takes an event and somebody's data beside it."""
