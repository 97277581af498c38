"""The bot's words on screen, in one place: plain, short and kind. British spelling, GOV.UK style.

Sentences that belong to one card's facts stand in that card's builder; what is said in several places, and
everything that is said in words alone, stands here.
"""

from __future__ import annotations

WHAT_I_CAN_DO = "Here is what I can do for you"
MENU_SENTENCE = (
    "Tell me in your own words what happened or what reached you, ask me about policy, or press a button. "
    "You can type **help**, **my cases**, **cancel** or a case reference at any time."
)
GREETING = "Hello {name}. I'm Ask IG, the council's information-governance assistant."
THANKS = "You're welcome. I'm here if anything else comes up."
FAREWELL = "Goodbye. I'm here whenever you need me."
HOW_ARE_YOU = "I'm well, thank you. What can I do for you?"
NOTHING_SAID = "I didn't get any words with that. Please type what happened or what you need."
ONLY_ATTACHMENT = "I can't read pictures. Please tell me in words what it is, or paste its text here."
DID_NOT_UNDERSTAND = (
    "I'm not sure what that is about. I can help with incidents, information requests and questions about "
    "information. I've kept your words: if it is one of these, press its button."
)
NOTHING_TO_CANCEL = "Nothing is open, so there is nothing to cancel."
NOTHING_TO_CONTINUE = "You have no unfinished draft."
NOTHING_OPEN = "Nothing is open at the moment. Type **continue** to go on with a draft."
NOTHING_TO_SEND = "Nothing is open to be sent. Type **continue** to go on with a draft."
TYPE_SEND = "Here is everything in one place. Type **send** to send it, or say what to change."
YOUR_DRAFTS = "Your drafts"
OTHER_DRAFTS = "You have {count} more unfinished. Type **my drafts** to see them."
TOO_MANY_DRAFTS = "You have 10 drafts that you haven't sent. Type **my drafts**, then send or throw away one."
TOO_MUCH_FOR_ONE = (
    "That is more than one report can hold, so I haven't added it. "
    "Please send what you have. You can add the rest to the case afterwards."
)
WORDS_GONE = "I no longer have what you typed before that button. Please type it again."
STARTED_AGAIN = "Let's begin again. I've kept your words and read them afresh."
ALSO = {
    True: "Your words also tell of an incident",
    False: "Your words also hold a request",
}
ALSO_EXPLAINED = "That needs a case of its own. I've kept your words, so you don't have to type them again."
NOTHING_TO_START_AGAIN = "Nothing is open. Tell me what happened or what reached you, and we'll begin."
NOTHING_BEFORE = "This is the first step, so there is nothing to go back to."
KEPT = "I've kept what you typed. Type **continue** to go on with it or **discard** to throw it away."
STILL_HERE = "Your draft is still open above. Go on whenever you're ready."
DISCARDED = "I've thrown the draft away. Nothing was sent."
PUT_ASIDE = "Let's take this one first. I've kept {what} and we'll come back to it."
BACK_TO = "Back to {what}."
DRAFT_GONE = (
    "That draft is no longer open: it was sent or thrown away. Type **my cases** to see what you've sent."
)
HISTORY_NOT_YOURS = "What happened to a case is shown to those who work on it."
YOUR_ASKS = "What your service is asked for"
ASK_ANSWERED = "Thank you, the team has your answer."
ASK_ANSWERED_ALREADY = "This was answered already, so nothing was changed. Tell the team if there is more."
ADDED_TO_ASSESSMENT = "I've kept that as a note, to be recorded with the assessment."
ASSESSMENT_RECORDED = "The assessment of {reference} is recorded"
ASSESSMENT_NEXT = "Next, the Data Protection Officer decides about telling the ICO and the people concerned."
NOT_ASSESSED = "It hasn't been assessed yet."
FILE_KEPT_AS_LINK = (
    "Attached, I keep the link, not the file: it stays where it is, with the rights that it has there."
)
CHECK_A_DOCUMENT = "Check a document"
SEND_OR_CHOOSE = (
    "Send the file to this chat, or press “Choose a file” and choose it in your browser. "
    "A draft can be pasted below."
)
CHOOSE_IN_BROWSER = "Press “Choose a file” and choose it in your browser, or paste a draft below."
PASTE_HERE = "Or paste the text of an answer or a letter"
NOTHING_PASTED = "paste the text into the box, or choose a file."
PASTED_TEXT = "Pasted text.txt"
WHAT_A_CHECK_DOES = (
    "I look for personal data before a document goes out, hidden sheets, comments and text under black boxes included. "
    "You decide about each."
)
READING = "I'm reading it. That can take a minute; the result comes here."
CHECK_NOT_READ = "This document hasn't been read yet. The result comes here as soon as it is."
READABLE = (
    "The report shows the text until {until}; then what was read is deleted. "
    "Its links work for half an hour at a time."
)
TEXT_IS_GONE = "The document's text is gone, so the report shows kinds and places only."
WHAT_WAS_READ_IS_DELETED = "What was read is deleted. What was found and decided stays, without the text."
NO_CHECKS = "You haven't had a document checked yet."
NOT_TO_BE_CHECKED = "I can't check this file for personal data."
FILE_GONE = "I no longer have that file at hand. Please send it again."
FILE_OF_NO_CASE = "I can attach a file to a case, and you have none yet. Please tell me in words what it is."
WHICH_CASE = "Please choose the case, or type its reference."
FILE_ATTACHED = "The file is attached to {reference}."
ASSIGNED = "{name} has it now, and is told."
WHO_IS_MEANT = "I can't tell who “{name}” is among those who can work on this case. Please choose."
TAKEN_ALREADY = "{name} has this case already. You can take it over from the case itself."
DONE_ALREADY = "That was done already. Nothing was done twice."
STEP_NOT_NOW = "That step isn't open to you now: the case has moved on, or it is for somebody else."
NOT_ON_THE_LIST = "I can't tell which provision “{what}” is. Type it in full, or choose it from the list."
BOX_TOO_LONG = "“{label}” holds {most} characters at most. The beginning is kept; please shorten it."
YOU_TYPED = "You had typed this, in case you still need it:"
UNKNOWN_BUTTON = "I don't know that button any more. Type **help** to see what I can do."
IN_PRIVATE = "Let's talk about that in private. I've sent you a message in your own chat with me."
OPEN_PRIVATE = (
    "Let's talk about that in private, so that nobody's details are shown here. "
    "Open a chat with me and send it there."
)
PUBLIC_MENU = (
    "I'm Ask IG. Ask me about policy here. Write to me in a private chat to report an incident or pass on a request. "
    "Please don't write anybody's personal details here."
)
TEAM_CHANNEL_CHOSEN = (
    "New cases will be announced in this channel from now on. Personal details are never shown here."
)
TEAM_CHANNEL_ONLY_OFFICERS = "Only an IG officer, the DPO or an administrator can choose where new cases go."
TEAM_CHANNEL_NOT_HERE = "Type that in the team channel where new cases should go, with @Ask IG in front."
NOTHING_TO_LOOK_FOR = "Type at least one word, or choose something below."
NOT_A_WORKER = "That list is for those who work on cases. Type **my cases** to see your own."
WENT_WRONG = (
    "Something went wrong on our side and nothing was changed. What you typed before is safe. "
    "Please try again; if it happens again, tell the IG team this number: {error}."
)
STRANGER = "I don't know you yet. Please ask the IG team to add you to Ask IG, then write to me again."
TOO_LONG = "That is longer than I can take in one message. Please send it in parts, the most important first."
EMERGENCY = "If this puts somebody in danger, ring 999 first. Then tell your manager."
NEAR_MISS_FIRST = (
    "Thank you for telling us. This sounds like a near miss, and near misses are worth reporting: "
    "they show us what to mend before anybody is harmed."
)
NEAR_MISS_DATE = (
    "You've told us that no personal data was affected. The IG team will check that. "
    "If it turns out otherwise, the council has until {when} to decide about telling the ICO."
)
LATE_IS_FINE = (
    "Please report it all the same. It is never too late, and the IG team will deal with the delay."
)
OUT_OF_HOURS = (
    "It's outside office hours, so the team may not read this before {day}. You've done your part. "
    "If you find something else that you can stop, stop it."
)
ANSWER_TAKEN = "Thank you, I've put that down: {what}."
ADDED_TO_STORY = "Thank you, I've added that to what happened."
ANSWER_TAKEN_AND_ADDED = "Thank you, I've put that down: {what}. I've kept the rest of your words too."
ADDED_TO_REQUEST = "Thank you, I've added that to the request's text."
NOT_ALONE = (
    "You did the right thing by saying so. Most incidents are honest slips, and acting early is what helps."
)
HELPFUL = "Was this helpful?"
HELPFUL_THANKS = "Thank you for telling me."
NOT_HELPFUL_THANKS = "Thank you, the IG team sees that this didn't help. It doesn't see who asked."
POLICIES_DISAGREE = "Two policies say different things"
POLICIES_DISAGREE_NOTE = "Here are both. Until they are put right, ask the IG team which of them holds."
DID_YOU_MEAN = "Did you mean one of these?"
DID_YOU_MEAN_SENTENCE = "I'm not sure which section answers your question. These come closest."
NO_ANSWER = "I don't know"
NO_ANSWER_SENTENCE = (
    "I found nothing in the policies that answers your question. Shall I send it to the IG team?"
)
NO_ANSWER_CLOSEST = (
    "I found nothing in the policies that answers your question. Shall I send it to the IG team? "
    "These sections come closest."
)
NO_POLICIES = "I have no policies to answer from. Shall I send your question to the IG team?"
REST_IN_PRIVATE = "For anything else about this, write to me in a private chat."
SECTION_GONE = "That section is no longer in the policies as it was. Please ask your question again."
ASK_THE_TEAM = "Ask the IG team"
THIS_HAPPENED = "This happened – report it"
IT_IS_A_REQUEST = "It is a request"
QUESTION_PASSED_ON = "I've passed your question to the IG team as {reference}."
SEND_TO_TEAM = "Send to the IG team"
SCREENING_TITLE = "Start a DPIA screening"
SCREENING_EXPLAINED = (
    "Say in three sentences what you plan, whose data it is and by when you need an answer. "
    "The IG team answers you here."
)
SCREENING_ASKED = "DPIA screening: {words}"
WITHOUT_WHO_ASKED = "Who asked is not kept."
ANSWER_TAKEN_OUT = "The answer is taken out. Nobody gets it any more."
ANSWER_IS_GONE = "That answer is no longer saved."
PERSONAL_IN_ANSWER = (
    "this looks like personal data: {kinds}. Take it out before you save: everybody can read it."
)
WRITE_SOMETHING = "write what you would like to send."
NOTHING_IS_DUE = "Nothing is waiting for you."
NOTHING_LEFT_TO_DO = "What I was going to remind you of is done. There is nothing left to do."
NO_LONGER_YOURS = (
    "I was going to remind you of a case. You can't see it any more, so there is nothing for you to do."
)
DONE_SINCE = "There is nothing left to do here: it was dealt with before I could remind you."
GOOD_MORNING = "Good morning, {name}. {cases} to look at"
GOOD_MORNING_TEAM = "Good morning. {cases} for the team to look at"
MY_DAY = "Your day"
HOURS_LEFT = "{left} of the 72, until {when}."
HOURS_OVER = "The 72 hours ended on {when}."
WHAT_TO_DO_NOW = "What to do now:"
INCIDENT_NOW = {
    "reported": "look at what happened, and stop it from going further.",
    "triaged": "stop it from going further, then assess the harm to people.",
    "contained": "assess the harm to people. The decision rests on it.",
    "decided": "tell the ICO, and record when.",
}
DECIDE_NOW = "decide whether the ICO and the people are told, and record why."
DPO_DECIDES_NOW = "make sure that the Data Protection Officer has all they need to decide."
WANTED_BY = "Please answer by {when}."
WAS_WANTED_BY = "The answer was wanted by {when}."
SERVICE_WAITED_FOR = "The team waits for your service. If you need longer, or don't hold it, please say so."
TALK_TO = "{name} works on it. Please talk to them."
SNOOZED = "I'll remind you of {reference} on {when}, if there is still something to do."
WHICH_DAY = "I can't tell which day to come that is. Try “on Friday” or “on 5 December”."
SERVICES_REMINDED = "{services} reminded."
SERVICES_REMINDED_TODAY = "They were reminded today already. Nobody is reminded twice on one day."
YOU_COVER = "{name} is away, so you are told instead."
