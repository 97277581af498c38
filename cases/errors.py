"""What the services say no with. Each carries one clear sentence for the person; nothing else is shown."""

from __future__ import annotations


class Refusal(Exception):
    """Something a person asked for that is not done; `str(refusal)` is the sentence they are shown."""


class NotFound(Refusal):
    """There is no such case, or the person may not know of it: both are answered in the same words."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"I can't find {reference} among the cases that you can see. Check the reference and try again."
        )


class NotAllowed(Refusal):
    """The person may see the case but not do this to it."""


class Conflict(Exception):
    """Somebody else changed the same thing first; the work is to be done again on what stands now."""


class ActionRefused(Refusal):
    """A step that is not taken; `failed` names every check that stood in its way, one sentence each."""

    def __init__(self, reference: str, title: str, failed: tuple[str, ...]) -> None:
        super().__init__(" ".join(failed))
        self.reference = reference
        self.title = title
        self.failed = failed
