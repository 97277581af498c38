"""What the clock refuses to count."""


class ImpossibleHistory(ValueError):  # noqa: N818  (it names the history, not a fault of the program)
    """Steps that cannot have happened so, or that the law forbids.

    The text is for a person: it says what does not fit, and names the rule.
    """
