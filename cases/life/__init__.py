"""The life of a case: what may be done to it, when, by whom, and what that does to its state and its clock.

The tables in `requests`, `incidents` and `enquiries` are meant to be read by an information-governance officer.
"""
