"""The cards of letters: those that fit a case, and one of them to copy or to download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from microsoft_teams.cards import Container, OpenUrlAction, RichTextBlock, TextRun

from cases.letters import Block, Letter, LetterKind, Run, Style
from cases.notification import TO_BE_ADDED, Draft
from cases.words import counted, listed
from dialogs.cards import parts
from dialogs.cards.parts import EDITABLE_AT_MOST, Json


def letters_card(reference: str, letters: Sequence[tuple[LetterKind, str, str]]) -> Json:
    """The letters that fit a case now: kind, title and the law behind each."""
    title = f"Letters for {reference}"
    rows: list[Any] = [
        parts.row_with_button(name, law, "Write", "letter", {"case": reference, "letter": kind.value})
        for kind, name, law in letters
    ]
    return parts.card(
        [parts.heading(title), *(rows or [parts.words("No letter fits this case as it stands now.")])],
        [parts.button("Back to the case", "open", {"case": reference})],
        title,
    )


def ico_card(reference: str, draft: Draft, fills_in: Sequence[Any]) -> Json:
    """The notification to the ICO, to copy into its form part by part or as a whole. Personal chat alone.

    `fills_in` are the buttons with which what is missing is added to the case.
    """
    title = f"{reference}: the notification to the ICO"
    body: list[Any] = [
        parts.heading(title),
        parts.words("Copy each part into the ICO's form at ico.org.uk, or ring the ICO and read it out."),
    ]
    if draft.missing:
        still = listed([heading[:1].lower() + heading[1:] for heading in draft.missing])
        body.append(
            parts.words(
                f"Still to be added: {still}. Don't wait for it: the rest may follow (Article 33(4))."
            )
        )
    text = draft.text
    if len(text) > EDITABLE_AT_MOST:
        body.append(parts.words("Only its beginning fits in here. Read the rest on the case."))
    blocks = [_plain(Style.PARAGRAPH, draft.opening)]
    for section in draft.sections:
        blocks += [_plain(Style.HEADING, section.heading), _plain(Style.PARAGRAPH, section.text)]
    blocks.append(_plain(Style.PARAGRAPH, draft.closing))
    return parts.card(
        [
            *body,
            _page(blocks),
            *_box("Copy all of it as text", "The notification, to copy", text),
        ],
        [*fills_in, parts.bare_button("Back to the case", "open", {"case": reference})],
        title,
    )


def letter_card(letter: Letter, address: str) -> Json:
    """A letter to read and to copy, and the address of the Word document. Personal chat alone."""
    title = f"{letter.reference}: {letter.title.lower()}"
    text = letter.text
    places = len(letter.places)
    body: list[Any] = [parts.heading(title)]
    if places:
        body.append(
            parts.words(
                f"{counted(places, 'place')} to fill in before it goes out: look for square brackets."
            )
        )
    if len(text) > EDITABLE_AT_MOST:
        body.append(parts.words("Only its beginning fits in here. All of it is in the Word document."))
    carried = {"case": letter.reference}
    return parts.card(
        [
            *body,
            _page(letter.blocks),
            *_box("Copy it as text", "The letter, to copy", text),
            parts.quiet("The link to the Word document works for half an hour, for you."),
        ],
        [
            OpenUrlAction(title="Download .docx", url=address, style="positive"),
            parts.bare_button("Other letters", "letters", carried),
            parts.bare_button("Back to the case", "open", carried),
        ],
        title,
    )


def _plain(style: Style, text: str) -> Block:
    return Block(style, (Run(text, is_place=text == TO_BE_ADDED),))


def _page(blocks: Sequence[Block]) -> Container:
    """A text set apart, to be read; as much of it as a card may hold."""
    shown: list[RichTextBlock] = []
    room = EDITABLE_AT_MOST
    for block in blocks:
        runs = []
        for run in block.runs:
            text, room = run.text[:room], room - len(run.text[:room])
            if text:
                runs.append(_run(block.style, text, run))
        if runs:
            bullet = [TextRun(text="• ")] if block.style is Style.BULLET else []
            shown.append(RichTextBlock(inlines=[*bullet, *runs]))
    return Container(style="emphasis", spacing="Medium", items=shown)


def _run(style: Style, text: str, run: Run) -> TextRun:
    """What is still to be filled in stands out, beside its square brackets."""
    is_heading = style in (Style.TITLE, Style.HEADING, Style.SUBHEADING)
    return TextRun(
        text=text,
        weight="Bolder" if is_heading else None,
        italic=style is Style.QUOTE or None,
        highlight=run.is_place or None,
    )


def _box(title: str, label: str, text: str) -> list[Any]:
    """A button that shows the text in a box, from which it can be copied on any device."""
    box = parts.text_input("letter", label, text[:EDITABLE_AT_MOST], lines=20)
    note = parts.quiet("Changes in this box are not kept: copy the text, and go on there.")
    return parts.unfolding_items(title, "as_text", [box, note])
