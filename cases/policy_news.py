"""News of policies: the IG team learns that one is new or has changed, and decides who is told of it.

What stands is compared with what was known. Whether a change matters (a comma, or a new duty) nobody but a person can
say, so nothing is told to anybody else by itself. What waits for the morning and changes once more is told as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cases.audience import Audience, AudienceKind
from cases.desk import Desk
from cases.known_policy import KnownPolicy
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
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

    NEW_NAME = "new_name"
    """The text and the version are the same, the title or the number is another."""


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
    gone = [one for key, one in sorted(known.items()) if key not in standing]
    for key, now in standing.items():
        before = known.get(key) or _by_its_text(now, gone)
        if _change(before, now) is None:
            continue
        await work.known_policies.put(now)
        if known:
            untold = await _withdraw_untold(work, {key, before.key if before else key})
            before = untold[0] if untold else before
            change = _change(before, now)
            if change is not None:
                await _tell_officers(work, desk, now, before, change)
    for one in gone:
        await work.known_policies.remove(one.key)
        await _withdraw_untold(work, {one.key})


def _by_its_text(now: KnownPolicy, gone: Sequence[KnownPolicy]) -> KnownPolicy | None:
    """The policy that is no longer there under its name and says the same in the same version: it was renamed."""
    return next((one for one in gone if (one.text_hash, one.version) == (now.text_hash, now.version)), None)


def _change(before: KnownPolicy | None, now: KnownPolicy) -> PolicyChange | None:
    if before is None:
        return PolicyChange.NEW
    if before.version != now.version:
        return PolicyChange.NEW_VERSION
    if before.text_hash != now.text_hash:
        return PolicyChange.NEW_TEXT
    return None if (before.key, before.title) == (now.key, now.title) else PolicyChange.NEW_NAME


def _as_it_stood(notice: Notice) -> KnownPolicy | None:
    """The policy before the change that a notice tells of."""
    if not notice.facts["before"]:
        return None
    key, title, version, text_hash = notice.facts["before"]
    return KnownPolicy(key, title, version, text_hash, notice.recorded_at.date())


async def _withdraw_untold(work: UnitOfWork, keys: Set[str]) -> Sequence[KnownPolicy | None]:
    """Withdraw what officers were to be told of these policies and none of them was yet. Returns how each stood before
    that, the oldest first; None where there was none."""
    found: list[KnownPolicy | None] = []
    waiting = await work.notices.waiting((NoticeKind.POLICY_CHANGED,))
    for message, notice in {one.message: one for one in waiting}.items():
        is_of_them = notice.facts["policy"] in keys and "before" in notice.facts
        if is_of_them and set(await work.notices.totals(message)) == {NoticeState.WAITING}:
            await work.notices.withdraw(message, "It changed once more, or is gone.")
            found.append(_as_it_stood(notice))
    return found


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
    stood = [before.key, before.title, before.version, before.text_hash] if before else None
    facts = {
        "policy": now.key,
        "title": now.title,
        "version": now.version,
        "before": stood,
        "change": change.value,
    }
    # The same change may come again after it was undone.
    told = f"{stood} {now.key} {now.title} {now.version} {now.text_hash} {desk.time():%Y-%m-%dT%H:%M}"
    message = f"policy-changed/{sha256(told.encode()).hexdigest()[:32]}"
    for officer in desk.directory.with_role(Role.OFFICER):
        notice = Notice(
            desk.new_id(),
            Recipient.person(officer.id),
            NoticeKind.POLICY_CHANGED,
            "",
            desk.time(),
            facts,
            message=message,
            not_before=desk.hours.next_on(desk.time(), desk.calendar.data_protection),
        )
        await work.notices.add(notice)
