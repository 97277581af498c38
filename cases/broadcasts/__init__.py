"""One message to many: the monthly bitesize and policy news, from a draft to who answered what."""

from cases.broadcasts.broadcast import (
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    IfLate,
    Link,
    Picture,
    Question,
)
from cases.broadcasts.outcome import Outcome
from cases.broadcasts.steps import Step, StepKind

__all__ = [
    "Broadcast",
    "BroadcastKind",
    "BroadcastState",
    "Content",
    "IfLate",
    "Link",
    "Outcome",
    "Picture",
    "Question",
    "Step",
    "StepKind",
]
