"""The tables of content, of verdicts and of what clients leave behind.

Alembic migrations under `migrations/` create them.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: One row: which content is served.
release = sa.Table(
    "kb_release",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("content_version", sa.String(12), nullable=False),
    sa.Column("training_version", sa.String(12), nullable=False),
    sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
)

source = sa.Table(
    "kb_source",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("date", sa.String(10)),
)

topic = sa.Table(
    "kb_topic",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("area", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("more", sa.Text, nullable=False),
    sa.Column("evidence", sa.String(16)),
)

citation = sa.Table(
    "kb_citation",
    metadata,
    sa.Column("topic_id", sa.ForeignKey(topic.c.id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.ForeignKey(source.c.id), nullable=False),
    sa.Column("section", sa.Text, nullable=False),
)

related = sa.Table(
    "kb_related",
    metadata,
    sa.Column("topic_id", sa.ForeignKey(topic.c.id), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("related_id", sa.ForeignKey(topic.c.id), nullable=False),
)

followup = sa.Table(
    "kb_followup",
    metadata,
    sa.Column("topic_id", sa.ForeignKey(topic.c.id), primary_key=True),
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("target_id", sa.ForeignKey(topic.c.id), nullable=False),
)

phrasing = sa.Table(
    "kb_phrasing",
    metadata,
    sa.Column("topic_id", sa.ForeignKey(topic.c.id), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

spa_fact = sa.Table(
    "kb_spa_fact",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

#: Verdicts on what clients reported: what was concluded, never what was written.
verdict = sa.Table(
    "verdict",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("sender", sa.String(32), nullable=False),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("clearance", sa.String(16)),
    sa.Column("rules", sa.JSON, nullable=False),
    sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("knowledge_version", sa.String(12), nullable=False),
)

#: One row: the secret that senders are hashed with.
installation = sa.Table(
    "installation",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_key", sa.LargeBinary(32), nullable=False),
)

#: Events that came in over a channel, so that one which is sent twice is handled once.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("channel", sa.String(64), primary_key=True),
    sa.Column("event_id", sa.String(255), primary_key=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False, index=True),
)

#: What buttons send, behind ids short enough for every chat service.
choice = sa.Table(
    "choice",
    metadata,
    sa.Column("id", sa.String(22), primary_key=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("sender", sa.String(32), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
)

#: Votes on answers; the reason is redacted.
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("sender", sa.String(32), nullable=False),
    sa.Column("answer", sa.String(255), nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("topics", sa.JSON, nullable=False),
    sa.Column("kb_version", sa.String(12), nullable=False),
    sa.UniqueConstraint("sender", "answer"),
)

#: Clients who asked for a person; the id of the conversation is kept, so that staff can answer.
ticket = sa.Table(
    "ticket",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("conversation", sa.String(255), nullable=False, index=True),
    sa.Column("sender", sa.String(32), nullable=False, index=True),
    sa.Column("summary", sa.Text, nullable=False),
)

#: Messages that got no answer, redacted.
unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("sender", sa.String(32), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

#: In the order in which rows can be written; deletion goes the other way.
CONTENT_TABLES = (source, topic, citation, related, followup, phrasing, spa_fact, release)
