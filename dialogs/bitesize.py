"""Writing a bitesize: from one that is ready, a draft or nothing, in four cards or by typing, to a message that is sent
now or at a set time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from cases.audience import Audience, AudienceKind
from cases.broadcasts import (
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    IfLate,
    Link,
    Picture,
    Question,
)
from cases.broadcasts.checking import checked
from cases.broadcasts.lessons import WITHIN, lesson_content
from cases.broadcasts.permissions import broadcast_for, may_broadcast, require_may_broadcast
from cases.broadcasts.sending import schedule, send_now
from cases.broadcasts.texts import bitesize_content, bitesizes
from cases.broadcasts.when import read_when
from cases.broadcasts.writing import broadcasts_of, save_draft, send_test
from cases.errors import Refusal
from cases.people import Directory, Person, Role
from cases.words import LONDON, counted, moment_in_words
from dialogs import strings
from dialogs.answers import put_together
from dialogs.broadcasts import view_standing
from dialogs.cards import bitesize as cards
from dialogs.cards.flagged import flagged_fact
from dialogs.cards.menu import said_card
from dialogs.cards.parts import LINE_AT_MOST, Json
from dialogs.drafts import carry_on
from dialogs.form import Draft, Ended, Form, Values
from dialogs.matters import INCIDENT_LABELS, REQUEST_LABELS, says_another
from dialogs.memory import MOST_DRAFTS
from dialogs.own_words import take_words
from dialogs.talk import Talk
from dialogs.turn import Press, Turn
from nlp.personal_data.labels import CIRCUMSTANCES

FORM: Final = "write_bitesize"
NOW: Final = "now"
_FIRST_WHEN: Final = "first Tuesday 10:00"
_ANSWERS: Final = tuple(f"answer_{number}" for number in range(1, cards.MOST_ANSWERS + 1))
_LONG_BOX: Final = 2_000
_LONGEST_TITLE: Final = 80

_CHANGEABLE: Final = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
_LATE = (
    (IfLate.SEND_LATE.value, "Send it when Ask IG is back, within a day"),
    (IfLate.SKIP.value, "Leave it out"),
)
_ROLES = {
    Role.COORDINATOR: "Service coordinators",
    Role.HANDLER: "Request handlers",
    Role.OFFICER: "IG officers",
    Role.DPO: "Data Protection Officer",
    Role.ADMINISTRATOR: "Administrators",
}
"""The roles as audiences, short enough for a list on a phone. Staff is everybody."""

_INPUTS: Mapping[str, Sequence[str]] = {
    "words": ("headline", "text", "text_more", "picture", "picture_words", "link", "link_words"),
    "question": ("question", *_ANSWERS, "right", "explanation"),
    "who": ("audience", "when", "late"),
}
_EMPTY: Values = {name: "" for names in _INPUTS.values() for name in names}

_CALLED: Mapping[str, str] = {
    "picture_words": r"picture (?:description|words)|description of the picture|alt(?:ernative)? text",
    "picture": r"picture|photo|image",
    "link_words": r"link (?:words|text)",
    "link": r"link|web (?:page|address)",
    "headline": r"title|heading|headline",
    "right": r"right(?: answer| one)?|correct(?: answer)?",
    "answer_1": r"answer 1|first answer",
    "answer_2": r"answer 2|second answer",
    "answer_3": r"answer 3|third answer",
    "answer_4": r"answer 4|fourth answer",
    "answer": r"answer",
    "explanation": r"explanation|why|because",
    "question": r"question",
    "late": r"(?:if )?late",
    "when": r"when|time|date|day|send (?:it )?(?:on|at)",
    "audience": r"audience|who|for|to",
    "text": r"text|words|message|body",
}
"""What people call each part when they type it: "title: Look twice", "change the date to next Friday"."""

_LABELLED = {
    name: re.compile(
        rf"\s*(?:(?:please\s+)?(?:change|edit|correct|update)\s+(?:the\s+)?(?:{called})\s+to\s+"
        rf"|(?:the\s+)?(?:{called})\s*[:=]\s*)(?P<value>\S.*)",
        re.IGNORECASE | re.DOTALL,
    )
    for name, called in _CALLED.items()
}
_IN_WORDS: Mapping[str, str] = {
    "headline": "the title",
    "text": "the text",
    "picture": "the picture",
    "picture_words": "what the picture shows",
    "link": "the link",
    "link_words": "what the link says",
    "question": "the question",
    **{name: f"answer {number}" for number, name in enumerate(_ANSWERS, 1)},
    "right": "which answer is right",
    "explanation": "the explanation",
    "audience": "who gets it",
    "when": "when it goes out",
    "late": "what happens if it is late",
}
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PICTURE_ADDRESS = re.compile(r"\S+\.(?:png|jpe?g|gif)(?:\?\S*)?", re.IGNORECASE)
_LEAVES_OUT = re.compile(r"\b(?:skip|leave|not|no|never)\b", re.IGNORECASE)


class WriteBitesize(Form):
    """A bitesize that is being written. It ends in a message that goes out now or at a set time."""

    steps = ("words", "question", "who", "check")
    labels = INCIDENT_LABELS | REQUEST_LABELS
    words = "text"
    inputs = _INPUTS
    joins = False
    names = (
        (re.compile(r"\b(?:question|answers?|right|correct|explanation|why)\b"), "question"),
        (re.compile(r"\b(?:who|when|audience|time|date|day|late|service|group|role)\b"), "who"),
        (re.compile(r"\b(?:title|text|words|message|picture|photo|image|link|description)\b"), "words"),
    )

    def __init__(self) -> None:
        super().__init__(FORM)

    def what(self) -> str:
        return "the bitesize that you are writing"

    def is_for(self, person: Person) -> bool:
        return may_broadcast(person)

    def is_something_else(self, turn: Turn) -> bool:
        # A bitesize tells of incidents and requests and asks a question, so its own words read like all three.
        return says_another(turn.text) and super().is_something_else(turn)

    def begin(self, turn: Turn, said: str) -> Values:
        return {
            **_EMPTY,
            "text": said,
            "flagged": turn.flagged(said),
            "broadcast": turn.desk.new_id(),
            "audience": _key_of(Audience(AudienceKind.EVERYBODY)),
            "when": _FIRST_WHEN,
            "late": IfLate.SEND_LATE.value,
            "at": "",
            "remark": "",
            "about": "",
            "kind": BroadcastKind.BITESIZE.value,
        }

    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        values = draft.values
        warning = _warning(turn, values)
        if draft.step == "words":
            return cards.words_card(draft.carried, values, problems, warning)
        if draft.step == "question":
            return cards.question_card(draft.carried, values, problems)
        if draft.step == "who":
            audiences = audiences_in(turn.desk.directory)
            return cards.who_card(draft.carried, values, audiences, _LATE, problems)
        content = _content(values)
        sends = "Send now" if values["at"] == NOW else "Schedule it"
        rows = _rows(turn, values, content)
        return cards.check_card(draft.carried, content, rows, sends, problems, warning)

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        problems = take_words(turn, press, values, "text") if step == "words" else []
        for name in self.inputs.get(step, ()):
            if name not in ("text", "text_more"):
                most = _LONG_BOX if name == "explanation" else LINE_AT_MOST
                values[name] = press.answer(name, values[name])[:most]
        if step == "who":
            # Read anew, since the moment that was read before may be over by now.
            values["at"] = ""
        return problems or [sentence for at, sentence in self.check(turn, values) if at == step]

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        parts = (
            ("words", _wrong_with_words),
            ("question", _wrong_with_question),
            ("who", lambda given: _wrong_with_who(turn, given)),
        )
        return [(step, _lowered(found)) for step, look in parts if (found := look(values))]

    def hear(self, turn: Turn, draft: Draft) -> str:
        values = draft.values
        name, said, is_named = _heard(turn, draft)
        if not name:
            return strings.NO_PART_OF_A_BITESIZE
        if name == "text" and not is_named and values["text"]:
            kept = put_together(values["text"], f"\n{said}")
            if kept is None:
                return strings.TOO_MUCH_FOR_ONE
        else:
            kept = _as_kept(turn.desk.directory, values, name, said)
            if kept is None:
                return strings.NO_SUCH_AUDIENCE
        values[name] = kept
        if name == "text":
            values["flagged"] = turn.flagged(kept)
        elif name == "when":
            values["at"] = ""
        return strings.ANSWER_TAKEN.format(what=_IN_WORDS[name])

    async def end(self, turn: Turn, draft: Draft) -> Ended:
        values = draft.values
        work, desk, person = turn.work, turn.desk, turn.person
        saved = await save_draft(work, desk, person, values["broadcast"], _content(values))
        if values["at"] == NOW:
            sent = await send_now(work, desk, person, saved.id)
        else:
            sent = await schedule(work, desk, person, saved.id, datetime.fromisoformat(values["at"]))
        return Ended(sent.message, *await view_standing(turn, sent))


# What can be begun.


async def show_ready(turn: Turn) -> None:
    """What a bitesize can begin from: one that is ready, an empty one, or a draft that was saved."""
    drafts = await broadcasts_of(turn.work, turn.person, (BroadcastState.DRAFT,))
    ready = [(one.id, one.title) for one in bitesizes().values()]
    saved = [(one.title, _saved_line(turn, one), one.id) for one in drafts]
    turn.show(cards.ready_card(ready, saved, turn.desk.new_id()), strings.WRITE_A_BITESIZE)


def _saved_line(turn: Turn, draft: Broadcast) -> str:
    by = turn.desk.directory.person(draft.by)
    return f"Draft by {by.name if by else 'somebody who has left'}"


async def start_pressed(talk: Talk, press: Press) -> None:
    """Begin from what was chosen."""
    require_may_broadcast(talk.turn.person)
    chosen, once = bitesize_content(press.text("ready")), press.text("once")[:64]
    if once and (begun := _unfinished(talk, "once", once)):
        # A second press of the same button.
        carry_on(talk, begun)
    else:
        await _begin(talk, {**(_values_of(chosen) if chosen else {}), "once": once})


async def edit_pressed(talk: Talk, press: Press) -> None:
    """Go on with a draft that was saved, or change one that is scheduled."""
    turn = talk.turn
    saved = await broadcast_for(turn.work, turn.person, press.text("broadcast")[:64])
    begun = _unfinished(talk, "broadcast", saved.id)
    if begun:
        carry_on(talk, begun)
    elif saved.kind is not BroadcastKind.BITESIZE or saved.state not in _CHANGEABLE:
        turn.show(*await view_standing(turn, saved, strings.BITESIZE_STANDS))
    else:
        filled = {**_values_of(saved.content), "broadcast": saved.id}
        if saved.send_at and saved.send_at > turn.now:
            filled |= {"when": _typed_moment(saved.send_at), "at": saved.send_at.isoformat()}
        await _begin(talk, filled)


async def copy_pressed(talk: Talk, press: Press) -> None:
    """Begin a new one from one that there is."""
    before = await broadcast_for(talk.turn.work, talk.turn.person, press.text("broadcast")[:64])
    await _begin(talk, _values_of(before.content))


async def lesson_pressed(talk: Talk, press: Press) -> None:
    """Write what was proposed after incidents of one kind in one service. What was begun already is gone on with, by a
    colleague too."""
    turn = talk.turn
    content = lesson_content(turn.desk, turn.person, press.text("category"), press.text("service"))
    if begun := _unfinished(talk, "about", content.about):
        carry_on(talk, begun)
    elif there := await _written_lately(turn, content.about):
        turn.show(*await view_standing(turn, there, strings.LESSON_WRITTEN))
    else:
        await _begin(talk, {**_values_of(content), "when": NOW})


async def _written_lately(turn: Turn, about: str) -> Broadcast | None:
    """What was saved about the same since it may have been proposed."""
    states = [state for state in BroadcastState if state is not BroadcastState.CANCELLED]
    since = turn.now - timedelta(days=WITHIN)
    saved = await broadcasts_of(turn.work, turn.person, states)
    return next((one for one in saved if one.about == about and one.made_at >= since), None)


async def begin_news(talk: Talk, title: str, audience: Audience, about: str) -> None:
    """Write to those whom a policy touches, and ask for "I have read it". Once begun, it is gone on with."""
    if begun := _unfinished(talk, "about", about):
        carry_on(talk, begun)
        return
    await _begin(
        talk,
        {
            "kind": BroadcastKind.POLICY_NEWS.value,
            "headline": title,
            "audience": _key_of(audience),
            "about": about,
            "when": NOW,
        },
    )


async def not_now_pressed(turn: Turn, _: Press) -> None:
    """Leave a proposal aside."""
    require_may_broadcast(turn.person)
    turn.show(said_card(strings.LESSON_LEFT), strings.LESSON_LEFT)


async def test_pressed(talk: Talk, press: Press) -> None:
    """Send the bitesize as it stands to its writer alone."""
    if not talk.memory.bring_up(press.text("draft")):
        talk.turn.say(strings.DRAFT_GONE)
        return
    await test(talk)


async def test(talk: Talk) -> None:
    """The same for the one that is open, when it is typed."""
    form, turn = talk.form, talk.turn
    if not isinstance(form, WriteBitesize):
        turn.say(strings.NOTHING_TO_TEST)
        return
    state = talk.memory.stack[0].state
    values: Values = state["values"]
    state["step"] = form.steps[-1]
    if not form.check(turn, values):
        await save_draft(turn.work, turn.desk, turn.person, values["broadcast"], _content(values))
        await send_test(turn.work, turn.desk, turn.person, values["broadcast"])
        form.again(turn, state)
        turn.say(strings.TEST_SENT)
    else:
        form.again(turn, state)


def _unfinished(talk: Talk, name: str, value: str) -> str:
    """The draft of a bitesize in which this stands; empty where there is none."""
    found = (
        str(one.state["draft"])
        for one in talk.memory.unfinished
        if one.id == FORM and one.state["values"].get(name) == value
    )
    return next(found, "")


async def _begin(talk: Talk, filled: Values) -> None:
    turn = talk.turn
    if len(talk.memory.unfinished) >= MOST_DRAFTS:
        turn.say(strings.TOO_MANY_DRAFTS)
        return
    if talk.form:
        turn.say(strings.PUT_ASIDE.format(what=talk.form.what()))
    await talk.dc.begin_dialog(FORM, {"filled": filled})


# The form's values, and the content that they make.


def _content(values: Values) -> Content:
    """What the form holds, as it is sent. What is wrong with it is found by `checked`."""
    question = _question(values)
    return Content(
        kind=BroadcastKind(values["kind"]),
        title=values["headline"],
        text=values["text"],
        audience=_audience_of(values["audience"]) or Audience(AudienceKind.EVERYBODY),
        picture=_picture(values),
        link=_link(values),
        question=question,
        asks_to_confirm=question is None,
        if_late=_late(values),
        about=values["about"],
    )


def _values_of(content: Content) -> Values:
    """What the form is filled in with from a content that is there already."""
    question, picture, link = content.question, content.picture, content.link
    answers = question.answers if question else ()
    return {
        "headline": content.title,
        "text": content.text,
        "picture": picture.address if picture else "",
        "picture_words": picture.alt if picture else "",
        "link": link.address if link else "",
        "link_words": link.words if link else "",
        "question": question.words if question else "",
        **{name: answers[at] if at < len(answers) else "" for at, name in enumerate(_ANSWERS)},
        "right": str(question.right + 1) if question else "",
        "explanation": question.explanation if question else "",
        "audience": _key_of(content.audience),
        "late": content.if_late.value,
        "about": content.about,
        "kind": content.kind.value,
    }


def _late(values: Values) -> IfLate:
    return next((rule for rule in IfLate if rule.value == values["late"]), IfLate.SEND_LATE)


def _picture(values: Values) -> Picture | None:
    address, words = values["picture"], values["picture_words"]
    return Picture(address, words) if address or words else None


def _link(values: Values) -> Link | None:
    address, words = values["link"], values["link_words"]
    return Link(address, words) if address or words else None


def _question(values: Values) -> Question | None:
    """The question; None where neither it nor an answer was written. An answer that was left out in the middle moves
    those behind it up."""
    names = [name for name in _ANSWERS if values[name].strip()]
    if not values["question"].strip() and not names:
        return None
    chosen = f"answer_{values['right']}"
    right = names.index(chosen) if chosen in names else -1
    return Question(values["question"], tuple(values[name] for name in names), right, values["explanation"])


_SOUND = Content(
    kind=BroadcastKind.BITESIZE, title="A title", text="A text", audience=Audience(AudienceKind.EVERYBODY)
)
"""With nothing wrong, to check one step's parts at a time."""


def _wrong_with_words(values: Values) -> str:
    content = _content(values)
    return _wrong_with(
        replace(_SOUND, title=content.title, text=content.text, picture=content.picture, link=content.link)
    )


def _wrong_with_question(values: Values) -> str:
    return _wrong_with(replace(_SOUND, question=_question(values)))


def _wrong_with(content: Content) -> str:
    try:
        checked(content)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _wrong_with_who(turn: Turn, values: Values) -> str:
    """What is wrong with the audience or the moment. The moment is worked out here, once, so that what is shown to be
    checked is what is scheduled."""
    audience = _audience_of(values["audience"])
    if audience is None or not audience.people(turn.desk.directory):
        return strings.NOBODY_IN_AUDIENCE
    if values["late"] not in {key for key, _ in _LATE}:
        return strings.CHOOSE_IF_LATE
    if not values["at"]:
        try:
            when = read_when(values["when"], turn.desk)
        except Refusal as refusal:
            return str(refusal)
        values["at"] = NOW if when.is_now else when.at.isoformat()
        values["remark"] = when.remark
    if values["at"] != NOW and datetime.fromisoformat(values["at"]) <= turn.now:
        return strings.MOMENT_IS_OVER
    return ""


def _lowered(sentence: str) -> str:
    """As it stands behind "Please check:"."""
    return sentence[:1].lower() + sentence[1:]


def _warning(turn: Turn, values: Values) -> str:
    """What looks as if it told who somebody is, in anything that is written: many will read it.

    A bitesize speaks of health, children and money in general, so those alone are nothing to warn of.
    """
    written = "\n".join(values[name] for name in ("headline", "text", "question", *_ANSWERS, "explanation"))
    flagged = turn.flagged(written.strip())
    telling = {label: number for label, number in flagged.items() if label not in CIRCUMSTANCES}
    return strings.PERSONAL_IN_BITESIZE.format(kinds=flagged_fact(telling)) if telling else ""


# Who and when.


def audiences_in(directory: Directory) -> list[tuple[str, str]]:
    """Everybody, each service, role and group, as (key, title)."""
    return [
        (_key_of(Audience(AudienceKind.EVERYBODY)), "Everybody"),
        *((_key_of(Audience(AudienceKind.SERVICE, one.id)), one.title) for one in directory.services()),
        *((_key_of(Audience(AudienceKind.ROLE, role.value)), title) for role, title in _ROLES.items()),
        *((_key_of(Audience(AudienceKind.GROUP, one.id)), one.title) for one in directory.groups()),
    ]


def _key_of(audience: Audience) -> str:
    return f"{audience.kind.value}:{audience.name}"


def _audience_of(key: str) -> Audience | None:
    """The audience behind a choice; None for what is none."""
    kind, _, name = key.partition(":")
    try:
        audience = Audience(AudienceKind(kind), name)
        return None if audience.kind is AudienceKind.ROLE and not Role(name) else audience
    except ValueError:
        return None


def _audience_named(directory: Directory, words: str) -> str | None:
    """The choice whose title was typed, in any case, with or without "the" and "all"."""
    bare = re.sub(r"^(?:all|the|all of|everybody in|everyone in)\s+", "", words.strip(" .").casefold())
    if bare in ("everyone", "all staff", "staff", "the whole council"):
        bare = "everybody"
    return next((key for key, title in audiences_in(directory) if title.casefold() == bare), None)


def _typed_moment(at: datetime) -> str:
    """A moment as it can be typed."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"


def _rows(turn: Turn, values: Values, content: Content) -> list[tuple[str, str]]:
    """Who gets it, when, and what happens when it is late."""
    people = len(content.audience.people(turn.desk.directory))
    title = dict(audiences_in(turn.desk.directory)).get(_key_of(content.audience), "")
    rows = [("Who gets it", f"{title}: {counted(people, 'person', 'people')}")]
    if values["at"] == NOW:
        return [*rows, ("When", "Now"), ("Please note", values["remark"])]
    at = moment_in_words(datetime.fromisoformat(values["at"]), turn.now)
    return [*rows, ("When", at), ("Please note", values["remark"]), ("If late", dict(_LATE)[values["late"]])]


# What is typed.


def _heard(turn: Turn, draft: Draft) -> tuple[str, str, bool]:
    """Which part was typed, what it is to be, and whether the part was named; no part where none is meant."""
    text, values = turn.text.strip(), draft.values
    for name, pattern in _LABELLED.items():
        if found := pattern.fullmatch(text):
            return _next_answer(values) if name == "answer" else name, found["value"].strip(), True
    guess = {"words": _as_words, "question": _as_question}.get(draft.step)
    if guess is not None:
        return guess(values, text), text, False
    if _audience_named(turn.desk.directory, text):
        return "audience", text, False
    try:
        read_when(text, turn.desk)
    except Refusal:
        return "", text, False
    return "when", text, False


def _as_words(values: Values, text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return "picture" if _PICTURE_ADDRESS.fullmatch(text) else "link"
    if not values["headline"] and not values["text"] and len(text) <= _LONGEST_TITLE and "\n" not in text:
        return "headline"
    return "text"


def _as_question(values: Values, text: str) -> str:
    answers = [name for name in _ANSWERS if values[name]]
    if text.isdecimal() and answers:
        return "right"
    if not values["question"]:
        return "question"
    return _next_answer(values) if len(answers) < len(_ANSWERS) else "explanation"


def _next_answer(values: Values) -> str:
    return next((name for name in _ANSWERS if not values[name]), _ANSWERS[-1])


def _as_kept(directory: Directory, values: Values, name: str, said: str) -> str | None:
    """What was typed as the form keeps it; None for an audience that there is not."""
    if name == "audience":
        return _audience_named(directory, said)
    if name == "right":
        return _which_answer(values, said)
    if name == "late":
        return (IfLate.SKIP if _LEAVES_OUT.search(said) else IfLate.SEND_LATE).value
    if name == "text":
        return said
    return said[: _LONG_BOX if name == "explanation" else LINE_AT_MOST]


def _which_answer(values: Values, words: str) -> str:
    """The number of the answer that is meant, by its number or its words; empty for what is none."""
    bare = re.sub(r"^(?:answer|number|the)\s+", "", words.strip(" .").casefold())
    numbered = {"first": "1", "second": "2", "third": "3", "fourth": "4"}.get(bare.removesuffix(" one"), bare)
    for number, name in enumerate(_ANSWERS, 1):
        if numbered == str(number) or (values[name] and values[name].casefold() == words.strip().casefold()):
            return str(number)
    return ""
