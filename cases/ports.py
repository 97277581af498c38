"""What the ground floor needs from outside: storage, the time, and an id that nobody else has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from cases.absence import Absence
from cases.ask import Ask
from cases.attachment import Attachment
from cases.broadcasts import Broadcast, BroadcastState
from cases.case import Addition, Case, HistoryEntry
from cases.conditions import Condition
from cases.correction import Correction
from cases.disclosure import Decision, DisclosureCheck, Hit
from cases.disclosure.copies import Copy
from cases.known_policy import KnownPolicy
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.nudges.plan import Plan, Snooze, Times
from cases.question import AskedQuestion, QuestionGroup, SavedAnswer
from cases.search.query import CaseQuery, Page, PageKey
from cases.training.quiz import Attempt
from cases.training.records import Standing, TrainingRecord


class Now(Protocol):
    """The time, as an aware datetime."""

    def __call__(self) -> datetime: ...


class CaseStore(Protocol):
    """Cases by reference."""

    async def next_number(self, prefix: str, year: int) -> int:
        """The next number for this prefix and year. Taken back when the transaction is: no gap, no repeat."""

    async def add(self, case: Case) -> None:
        """Store a new case."""

    async def get(self, reference: str) -> Case | None:
        """The case with this reference."""

    async def save(self, case: Case) -> None:
        """Store a changed case. Raises `Conflict` unless the stored one is exactly one version behind."""

    async def several(self, references: Collection[str]) -> Sequence[Case]:
        """The cases with these references, by reference; those that there are not are left out."""

    async def live_after(self, reference: str, limit: int) -> Sequence[Case]:
        """Live cases behind this reference, sorted by reference: for going through all of them, batch by batch."""

    async def reported_by(self, person_id: str, limit: int) -> Sequence[Case]:
        """The cases that a person reported or passed on, newest first."""

    async def handled_by(self, person_id: str, limit: int) -> Sequence[Case]:
        """The live cases that a person works on, the nearest date first."""

    async def find(
        self, query: CaseQuery, findable: Condition, limit: int, key: PageKey | None = None
    ) -> Page:
        """A page of the cases that meet the query and the condition. A key that is none gives the first page."""

    async def commonness(self, words: Collection[str], among: int) -> Mapping[str, int]:
        """In how many of the newest `among` cases each of these words is written, in any form, by its stem.

        A word that is written in one case alone, or in none, is left out.
        """


class HistoryStore(Protocol):
    """What happened to cases; rows are only ever added."""

    async def append(self, entry: HistoryEntry) -> None:
        """Add a row."""

    async def of(self, reference: str) -> Sequence[HistoryEntry]:
        """A case's rows, oldest first."""

    async def of_several(self, references: Collection[str]) -> Sequence[HistoryEntry]:
        """The rows of these cases, oldest first."""


class AdditionStore(Protocol):
    """What was said about cases after they were opened."""

    async def append(self, addition: Addition) -> None:
        """Add a text."""

    async def of(self, reference: str) -> Sequence[Addition]:
        """A case's texts, oldest first."""


class AskStore(Protocol):
    """What services were asked for cases."""

    async def add(self, ask: Ask) -> None:
        """Store a new ask."""

    async def get(self, ask_id: str) -> Ask | None:
        """The ask with this id."""

    async def save(self, ask: Ask) -> None:
        """Store what became of an ask."""

    async def of(self, reference: str) -> Sequence[Ask]:
        """A case's asks, oldest first."""

    async def open_about(self, references: Collection[str]) -> Sequence[Ask]:
        """What services have not answered yet for these cases, the nearest day first."""

    async def open_for(self, service_id: str, limit: int) -> Sequence[Ask]:
        """What a service has not answered yet, the nearest day first."""


class LinkStore(Protocol):
    """Which cases belong together."""

    async def add(self, reference: str, other: str, kind: str) -> None:
        """Note that `other` belongs to `reference`, and how."""

    async def of(self, reference: str) -> Sequence[tuple[str, str]]:
        """The cases that belong to this one, in either direction: (reference, how)."""


class AttachmentStore(Protocol):
    """The files of cases, as links."""

    async def add(self, attachment: Attachment) -> None:
        """Note a file."""

    async def of(self, reference: str) -> Sequence[Attachment]:
        """A case's files, oldest first."""


class DisclosureStore(Protocol):
    """Disclosure checks, without a value of any document but for the sealed working copy."""

    async def add(self, check: DisclosureCheck) -> None:
        """Store a check that begins, without hits."""

    async def get(self, check_id: str) -> DisclosureCheck | None:
        """The check with its hits and the decisions that stand."""

    async def save(self, check: DisclosureCheck) -> None:
        """Store a changed check, but for its hits and decisions. Raises `Conflict` unless the stored one is exactly
        one version behind."""

    async def add_hits(self, check_id: str, hits: Sequence[Hit]) -> None:
        """Store what was found."""

    async def decide(self, check_id: str, made: Sequence[Decision]) -> None:
        """Add decisions; rows are only ever added."""

    async def decisions_of(self, check_id: str) -> Sequence[Decision]:
        """All that was ever decided, oldest first."""

    async def made_by(self, person_id: str, limit: int) -> Sequence[DisclosureCheck]:
        """A person's checks, newest first, without hits and decisions."""

    async def of_case(self, reference: str, limit: int) -> Sequence[DisclosureCheck]:
        """The checks for a case, newest first, without hits and decisions."""

    async def keep_copy(self, check_id: str, copy: Copy, until: datetime) -> None:
        """Keep a sealed working copy until then."""

    async def document_of(self, check_id: str) -> bytes | None:
        """The sealed document, while there is one."""

    async def masks_of(self, check_id: str) -> bytes | None:
        """The sealed masked values, while there are any."""

    async def forget_copy(self, check_id: str) -> None:
        """Delete the working copy."""

    async def forget_copies(self, now: datetime) -> None:
        """Delete all working copies whose time is over."""

    async def forget_made_before(self, at: datetime, limit: int) -> None:
        """Delete checks that were made before this time, `limit` at most, with all that belongs to them; what is being
        read is left."""

    async def lease(self, check_ids: Collection[str], replica: str, until: datetime) -> None:
        """Note that this replica reads these checks' documents, and is to be taken for dead after `until`."""

    async def reading_by(self, replica: str) -> Sequence[str]:
        """The checks whose documents are being read by this replica."""

    async def abandoned(self, now: datetime) -> Sequence[str]:
        """The checks whose documents are being read by replicas that are to be taken for dead."""


class QuestionStore(Protocol):
    """What people asked about policy, without who asked."""

    async def add(self, question: AskedQuestion) -> None:
        """Remember a question."""

    async def get(self, question_id: str) -> AskedQuestion | None:
        """The question with this id."""

    async def rate(self, question_id: str, *, is_helpful: bool) -> None:
        """Note whether what it led to helped."""

    async def lead_to(self, question_id: str, passage: str, title: str) -> None:
        """Note which passage was chosen for it."""

    async def settle(self, question_id: str) -> None:
        """Take it, and all that led to the same passage or to nothing in the same words, for answered."""

    async def most_asked(self, limit: int) -> Sequence[QuestionGroup]:
        """What was asked most."""

    async def unhelpful(self, limit: int) -> Sequence[QuestionGroup]:
        """What led to a passage that did not help, and is not settled."""

    async def unanswered(self, limit: int) -> Sequence[QuestionGroup]:
        """What led to nothing, and is not settled, by its words."""

    async def forget(self, before: date) -> None:
        """Delete what was asked before this day."""


class SavedAnswerStore(Protocol):
    """Answers that the IG team saved for next time."""

    async def all(self) -> Sequence[SavedAnswer]:
        """All of them, by id."""

    async def get(self, answer_id: str) -> SavedAnswer | None:
        """The answer with this id."""

    async def put(self, answer: SavedAnswer) -> None:
        """Store a new or changed answer."""

    async def remove(self, answer_id: str) -> None:
        """Delete an answer, if there is one."""


class CorrectionStore(Protocol):
    """What people put right of what triage read."""

    async def get(self, correction_id: str) -> Correction | None:
        """The correction with this id."""

    async def put(self, correction: Correction) -> None:
        """Store a new or changed correction."""

    async def remove(self, correction_id: str) -> None:
        """Delete a correction, if there is one."""

    async def forget(self, before: date) -> None:
        """Delete what was last corrected before this day."""


class AbsenceStore(Protocol):
    """Who is away when."""

    async def get(self, absence_id: str) -> Absence | None:
        """The absence with this id."""

    async def put(self, absence: Absence) -> None:
        """Store a new or changed absence."""

    async def remove(self, absence_id: str) -> None:
        """Delete an absence, if there is one."""

    async def on(self, person_id: str, day: date) -> Absence | None:
        """The absence of the person that this day belongs to; the one that began last, should there be several."""

    async def away_on(self, day: date) -> Set[str]:
        """The ids of everybody who is away on this day."""

    async def of(self, person_id: str, since: date) -> Sequence[Absence]:
        """The person's absences that are not over before this day, the soonest first."""

    async def forget(self, before: date) -> None:
        """Delete what was over before this day."""


class KnownPolicyStore(Protocol):
    """The policies as they were last looked at."""

    async def all(self) -> Sequence[KnownPolicy]:
        """All of them, by key."""

    async def put(self, policy: KnownPolicy) -> None:
        """Remember a policy as it is now."""

    async def remove(self, key: str) -> None:
        """Forget a policy that there no longer is."""


class BroadcastStore(Protocol):
    """Messages to many, and what of incidents was proposed as one."""

    async def add(self, broadcast: Broadcast) -> None:
        """Store a new broadcast. Raises `Conflict` when somebody else stored one with its id first."""

    async def get(self, broadcast_id: str) -> Broadcast | None:
        """The broadcast with this id."""

    async def save(self, broadcast: Broadcast) -> None:
        """Store a changed broadcast. Raises `Conflict` unless the stored one is exactly one version behind."""

    async def remove(self, broadcast: Broadcast) -> None:
        """Delete the broadcast. Raises `Conflict` unless it still stands at this version."""

    async def in_states(self, states: Collection[BroadcastState], limit: int) -> Sequence[Broadcast]:
        """Broadcasts in these states, the newest first."""

    async def due(self, now: datetime, limit: int) -> Sequence[Broadcast]:
        """Scheduled broadcasts whose moment has come, the earliest first."""

    async def unfinished(self, limit: int) -> Sequence[Broadcast]:
        """Broadcasts that are being sent, are paused, or were cancelled on the way, and have not come to their end; the
        earliest started first."""

    async def claim_ended(self, before: datetime, limit: int) -> Sequence[Broadcast]:
        """Broadcasts that ended before this time and have no outcome yet, the earliest first; nobody else gets them
        while this transaction lasts."""

    async def last_lesson(self, category: str, service: str) -> date | None:
        """The day on which a bitesize about this category was last proposed for this service."""

    async def note_lesson(self, category: str, service: str, day: date) -> None:
        """Note that one was proposed on this day."""


class NoticeStore(Protocol):
    """The outbox."""

    async def add(self, notice: Notice) -> bool:
        """Record a notice to be delivered once this transaction is committed. False when its recipient has one of the
        same message already: then nothing changes."""

    async def add_many(self, notices: Sequence[Notice]) -> int:
        """The same for many at once. Returns how many are new."""

    async def has_team_channel(self) -> bool:
        """Whether the IG team has chosen a channel for new cases."""

    async def for_recipient(self, recipient: Recipient, limit: int) -> Sequence[Notice]:
        """The recipient's notices, newest first."""

    async def told(self, message: str, recipient: Recipient) -> Notice | None:
        """The notice by which the recipient is, or will be, told this message."""

    async def totals(self, message: str) -> Mapping[NoticeState, int]:
        """How many notices of a message stand in each state. States without any are left out."""

    async def of_message(self, message: str, states: Collection[NoticeState], limit: int) -> Sequence[Notice]:
        """The notices of a message in these states, by recipient."""

    async def answers(self, message: str) -> Mapping[str, int]:
        """How many recipients gave each answer."""

    async def remove(self, messages: Collection[str]) -> None:
        """Delete every notice of these messages, whatever became of it."""

    async def withdraw(self, message: str, reason: str) -> int:
        """Withdraw what still waits of a message. Returns how many did."""

    async def waiting(self, kinds: Collection[NoticeKind]) -> Sequence[Notice]:
        """The notices of these kinds that wait to be sent, the oldest first."""

    async def keep_until(self, message: str, until: datetime | None) -> None:
        """Let what of a message still waits, or waits for its recipient to have Ask IG, be sent until then; None for as
        long as it takes."""

    async def hold(self, message: str) -> None:
        """Send no more of a message for now."""

    async def release(self, message: str) -> None:
        """Go on sending a message that was held."""

    async def note_read(self, recipient: Recipient, message: str) -> None:
        """Note that the recipient has seen the message; one that was answered stays so."""

    async def note_read_until(self, recipient: Recipient, activity_id: str) -> bool:
        """Note that the recipient has seen every message up to this one, by its id in their chat; an id that is none
        changes nothing. True when something is being sent to them whose id is not known yet."""

    async def note_answer(self, recipient: Recipient, message: str, answer: str) -> bool:
        """Note the recipient's answer. False when the message was not sent to them or was answered before."""


class NudgeStore(Protocol):
    """When cases are looked at for nudges, and who put them off."""

    async def changed(self, limit: int) -> Sequence[str]:
        """Cases that were changed since they were planned, by reference: live ones, and those planned for that are at
        rest by now."""

    async def times(self, references: Collection[str]) -> Mapping[str, Times]:
        """When these cases were changed last and came to their state, from their history."""

    async def plans(self, references: Collection[str]) -> Mapping[str, Plan]:
        """The plans of these cases, by reference."""

    async def put(self, plans: Sequence[Plan]) -> None:
        """Store new or changed plans; one by which less was told than by the stored one is left out."""

    async def forget(self, references: Collection[str]) -> None:
        """Delete the plans of these cases and who put them off."""

    async def due(self, now: datetime) -> Sequence[Plan]:
        """The plans whose moment has come, by reference."""

    async def claim_due(self, now: datetime) -> Sequence[Plan]:
        """The plans whose moment has come, by reference; nobody else gets them while this transaction lasts."""

    async def snooze(self, snooze: Snooze) -> None:
        """Note that a person put a case off, in the place of what they said of it before."""

    async def snoozes(self, references: Collection[str]) -> Sequence[Snooze]:
        """Who put these cases off."""

    async def take_snoozes_over(self, now: datetime) -> Sequence[Snooze]:
        """Delete the snoozes that are over and return them, by case and person."""


class TrainingStore(Protocol):
    """What is remembered of people's training."""

    async def add_records(self, records: Sequence[TrainingRecord]) -> Sequence[TrainingRecord]:
        """Store what was done. Returns those that are new: a person, a course and a day are stored once."""

    async def done_by(self, person_id: str) -> Mapping[str, date]:
        """When a person did each course last."""

    async def all_done(self) -> Mapping[tuple[str, str], date]:
        """When each person did each course last, by (person, course)."""

    async def standings_of(self, person_id: str) -> Sequence[Standing]:
        """The courses that a person was seen to need."""

    async def all_standings(self) -> Sequence[Standing]:
        """The same for everybody."""

    async def put_standings(self, standings: Sequence[Standing]) -> None:
        """Store new or changed ones."""

    async def remove_standings(self, standings: Sequence[Standing]) -> None:
        """Delete those of courses that are not needed any more."""

    async def attempt_at(self, person_id: str, course_id: str) -> Attempt | None:
        """A person's last attempt at a course's quiz, unless it was passed."""

    async def put_attempt(self, attempt: Attempt) -> None:
        """Store an attempt, in the place of the one before it."""

    async def remove_attempt(self, person_id: str, course_id: str) -> None:
        """Delete the attempt, if there is one."""

    async def is_prompted(self, day: date) -> bool:
        """Whether people were prompted on that morning."""

    async def note_prompted(self, day: date) -> None:
        """Note that they were."""

    async def forget(self, before: date) -> None:
        """Delete what was done before this day."""


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit` undoes everything."""

    @property
    def cases(self) -> CaseStore: ...

    @property
    def history(self) -> HistoryStore: ...

    @property
    def additions(self) -> AdditionStore: ...

    @property
    def asks(self) -> AskStore: ...

    @property
    def attachments(self) -> AttachmentStore: ...

    @property
    def links(self) -> LinkStore: ...

    @property
    def disclosures(self) -> DisclosureStore: ...

    @property
    def questions(self) -> QuestionStore: ...

    @property
    def saved_answers(self) -> SavedAnswerStore: ...

    @property
    def corrections(self) -> CorrectionStore: ...

    @property
    def absences(self) -> AbsenceStore: ...

    @property
    def known_policies(self) -> KnownPolicyStore: ...

    @property
    def broadcasts(self) -> BroadcastStore: ...

    @property
    def notices(self) -> NoticeStore: ...

    @property
    def nudges(self) -> NudgeStore: ...

    @property
    def training(self) -> TrainingStore: ...

    async def commit(self) -> None:
        """Make it so. Raises `Conflict` when somebody else was first."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
