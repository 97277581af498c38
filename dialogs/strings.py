"""The bot's words on screen, in one place: plain, short and kind. British spelling, GOV.UK style.

Sentences that belong to one card's facts stand in that card's builder; what is said in several places, and
everything that is said in words alone, stands here.
"""

from __future__ import annotations

WHAT_I_CAN_DO = "Here is what I can do for you"
MENU_SENTENCE = (
    "Tell me in your own words what happened or what reached you, ask me about policy, or press a button. "
    "You can type **help**, **my cases**, **my training**, **cancel** or a case reference at any time."
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
AWAY_ASK = "When are you away?"
AWAY_ASK_OTHER = "When is {name} away?"
AWAY_EXPLAINED = "Why is not asked and not kept. Leave the last day empty if you don't know it yet."
AWAY_UNTIL_WHEN = "until when? Leave the last day empty if you don't know it yet."
AWAY_FIRST_DAY = "give the first day, for example 3 August 2026."
AWAY_LAST_DAY = "I can't read the last day. Choose it, or leave it empty if you don't know it yet."
AWAY_NOTED = "I've put that down."
AWAY_UNKNOWN_COVER = (
    "I don't know anybody of the name that you gave for the cover. "
    "Give the full name or the e-mail address, or leave it empty."
)
AWAY_OTHER_COVER = "type who covers: the full name or the e-mail address."
AWAY_WHICH_COVER = "several people have the name that you gave. Choose who covers."
AWAY_WHICH_PERSON = (
    "Several people are called “{name}”: {who}. Please give the full name or the e-mail address."
)
AWAY_UNKNOWN_PERSON = "I don't know anybody called “{name}”. Please give the full name or the e-mail address."
NOT_AWAY = (
    "You're not down as away. Tell me when you will be, for example: "
    "**I'm away from 3 to 14 August, Hannah covers for me**."
)
NOT_AWAY_OTHER = "{name} is not down as away."
WELCOME_BACK = (
    "Welcome back, {name}. You're not down as away any more, and what is meant for you comes to you again."
)
WELCOME_BACK_ALREADY = "Welcome back, {name}. You weren't down as away today, so nothing has changed."
BACK_OTHER = "{name} is not down as away any more."
AWAY_AFTER_ALL = "That time is taken out: {name} is not away {days}."
AWAY_AFTER_ALL_SELF = "That time is taken out: you're not away {days}."
AWAY_OVER = "That time is over or was taken out already."
NOTHING_IS_DUE = "Nothing is waiting for you."
NOTHING_LEFT_TO_DO = "What I was going to remind you of is done. There is nothing left to do."
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
WRITE_A_BITESIZE = "Write a bitesize"
WRITE_A_BITESIZE_HOW = (
    "One short message to many, with a question at the end. You can change every word before it goes out."
)
ALL_BITESIZES = "Bitesizes"
NO_BITESIZES = "None has been written yet."
I_HAVE_READ_IT = "I have read it"
FROM_THE_TEAM = "From the information governance team"
ANSWER_RIGHT = "That's right."
ANSWER_NOT_RIGHT = "Not quite. It's an easy one to miss."
THANKS_FOR_READING = "Thank you for reading it."
CHOOSE_AN_ANSWER = "Please choose an answer first."
A_TEST = "A test. Only you have it, and nothing is counted."
ONLY_A_TEST = "Nothing is counted: this was not sent to you as one of many."
NOT_SENT_TO_YOU = "I can't find that message among those that were sent to you."
TEST_SENT = "A test is on its way to you. Nobody else gets it. Your words are saved as they stand."
TEST_SENT_APART = (
    "A test is on its way to you. Nobody else gets it. What is scheduled stays as it was until you press "
    "**Schedule it** or **Send now**."
)
SAVE_IT_ANEW = "Save it as a new message"
SAVED_ANEW = "Your words are saved as a message of their own, a draft. The other one stays as it is."
NOTHING_TO_TEST = "No bitesize is open. Type **bitesizes** to go on with one, or **write a bitesize**."
NO_PART_OF_A_BITESIZE = (
    "I can't tell which part of the message that is. Type it with its name, such as “title: Look twice”, "
    "“for: Housing” or “when: first Tuesday 10:00”."
)
NO_SUCH_AUDIENCE = (
    "I don't know that audience. Choose one from the list: everybody, a service, a role or a group."
)
NOBODY_IN_AUDIENCE = "Choose who gets it. Nobody belongs to that audience now."
CHOOSE_IF_LATE = "Choose what happens if Ask IG is off at that moment."
MOMENT_IS_OVER = "That moment is over. Say again when it goes out."
BITESIZE_STANDS = "It has begun to go out, or is over, so its words stand. You can start a new one from it."
BITESIZE_SENT_ALREADY = "You sent or scheduled this one already. Nothing was sent twice."
BITESIZE_DELETED = "The draft is deleted. Nobody got it."
BITESIZE_SKIPPED = "Ask IG was off at its moment, or nobody was left in its audience, so nobody got it"
PERSONAL_IN_BITESIZE = (
    "this may be somebody's data: {kinds}. Many will read it: take it out unless you invented it."
)
ONLY_TOTALS = "It was so long ago that no names are kept any more: these are the totals."
CANCEL_IT = "Cancel it?"
CANCEL_SCHEDULED = "It won't go out. Its words are kept, so you can start from them again."
CANCEL_SENDING = (
    "Those who have it keep it ({delivered}). It won't go to those who wait for it ({waiting}). "
    "That can't be undone; “Pause” can."
)
CANCELLED_BEFORE = "It is cancelled. Nobody got it."
CANCELLED_AFTER = "It is cancelled. {had_it} it already, or may have it."
POLICY_IS_NEW = "It is new"
POLICY_HAS_NEW_VERSION = "It has a new version, {version}{was}"
POLICY_HAS_NEW_NAME = "It has a new name, and says what it said"
POLICY_WAS_CALLED = "Before: {name}"
POLICY_HAS_NEW_TEXT = "Its text has changed, and its version has not"
TELL_OF_POLICY = (
    "If people have to do something differently, tell those it touches what that is. If only a comma has moved, you "
    "can leave it."
)
OPEN_THE_POLICY = "Open the policy"
BACK_TO_THE_MESSAGE = "Back to the message"
POLICY_IS_GONE = (
    "That policy is not among the policies any more. Ask a question to find what stands there now."
)
POLICY_NEWS_TITLE = "{policy}: what is different"
LESSON_PROPOSED = "A bitesize for {service}?"
LESSON_EXPLAINED = "I have one ready for everybody in {service}. It names nobody and no case."
LESSON_WRITTEN = "One about this is there already, so nothing was begun."
LESSON_LEFT = "I've left it. Type **write a bitesize** whenever you like."
