"""Sentences with identifiers in them, as people write them, and sentences with what only looks like one.

Values are drawn by rule (check digits right), written in a form that people use, and put into a sentence. The
sentences of each kind stand in two halves: `BUILDING` was looked at while the rules were made, `BLIND` was not. How well
the scanner does on sentences that people wrote is for `askig bench personal-data` to say.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import iban as iban_check
from stdnum import luhn
from stdnum.gb import nhs, upn, utr

from nlp.personal_data import DataLabel

Maker = Callable[[random.Random], str]
BUILDING = "building"
BLIND = "blind"
_LETTERS = string.ascii_uppercase
_UNUSED = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(string.digits) for _ in range(count))


def _grouped(text: str, sizes: tuple[int, ...], mark: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return mark.join(parts)


def _nino(chance: random.Random) -> str:
    while True:
        prefix = chance.choice("ABCEGHJKLMNOPRSTWXYZ") + chance.choice("ABCEGHJKLMNPRSTWXYZ")
        if prefix not in _UNUSED:
            break
    number = prefix + _digits(chance, 6) + chance.choice("ABCD")
    form = chance.randrange(10)
    if form == 0:
        return number.lower()
    if form in (1, 2, 3):
        return _grouped(number, (2, 2, 2, 2, 1), chance.choice([" ", "-", "."]))
    if form == 4:
        return _grouped(number, (2, 6, 1), " ")
    if form == 5:
        return _grouped(number, (2, 2, 2, 2, 1), " ").lower()
    if form == 6:
        return _grouped(number, (2, 2, 2, 2, 1), " ").replace(" ", "\n", 1)
    if form == 7:
        return _grouped(number, (4, 4, 1), " ")
    return number


def _temporary_nino(chance: random.Random) -> str:
    number = _digits(chance, 2) + chance.choice(_LETTERS) + _digits(chance, 5)
    return _grouped(number, (2, 2, 2, 2), chance.choice(["", " ", "-"]))


def _nhs(chance: random.Random) -> str:
    while True:
        start = chance.choice("4679") + _digits(chance, 8)
        number = next((start + check for check in string.digits if nhs.is_valid(start + check)), "")
        if number:
            return _grouped(number, (3, 3, 4), chance.choice(["", " ", "-", ".", " ", "\n"]))


def _passport(chance: random.Random) -> str:
    number = _digits(chance, 9)
    if chance.random() < 0.15:
        return chance.choice(_LETTERS) + _digits(chance, 6)
    return _grouped(number, (3, 3, 3), chance.choice(["", "", "", " ", "-"]))


def _licence(chance: random.Random) -> str:
    surname = "".join(chance.choice(_LETTERS) for _ in range(chance.choice([3, 5, 5, 5]))).ljust(5, "9")
    month = chance.randint(1, 12) + chance.choice([0, 50])
    born = f"{chance.randint(0, 9)}{month:02}{chance.randint(1, 28):02}{chance.randint(0, 9)}"
    initials = chance.choice(_LETTERS) + chance.choice(_LETTERS + "999")
    check = chance.choice("9876") + chance.choice(_LETTERS) + chance.choice(_LETTERS)
    number = surname + born + initials + check
    form = chance.randrange(5)
    if form == 0:
        return number.lower()
    if form == 1:
        return _grouped(number, (5, 6, 5), chance.choice([" ", "-"]))
    if form == 2:
        return _grouped(number, (5, 6, 2, 3), " ")
    return number


def _ni_licence(chance: random.Random) -> str:
    return _digits(chance, 8)


def _utr(chance: random.Random) -> str:
    while True:
        rest = _digits(chance, 9)
        number = next((check + rest for check in string.digits if utr.is_valid(check + rest)), "")
        if number:
            return chance.choice(
                [number, number, _grouped(number, (5, 5), " "), _grouped(number, (5, 5), "-"), number + "K"]
            )


def _bank(chance: random.Random) -> str:
    sort, account = chance.choice("012345") + _digits(chance, 5), _digits(chance, 8)
    written = _grouped(sort, (2, 2, 2), chance.choice(["-", "-", " ", "", "."]))
    between = chance.choice(
        [
            " / ",
            ", account ",
            " account number ",
            ", a/c ",
            " acc no ",
            " ",
            "\nAccount number: ",
            " and account number ",
        ]
    )
    if between == " " and "-" not in written:
        between = " account "
    return written + between + chance.choice([account, account, _grouped(account, (4, 4), " ")])


def _card(chance: random.Random) -> str:
    start = chance.choice(["4", "51", "53", "55", "2221", "6011", "34", "37"])
    length = 15 if start in ("34", "37") else 16
    body = start + _digits(chance, length - len(start) - 1)
    number = body + luhn.calc_check_digit(body)
    sizes = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
    return _grouped(number, sizes, chance.choice(["", " ", " ", "-", "."]))


def _iban(chance: random.Random) -> str:
    body = "".join(chance.choice(_LETTERS) for _ in range(4)) + _digits(chance, 14)
    number = "GB" + iban_check.calc_check_digits("GB00" + body) + body
    if chance.random() < 0.3:
        body = _digits(chance, 18)
        number = "DE" + iban_check.calc_check_digits("DE00" + body) + body
    form = chance.choice(["", " ", " ", "-"])
    written = form.join(number[at : at + 4] for at in range(0, len(number), 4))
    return written.lower() if chance.random() < 0.1 else written


def _upn(chance: random.Random) -> str:
    body = chance.choice(["3", "8", "9"]) + _digits(chance, 11)
    number = upn.calc_check_digit("A" + body) + body
    return chance.choice([number, number, number.lower(), _grouped(number, (1, 3, 4, 5), " ")])


def _uprn(chance: random.Random) -> str:
    return chance.choice(["1000", "100", "200"]) + _digits(chance, 8)


def _plate(chance: random.Random) -> str:
    area = chance.choice("ABCDEFGHKLMNOPRSVWY") + chance.choice("ABCDEFGHJKLMNOPRSTUVWXY")
    age = chance.choice([*range(2, 27), *range(51, 77)])
    tail = "".join(chance.choice("ABCDEFGHJKLMNOPRSTUVWXYZ") for _ in range(3))
    plate = f"{area}{age:02}{chance.choice([' ', ' ', '', '-'])}{tail}"
    return plate.lower() if chance.random() < 0.15 else plate


def _old_plate(chance: random.Random) -> str:
    tail = "".join(chance.choice("ABCDEFGHJKLMNOPRSTUVWXY") for _ in range(3))
    if chance.random() < 0.5:
        return f"{chance.choice('HJKLMNPRSTVWXY')}{chance.randint(1, 999)}{chance.choice([' ', ''])}{tail}"
    return f"{tail}{chance.choice([' ', ''])}{chance.randint(1, 999)}{chance.choice('HJKLMNPRSTVWXY')}"


def _ip(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return "2001:db8:" + ":".join(f"{chance.randrange(65536):x}" for _ in range(6))
    return ".".join(str(chance.randint(1, 254)) for _ in range(4))


def _phone(chance: random.Random) -> str:
    form = chance.randrange(12)
    mobile = chance.choice("7") + chance.choice("34578") + _digits(chance, 8)
    if form == 0:
        return f"0{mobile}"
    if form == 1:
        return f"0{mobile[:4]} {mobile[4:]}"
    if form == 2:
        return f"0{mobile[:4]} {mobile[4:7]} {mobile[7:]}"
    if form == 3:
        return f"+44 {mobile[:4]} {mobile[4:]}"
    if form == 4:
        return f"+44 (0){mobile[:4]} {mobile[4:]}"
    if form == 5:
        return f"0{mobile[:4]}-{mobile[4:7]}-{mobile[7:]}"
    if form == 6:
        return f"020 {chance.choice('378')}{_digits(chance, 3)} {_digits(chance, 4)}"
    if form == 7:
        return f"(0{chance.choice(['161', '121', '113', '114', '117'])}) {chance.choice('2346789')}{_digits(chance, 2)} {_digits(chance, 4)}"
    if form == 8:
        return f"0{chance.choice(['1273', '1752', '1865', '1392', '1904', '1227'])} {chance.choice('23456789')}{_digits(chance, 5)}"
    if form == 9:
        return f"0{mobile[:4]}.{mobile[4:7]}.{mobile[7:]}"
    if form == 10:
        return f"0044 {mobile[:4]} {mobile[4:]}"
    return f"0{mobile[:2]} {mobile[2:6]} {mobile[6:]}"


def _email(chance: random.Random) -> str:
    name = chance.choice(
        ["jane.tully", "m.okonjo", "o'neil_b", "sam-wright", "kofi2003", "a.khan+foi", "JTully"]
    )
    host = chance.choice(
        ["example.com", "mail.example.co.uk", "example.gov.uk", "example.org", "sub.example.ac.uk"]
    )
    return f"{name}@{host}"


def _handle(chance: random.Random) -> str:
    return "@" + chance.choice(
        ["jane_tully", "MrOkonjo", "kofi2003", "the_real_sam", "wrightsam99", "b.oneil", "tullyj"]
    )


_OUTWARD = [
    "M1",
    "SW1A",
    "EC1A",
    "B33",
    "CR2",
    "DN55",
    "W1A",
    "BT7",
    "EH12",
    "LS6",
    "CF10",
    "PL4",
    "N1",
    "NE99",
    "TR26",
    "E1W",
    "G2",
]


def _postcode(chance: random.Random) -> str:
    inward = (
        chance.choice(string.digits)
        + chance.choice("ABDEFGHJLNPQRSTUWXYZ")
        + chance.choice("ABDEFGHJLNPQRSTUWXYZ")
    )
    code = chance.choice(_OUTWARD) + chance.choice([" ", " ", " ", "", "  ", "\u00a0"]) + inward
    return code.lower() if chance.random() < 0.2 else code


_STREETS = [
    "High Street",
    "Elm Grove",
    "Station Road",
    "St Mary's Close",
    "Church Lane",
    "Victoria Avenue",
    "Park View",
    "The Crescent",
    "Queen Elizabeth Way",
    "Mill Hill",
    "Albert Terrace",
    "Orchard Drive",
    "Old Kent Road",
    "Bramble Mews",
    "Castle Street North",
]
_TOWNS = ["Westmere", "Oldtown", "Stoke-on-Tees", "Great Barton", "Leeds", "Bury St Edmunds"]
_HOUSES = ["Rose Cottage", "Harbour House", "Kingsley Court", "Elmfield Lodge"]


def _address(chance: random.Random) -> str:
    street = f"{chance.randint(1, 240)}{chance.choice(['', '', '', 'a', 'B'])} {chance.choice(_STREETS)}"
    form = chance.randrange(7)
    if form == 0:
        return street
    if form == 1:
        return f"Flat {chance.randint(1, 40)}, {street}"
    if form == 2:
        return f"{street}, {chance.choice(_TOWNS)}"
    if form == 3:
        return f"Flat {chance.randint(1, 40)} {chance.choice(_HOUSES)}, {chance.choice(_STREETS)}"
    if form == 4:
        return street.lower()
    if form == 5:
        return f"{chance.choice(_HOUSES)}, {chance.choice(_STREETS)}, {chance.choice(_TOWNS)}"
    return f"{street},\n{chance.choice(_TOWNS)}"


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _birthday(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1931, 2019)
    name = _MONTHS[month - 1]
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    return chance.choice([f"{day:02}/{month:02}/{year}", f"{day}/{month}/{year % 100:02}", f"{day}.{month}.{year}", f"{day}-{month}-{year}",
                          f"{day} {name} {year}", f"{day}{ending} {name} {year}", f"{day} {name[:3]} {year}", f"{name} {day}, {year}",
                          f"{day}{ending} of {name} {year}", f"{year}-{month:02}-{day:02}", f"{day} {name[:3].lower()} {year % 100:02}",
                          f"{day:02} {month:02} {year}"])  # fmt: skip


def _grown_age(chance: random.Random) -> str:
    return str(chance.randint(18, 97))


@dataclass(frozen=True, slots=True)
class Kind:
    """Sentences about one label: `{}` is where the value stands, or the whole of what is said (`{}` in an age)."""

    label: DataLabel
    make: Maker
    building: tuple[str, ...]
    blind: tuple[str, ...]


KINDS: tuple[Kind, ...] = (
    Kind(
        DataLabel.NINO, _nino,
        ("My NI number is {}.", "NINO: {}", "National Insurance no. {} was on the form", "the payslip shows {} next to her name", "ni: {}, please update",
         "Please check {} for overpayments.", "| Smith | {} | paid |", "Her national insurance number ({}) was emailed to the wrong person", "I sent {} to the benefits team last week", "Employee {}\nStart date 3 May"),
        ("Insurance number {} has been used twice", "can you look up {} on the system", "The tenant gave {} as proof.", "N.I. No: {}", "We hold {} for this claimant; is it right?",
         "Jones,{},Claimant", "their nino's {} I think", "Subject: {} - housing benefit", "(NI {})", "Attached: P60 for {}."),
    ),
    Kind(
        DataLabel.NINO, _temporary_nino,
        ("Temporary NI number {} was issued", "His NINO is {} for now", "national insurance (temporary): {}", "TRN / NI number: {}"),
        ("She only has a temporary National Insurance number, {}.", "nino {} (temp)", "NI no. {} until the real one comes", "The temporary NINO on the claim is {}"),
    ),
    Kind(
        DataLabel.NHS_NUMBER, _nhs,
        ("NHS number {}", "NHS no: {}", "her nhs number is {}", "The patient's NHS Number was recorded as {}.", "Patient NHS # {} attended on Monday", "NHS No.\t{}",
         "I typed the NHS number wrongly, it should be {}", "nhs {}", "NHS: {}; DOB 3/4/71", "We sent a letter with NHS number {} to another family"),
        ("Her number with the NHS is {}.", "NHS ID {} was on the discharge letter", "Please match on NHS number - {}", "the nhs no is {} and she was seen twice", "NHS Number\n{}",
         "Patient number {} was visible on the screen", "(NHS no. {})", "For the NHS they quoted {}", "Name: T Bell, NHS: {}", "nhs num {} pls check"),
    ),
    Kind(
        DataLabel.PASSPORT, _passport,
        ("His passport number is {}.", "Passport no: {}", "passport {} expires in May", "We scanned the passport, number {}, by mistake", "UK passport number {}", "Passport No. {} (British)",
         "PASSPORT: {}", "the passport he showed was {}", "Copy of passport ({}) attached", "I lost my passport, the number was {}"),
        ("Proof of identity: passport, {}", "Her passport (no {}) was left on the copier", "passport num {}", "Travel document: British passport {}", "Number on passport: {}",
         "The passport's number, {}, was in the email", "passport number\n{}", "Please find the passport details: {}", "his old passport was {}", "pass port no? it's {} on the passport"),
    ),
    Kind(
        DataLabel.DRIVING_LICENCE, _licence,
        ("Driving licence {}", "licence number: {}", "The driver number is {} on the photocard", "we kept a copy of {} for the hire", "DVLA {}", "her driver number {}", "Licence no {} was checked",
         "Driver No. {}", "I hold licence {} since 1998", "({})"),
        ("Photocard number {} is on file", "can you verify {} please", "Taxi applicant's licence: {}", "The pool car log shows {}", "driving license no. {}", "ID seen: {}", "5. {}",
         "Her licence, {}, has six points", "{} expires next June", "Licence holder {} hired the van"),
    ),
    Kind(
        DataLabel.DRIVING_LICENCE, _ni_licence,
        ("His Northern Ireland driving licence number is {}.", "Driving licence no: {}", "driver number {} (NI)", "The driving licence, {}, was issued in Coleraine"),
        ("NI driving licence {}", "Driver's licence number {}", "driving licence number: {}", "Licence number {} issued by DVA in Belfast"),
    ),
    Kind(
        DataLabel.UTR, _utr,
        ("My UTR is {}.", "UTR: {}", "Unique Taxpayer Reference {}", "the tax reference is {} and it was on the invoice", "HMRC self assessment ref {}", "UTR number - {}", "utr {} for the subcontractor",
         "Self-assessment: {}", "unique tax reference {}", "Her UTR ({}) was in the spreadsheet"),
        ("Taxpayer reference: {}", "HMRC has me down as {}", "quote UTR {} when paying", "Tax ref {}", "U.T.R. {}", "unique taxpayer ref no. {}", "CIS contractor, UTR no {}",
         "self assessment number {}", "We published the UTR: {}", "His tax reference number was {}"),
    ),
    Kind(
        DataLabel.BANK_ACCOUNT, _bank,
        ("Sort code {}", "Please pay into {}", "My bank details are {}", "sort code: {}", "Bank: Westmere BS, sort code {}", "BACS {}", "refund to {} please", "The account is {}.", "S/C {}", "His bank account, {}, was on the letter"),
        ("Pay me at {} thanks", "sortcode {}", "bank acct {}", "Account to be credited: sort code {}", "the sort code is {}", "Direct debit from {}", "We paid the wrong bank account: {}", "Sort Code - {}", "bank details {}", "Her wages go to {} each month"),
    ),
    Kind(
        DataLabel.PAYMENT_CARD, _card,
        ("Card number {}", "I paid with {} on Monday", "card: {} exp 09/27", "The recording has the caller reading out {}.", "Visa {}", "debit card no. {}", "{} was charged twice", "my card ({})", "Mastercard ending? no, the whole {}", "long number {}"),
        ("She read her card to me: {}", "PAN {}", "refund card {}", "Credit card {} expires soon", "he wrote {} on the form", "card details {} / 123", "payment by {} failed", "Number across the front: {}", "Amex or Visa {}?", "The receipt shows {} in full."),
    ),
    Kind(
        DataLabel.IBAN, _iban,
        ("IBAN {}", "my IBAN is {}", "Pay to {} from abroad", "IBAN: {} BIC: WESTGB2L", "iban {} please", "International: {}", "the account ({}) in Germany", "Foster payment goes to {}.", "Bank: {}", "Account\n{}"),
        ("Transfer it to {}.", "Her IBAN, {}, was on page 2", "IBAN no. {}", "he banks with {}", "{} is the account", "Iban - {}", "refund: {} thanks", "from {} on 3 May", "International bank account number {}", "IBAN\t{}"),
    ),
    Kind(
        DataLabel.UPN, _upn,
        ("UPN {}", "UPN: {}", "Unique pupil number {}", "the pupil's UPN is {}.", "Pupil {} was excluded", "upn {} moved school", "| {} | Year 4 |", "Record {} belongs to another school", "(UPN {})", "CTF file for {}"),
        ("Pupil number: {}", "the child with {} has left", "Unique Pupil No {}", "{} was in the census", "her UPN, {}, was in the email", "UPN\t{}", "moved: {}", "school list: {}, Smith", "UPN no. {} please", "Match on {}."),
    ),
    Kind(
        DataLabel.UPRN, _uprn,
        ("UPRN {}", "UPRN: {}", "Unique property reference number {}", "the property's uprn is {}", "(UPRN {})", "Property UPRN - {}", "uprn {} is empty"),
        ("Unique Property Reference {}", "UPRN no. {}", "LLPG UPRN {}", "Its UPRN was {}.", "UPRN\t{}", "the UPRN of her flat, {}, was published", "uprn={}"),
    ),
    Kind(
        DataLabel.VEHICLE_REG, _plate,
        ("The car was {}.", "Reg {}", "registration number {}", "a white van, {}, parked outside", "vehicle reg: {}", "PCN issued to {}", "number plate {}", "My Ford Fiesta {} was towed", "VRM {}", "permit for {} please"),
        ("He drives {}", "the vehicle {} was seen on camera", "Registration: {}", "I own a Corsa, reg no {}", "plate {} on the CCTV", "taxi {} took her home", "blue badge used in {}, a Honda", "car registration {} - SORN", "{} was abandoned on the verge, an old car", "parking ticket for {}"),
    ),
    Kind(
        DataLabel.VEHICLE_REG, _old_plate,
        ("registration {}", "The car's number plate is {}", "an old Rover, reg {}", "vehicle {} was removed", "VRN: {}"),
        ("Reg no. {}", "her car, {}, failed its MOT", "number plate was {}", "The van ({}) belongs to him", "Vehicle registration mark {}"),
    ),
    Kind(
        DataLabel.IP_ADDRESS, _ip,
        ("IP address {}", "He logged in from {}.", "the request came from {} at 09:14", "ip: {}", "Source {} blocked", "user at {} downloaded it", "[{}] failed login", "Client IP = {}", "address {} belongs to a home router", "from {} twice"),
        ("Her home IP is {}", "Sign-in from {} in Leeds", "host {} was scanned", "X-Forwarded-For: {}", "The IP {} was logged", "connected via {}", "({})", "IP\t{}", "traced to {}.", "The comment was posted from {}, she says"),
    ),
    Kind(
        DataLabel.PHONE, _phone,
        ("Ring me on {}.", "Tel: {}", "my mobile is {}", "call {} after six", "Phone {} or write", "{} is her number", "Mobile: {}\nHome: none", "contact number {}", "text {} when you arrive", "I can be reached at {}"),
        ("You can get him on {}", "T: {}", "M {}", "her landline ({}) is off", "Number: {}", "whatsapp {}", "dial {} and ask for Jo", "Jo Bell, {}", "the caller's number was {}.", "next of kin {}"),
    ),
    Kind(
        DataLabel.EMAIL, _email,
        ("Email {}", "write to {}.", "<{}>", "From: {}", "my address is {}, thanks", "cc {}; others", "mailto:{}", "it went to {} instead", "({})", "E-mail:{}"),
        ("Reply to {} please", "{} has been copied in", "To: Jo <{}>", "her email's {}", "[{}]", "sent from {}!", "contact={}", "'{}' bounced", "{},{}".replace("{},{}", "{},Jo"), "Username {}"),
    ),
    Kind(
        DataLabel.HANDLE, _handle,
        ("follow {} on Instagram", "Twitter: {}", "he posted as {} last night", "{} tagged us in a photo", "her handle is {}", "Insta {}", "DM from {}", "X account {}"),
        ("On TikTok he is {}.", "see {} for the video", "{} wrote a nasty comment", "complaint from {} (Twitter)", "tagged ({})", "Facebook name {}", "message {} back", "username {} on Snapchat"),
    ),
    Kind(
        DataLabel.POSTCODE, _postcode,
        ("I live in {}.", "postcode {}", "Postcode: {}", "12 High Street, Oldtown, {}", "somewhere in {} I think", "| Smith | {} |", "deliver to {}", "{} is the area", "({})", "Oldtown\n{}"),
        ("Her post code is {}", "search {} for bins", "Westmere, {}.", "moved to {} in May", "Flat 2, Elm Grove {}", "area {}, ward 4", "bins at {} missed", "Smith,{},yes", "at {}?", "my postcode's {} btw"),
    ),
    Kind(
        DataLabel.ADDRESS, _address,
        ("I live at {}.", "Address: {}", "The letter went to {} instead", "he moved to {} in May", "bins not collected at {}", "Property: {}", "she was seen outside {} on Monday", "Mrs Bell of {} complained"),
        ("my address is {}", "sent to {} by mistake", "They visited {} yesterday", "Home address - {}", "Tenant at {} reported a leak", "her parents' house, {}, is empty", "Deliver to {}.", "noise from {} again"),
    ),
    Kind(
        DataLabel.DATE_OF_BIRTH, _birthday,
        ("DOB {}", "DOB: {}", "Date of birth: {}", "born on {}", "d.o.b. {}", "She was born {} in Leeds", "his date of birth is {}", "(dob {})", "Birth date {}", "Jo Bell ({} DOB)", "born {}"),
        ("D.O.B: {}", "my date of birth, {}, was wrong", "Her birthday is {}", "Birthdate - {}", "was born on the {}", "DoB\t{}", "dob - {}", "Date of Birth\n{}", "birthday {}", "date of birth given as {}"),
    ),
    Kind(
        DataLabel.AGE, _grown_age,
        ("She is {} years old.", "a {}-year-old man", "aged {}", "Age: {}", "he's {} and lives alone", "my mother, who is {}, fell", "Mr Bell ({}) was hurt", "a woman of {}", "turned {} last week", "I am {} and disabled", "Joan Bell, {}, said she was upset"),
        ("age {}", "a {} year old tenant", "at the age of {}", "The victim was {} years of age", "Aged {} at the time", "her age ({})", "he is now {}", "{}yo male", "my dad is {} next month", "Tom Price, {}, of Leeds was named"),
    ),
    Kind(
        DataLabel.COUNCIL_REF, lambda chance: chance.choice("678") + _digits(chance, 7),
        ("council tax account number {}", "Council Tax ref {}", "my council tax account is {}", "council tax reference number: {}", "housing reference {}", "Tenancy ref: {}", "rent account {}", "Mosaic ID {}", "Liquidlogic number {}", "LCS ID: {}", "social care ID {}", "benefit claim reference {}"),
        ("Council tax a/c no. {}", "council tax number {}", "her Council Tax account ({})", "housing application number {}", "rent account no {}", "tenancy reference number {}", "Mosaic number: {}", "client ID {}", "housing register ref {}", "Service user number {}", "council tax bill, account {}", "housing benefit ref. {}"),
    ),
    Kind(
        DataLabel.COUNCIL_REF, lambda chance: chance.choice([f"{_digits(chance, 2)}/{_digits(chance, 6)}/{_digits(chance, 2)}", f"CR{_digits(chance, 8)}", f"{_digits(chance, 2)}{chance.choice(['AB', 'GH'])}{_digits(chance, 6)}"]),
        ("Crime reference {}", "crime ref no: {}", "crime number {}", "Crime Reference Number {}", "the crime ref is {}"),
        ("police crime reference: {}", "crime no. {}", "crime ref {} was given", "They gave us crime reference number {}.", "Crime Ref: {}"),
    ),
)  # fmt: skip
"""Every kind with a shape of its own. A name is not among them: that is the model's work."""


def _ten(chance: random.Random) -> str:
    return _digits(chance, 10)


def _wrong_nhs(chance: random.Random) -> str:
    while True:
        number = "4" + _digits(chance, 9)
        if not nhs.is_valid(number):
            return _grouped(number, (3, 3, 4), " ")


def _wrong_card(chance: random.Random) -> str:
    body = "4" + _digits(chance, 14)
    right = luhn.calc_check_digit(body)
    return _grouped(body + str((int(right) + 1) % 10), (4, 4, 4, 4), " ")


def _isbn(chance: random.Random) -> str:
    return f"978-{_digits(chance, 1)}-{_digits(chance, 4)}-{_digits(chance, 4)}-{_digits(chance, 1)}"


def _money(chance: random.Random) -> str:
    return f"£{chance.randint(1, 9)},{_digits(chance, 3)},{_digits(chance, 3)}.{_digits(chance, 2)}"


LOOK_ALIKES: dict[str, tuple[tuple[str, Maker], ...]] = {
    BUILDING: (
        ("Order number {} is on its way.", lambda c: _digits(c, 9)), ("Invoice {} was paid.", _ten), ("Take the M{} and turn off", lambda c: str(c.randint(1, 69))),
        ("the A{} for an hour", lambda c: str(c.randint(1, 99))), ("in room G{} for the meeting", lambda c: str(c.randint(1, 99))), ("The budget is {}.", _money),
        ("Version {} was released", lambda c: ".".join(str(c.randint(0, 20)) for _ in range(4))), ("ISBN {}", _isbn), ("The meeting is on {}.", _birthday),
        ("extension {} at the office", lambda c: _digits(c, 4)), ("Ticket {} is closed", lambda c: _digits(c, 8)), ("Table {} of the report", lambda c: f"B{c.randint(1, 12)}"),
        ("Purchase order PO{}", lambda c: _digits(c, 8)), ("Planning application {}/FUL", lambda c: f"{_digits(c, 2)}/{_digits(c, 5)}"), ("{} people attended", lambda c: f"{c.randint(1, 999)},{_digits(c, 3)}"),
        ("Card number {} has a digit wrong", _wrong_card), ("NHS number {} does not check", _wrong_nhs), ("in the year ending {}", lambda c: str(c.randint(1990, 2029))),
        ("Regulation {}(4)(b) applies", lambda c: str(c.randint(1, 40))), ("the score was {}-{}".replace("{}-{}", "{}"), lambda c: f"{c.randint(0, 9)}-{c.randint(0, 9)}"),
        ("Bus {} stops at Elm Park", lambda c: f"X{c.randint(1, 99)}"), ("grid reference SU {}", lambda c: f"{_digits(c, 3)} {_digits(c, 3)}"), ("Section {} of the Act", lambda c: str(c.randint(1, 140))),
        ("Spend in 2023/24 was {}", _money), ("FOI request FOI-2026-{}", lambda c: _digits(c, 4)), ("The model is a Dell XPS{}", lambda c: _digits(c, 4)), ("pages {} of the annex", lambda c: f"{c.randint(1, 50)}-{c.randint(51, 99)}"),
        ("Timestamp 2026-11-24T{}", lambda c: f"{c.randint(10, 23)}:{c.randint(10, 59)}:{c.randint(10, 59)}"), ("barcode {} scanned", lambda c: _digits(c, 13)), ("form P{}", lambda c: str(c.randint(10, 99))),
        ("a {}-year contract", lambda c: str(c.randint(2, 25))), ("aged debt over {} days", lambda c: str(c.choice([30, 60, 90]))), ("The building is {} years old", lambda c: str(c.randint(20, 300))),
        ("Company number {}", lambda c: _digits(c, 8)), ("VAT registration GB {}", lambda c: _grouped(_digits(c, 9), (3, 4, 2), " ")), ("charity number {}", lambda c: _digits(c, 7)),
        ("open from {} to 17.30", lambda c: f"{c.randint(7, 9)}.30"), ("the tolerance is {} mm", lambda c: f"{_digits(c, 1)}.{_digits(c, 3)}"), ("lot {} in the auction", lambda c: _digits(c, 3)), ("serial number SN{}", lambda c: _digits(c, 10)),
    ),
    BLIND: (
        ("Parcel {} was delivered", lambda c: _digits(c, 12)), ("Your order {} has shipped", _ten), ("roadworks on the B{} until May", lambda c: _digits(c, 4)), ("junction {} of the M5 was shut", lambda c: str(c.randint(1, 30))),
        ("see row D{} and below", lambda c: str(c.randint(1, 99))), ("cell AB{} has the total", lambda c: str(c.randint(1, 99))), ("it cost {} in all", _money), ("upgrade to v{}", lambda c: ".".join(str(c.randint(0, 9)) for _ in range(4))),
        ("library book {}", _isbn), ("The contract ended on {}", _birthday), ("Please dial ext. {}", lambda c: _digits(c, 5)), ("job {} is done", lambda c: _digits(c, 7)), ("Appendix C{}", lambda c: str(c.randint(1, 20))),
        ("requisition REQ{}", lambda c: _digits(c, 7)), ("licence application PREM/{}", lambda c: _digits(c, 5)), ("population {}", lambda c: f"{c.randint(100, 999)},{_digits(c, 3)}"), ("test card {} is refused", _wrong_card),
        ("The helpdesk case {} is open", lambda c: _digits(c, 8)), ("from {} to 2027", lambda c: str(c.randint(2000, 2026))), ("Article {}(1)(c)", lambda c: str(c.randint(5, 90))), ("won by {} votes", lambda c: f"{c.randint(1, 9)},{_digits(c, 3)}"),
        ("train 1S{} was late", lambda c: _digits(c, 2)), ("coordinates 51.{}, -0.1", lambda c: _digits(c, 4)), ("paragraph {} of the guidance", lambda c: f"{c.randint(1, 9)}.{c.randint(1, 9)}.{c.randint(1, 9)}"), ("Grant of {} awarded", _money),
        ("Our ref EIR-2025-{}", lambda c: _digits(c, 4)), ("a Canon EOS{} camera", lambda c: _digits(c, 3)), ("between {} units", lambda c: f"{c.randint(100, 500)} and {c.randint(501, 999)}"), ("log 24/11/2026 {}", lambda c: f"{c.randint(10, 23)}:{c.randint(10, 59)}"),
        ("EAN {}", lambda c: _digits(c, 13)), ("form SA{}", lambda c: _digits(c, 3)), ("over a {} year period", lambda c: str(c.randint(2, 30))), ("the oak is {} years old", lambda c: str(c.randint(100, 400))), ("registered company {}", lambda c: _digits(c, 8)),
        ("the temperature was {}", lambda c: f"{c.randint(1, 30)}.{_digits(c, 1)}"), ("asset tag {}", lambda c: _digits(c, 6)), ("meter reading {}", lambda c: _digits(c, 6)), ("cost centre {}", lambda c: _digits(c, 6)), ("GL code {}", lambda c: f"{_digits(c, 4)} {_digits(c, 4)}"),
        ("UNSPSC {}", lambda c: _digits(c, 8)), ("item 7 on page {}", lambda c: _digits(c, 3)), ("flat 3 percent, {} in the fund", _money),
    ),
}  # fmt: skip


def sentences(half: str, each: int, seed: int) -> Iterator[tuple[DataLabel, str, int, int]]:
    """`each` sentences of every kind: label, text, and where its value stands."""
    chance = random.Random(f"{half}{seed}")
    for kind in KINDS:
        templates = kind.building if half == BUILDING else kind.blind
        for number in range(each):
            template = templates[number % len(templates)]
            value = kind.make(chance)
            before, after = template.split("{}")
            yield kind.label, before + value + after, len(before), len(before) + len(value)


def look_alikes(half: str, each: int, seed: int) -> Iterator[str]:
    """`each` sentences of every look-alike, none of which holds personal data."""
    chance = random.Random(f"{half}{seed}")
    for template, make in LOOK_ALIKES[half]:
        for _ in range(each):
            yield template.replace("{}", make(chance))
