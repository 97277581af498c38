"""Letters to requesters and to the people whose data it is, as templates with the case's facts filled in.

The templates stand in `templates/`, one a file, and a council can put its own in their place. They are text; what a
letter looks like on paper is for `integrations.documents`.
"""

from cases.letters.desk import LetterDesk, has_letters, letters_for, write_ico_notification, write_letter
from cases.letters.facts import FirstAnswer, LetterFacts, Office, gather_facts
from cases.letters.letter import Block, Letter, LetterKind, Run, Style
from cases.letters.letters import Letters, load_letters
from cases.letters.names import NAMES
from cases.letters.templates import LettersWrong

__all__ = [
    "NAMES",
    "Block",
    "FirstAnswer",
    "Letter",
    "LetterDesk",
    "LetterFacts",
    "LetterKind",
    "Letters",
    "LettersWrong",
    "Office",
    "Run",
    "Style",
    "gather_facts",
    "has_letters",
    "letters_for",
    "load_letters",
    "write_ico_notification",
    "write_letter",
]
