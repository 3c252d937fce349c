"""Train the reader's network on prepared sentences.

    python train.py DATA ENCODER OUT [--passes N] [--batch PIECES] [--rate R] [--seed N] [--share F]
                    [--silver N] [--resume OUT] [--steps N]

DATA is what prepare.py wrote, ENCODER a folder with model.safetensors and vocab.txt, OUT a folder for weights.pt.
After --silver passes the model itself puts names on the training part of EWT, which has none.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from invent import Inventor, spans
from network import Reader, load_encoder
from torch import Tensor
from torch.nn import functional

from saksi.reading.syntax.pieces import CLOSE, OPEN, case_of, pieces_of

NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
_LONGEST = 320
#: How often a set is seen in a pass.
_TIMES = {"ewt-train": 1.0, "own": 1.0, "gum": 1.0, "own-gum": 1.0, "re3d": 2.0, "wnut": 0.25, "ewt-dev": 1.5}
_INVENTED = 4500
#: How much faster than the encoder the layers above it learn.
_TOP = 6


class Coder:
    """Sentences as numbers."""

    def __init__(self, vocabulary: list[str], labels: dict[str, list[str]]) -> None:
        self.vocabulary = {piece: n for n, piece in enumerate(vocabulary)}
        self.labels = labels
        self.index = {layer: {one: n for n, one in enumerate(known)} for layer, known in labels.items()}
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """The pieces of a word."""
        if word not in self.known:
            self.known[word] = pieces_of(word, self.vocabulary)
        return self.known[word]

    def code(self, sentence: dict, look: int = -1) -> dict | None:
        """A sentence as lists of numbers; -1 = unknown. `look` forces a case on every word."""
        ids, cases, first, last = [self.vocabulary[OPEN]], [6], [0], [0]
        for word in sentence["words"]:
            pieces, case = self.pieces(word), case_of(word)
            case = look if look >= 0 and case < 4 else case
            first.append(len(ids))
            ids += pieces
            cases += [case] * len(pieces)
            last.append(len(ids) - 1)
        if len(ids) > _LONGEST:
            return None
        coded = {"ids": [*ids, self.vocabulary[CLOSE]], "cases": [*cases, 6], "first": first, "last": last}
        for layer in ("xpos", "upos", "rels", "names"):
            given = sentence[layer]
            coded[layer] = [-1] + [self.index[layer].get(one, -1) for one in given or [""] * len(sentence["words"])]
        coded["heads"] = [-1] + (sentence["heads"] or [-1] * len(sentence["words"]))
        return coded


def batches(coded: list[dict], size: int, chance: random.Random) -> Iterator[dict[str, Tensor]]:
    """Batches of about `size` pieces, of sentences of like length."""
    order = sorted(coded, key=lambda c: len(c["ids"]) + chance.random() * 4)
    groups: dict[int, list[dict]] = {}
    full: list[list[dict]] = []
    for one in order:
        width = _step(len(one["ids"]))
        group = groups.setdefault(width, [])
        group.append(one)
        if len(group) == max(1, size // width):
            full.append(groups.pop(width))
    full += groups.values()
    chance.shuffle(full)
    for group in full:
        yield padded(group)


def _step(length: int) -> int:
    """Lengths in few steps: kernels are built anew for each shape."""
    return -(-length // 16) * 16 if length < 96 else -(-length // 64) * 64


def padded(group: list[dict]) -> dict[str, Tensor]:
    """A batch of coded sentences as tensors."""
    found = {}
    wide = _step(max(len(one["ids"]) for one in group))
    for key in group[0]:
        width, fill = wide, 6 if key == "cases" else 0 if key in ("ids", "first", "last") else -1
        found[key] = torch.tensor([one[key] + [fill] * (width - len(one[key])) for one in group])
    return found


def precise(reader: Reader, rate: float) -> tuple[torch.optim.Optimizer, dict[str, Tensor]]:
    """The network in bfloat16, with exact copies of its weights that the optimizer moves."""
    encoder = ("layers", "norm", "places")
    exact = {n: p.detach().clone().requires_grad_() for n, p in reader.named_parameters() if p.requires_grad}
    reader.to(torch.bfloat16)
    groups = [
        {"params": [p for n, p in exact.items() if n.startswith(encoder)], "lr": rate},
        {"params": [p for n, p in exact.items() if not n.startswith(encoder)], "lr": _TOP * rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True), exact


def loss_of(reader: Reader, batch: dict[str, Tensor]) -> Tensor:
    """The sum of what each layer costs, where it is annotated."""
    tag, upos, name, arcs, of, to = reader(batch["ids"], batch["cases"], batch["first"], batch["last"])
    total = torch.zeros(())
    for scores, layer in ((tag, "xpos"), (upos, "upos"), (name, "names")):
        if (batch[layer] >= 0).any():
            total = total + functional.cross_entropy(
                scores.float().flatten(0, 1), batch[layer].flatten(), ignore_index=-1
            )
    heads = batch["heads"]
    told = heads >= 0
    if told.any():
        words = (batch["first"] > 0) | (torch.arange(heads.shape[1])[None] == 0)
        scores = arcs.float().masked_fill(~words[:, None, :], -1e4)
        total = total + functional.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=-1)
        row, word = told.nonzero(as_tuple=True)
        scores = reader.relations(of[row, word], to[row, heads[row, word]])
        total = total + functional.cross_entropy(scores.float(), batch["rels"][row, word], ignore_index=-1)
    return total


def label_names(reader: Reader, coder: Coder, sentences: list[dict]) -> None:
    """Put names on sentences that have none; words of which the model is not sure are left out of training."""
    reader.eval()
    plain = [coder.code(sentence) for sentence in sentences]
    order = sorted((n for n, c in enumerate(plain) if c), key=lambda n: len(plain[n]["ids"]))
    with torch.no_grad():
        for at in range(0, len(order), 64):
            part = order[at : at + 64]
            batch = padded([plain[n] for n in part])
            chances = reader(batch["ids"], batch["cases"], batch["first"], batch["last"])[2].float().softmax(-1)
            for row, n in enumerate(part):
                sure, best = chances[row, 1 : len(sentences[n]["words"]) + 1].max(-1)
                tags = [NAMES[i] for i in best.tolist()]
                proper = [one.startswith("NNP") for one in sentences[n]["xpos"]]
                sentences[n]["names"] = [
                    tag if s > 0.8 and (tag != "O" or s > 0.9 or not p) else "?"
                    for tag, s, p in zip(tags, sure.tolist(), proper, strict=True)
                ]


def accuracy(reader: Reader, coder: Coder, sentences: list[dict]) -> dict[str, float]:
    """Shares of right tags, heads and relations by greedy choice, for watching; score.py has the figures that count."""
    reader.eval()
    right = {"xpos": 0, "heads": 0, "las": 0}
    all_words, gold, said, same = 0, 0, 0, 0
    plain = sorted(((coder.code(s), s) for s in sentences), key=lambda pair: len(pair[0]["ids"]) if pair[0] else 0)
    plain = [pair for pair in plain if pair[0]]
    with torch.no_grad():
        for at in range(0, len(plain), 48):
            batch = padded([c for c, _ in plain[at : at + 48]])
            tag, _, name, arcs, of, to = reader(batch["ids"], batch["cases"], batch["first"], batch["last"])
            words = (batch["first"] > 0) | (torch.arange(arcs.shape[1])[None] == 0)
            best = arcs.float().masked_fill(~words[:, None, :], -1e4).argmax(-1)
            told = batch["heads"] >= 0
            row, word = told.nonzero(as_tuple=True)
            if len(row):
                rel = reader.relations(of[row, word], to[row, best[row, word]]).argmax(-1)
                at_head = best[row, word] == batch["heads"][row, word]
                right["xpos"] += int((tag.argmax(-1)[row, word] == batch["xpos"][row, word]).sum())
                right["heads"] += int(at_head.sum())
                plain_rel = [one.split(":")[0] for one in coder.labels["rels"]]
                match = [
                    plain_rel[a] == plain_rel[b]
                    for a, b in zip(rel.tolist(), batch["rels"][row, word].tolist(), strict=True)
                ]
                right["las"] += sum(a and b for a, b in zip(at_head.tolist(), match, strict=True))
                all_words += len(row)
            picked = name.argmax(-1).tolist()
            for one, (_, sentence) in zip(picked, plain[at : at + 48], strict=True):
                if sentence["names"]:
                    a = set(spans([t if t != "?" else "O" for t in sentence["names"]]))
                    b = set(spans([NAMES[i] for i in one[1 : len(sentence["words"]) + 1]]))
                    gold, said, same = gold + len(a), said + len(b), same + len(a & b)
    found = {key: value / max(all_words, 1) for key, value in right.items()} if all_words else {}
    return found | {"names": 2 * same / max(gold + said, 1)}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path)
    ask.add_argument("encoder", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--passes", type=int, default=6)
    ask.add_argument("--batch", type=int, default=2000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--share", type=float, default=1.0)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--silver", type=int, default=2)
    ask.add_argument("--resume", type=Path, metavar="OUT", help="begin with the weights of an earlier OUT")
    ask.add_argument("--steps", type=int, help="end the last pass early, the rate at nought by then")
    given = ask.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    chance = random.Random(given.seed)
    sets = {
        path.stem: [json.loads(line) for line in path.open(encoding="utf-8")] for path in given.data.glob("*.jsonl")
    }
    for sentence in sets["ewt-dev"]:  # its trees are for choosing
        sentence["gold"] = {key: sentence[key] for key in ("xpos", "upos", "heads", "rels")}
    trees = sets["ewt-train"] + sets["gum"]
    labels = {"names": NAMES}
    for layer in ("xpos", "upos", "rels"):
        labels[layer] = sorted({one for s in trees for one in s[layer]})
    vocabulary = (given.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    coder = Coder(vocabulary, labels)
    reader = Reader(len(labels["xpos"]), len(labels["upos"]), len(NAMES), len(labels["rels"]))
    if given.resume:
        reader.load_state_dict(torch.load(given.resume / "weights.pt"))
    else:
        load_encoder(reader, given.encoder / "model.safetensors")
    reader.pieces.weight.requires_grad_(False)
    optimizer, masters = precise(reader, given.rate)
    inventor = Inventor(given.seed)
    watched = {"ewt-dev": [s | s["gold"] for s in sets["ewt-dev"]][::4], "re3d-test": sets["re3d-test"]}
    step, total = 0, None
    for number in range(given.passes):
        start, losses = time.time(), []
        if number == given.silver:
            label_names(reader, coder, sets["ewt-train"] + sets["own"])
            found = sum(len(spans(s["names"])) for s in sets["ewt-train"] if s["names"])
            print(f"silver names on EWT train: {found}", flush=True)
        reader.train()
        coded = list(one_pass(sets, coder, inventor, chance, given.share))
        ready = list(batches(coded, given.batch, chance))
        total = total or given.steps or len(ready) * given.passes
        ready = ready[: max(0, total - step)]
        reader.train()
        for batch in ready:
            ease = min((step + 1) / (0.06 * total), max(0.0, 1 - step / total))
            for group, rate in zip(optimizer.param_groups, (given.rate, _TOP * given.rate), strict=True):
                group["lr"] = rate * ease
            loss = loss_of(reader, batch)
            reader.zero_grad(set_to_none=True)
            loss.backward()
            for name, parameter in reader.named_parameters():
                if parameter.requires_grad:
                    masters[name].grad = None if parameter.grad is None else parameter.grad.float()
            torch.nn.utils.clip_grad_norm_(masters.values(), 1.0)
            optimizer.step()
            with torch.no_grad():
                for name, master in masters.items():
                    reader.get_parameter(name).copy_(master)
            losses.append(float(loss.detach()))
            step += 1
            if step % 100 == 0:
                print(
                    f"  step {step}/{total} loss {sum(losses[-100:]) / 100:.3f} {time.time() - start:.0f} s", flush=True
                )
        seen = {name: {k: round(v, 4) for k, v in accuracy(reader, coder, s).items()} for name, s in watched.items()}
        print(
            f"pass {number + 1}: loss {sum(losses) / len(losses):.3f}, {time.time() - start:.0f} s, {seen}", flush=True
        )
        given.out.mkdir(parents=True, exist_ok=True)
        kept = {name: value.float() for name, value in reader.state_dict().items()} | {
            n: m.data for n, m in masters.items()
        }
        torch.save(kept, given.out / "weights.pt")
        (given.out / "labels.json").write_text(json.dumps(labels), encoding="utf-8")


def one_pass(sets: dict, coder: Coder, inventor: Inventor, chance: random.Random, share: float) -> Iterator[dict]:
    """The sentences of a pass, some with other names or other capitals."""
    for name, times in _TIMES.items():
        for sentence in sets[name]:
            for _ in range(int(times) + (chance.random() < times % 1)):
                if chance.random() < share:
                    plain = (
                        sentence if name != "ewt-dev" else sentence | dict.fromkeys(("xpos", "upos", "heads", "rels"))
                    )
                    yield from _coded(coder, inventor, plain, chance)
    for _ in range(int(_INVENTED * share)):
        yield from _coded(coder, inventor, inventor.sentence(), chance)


def _coded(coder: Coder, inventor: Inventor, sentence: dict, chance: random.Random) -> Iterator[dict]:
    if sentence["names"] and (sentence["heads"] is None or chance.random() < 0.35):
        sentence = inventor.replaced(sentence)
    roll = chance.random()
    look = 0 if roll < 0.03 else 2 if roll < 0.05 else 1 if roll < 0.08 else -1
    if (coded := coder.code(sentence, look)) is not None:
        yield coded


if __name__ == "__main__":
    main()
