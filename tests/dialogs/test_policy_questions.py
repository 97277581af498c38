"""Questions about policy where the policies are not as they should be: none, two that disagree, one out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.script import Clock, Script
from tests.program import running

FIRST = """---
number: RM05
title: Records of the housing service
version: 2
approved: 2019-01-02
review: 2021-01-01
---
## 4 Keeping records

### 4.1 How long to keep tenancy files
Keep a tenancy file for six years after the tenancy ends.
"""
SECOND = """---
number: HS01
title: Housing handbook
version: 7
approved: 2026-02-01
review: 2027-02-01
---
## 9 Files

### 9.3 How long to keep tenancy files
Keep a tenancy file for 12 years after the tenancy ends.
"""

EMPTY = """
Sam: How long should we keep tenancy files?
Ask IG: I don't know
Ask IG: I have no policies to answer from.
Sam presses Ask the IG team
Ask IG: I've passed your question to the IG team as ENQ-2026-
Sam: How long should we keep payslips?
Ask IG: I have no policies to answer from.
Olga: what people ask
Ask IG: Asked once.
"""

DISAGREEING = """
Sam: How long should we keep tenancy files?
Ask IG: Two policies say different things
Ask IG: ask the IG team which of them holds
Ask IG: six years after the tenancy ends
Ask IG: IG policy RM05, section 4.1, version 2, approved 2 January 2019.
Ask IG: 12 years after the tenancy ends
Ask IG: IG policy HS01, section 9.3, version 7, approved 1 February 2026.
Ask IG: Open RM05
Ask IG: Open HS01
Sam presses No
Ask IG: Two policies say different things
Ask IG: 12 years after the tenancy ends
Button Ask the IG team
"""

FORBIDDEN = """---
number: IS01
title: Working elsewhere
version: 3
approved: 2026-01-02
review: 2027-01-01
---
## 2 Phones

### 2.1 Private phones for work e-mail
You must not use a private phone for work e-mail.
"""
PERMITTED = """---
number: HR07
title: Flexible working
version: 2
approved: 2026-03-02
review: 2027-03-01
---
## 6 Equipment

### 6.4 Private phones for work e-mail
You may use a private phone for work e-mail.
"""
OPPOSITE = """
Sam: Can I use a private phone for work e-mail?
Ask IG: Two policies say different things
Ask IG: You must not use a private phone for work e-mail.
Ask IG: IG policy IS01, section 2.1, version 3
Ask IG: You may use a private phone for work e-mail.
Ask IG: IG policy HR07, section 6.4, version 2
"""

OUT_OF_DATE = """
Sam: How long should we keep tenancy files?
Ask IG: It is 7 years old.
Ask IG: It should have been looked at again by 1 January 2021
Ask IG does not say: Two policies
"""


@pytest.mark.parametrize(
    ("policies", "lines"),
    [
        pytest.param((), EMPTY, id="an empty library"),
        pytest.param((FIRST, SECOND), DISAGREEING, id="two that disagree"),
        pytest.param((FORBIDDEN, PERMITTED), OPPOSITE, id="one forbids what the other allows"),
        pytest.param((FIRST,), OUT_OF_DATE, id="one out of date"),
    ],
)
async def test_what_is_said(tmp_path: Path, policies: tuple[str, ...], lines: str) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    for number, policy in enumerate(policies):
        (folder / f"{number}.md").write_text(policy, encoding="utf-8")
    clock = Clock()
    async with running(tmp_path, now=clock, policies_folder=folder) as program:
        await Script(program, clock).play(lines)
