"""News of policies: the IG team learns that one is new or has changed, and decides who is told of it.

What stands is compared with what was known. Whether a change matters (a comma, or a new duty) nobody but a person can
say, so nothing is told to anybody else by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cases.audience import Audience, AudienceKind
from cases.desk import Desk
from cases.known_policy import KnownPolicy
from cases.notices import Notice, NoticeKind, Recipient
from cases.people import Directory, Role
from cases.policies import Passage, Policy
from cases.ports import UnitOfWork
from cases.words import LONDON

LONGEST_KEY: Final = 80
_ABOUT: Final = "policy/"


class PolicyChange(StrEnum):
    """What happened to a policy."""

    NEW = "new"
    NEW_VERSION = "new_version"
    NEW_TEXT = "new_text"
    """The text is another while the version is the same."""


def key_of(policy: Policy) -> str:
    """What a policy is known by."""
    return (policy.number or policy.title)[:LONGEST_KEY]


def about_policy(policy: Policy) -> str:
    """What a message to many about this policy says that it came of (`cases.broadcasts.Content.about`)."""
    return _ABOUT + key_of(policy)


def policy_of(about: str) -> str:
    """The key of the policy that a message to many came of; empty where it came of none."""
    return about.removeprefix(_ABOUT) if about.startswith(_ABOUT) else ""


def whom_it_touches(policy: Policy, directory: Directory) -> Audience:
    """Whom the policy says it is for ("role handler", "service housing", "group asset-owners"), else everybody.

    So is what names nobody whom the council knows: a slip in a file must not keep news from those it is for.
    """
    written = policy.touches.split(maxsplit=1)
    if len(written) == 2:
        try:
            audience = Audience(AudienceKind(written[0].lower()), written[1].strip().lower())
            if audience.people(directory):
                return audience
        except ValueError:
            pass
    return Audience(AudienceKind.EVERYBODY)


async def note_policies(work: UnitOfWork, desk: Desk, passages: Sequence[Passage]) -> None:
    """Compare the policies with those known, remember them, and tell the officers what changed.

    The first time there is nothing to compare with, so nothing is told. No passages at all change nothing: a folder
    that can't be reached looks empty. Does not commit.
    """
    if not passages:
        return
    today = desk.time().astimezone(LONDON).date()
    standing = {one.key: one for one in _as_they_are(passages, today)}
    known = {one.key: one for one in await work.known_policies.all()}
    for key, now in standing.items():
        before = known.get(key)
        change = _change(before, now)
        if change is None:
            continue
        await work.known_policies.put(now)
        if known:
            await _tell_officers(work, desk, now, before, change)
    for gone in known.keys() - standing.keys():
        await work.known_policies.remove(gone)


def _change(before: KnownPolicy | None, now: KnownPolicy) -> PolicyChange | None:
    if before is None:
        return PolicyChange.NEW
    if before.text_hash == now.text_hash and before.version == now.version:
        return None
    return PolicyChange.NEW_TEXT if before.version == now.version else PolicyChange.NEW_VERSION


def _as_they_are(passages: Iterable[Passage], today: date) -> Iterable[KnownPolicy]:
    texts: dict[str, list[str]] = defaultdict(list)
    policies: dict[str, Policy] = {}
    for passage in passages:
        key = key_of(passage.policy)
        policies.setdefault(key, passage.policy)
        texts[key] += [passage.section, *passage.headings, passage.text]
    for key, policy in policies.items():
        hashed = sha256("\n".join(texts[key]).encode()).hexdigest()
        yield KnownPolicy(key, policy.title, policy.version, hashed, today)


async def _tell_officers(
    work: UnitOfWork, desk: Desk, now: KnownPolicy, before: KnownPolicy | None, change: PolicyChange
) -> None:
    facts = {
        "policy": now.key,
        "title": now.title,
        "version": now.version,
        "was": before.version if before else "",
        "change": change.value,
    }
    for officer in desk.directory.with_role(Role.OFFICER):
        notice = Notice(
            desk.new_id(),
            Recipient.person(officer.id),
            NoticeKind.POLICY_CHANGED,
            "",
            desk.time(),
            facts,
            message=f"policy-changed/{now.key}/{now.version[:12]}/{now.text_hash[:8]}",
            not_before=desk.hours.next_on(desk.time(), desk.calendar.data_protection),
        )
        await work.notices.add(notice)
