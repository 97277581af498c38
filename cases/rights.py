"""Which right somebody uses: what a request under UK GDPR Articles 16 to 22 asks for."""

from enum import StrEnum


class DataSubjectRight(StrEnum):
    """A right other than access. One letter may use several."""

    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    AUTOMATED_DECISIONS = "automated_decisions"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What is asked for, in words, with its article."""
        return {
            "rectification": "Put right what is wrong or missing (Art 16)",
            "erasure": "Erase it (Art 17)",
            "restriction": "Keep it, but do not use it (Art 18)",
            "portability": "Hand it over in a form that another can read (Art 20)",
            "objection": "Stop using it in this way (Art 21)",
            "automated_decisions": "Have a person look at what a machine decided (Art 22A to 22D)",
        }[self.value]
