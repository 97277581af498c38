# ruff: noqa: E501, SIM905  (a list of words reads better unbroken)
"""The lists of names beside this module, each read once."""

from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent

NUMBERS_AND_LAWS: Final = frozenset(
    "NINO DOB UPN UPRN UTR NHS IBAN PIN ID REF DSAR SAR FOI EIR GDPR DPA DPIA EHCP SEND PDF CSV USB IP API URL VAT".split()
)
"""Capitals that name a number, a law or a form, never a person, a body or a place."""


@cache
def first_names() -> frozenset[str]:
    """First names in lower case that are no common words."""
    return _read("first_names")


@cache
def surnames() -> frozenset[str]:
    """Surnames in lower case."""
    return _read("surnames")


@cache
def no_names() -> frozenset[str]:
    """Words in lower case that often begin with a capital beside a name and are none."""
    return _read("no_names")


def _read(name: str) -> frozenset[str]:
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
