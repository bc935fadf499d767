"""Our runner gives what Rasa's own gives, whatever the nodes need of each other."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from footnote.server.graph_runner import SequentialGraphRunner


class Arithmetic(GraphComponent):
    """Adds or multiplies."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> Arithmetic:
        return cls()

    def add(self, left: int, right: int) -> int:
        return left + right

    def double(self, value: int) -> int:
        return 2 * value

    def fail(self, value: int) -> int:
        raise RuntimeError("no")


def _node(function: str, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Arithmetic, constructor_name="create", fn=function, config={}
    )


SCHEMA = GraphSchema(
    {
        "sum": _node("add", left="doubled", right="__input__"),
        "doubled": _node("double", value="__input__"),
        "failing": _node("fail", value="__input__"),
        "doubled_sum": _node("double", value="sum"),
    }
)


def _runner(kind: type[DaskGraphRunner], tmp_path: Any) -> GraphRunner:
    return kind.create(SCHEMA, LocalModelStorage(tmp_path), ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [["sum"], ["doubled_sum", "doubled"], ["doubled"]])
def test_targets_are_what_rasas_own_runner_gives(tmp_path: Any, targets: list[str]) -> None:
    ours, rasas = (_runner(kind, tmp_path) for kind in (SequentialGraphRunner, DaskGraphRunner))

    for value in (3, 4):
        inputs = {"__input__": value}
        assert ours.run(inputs, targets) == rasas.run(inputs, targets)


def test_nodes_that_no_target_needs_are_not_run(tmp_path: Any) -> None:
    result = _runner(SequentialGraphRunner, tmp_path).run({"__input__": 3}, ["doubled_sum"])

    assert result == {"doubled_sum": 18}


def test_a_failing_node_fails_the_run(tmp_path: Any) -> None:
    for kind in (SequentialGraphRunner, DaskGraphRunner):
        with pytest.raises(GraphComponentException, match="failing"):
            _runner(kind, tmp_path).run({"__input__": 3}, ["failing"])


def test_a_missing_input_fails_the_run(tmp_path: Any) -> None:
    with pytest.raises(GraphRunError, match="__input__"):
        _runner(SequentialGraphRunner, tmp_path).run({}, ["doubled"])
