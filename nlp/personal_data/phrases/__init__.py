"""Phrases that say something about somebody's life, in lists that an IG officer can read and add to.

A file a kind, named after its label, one phrase a line, `#` before a comment. `~` stands for one to three words.
`phrase ? neighbour, neighbour` counts only where one of the neighbours stands close by. `harmless.txt` holds what only
sounds like it: nothing within such a phrase is flagged. `settings.txt` holds the people, places and papers that deal
with such matters ("occupational health report"): they count only where their sentence says nothing more.
"""

from nlp.personal_data.phrases.finding import Phrase, Phrases, find_phrases

__all__ = ["Phrase", "Phrases", "find_phrases"]
