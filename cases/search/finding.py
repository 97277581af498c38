"""Finding cases, each person only what they may see.

The rule of `cases.permissions` is part of what the store looks for, so a page is never thinned out afterwards and
nobody learns from a gap that something is there.
"""

from __future__ import annotations

from cases.conditions import Condition
from cases.people import Person
from cases.permissions import require, visible_to, workable_by, works_cases
from cases.ports import UnitOfWork
from cases.search.query import CaseQuery, Page, PageKey


def findable_by(person: Person, query: CaseQuery) -> Condition:
    """Which cases a search of this person may find.

    By their words only those that the person may work: a reporter may not read all that is written about their case,
    so they can't find out by trying words either. Of what nobody has taken only what the person could take.
    """
    return workable_by(person) if query.is_by_words or query.is_unassigned else visible_to(person)


async def find_cases(
    work: UnitOfWork, person: Person, query: CaseQuery, limit: int, key: PageKey | None = None
) -> Page:
    """A page of what the person may see of what they ask for. Raises `NotAllowed` for who does not work cases."""
    require(works_cases(person), "Searching is for those who work on cases.")
    return await work.cases.find(query, findable_by(person, query), limit, key)
