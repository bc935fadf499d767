"""Rasa's table of events, as far as it is read without Rasa."""

from __future__ import annotations

import sqlalchemy as sa

#: `ConversationStore` creates it; a database in which nobody has talked yet may lack it.
events = sa.table(
    "events",
    sa.column("id", sa.Integer),
    sa.column("sender_id", sa.Text),
    sa.column("type_name", sa.Text),
    sa.column("timestamp", sa.Float),
    sa.column("data", sa.Text),
)
