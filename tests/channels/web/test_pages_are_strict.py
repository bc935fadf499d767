"""The pages come from the content that is served, under headers that let nothing else in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

import footnote.channels.web
from footnote.server.stack import Stack

STATIC = Path(footnote.channels.web.__file__).parent / "static"


@pytest.fixture
def browser(stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.address, timeout=30) as client:
        yield client


class Inline(HTMLParser):
    """Collects what a strict policy forbids, and the files that a page asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.files: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.forbidden.append(tag)
        self.forbidden += [name for name in given if name == "style" or name.startswith("on")]
        target = given.get("src") or (given.get("href") if tag == "link" else None)
        if target:
            self.files.append(target)


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_a_page_allows_only_its_own_files(browser: httpx.Client, path: str) -> None:
    page = browser.get(path)

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    policy = dict(
        directive.split(" ", 1) for directive in page.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in str(policy)
    html = Inline()
    html.feed(page.text)
    assert html.forbidden == []
    assert "/site.css" in html.files
    for file in set(html.files) - {"/widget.js"}:
        assert browser.get(file).status_code == 200, file


def test_the_sample_page_tells_the_spas_facts_and_has_the_widget(browser: httpx.Client) -> None:
    page = browser.get("/").text

    for fact in ("Still Water Foot Spa", "12 Harbor Street", "+1 503 555 0142", "$45", "911"):
        assert fact in page
    assert re.search(r'<script src="/widget.js"[^>]* defer></script>', page)
    assert "Hello from Rasa" not in page
    assert browser.head("/").status_code == 200


def test_the_snippet_names_this_server(browser: httpx.Client, narrow: Stack) -> None:
    host = browser.base_url.netloc.decode()
    page = browser.get("/embed").text
    assert f"&lt;script src=&#34;http://{host}/widget.js&#34; defer&gt;&lt;/script&gt;" in page
    assert "data-accent" in page

    # A proxy that ends TLS is believed only where it is ours.
    told = {"X-Forwarded-Proto": "https", "Host": "bot.example"}
    assert "http://bot.example/widget.js" in browser.get("/embed", headers=told).text
    behind = httpx.get(f"{narrow.address}/embed", headers=told).text
    assert "https://bot.example/widget.js" in behind
    injected = httpx.get(f"{narrow.address}/embed", headers={"Host": '"><script>x'}).text
    assert "<script>x" not in injected


def test_the_script_is_cached_and_asked_for_anew_only_if_it_changed(browser: httpx.Client) -> None:
    built = STATIC / "widget.js"
    script = browser.get("/widget.js")
    assert script.status_code == 200, script.text

    assert script.content == built.read_bytes()
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["x-content-type-options"] == "nosniff"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["content-encoding"] == "gzip"
    assert "max-age" in script.headers["cache-control"]
    plain = browser.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == script.content
    assert plain.headers["etag"] != script.headers["etag"]
    again = browser.get("/widget.js", headers={"If-None-Match": script.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get("/widget.js", headers={"If-None-Match": '"x"'}).status_code == 200


def test_nothing_beside_the_pages_is_served(browser: httpx.Client) -> None:
    for path in ("/channel.py", "/static/site.css", "/..%2fchannel.py", "/nothing<b>"):
        missing = browser.get(path)
        assert missing.status_code == 404
        assert missing.headers["content-type"].startswith("text/plain")
        assert missing.headers["x-content-type-options"] == "nosniff"
