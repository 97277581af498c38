# ruff: noqa: E501, SIM905  (a pattern or a list reads better unbroken)
"""Bank accounts, payment cards and IBANs."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import iban, luhn

from nlp.personal_data.identifiers.mistyping import with_typing_errors
from nlp.personal_data.identifiers.nearby import beside, called_otherwise, is_of_goods, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_SORT_CODE = r"\d{2} (?:dash|hyphen|slash|dot|stroke) \d{2} (?:dash|hyphen|slash|dot|stroke) \d{2}|\d{2}[ ]?[ ./-][ ]?\d{2}[ ]?[ ./-][ ]?\d{2}|\d{6}"
_ACCOUNT = r"\d(?:[ ]\d){7}|\d{4}[ -]?\d{4}|\d{5}[ ]\d{3}(?! \d)|\d{2}[ -]\d{2}[ -]\d{2}[ -]\d{2}|\d{3}[ ]\d{3}[ ]\d{2}|\d{2}[ ]\d{3}[ ]\d{3}|\d{7}"
_NOT_OF_THIS_ONE = r"(?!\b(?:to|into|instead|(?<!and )then|not|from|replaced|was|old)\b)"
_BETWEEN = rf"(?P<between>(?:{_NOT_OF_THIS_ONE}[^\d\n]){{1,40}}?(?:\n[^\d\n]{{0,30}}?){{0,2}}|\W{{0,4}}(?:\n[^\d\n]{{0,30}}?){{1,3}})"
_SORT_THEN_ACCOUNT = re.compile(
    rf"(?:(?<![\w.-])|(?<=code))(?P<sort>{_SORT_CODE})(?![\w-]){_BETWEEN}(?<![\d-])(?P<account>{_ACCOUNT})(?![\w-]|\.\d)"
)
_ACCOUNT_THEN_SORT = re.compile(
    rf"(?<![\w.-])(?P<account>{_ACCOUNT})(?![\w-]){_BETWEEN}(?<![\d-])(?P<sort>{_SORT_CODE})(?![\w-]|\.\d)"
)
_SORT_ALONE = re.compile(rf"(?:(?<![\w.-])|(?<=code))(?:{_SORT_CODE})(?![\w-]|\.\d)")
_ACCOUNT_ALONE = re.compile(rf"(?<![\w.-])(?<!\d{{4}} )(?:{_ACCOUNT})(?![\w-]|\.\d|[ ]\d{{4}})")
_SORT_CUE = re.compile(
    r"\bs(?:o?r?t|rot|ort|ortt|oort|orrt|aort)(?:ing)?[ _-]?(?:c[o0]de?|cdoe|coed)\'?s?(?![a-z])|\bs/c\b|\bsc[:. ]|\bsort\b(?! (?:by|of|order|out|the|this|it|through|them)\b)|\bbank code\b|\bcod didoli\b"
)
_ACCOUNT_WORD = rf"(?:accounts|{with_typing_errors('account')}|accnt|acct|acc|ac|a/c|acnt)"
_ACCOUNT_CUE = re.compile(
    rf"\b(?:bank|current|savings?|building society|b/s|joint|nominated) ?{_ACCOUNT_WORD}\b|\b{_ACCOUNT_WORD}[ _.]{{0,2}}(?:nos?|numbers?|num|nbr|#)\b\.?|\b(?:account|a/c|acct|acc|an):|\brhif (?:y )?cyfrif\b(?: banc)?"
)
_BANK = r"(?:barclays|hsbc|lloyds|natwest|santander|halifax|nationwide|monzo|starling|tsb|rbs|co-?op(?:erative)? bank|metro bank|revolut|first direct|virgin money|bank of scotland|clydesdale|yorkshire bank|danske(?: bank)?|ulster bank|bank of ireland|aib|first trust|tide|chase)"
_AT_A_BANK = re.compile(rf"[ ]?[,(-]?[ ](?:at |with |held at |in )?(?:the )?{_BANK}\b")
_BARE_ACCOUNT = re.compile(
    rf"\b{_BANK}(?: bank| plc)?(?: {_ACCOUNT_WORD})?[:,]? ?[(]?$"
    r"|\b(?:moved|sent|transferred|withdrawn|taken|went|gone|paid)\b[^.\n\d]{0,12} (?:from|to|into|out of) (?:\d[\d ]{6,9} (?:in)?to )?$|"
    rf"\b{_ACCOUNT_WORD}\b[^.\n]{{0,30}}? (?:full |whole |real )?(?:number|no)\.?(?: is| was|:)? ?$|\b{_ACCOUNT_WORD}[.,]?(?: (?:to (?:pay|credit|use)|for (?:the )?(?:refund|payment)|we (?:have|hold)))? ?(?:is |was )?[:=(]? ?$"
    r"|\b(?:wages?|salary|pip|dla|esa|uc|pay|paid|money|refund|pension|benefits?|rent)\b[^.\n\d]{0,25} (?:in|into|to|from)(?: account| a/c)?:? $"
    r"|\b(?:direct debit|standing order|bacs|refund(?:s|ed)?|payments?|wages|salary|paid|pay|transfer(?:red)?|money|rent|pension)(?: (?:is|was|were|be|went|goes|going|taken|comes|came|out|it))? (?:from|to|into) (?:account )?$"
)
_SOMEBODYS_ACCOUNT = re.compile(
    rf"\b(?:my|his|her|their|your|mum'?s?|dad'?s?|sons?'?s?|daughters?'?s?|wifes?'?s?|husbands?'?s?|partners?'?s?|sisters?'?s?|brothers?'?s?|carers?'?s?|appointees?'?s?|nans?'?s?|[a-z]+'s) (?:own |new |old |other )?(?P<account>{_ACCOUNT_WORD})[.,:]? (?:is |was |it's )?[(]?$"
)
_PAID_INTO = re.compile(
    rf"\b{_BANK}\b|\bsort ?-?codes?\b|\bs/c\b|\bpensions?\b|\bwages?\b|\bsalar(?:y|ies)\b|\bpaid\b|\bpay(?:ment|ments|ing|able|s)?\b|\brefund(?:s|ed)?\b|\bbanks?\b|\bbacs\b|\bcredited\b|\btransfer(?:red)?\b|\bdirect debit\b|\bstanding order\b|\bfinancial abuse\b|\bmoved\b|\bbuilding society\b|\bcheque\b|\bmoney\b|\bfrozen\b|\boverdrawn\b|\boverdraft\b|\bstatements?\b|\bbalance\b|\bsavings\b"
)
_BANK_CUE = re.compile(
    rf"\bsort[ _]?-?c[o0]des?\b|\bs/?c\b|\ban(?=[:. ]{{1,2}}\d)|\b{_BANK}\b|\b(?:bank )?{_ACCOUNT_WORD}\b(?! codes?\b)|\bbank(?:ing)?\b|\bbacs\b|\b(?:pay(?:ee|ments?|ing|able|roll)?|paid|refunds?|transfer(?:red)?|credit(?:ed)?|debit|wages|salary|cheque|remittance|standing order)\b"
)
_OTHER_ACCOUNT = re.compile(
    r"council tax|\bc[. /]{0,2}tax\b|treth|\brent (?:account|acc|a/c)|business rates|library|\bgas\b|electric|\bwater\b|\bmeter\b|\binvoice\b|e-?mail|\busers?\b|customer account|supplier|\brates\b|\btenancy\b"
)
_SORT_CODE_IS = re.compile(
    r"(?:codes?|s/c|sc|sort)(?: is| was| no\.?| number)?(?: typed| given| entered| read out| quoted)?(?: as)?\W{0,4}$"
)
_ROLL_NUMBER = re.compile(
    r"\broll (?:no|number|num)\b\W{0,4}(?:is )?(?P<roll>(?=[\w/-]*\d{3})[a-z\d]+(?:[/ -]\d+){0,3})(?!\w)"
)
_DATE_LIKE = re.compile(r"(?:0[1-9]|[12]\d|3[01])([./-])(?:0[1-9]|1[0-2])\1\d\d")
_OF_A_LEDGER = re.compile(
    r"\b(?:(?:account|cost|budget|ledger|finance) codes?|nominal(?: codes?)?|gl(?: codes?)?)\W*$"
)
_PLAIN_PAIR = re.compile(
    r"(?<![\w.£-])(?<!\d )(?:\d{6}[ /-]|\d\d-\d\d-\d\d[ /-]|\d\d \d\d \d\d )\d{8}(?![\w-]|[ ]?\d)"
)
_FIGURE_BY_FIGURE = re.compile(r"\d(?: \d){7}")
_WHOLLY_DASHED = re.compile(r"\d\d-\d\d-\d\d")
_CLOSE: Final = 3
_SHORTEST_SORT_CODE: Final = 6
_SHORTEST_ACCOUNT: Final = 7


def find_bank_accounts(written: Written) -> Iterator[Span]:
    """A sort code with its account as one span; either alone only beside the words for it."""
    if written.longest_number < _SHORTEST_SORT_CODE and written.places_of(_SORT_CUE).starts == []:
        return
    text, low = written.text, written.figures
    used: set[int] = set()
    for pattern in (
        (_SORT_THEN_ACCOUNT, _ACCOUNT_THEN_SORT) if written.longest_number >= _SHORTEST_ACCOUNT else ()
    ):
        for match in pattern.finditer(low):
            if match.start("account") in used or match.start("sort") in used:
                continue
            within = _BANK_CUE.search(match["between"])
            cue = within.group() if within else named_by(written, *match.span(), _BANK_CUE)
            sort_code = match["sort"].replace(" ", "")
            in_boxes = _FIGURE_BY_FIGURE.fullmatch(match["account"]) is not None
            dashed = (
                not sort_code.isdigit()
                and "." not in sort_code
                and (in_boxes or not _DATE_LIKE.fullmatch(sort_code))
            )
            close = len(match["between"]) <= _CLOSE
            if _OF_A_LEDGER.search(low[max(0, match.start() - 20) : match.start()]):
                continue
            if cue is None and (
                called_otherwise(written, match.start()) or is_of_goods(written, *match.span())
            ):
                continue
            if cue or (dashed and (close or _WHOLLY_DASHED.fullmatch(match["sort"]))):
                used |= {match.start("account"), match.start("sort")}
                why = f"a sort code with an account number{beside(cue)}"
                yield span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.97 if cue else 0.9, why)
    if written.places_of(_SORT_CUE).starts:
        for match in _SORT_ALONE.finditer(low):
            if _DATE_LIKE.fullmatch(match.group()) and not _SORT_CODE_IS.search(
                low[max(0, match.start() - 20) : match.start()]
            ):
                continue
            cue = named_by(written, *match.span(), _SORT_CUE)
            if cue and any(mark in "123456789" for mark in match.group()):
                why = f"a bank sort code{beside(cue)}"
                yield span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.85, why)
    for match in _PLAIN_PAIR.finditer(low):
        of_goods = is_of_goods(written, *match.span()) or called_otherwise(written, match.start())
        of_a_ledger = _OF_A_LEDGER.search(low[max(0, match.start() - 20) : match.start()])
        if match.start() not in used and not of_goods and not of_a_ledger:
            why = "the shape of a sort code with an account number"
            yield span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.65, why)
    for match in _ROLL_NUMBER.finditer(low):
        why = "a building society's roll number"
        yield span(text, *match.span("roll"), DataLabel.BANK_ACCOUNT, 0.8, why)
    if written.longest_number >= _SHORTEST_ACCOUNT:
        for match in _ACCOUNT_ALONE.finditer(low):
            cue = named_by(written, *match.span(), _ACCOUNT_CUE) or _bare_account(low, match)
            at_a_bank = _AT_A_BANK.match(low, match.end())
            if cue and (at_a_bank or not named_by(written, *match.span(), _OTHER_ACCOUNT)):
                why = f"a bank account number{beside(cue)}"
                yield span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.8, why)


def _bare_account(low: str, match: re.Match[str]) -> str | None:
    """What says that a number right after "account" is at a bank: words for paying in the same sentence."""
    start, end = match.span()
    if whose := _SOMEBODYS_ACCOUNT.search(low[max(0, start - 50) : start]):
        return whose.group("account")
    if not _BARE_ACCOUNT.search(low[max(0, start - 40) : start]):
        return None
    around = low[max(0, start - 80) : end + 60]
    return found.group() if (found := _PAID_INTO.search(around)) else None


_CARD = re.compile(
    r"(?=\d)(?:(?<![\w+£])|(?<=\bvisa)|(?<=\bcard)|(?<=\bamex)|(?<=\bpan))(?<!\d[.-])\d(?:(?:[ ._-]|[ ]-[ ]|[ ]{2}|\n)?\d){12,18}(?!\w|[-.]\d)"
)
_CARD_ISSUERS = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|5|[68])|6(?:011|4[4-9]|5)|50|5[6-9]|6[237]"
)
_FEWEST_FIGURES_TOGETHER: Final = 9
"""Of a card or an IBAN, whose letters may stand between."""
_CARD_LENGTHS: Final = {13, 14, 15, 16, 17, 18, 19}
_USUAL_LENGTHS: Final = {15, 16}
_CARD_CUE = re.compile(
    r"\b(?:cards?|card_?(?:no|number|num)|visa|master ?card|maestro|amex|american express|debit|credit|pan|paid|payment|payer|cvv|cvc|cv2|expir(?:y|es)|exp|valid|barclaycard|diners|discover|jcb|switch|solo)\b"
)
_NOT_A_CARD = re.compile(
    r"\b(?:barcode|ean|isbn|imei|iccid|sim|gtin|tracking|serial|meter|mpan|mprn|asset|library card|bus pass)\b"
)
_IBAN = re.compile(
    r"(?=[a-z]{2}[ ]?\d\d)(?:(?<![a-z0-9])|(?<=\biban))(?P<country>[a-z]{2})[ ]?\d{2}(?=(?:[ .-]?\n?[a-z0-9]){11})"
)
_IBAN_LENGTHS: Final = {
    country: int(length)
    for country, length in (
        pair.split(":")
        for pair in (
            "ad:24 ae:23 al:28 at:20 az:28 ba:20 be:16 bg:22 bh:22 br:29 by:28 ch:21 cr:22 cy:28 cz:24 de:22 dk:18 do:28 "
            "ee:20 eg:29 es:24 fi:18 fo:18 fr:27 gb:22 ge:22 gi:23 gl:18 gr:27 gt:28 hr:21 hu:28 ie:22 il:23 iq:23 is:26 "
            "it:27 jo:30 kw:30 kz:20 lb:28 li:21 lt:20 lu:20 lv:21 mc:27 md:24 me:22 mk:19 mt:31 mu:30 nl:18 no:15 pk:24 "
            "pl:28 ps:29 pt:25 qa:29 ro:24 rs:22 sa:24 se:24 si:19 sk:24 sm:27 tn:24 tr:26 ua:29 va:22 xk:20"
        ).split()
    )
}
"""How many characters each country's IBAN has (SWIFT's IBAN registry)."""


def find_cards_and_ibans(written: Written) -> Iterator[Span]:
    """Payment cards (issuer's range, length and Luhn check) and IBANs (ISO 13616 check)."""
    text, low = written.text, written.low
    if written.longest_number < _FEWEST_FIGURES_TOGETHER:
        return
    for match in _CARD.finditer(low):
        start = match.start()
        if (end := _card_end(low, *match.span())) is None:
            continue
        if named_by(written, start, end, _NOT_A_CARD) or is_of_goods(written, start, end):
            continue
        cue = named_by(written, start, end, _CARD_CUE)
        # One in ten numbers of any length passes Luhn's check: a rare length needs a word for a card.
        if cue or sum(mark.isdigit() for mark in low[start:end]) in _USUAL_LENGTHS:
            why = f"payment card: check digit and issuer right{beside(cue)}"
            yield span(text, start, end, DataLabel.PAYMENT_CARD, 0.97 if cue else 0.9, why)
    for match in _IBAN.finditer(low):
        length = _IBAN_LENGTHS.get(match["country"])
        end = _end_of_characters(low, match.start(), length) if length else None
        if end and iban.is_valid(re.sub(r"[\s.-]", "", low[match.start() : end]), check_country=False):
            why = "bank account: IBAN check right"
            yield span(text, match.start(), end, DataLabel.IBAN, 0.99, why)


def _card_end(low: str, start: int, end: int) -> int | None:
    """Where a card's number ends, if its check is right; an expiry date may follow that looks like more of it."""
    while end > start:
        digits = re.sub(r"\D", "", low[start:end])
        known = len(digits) in _CARD_LENGTHS and _CARD_ISSUERS.match(digits) is not None
        if known and len(set(digits)) > 1 and luhn.is_valid(digits):
            return end
        end = start + len(re.sub(r"[ ._\n-]*\d+$", "", low[start:end]))
    return None


def _end_of_characters(low: str, start: int, count: int) -> int | None:
    """Where `count` letters and digits end that begin at `start`, with gaps of two at most; None if they don't."""
    found = re.compile(rf"[a-z0-9](?:[ .-]?\n?[a-z0-9]){{{count - 1}}}(?![a-z0-9](?!ic\b|wift\b))").match(
        low, start
    )
    return found.end() if found else None
