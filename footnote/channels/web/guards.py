"""Who may connect: which web pages, and from which network address."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Dict, FrozenSet, Optional, Sequence, Text
from urllib.parse import urlsplit

from footnote.settings import Network

Address = IPv4Address | IPv6Address

_DEFAULT_PORTS: Dict[Text, int] = {"http": 80, "https": 443}
#: Whoever has one IPv6 address has a whole network of this size.
_IPV6_PREFIX = 64


class Origins:
    """The pages whose scripts may connect: those listed, and the server's own."""

    def __init__(self, listed: Text) -> None:
        """Set up.

        Args:
            listed: origins such as `https://spa.example`, with commas between them.

        Raises:
            ValueError: one of them is no origin.
        """
        names = [name.strip() for name in listed.split(",") if name.strip()]
        self._listed: FrozenSet[Text] = frozenset(_origin(name) for name in names)

    def allow(self, origin: Text, host: Text) -> bool:
        """Return whether a page may connect.

        Args:
            origin: header of that name. Empty where it is missing: a browser leaves it out only
                for pages of the server itself, and other programs can say what they like anyway.
            host: header of that name.
        """
        if not origin:
            return True
        try:
            asked = _origin(origin)
        except ValueError:
            return False
        scheme = urlsplit(asked).scheme
        # Behind a proxy that ends TLS the server does not know its own scheme.
        return asked in self._listed or asked == _without_default_port(scheme, host.lower())


def _origin(text: Text) -> Text:
    """Return an origin in its one spelling.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(text.rstrip("/").lower())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"{text!r} is no origin such as https://spa.example")
    if parts.path or parts.query or parts.fragment:
        raise ValueError(f"{text!r} is more than an origin: leave out what follows the host")
    return _without_default_port(parts.scheme, parts.netloc)


def _without_default_port(scheme: Text, host: Text) -> Text:
    return f"{scheme}://{host.removesuffix(f':{_DEFAULT_PORTS[scheme]}')}"


def client_address(peer: Text, forwarded: Text, trusted: Sequence[Network]) -> Text:
    """Return what a client's limits are counted by: its IPv4 address, or its IPv6 network.

    Args:
        peer: who opened the connection to the server.
        forwarded: header `X-Forwarded-For`. Anybody can write it, so of it only what the trusted
            proxies added is read: from the right, as far as they go.
        trusted: networks of the proxies.
    """
    address = _address(peer)
    for hop in reversed(forwarded.split(",")):
        further = _address(hop.strip())
        if further is None or not _is_trusted(address, trusted):
            break
        address = further
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _IPV6_PREFIX), strict=False))
    return str(address)


def is_proxy(peer: Text, trusted: Sequence[Network]) -> bool:
    """Return whether a connection to the server comes from one of the trusted proxies."""
    return _is_trusted(_address(peer), trusted)


def _is_trusted(address: Optional[Address], trusted: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in trusted)


def _address(text: Text) -> Optional[Address]:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
