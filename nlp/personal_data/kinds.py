# ruff: noqa: E501  (a list of words reads better unbroken)
"""Kinds of personal data that a report names without holding them: "names and addresses", "bank details"."""

import re
from typing import Final

from nlp.personal_data.labels import DataKind
from nlp.plain_text import lowered

_WORDS: Final = {
    DataKind.NAMES: r"names?(?! of the (?:file|council|company))|surnames?|full name|named|signatures?|identit(?:y|ies)",
    DataKind.CONTACT_DETAILS: r"(?:e-?mail|contact|phone|telephone|mobile)s?[ -](?:address(?:es)?|details|numbers?|info(?:rmation)?|lists?)|e-?mails addresses|phone numbers?|mobile numbers?|contacts list|next of kin|see each other'?s e-?mails?|each other'?s (?:e-?mail )?address(?:es)?",
    DataKind.ADDRESSES: r"(?<!email )(?<!e-mail )(?<!mail )(?<!ip )(?<!other's )(?<!others )(?<!wrong )(?<!everyones )(?<!everyone's )(?<!incorrect )(?<!right )(?<!old )(?<!in the )address(?:es)?(?!ed)(?! book| box)|postcodes?|home details|where (?:she|he|they) lives?",
    DataKind.DATES_OF_BIRTH: r"dates? of births?|dobs?|d\.o\.b\.?|birth ?dates?|birthdays?|ages",
    DataKind.IDENTIFIERS: r"national insurance|ni numbers?|ninos?|nhs (?:numbers?|nos?)|passports?|driving licen[cs]es?|id (?:documents?|cards?|numbers?)|utrs?|upns?|council tax (?:numbers?|refs?)|birth certificates?|proof of id(?:entity)?|payroll numbers?|usernames?|passwords?|logins?|log-ins?",
    DataKind.FINANCIAL: r"bank (?:details|accounts?|statements?|info(?:rmation)?)|sort codes?|account numbers?|card (?:details|numbers?)|financial|payslips?|pay slips?|salar(?:y|ies)|wages?|payroll|benefits?(?! of)(?! website)|arrears|debts?|housing benefit|universal credit|council tax (?:bills?|letters?|accounts?|arrears)|income|pensions?|invoices?|mortgage|tax (?:details|records?)|p60s?|p45s?|rent (?:statements?|accounts?|arrears)|finances",
    DataKind.HEALTH: r"health(?!y| and safety)|medical|medication|diagnos[ei]s|diagnosed|gp (?:letter|records?|report)|patients?|clinical|hospital|disabilit(?:y|ies)|disabled|sick(?:ness)?(?: list| record| notes?| absence| leave)?|occupational health|mental health|care plans?|therap(?:y|ist)|blue badge|medicines?|illness|dementia|hiv|pregnan(?:t|cy)|prescriptions?|treatment|vaccination|autis(?:m|tic)|adhd",
    DataKind.CHILDREN: r"child(?:ren)?(?:'?s)?|pupils?|students?|ehcps?|ehc plans?|send? (?:data|records?|files?|list|register)|schools?|admissions?|looked[- ]after|foster(?:ing|ed)?(?: carers?)?|adoptions?|adopted|adopters?|nurser(?:y|ies)|under[- ]?18s?|teenagers?|daughters?|sons?|babies|baby|kids?|youth|young (?:people|persons?)|safeguarding (?:child|children)|minors?|(?:boy|girl)s?",
    DataKind.CRIMINAL: r"criminal|convictions?|offences?|offend(?:er|ers|ing)|police (?:report|record|statement|intelligence)|dbs|arrests?(?:ed)?|prosecutions?|court (?:papers?|bundle|report)|probation|cautions?|fraud investigation|crime",
    DataKind.SPECIAL_CATEGORY: r"ethnic(?:ity| origin| group)?|race|religio(?:n|us)|sexual(?:ity| orientation)|sex life|trade union|union member(?:s|ship)?|political|biometrics?|fingerprints?|genetic|dna|equalit(?:y|ies) (?:data|monitoring)|special categor(?:y|ies)|sensitive personal data|faith|beliefs?|trans(?:gender)?|gay|lesbian",
    DataKind.SOCIAL_CARE: r"social (?:care|work(?:er)?s?|services)|safeguarding|care (?:plans?|records?|assessments?|leavers?|files?|notes|package|order|proceedings)|case (?:notes?|files?|records?|conference)|child protection|domestic (?:abuse|violence)|foster(?:ing)?|adoptions?|adopters?|vulnerable|service users?|homeless(?:ness)?|support plans?|assessment reports?|client(?:'?s)? (?:details|records?|files?|notes|data|info(?:rmation)?)|client files|marac|needs assessments?",
    DataKind.EMPLOYMENT: r"hr (?:files?|records?|data|folder)|personnel|disciplinar(?:y|ies)|grievances?|appraisals?|sickness(?: absence| list| records?)?|payroll|payslips?|staff (?:data|records?|files?|salaries|details|names|list|absence)|employ(?:ee|ment) (?:data|records?|files?|details|history)|job applications?|cvs?|references?(?! number)|redundanc(?:y|ies)|recruitment|interview notes|contracts? of employment|suspension",
}  # fmt: skip
_PATTERNS: Final = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for kind, words in _WORDS.items()}
_READ_AT_MOST: Final = 5000


def read_named_kinds(text: str) -> tuple[DataKind, ...]:
    """The kinds of data that `text` names, in the order of the report form."""
    low = lowered(text[:_READ_AT_MOST])
    return tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(low))
