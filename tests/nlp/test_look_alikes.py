"""What looks like an identifier and is none, and identifiers in forms that people really write."""

import pytest

from nlp.personal_data import DataLabel, load_scanner
from tests.benchmarks.identifier_sentences import BLIND, BUILDING, look_alikes, measured


@pytest.mark.parametrize(
    "text",
    [
        "Order 943 476 5919 has shipped.",
        "Your parcel 123456789012 is on its way",
        "Take the M25 and the A14 for an hour, then the B4009.",
        "in room G12 for the meeting, or B12 and C4",
        "It cost £1,234,567.89 and £12.50 a head.",
        "Upgrade to version 10.2.3.14 before May.",
        "ISBN 978-0-1414-3951-8",
        "The meeting is on 12/11/2026 at 10.30.",
        "Ring the office and ask for extension 4312.",
        "barcode 5012345678900 scanned",
        "IMEI 490154203237518 is blocked",
        "VAT registration GB 973 2399 78",
        "Company number 01234567, charity number 1098765",
        "Planning application 23/01234/FUL was refused.",
        "Section 40(2), regulation 12(4)(b) and Article 9(2)(g) apply.",
        "from 2019/20 to 2023/24",
        "grid reference SU 123 456, sheet SK12",
        "a 25-year lease on a building that is 120 years old",
        "debts aged 90 days; pupils aged 5 to 11; adults aged 65 and over",
        "the score was 21-14 and 20 28 people came",
        "12:30:45 and 10:15 on the log",
        "Bus X25 and train 1S45 were late",
        "form SA100, a P45 and a P60, model XPS1350",
        "pages 10-25, table B12, appendix C4",
        "import @property and @dataclass",
        "@everyone please read",
        "a ratio of 16:9 at 1920x1080",
        "a 3 way street and 2 close calls",
        "passport office opening hours 09001700",
        "The council tax band is D and the bill is £1,845.20.",
        "The driving licence team took 2 calls about order 12345678",
        "Sort code of conduct cases by date: 12-03-24",
        "tel. enquiries: see page 12345",
        "cost centre 123456, GL 4000 1234",
    ],
)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert load_scanner().scan(text).flagged == {}


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("ni number\nAB 12 34\n56 C thanks", DataLabel.NINO, "AB 12 34\n56 C"),
        ("nino ab.12.34.56.c", DataLabel.NINO, "ab.12.34.56.c"),
        ("NI number AB123456 (no letter)", DataLabel.NINO, "AB123456"),
        ("temporary NINO 11 A1 11 11", DataLabel.NINO, "11 A1 11 11"),
        ("nhs no 943.476.5919", DataLabel.NHS_NUMBER, "943.476.5919"),
        ("the patient is 943 476 5919", DataLabel.NHS_NUMBER, "943 476 5919"),
        ("UTR 19558 39661", DataLabel.UTR, "19558 39661"),
        ("tax reference 1955839661K", DataLabel.UTR, "1955839661K"),
        ("passport 123-456-789", DataLabel.PASSPORT, "123-456-789"),
        ("his old passport was C 123456", DataLabel.PASSPORT, "C 123456"),
        ("licence morga657054sm9ij 35", DataLabel.DRIVING_LICENCE, "morga657054sm9ij 35"),
        ("NI driving licence 1234 5678", DataLabel.DRIVING_LICENCE, "1234 5678"),
        ("20.00.00, a/c 5577 9911", DataLabel.BANK_ACCOUNT, "20.00.00, a/c 5577 9911"),
        ("account 55779911 sort code 200000", DataLabel.BANK_ACCOUNT, "55779911 sort code 200000"),
        ("card 4111.1111.1111.1111", DataLabel.PAYMENT_CARD, "4111.1111.1111.1111"),
        ("iban gb82 west 1234 5698 7654 32", DataLabel.IBAN, "gb82 west 1234 5698 7654 32"),
        ("UPN B 801 2000 05001", DataLabel.UPN, "B 801 2000 05001"),
        ("u.p.r.n. 100023336956", DataLabel.UPRN, "100023336956"),
        ("reg ab51abc", DataLabel.VEHICLE_REG, "ab51abc"),
        ("an old Rover, K123 ABC", DataLabel.VEHICLE_REG, "K123 ABC"),
        ("0044 7700 900123", DataLabel.PHONE, "0044 7700 900123"),
        ("mobile 7700 900123", DataLabel.PHONE, "7700 900123"),
        ("mail 'jo@example.org' bounced", DataLabel.EMAIL, "jo@example.org"),
        ("to=jo@example.org", DataLabel.EMAIL, "jo@example.org"),
        ("instagram: jane_tully99", DataLabel.HANDLE, "jane_tully99"),
        ("from 2001:db8:85a3::8a2e:370:7334 at noon", DataLabel.IP_ADDRESS, "2001:db8:85a3::8a2e:370:7334"),
        ("at sw1a1aa or so", DataLabel.POSTCODE, "sw1a1aa"),
        ("DOB\n03 04 1971", DataLabel.DATE_OF_BIRTH, "03 04 1971"),
        ("1971-04-03 (date of birth)", DataLabel.DATE_OF_BIRTH, "1971-04-03"),
        ("Jane Tully, 45, said so", DataLabel.AGE, "45"),
        ("a seventy-two-year-old man", DataLabel.AGE, "seventy-two-year-old"),
        ("Age: 45", DataLabel.AGE, "45"),
        ("crime reference number 42/123456/26", DataLabel.COUNCIL_REF, "42/123456/26"),
        ("she is in Rose Cottage, Mill Lane, Oldtown today", DataLabel.ADDRESS, "Rose Cottage, Mill Lane, Oldtown"),
        ("outside 14a park view again", DataLabel.ADDRESS, "14a park view"),
        ("3 Elm Grove, Oldtown, SW1A 1AA", DataLabel.ADDRESS, "3 Elm Grove, Oldtown"),
    ],
)  # fmt: skip
def test_an_identifier_as_people_write_it(text: str, label: DataLabel, found: str) -> None:
    assert [span.text for span in load_scanner().scan(text).spans if span.label is label] == [found]


@pytest.mark.parametrize("half", [BUILDING, BLIND])
def test_every_kind_is_found_in_varied_sentences(half: str) -> None:
    counts, missed, false = measured(half, each=20, seed=7)
    for label, (right, asked) in counts.items():
        assert right >= 0.95 * asked, (label, missed)
    assert len(false) <= 0.01 * len(list(look_alikes(half, 20, 7))), false
