"""The trained part of reading: words, tags, trees and names of sentences, from the weights in `reading/model/`.

Nothing here decides what a document says: it is material for the rules. The same text gives the same parse; the weights
are read when the first text is, once.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy

from saksi.model import Span

from .parsed import Label, Named, Parsed
from .pieces import CLOSE, OPEN, case_of, pieces_of
from .trees import heads_of
from .words import Word, words_in

_LABELS: dict[str, Label] = {"PER": "person", "ORG": "body", "LOC": "place"}
#: Pieces in a batch: small ones run faster on a small machine.
_BATCH = 240
#: Longer sentences are parsed in parts.
_LONGEST = 300
_NO_WORD = 6


def parse(text: str, sentences: Sequence[Span]) -> tuple[Parsed, ...]:
    """Parse sentences of a text, in order. A very long one is parsed in parts, each with a root of its own."""
    parts = [list(_coded(words_in(text, span.start, span.end))) for span in sentences]
    coded = [one for found in parts for one in found]
    order = sorted(range(len(coded)), key=lambda n: len(coded[n].ids))
    found: dict[int, Parsed] = {}
    for group in _groups(order, coded):
        found.update(zip(group, _run([coded[n] for n in group]), strict=True))
    ready = iter(found[n] for n in range(len(coded)))
    return tuple(_joined([next(ready) for _ in one]) for one in parts)


def _joined(parts: Sequence[Parsed]) -> Parsed:
    """The parts of a long sentence as one."""
    whole = parts[0] if parts else Parsed((), (), (), (), (), (), ())
    for part in parts[1:]:
        past = len(whole.words)
        heads = tuple(head + past if head >= 0 else head for head in part.heads)
        names = tuple(Named(one.first + past, one.last + past, one.label, one.chance) for one in part.names)
        whole = Parsed(
            words=whole.words + part.words,
            parts=whole.parts + part.parts,
            tags=whole.tags + part.tags,
            heads=whole.heads + heads,
            relations=whole.relations + part.relations,
            sure=whole.sure + part.sure,
            names=whole.names + names,
        )
    return whole


@dataclass(frozen=True, slots=True)
class _Coded:
    """Words as the network takes them."""

    words: tuple[Word, ...]
    ids: list[int]
    cases: list[int]
    first: list[int]
    last: list[int]


def _coded(words: Sequence[Word]) -> Iterator[_Coded]:
    vocabulary = _vocabulary()
    ids, cases, first, last, start = [vocabulary[OPEN]], [_NO_WORD], [0], [0], 0

    def whole(end: int) -> _Coded:
        return _Coded(tuple(words[start:end]), [*ids, vocabulary[CLOSE]], [*cases, _NO_WORD], first, last)

    for number, word in enumerate(words):
        pieces = pieces_of(word.text, vocabulary)
        if len(ids) + len(pieces) > _LONGEST:
            yield whole(number)
            ids, cases, first, last, start = [vocabulary[OPEN]], [_NO_WORD], [0], [0], number
        first.append(len(ids))
        ids += pieces
        cases += [case_of(word.text)] * len(pieces)
        last.append(len(ids) - 1)
    if start < len(words):
        yield whole(len(words))


def _groups(order: Sequence[int], coded: Sequence[_Coded]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in order:
        if group and len(coded[number].ids) * (len(group) + 1) > _BATCH:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _run(group: Sequence[_Coded]) -> Iterator[Parsed]:
    model = _model()
    inputs = {
        "ids": _table([one.ids for one in group], 0),
        "cases": _table([one.cases for one in group], _NO_WORD),
        "first": _table([one.first for one in group], 0),
        "last": _table([one.last for one in group], 0),
    }
    for one, *scores in zip(group, *model.run(None, inputs), strict=True):
        yield _decided(one.words, *scores)


def _table(rows: Sequence[Sequence[int]], fill: int) -> Any:
    width = max(len(row) for row in rows)
    return numpy.array([[*row, *[fill] * (width - len(row))] for row in rows], dtype=numpy.int64)


def _decided(words: tuple[Word, ...], parts: Any, tags: Any, names: Any, arcs: Any, relations: Any) -> Parsed:
    labels, size = _labels(), len(words) + 1
    scores = arcs[:size, :size]
    heads = heads_of(scores)
    chances = numpy.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    return Parsed(
        words=words,
        parts=tuple(labels["upos"][n] for n in parts[1:size]),
        tags=tuple(labels["xpos"][n] for n in tags[1:size]),
        heads=tuple(head - 1 for head in heads),
        relations=tuple(labels["rels"][relations[n, head]] for n, head in enumerate(heads, 1)),
        sure=tuple(float(chances[n, head]) for n, head in enumerate(heads, 1)),
        names=tuple(_names(names[1:size])),
    )


def _names(chances: Any) -> Iterator[Named]:
    """The likeliest sequence of names in which none begins inside another."""
    tags = _labels()["names"]
    open_ = first = None
    path = _likeliest(numpy.log(chances + 1e-9), tags)
    sure: list[float] = []
    for number, tag in enumerate([*(tags[n] for n in path), "O"]):
        if open_ is not None and first is not None and not tag.startswith("I-"):
            yield Named(first, number - 1, _LABELS[open_], round(min(sure), 3))
            open_ = None
        if tag.startswith("B-"):
            open_, first, sure = tag[2:], number, []
        if tag != "O":
            sure.append(float(chances[number, path[number]]))


def _likeliest(scores: Any, tags: Sequence[str]) -> list[int]:
    """Viterbi over BIO tags: an inside tag follows only its own kind."""
    allowed = numpy.array([[not b.startswith("I-") or a[1:] == b[1:] for b in tags] for a in tags])
    moves = numpy.where(allowed, 0.0, -1e9)
    start = numpy.array([-1e9 if tag.startswith("I-") else 0.0 for tag in tags])
    best, back = scores[0] + start, []
    for row in scores[1:]:
        paths = best[:, None] + moves
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@cache
def _vocabulary() -> dict[str, int]:
    pieces = _file("pieces.txt").decode("utf-8").splitlines()
    return {piece: number for number, piece in enumerate(pieces)}


@cache
def _labels() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(_file("labels.json"))
    return found


@cache
def _model() -> Any:
    import onnxruntime  # a tenth of a second, and half of the commands read nothing

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_file("reader.onnx"), options, providers=["CPUExecutionProvider"])


def _file(name: str) -> bytes:
    return (files("saksi.reading") / "model" / name).read_bytes()
