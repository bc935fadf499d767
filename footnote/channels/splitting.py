"""Cutting long texts into parts that a chat service takes, where it hurts least."""

from __future__ import annotations

import re
from typing import Callable, List, Text, Tuple

#: Places to cut, the best first: the blanks in the group go. A footnote mark stays where it is.
_PARAGRAPH_END = re.compile(r"(\n\s*\n\s*)")
_SENTENCE_END = re.compile(
    r"(?:(?<=[.!?\u2026])(?:[\"')\u201d]|\s?\[\d+\])*|(?=\n))(\s+)(?!\s|\[\d)"
)
_BLANK = re.compile(r"(\s+)")


def parts(text: Text, limit: int, size: Callable[[Text], int]) -> List[Tuple[int, int]]:
    """Return where the parts of a text begin and end.

    Cuts are between paragraphs, then between sentences, then between words. Blanks at a cut
    belong to no part; everything else does. A text of blanks has no part.

    Args:
        text: any.
        limit: no part is larger.
        size: of one character, as the service counts it; never above the limit.
    """
    found, start = [], 0
    while start < len(text):
        end, following = _cut(text, start, limit, size)
        if text[start:end].strip():
            found.append((start, end))
        start = following
    return found


def _cut(text: Text, start: int, limit: int, size: Callable[[Text], int]) -> Tuple[int, int]:
    """Return where a part ends that begins at `start`, and where the next one begins."""
    blank = _BLANK.match(text, start)
    if blank:
        return start, blank.end()
    end, used = start, 0
    while end < len(text) and used + size(text[end]) <= limit:
        used += size(text[end])
        end += 1
    if end == len(text):
        return end, end
    for boundary in (_PARAGRAPH_END, _SENTENCE_END, _BLANK):
        # A blank right after the window is a good cut, too.
        cuts = [found.span(1) for found in boundary.finditer(text, start) if found.start(1) <= end]
        # A paragraph's or sentence's end near the beginning would leave a part nearly empty.
        if cuts and (boundary is _BLANK or cuts[-1][0] - start > (end - start) // 3):
            return cuts[-1]
    return end, end
