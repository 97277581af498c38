# ruff: noqa: E501  (a pattern reads better unbroken)
"""Bank accounts, payment cards and IBANs."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import iban, luhn

from nlp.personal_data.identifiers.nearby import beside, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_DASH = r"[ .\u00a0\u2010-\u2015-]"
_SORT_CODE = rf"\d{{2}}[ ]?{_DASH}[ ]?\d{{2}}[ ]?{_DASH}[ ]?\d{{2}}|\d{{6}}"
_ACCOUNT = r"\d{4}[ -]?\d{4}|\d{2}[ ]\d{2}[ ]\d{2}[ ]\d{2}|\d{7}"
_BETWEEN = r"(?P<between>(?:[^\d\n]{1,40}|\W{0,4}\n)[^\d\n]{0,30}?)"
_SORT_THEN_ACCOUNT = re.compile(
    rf"(?<![\w.-])(?P<sort>{_SORT_CODE})(?![\w-]){_BETWEEN}(?<![\d-])(?P<account>{_ACCOUNT})(?![\w-]|[.,]\d)"
)
_ACCOUNT_THEN_SORT = re.compile(
    rf"(?<![\w.-])(?P<account>{_ACCOUNT})(?![\w-]){_BETWEEN}(?<![\d-])(?P<sort>{_SORT_CODE})(?![\w-]|[.,]\d)"
)
_SORT_ALONE = re.compile(rf"(?<![\w.-])(?:{_SORT_CODE})(?![\w-]|[.,]\d)")
_ACCOUNT_ALONE = re.compile(rf"(?<![\w.-])(?:{_ACCOUNT})(?![\w-]|[.,]\d)")
_SORT_CUE = re.compile(r"\bsort(?:ing)? ?-?codes?\b|\bs/c\b|\bsc:")
_ACCOUNT_CUE = re.compile(
    r"\b(?:bank|current|savings|building society) ?(?:account|acct|acc|a/c)\b|\b(?:account|acct|acc|a/c) ?(?:no|number|num|#)\b\.?|\baccount:"
)
_BANK_CUE = re.compile(
    r"\bsort ?-?codes?\b|\bs/c\b|\b(?:bank )?(?:accounts?|acct|acc|a/c)\b|\bbank\b|\bbacs\b|\b(?:paid?|refund|transfer|credit|debit|wages|salary)\b"
)
_OTHER_ACCOUNT = re.compile(
    r"council tax|rent account|business rates|library|gas|electric|water|meter|invoice|e-?mail|user|customer account|supplier"
)
_SORT_CODE_IS = re.compile(r"(?:codes?|s/c|sc)(?: is| no\.?| number)?\W{0,4}$")
_DATE_LIKE = re.compile(r"(?:0[1-9]|[12]\d|3[01])([.-])(?:0[1-9]|1[0-2])\1\d\d")


def find_bank_accounts(written: Written) -> Iterator[Span]:
    """A sort code with its account as one span; either alone only beside the words for it."""
    text, low = written.text, written.low
    for pattern in (_SORT_THEN_ACCOUNT, _ACCOUNT_THEN_SORT):
        for match in pattern.finditer(text):
            within = _BANK_CUE.search(low[match.start() : match.end()])
            cue = named_by(low, *match.span(), _BANK_CUE) or (within.group() if within else None)
            sort_code = re.sub(r"[ \u00a0]", "", match["sort"])
            dashed = not sort_code.isdigit() and not _DATE_LIKE.fullmatch(sort_code)
            close = len(match["between"]) <= 3
            if cue or (dashed and close):
                why = f"a sort code with an account number{beside(cue)}"
                yield span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.97 if cue else 0.9, why)
    for match in _SORT_ALONE.finditer(text):
        if _DATE_LIKE.fullmatch(match.group()) and not _SORT_CODE_IS.search(low[: match.start()][-20:]):
            continue
        if cue := named_by(low, *match.span(), _SORT_CUE):
            yield span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.85, f"a bank sort code{beside(cue)}")
    for match in _ACCOUNT_ALONE.finditer(text):
        cue = named_by(low, *match.span(), _ACCOUNT_CUE)
        if cue and not named_by(low, *match.span(), _OTHER_ACCOUNT):
            yield span(
                text, *match.span(), DataLabel.BANK_ACCOUNT, 0.8, f"a bank account number{beside(cue)}"
            )


_CARD = re.compile(r"(?<![\w.+£-])\d(?:(?:[ \u00a0.\u2010-\u2015-]|[ ]-[ ]|\n)?\d){12,18}(?![\w-]|\.\d)")
_CARD_ISSUERS = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[68])|6(?:011|4[4-9]|5)|50|5[6-9]|6[37]"
)
_CARD_LENGTHS: Final = {13, 14, 15, 16, 19}
_USUAL_LENGTHS: Final = {15, 16}
_CARD_CUE = re.compile(
    r"\b(?:card|cards|visa|master ?card|maestro|amex|american express|debit|credit|pan|paid|payment|cvv|cvc|expir(?:y|es)|exp)\b"
)
_NOT_A_CARD = re.compile(r"\b(?:barcode|ean|isbn|imei|iccid|gtin|tracking|serial|meter|mpan|mprn|asset)\b")
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:(?:[ \u00a0-]|\n)?[A-Za-z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Za-z0-9]{1,4})?(?![A-Za-z0-9])"
)


def find_cards_and_ibans(written: Written) -> Iterator[Span]:
    """Payment cards (issuer's range, length and Luhn check) and IBANs (ISO 13616 check)."""
    text, low = written.text, written.low
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        known = len(digits) in _CARD_LENGTHS and _CARD_ISSUERS.match(digits) is not None
        if not known or len(set(digits)) == 1 or not luhn.is_valid(digits):
            continue
        if named_by(low, *match.span(), _NOT_A_CARD):
            continue
        cue = named_by(low, *match.span(), _CARD_CUE)
        # One in ten numbers of any length passes Luhn's check: a rare length needs a word for a card.
        if cue or len(digits) in _USUAL_LENGTHS:
            why = f"payment card: check digit and issuer right{beside(cue)}"
            yield span(text, *match.span(), DataLabel.PAYMENT_CARD, 0.97 if cue else 0.9, why)
    for match in _IBAN.finditer(text):
        end = match.end()
        while end > match.start():
            if iban.is_valid(re.sub(r"[\n\u00a0]", " ", text[match.start() : end])):
                yield span(text, match.start(), end, DataLabel.IBAN, 0.99, "bank account: IBAN check right")
                break
            # A word may follow after a space and look like one more group.
            end = match.start() + len(re.sub(r"[\s-]?[A-Za-z0-9]+$", "", text[match.start() : end]))
