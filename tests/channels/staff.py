"""Staff, as tests have them write to a client."""

from __future__ import annotations

import httpx

STAFF_TOKEN = "a-token-of-the-staff"


def reply_as_staff(footnote: str, conversation: str, text: str) -> httpx.Response:
    """Write into a client's conversation.

    Args:
        footnote: address of the product.
        conversation: its id.
        text: as it is.
    """
    return httpx.post(
        f"{footnote}/webhooks/staff/reply",
        json={"conversation": conversation, "text": text},
        headers={"Authorization": f"Bearer {STAFF_TOKEN}"},
        timeout=30,
    )
