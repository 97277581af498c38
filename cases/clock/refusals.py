"""What the clock refuses to count."""


class ImpossibleHistory(ValueError):
    """Steps that cannot have happened so, or that the law forbids.

    The text is for a person: it says what does not fit, and names the rule.
    """
