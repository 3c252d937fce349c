"""Trained weights made into the file that is shipped: one ONNX graph, matrices in 8 bits, a scale for each column.

    python export.py ENCODER OUT TRAINED…

Of several trained from one beginning the mean of their weights is taken: it does better than each.

Weights keep 7 of the 8 bits, so that processors without the newer instructions add up the same whole numbers.
"""

import json
import sys
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from network import Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

#: No sentence is longer: the reader parses longer ones in parts of 300 pieces.
_LONGEST = 302


class Shipped(nn.Module):
    """The network as it runs: decided tags and relations, chances of names, scores of arcs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        table = reader.pieces.weight.data
        scale = table.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        reader.pieces = nn.Identity()
        reader.places.weight = nn.Parameter(reader.places.weight.data[:_LONGEST].clone())

    def forward(self, ids: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Of each word: part of speech, tag, chances of names, scores of heads, its relation to each head."""
        reader = self.reader
        pieces = self.table[ids].float() * self.scale[ids]
        length = ids.shape[1]
        mask = ((ids == 0).float() * -10000.0)[:, None, None, :]
        x = reader.norm(pieces + reader.places.weight[:length][None] + reader.cases(cases))
        for layer in reader.layers:
            x = layer(x, mask)
        wide = x.shape[2]
        x = (
            x.gather(1, first[:, :, None].expand(-1, -1, wide)) + x.gather(1, last[:, :, None].expand(-1, -1, wide))
        ) * 0.5
        gelu = nn.functional.gelu
        of, to = gelu(reader.arc_of(x)), gelu(reader.arc_to(x))
        arcs = (of @ reader.arc[:-1] + reader.arc[-1]) @ to.transpose(1, 2)
        rel_of, rel_to = gelu(reader.rel_of(x)), gelu(reader.rel_to(x))
        one = torch.ones_like(rel_of[:, :, :1])
        rel_of, rel_to = torch.cat([rel_of, one], 2), torch.cat([rel_to, one], 2)
        left = torch.einsum("bwd,rde->bwre", rel_of, reader.rel)
        rels = torch.einsum("bwre,bhe->bwrh", left, rel_to)
        return reader.upos(x).argmax(-1), reader.tag(x).argmax(-1), reader.name(x).softmax(-1), arcs, rels.argmax(2)


def mean(trained: list[Path]) -> dict[str, Tensor]:
    """The mean of the weights in these folders."""
    weights = [torch.load(one / "weights.pt") for one in trained]
    return {name: sum(one[name] for one in weights) / len(weights) for name in weights[0]}


def main(encoder: Path, out: Path, *trained: Path) -> None:
    labels = json.loads((trained[0] / "labels.json").read_text(encoding="utf-8"))
    reader = Reader(len(labels["xpos"]), len(labels["upos"]), len(labels["names"]), len(labels["rels"]))
    reader.load_state_dict(mean(list(trained)))
    reader.eval()
    shipped = Shipped(reader).eval()
    ids = torch.randint(1000, 5000, (2, 9))
    words = torch.arange(6)[None].repeat(2, 1)
    out.mkdir(parents=True, exist_ok=True)
    inputs = ["ids", "cases", "first", "last"]
    outputs = ["upos", "tag", "names", "arcs", "relations"]
    wide = {name: {0: "batch", 1: "pieces"} for name in inputs[:2]} | {
        name: {0: "batch", 1: "words"} for name in inputs[2:]
    }
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            shipped,
            (ids, torch.zeros_like(ids), words, words),
            str(plain),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=wide,
            opset_version=17,
            dynamo=False,
        )
        graph = onnx.load(plain)
        graph.producer_name, graph.producer_version, graph.doc_string = "saksi", "", ""
        for node in graph.graph.node:
            node.doc_string = ""
        onnx.save(graph, plain)
        target = out / "reader.onnx"
        quantize_dynamic(
            plain,
            target,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )
    (out / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    (out / "pieces.txt").write_text((encoder / "vocab.txt").read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
