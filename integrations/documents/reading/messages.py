"""Reading an e-mail as a file (.eml): its headers, both versions of its body, and what is attached to it (RFC 5322)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser
from typing import Final

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.office import ReadNested
from integrations.documents.reading.plain_files import add_paragraphs, paragraphs_of, text_of
from integrations.documents.reading.sentences import PICTURES, damaged

_SHOWN: Final = ("From", "To", "Cc", "Subject", "Reply-To", "Date")
_DEEPEST: Final = 60
"""Parts inside parts."""
_BODY_BLOCK: Final = "body"
_WORD: Final = re.compile(r"[^\W_]{3,}")
_MADE_FROM_HTML: Final = re.compile(
    r"<?\b(?:https?://|mailto:|tel:)[^\s>\]]+[>\]]?|\[cid:[^\]\s]*\]", re.IGNORECASE
)
"""What a program adds when it makes a plain version of a body: where links lead, and pictures."""
_ADDRESS: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+|\[?\b\d{1,3}(?:\.\d{1,3}){3}\b")
_NOT_SAID: Final = frozenset(
    {"message-id", "references", "in-reply-to", "mime-version", "content-type", "content-transfer-encoding",
     "dkim-signature", "arc-seal", "arc-message-signature", "arc-authentication-results", "content-disposition",
     "content-language", "content-id", "x-microsoft-antispam-message-info"}
)  # fmt: skip
"""Headers whose addresses are a message's own number, or a signature."""


def read_message(content: bytes, out: Gathering, read_nested: ReadNested) -> None:
    """Gather all that a message says, seen or not."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
    except RecursionError:
        raise damaged() from None
    if not any(name.lower() in {"from", "to", "subject", "received", "date"} for name in message):
        raise damaged()
    _MessageReader(out, read_nested).read(message)


class _MessageReader:
    def __init__(self, out: Gathering, read_nested: ReadNested) -> None:
        self._out, self._read_nested = out, read_nested
        self._attached = 0

    def read(self, message: Message) -> None:
        self._read_headers(message)
        self._read_part(message, 0)

    def _read_headers(self, message: Message) -> None:
        out = self._out
        out.new_block()
        for name, value in message.items():
            lowered, said = name.lower(), _decoded(value)
            shown = next((one for one in _SHOWN if one.lower() == lowered), None)
            if shown is not None:
                out.add(said, Place(within=shown), shown)
            elif lowered not in _NOT_SAID and (lowered in {"bcc", "received"} or _ADDRESS.search(said)):
                out.add(" ".join(said.split()), Place(within=name), name, Unseen.MAIL_HEADER)

    def _read_part(self, part: Message, depth: int) -> None:
        if depth > _DEEPEST:
            self._out.remark("Its parts are nested too deeply, so the innermost were not read.")
            return
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list):
            self._read_attached(part, inner)
        elif kind == "multipart/alternative" and isinstance(inner, list):
            self._read_alternatives([one for one in inner if isinstance(one, Message)], depth)
        elif isinstance(inner, list):
            for one in inner:
                if isinstance(one, Message):
                    self._read_part(one, depth + 1)
        elif _file_name(part) or part.get_content_disposition() == "attachment":
            self._read_attached(part, [])
        elif kind == "text/html":
            self._add_html(part)
        elif kind.startswith("text/"):
            add_paragraphs(_body(part), self._out, within=_BODY_BLOCK)
        else:
            self._read_attached(part, [])

    def _read_alternatives(self, versions: list[Message], depth: int) -> None:
        """Programs show the last version that they can. One that says something else goes out unseen."""
        plain = [one for one in versions if one.get_content_type() == "text/plain"]
        html = [one for one in versions if _holds_html(one)]
        if not html:
            for one in versions:
                self._read_part(one, depth + 1)
            return
        shown = ""
        for one in versions:
            if one in plain:
                continue
            if one.get_content_type() == "text/html":
                shown += self._add_html(one)
            else:
                shown += "".join(_html_of(inner).shown for inner in one.walk() if _is_html(inner))
                self._read_part(one, depth + 1)
        for one in plain:
            body = _body(one)
            if not _says_the_same(body, shown):
                self._out.new_block()
                for _, paragraph in _paragraphs_apart(body, shown):
                    self._out.add(paragraph, Place(within="plain text of the body"), "", Unseen.OTHER_VERSION)

    def _add_html(self, part: Message) -> str:
        """Gather a body in HTML. Returns all that it says."""
        html = _html_of(part)
        add_paragraphs(html.shown, self._out, within=_BODY_BLOCK)
        for said in html.hidden:
            self._out.add(said, Place(within=_BODY_BLOCK), "", Unseen.HIDDEN_TEXT)
        for target in dict.fromkeys(html.targets):
            if target.removeprefix("mailto:") not in html.shown:
                self._out.add(target, Place(within="where a link leads"), "", Unseen.HIDDEN_TEXT)
        return "\n".join((html.shown, *html.hidden))

    def _read_attached(self, part: Message, inner: Sequence[object]) -> None:
        self._attached += 1
        name = _file_name(part)
        kind = part.get_content_type()
        message = inner[0] if inner else None
        if isinstance(message, Message):
            name = name or f"message {self._attached}.eml"
            if not name.lower().endswith(".eml"):
                name += ".eml"
            inside = self._out.inside(name, None)
            try:
                written = message.as_bytes()
            except (ValueError, LookupError, TypeError, AttributeError):
                inside.remark("It is damaged. Nothing in it was checked.")
                return
            self._read_nested(inside, name, written)
            return
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        if kind.startswith("image/"):
            if name:
                self._out.add(name, Place(within="name of an attached picture"))
            self._out.remark(PICTURES)
        elif name.lower() == "winmail.dat" or kind == "application/ms-tnef":
            self._out.remark(
                "Its attachments are packed into winmail.dat, which can't be read. Nothing in them was checked: "
                "open the message in Outlook and send the attachments one by one."
            )
        else:
            name = name or f"part {self._attached}{_ENDING_OF.get(kind, '')}"
            self._read_nested(self._out.inside(name, None), name, content)


_ENDING_OF: Final = {
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "text/calendar": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


def _decoded(value: object) -> str:
    """A header's words, whatever they were written in (RFC 2047)."""
    try:
        pieces = decode_header(str(value))
        return "".join(
            piece.decode(_known(encoding), "replace") if isinstance(piece, bytes) else piece
            for piece, encoding in pieces
        )
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return str(value)


def _known(encoding: str | None) -> str:
    try:
        "".encode(encoding or "ascii")
    except LookupError:
        return "latin-1"
    return encoding or "utf-8"


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return _decoded(name).replace("/", "_").replace("\\", "_")[:200].strip()


def _body(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset()
    if charset is not None and charset.lower() not in {"us-ascii", "utf-8", "utf8"}:
        try:
            return content.decode(charset, "replace")
        except (LookupError, ValueError, UnicodeError):
            pass
    return text_of(content)


def _is_html(part: Message) -> bool:
    return part.get_content_type() == "text/html"


def _holds_html(part: Message) -> bool:
    return any(_is_html(inner) for inner in part.walk())


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_MADE_FROM_HTML.sub(" ", text))]


def _says_the_same(one: str, other: str) -> bool:
    """Whether the other has all words of the one."""
    known = set(_words(other))
    return all(word in known for word in _words(one))


def _paragraphs_apart(body: str, shown: str) -> list[tuple[int, str]]:
    """The paragraphs of the one that say what the other does not."""
    known = set(_words(shown))
    return [
        (line, paragraph)
        for line, paragraph in paragraphs_of(body)
        if any(word not in known for word in _words(paragraph))
    ]


def _html_of(part: Message) -> _Html:
    html = _Html()
    html.feed(_body(part))
    html.close()
    return html


_VOID: Final = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"}
)
_BREAKS: Final = frozenset(
    {
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "blockquote",
        "ul",
        "ol",
        "hr",
        "pre",
    }
)
_PARAGRAPHS: Final = _BREAKS - {"br", "tr", "li"}
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)"
    r"|font-size\s*:\s*[01](?:\.\d+)?\s*(?:px|pt|em|%)?\s*(?:;|$|!)|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_WHITE: Final = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE
)
_GROUND: Final = re.compile(r"background(?:-color)?\s*:", re.IGNORECASE)
_RULE: Final = re.compile(r"\.([\w-]{1,80})\s*\{([^{}]{0,2000})\}")
_MOST_OPEN: Final = 2_000


class _Html(HTMLParser):
    """The text of a web page: what it shows, and what its styles hide. No style sheet but its own is looked at."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._shown: list[str] = []
        self.hidden: list[str] = []
        self.targets: list[str] = []
        # Each open element: its name, and whether it or one around it is hidden or coloured.
        self._open: list[tuple[str, bool, bool]] = []
        self._silent = 0
        self._in_style = False
        self._hiding_classes: set[str] = set()
        self._hidden_now: list[str] = []

    @property
    def shown(self) -> str:
        """The text that a reader sees."""
        return "".join(self._shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in _BREAKS:
            self._break("\n\n" if tag in _PARAGRAPHS else "\n")
        if tag == "td" or tag == "th":
            self._break("\t")
        target = said.get("href", "") if tag == "a" else ""
        if target.lower().startswith("mailto:"):
            self.targets.append(target)
        hides, coloured = self._hides(said)
        if self._open:
            _, hidden_around, coloured_around = self._open[-1]
            hides, coloured = hides or hidden_around, coloured or coloured_around
        if tag == "img" and said.get("alt"):
            self.hidden.append(said["alt"])
        if tag == "input" and said.get("type", "").lower() == "hidden" and said.get("value"):
            self.hidden.append(said["value"])
        if tag in _VOID:
            return
        if tag in {"script", "style", "title"}:
            self._silent += 1
            self._in_style = tag == "style"
        if len(self._open) < _MOST_OPEN:
            self._open.append((tag, hides, coloured))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "title"} and self._silent:
            self._silent -= 1
            self._in_style = False
        for at in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[at][0] == tag:
                was_hidden = self._is_hidden()
                del self._open[at:]
                if was_hidden and not self._is_hidden():
                    self._end_hidden()
                break
        if tag in _BREAKS:
            self._break("\n\n" if tag in _PARAGRAPHS else "\n")

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._hiding_classes |= {
                name.lower() for name, rule in _RULE.findall(data) if _HIDING.search(rule)
            }
        if self._silent:
            return
        text = re.sub(r"\s+", " ", data)
        (self._hidden_now if self._is_hidden() else self._shown).append(text)

    def handle_comment(self, data: str) -> None:
        if not data.lstrip().startswith("[") and _WORD.search(data):
            self.hidden.append(data)

    def close(self) -> None:
        super().close()
        self._end_hidden()

    def _hides(self, said: dict[str, str]) -> tuple[bool, bool]:
        style = said.get("style", "")
        coloured = bool(_GROUND.search(style)) or bool(said.get("bgcolor"))
        white = _WHITE.search(style) is not None or said.get("color", "").lower() in {
            "white",
            "#ffffff",
            "#fff",
        }
        over_colour = coloured or (bool(self._open) and self._open[-1][2])
        classes = set(said.get("class", "").lower().split())
        hides = "hidden" in said or _HIDING.search(style) is not None or bool(classes & self._hiding_classes)
        return hides or (white and not over_colour), coloured

    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _end_hidden(self) -> None:
        said, self._hidden_now = "".join(self._hidden_now).strip("\u200c\u00a0\u034f \n"), []
        if said:
            self.hidden.append(said)

    def _break(self, mark: str) -> None:
        (self._hidden_now if self._is_hidden() else self._shown).append(mark)
