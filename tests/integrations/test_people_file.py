"""Who is who, from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SAMPLE_COUNCIL
from cases.people import Role
from integrations.people_file import FileDirectory

SERVICES = '[[services]]\nid = "housing"\ntitle = "Housing"\nwords = ["Tenancy"]\n'
PERSON = '[[people]]\nid = "AB-1"\nname = "Ann Lee"\nemail = "ann@x.example"\nroles = ["officer"]\nservice = "housing"\n'


def _directory(folder: Path, people: str, services: str = SERVICES) -> FileDirectory:
    (folder / "people.toml").write_text(people, encoding="utf-8")
    (folder / "services.toml").write_text(services, encoding="utf-8")
    return FileDirectory(folder / "people.toml", folder / "services.toml")


def test_people_are_found_by_their_id_however_it_is_written(tmp_path: Path) -> None:
    directory = _directory(tmp_path, 'tenant = "t-1"\n' + PERSON)
    assert directory.tenant == "t-1"
    for written in ("ab-1", "AB-1"):
        person = directory.person(written)
        assert person is not None
        assert person.roles == {Role.STAFF, Role.OFFICER}
    assert directory.person("nobody") is None
    assert [one.name for one in directory.with_role(Role.OFFICER)] == ["Ann Lee"]
    assert directory.with_role(Role.DPO) == []
    service = directory.service("housing")
    assert service is not None
    assert service.words == ("tenancy",)


def test_a_coordinator_is_known_by_their_id_however_it_is_written(tmp_path: Path) -> None:
    services = SERVICES + 'coordinator = "AB-1"\n'
    directory = _directory(tmp_path, PERSON, services)
    service, person = directory.service("housing"), directory.person("AB-1")
    assert service is not None
    assert person is not None
    assert service.coordinator == person.id


def test_the_sample_council_has_somebody_for_every_role() -> None:
    directory = FileDirectory(SAMPLE_COUNCIL / "people.toml", SAMPLE_COUNCIL / "services.toml")
    assert [role for role in Role if not directory.with_role(role)] == []
    assert directory.services()


@pytest.mark.parametrize(
    ("people", "services", "says"),
    [
        ("people = 7", SERVICES, "must hold a list"),
        ('people = ["Ann Lee", "Bo Day"]', SERVICES, "must hold a list"),
        ("[[people]]\n", SERVICES, "missing something"),
        (PERSON.replace("officer", "emperor"), SERVICES, "unknown role"),
        (PERSON.replace('service = "housing"', 'service = "magic"'), SERVICES, "not listed"),
        (PERSON + PERSON.replace("AB-1", "ab-1"), SERVICES, "Ann Lee is listed twice. List everybody once."),
        (PERSON.replace('["officer"]', "7"), SERVICES, "roles must be a list"),
        (PERSON.replace('"housing"', '["housing"]'), SERVICES, "service must be a text"),
        (PERSON, '[[services]]\nid = "housing"\n', "missing"),
        (PERSON, SERVICES.replace('["Tenancy"]', '"Tenancy"'), "words must be a list"),
        (PERSON, 'services = ["Housing"]', "must hold a list"),
        ("not toml", SERVICES, "can't be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_name(
    tmp_path: Path, people: str, services: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says) as wrong:
        _directory(tmp_path, people, services)
    assert str(tmp_path) in str(wrong.value)


def test_a_file_that_is_no_text_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"people\.toml can't be read"):
        FileDirectory(tmp_path / "people.toml", tmp_path / "services.toml")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="can't be read"):
        FileDirectory(tmp_path / "nowhere.toml", tmp_path / "nowhere.toml")
