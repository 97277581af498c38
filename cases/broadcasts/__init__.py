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

__all__ = ["Broadcast", "BroadcastKind", "BroadcastState", "Content", "IfLate", "Link", "Picture", "Question"]
