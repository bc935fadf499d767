"""Where in Slack a conversation takes place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Text

from footnote.channels.conversations import conversation_id, split_conversation_id

CHANNEL = "slack"
#: The first letter of a direct message's id.
DIRECT_MESSAGE = "D"


@dataclass(frozen=True)
class Place:
    """A direct message, or a thread in a channel that others can read.

    Attributes:
        team: id of the workspace.
        channel: id of the channel or the direct message.
        user: id of the client, empty in a direct message where nobody needs it.
        thread: timestamp of the message that began the thread, if it is in one.
    """

    team: Text
    channel: Text
    user: Text = ""
    thread: Optional[Text] = None

    @property
    def direct(self) -> bool:
        """Whether nobody else reads along."""
        return self.channel.startswith(DIRECT_MESSAGE)

    @property
    def conversation(self) -> Text:
        """Id of the conversation; in a thread each client has their own."""
        if self.direct:
            return conversation_id(CHANNEL, f"{self.team}:{self.channel}")
        return conversation_id(CHANNEL, f"{self.team}:{self.channel}:{self.thread}:{self.user}")


def place_of(conversation: Text) -> Optional[Place]:
    """Return the place of a conversation, None where it is none of Slack's.

    Args:
        conversation: its id.
    """
    parts = split_conversation_id(conversation)
    if parts is None or parts[0] != CHANNEL:
        return None
    names = parts[1].split(":")
    if len(names) == 2 and names[1].startswith(DIRECT_MESSAGE):
        return Place(*names)
    if len(names) == 4 and all(names):
        team, channel, thread, user = names
        return Place(team, channel, user, thread)
    return None
