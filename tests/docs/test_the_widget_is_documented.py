"""What a webmaster may write, call and listen to is described, and nothing else is."""

from __future__ import annotations

import re

from footnote.channels.web.pages import ATTRIBUTES
from tests.docs.conftest import ROOT
from tests.docs.markdown import rows, section

SCRIPTS = "The chat and your scripts"


def _documented(webmaster: str, prefix: str) -> set[str]:
    names = {row[0] for row in rows(section(webmaster, SCRIPTS))}
    return {name for name in names if name.startswith(prefix)}


def _source(module: str) -> str:
    return (ROOT / "widget" / "src" / module).read_text(encoding="utf-8")


def test_the_widget_reads_the_attributes_that_the_embed_page_shows() -> None:
    read = {f"data-{name}" for name in re.findall(r"dataset\.(\w+)", _source("options.ts"))}

    assert read == {attribute.name for attribute in ATTRIBUTES}


def test_every_member_of_the_api_is_in_the_webmasters_guide(webmaster: str) -> None:
    (interface,) = re.findall(r"interface FootnoteApi \{(.*?)\}", _source("api.ts"), re.DOTALL)
    members = set(re.findall(r"^  (?:readonly )?(\w+)", interface, re.MULTILINE))
    documented = {name.partition("(")[0] for name in _documented(webmaster, "Footnote.")}

    assert "open" in members
    assert documented == {f"Footnote.{member}" for member in members}


def test_every_event_is_in_the_webmasters_guide(webmaster: str) -> None:
    source = _source("conversation.ts")
    (interface,) = re.findall(
        r"interface Announcements \{(.*?)^\}", source, re.DOTALL | re.MULTILINE
    )
    announced = set(re.findall(r"^  (\w+):", interface, re.MULTILINE))
    own = {"ready", "open", "close"}
    assert all(f'"{name}"' in _source("element.ts") for name in own)

    assert _documented(webmaster, "footnote:") == {f"footnote:{name}" for name in announced | own}
