"""The website's widget: which pages may show it."""

from __future__ import annotations

from collections.abc import Iterator

from footnote.channels.web.guards import Origins
from footnote.doctor.findings import Finding, broken, hint, ok

CHECK = "web"
ORIGINS = "FOOTNOTE_WEB_ORIGINS"


def check_web(entered: dict[str, str] | None) -> Iterator[Finding]:
    """Yield what is to say about the web channel.

    Args:
        entered: the channel's keys in credentials.yml, None where it is not named there.
    """
    if entered is None:
        yield ok(CHECK, "switched off")
        return
    listed = entered.get("origins", "")
    try:
        Origins(listed)
    except ValueError as error:
        yield broken(CHECK, f"{ORIGINS}: {error}", f"Correct {ORIGINS}.")
        return
    if not listed:
        yield hint(
            CHECK,
            "only Footnote's own pages may show the widget",
            f"Set {ORIGINS} to your website, such as https://spa.example.",
        )
        return
    open_to_all = [name.strip() for name in listed.split(",") if name.strip().startswith("http:")]
    for origin in open_to_all:
        text = f"{origin} is not encrypted: others on the way can read what clients write"
        yield hint(CHECK, text, f"Serve the website over https, and correct {ORIGINS}.")
    if not open_to_all:
        yield ok(CHECK, f"the widget may be shown on {listed}")
