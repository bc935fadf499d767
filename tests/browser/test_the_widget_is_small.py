"""The one file that websites load keeps within its limit."""

from __future__ import annotations

import httpx

from footnote.server.stack import Stack

MOST_BYTES = 40_000


def test_the_file_is_at_most_40_kilobytes_on_the_wire(stack: Stack) -> None:
    with httpx.stream(
        "GET", f"{stack.address}/widget.js", headers={"Accept-Encoding": "gzip"}
    ) as answer:
        sent = b"".join(answer.iter_raw())

    assert answer.headers["content-encoding"] == "gzip"
    assert 10_000 < len(sent) <= MOST_BYTES
