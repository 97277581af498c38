"""How a request ends, and the exemptions, exceptions, restrictions and limits that stand behind it.

The catalogue is data with its provisions, written for decision-makers. Much of it is from memory: the heading of
each module says what was read and what the council must check against legislation.gov.uk before the first use.
"""

from cases.outcomes.checking import GROUNDS, check_outcome, ground, grounds_for
from cases.outcomes.grounds import Ground, Role
from cases.outcomes.outcomes import Outcome, outcomes_for

__all__ = ["GROUNDS", "Ground", "Outcome", "Role", "check_outcome", "ground", "grounds_for", "outcomes_for"]
