"""What a finding tells somebody who decides on a disclosure: band, person, consideration, and whom it leaves out."""

import pytest

from nlp.personal_data import Allowed, Band, DataLabel, load_scanner


def names_of(text: str) -> list[list[str]]:
    return [[mention.text for mention in person.mentions] for person in load_scanner().scan(text).people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Dear Mrs Jane Tully, Tully wrote. Jane agreed.", [["Mrs Jane Tully", "Tully", "Jane"]]),
        ("Dear J Tully, we met Jane Tully.", [["J Tully", "Jane Tully"]]),
        ("Mr Tully met Mrs Tully.", [["Mr Tully"], ["Mrs Tully"]]),
        ("Jane Tully met Tom Tully. Mr Tully left.", [["Jane Tully"], ["Tom Tully"], ["Mr Tully"]]),
        ("Jane Tully met Omar Khan.", [["Jane Tully"], ["Omar Khan"]]),
    ],
)
def test_mentions_of_a_person_are_put_together(text: str, people: list[list[str]]) -> None:
    assert names_of(text) == people


def test_bands_say_how_sure_it_is() -> None:
    scan = load_scanner().scan("NHS no 943 476 5919. Grace came on 5 May 2026; my mum has dementia.")
    bands = {span.text: span.band for span in scan.spans}
    assert bands["943 476 5919"] is Band.SURE
    assert Band.LIKELY in [band for words, band in bands.items() if "dementia" in words]
    assert bands["5 May 2026"] is Band.CONTEXT
    assert len({band.meaning for band in Band}) == len(Band)


def test_context_is_in_the_summary_last_and_not_in_what_a_chat_shows() -> None:
    scan = load_scanner().scan("Mrs Bell wrote to Elm Park School on 5 May 2026.")
    assert list(scan.summary) == ["PERSON", "DATE", "ORGANISATION"]
    assert scan.flagged == {"PERSON": 1}


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("received on 12 March 2024", DataLabel.DATE, "12 March 2024"),
        ("in March 2024", DataLabel.DATE, "March 2024"),
        ("he left in 1987", DataLabel.DATE, "1987"),
        ("application no. 12345/06", DataLabel.REFERENCE, "12345/06"),
        ("our ref FOI-2026-0117", DataLabel.REFERENCE, "FOI-2026-0117"),
        ("the Head of Housing refused", DataLabel.ROLE, "Head of Housing"),
        ("she works as a primary teacher", DataLabel.ROLE, "primary teacher"),
        ("at Elm Park Primary School", DataLabel.ORGANISATION, "Elm Park Primary School"),
        ("the Department for Education", DataLabel.ORGANISATION, "Department for Education"),
        ("she moved to Oldtown in May", DataLabel.PLACE, "Oldtown"),
        ("born in Somalia", DataLabel.PLACE, "Somalia"),
    ],
)
def test_what_identifies_in_combination(text: str, label: DataLabel, found: str) -> None:
    assert found in [span.text for span in load_scanner().scan(text).spans if span.label is label]


@pytest.mark.parametrize("text", ["the Equality Act 2010", "the Environmental Information Regulations 2004"])
def test_the_year_of_a_law_is_no_context(text: str) -> None:
    assert DataLabel.DATE not in {span.label for span in load_scanner().scan(text).spans}


def test_the_requester_and_staff_in_their_role_are_set_aside() -> None:
    text = "Jane Tully (jane@example.org) was seen by Tom Bell. Tully told Mr Bell that Amy Cole has asthma."
    scan = load_scanner().scan(
        text, Allowed(requester=["Jane Tully", "jane@example.org"], staff=["Tom Bell"])
    )
    assert [span.text for span in scan.allowed] == [
        "Jane Tully",
        "jane@example.org",
        "Tom Bell",
        "Tully",
        "Mr Bell",
    ]
    assert [span.text for span in scan.spans] == ["Amy Cole", "asthma"]


def test_a_namesake_is_not_set_aside() -> None:
    scan = load_scanner().scan("Mr Tully came with Omar Tully.", Allowed(requester=["Jane Tully"]))
    assert scan.allowed == ()
    assert len(scan.spans) == 2


def test_every_kind_has_something_to_weigh() -> None:
    from nlp.personal_data.considerations import consideration_of

    for label in DataLabel:
        weighed = consideration_of(label)
        assert "s.40(2)" in weighed.foi
        assert weighed.sar
    assert "Art 9" in consideration_of(DataLabel.HEALTH).foi
    assert "Art 10" in consideration_of(DataLabel.CRIMINAL_OFFENCE).foi


def test_a_councils_own_references() -> None:
    scanner = load_scanner({"housing reference": ["HB-@@####"], "council tax account": ["7#######"]})

    def found(text: str) -> list[str]:
        return [span.text for span in scanner.scan(text).spans if span.label is DataLabel.COUNCIL_REF]

    assert found("see HB-AB1234 and hb ab1235") == ["HB-AB1234", "hb ab1235"]
    assert found("the tax reference given was 71234567") == ["71234567"]
    assert found("parcel 71234567 came") == []
    assert found("XHB-AB1234") == []


@pytest.mark.parametrize("picture", ["##", "", "ABC-DEF", "-/-#"])
def test_a_picture_that_fits_too_much_is_refused_in_a_sentence(picture: str) -> None:
    with pytest.raises(ValueError, match="would fit too much"):
        load_scanner({"thing": [picture]})
