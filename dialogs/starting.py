"""Starting something from what was said: a form, a question to the team, or asking which of them it is."""

from __future__ import annotations

from cases.corrections import note_is_a_question
from cases.enquiries import ask_the_team
from cases.permissions import case_for
from dialogs import policy_questions, strings
from dialogs.answers import LONGEST_MESSAGE
from dialogs.cards import menu
from dialogs.case_views import view_case
from dialogs.drafts import carry_on, show_menu
from dialogs.form import small_talk_answer
from dialogs.matters import REQUEST_LABELS
from dialogs.memory import MOST_DRAFTS
from dialogs.talk import Talk
from dialogs.turn import Press
from dialogs.who_has_it import who_has_it
from nlp.triage import SURE_ENOUGH, Label, SmallTalk

_TITLES = {
    Label.INCIDENT: "Report an incident",
    Label.POLICY_QUESTION: "A question about policy",
    Label.FOI: "Pass on: Freedom of Information",
    Label.EIR: "Pass on: environmental information",
    Label.SAR: "Pass on: somebody's own data",
    Label.RIGHTS: "Pass on: another data right",
    Label.REUSE: "Pass on: re-use",
    Label.COMPLAINT: "Pass on: a complaint about data",
    Label.REVIEW: "Pass on: a review of an answer",
}


async def route(talk: Talk, text: str) -> None:
    """Start what the words are about, or ask when that is not clear."""
    reading = talk.turn.reading_of(text)
    if reading.small_talk is not None:
        talk.turn.say(small_talk_answer(reading.small_talk, talk.turn.person.first_name))
        if reading.small_talk is SmallTalk.GREETING:
            show_menu(talk)
    elif policy_questions.is_for_policy(talk, text):
        await policy_questions.answer(talk, text)
    elif reading.label is Label.OTHER:
        talk.turn.say(strings.DID_NOT_UNDERSTAND)
        show_menu(talk, _keep(talk, text))
    elif reading.confidence < SURE_ENOUGH:
        _ask_which(talk, text)
    else:
        await _begin_as(talk, reading.label, text)


def _keep(talk: Talk, text: str) -> str:
    """Keep words until it is chosen what they are; returns their key."""
    kept = talk.turn.desk.new_id()
    talk.memory.pending[kept] = text
    return kept


def _ask_which(talk: Talk, text: str) -> None:
    reading = talk.turn.reading_of(text)
    likely = [reading.label, *(one.label for one in reading.alternatives)]
    labels = [label for label in dict.fromkeys(likely) if label is not Label.OTHER][:2]
    options = [(label.value, _TITLES[label]) for label in labels]
    options.append(("nothing", "Neither of these" if len(labels) == 2 else "Something else"))
    summary = "I want to be sure that I understood. What is this?"
    talk.turn.show(menu.choice_card(summary, _keep(talk, text), reading.reasons[:2], options), summary)


def ask_whether_it_happened(talk: Talk, text: str) -> None:
    """Ask about words that found no case as a search and tell of an incident: "search warrants left on the bus"."""
    reading = talk.turn.reading_of(text)
    if reading.label is Label.INCIDENT and reading.confidence >= SURE_ENOUGH:
        _ask_which(talk, text)


async def choose(talk: Talk, press: Press) -> None:
    """A choice about words that were kept. A second press shows again what the first one began."""
    kept, chosen = press.text("kept"), press.text("as")
    if begun := talk.memory.chosen.get(kept):
        await _show_begun(talk, begun)
        return
    text = talk.memory.pending.get(kept, "")
    if not text:
        talk.turn.say(strings.WORDS_GONE)
    elif chosen in _TITLES:
        await _begin_kept(talk, kept, Label(chosen), text)
    else:
        show_menu(talk, kept)


async def _show_begun(talk: Talk, begun: str) -> None:
    reference = talk.memory.sent.get(begun, begun)
    if talk.memory.find(begun):
        carry_on(talk, begun)
    elif "-" in reference:
        case = await case_for(talk.turn.work, talk.turn.person, reference)
        talk.turn.show(*await view_case(talk.turn, case, "You have done this one already."))
    else:
        talk.turn.say(strings.DRAFT_GONE)


async def _begin_kept(talk: Talk, kept: str, label: Label, text: str) -> None:
    if label is Label.POLICY_QUESTION:
        reading = talk.turn.reading_of(text)
        also = [one.value for one in reading.also]
        await note_is_a_question(talk.turn.work, talk.turn.desk, kept, text, reading.label.value, also)
    begun = await _begin_as(talk, label, text)
    if begun:
        talk.memory.pending.pop(kept, None)
        talk.memory.chosen[kept] = begun


async def _begin_as(talk: Talk, label: Label, text: str) -> str:
    """Begin what the words are; returns the draft or the reference, empty where nothing was begun."""
    if label is Label.POLICY_QUESTION:
        await policy_questions.answer(talk, text)
        return ""
    name = "report_incident" if label is Label.INCIDENT else "pass_on_request"
    also = [
        one.value for one in talk.turn.reading_of(text).also if one in _TITLES and not _same_form(one, label)
    ]
    return await begin(talk, name, text, also)


def _same_form(one: Label, other: Label) -> bool:
    return one is other or {one, other} <= REQUEST_LABELS


async def begin(talk: Talk, name: str, said: str = "", also: list[str] | None = None) -> str:
    """Begin a form; returns its draft, empty where there are too many drafts already."""
    memory = talk.memory
    if not said:
        empty = next((one for one in memory.unfinished if one.id == name and _is_untouched(talk, one)), None)
        if empty:
            # A second press of the same button: the empty form is there already.
            carry_on(talk, empty.state["draft"])
            return str(empty.state["draft"])
    if len(memory.unfinished) >= MOST_DRAFTS:
        talk.turn.say(strings.TOO_MANY_DRAFTS)
        if said:
            option = "incident" if name == "report_incident" else "foi"
            choices = [(option, "Start this one now")]
            question = "I've kept what you just wrote"
            talk.turn.show(menu.choice_card(question, _keep(talk, said), (), choices), question)
        return ""
    if talk.form:
        talk.turn.say(strings.PUT_ASIDE.format(what=talk.form.what()))
    await talk.dc.begin_dialog(name, {"said": said, "also": also or []})
    return str(memory.stack[0].state["draft"])


def _is_untouched(talk: Talk, instance: object) -> bool:
    state = getattr(instance, "state", {})
    form = talk.forms[getattr(instance, "id", "")]
    return not state["said"] and not state["values"][form.words]


async def begin_pressed(talk: Talk, press: Press) -> None:
    """A button that begins a form, with the words that were kept for it, if there are any."""
    kept, name = press.text("kept"), press.text("form")
    if name not in talk.forms or not talk.forms[name].is_for(talk.turn.person):
        talk.turn.say(strings.UNKNOWN_BUTTON)
        return
    if begun := talk.memory.chosen.get(kept):
        await _show_begun(talk, begun)
        return
    begun = await begin(talk, name, talk.memory.pending.get(kept, ""))
    if kept in talk.memory.pending and begun:
        talk.memory.pending.pop(kept)
        talk.memory.chosen[kept] = begun


async def offer_the_rest(talk: Talk, said: str, also: list[str]) -> None:
    """Once a form is sent: the same words hold something else too, which one button takes further."""
    labels = [Label(one) for one in also if one in {label.value for label in _TITLES}]
    for label in labels[:1]:
        title = _TITLES[label]
        sentence = strings.ALSO[label is Label.INCIDENT]
        shown = menu.choice_card(
            sentence, _keep(talk, said), (), [(label.value, title)], strings.ALSO_EXPLAINED
        )
        talk.turn.show(shown, sentence)


async def ask_pressed(talk: Talk, press: Press) -> None:
    """Send the question that was kept to the IG team. A second press shows what the first one sent."""
    kept = press.text("kept")
    if begun := talk.memory.chosen.get(kept):
        await _show_begun(talk, begun)
    elif question := talk.memory.pending.get(kept, ""):
        talk.memory.pending.pop(kept)
        talk.memory.chosen[kept] = await _ask_the_team(talk, question)
    else:
        talk.turn.say(strings.WORDS_GONE)


async def ask_the_team_at_once(talk: Talk, question: str) -> None:
    """Send what was typed behind "ask the IG team:"."""
    await _ask_the_team(talk, question)


async def written_pressed(talk: Talk, press: Press) -> None:
    """Send what was written into a card for the IG team, once."""
    once, words = press.text("once"), press.text("question")
    if begun := talk.memory.chosen.get(once):
        await _show_begun(talk, begun)
    elif not words:
        policy_questions.show_write(talk.turn, once, words, strings.WRITE_SOMETHING)
    elif len(words) > LONGEST_MESSAGE:
        policy_questions.show_write(talk.turn, once, words[:LONGEST_MESSAGE], strings.TOO_LONG)
    else:
        talk.memory.chosen[once] = await _ask_the_team(talk, strings.SCREENING_ASKED.format(words=words))


async def _ask_the_team(talk: Talk, question: str) -> str:
    turn = talk.turn
    case = await ask_the_team(turn.work, turn.desk, turn.person, question, turn.flagged(question))
    summary = strings.QUESTION_PASSED_ON.format(reference=case.reference)
    turn.show(
        menu.question_sent_card(case.reference, summary, who_has_it(turn.desk.directory, case)), summary
    )
    if talk.form:
        turn.say(strings.STILL_HERE)
    return case.reference
