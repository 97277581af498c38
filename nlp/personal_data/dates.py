# ruff: noqa: E501  (a pattern reads better unbroken)
"""How dates are written in British English. Patterns read text in lower case."""

import re
from typing import Final

MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
WRITTEN_DATE: Final = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{1,2}} \d{{1,2}} \d{{4}}|\d{{1,2}} ?/ ?\d{{1,2}} ?/ ?\d{{2,4}}|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}|(?:19|20)\d{{6}}|[0-3]\d[01]\d(?:19|20)\d\d|"
    rf"\d{{1,2}}(?: ?(?:st|nd|rd|th))?(?: of|)[ ,-]{{1,2}}{MONTH}\b\.?,?[ -]{{0,2}}(?:\d{{4}}|'?\d{{2}}(?![\d:]))|"
    rf"{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}|'\d{{2}}))(?:(?![\w/]|-(?!born\b))|(?<=[12]\d{{3}})(?=[a-z]{{3}}))"
)
"""A day with its month and year, in any of the usual orders."""
