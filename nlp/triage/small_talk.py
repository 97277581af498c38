# ruff: noqa: E501  (a list of words reads better unbroken)
"""Small talk: what is said to be polite, and asks for nothing."""

import re
from typing import Final

from nlp.triage.labels import SmallTalk

_LONGEST: Final = 60
_MARKS: Final = re.compile(r"[.,!?;:\-()]+")
_KINDS: Final = (
    (SmallTalk.HOW_ARE_YOU, re.compile(r"(?:(?:hi|hello|hey|hiya) (?:there |askig |bot )?)?(?:how are (?:you|things)|how is it going|how do you do|how's it going|how are (?:you|u) (?:doing|today|keeping)|you ok|are you ok|you alright|are you well|what is up|what's up|how's things|hows (?:things|it going|you))(?: (?:today|doing))?")),
    (SmallTalk.THANKS, re.compile(r"(?:ok |okay |great |brilliant |lovely |perfect |super |ah |oh |(?:that is|that's|thats) (?:great|brilliant|lovely|perfect) )*(?:thanks|thank you|thank u|thx|ty|cheers|ta|many thanks|much appreciated|appreciate it|nice one|great help|very helpful)(?: (?:so much|very much|a lot|a million|again|for (?:your|the|all your) help|for that|(?:that is|that's|thats) (?:great|brilliant|lovely|perfect|helpful)|bye|you have been (?:great|very helpful|helpful)|bot|all|great|lovely|perfect|for your time))*")),
    (SmallTalk.FAREWELL, re.compile(r"(?:bye|goodbye|good bye|bye bye|see you|see ya|cya|good night|goodnight|have a (?:good|nice|great|lovely) (?:day|evening|weekend|one|afternoon)|take care|that is all|that's all|thats all|nothing else|cheerio|so long|ttfn)(?: (?:bye|later|tomorrow|soon|for now|then|thanks|thank you|now|you too))*")),
    (SmallTalk.GREETING, re.compile(r"(?:hi|hello|hey|hiya|helo|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|alright|hi there|hello there|hey there|is anyone there|anybody there|hello bot)(?: (?:there|all|bot|askig|ask ig|team|everyone|again|hi|hello|anyone there|mate|is anyone there))*")),
)  # fmt: skip


def small_talk_in(low: str) -> SmallTalk | None:
    """Which small talk the whole of a text in lower case is, or None."""
    words = " ".join(_MARKS.sub(" ", low).split())
    if not words or len(words) > _LONGEST:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(words)), None)
