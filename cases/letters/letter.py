"""What a letter is: a title, and blocks of text in which the places that somebody has to fill in are marked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cases.regimes import Regime


class LetterKind(StrEnum):
    """The letters that there are. The value is the template's file name without its ending."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    IDENTITY = "identity"
    FEES_NOTICE = "fees-notice"
    EXTENSION = "extension"
    TRANSFER = "transfer"
    RESPONSE = "response"
    RIGHTS_RESPONSE = "rights-response"
    REUSE_RESPONSE = "reuse-response"
    REFUSAL = "refusal"
    REVIEW_ACKNOWLEDGEMENT = "review-acknowledgement"
    REVIEW_OUTCOME = "review-outcome"
    COMPLAINT_ACKNOWLEDGEMENT = "complaint-acknowledgement"
    COMPLAINT_OUTCOME = "complaint-outcome"
    BREACH_NOTICE = "breach-notice"


ANSWERS: dict[Regime, LetterKind] = {
    Regime.FOI: LetterKind.RESPONSE,
    Regime.EIR: LetterKind.RESPONSE,
    Regime.SAR: LetterKind.RESPONSE,
    Regime.RIGHTS: LetterKind.RIGHTS_RESPONSE,
    Regime.REUSE: LetterKind.REUSE_RESPONSE,
    Regime.FOI_REVIEW: LetterKind.REVIEW_OUTCOME,
    Regime.EIR_REVIEW: LetterKind.REVIEW_OUTCOME,
    Regime.DP_COMPLAINT: LetterKind.COMPLAINT_OUTCOME,
}
"""The letter that answers a case of each regime."""


ACKNOWLEDGEMENTS: dict[Regime, LetterKind] = {
    **dict.fromkeys(
        (Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS, Regime.REUSE), LetterKind.ACKNOWLEDGEMENT
    ),
    Regime.FOI_REVIEW: LetterKind.REVIEW_ACKNOWLEDGEMENT,
    Regime.EIR_REVIEW: LetterKind.REVIEW_ACKNOWLEDGEMENT,
    Regime.DP_COMPLAINT: LetterKind.COMPLAINT_ACKNOWLEDGEMENT,
}
"""The letter that says that it has arrived."""

ENDINGS = frozenset({*ANSWERS.values(), LetterKind.REFUSAL, LetterKind.TRANSFER})
"""The letters that end a case."""


class Style(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a block. A place is what somebody still has to fill in; it is written in square brackets."""

    text: str
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a heading, a paragraph, a bullet or a quotation. Lines inside it are parted by line feeds."""

    style: Style
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The block without its marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about one case. Its blocks may hold people's words; its title never does."""

    kind: LetterKind
    reference: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The whole as plain text, to be copied."""
        parts: list[str] = []
        before: Style | None = None
        for block in self.blocks:
            is_listed = block.style is Style.BULLET
            if parts:
                parts.append("\n" if is_listed and before is Style.BULLET else "\n\n")
            parts.append(f"- {block.text}" if is_listed else block.text)
            before = block.style
        return "".join(parts)

    @property
    def places(self) -> tuple[str, ...]:
        """What is still to be filled in, each once, in the order of the letter."""
        found = (run.text for block in self.blocks for run in block.runs if run.is_place)
        return tuple(dict.fromkeys(found))

    @property
    def file_name(self) -> str:
        """A name for the letter as a file, without an ending: ids alone."""
        return f"{self.reference}-{self.kind.value}"
