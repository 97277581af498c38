"""People's names, by the words around them: titles, salutations, signatures, labels, relations, first names.

A name that stood beside a cue is then found at its other mentions too.
"""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import plain

_TITLE = (
    r"(?:Mrs|Mr|Miss|Ms|Mx|Master|Dr|Doctor|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Revd|Reverend|Father|Sister|Cllr|"
    r"Councillor|Baroness|Judge|PC|DC|DS|DI|Sgt|Capt|Captain|Major|Imam|Rabbi|"
    r"MRS|MR|MISS|MS|DR|CLLR)\.?"
)
_WORD = r"(?:(?:Mc|Mac|O'|D'|Fitz|St\.? ?|De|Di|Al-|El-|Ben-)?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-'][A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿ]+)*)"
_SHOUTED = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]+)"
_PARTICLE = r"(?:van der|van den|van|von|de la|de|del|da|dos|di|le|la|bin|binti|ibn|al|el|ap|y)"
_INITIAL = r"(?:[A-Z]\.?(?![A-Za-z]))"
_NAME = rf"(?:{_WORD}|{_INITIAL})(?:[ ](?:{_PARTICLE}[ ])?(?:{_WORD}|{_INITIAL})){{0,3}}"
_FULL_NAME = rf"{_WORD}(?:[ ]{_INITIAL}){{0,2}}(?:[ ](?:{_PARTICLE}[ ])?{_WORD}){{1,3}}"

_TITLED = re.compile(
    rf"\b(?:{_TITLE} (?:and|&) )?{_TITLE}[ \u00a0](?:{_NAME}|{_SHOUTED}(?:[ ]{_SHOUTED}){{0,2}})(?!\w)"
)
_SALUTATION = re.compile(
    rf"(?m)^[ >\t]*(?:Dear|Hi|Hello|Hiya|Hey|Morning|Good morning|Good afternoon),?[ ](?P<name>{_NAME})[ ]*[,!:\n-]"
)
_CLOSING = re.compile(
    r"(?im)^[ >\t]*(?:yours (?:sincerely|faithfully|truly)|(?:kind|kindest|best|warm|many)? ?regards|best wishes|"
    r"all the best|many thanks|thanks|thank you|cheers|sincerely|best|signed|regards|ta)[ ]*[,.!]?[ ]*"
    r"(?:\r?\n[ >\t]*){1,3}(?P<line>[^\n]{2,60})"
)
_INLINE_CLOSING = re.compile(
    rf"(?:[Yy]ours (?:sincerely|faithfully|truly)|(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|[Bb]est wishes|[Mm]any thanks),?[ ](?P<name>{_NAME})"
)
_LABELLED = re.compile(
    r"(?im)(?:^[ >\t*-]*|[;,.(|][ ]*)(?P<label>full name|names?|first name|surname|forename|client|customer|tenant|patient|"
    r"applicant|claimant|requester|complainant|service user|employee|pupil|student|child|parent|carer|"
    r"contact|reported by|from|to|cc|bcc|attn|attention|next of kin|nok|author|signed|mother|father|manager|subject)"
    r"[ ]?(?::|-[ ])[ ]*(?P<names>[^\n]{2,120})"
)
_RELATION = re.compile(
    rf"\b(?i:my|his|her|their|our|a|the)[ ](?i:(?:late|ex|eldest|youngest|older|younger|disabled|adult|foster|step)[ -]?)?"
    rf"(?i:client|tenant|resident|customer|patient|service user|neighbour|colleague|manager|line manager|husband|wife|partner|"
    rf"ex-husband|ex-wife|ex-partner|son|daughter|mum|mother|dad|father|brother|sister|aunt|uncle|nephew|niece|grandmother|"
    rf"grandfather|nan|cousin|friend|child|social worker|carer|foster carer|employee|pupil|student|applicant|claimant|"
    rf"officer|solicitor|landlord|lodger|boss|supervisor|teacher|doctor|gp)(?:,| called| named| is called)?[ ]"
    rf"(?P<name>{_NAME})"
)
_CALLED = re.compile(
    rf"\b(?i:my name is|my name's|i am called|his name is|her name is|name is|known as|named|called|on behalf of|"
    rf"this is|i am|i'm|it's|act for|acting for|spoke to|spoken to|met with|emailed|contacted|"
    rf"letter to|email to|e-mail to|sent to|belonging to|belongs to|regarding|re:|wrong)[ ](?P<name>{_FULL_NAME})"
)
_VERBED = re.compile(
    rf"\b(?P<name>{_FULL_NAME})(?:'s\b|[ ](?:has|had|was|is|said|says|told|wrote|asked|called|rang|phoned|"
    rf"complained|lives|lived|works|worked|and his|and her|who|aged|born|\())"
)
_PAIR = re.compile(
    rf"\b(?P<first>{_WORD})(?:[ ]{_INITIAL}){{0,2}}(?:[ ](?:{_PARTICLE}[ ])?{_WORD}){{1,2}}(?!\w)"
)
_COMMA_NAME = re.compile(rf"\b(?P<last>{_WORD}|{_SHOUTED}),[ ](?P<first>{_WORD})(?:[ ]{_INITIAL})?(?!\w)")

# First names from the many backgrounds of a British town. Names that are also common words are left out.
_FIRST_NAMES: Final = frozenset(
    """
    aaliyah aaron abbie abdul abdullah abigail abu adam adaeze adebayo adele adrian agnes agnieszka ahmed aidan aisha
    ajay alan alasdair albert alec alejandro aleksandra alex alexander alexandra alexia alfie alfred ali alice alicia
    alison alistair alvin alyssa amanda amara amelia amina amir amit amrit amy ana andrea andreea andrew andrzej angela
    angus anil anita anjali ann anna anne annette annie anthony anton antonia antonio anwar archie arjun arthur arun
    aryan ashley ashok asif asma audrey ava ayesha ayo babatunde barbara barry beatrice ben benjamin bernadette bernard
    beth bethany bhavna bilal billy blessing bogdan bradley brenda brendan brian bridget bronwen bryan caitlin callum
    cameron camilla candice carl carla carlos carmen carol caroline carys catherine cecilia ceri charlene charles
    charlie charlotte chelsea cheryl chidi chinedu chloe chris christina christine christopher ciara claire clara
    clare clive colin conor connor cormac craig cristina cynthia daisy dafydd dale damian daniel danielle danny
    daphne darius darren david davina dawn deborah debbie declan deepa deepak denise dennis derek dermot dev
    diana diane dimitri dinesh dominic donald donna doreen doris dorothy dougal douglas duncan dwayne dylan eamon
    ebony eddie edith edward edwin eileen elaine eleanor elena elijah elizabeth ella ellen ellie elliot elsie emily emeka
    emma emmanuel enid eric erica erin ernest esme esther ethan eugene eunice evan evelyn ewan ewa ezra farah farhan faisal
    fatima fatou fiona florence frances francesca francis frank fred freddie frederick freya funmi gail gareth gary
    gavin gemma geoff geoffrey george georgia georgina gerald geraldine gerard gillian giles gladys glenn gloria
    gordon graham grainne greg gregory gurpreet guy gwen gwyneth habib hamza hannah harjit harold harpreet harriet harry
    harvey hassan hazel heather hector helen henry hilary holly howard hugh hugo humza hussain ian ibrahim idris
    ifeoma imogen imran ingrid ioana iqbal irene iris isaac isabel isabella isabelle isaiah isha isla ismail ivan ivy
    jack jackie jacob jacqueline jade jagdeep jake jamal james jamie jan jane janet janice jared jasmin jasmine jason
    jaspreet javed jay jayden jean jeffrey jemima jennifer jenny jeremy jerome jerry jessica jill jim jimmy joan joanna
    joanne joe joel john johnny jomo jonathan jordan jose joseph josephine josh joshua joyce juan judith julia julian
    julie juliet june jürgen justin justyna kai kamal kamran karen karim karl katarzyna kate katherine kathleen kathryn
    katie katy kavita kayleigh keith kelechi kelly kelvin ken kenneth kerry kevin khadija khalid kieran kim kimberley
    kiran kirsty krishna krystyna krzysztof kuldeep kumar kwame kyle lakshmi lara latoya laura lauren laurence lawrence leah leanne
    lee leila leo leon leonard leroy leslie lewis liam lily linda lindsay lindsey lisa lloyd lois lola lorna lorraine louis
    louisa louise lucas lucia lucy luis luke lydia lynn lynne mabel maciej madeleine maeve magdalena mahmoud mairead malcolm malik
    mandy manjit marcin marcus margaret maria marian marie marilyn mario marion marjorie marlon marta martha martin
    martyn mary maryam mason mateusz matilda matthew maureen maurice maxine maya megan mehmet mei melanie melissa mercy
    mhairi michael michal michelle miguel mihai mike mikael millie milo miriam mohamed mohammad mohammed moira molly
    monica monika morag moses muhammad muriel mustafa myra nadia nadine naomi natalia natalie natasha nathan
    nathaniel neil nelson ngozi niall niamh nicholas nicola nicole nigel nikhil nikita nina nisha noah noel nora noreen norma
    norman olga oliver olivia olu oluwaseun omar orla oscar oswald owen padraig pamela paolo parveen patel patricia patrick
    paul paula pauline pawel pedro penelope perry peter petra philip philippa phillip phoebe phyllis pierre piotr poppy
    precious prisha priti priya rachael rachel rafael raheem rahul raj rajesh ralph raluca ramona ranjit raquel rashid ravi
    raymond rebecca reece reginald rehana reuben rhian rhiannon rhys ricardo richard rita rizwan robert roberta roberto
    robin robyn roderick rodney roger rohan roisin roland roman ronald rosalind rosemary rosie ross rowena roxanne roy
    ruby rupert russell ruth ryan sabrina sadia safiya saima saira sajid salim salma salman sally sam samantha samir samuel sandeep
    sandra sanjay santiago saoirse sara sarah sasha satnam scarlett scott sean sebastian selina serena sergio seth shabana shaheen
    shakira shamima shane shannon sharon shaun shauna sheila shelley shirley shivani shreya siân sian sienna simon simone
    sinead siobhan sofia sonia sophia sophie stacey stanislaw stanley stefan stella stephanie stephen steve steven stewart
    stuart sue suleiman sunil sunita suresh surinder susan susannah suzanne svetlana sylvia tahir tamara tanya tara tariq tasha
    tatiana tendai teresa terence terry theo theodore theresa thomas tiffany tim timothy tina toby tom tomasz tommy toni tony
    tracey tracy trevor tristan tyrone ugo uma usha usman valerie vanessa vasile vera veronica victor victoria vijay vikram vincent
    violet virginia vivian vivienne waleed walter wanda wayne wendy wilfred william winifred winston wojciech xavier yasmin yasmina
    yaw yolanda yusuf yvette yvonne zachary zahra zainab zara zeeshan zoe zofia zuzanna
    """.split()
)
_SURNAMES: Final = frozenset(
    """
    smith jones taylor williams brown davies evans wilson thomas roberts johnson lewis walker robinson wood thompson white
    watson jackson wright green harris cooper king lee martin clarke james morgan hughes edwards hill moore clark harrison
    scott young morris hall ward turner carter phillips mitchell patel adams campbell anderson allen cook bailey parker
    miller davis murphy price bell baker griffiths kelly simpson marshall collins bennett cox richardson fox gray rose
    chapman hunt robertson shaw reynolds lloyd ellis richards russell wilkinson khan graham stewart reid murray powell
    palmer holmes rogers stevens walsh hunter thomson matthews ross owen mason knight kennedy butler saunders cole
    pearce dean foster harvey hudson gibson mills berry barnes pearson kaur booth dixon grant gordon lane hart hussain ali
    singh begum ahmed akhtar shah mahmood malik iqbal hossain islam rahman chowdhury miah okafor adeyemi mensah osei boateng
    okonkwo adebayo nwosu kowalski nowak wisniewski popescu ionescu nguyen chen wong chan zhang wang li liu silva santos
    ferreira costa garcia fernandez lopez sharma gupta kumar mehta desai joshi reddy rao nair banerjee o'brien o'neill
    o'connor macdonald mcdonald campbell fraser sutherland sinclair
    """.split()
)
_NO_NAMES: Final = frozenset(
    """
    sir madam all team colleague colleagues everyone both there council councillor officer customer resident sirs
    the this that these those i we you he she it they my your our his her their a an and or but if in on at to for of
    from with by as is are was were has have had please thank thanks regards kind best yours dear hi hello sincerely
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday county city town borough district parish street road lane avenue close drive way
    court house hall centre center library school college university hospital surgery clinic church park square place
    department service services unit office government act regulations regulation freedom information data protection
    environmental subject access request council's board committee trust association limited ltd plc llp company
    group partnership foundation society institute nhs hr it foi eir sar gdpr ico dpo ig cctv police fire
    north south east west upper lower great little new old royal national local public social care adult adults
    children housing benefit benefits council-tax tax parking planning licensing environment highways waste
    recycling finance legal services democratic electoral registration customer-services head director manager
    chief executive assistant senior principal leader mayor chair chairman deputy lead advisor adviser
    english british scottish welsh irish european united kingdom england scotland wales ireland britain london
    when where what who why how which not no yes also then now after before since while because attached following
    further re fw fwd cc bcc subject date sent phone tel mobile email e-mail address postcode name reference ref number
    christmas easter internet microsoft teams outlook excel word google facebook whatsapp twitter instagram
    ombudsman commissioner information-commissioner tribunal minister parliament
    """.split()
)
_PLACES_AFTER: Final = re.compile(
    r"^[ ](?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|House|Hall|Centre|School|College|University|Hospital|"
    r"Surgery|Park|Square|Place|Gardens|Terrace|Grove|Crescent|Council|Library|Ltd|Limited|LLP|plc|Trust|"
    r"Primary|Academy|Solicitors|Homes|Estate|Station|Bridge|Ward|Act|Theatre|Hotel|Museum|Church|Borough|Nursery|Lodge)\b"
)
_TITLE_ALONE = re.compile(rf"^{_TITLE}$")


def _is_name(words: str) -> bool:
    parts = re.split(r"[ ]", words)
    real = [part for part in parts if part.strip(".'")]
    return bool(real) and not any(part.lower().strip(".,'") in _NO_NAMES for part in real)


def _trim(name: str) -> str:
    """Cut a name before the first word that no name holds ("Jane Tully Please" is Jane Tully)."""
    kept: list[str] = []
    for part in name.split(" "):
        if part.lower().strip(".,'") in _NO_NAMES:
            break
        kept.append(part)
    return " ".join(kept)


def find_people(text: str) -> list[Span]:
    """Every likely personal name in `text`, titles taken in."""
    level = plain(text)
    found: dict[tuple[int, int], Span] = {}

    def keep(start: int, end: int, score: float, why: str) -> None:
        if _PLACES_AFTER.match(level[end : end + 14]):
            return
        span = Span(start, end, DataLabel.PERSON, text[start:end], score, why)
        previous = found.get((start, end))
        if previous is None or previous.score < score:
            found[start, end] = span

    for start, end, score, why in _cued(level):
        keep(start, end, score, why)
    for start, end, why in _mentions(level, list(found.values())):
        keep(start, end, 0.8, why)
    return _longest(list(found.values()))


def _cued(level: str) -> Iterator[tuple[int, int, float, str]]:
    for match in _TITLED.finditer(level):
        whole = match.group()
        title = re.match(rf"(?:{_TITLE} (?:and|&) )?{_TITLE}[ \u00a0]", whole)
        name = _trim(whole[title.end() :]) if title else ""
        if title and name:
            yield (
                match.start(),
                match.start() + title.end() + len(name),
                0.97,
                f"a title before it ('{title.group().strip()}')",
            )
    for pattern, score, why in (
        (_SALUTATION, 0.9, "the name in a greeting"),
        (_INLINE_CLOSING, 0.9, "the name after a closing"),
        (_RELATION, 0.85, "a name after a word for a person"),
        (_CALLED, 0.85, "a name after words that introduce one"),
    ):
        for match in pattern.finditer(level):
            name = _trim(match["name"])
            if name and not _TITLE_ALONE.match(name) and len(name) > 1:
                yield match.start("name"), match.start("name") + len(name), score, why
    for match in _VERBED.finditer(level):
        if _is_name(match["name"]) and _corroborated(match["name"]):
            yield match.start("name"), match.end("name"), 0.85, "two capitalised words that act like a person"
    yield from _signed(level)
    yield from _labelled(level)
    yield from _known(level)


def _signed(level: str) -> Iterator[tuple[int, int, float, str]]:
    for match in _CLOSING.finditer(level):
        name = re.match(_NAME, match["line"])
        if name and _is_name(name.group()) and len(name.group()) > 1:
            start = match.start("line")
            yield start, start + name.end(), 0.92, "the name under a closing"


def _labelled(level: str) -> Iterator[tuple[int, int, float, str]]:
    for match in _LABELLED.finditer(level):
        label = match["label"].lower()
        if label == "subject":
            continue
        base = match.start("names")
        for name in re.finditer(
            rf"(?:^|(?<=[;,&<(] )|(?<=and )|(?<=[;,<(]))(?:{_TITLE}[ ])?(?P<name>{_NAME})", match["names"]
        ):
            trimmed = _trim(name["name"])
            if trimmed and len(trimmed) > 2:
                yield (
                    base + name.start("name"),
                    base + name.start("name") + len(trimmed),
                    0.9,
                    f"a name after '{match['label']}'",
                )
            if label not in {"to", "cc", "bcc", "names", "name", "from"}:
                break


def _corroborated(name: str) -> bool:
    parts = [part.lower().removesuffix("'s") for part in name.split(" ")]
    return parts[0] in _FIRST_NAMES or parts[-1] in _SURNAMES


def _known(level: str) -> Iterator[tuple[int, int, float, str]]:
    for match in _PAIR.finditer(level):
        name = match.group().removesuffix("'s")
        trimmed = _trim(name)
        if " " not in trimmed:
            continue
        first, last = trimmed.split(" ")[0].lower(), trimmed.split(" ")[-1].lower()
        if first in _FIRST_NAMES:
            score, why = (
                (0.93, "a first name and a surname")
                if last in _SURNAMES
                else (0.85, "a first name and a word like a surname")
            )
            yield match.start(), match.start() + len(trimmed), score, why
    for match in _COMMA_NAME.finditer(level):
        if match["first"].lower() in _FIRST_NAMES and (
            match["last"].lower() in _SURNAMES or match["last"].isupper()
        ):
            yield match.start(), match.end(), 0.85, "a surname, then a first name"
    for match in re.finditer(rf"\b{_WORD}\b", level):
        first = match.group().removesuffix("'s")
        if first.lower() in _FIRST_NAMES and not re.match(r"[ ][A-Z]", level[match.end() : match.end() + 2]):
            yield match.start(), match.start() + len(first), 0.6, "a common first name"


def _mentions(level: str, known: list[Span]) -> Iterator[tuple[int, int, str]]:
    """Later mentions of a name found once: the whole of it, its surname, its first name."""
    words: dict[str, str] = {}
    for span in known:
        if span.score < 0.8:
            continue
        bare = re.sub(rf"^(?:{_TITLE} (?:and|&) )?{_TITLE}[ ]", "", plain(span.text))
        for part in {bare, *bare.split(" ")}:
            if len(part) > 2 and part[0].isupper() and part.lower() not in _NO_NAMES:
                words.setdefault(part, bare)
    if not words:
        return
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True)[:200])
    for match in re.finditer(rf"(?<![\w@./-])(?:{either})(?![\w@-])", level):
        yield match.start(), match.end(), "the same name as elsewhere in the text"


def _longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, -span.score, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)
