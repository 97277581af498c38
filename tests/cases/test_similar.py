"""How alike two requests are, on pairs as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.similar import THRESHOLD, likeness, subject_of

# The first eleven and the first twelve were there when the threshold and the lists of words were chosen; the others
# were written afterwards and left as they came out.
ALIKE = (
    ("Under the Freedom of Information Act, how many parking fines were issued in Mill Lane in 2025?", "Please tell me the number of parking fines the council issued on Mill Lane during 2024 and 2025."),
    ("How many potholes were repaired in 2025 and what did it cost?", "Please provide the number of potholes repaired in each year since 2020 and the cost of the repairs."),
    ("Please send me the survey reports and the reasons for felling the plane trees along Station Road.", "Why were the plane trees on Station Road felled? I would like the survey reports."),
    ("How much did the council spend on agency staff in the last three financial years, by department?", "Dear Sir, I request the amount spent on agency staff by each department for 2022 to 2025. Kind regards"),
    ("Please provide a list of all empty commercial properties in the borough, with the address and rateable value.", "List of empty commercial properties: address, rateable value, date empty since. Please send as Excel."),
    ("How many children were excluded from primary schools permanently in 2024/25?", "The number of permanent exclusions from primary schools, by year, please."),
    ("Which contract does the council have for mobile phones, with whom, when does it end and what is its value?", "Please tell me who supplies the council's mobile phones, the contract's value and its end date."),
    ("How many complaints about noise from the Red Lion pub did you get in 2025?", "Copies of all noise complaints about the Red Lion public house, Mill Street, please."),
    ("Number of staff dismissed for gross misconduct since 2020.", "How many employees were dismissed for gross misconduct in each of the last five years?"),
    ("What is the council's policy on the use of artificial intelligence, and which AI tools are used?", "Please send any policy on artificial intelligence and name the AI tools that staff use."),
    ("How many homeless families are in temporary accommodation and what does it cost a night?", "The number of families in temporary accommodation and the nightly cost."),
    ("Please tell me how many fly-tipping incidents were reported in the borough and how many people were prosecuted.", "Fly-tipping: number of incidents reported, number of prosecutions, by ward."),
    ("Under the FOI Act I'd like to know how many social workers left the children's department in the last year.", "How many social workers have left children's services each year since 2021? How many posts are vacant?"),
    ("What did the council pay consultants for the leisure centre project?", "Please list all payments made to consultants in connection with the new leisure centre."),
    ("Please provide the gritting routes and the salt stock for this winter.", "I want the council's winter gritting routes and how much salt is in stock."),
    ("Allergen and hygiene inspection report for the Golden Dragon takeaway, High Street.", "The last food hygiene inspection report for Golden Dragon, 12 High Street."),
    ("How many Freedom of Information requests were answered late?", "What percentage of FOI requests did the council answer late in 2024?"),
    ("How many blue badges were stolen or misused, and how many people were fined?", "Blue badge misuse: number of cases, fines and prosecutions."),
    ("Electric vehicle charging points: how many are there, where are they and who runs them?", "List of electric vehicle charging points owned by the council and their locations."),
)  # fmt: skip
NOT_ALIKE = (
    ("How many parking fines were issued in Mill Lane in 2025?", "How many library fines were issued in 2025?"),
    ("How many potholes were repaired in 2025 and what did it cost?", "What did it cost to repair the roof of the town hall in 2025?"),
    ("Please send me the survey reports for felling the plane trees along Station Road.", "How many parking permits were issued for Station Road?"),
    ("How much did the council spend on agency staff?", "How many staff work from home?"),
    ("Empty commercial properties with address and rateable value.", "Empty council houses, with address and how long each has been empty."),
    ("How many children were excluded from primary schools permanently?", "How many children were refused a place at their first choice of primary school?"),
    ("Which contract does the council have for mobile phones, when does it end and what is its value?", "Which contract does the council have for waste collection, when does it end and what is its value?"),
    ("How many complaints about noise from the Red Lion pub did you get in 2025?", "How many complaints about missed bins did you get in 2025?"),
    ("Number of staff dismissed for gross misconduct since 2020.", "Number of staff who left with a settlement agreement since 2020."),
    ("What is the council's policy on the use of artificial intelligence?", "What is the council's policy on the use of volunteers?"),
    ("How many homeless families are in temporary accommodation?", "How many families with disabled children get direct payments?"),
    ("Please provide the budget for school transport for children with special needs, by school.", "Please provide the number of children with special needs at each school."),
    ("How many fly-tipping incidents were reported?", "How many hate crime incidents were reported?"),
    ("How many social workers left the children's department?", "What did the council spend on social media advertising?"),
    ("What did the council pay consultants for the leisure centre project?", "How many people use the leisure centre swimming pool?"),
    ("Gritting routes and salt stock for this winter.", "Bus routes that get a subsidy from the council."),
    ("Food hygiene inspection report for the Golden Dragon takeaway.", "Fire safety inspection report for Golden Court tower block."),
    ("How many blue badges were stolen or misused?", "How many blue badge applications were refused?"),
    ("Electric vehicle charging points and their locations.", "How many electric vehicles does the council own?"),
    ("Council tax arrears written off in 2024 by band.", "How many council tax reduction claims were made in 2024?"),
    ("Names of councillors who did not pay their council tax.", "Names of councillors who claimed expenses for taxis."),
    ("Copies of emails between the chief executive and the developer of Mill Wharf.", "The planning application for Mill Wharf and objections to it."),
)  # fmt: skip
# Where it is wrong: the second subject of the pair is named otherwise, or the subject is one and the question is not.
MISSED = {"How many complaints about noise from the Red Lion pub did you get in 2025?"}
MISTAKEN = {
    "Please provide the budget for school transport for children with special needs, by school.",
    "Electric vehicle charging points and their locations.",
}


def _score(one: str, other: str) -> float:
    return likeness(subject_of(one), subject_of(other))


def test_what_is_alike_reaches_the_threshold_and_what_is_not_stays_below():
    assert (len(ALIKE), len(NOT_ALIKE)) == (19, 22)
    assert {one for one, other in ALIKE if _score(one, other) < THRESHOLD} == MISSED
    assert {one for one, other in NOT_ALIKE if _score(one, other) >= THRESHOLD} == MISTAKEN


def test_letters_and_law_say_nothing():
    letter = "Dear Sir or Madam, under the Freedom of Information Act 2000 please provide the following information. Kind regards"
    assert subject_of(letter) == frozenset()
    assert _score(f"{letter} potholes in Mill Lane", "potholes, Mill Lane") == pytest.approx(1)


_SUBJECTS = st.frozensets(st.sampled_from(["pothol", "lane", "mill", "cost", "polici", "tree"]))


@given(_SUBJECTS, _SUBJECTS)
def test_likeness_is_between_nothing_and_all_and_the_same_both_ways(
    one: frozenset[str], other: frozenset[str]
):
    score = likeness(one, other)
    assert 0 <= score <= 1 + 1e-9
    assert score == likeness(other, one)
    assert likeness(one, one) == pytest.approx(1 if len(one) > 1 else 0)
