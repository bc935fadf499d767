"""How the product is set up whose limits tests reach."""

from __future__ import annotations

SECRET = "a secret of the tests"
ALLOWED_ORIGIN = "https://spa.example"
SESSION_EVENTS = 6
ADDRESS_CONNECTIONS = 4

NARROW = {
    "FOOTNOTE_WEB_SECRET": SECRET,
    "FOOTNOTE_WEB_ORIGINS": ALLOWED_ORIGIN,
    "FOOTNOTE_WEB_SESSION_EVENTS": str(SESSION_EVENTS),
    "FOOTNOTE_WEB_ADDRESS_EVENTS": str(3 * SESSION_EVENTS),
    "FOOTNOTE_WEB_ADDRESS_CONNECTIONS": str(ADDRESS_CONNECTIONS),
    "FOOTNOTE_WEB_ADDRESS_CONNECTS": "20",
    # So that tests can come from any address.
    "FOOTNOTE_TRUSTED_PROXIES": "127.0.0.1",
    "FOOTNOTE_ACTION_TIMEOUT": "1",
}
