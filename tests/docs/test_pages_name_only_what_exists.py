"""Links, settings, files and constants that a page names are there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from footnote.settings import Settings
from tests.docs.conftest import ROOT
from tests.docs.markdown import anchors, code, prose

Pages = Mapping[Path, str]

LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"FOOTNOTE_[A-Z][A-Z_]*[A-Z]")
PROJECT_PATH = re.compile(r"(?:actions|bench|data|docs|footnote|knowledge|tests)/[\w./-]*")
CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z]+)+")


def test_every_relative_link_leads_somewhere(pages: Pages) -> None:
    broken = []
    for page, text in pages.items():
        for link in LINK.findall(prose(text)):
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            if "://" in link or (target.exists() and not anchor):
                continue
            if target not in pages or anchor not in anchors(pages[target]):
                broken.append(f"{page.name}: {link}")

    assert broken == []


def test_every_setting_named_exists(pages: Pages) -> None:
    named = {name for text in pages.values() for name in SETTING.findall(text)}
    settings = {f"FOOTNOTE_{field.upper()}" for field in Settings.__fields__}
    credentials = set(SETTING.findall((ROOT / "credentials.yml").read_text("utf-8")))

    assert settings <= named
    assert named <= settings | credentials


def test_every_file_named_exists(pages: Pages) -> None:
    named = {name for text in pages.values() for name in code(prose(text))}
    paths = {name for name in named if PROJECT_PATH.fullmatch(name)}

    assert paths, "no page names a file: the pattern is wrong"
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_every_constant_named_is_in_the_code(engineer: str) -> None:
    named = {name for name in code(prose(engineer)) if CONSTANT.fullmatch(name)}
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "footnote").rglob("*.py"))

    assert named, "the guide names no constant: the pattern is wrong"
    assert {name for name in named if f"\n{name} = " not in source} == set()
