"""Whom a message to many is for."""

from __future__ import annotations

import pytest

from bot.settings import SAMPLE_COUNCIL
from cases.audience import Audience, AudienceKind
from integrations.people_file import FileDirectory

DIRECTORY = FileDirectory(SAMPLE_COUNCIL / "people.toml", SAMPLE_COUNCIL / "services.toml")


@pytest.mark.parametrize(
    ("audience", "names", "words"),
    [
        (
            Audience(AudienceKind.EVERYBODY),
            ["Sam", "Hannah", "Owen", "Dee", "Cora", "Anjali"],
            "everybody",
        ),
        (
            Audience(AudienceKind.SERVICE, "information-governance"),
            ["Hannah", "Owen"],
            "Information governance",
        ),
        (Audience(AudienceKind.SERVICE, "gone"), [], "gone (not there any more)"),
        (Audience(AudienceKind.ROLE, "coordinator"), ["Cora"], "everybody who is: Service coordinator"),
        (Audience(AudienceKind.GROUP, "asset-owners"), ["Cora", "Anjali"], "Asset owners"),
        (Audience(AudienceKind.GROUP, "gone"), [], "gone (not there any more)"),
    ],
)
def test_an_audience_is_who_belongs_to_it_now(audience: Audience, names: list[str], words: str) -> None:
    assert [person.first_name for person in audience.people(DIRECTORY)] == names
    assert audience.in_words(DIRECTORY) == words
    assert Audience.from_json(audience.as_json()) == audience
