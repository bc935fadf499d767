"""Every mistake in the knowledge base is named with its file, its line and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from footnote.knowledge.yaml_tree import KnowledgeError

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import KnowledgeFiles

FEET = "topics/feet.yml"
HOUSE = "topics/house.yml"
BOUNDARY = "topics/boundary.yml"
ESCALATION = "escalation.yml"
FINDINGS = "findings.yml"
CONTEXT = "context.yml"


@dataclass(frozen=True)
class Mistake:
    """One thing broken in a sound knowledge base.

    Attributes:
        name: what is wrong.
        file: where `old` becomes `new`.
        at: words that stand first on the line that must be pointed at.
        says: what the report must contain: what is wrong and how to mend it.
    """

    name: str
    file: str
    old: str
    new: str
    at: str
    says: tuple[str, ...]


MISTAKES = [
    Mistake(
        "unknown key much like a known one",
        *(FEET, "evidence: supported", "evidense: supported", "evidense"),
        ("warm_feet.evidense", "did you mean evidence?"),
    ),
    Mistake(
        "unknown key like no other",
        *(FEET, "evidence: supported", "evidence: supported\n  mood: merry", "mood"),
        ("mood", "unknown key", "remove it"),
    ),
    Mistake(
        "unknown key in a citation",
        *(FEET, "section: Warming up", "sectoin: Warming up", "sectoin"),
        ("sectoin", "did you mean section?"),
    ),
    Mistake(
        "missing key",
        *(FEET, "  question: Should feet be warm first?\n", "", "warm_feet:"),
        ("question is missing", "add it"),
    ),
    Mistake(
        "missing key in a citation",
        *(FEET, "{article: guide, section: Pressure}", "{article: guide}", "{article: guide}"),
        ("section is missing", "add it"),
    ),
    Mistake(
        "key written twice",
        *(FEET, "evidence: supported", "evidence: supported\n  evidence: contested", "contested"),
        ("'evidence' stands twice", "delete one"),
    ),
    Mistake(
        "id used twice in one file",
        *(FEET, "cold_feet:\n", "warm_feet:  # again\n", "# again"),
        ("'warm_feet' stands twice", "rename"),
    ),
    Mistake(
        "id used twice in two files",
        *(HOUSE, "hours:\n", "cold_feet:\n", "cold_feet:"),
        ("cold_feet is used in", "feet.yml too", "rename one"),
    ),
    Mistake(
        "broken YAML",
        *(FEET, "related: [cold_feet]", "related: [cold_feet", "  followups"),
        ("no valid YAML",),
    ),
    Mistake(
        "unknown YAML tag",
        *(FEET, "evidence: supported", "evidence: !sure supported", "!sure"),
        ("no valid YAML", "!sure"),
    ),
    Mistake(
        "control character",
        *(FEET, "answer: Yes,", "answer: Yes\x07,", "answer: Yes"),
        ("no valid YAML",),
    ),
    Mistake(
        "key that YAML takes for yes or no",
        *(FEET, "evidence: supported", "evidence: supported\n  on: yes", "  on:"),
        ("unknown key",),
    ),
    Mistake(
        "key that is a list",
        *(FEET, "evidence: supported", "evidence: supported\n  [1]: see the guide", "[1]: see"),
        ("no valid YAML",),
    ),
    Mistake(
        "entry that is no mapping",
        *(HOUSE, "hours:\n", "parking: behind the house\nhours:\n", "parking"),
        ("parking", "key: value"),
    ),
    Mistake(
        "file that is a list",
        *("sources.yml", "guide:\n", "- guide:\n", "guide:"),
        ("key: value",),
    ),
    Mistake(
        "phrasing twice in one topic",
        *(FEET, "- are warm feet better 7", "- Are warm feet better 3", "phrasings:"),
        ("'Are warm feet better 3' stands twice", "delete one"),
    ),
    Mistake(
        "phrasing in two topics",
        *(HOUSE, "- opening times 7", "- What about cold feet 3", "What about cold feet 3"),
        ("is a phrasing of cold_feet too", "delete one"),
    ),
    Mistake(
        "too few phrasings",
        *(FEET, "    - are warm feet better 25\n", "", "phrasings:"),
        ("warm_feet.phrasings", "write more"),
    ),
    Mistake(
        "phrasing that YAML takes for a mapping",
        *(FEET, "- what about cold feet 9", "- honest question: cold feet", "honest question"),
        ("cold_feet.phrasings", "quotes"),
    ),
    Mistake(
        "answer without a citation",
        *(
            FEET,
            "[1] Warm them up slowly.\n  evidence: limited\n  citations:\n"
            "    - {article: guide, section: Cold feet}\n",
            "Warm them up slowly.\n",
            "cold_feet:\n",
        ),
        ("cold_feet", "needs at least one citation", "add it"),
    ),
    Mistake(
        "mark without a citation",
        *(FEET, "hot towel is enough. [1]", "hot towel is enough. [3]", "warm_feet:"),
        ("mark [3] has no citation", "add the citation"),
    ),
    Mistake(
        "citation without a mark",
        *(FEET, "more easily. [2]", "more easily.", "warm_feet:"),
        ("citation 2 is used by no mark", "put [2] behind the sentence"),
    ),
    Mistake(
        "unknown article",
        *(FEET, "{article: guide, section: Pressure}", "{article: gude, section: P}", "gude"),
        ("warm_feet", "no source gude", "use one of guide"),
    ),
    Mistake(
        "unknown section",
        *(FEET, "section: Pressure", "section: Presure", "Presure"),
        ("guide has no section 'Presure'", "listed in sources.yml"),
    ),
    Mistake(
        "evidence missing",
        *(FEET, "  evidence: supported\n", "", "warm_feet:"),
        ("evidence is missing", "supported", "debunked"),
    ),
    Mistake(
        "evidence of an unknown level",
        *(FEET, "evidence: supported", "evidence: certain", "evidence: certain"),
        ("warm_feet.evidence", "supported", "debunked"),
    ),
    Mistake(
        "kind of reply unknown",
        *(BOUNDARY, "kind: unknown", "kind: uncovered", "kind: uncovered"),
        ("gout.kind", "'unknown'"),
    ),
    Mistake(
        "boundary topic with a citation",
        *(
            BOUNDARY,
            "ask your doctor.",
            "ask your doctor. [1]\n  citations: [{article: guide, section: Pressure}]",
            "gout:",
        ),
        ("no citations", "remove them"),
    ),
    Mistake(
        "unknown related topic",
        *(FEET, "related: [cold_feet]", "related: [colt_feet]", "colt_feet"),
        ("warm_feet", "no topic colt_feet", "use an id"),
    ),
    Mistake(
        "topic related to itself",
        *(FEET, "related: [cold_feet]", "related: [warm_feet]", "related: [warm_feet]"),
        ("not related to itself", "name another"),
    ),
    Mistake(
        "unknown kind of follow-up",
        *(FEET, "{why: cold_feet}", "{wherefore: cold_feet}", "wherefore"),
        ("no follow-up kind wherefore", "followups.yml"),
    ),
    Mistake(
        "follow-up to an unknown topic",
        *(FEET, "{why: cold_feet}", "{why: colt_feet}", "colt_feet"),
        ("no topic colt_feet", "use an id"),
    ),
    Mistake(
        "follow-up kind to an unknown topic",
        *("followups.yml", "otherwise: same", "otherwise: sane", "otherwise: sane"),
        ("no topic sane", "or `same`"),
    ),
    Mistake(
        "place in an answer that spa.yml lacks",
        *(HOUSE, "$hours", "$opening", "$opening"),
        ("spa.yml has nothing for the place", "opening", "name one of its fields"),
    ),
    Mistake(
        "place in the detail that spa.yml lacks",
        *(HOUSE, "open $hours.", "open $hours.\n  more: Or $later.", "$later"),
        ("spa.yml has nothing for the place", "later"),
    ),
    Mistake(
        "dollar sign that is no place",
        *(HOUSE, "open $hours.", "open $hours for $5.", "$5"),
        ("$$",),
    ),
    Mistake(
        "question too long for a button",
        *(BOUNDARY, "Can I come with gout?", "Can I come with gout, " * 5, "question:"),
        ("gout.question", "80 characters"),
    ),
    Mistake(
        "spa without an emergency number",
        *("spa.yml", 'emergency_number: "911"\n', "", "name: Quiet Feet"),
        ("emergency_number is missing", "add it"),
    ),
    Mistake(
        "spa without a crisis line",
        *("spa.yml", '  number: "988"\n', "", "crisis_line:"),
        ("crisis_line.number", "is missing", "add it"),
    ),
    Mistake(
        "emergency number that nobody can dial",
        *("spa.yml", '"911"', "nine one one", "nine one one"),
        ("emergency_number", "digits"),
    ),
    Mistake(
        "escalation rule of an unknown urgency",
        *("escalation.yml", "urgency: emergency", "urgency: now", "urgency: now"),
        ("chest.urgency", "'emergency'"),
    ),
    Mistake(
        "condition with a key that findings lack",
        *(ESCALATION, "side: one", "sides: one", "when:\n    all"),
        ("puffy.when", "unknown key sides", "use one of"),
    ),
    Mistake(
        "condition that names no finding",
        *(ESCALATION, "[diabetes]", "[diabetis]", "when:\n    all"),
        ("puffy", "no finding diabetis", "use an id of findings.yml"),
    ),
    Mistake(
        "signal that names no finding",
        *(ESCALATION, "  - {finding: swelling}\n", "  - {finding: puff}\n", "finding: puff"),
        ("puffy", "no finding puff", "use an id of findings.yml"),
    ),
    Mistake(
        "rule of an unknown article",
        *(ESCALATION, "guide / Pressure", "gude / Pressure", "gude"),
        ("chest", "no source gude", "use one of guide"),
    ),
    Mistake(
        "rule of an unknown section",
        *(ESCALATION, "guide / Pressure", "guide / Presure", "Presure"),
        ("chest", "guide has no section 'Presure'", "listed in sources.yml"),
    ),
    Mistake(
        "pattern of a finding that is no regular expression",
        *(FINDINGS, "'chest pain'", "'chest (pain'", "chest (pain"),
        ("chest_pain", "no regular expression", "mend 'chest (pain'"),
    ),
    Mistake(
        "pattern with an unknown word group",
        *(FINDINGS, "swollen <part>", "swollen <prat>", "<prat>"),
        ("swelling", "no word group <prat>", "name it under `words:`"),
    ),
    Mistake(
        "pattern of an attribute that is no regular expression",
        *(FINDINGS, "'left|right'", "'left|right)'", "left|right"),
        ("one", "no regular expression", "mend"),
    ),
    Mistake(
        "word group that is no regular expression",
        *(FINDINGS, "(?:foot|feet)", "(?:foot|feet", "  part:"),
        ("no regular expression", "mend '<part>'"),
    ),
    Mistake(
        "attribute that findings lack",
        *(FINDINGS, "  side:", "  sied:", "attributes:"),
        ("no attribute sied", "use one of", "side"),
    ),
    Mistake(
        "cue of the context that is no regular expression",
        *(CONTEXT, "['is gone']", "['is (gone']", "is (gone"),
        ("after", "no regular expression", "mend 'is (gone'"),
    ),
    Mistake(
        "word of the context with an unknown word group",
        *(CONTEXT, "['my <part>']", "['my <feet>']", "<feet>"),
        ("owned", "no word group <feet>", "name it under `words:`"),
    ),
    Mistake(
        "cue that stands on no side",
        *(CONTEXT, "after:", "behind:", "behind"),
        ("denied", "no side behind", "use one of before, after, around"),
    ),
    *(
        Mistake(
            f"{name} that names no finding",
            *(CONTEXT, f"{name}: [", f"{name}: [itch, ", f"{name}: ["),
            (name, "no finding itch", "use an id of findings.yml"),
        )
        for name in ("bodily", "heals", "lasting", "steadfast")
    ),
    Mistake(
        "reach of an unknown category",
        *(CONTEXT, "denied_after: 3", "denyed_after: 3", "max_words:"),
        ("max_words", "no category denyed_after", "use one of denied, general"),
    ),
    Mistake(
        "question for what findings lack",
        *("questions.yml", "attribute: side", "attribute: sides", "attribute:"),
        ("no attribute sides", "use one of", "side"),
    ),
]


def test_the_small_knowledge_base_is_sound(files: KnowledgeFiles) -> None:
    assert set(files.load().topics) == {"warm_feet", "cold_feet", "hours", "gout"}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_named_with_file_line_and_remedy(
    mistake: Mistake, files: KnowledgeFiles
) -> None:
    files.edit(mistake.file, mistake.old, mistake.new)

    with pytest.raises(KnowledgeError) as raised:
        files.load()

    line = files.line_of(mistake.file, mistake.at)
    prefix = f"{files.directory / mistake.file}:{line}: "
    reports = [str(problem) for problem in raised.value.problems]
    pointing = [report for report in reports if report.startswith(prefix)]
    assert any(all(words in report for words in mistake.says) for report in pointing), reports
