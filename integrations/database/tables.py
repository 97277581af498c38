"""The tables. What people said lives in `cases.details`, `additions.text`, `dialog_states` and, for as long as a
reply is under way, in `turns`; nowhere else but in the names of files, the reasons of decisions and, without who
asked, in `policy_questions`. What is kept of a document's text is sealed (`disclosure_copies`). `case_words` holds the
single words of a case, to find it by, and goes with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
JSON_OR_NULL = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""The same where None means that there is nothing, and not JSON's own null."""


class Moment(sa.TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite has no time zones, so they are put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NO_DATE = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for "no date" where dates are sorted: behind all others."""


def _live(name: str, *columns: str) -> sa.Index:
    """An index of the live cases alone: of those that are kept, few are live."""
    return sa.Index(
        f"ix_cases_live_{name}",
        *columns,
        sqlite_where=sa.text("is_live = 1"),
        postgresql_where=sa.text("is_live"),
    )


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

reference_counters = sa.Table(
    "reference_counters",
    metadata,
    sa.Column("prefix", sa.String(8), primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("reference", sa.String(24), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("regime", sa.String(16)),
    sa.Column("state", sa.String(24), nullable=False),
    sa.Column("reporter", sa.String(64), nullable=False),
    sa.Column("handler", sa.String(64)),
    sa.Column("service", sa.String(64)),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("received", sa.Date),
    sa.Column("due", sa.Date),
    sa.Column("due_at", Moment),
    sa.Column("rule", sa.String(64)),
    sa.Column("reasons", JSON, nullable=False),
    sa.Column("details", JSON, nullable=False),
    sa.Column("events", JSON, nullable=False, server_default="[]"),
    sa.Column("marks", JSON, nullable=False, server_default="[]"),
    sa.Column("decisions", JSON, nullable=False, server_default="{}"),
    sa.Column("about", JSON, nullable=False, server_default="[]"),
    sa.Column("is_live", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("clock_runs", sa.Boolean, nullable=False, server_default=sa.true()),
    # `Case.due_by`, and the end of time where there is none, so that it can be sorted and paged by.
    sa.Column("due_by", Moment, nullable=False, server_default=f"{NO_DATE:%Y-%m-%d %H:%M:%S.%f}"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "reporter", "opened_at"),
    # The first columns say where to look and in which order; those behind let a search pass over what it does not
    # want without fetching it.
    _live("due", "due_by", "reference", "regime", "service", "state"),
    _live("handler", "handler", "due_by", "reference"),
    _live("service", "service", "due_by", "reference", "regime", "state"),
    # What changed since it was planned for is found from this index alone.
    _live("version", "reference", "version"),
    sa.Index("ix_cases_newest", "opened_at", "reference", "regime", "service", "state", "received"),
)

case_words = sa.Table(
    "case_words",
    metadata,
    # Grows with every case, so that the newest come first when it is read backwards.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column(
        "reference",
        sa.String(24),
        sa.ForeignKey("cases.reference", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    # `cases.search.words`, with spaces between them.
    sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
)

WORD_INDEX = "case_search"
"""The index of `case_words.words`, which SQLAlchemy can't describe for both databases, so it stands in its migration:
a GIN index in PostgreSQL, in SQLite a virtual table that triggers keep. PostgreSQL's index for how references begin
(`case_search_reference`) stands there too."""

history = sa.Table(
    "history",
    metadata,
    # A chain (`cases.audit`): numbered without gaps, and no foreign key, since it outlives its cases.
    sa.Column(
        "sequence", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
    sa.Column("reference", sa.String(24), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.String(64), nullable=False),
    sa.Column("action", sa.String(48), nullable=False),
    sa.Column("state_before", sa.String(24)),
    sa.Column("state_after", sa.String(24), nullable=False),
    sa.Column("facts", JSON, nullable=False),
    sa.Index("ix_history_state_after_at", "state_after", "at", "reference"),
)

chain_heads = sa.Table(
    "chain_heads",
    metadata,
    sa.Column("name", sa.String(16), primary_key=True),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
)

asks = sa.Table(
    "asks",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("reference", sa.String(24), sa.ForeignKey("cases.reference"), nullable=False, index=True),
    sa.Column("service", sa.String(64), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("by", sa.Date, nullable=False),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("asker", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("answer", sa.Text, nullable=False, server_default=""),
    sa.Column("answered_at", Moment),
    sa.Column("answerer", sa.String(64)),
    sa.Index(None, "service", "state", "by"),
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("reference", sa.String(24), primary_key=True),
    sa.Column("other", sa.String(24), primary_key=True, index=True),
    sa.Column("kind", sa.String(24), nullable=False),
)

attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("reference", sa.String(24), sa.ForeignKey("cases.reference"), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("link", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger),
)

disclosure_checks = sa.Table(
    "disclosure_checks",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text, nullable=False, server_default=""),
    sa.Column("remarks", JSON, nullable=False, server_default="[]"),
    sa.Column("readable_until", Moment, nullable=False),
    sa.Column("reference", sa.String(24), sa.ForeignKey("cases.reference"), index=True),
    sa.Column("version", sa.Integer, nullable=False),
    # The replica that reads the document, and the moment after which it is taken for dead unless it says more.
    sa.Column("read_by", sa.Text),
    sa.Column("leased_until", Moment),
    sa.Index(None, "by", "at"),
    sa.Index(None, "state", "at"),
)

disclosure_hits = sa.Table(
    "disclosure_hits",
    metadata,
    # Kinds, places and reasons, never the value.
    sa.Column(
        "check_id",
        sa.String(64),
        sa.ForeignKey("disclosure_checks.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("label", sa.String(48), nullable=False),
    sa.Column("band", sa.String(16), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("place", JSON, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("unseen", sa.String(64)),
    sa.Column("person", sa.Integer),
    sa.Column("foi", sa.Text, nullable=False, server_default=""),
    sa.Column("sar", sa.Text, nullable=False, server_default=""),
)

disclosure_decisions = sa.Table(
    "disclosure_decisions",
    metadata,
    # Every decision is a row, and the latest about a hit is the one that stands.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column(
        "check_id",
        sa.String(64),
        sa.ForeignKey("disclosure_checks.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("hit", sa.Integer, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("why", sa.Text, nullable=False, server_default=""),
    sa.Column("press", sa.String(64), nullable=False),
)

disclosure_copies = sa.Table(
    "disclosure_copies",
    metadata,
    sa.Column(
        "check_id",
        sa.String(64),
        sa.ForeignKey("disclosure_checks.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("masks", sa.LargeBinary, nullable=False),
    sa.Column("until", Moment, nullable=False, index=True),
)

policy_questions = sa.Table(
    "policy_questions",
    metadata,
    # Without who asked, and with the day alone, so that no row can be laid beside somebody's messages.
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("found", sa.String(16), nullable=False),
    # What it is counted by: the passage that it led to, else its words in small letters.
    sa.Column("counted_by", sa.Text, nullable=False, index=True),
    sa.Column("passage", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("is_helpful", sa.Boolean),
    sa.Column("is_settled", sa.Boolean, nullable=False, server_default=sa.false()),
)

saved_answers = sa.Table(
    "saved_answers",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("saved_on", sa.Date, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("review", sa.Date, nullable=False),
)

triage_corrections = sa.Table(
    "triage_corrections",
    metadata,
    # The reference of the case that came of the text, or an id of its own.
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("read_as", sa.String(24), nullable=False),
    sa.Column("label", sa.String(24), nullable=False),
    sa.Column("category", sa.String(64), nullable=False),
)

known_policies = sa.Table(
    "known_policies",
    metadata,
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("text_hash", sa.String(64), nullable=False),
    sa.Column("seen_on", sa.Date, nullable=False),
)

additions = sa.Table(
    "additions",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("reference", sa.String(24), sa.ForeignKey("cases.reference"), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("step", sa.String(64), nullable=False, server_default=""),
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("recipient_kind", sa.String(16), nullable=False),
    sa.Column("recipient_id", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("reference", sa.String(24), nullable=False, index=True),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("facts", JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(300), nullable=False, server_default=""),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("activity_id", sa.String(200)),
    # What is told; the notice's own id where it stands alone.
    sa.Column("message", sa.String(120), nullable=False),
    sa.Column("urgency", sa.SmallInteger, nullable=False, server_default="1"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("not_after", Moment),
    sa.Column("answer", sa.String(64), nullable=False, server_default=""),
    # The replica that is sending it, or sent it.
    sa.Column("sender", sa.Text),
    # How often Teams could not take it, and since when that goes on.
    sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("first_tried_at", Moment),
    sa.Index(None, "state", "changed_at"),
    sa.Index(None, "recipient_kind", "recipient_id", "state"),
    sa.Index(None, "message", "recipient_kind", "recipient_id", unique=True),
    # What is sent next is read in this order.
    sa.Index(
        "ix_notices_next",
        "urgency",
        "not_before",
        "id",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
)

training_records = sa.Table(
    "training_records",
    metadata,
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("course", sa.String(64), primary_key=True),
    sa.Column("done_on", sa.Date, primary_key=True),
    sa.Column("how", sa.String(16), nullable=False),
    sa.Column("score", sa.SmallInteger),
)

training_standings = sa.Table(
    "training_standings",
    metadata,
    # Who was seen to need what, since when, and the last prompt that they were sent for it.
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("course", sa.String(64), primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("told", sa.String(32), nullable=False, server_default=""),
)

training_attempts = sa.Table(
    "training_attempts",
    metadata,
    # Of each question that was answered whether it was answered rightly; not what was answered.
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("course", sa.String(64), primary_key=True),
    sa.Column("id", sa.String(64), nullable=False),
    sa.Column("answers", JSON, nullable=False),
)

training_mornings = sa.Table(
    "training_mornings",
    metadata,
    # The mornings on which people were prompted.
    sa.Column("day", sa.Date, primary_key=True),
)

held_messages = sa.Table(
    "held_messages",
    metadata,
    # Messages of which no more is sent for now.
    sa.Column("message", sa.String(120), primary_key=True),
)

send_pace = sa.Table(
    "send_pace",
    metadata,
    sa.Column("name", sa.String(16), primary_key=True),
    # Seconds since 1970 at which messages went out lately, or are about to.
    sa.Column("taken", JSON, nullable=False, server_default="[]"),
    sa.Column("paused_until", Moment),
)

chat_rests = sa.Table(
    "chat_rests",
    metadata,
    # The moment from which a chat that was written to just now may be written to again.
    sa.Column("recipient_kind", sa.String(16), primary_key=True),
    sa.Column("recipient_id", sa.String(64), primary_key=True),
    sa.Column("free_at", Moment, nullable=False, index=True),
)

absences = sa.Table(
    "absences",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    # Null until they say that they are back.
    sa.Column("last", sa.Date, index=True),
    sa.Column("cover", sa.String(64)),
    sa.Column("noted_by", sa.String(64), nullable=False),
    sa.Index(None, "person", "first"),
)

nudge_plans = sa.Table(
    "nudge_plans",
    metadata,
    # Live cases only: when each is looked at next, as it stood at that version.
    sa.Column("reference", sa.String(24), sa.ForeignKey("cases.reference"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("told_until", Moment, nullable=False),
    sa.Column("next_at", Moment),
    sa.Index(None, "next_at", "reference"),
)

nudge_snoozes = sa.Table(
    "nudge_snoozes",
    metadata,
    sa.Column("reference", sa.String(24), sa.ForeignKey("cases.reference"), primary_key=True),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("until", Moment, nullable=False, index=True),
)

broadcasts = sa.Table(
    "broadcasts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    # What it says and whom it is for: `cases.broadcasts.Content`.
    sa.Column("content", JSON, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("send_at", Moment),
    sa.Column("started_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("version", sa.Integer, nullable=False),
    # Who did what when: `cases.broadcasts.Step`.
    sa.Column("steps", JSON, nullable=False, server_default="[]"),
    # What each officer tested last, by their id, while it is not under way.
    sa.Column("tested", JSON, nullable=False, server_default="{}"),
    # Its totals (`cases.broadcasts.Outcome`), once its notices are gone.
    sa.Column("outcome", JSON_OR_NULL),
    sa.Index(None, "state", "made_at"),
)

lessons = sa.Table(
    "lessons",
    metadata,
    # What of incidents was proposed as a bitesize: an ICO category in a service, and when.
    sa.Column("category", sa.String(64), primary_key=True),
    sa.Column("service", sa.String(64), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
)

addresses = sa.Table(
    "addresses",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("address", JSON, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)

installs = sa.Table(
    "installs",
    metadata,
    # Those for whom the app was to be installed and who have not opened it since, and those who removed it.
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("tried_at", Moment),
    sa.Column("is_removed", sa.Boolean, nullable=False, server_default=sa.false()),
)

dialog_states = sa.Table(
    "dialog_states",
    metadata,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", JSON, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("key", sa.String(400), primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("replies", JSON),
    sa.Column("delivered", sa.Boolean, nullable=False),
    sa.Index(None, "delivered", "at"),
)


def is_described_here(name: str | None, _kind: str, _parents: Any) -> bool:
    """Whether something that was found in a database should be among these tables."""
    return not (name and name.startswith(WORD_INDEX))
