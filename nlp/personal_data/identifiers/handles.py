# ruff: noqa: E501, SIM905  (a pattern or a list of words reads better unbroken)
"""Names on social media and in games: after an @, in a link, or beside the words for them."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.identifiers.nearby import span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_AT = re.compile(
    r"(?<![\w@/<>])(?<!\w[.-])@(?P<name>(?=[\d_.-]{0,20}[^\W\d_])\w[\w.-]{1,29})(?![\w@>]|/[a-z])"
)
_NO_HANDLES: Final = frozenset(
    (
        "all everyone channel here team media param the home work import property override lru_cache dataclass ask askig "
        "school lunch noon midnight reception today return returns author see since deprecated staticmethod classmethod layer supports keyframes font charset page namespace container tailwind apply include mixin extend"
    ).split()
)
_OF_BODIES: Final = frozenset(
    (
        "council councils cc bc mbc nhs police news bbc itv gov govuk trust charity museum museums library libraries libs archives fire rescue ambulance rail railway trains buses "
        "water energy university uni college school academy church cathedral union unison gmb comms press media events festival theatre parks tourism tidy foundation society "
        "association ltd plc cic official helpline customer services agency office dept department chamber radio fm tv gazette herald courier museum gallery hospital hospice housing "
        "homes leisure sport sports club community centre hub mp mps party group partnership"
    ).split()
)
"""Words in the names under which bodies post."""
_PARTS_OF_A_NAME = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_BODY_RUN_TOGETHER = re.compile(
    r"(?:visit|bbc|nhs|friendsof)[a-z]{4,}|"
    r"[a-z]{3,}(?:council|police|news|trust|museum|museums|library|libraries|rescue|ambulance|agency|office|university|college|school|academy|association|society|foundation|"
    r"festival|theatre|tourism|charity|gov|govuk|nhs|comms|partnership|hospital|hospice|water|mail)"
)
_NUMBER_AFTER_AT = re.compile(
    r"\d+(?:am|pm|p|k|x|kg|g|mph|each|ea|th|nd|st|rd|px|hz|mhz|ghz)?", re.IGNORECASE
)
_DOMAIN = re.compile(r"\.(?:com|uk|org|net|gov|edu|info|eu|ie|io)$", re.IGNORECASE)

_SITE = (
    r"(?:instagram|insta|twitter|tik ?tok|snap ?chat|snap|facebook|fb|reddit|discord|youtube|linkedin|telegram|messenger|bluesky|mastodon|threads|"
    r"twitch|xbox|psn|playstation|roblox|fortnite|minecraft|steam|vinted|ebay|depop|nextdoor|grindr|tinder|bumble|hinge|skype|kik|tumblr|pinterest|"
    r"whatsapp|onlyfans|signal)"
)
_NAME_WORD = r"(?:handles?|user ?names?|user ?ids?|usr|screen ?names?|gamer ?tags?|display names?|profile names?|account names?|nicknames?|nicks?|alias(?:es)?)"
_CALLED = r"(?:called|named|known as|goes by|going by|went by|under the name(?: of)?|using the name|as)"
_WRITTEN_NAME = r"(?P<{}>[a-z0-9_][\w.-]{{1,29}}(?:#\d{{4}})?)(?![\w@])"
_NAMED = re.compile(
    rf"\b(?:(?:{_SITE}|\bx|\big|\byt) )?(?:{_NAME_WORD}|(?:{_SITE}|ig|yt)(?: (?:name|account|profile|page|user|tag|id|channel))?|{_SITE} (?:name|account|profile|page|user|tag|id|channel)|(?:account|profile|page|user|channel|tag) (?:called|named))"
    rf"(?: online)?(?: on (?:my |the |his |her )?(?:{_SITE}|ig|yt|x|line|the app))?(?:'s(?= [a-z0-9]))?(?P<join>(?:[ ]?[:=?]|[ ]?-[ ]|[ ]?,|[ ]is\b|[ ]was\b|[ ]{_CALLED}\b|[ ]of\b)?[:\t ]{{0,3}}(?:\n)?[\"'(]?){_WRITTEN_NAME.format('token')}"
)
_QUOTED = re.compile(
    rf"\b(?:{_NAME_WORD}|(?:account|profile|page|user|channel)(?: {_CALLED})?|{_CALLED})[ ]?[:,]?[ ]?\"(?P<quoted>[^\"\n]{{2,40}})\""
)
_QUOTED_POSTER = re.compile(r"\"(?P<poster>[a-z0-9]+(?:_+[a-z0-9]+)+)\"")
_POSTS = re.compile(
    r"\b(?:reviews?|reviewed|reviewer|posts?|posted|posting|comments?|commented|wrote|messages?|messaged|photos?|pictures|videos?|repl(?:y|ies|ied)|says|said|online|stars?|rating|blocked|reported|banned)\b"
)
_LINK = re.compile(
    r"\b(?:(?:facebook|fb|instagram|twitter|tiktok|threads|twitch|steamcommunity|snapchat|reddit|youtube|linkedin|bsky)\.(?:com|net|tv|app)|(?<![\w.])(?:www\.)?x\.com|t\.me|m\.me)"
    r"/(?:in/|add/|user/|u/|c/|id/|profile/|people/)?@?(?P<page>[\w][\w.-]{1,40})(?![\w.-]{0,40}/\w)"
)
_REDDIT = re.compile(r"(?<![\w/])/?u/(?P<reddit>[a-z0-9][\w-]{2,20})\b")
_NO_PAGES: Final = frozenset(
    (
        "groups pages events watch share sharer home login intent hashtag search status explore reel reels stories marketplace "
        "profile.php story.php company jobs feed help about privacy policies settings r in p tv shorts results playlist"
    ).split()
)
_SHAPED = re.compile(
    r"(?<![\w@/.:\\#&?=+-])(?:[a-z][a-z0-9]*(?:_+[a-z0-9]+)+_*|_+[a-z][a-z0-9_]*|[a-z]{3,}[._]?[a-z]*\d{1,4}(?:[._][a-z0-9]+)*|[a-z]{2,}(?:\.[a-z]{2,}){2,4}|x{2,}[a-wyz]+x{2,})(?:#\d{4}\b)?(?![\w@/.-]*[@/]|\w|\.\w)"
)
_NEAR_A_SITE = re.compile(
    rf"\b(?:{_SITE}|tweet(?:s|ed|ing)?|retweet(?:s|ed)?|social media|{_NAME_WORD}|dm(?:s|ed|'d|d)?|followers?|following|online account|gaming|gamer|trolled|log(?:ged|s)? (?:in|on)|sign(?:ed|s)? in|logins?|my profile|avatars?|web ?chats?|chat ?rooms?|forums?|livestreams?|(?:recorded|logged|listed|saved|signed|registered) (?:him|her|them|me)? ?as|(?:it|screen|page|top|corner) (?:says|said|shows) (?:hello|hi|welcome)|catfish(?:ed|ing)?|posted (?:by|as|under))\b"
)
_A_SITE = re.compile(rf"\b(?:{_SITE}|{_NAME_WORD})\b")
_BESIDE_A_SITE = re.compile(
    rf"(?<![\w@/.])(?P<name>[A-Z][a-z]{{2,}}(?:[A-Z][a-z]+){{1,4}}\d{{0,4}})(?= (?:on|via|from) (?i:{_SITE}|ig|x)\b)|\b(?i:posted|posting|posts|tweets?|tweeting|commented|commenting|messaged|dm'd|goes|going|went|plays|streams|signed|logged on) (?:as|by|under)(?: the name)? (?P<alias>[A-Z][a-z]{{2,}}(?:[A-Z][a-z]+){{1,4}}\d{{0,4}})\b"
)
_CAPITALS_WITHIN = re.compile(r"[a-z][A-Z]|_[A-Za-z\d]")
_CALLED_SO = re.compile(
    r"(?i:\b(?:called|named|known as|goes by|user|username|account|profile|as|by|handle)) [\"']?(?P<name>[A-Za-z][A-Za-z\d]*(?:_[A-Za-z\d]+)+)(?![\w.@/])"
)
_SAYS_WHO = re.compile(
    r"^(?i:from|user|by|posted by|author|name|username|display name|member): ?(?P<name>(?=[\w.-]*[_\d])[A-Za-z][A-Za-z\d]*(?:_[A-Za-z\d]+)+)(?=\s|$)",
    re.MULTILINE,
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|csv|jpe?g|png|gif|txt|zip|eml|msg|mp[34]|html?|json|xml|py|exe|com|uk|org|net)$"
)
_NO_NAME: Final = re.compile(
    r"(?:covid|windows|office|iphone|ipad|step|page|item|year|level|week|day|room|form|version|stage|phase|part|unit|flat|section|galaxy|pixel|xbox|ps|mp|word|excel|teams|key ?stage|grade|band|tier|annex|appendix|table|block|bus|zone|ward|file|img|dsc|image|scan|photo|video|doc|ref|case|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[._]?\d+"
    r"|(?:not|no|none|unknown|the|and|or|a|an|is|was|are|in|on|of|for|to|with|required|see|same|blank|n\.a|here|page|account|accounts|user|users|name|profile|group|groups|post|posts|message|messages|comment|comments|by|from|at|it|he|she|they|we|you|i|my|his|her|their|our|your|that|this|which|who|when|where|has|had|have|be|been|being|as|if|so|but|then|than|there|tbc|used|using|called|named|about|live|video|videos|story|stories|chat|chats|event|events|marketplace|policy|policies|password|passwords|email|number|via|also|only|all|any|and/or)\.?"
)


def find_handles(written: Written) -> Iterator[Span]:
    """Names by which people go on social media."""
    text, low, level = written.text, written.low, written.level
    if "@" in text:
        for match in _AT.finditer(level):
            name = match["name"].rstrip(".-")
            known = name.lower() in _NO_HANDLES or _NUMBER_AFTER_AT.fullmatch(name)
            if not known and len(name) > 1 and not _DOMAIN.search(name) and not _is_of_a_body(name):
                end = match.start() + 1 + len(name)
                why = "a name after an @, as on social media"
                yield span(text, match.start(), end, DataLabel.HANDLE, 0.8, why)
    for match in _LINK.finditer(low) if "/" in low else ():
        if match["page"].rstrip(".") not in _NO_PAGES:
            start = match.start()
            end = match.start("page") + len(match["page"].rstrip(".-"))
            yield span(text, start, end, DataLabel.HANDLE, 0.8, "a name in a link to social media")
    for match in _REDDIT.finditer(low) if "u/" in low else ():
        yield span(text, *match.span("reddit"), DataLabel.HANDLE, 0.8, "a name on Reddit")
    for match in _QUOTED_POSTER.finditer(low) if "_" in low else ():
        around = low[max(0, match.start() - 60) : match.end() + 60]
        if _POSTS.search(around) and not _FILE.search(match["poster"]):
            yield span(
                text,
                *match.span("poster"),
                DataLabel.HANDLE,
                0.75,
                "who posted or reviewed, in quotation marks",
            )
    if _NEAR_A_SITE.search(low) or "account" in low or "profile" in low:
        yield from _by_words(written)
    if _CAPITALS_WITHIN.search(level):
        yield from _by_capitals(written)


def _is_of_a_body(name: str) -> bool:
    """Whether a council, a paper or a club posts under this name: "KeepWalesTidy", "visit_ormsley"."""
    parts = {part.lower() for part in _PARTS_OF_A_NAME.findall(name)}
    low = name.lower().replace("_", "")
    return bool(parts & _OF_BODIES) or _BODY_RUN_TOGETHER.fullmatch(low) is not None


def _by_capitals(written: Written) -> Iterator[Span]:
    """Names of several words run together beside a site, and ones with a low line where a message says who sent it."""
    text, level = written.text, written.level
    for pattern in (_BESIDE_A_SITE, _SAYS_WHO, _CALLED_SO):
        for match in pattern.finditer(level):
            group = match.lastgroup or "name"
            if not re.match(r"Ma?c[A-Z]|Fitz[A-Z]", match[group]) and not _FILE.search(match[group].lower()):
                why = "the shape of a name on social media"
                yield span(text, *match.span(group), DataLabel.HANDLE, 0.75, why)


def _by_words(written: Written) -> Iterator[Span]:
    text, low, level = written.text, written.low, written.level
    for match in _NAMED.finditer(low):
        token = match["token"].rstrip(".-")
        start = match.start("token")
        end = start + len(token)
        if len(token) < 3 or _NO_NAME.fullmatch(token) or _FILE.search(token):
            continue
        marked = re.search(r"[:=\"'\n\t]", match["join"]) is not None
        alone = re.match(r"\s*(?:$|[.,;:)\n\"'|(]|and\b)", low[end:]) is not None
        about_the_site = re.search(
            r"\b(?:on|via|to|our|the|from|using|through|in) $", low[max(0, match.start() - 8) : match.start()]
        )
        if _is_shaped(level[start:end]) or (marked and alone and not about_the_site):
            yield span(text, start, end, DataLabel.HANDLE, 0.8, "a name after a word for social media")
    for match in _QUOTED.finditer(low):
        around = low[max(0, match.start() - 60) : match.end() + 40]
        if _NEAR_A_SITE.search(around):
            why = "a name in quotation marks beside a word for social media"
            yield span(text, *match.span("quoted"), DataLabel.HANDLE, 0.75, why)
    for match in _SHAPED.finditer(low):
        token = level[match.start() : match.end()]
        if token.isupper() or _NO_NAME.fullmatch(match.group()) or _FILE.search(match.group()):
            continue
        before = re.split(r"[!?\n]|\.\s", low[max(0, match.start() - 80) : match.start()])[-1]
        after = re.split(r"[!?\n]|\.\s", low[match.end() : match.end() + 60])[0]
        near = _A_SITE if re.fullmatch(r"[a-z.]+", match.group()) else _NEAR_A_SITE
        if near.search(before) or near.search(after):
            why = "the shape of a name on social media, near a word for it"
            yield span(text, *match.span(), DataLabel.HANDLE, 0.75, why)


def _is_shaped(token: str) -> bool:
    """Whether no ordinary word is written so: with a digit, a dot or a low line inside, or capitals within."""
    inner = any(mark.isdigit() or mark in "_." for mark in token)
    return (inner or re.search(r"[a-z][A-Z]", token) is not None) and any(mark.isalpha() for mark in token)
