"""The parts that cards are made of, in one style.

What a person wrote goes in as `TextRun`s, which show it as it is: a `TextBlock` would turn its markdown into
links. Built with Microsoft's typed card models and handed on as plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from microsoft_teams.cards import (
    ActionSet,
    AdaptiveCard,
    Choice,
    ChoiceSetInput,
    Column,
    ColumnSet,
    Container,
    DateInput,
    ExecuteAction,
    FlowLayout,
    NumberInput,
    RefreshDefinition,
    RichTextBlock,
    SubmitAction,
    TextBlock,
    TextInput,
    TextRun,
    ToggleVisibilityAction,
)

Json = dict[str, Any]
SHOWN_AT_MOST = 600
BESIDE_AT_MOST = 80
"""Characters of a value that stands beside its name: more would make a long and narrow column on a phone."""

LINE_AT_MOST = 300
"""Characters of a box of one line."""

EDITABLE_AT_MOST = 8_000
"""Characters that a box holds to be changed. A card has to stay under 80 KB as UTF-16, and a phone has to show it."""

_ROUND_AT_MOST = 6
"""Choices that each get a button of their own."""

_CHOICE_ON_A_PHONE = 25
"""Characters that the box of a folded list shows on a phone."""

_BOX_AT_MOST = 60_000
"""Bytes of the one text that a card is about, so that all of it stays under 80 KB."""


def shortened(text: str, most: int = SHOWN_AT_MOST) -> str:
    """The text, or its beginning with an ellipsis when it is longer than `most` characters."""
    text = text.strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def heading(text: str) -> TextBlock:
    """The top line: what this is."""
    return TextBlock(text=text, size="Medium", weight="Bolder", wrap=True, style="heading")


def subheading(text: str) -> TextBlock:
    """A line above a group."""
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Medium")


def headline(text: str) -> TextBlock:
    """The one thing that matters now."""
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Small")


def words(text: str) -> TextBlock:
    """A sentence of ours."""
    return TextBlock(text=text, wrap=True, spacing="Small")


def quiet(text: str) -> TextBlock:
    """A sentence of ours that matters less."""
    return TextBlock(text=text, wrap=True, is_subtle=True, spacing="Small", size="Small")


def problem(text: str) -> Container:
    """What has to be put right before going on. Says so in words, not by colour alone."""
    return Container(
        style="warning",
        items=[TextBlock(text=f"Please check: {text}", wrap=True, weight="Bolder")],
        spacing="Small",
    )


def warning(text: str) -> Container:
    """What comes before everything else."""
    return Container(
        style="attention", items=[TextBlock(text=text, wrap=True, weight="Bolder")], spacing="Small"
    )


def steps(title: str, lines: Sequence[str]) -> Container:
    """Numbered things to do, set apart from the rest."""
    listed = [
        TextBlock(text=f"{number}\\. {line}", wrap=True, spacing="Small")
        for number, line in enumerate(lines, 1)
    ]
    return Container(
        style="accent",
        bleed=False,
        spacing="Medium",
        items=[TextBlock(text=title, weight="Bolder", wrap=True), *listed],
    )


def quoted(text: str, most: int = SHOWN_AT_MOST) -> RichTextBlock:
    """A person's own words, shown as they are."""
    return RichTextBlock(inlines=[TextRun(text=shortened(text, most))], spacing="Small")


def quoted_quietly(text: str) -> RichTextBlock:
    """The same, where it matters less."""
    run = TextRun(text=shortened(text), is_subtle=True, size="Small")
    return RichTextBlock(inlines=[run], spacing="Small")


def said_by(who: str, text: str, most: int = SHOWN_AT_MOST) -> Container:
    """What somebody wrote, and above it who."""
    below = quoted(text, most)
    below.spacing = "None"
    return Container(spacing="Medium", items=[quiet(who), below])


def facts(pairs: Sequence[tuple[str, str]], most: int = SHOWN_AT_MOST) -> list[ColumnSet | Container]:
    """Names with their values beside them, or below them where they are long. Values are shown as they are."""
    return [_fact(name, value, most) for name, value in pairs if value]


def _fact(name: str, value: str, most: int) -> ColumnSet | Container:
    # Not a TextBlock: its lines are of another height than those of the value.
    named = RichTextBlock(inlines=[TextRun(text=name, is_subtle=True)], spacing="Small")
    if len(value) > BESIDE_AT_MOST or "\n" in value.strip():
        below = quoted(value, most)
        below.spacing = "None"
        return Container(spacing="Small", items=[named, below])
    return ColumnSet(
        spacing="Small",
        columns=[
            Column(width="115px", items=[named]),
            Column(width="stretch", items=[quoted(value, most)]),
        ],
    )


def unfolding(title: str, name: str, lines: Sequence[str]) -> list[ActionSet | Container]:
    """A button that shows or hides some lines, set apart from the rest: what is one press away."""
    apart = Container(style="emphasis", items=[words(line) for line in lines])
    return unfolding_items(title, name, [apart])


def why_this_date(
    reasons: Sequence[tuple[str, str]], days: Sequence[tuple[str, str]]
) -> list[ActionSet | Container]:
    """A button that shows or hides the reasons for a date, each with its source, and the days that did not count."""
    shown: list[Any] = [
        RichTextBlock(
            inlines=[TextRun(text=f"{text} "), TextRun(text=source, is_subtle=True, size="Small")],
            spacing="Small",
        )
        for text, source in reasons
    ]
    if days:
        shown.append(words("Days that did not count, besides weekends:"))
        shown += [quiet(f"{day}: {reason}") for day, reason in days]
    return unfolding_items("Why this date?", "why", [Container(style="emphasis", items=shown)])


def unfolding_items(title: str, name: str, items: Sequence[Any]) -> list[ActionSet | Container]:
    """A button that shows or hides what it is about."""
    return [
        ActionSet(actions=[ToggleVisibilityAction(title=title, target_elements=[name])], spacing="Small"),
        Container(id=name, is_visible=False, items=list(items)),
    ]


def button(title: str, verb: str, data: Mapping[str, Any], style: str | None = None) -> ExecuteAction:
    """A button that the server hears of; clients without Universal Actions send the same as a message."""
    carried = {**data, "verb": verb}
    return ExecuteAction(
        title=title,
        verb=verb,
        data=carried,
        style=style,
        fallback=SubmitAction(title=title, data=carried, style=style),
    )


def bare_button(title: str, verb: str, data: Mapping[str, Any]) -> ExecuteAction:
    """A button that leaves the card's inputs behind, so that nothing unfinished stands in its way."""
    carried = {**data, "verb": verb}
    return ExecuteAction(
        title=title,
        verb=verb,
        data=carried,
        associated_inputs="none",
        fallback=SubmitAction(title=title, data=carried, associated_inputs="none"),
    )


def under_more(action: ExecuteAction) -> ExecuteAction:
    """The same button, in the card's overflow menu."""
    action.mode = "secondary"
    return action


def text_input(name: str, label: str, value: str = "", *, lines: int = 1, hint: str = "") -> TextInput:
    """A labelled box; `lines` above 1 makes it a tall one."""
    return TextInput(
        id=name,
        label=label,
        value=value or None,
        is_multiline=lines > 1,
        max_length=20_000 if lines > 1 else LINE_AT_MOST,
        placeholder=hint or None,
    )


def is_long(text: str) -> bool:
    """Whether the words are too many to be changed in a box."""
    return len(text) > EDITABLE_AT_MOST


def fits_in_a_box(text: str) -> bool:
    """Whether a card has room for the text beside its other parts: it is sent as JSON, counted as UTF-16."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) <= _BOX_AT_MOST


def own_words_input(name: str, label: str, value: str, more: str = "") -> list[Any]:
    """A tall box for a person's own words. Where they are too many for one, their beginning and a box to add to them.

    What is added comes back under the name with `_more` behind it; `more` stands there already.
    """
    if not is_long(value):
        return [text_input(name, label, value, lines=5)]
    return [
        subheading(label),
        quiet(f"I've kept all {len(value):,} characters. They begin like this:"),
        quoted(value),
        text_input(f"{name}_more", "Would you like to add anything?", more, lines=3),
    ]


def date_input(name: str, label: str, value: str = "", latest: str = "") -> DateInput:
    """A labelled date, ISO on the wire."""
    return DateInput(id=name, label=label, value=value or None, max=latest or None)


def time_input(name: str, label: str, value: str = "") -> TextInput:
    """A labelled time as a box to type into, read by the server.

    Teams' own time picker takes a.m. and p.m. or half hours only in some clients; "14:05" or "2pm" can be typed
    in all of them.
    """
    return TextInput(
        id=name, label=label, value=value or None, max_length=20, placeholder="Like 14:05 or 2pm"
    )


def number_input(name: str, label: str, value: int | None) -> NumberInput:
    """A labelled number. The server checks it: a client that does would hold back the other answers with it."""
    return NumberInput(id=name, label=label, value=value)


def choice_input(
    name: str, label: str, options: Sequence[tuple[str, str]], value: str = ""
) -> ChoiceSetInput:
    """One choice from a list that folds out. Options are (value, title)."""
    return ChoiceSetInput(
        id=name,
        label=label,
        style="compact",
        value=value or None,
        placeholder="Choose one",
        choices=[Choice(value=option, title=title) for option, title in options],
    )


def one_of_input(
    name: str, label: str, options: Sequence[tuple[str, str]], value: str = ""
) -> ChoiceSetInput:
    """One choice: from a list that folds out, or each with a button of its own where there are few and the list's box
    would cut them off on a phone."""
    if len(options) <= _ROUND_AT_MOST and any(len(title) > _CHOICE_ON_A_PHONE for _, title in options):
        return few_input(name, label, options, value)
    return choice_input(name, label, options, value)


def few_input(name: str, label: str, options: Sequence[tuple[str, str]], value: str = "") -> ChoiceSetInput:
    """One choice of two or three, each with a button of its own. Options are (value, title)."""
    made = choice_input(name, label, options, value)
    made.style, made.placeholder, made.wrap = "expanded", None, True
    return made


def several_input(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: Sequence[str] = ()
) -> ChoiceSetInput:
    """Boxes to tick. Options are (value, title)."""
    return ChoiceSetInput(
        id=name,
        label=label,
        style="expanded",
        is_multi_select=True,
        wrap=True,
        value=",".join(chosen) or None,
        choices=[Choice(value=option, title=title) for option, title in options],
    )


def flowing(buttons: Sequence[ExecuteAction]) -> Container:
    """A list of buttons, as many in a row as there is room for: an action set takes only a handful."""
    flow = FlowLayout(
        item_fit="Fit", horizontal_items_alignment="Left", column_spacing="Small", row_spacing="Small"
    )
    return Container(spacing="Small", layouts=[flow], items=[ActionSet(actions=[one]) for one in buttons])


def side_by_side(*items: Any) -> Container:
    """Inputs next to each other where there is room, below each other on a phone."""
    flow = FlowLayout(item_fit="Fill", item_width="180px", column_spacing="Default", row_spacing="Small")
    return Container(spacing="Small", layouts=[flow], items=list(items))


def row_with_button(title: str, line: str, action: str, verb: str, data: Mapping[str, Any]) -> ColumnSet:
    """One entry of a list with its button at the side. The line may be a person's words: it is shown as it is."""
    return ColumnSet(
        separator=True,
        columns=[
            Column(width="stretch", items=[TextBlock(text=title, weight="Bolder", wrap=True), quoted(line)]),
            Column(
                width="auto",
                vertical_content_alignment="Center",
                items=[ActionSet(actions=[button(action, verb, data)])],
            ),
        ],
    )


def card(
    body: Sequence[Any],
    actions: Sequence[Any] = (),
    fallback: str = "",
    refresh: tuple[str, Mapping[str, Any]] | None = None,
) -> Json:
    """The whole card as plain JSON. `refresh` is the verb and data with which the client asks for it anew."""
    made = AdaptiveCard(
        version="1.5",
        body=list(body),
        actions=list(actions) or None,
        fallback_text=fallback or None,
        refresh=RefreshDefinition(action=_asks_anew(*refresh)) if refresh else None,
    )
    return made.model_dump(by_alias=True, exclude_none=True, mode="json")


def with_headline(made: Json, text: str) -> Json:
    """The same card, with the one thing that matters now below its heading."""
    first, *rest = made["body"]
    now = headline(text).model_dump(by_alias=True, exclude_none=True, mode="json")
    return {**made, "body": [first, now, *rest]}


def _asks_anew(verb: str, data: Mapping[str, Any]) -> ExecuteAction:
    return ExecuteAction(verb=verb, data={**data, "verb": verb})
