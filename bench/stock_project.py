"""The stock side's Rasa project: what `rasa init` configures, on Footnote's own training data."""

from __future__ import annotations

import argparse
from copy import deepcopy
from pathlib import Path
from typing import Any

import rasa
import yaml
from rasa.shared.core.training_data.story_writer.yaml_story_writer import YAMLStoryWriter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.language.importer import KnowledgeImporter

#: What Rasa puts in place of the empty `pipeline:` and `policies:` that `rasa init` writes.
DEFAULT_CONFIG = Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml"

#: Without it a message under the default pipeline's threshold gets no reply and costs less.
FALLBACK_RULE: dict[str, Any] = {
    "rule": "say that the message is not covered",
    "steps": [{"intent": "nlu_fallback"}, {"action": "action_out_of_scope"}],
}


def write_stock_project(folder: Path, epochs: int, with_stories: bool) -> None:
    """Write configuration, domain and training data that plain `rasa train` reads.

    Examples, intents and rules are those that Footnote answers questions with.

    Args:
        folder: an empty folder.
        epochs: of every component and policy that has epochs; 100 is Rasa's default.
        with_stories: write every rule as a story too. TED and UnexpecTED learn from stories only,
            and without any they are left untrained, which makes a turn cheaper.
    """
    data = folder / "data"
    data.mkdir()
    config = _default_config(epochs)
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    importer = KnowledgeImporter("config.yml", "domain.yml", ["data"])
    importer.get_domain().persist(folder / "domain.yml")
    (data / "nlu.yml").write_text(_examples(importer).nlu_as_yaml(), encoding="utf-8")
    rules = [*_rules(importer), FALLBACK_RULE]
    conversations: dict[str, Any] = {"version": "3.1", "rules": rules}
    if with_stories:
        conversations["stories"] = [
            {"story": rule["rule"], "steps": deepcopy(rule["steps"])} for rule in rules
        ]
    (data / "conversations.yml").write_text(yaml.safe_dump(conversations), encoding="utf-8")


def _default_config(epochs: int) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load(DEFAULT_CONFIG.read_text(encoding="utf-8"))
    for part in (*config["pipeline"], *config["policies"]):
        if "epochs" in part:
            part["epochs"] = epochs
    return {**config, "assistant_id": "stock"}


def _examples(importer: KnowledgeImporter) -> TrainingData:
    """Return the examples as text and intent, without what only Footnote's components read.

    Examples of reports, conditions and harmless messages teach Footnote's triage; no rule answers
    their labels, so stock is spared learning them.
    """
    ruled = {
        step["intent"] for rule in _rules(importer) for step in rule["steps"] if "intent" in step
    }
    examples = importer.get_nlu_data().intent_examples
    return TrainingData(
        [
            Message.build(text=e.get(TEXT), intent=e.get(INTENT))
            for e in examples
            if e.get(INTENT) in ruled
        ]
    )


def _rules(importer: KnowledgeImporter) -> list[dict[str, Any]]:
    written = YAMLStoryWriter().dumps(importer.get_stories().story_steps)
    rules: list[dict[str, Any]] = yaml.safe_load(written)["rules"]
    return rules


def main() -> None:
    """Write the project: its own process, so that reading it does not weigh on the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--stories", action="store_true")
    arguments = parser.parse_args()
    write_stock_project(arguments.folder, arguments.epochs, arguments.stories)


if __name__ == "__main__":
    main()
