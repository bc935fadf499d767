"""Who a client is, and which page asks, is read only from what can be believed."""

from __future__ import annotations

import pytest

from footnote.channels.web.content import STARTERS
from footnote.channels.web.guards import Origins, client_address
from footnote.knowledge.loading import load_knowledge
from footnote.settings import Settings, networks

PROXIES = networks("127.0.0.1, 10.0.0.0/8, fd00::/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.1", "", "203.0.113.1"),
        ("203.0.113.1", "198.51.100.1", "203.0.113.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("fd00::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("", "198.51.100.1", "None"),
    ],
)
def test_an_address_is_the_last_that_no_proxy_of_ours_has(
    peer: str, forwarded: str, address: str
) -> None:
    assert client_address(peer, forwarded, PROXIES) == address


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        ("https://spa.example", "bot.example", True),
        ("https://SPA.example:443", "bot.example", True),
        ("http://localhost:8000", "bot.example", True),
        ("https://bot.example", "bot.example", True),
        ("http://bot.example", "bot.example:80", True),
        ("https://bot.example:8443", "bot.example:8443", True),
        ("", "bot.example", True),
        ("http://spa.example", "bot.example", False),
        ("https://spa.example:8443", "bot.example", False),
        ("https://bot.example:8443", "bot.example", False),
        ("https://www.spa.example", "bot.example", False),
        ("https://spa.example@evil.example", "bot.example", False),
        ("null", "bot.example", False),
        ("null", "", False),
        ("https://", "", False),
        ("https://[", "bot.example", False),
        ("https://evil.example", "", False),
    ],
)
def test_only_listed_pages_and_own_pages_are_allowed(origin: str, host: str, allowed: bool) -> None:
    assert Origins("https://spa.example/, http://localhost:8000").allow(origin, host) is allowed


@pytest.mark.parametrize("listed", ["spa.example", "*", "https://spa.example/page", "ftp://a.b"])
def test_a_list_that_holds_no_origins_is_refused(listed: str) -> None:
    with pytest.raises(ValueError, match="origin"):
        Origins(listed)


def test_proxies_that_are_no_addresses_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_TRUSTED_PROXIES", "127.0.0.1, proxy.example")
    with pytest.raises(ValueError, match="trusted_proxies"):
        Settings()


def test_the_starter_questions_are_there() -> None:
    topics = load_knowledge(Settings().knowledge_dir).topics
    assert len(STARTERS) == 3
    assert set(STARTERS) <= set(topics)
