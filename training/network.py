"""The network: a small BERT encoder, then tags, names and a tree for each sentence, read off the same word vectors."""

import json
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, PIECES, PLACES = 384, 6, 12, 1536, 30522, 512
CASES = 7  #: the six looks of a word, and 6 for what is no word
_ARC, _REL = 192, 64


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` is added to the scores: 0 for pieces, very small for padding."""
        size = WIDTH // HEADS
        batch, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4).unbind(0)
        # spelt out: on a CPU, for sentences, faster to train than the fused kernel
        mixed = functional.softmax(q @ k.transpose(-1, -2) * (size**-0.5) + mask, dim=-1) @ v
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """Pieces in; tags, names, arcs and relations out, a row a word."""

    def __init__(
        self, tags: int, upos: int, names: int, relations: int, dropout: float = 0.1, top: float = 0.3
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout, self.top = nn.Dropout(dropout), nn.Dropout(top)
        self.tag, self.upos, self.name = nn.Linear(WIDTH, tags), nn.Linear(WIDTH, upos), nn.Linear(WIDTH, names)
        self.arc_of, self.arc_to = nn.Linear(WIDTH, _ARC), nn.Linear(WIDTH, _ARC)
        self.rel_of, self.rel_to = nn.Linear(WIDTH, _REL), nn.Linear(WIDTH, _REL)
        self.arc = nn.Parameter(torch.zeros(_ARC + 1, _ARC))
        self.rel = nn.Parameter(torch.zeros(relations, _REL + 1, _REL + 1))
        nn.init.zeros_(self.cases.weight)
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.rel, std=0.02)

    def words(self, ids: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """The vectors of the words; row 0 of each sentence is its opening piece, the root."""
        mask = ((ids == 0).to(self.places.weight.dtype) * -10000.0)[:, None, None, :]
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.pieces(ids) + self.places(places)[None] + self.cases(cases))
        x = self.dropout(x)
        for layer in self.layers:
            x = layer(x, mask)
        batch, count = first.shape[0], first.shape[1]
        wide = (batch, count, WIDTH)
        x = (x.gather(1, first[:, :, None].expand(wide)) + x.gather(1, last[:, :, None].expand(wide))) * 0.5
        return self.top(x)

    def forward(self, ids: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Scores: tag, upos and name a word; arcs [word, head]; relations [word, head, relation]."""
        x = self.words(ids, cases, first, last)
        of, to = self.top(functional.gelu(self.arc_of(x))), self.top(functional.gelu(self.arc_to(x)))
        arcs = _with_one(of) @ self.arc @ to.transpose(1, 2)
        rel_of, rel_to = self.top(functional.gelu(self.rel_of(x))), self.top(functional.gelu(self.rel_to(x)))
        return self.tag(x), self.upos(x), self.name(x), arcs, _with_one(rel_of), _with_one(rel_to)

    def relations(self, of: Tensor, to: Tensor) -> Tensor:
        """Scores of the relations of words to given heads: both [n, width] → [n, relation]."""
        return torch.einsum("nd,rde,ne->nr", of, self.rel, to)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[:, :, :1])], dim=2)


def load_encoder(reader: Reader, path: Path) -> None:
    """Fill the encoder with the published weights (safetensors, names of BERT)."""
    raw = _safetensors(path)

    def put(target: nn.Module, name: str) -> None:
        target.weight.data.copy_(raw[name + ".weight"])
        target.bias.data.copy_(raw[name + ".bias"])

    reader.pieces.weight.data.copy_(raw["embeddings.word_embeddings.weight"])
    types = raw["embeddings.token_type_embeddings.weight"][0]
    reader.places.weight.data.copy_(raw["embeddings.position_embeddings.weight"] + types)
    put(reader.norm, "embeddings.LayerNorm")
    for n, layer in enumerate(reader.layers):
        base = f"encoder.layer.{n}."
        parts = [f"{base}attention.self.{one}" for one in ("query", "key", "value")]
        layer.qkv.weight.data.copy_(torch.cat([raw[part + ".weight"] for part in parts]))
        layer.qkv.bias.data.copy_(torch.cat([raw[part + ".bias"] for part in parts]))
        put(layer.out, base + "attention.output.dense")
        put(layer.norm1, base + "attention.output.LayerNorm")
        put(layer.up, base + "intermediate.dense")
        put(layer.down, base + "output.dense")
        put(layer.norm2, base + "output.LayerNorm")


def _safetensors(path: Path) -> dict[str, Tensor]:
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    found = {}
    for name, about in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = about["data_offsets"]
            values = torch.frombuffer(bytearray(data[8 + size + start : 8 + size + end]), dtype=torch.float32)
            found[name] = values.view(about["shape"])
    return found
