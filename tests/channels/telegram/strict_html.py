"""Reading what Telegram would read: its HTML, strictly."""

from __future__ import annotations

from html.parser import HTMLParser

TAGS = {
    ("b", ()),
    ("i", ()),
    ("blockquote", (("expandable", None),)),
}


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, tuple(attrs)) in TAGS, f"Telegram does not know <{tag}>"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("Telegram knows no comments")

    handle_decl = handle_pi = unknown_decl = handle_comment


def read_html(html: str) -> str:
    """Return the text that a client sees.

    Raises:
        AssertionError: Telegram would refuse it.
    """
    parser = _Strict()
    parser.feed(html)
    parser.close()
    assert not parser.open, f"{parser.open} are not closed"
    return parser.text
