"""Words as they are mistyped most: a letter left out, doubled, or changed with the next."""


def with_typing_errors(word: str) -> str:
    """A pattern for `word` and its usual typing errors; the first letter is always right."""
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    doubled = {word[:at] + word[at] + word[at:] for at in range(1, len(word))}
    changed = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    return f"(?:{'|'.join([word, *sorted((left_out | doubled | changed) - {word})])})"
