"""A message as a line of plain words: short forms spelt out, typing errors put right, one space between words.

The line knows which token each of its characters came from, so that what matched can be quoted as written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc

from nlp.plain_text import lowered

SENTENCE_END: Final = "."
_SHORT_FORMS: Final = {
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "shud": "should", "cud": "could", "wud": "would",
    "info": "information", "infomation": "information", "informaton": "information", "havent": "have not",
    "hasnt": "has not", "hadnt": "had not", "didnt": "did not", "doesnt": "does not", "isnt": "is not",
    "wasnt": "was not", "werent": "were not", "wouldnt": "would not", "couldnt": "could not", "whats": "what is",
    "thats": "that is", "hes": "he is", "shes": "she is", "theyve": "they have", "weve": "we have",
    "youve": "you have", "ive": "i have", "im": "i am", "wont": "will not", "cant": "can not", "dont": "do not",
    "ca": "can", "nt": "not", "n't": "not", "'ve": "have", "ve": "have", "'re": "are", "'m": "am", "'ll": "will",
    "'d": "would", "thier": "their", "recieved": "received", "recieve": "receive", "teh": "the",
    "accidently": "accidentally", "acidentally": "accidentally", "wrng": "wrong", "adress": "address",
    "adresses": "addresses", "req": "request", "dept": "department", "someones": "someone 's",
    "everyones": "everyone 's", "somebodys": "somebody 's", "elses": "else 's", "mail": "mail", "e": "e",
    "fois": "foi", "sars": "sar", "dsars": "dsar", "eirs": "eir", "ok": "ok", "okay": "ok", "&": "and",
    "colleauge": "colleague", "collegue": "colleague", "sombody": "somebody", "somone": "someone",
    "lap": "lap", "usb": "usb", "b4": "before", "ppl": "people", "msg": "message", "w/": "with", "tho": "though",
    "soical": "social", "breech": "breach", "breeches": "breaches", "breached": "breached", "reveiw": "review",
}  # fmt: skip
# Words that decide, and that people mistype. A word of the message becomes one of these only when it is one or
# two slips away and not an ordinary word itself.
_KEYWORDS: Final = frozenset(
    [
        "accident",
        "accidentally",
        "account",
        "address",
        "addresses",
        "adoption",
        "another",
        "article",
        "assessment",
        "attached",
        "attachment",
        "bankruptcy",
        "benefit",
        "bitcoin",
        "breach",
        "breaches",
        "category",
        "clicked",
        "client",
        "clients",
        "colleague",
        "committee",
        "complain",
        "complaint",
        "confidential",
        "confidentiality",
        "consent",
        "contract",
        "contractor",
        "correct",
        "correspondence",
        "council",
        "customer",
        "deleted",
        "disclose",
        "disclosed",
        "disclosure",
        "dispose",
        "download",
        "email",
        "emailed",
        "emails",
        "employee",
        "encrypted",
        "environmental",
        "envelope",
        "erasure",
        "everybody",
        "everyone",
        "everything",
        "exemption",
        "expenditure",
        "forgot",
        "forgotten",
        "forwarded",
        "freedom",
        "grievance",
        "hacked",
        "housing",
        "incident",
        "incorrect",
        "information",
        "internal",
        "internet",
        "invoice",
        "laptop",
        "letter",
        "locked",
        "malware",
        "marketing",
        "medical",
        "meeting",
        "misdirected",
        "missing",
        "mistake",
        "mistakenly",
        "neighbour",
        "notebook",
        "number",
        "password",
        "paperwork",
        "patient",
        "payroll",
        "permission",
        "personal",
        "phishing",
        "phone",
        "planning",
        "police",
        "policy",
        "portal",
        "posted",
        "printer",
        "privacy",
        "procedure",
        "protection",
        "provide",
        "published",
        "ransomware",
        "received",
        "recipient",
        "record",
        "records",
        "rectify",
        "redact",
        "redacted",
        "redaction",
        "regulations",
        "report",
        "request",
        "requested",
        "resident",
        "residents",
        "response",
        "retention",
        "review",
        "safeguarding",
        "salary",
        "screenshot",
        "secure",
        "service",
        "shared",
        "sharepoint",
        "solicitor",
        "somebody",
        "someone",
        "spreadsheet",
        "statistics",
        "stolen",
        "stranger",
        "subject",
        "suspicious",
        "system",
        "tablet",
        "tenant",
        "unauthorised",
        "unencrypted",
        "virus",
        "website",
        "whatsapp",
        "wrong",
        "yesterday",
        "received",
        "reported",
        "recycling",
        "pollution",
        "quality",
    ]
)
_ORDINARY: Final = frozenset(
    [
        "accent",
        "access",
        "adoption",
        "attack",
        "better",
        "closed",
        "cloned",
        "commit",
        "dispose",
        "disposed",
        "except",
        "expect",
        "external",
        "former",
        "format",
        "formats",
        "forget",
        "forgets",
        "forwarding",
        "friend",
        "friends",
        "hacker",
        "hackers",
        "hidden",
        "historic",
        "houses",
        "incidents",
        "infraction",
        "inform",
        "informed",
        "informal",
        "interval",
        "invoices",
        "latter",
        "later",
        "letters",
        "litter",
        "living",
        "locate",
        "located",
        "lock",
        "locks",
        "market",
        "marked",
        "meaning",
        "metering",
        "missed",
        "mission",
        "missions",
        "mixing",
        "noticed",
        "notice",
        "number",
        "numbers",
        "parent",
        "parents",
        "patients",
        "person",
        "persons",
        "personnel",
        "phones",
        "place",
        "places",
        "plane",
        "plant",
        "planting",
        "plaining",
        "policies",
        "polite",
        "portable",
        "ported",
        "postal",
        "poster",
        "postered",
        "present",
        "priced",
        "primary",
        "prints",
        "print",
        "printed",
        "printing",
        "privately",
        "promise",
        "promises",
        "proceed",
        "proceeds",
        "product",
        "production",
        "protect",
        "protected",
        "protecting",
        "proved",
        "provided",
        "provider",
        "provides",
        "providing",
        "province",
        "publisher",
        "reached",
        "recall",
        "recalled",
        "recent",
        "recently",
        "recorded",
        "recorder",
        "recording",
        "recover",
        "recovered",
        "recruit",
        "recycle",
        "reduce",
        "reduced",
        "redacting",
        "related",
        "relation",
        "relevant",
        "remember",
        "reminded",
        "rented",
        "replied",
        "replies",
        "rejected",
        "report",
        "reporting",
        "requests",
        "require",
        "required",
        "requires",
        "resent",
        "reset",
        "resided",
        "responded",
        "responses",
        "responsible",
        "results",
        "retained",
        "return",
        "returned",
        "reviewed",
        "reviewing",
        "sector",
        "secured",
        "sections",
        "served",
        "server",
        "services",
        "shares",
        "sharing",
        "shred",
        "signed",
        "similar",
        "social",
        "solution",
        "solvent",
        "someday",
        "somewhere",
        "stopped",
        "stolen",
        "storage",
        "stored",
        "strange",
        "stranger",
        "strangers",
        "students",
        "subjects",
        "subsection",
        "submit",
        "submitted",
        "suggest",
        "suggested",
        "surface",
        "system",
        "systems",
        "table",
        "tables",
        "talent",
        "tenants",
        "virtual",
        "visits",
        "website",
        "websites",
        "weekend",
        "wording",
        "written",
        "sealed",
        "secret",
        "server",
        "severe",
        "severed",
        "sever",
        "corrected",
        "collect",
        "collected",
        "connect",
        "contact",
        "contacts",
        "contacted",
        "contract",
        "contracts",
        "content",
        "contents",
        "reason",
        "reasons",
        "season",
        "lesson",
        "lessons",
        "mistakes",
        "mistaken",
        "missing",
        "passing",
        "clicks",
        "click",
        "client",
        "employees",
        "employer",
        "employers",
        "email",
        "emails",
        "ended",
        "attach",
        "details",
        "detail",
        "deleting",
        "delete",
        "deletes",
        "record",
        "records",
        "sent",
        "rent",
        "went",
        "want",
        "wants",
        "whole",
        "while",
        "which",
        "hospital",
        "reader",
        "ready",
        "really",
        "review",
        "quantity",
        "equality",
    ]
)


def _one_slip_away(word: str, keyword: str) -> bool:
    """One letter added, dropped, changed, or two neighbours swapped."""
    shorter, longer = sorted((word, keyword), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    if len(shorter) == len(longer):
        if shorter[start + 1 :] == longer[start + 1 :]:
            return True
        return shorter[start : start + 2] == longer[start + 1 : start - 1 if start else None : -1] and (
            shorter[start + 2 :] == longer[start + 2 :]
        )
    return shorter[start:] == longer[start + 1 :]


_BY_START: Final[dict[str, tuple[str, ...]]] = {
    start: tuple(sorted(word for word in _KEYWORDS if word[0] == start))
    for start in {word[0] for word in _KEYWORDS}
}
_ENDINGS: Final = ("s", "d", "ed", "r", "er", "y", "ly", "ing", "al", "n", "'s")


@lru_cache(maxsize=4096)
def put_right(word: str) -> str:
    """The keyword that `word` is a slip of, or `word` itself."""
    if len(word) < 5 or not word.isalpha() or word in _KEYWORDS or word in _ORDINARY:
        return word
    for keyword in _BY_START.get(word[0], ()):
        if abs(len(keyword) - len(word)) > 1:
            continue
        if any(word == keyword + ending or keyword == word + ending for ending in _ENDINGS):
            continue
        if _one_slip_away(word, keyword):
            return keyword
    return word


@dataclass(frozen=True, slots=True)
class PlainLine:
    """The words of a message, a space before and after each, with sentences ending in ` . ` (or ` ? `)."""

    line: str
    starts: tuple[int, ...]
    tokens: tuple[int, ...]

    def token_at(self, position: int) -> int:
        """The number of the token that wrote the character at `position`."""
        return self.tokens[max(0, bisect_right(self.starts, position) - 1)]


def _words_of(doc: Doc) -> Iterable[tuple[int, str]]:
    for token in doc:
        text = token.text
        if token.is_space:
            if text.count("\n") > 1:
                yield token.i, SENTENCE_END
            continue
        word = lowered(text)
        if word in {".", "!", ";", "..", "..."}:
            yield token.i, SENTENCE_END
        elif word in _SHORT_FORMS:
            yield token.i, _SHORT_FORMS[word]
        elif word.isalpha():
            yield token.i, put_right(word)
        elif "-" in word and len(word) > 1:
            if word.startswith("e-mail"):
                yield token.i, word.replace("e-mail", "email", 1)
            elif word.startswith(("re-us", "re-pl")):
                yield token.i, word.replace("-", "", 1)
            else:
                yield token.i, " ".join(part for part in word.split("-") if part)
        else:
            yield token.i, re.sub(r"[.!?]+$", "", word) or word


def plain_line(doc: Doc) -> PlainLine:
    """Spell `doc` out as one plain line."""
    pieces: list[str] = [" "]
    starts: list[int] = [0]
    tokens: list[int] = [0]
    position = 1
    for index, word in _words_of(doc):
        if not word:
            continue
        starts.append(position)
        tokens.append(index)
        pieces.append(word + " ")
        position += len(word) + 1
    return PlainLine("".join(pieces), tuple(starts), tuple(tokens))
