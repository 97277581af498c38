"""Disclosure checks: begin one, record what was found, decide, list, delete what was read. One verb a function.

Each looks the check up anew and the person's right to it: it belongs to who made it, and where it names a case, to
those who may work that case too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, Protocol

from cases.desk import Desk, write_history
from cases.disclosure.check import CheckState, Decision, DisclosureCheck, Hit, Verdict
from cases.disclosure.copies import Copy, Seal, opened_masks
from cases.disclosure.deciding import Scope, covered, standing, undoing
from cases.documents import Place
from cases.errors import Refusal
from cases.notices import Notice, NoticeKind, Recipient
from cases.people import PROGRAM, Person
from cases.permissions import case_for, may_work, require
from cases.ports import UnitOfWork
from cases.words import readable

LONGEST_NAME: Final = 200
LONGEST_REASON: Final = 300
MOST_HITS: Final = 20_000
"""How many hits one check holds. A document with more is nothing to be gone through one by one."""

TOO_MANY: Final = (
    "More than {most:,} things were found. Only the first {most:,} are listed: "
    "split the document, and check its parts."
)
STOPPED: Final = "I was stopped while I read it, so it isn't checked. Please send it again."
READING_LEASE: Final = timedelta(minutes=3)
"""A replica says each minute what it still reads; one that has missed three minutes is taken for dead."""


FORGOTTEN_AT_ONCE: Final = 20
"""Checks that one sweep deletes. A check may have thousands of hits, and others wait while they are deleted."""


class DocumentLinks(Protocol):
    """Makes the addresses at which one person sends a document or reads its report, for a short time."""

    def upload(self, person_id: str, reference: str | None) -> str:
        """Where the person sends a document, for the case if there is one."""

    def report(self, check_id: str, person_id: str) -> str:
        """Where the person reads the report."""

    def table(self, check_id: str, person_id: str) -> str:
        """Where the person fetches the report as a table."""


@dataclass(frozen=True)
class DisclosureDesk:
    """What disclosure checks need: how a working copy is sealed and how long it lasts, the links, what can be read
    (endings with their dot; bytes; by a file's name, why it is not read and what to do, empty where it is), this
    process's name among the replicas, and how long a check without its values lasts."""

    seal: Seal
    lasts: timedelta
    links: DocumentLinks
    endings: tuple[str, ...]
    largest: int
    cannot_read: Callable[[str], str]
    replica: str
    checks_last: timedelta


class NoSuchCheck(Refusal):
    """There is no such check, or the person may not know of it: both are answered in the same words."""

    def __init__(self) -> None:
        super().__init__(
            "I can't find that check among those that you can see. Type **my checks** to see yours."
        )


async def begin_check(
    work: UnitOfWork,
    desk: Desk,
    disclosure: DisclosureDesk,
    person: Person,
    name: str,
    reference: str | None = None,
) -> DisclosureCheck:
    """Note that this replica is reading a document, before it is. Does not commit.

    Raises `NotFound`, `NotAllowed` for a case that the person does not work, `Refusal` for a file of another kind.
    """
    name = _plain_name(name)
    if problem := disclosure.cannot_read(name):
        raise Refusal(problem)
    if reference is not None:
        case = await case_for(work, person, reference)
        require(may_work(person, case), f"Documents for {reference} are checked by those who work on it.")
    now = desk.time()
    check = DisclosureCheck(
        desk.new_id(), name, now, person.id, (), (), now + disclosure.lasts,
        reference=reference, state=CheckState.READING,
    )  # fmt: skip
    await work.disclosures.add(check)
    await work.disclosures.lease([check.id], disclosure.replica, now + READING_LEASE)
    return check


def _plain_name(name: str) -> str:
    """The name of a file without folders and without what no screen shows; its ending is kept where it is too long."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in readable(bare) if letter.isprintable()).strip() or "document"
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[:LONGEST_NAME]


def kept_hits(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """As many hits as a check holds."""
    return tuple(replace(hit, place=_storable(hit.place)) for hit in hits[:MOST_HITS])


async def record_check(
    work: UnitOfWork,
    desk: Desk,
    disclosure: DisclosureDesk,
    check_id: str,
    remarks: Sequence[str],
    hits: Sequence[Hit],
    copy: Copy,
) -> None:
    """Keep what was found, and the working copy for as long as it lasts; tell who asked. Does not commit.

    What is not being read any more is left as it is.
    """
    check = await work.disclosures.get(check_id)
    if check is None or check.state is not CheckState.READING:
        return
    if len(hits) > MOST_HITS:
        remarks = (*remarks, TOO_MANY.format(most=MOST_HITS))
    now = desk.time()
    read = replace(
        check,
        hits=kept_hits(hits),
        remarks=tuple(map(readable, remarks)),
        readable_until=now + disclosure.lasts,
        state=CheckState.READ,
        version=check.version + 1,
    )  # fmt: skip
    await work.disclosures.save(read)
    await work.disclosures.add_hits(check_id, read.hits)
    await work.disclosures.keep_copy(check_id, copy, read.readable_until)
    unseen = sum(hit.unseen is not None for hit in read.hits)
    await _note_on_case(
        work, desk, read, check.by, "document checked", {"kinds": read.kinds, "unseen": unseen}
    )
    await _tell(work, desk, read)


def _storable(place: Place) -> Place:
    """The place without what a database does not take: names of sheets and files are whatever a document says."""
    return replace(
        place,
        file=readable(place.file),
        sheet=readable(place.sheet),
        cell=readable(place.cell),
        within=readable(place.within),
    )


async def record_not_read(work: UnitOfWork, desk: Desk, check_id: str, problem: str) -> None:
    """Note why a document could not be read, in a sentence, and tell who asked. Does not commit."""
    check = await work.disclosures.get(check_id)
    if check is None or check.state is not CheckState.READING:
        return
    failed = replace(check, state=CheckState.NOT_READ, problem=problem, version=check.version + 1)
    await work.disclosures.save(failed)
    await _tell(work, desk, failed)


async def check_for(work: UnitOfWork, person: Person, check_id: str) -> DisclosureCheck:
    """The check, if the person may see it. Raises `NoSuchCheck`."""
    check = await work.disclosures.get(check_id)
    if check is None or not await _may_see(work, person, check):
        raise NoSuchCheck
    return check


async def _may_see(work: UnitOfWork, person: Person, check: DisclosureCheck) -> bool:
    if check.by == person.id:
        return True
    case = await work.cases.get(check.reference) if check.reference else None
    return case is not None and may_work(person, case)


async def copy_for(
    work: UnitOfWork, desk: Desk, person: Person, check_id: str
) -> tuple[DisclosureCheck, bytes | None]:
    """The check, and its document, sealed, while that is kept. Raises `NoSuchCheck`."""
    check = await check_for(work, person, check_id)
    return check, await work.disclosures.document_of(check_id) if check.is_readable(desk.time()) else None


async def masks_of(
    work: UnitOfWork, desk: Desk, disclosure: DisclosureDesk, check: DisclosureCheck
) -> Mapping[int, str]:
    """The masked values of a check that was looked up for a person, by the hits' numbers; none once they are gone."""
    sealed = await work.disclosures.masks_of(check.id) if check.is_readable(desk.time()) else None
    return opened_masks(disclosure.seal, check.id, sealed) if sealed else {}


async def my_checks(work: UnitOfWork, person: Person, limit: int) -> Sequence[DisclosureCheck]:
    """The person's own checks, the newest first, without their hits."""
    return await work.disclosures.made_by(person.id, limit)


async def checks_of_case(
    work: UnitOfWork, person: Person, reference: str, limit: int
) -> Sequence[DisclosureCheck]:
    """The checks of a case's documents, the newest first, without their hits; none for who does not work it.

    Raises `NotFound`.
    """
    case = await case_for(work, person, reference)
    return await work.disclosures.of_case(reference, limit) if may_work(person, case) else ()


async def decide(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    check_id: str,
    hit_number: int,
    verdict: Verdict,
    scope: Scope = Scope.THIS,
    why: str = "",
) -> tuple[DisclosureCheck, str]:
    """Decide about a hit and those that the scope takes in; the same decision again changes nothing. Does not commit.

    Returns the check as it is then, and the id with which the decision is undone ("" where nothing changed). Raises
    `NoSuchCheck`; `Refusal` for a hit that is none or a reason that is too long.
    """
    check = await check_for(work, person, check_id)
    hit = next((one for one in check.hits if one.number == hit_number), None)
    if hit is None or verdict is Verdict.TAKEN_BACK:
        raise Refusal("That isn't on the list of what was found. Open the check again.")
    why = why.strip()
    if len(why) > LONGEST_REASON:
        raise Refusal(f"The reason is too long. {LONGEST_REASON} characters are enough.")
    press, now = desk.new_id(), desk.time()
    before = check.decided
    made = [
        Decision(one.number, verdict, person.id, now, why, press)
        for one in covered(check, hit, scope)
        if not _says_the_same(before.get(one.number), verdict, why)
    ]
    return await _decided(work, desk, person, check, made), press if made else ""


def _says_the_same(before: Decision | None, verdict: Verdict, why: str) -> bool:
    return before is not None and before.verdict is verdict and why in ("", before.why)


async def take_back(
    work: UnitOfWork, desk: Desk, person: Person, check_id: str, press: str
) -> DisclosureCheck:
    """Undo what was decided in one press, where it still stands. Does not commit. Raises `NoSuchCheck`."""
    check = await check_for(work, person, check_id)
    before = await work.disclosures.decisions_of(check_id)
    made = list(undoing(before, press, person.id, desk.time(), desk.new_id())) if press else []
    return await _decided(work, desk, person, check, made)


async def _decided(
    work: UnitOfWork, desk: Desk, person: Person, check: DisclosureCheck, made: Sequence[Decision]
) -> DisclosureCheck:
    if not made:
        return check
    # With a version, so that of two people who decide at once the second decides on what stands.
    changed = replace(check, decisions=standing((*check.decisions, *made)), version=check.version + 1)
    await work.disclosures.save(changed)
    await work.disclosures.decide(check.id, made)
    if check.open_hits and not changed.open_hits:
        out = len(changed.to_take_out)
        facts = {"taken out": out, "can stay": len(changed.hits) - out}
        await _note_on_case(work, desk, changed, person.id, "document gone through", facts)
    return changed


async def delete_what_was_read(
    work: UnitOfWork, desk: Desk, person: Person, check_id: str
) -> DisclosureCheck:
    """Delete the working copy at once. What was found and decided stays, without a value. Does not commit.

    Raises `NoSuchCheck`.
    """
    check = await check_for(work, person, check_id)
    await work.disclosures.forget_copy(check_id)
    now = desk.time()
    if not check.is_readable(now):
        return check
    gone = replace(check, readable_until=now, version=check.version + 1)
    await work.disclosures.save(gone)
    return gone


async def sweep_documents(
    work: UnitOfWork, desk: Desk, disclosure: DisclosureDesk, reading: Collection[str]
) -> None:
    """Delete the working copies and the checks whose time is over, say that this replica still reads the checks of
    `reading`, and end what replicas were reading that have died. Does not commit.
    """
    now = desk.time()
    await work.disclosures.forget_copies(now)
    await work.disclosures.forget_made_before(now - disclosure.checks_last, FORGOTTEN_AT_ONCE)
    await work.disclosures.lease(reading, disclosure.replica, now + READING_LEASE)
    for check_id in await work.disclosures.abandoned(now):
        await record_not_read(work, desk, check_id, STOPPED)


async def end_own_readings(work: UnitOfWork, desk: Desk, disclosure: DisclosureDesk) -> None:
    """End what a process of this replica's name was reading when it died. For the start. Does not commit."""
    for check_id in await work.disclosures.reading_by(disclosure.replica):
        await record_not_read(work, desk, check_id, STOPPED)


async def _tell(work: UnitOfWork, desk: Desk, check: DisclosureCheck) -> None:
    """Who asked is told, in their own chat alone. The notice holds the check's id; what it says is looked up then."""
    await work.notices.add(
        Notice(
            desk.new_id(),
            Recipient.person(check.by),
            NoticeKind.DOCUMENT_CHECKED,
            check.reference or "",
            desk.time(),
            {"check": check.id},
        )
    )


async def _note_on_case(
    work: UnitOfWork, desk: Desk, check: DisclosureCheck, by: str, action: str, facts: Mapping[str, Any]
) -> None:
    """A row in the case's history: counts by kind, never the name of a file or a value."""
    case = await work.cases.get(check.reference) if check.reference else None
    if case is None:
        return
    changed = case.changed()
    await work.cases.save(changed)
    actor = desk.directory.person(by) or PROGRAM
    await write_history(work, desk, actor, action, case.state, changed, {"check": check.id, **facts})
