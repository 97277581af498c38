"""Opening a link of ours: what it says and for whom it was made, or the page that refuses it. All pages do it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol, TypeVar

import structlog
from aiohttp import web

from bot.links import LinkExpired, LinkForged
from bot.pages import sentence_page
from cases.people import Directory, Person

log = structlog.get_logger()


class PersonalLink(Protocol):
    """A link that was made for one person."""

    @property
    def person_id(self) -> str: ...


_Link = TypeVar("_Link", bound=PersonalLink)


class LinkRefused(Exception):
    """A link that opens nothing; `page` is what its holder sees."""

    def __init__(self, page: web.Response) -> None:
        super().__init__(page.status)
        self.page = page


@dataclass(frozen=True)
class Opening:
    """What a link leads to, as the log calls it, and what people read where it does not lead there."""

    what: str
    expired: str
    nothing_here: str
    not_yours: str

    def open(self, read: Callable[[str], _Link], token: str, directory: Directory) -> tuple[_Link, Person]:
        """What the link says, and the person, who still works here. Raises `LinkRefused`.

        403 once the link has run out or the person has gone, 404 for no link.
        """
        try:
            link = read(token)
        except LinkExpired:
            raise LinkRefused(self.refused("expired", HTTPStatus.FORBIDDEN, self.expired)) from None
        except LinkForged:
            raise LinkRefused(self.refused("forged", HTTPStatus.NOT_FOUND, self.nothing_here)) from None
        person = directory.person(link.person_id)
        if person is None:
            raise LinkRefused(self.refused("stranger", HTTPStatus.FORBIDDEN, self.not_yours))
        return link, person

    def no_right(self) -> web.Response:
        """The page for whoever may not see what is there now."""
        return self.refused("no right", HTTPStatus.FORBIDDEN, self.not_yours)

    def refused(self, reason: str, status: HTTPStatus, sentence: str) -> web.Response:
        """A page of one sentence, and a line in the log without it."""
        log.info(f"{self.what} refused", reason=reason, status=int(status))
        return sentence_page(status, sentence)
