# ruff: noqa: E501  (a pattern reads better unbroken)
"""What stands behind the labels of a form: "Religion: Sikh"."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span

_FIELD = re.compile(
    r"(?:^|(?<=[.;,|] )|(?<=[|\n\t]))[ \t*>-]{0,8}(?P<name>[a-z][a-z -]{2,44}?) ?[:=][ \t]{0,8}(?P<value>[^\n.;|]{2,60})"
)
_LABELS: Final = (
    (DataLabel.HEALTH, r"diagnos[ei]s|medical conditions?|health conditions?|medication|allergies|disabilit(?:y|ies)|reason for absence|presenting problem|past medical history|pmh|impairment|long[- ]term condition"),
    (DataLabel.ETHNICITY, r"ethnicity|ethnic (?:origin|group|background)|race|nationality|country of origin|first language"),
    (DataLabel.RELIGION_OR_BELIEF, r"religion(?: or belief)?|faith|denomination|religious belief"),
    (DataLabel.POLITICS, r"political (?:party|affiliation|opinions?|views)"),
    (DataLabel.UNION_MEMBERSHIP, r"(?:trade )?union(?: membership| member)?"),
    (DataLabel.SEX_LIFE_OR_ORIENTATION, r"sexual orientation|sexuality|gender identity"),
    (DataLabel.CRIMINAL_OFFENCE, r"(?:previous |spent |unspent )?convictions?|offences?|criminal record|index offence|allegation"),
    (DataLabel.CHILD, r"school|year group|class teacher|legal status"),
    (DataLabel.MONEY_OR_BENEFITS, r"benefits(?: received)?|arrears|salary|income|annual income|debts?"),
)  # fmt: skip
"""How the labels are called, by the kind of what stands behind them."""
_NAMES: Final = tuple(
    (
        label,
        re.compile(
            rf"(?:(?:stated|current|known|previous|main|any|client|child|mother|self-declared|declared)(?:'s)? )?(?:{names})(?: (?:at|on|as|given|stated|recorded|declared|if)\b[a-z ]*)?"
        ),
    )
    for label, names in _LABELS
)
_NOT_SAID: Final = re.compile(
    r"(?:n/?a|not (?:known|stated|recorded|applicable|disclosed)|unknown|prefer not to say|tbc|see (?:above|below|attached)|please (?:state|tick|specify)|yes/no|\W*|_+|\.+)$"
)
"""An answer that says nothing."""
_SCORE: Final = 0.85


def answers_of_forms(text: str, low: str) -> Iterator[Span]:
    """What stands behind the labels of a form in a text, of which `low` is the same in lower case."""
    for match in _FIELD.finditer(low):
        value = match["value"].rstrip(" ,")
        if _NOT_SAID.match(value):
            continue
        for label, names in _NAMES:
            if names.fullmatch(match["name"].strip()):
                start = match.start("value")
                end = start + len(value)
                yield Span(
                    start, end, label, text[start:end], _SCORE, f"what stands behind '{match['name']}'"
                )
                break
