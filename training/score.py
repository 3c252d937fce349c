"""What the shipped model reaches, on text as the reader gets it: its own words and its own sentences.

    python score.py DATA        DATA is what prepare.py wrote

Words, tags and trees: EWT test; a word counts where its letters are the same, an arc where its head's are, relations
without their subtypes. Names: exact span and kind, on EWT test (Universal NER) and on the folder of re3d that trained
nothing. Speed, memory and load are those of this machine, on stories of 600 words made of EWT test.
"""

import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

_KINDS = {"PER": "person", "ORG": "body", "LOC": "place"}


def joined(sentences: list[dict]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of sentences, a line a paragraph, and where each word stands in it."""
    text, places = "", []
    for sentence in sentences:
        if text:
            text = text.rstrip() + "\n" if sentence.get("opens", True) else text
        spans = []
        for word, space in zip(sentence["words"], sentence["space"], strict=True):
            spans.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        places.append(spans)
    return text, places


def ratio(same: int, said: int, gold: int) -> str:
    """F and what it is made of."""
    f, precision, recall = 200 * same / max(said + gold, 1), 100 * same / max(said, 1), 100 * same / max(gold, 1)
    return f"F {f:.2f} (P {precision:.1f}, R {recall:.1f})"


def trees(sentences: list[dict]) -> None:
    from saksi.model import Zone
    from saksi.model.span import Span
    from saksi.reading.page import lay_out
    from saksi.reading.syntax.parser import parse

    text, places = joined(sentences)
    gold: dict[tuple[int, int], tuple] = {}
    for sentence, spans in zip(sentences, places, strict=True):
        for n, span in enumerate(spans):
            head = sentence["heads"][n]
            gold[span] = (
                sentence["upos"][n],
                sentence["xpos"][n],
                spans[head - 1] if head else None,
                sentence["rels"][n].split(":")[0],
            )
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))
    found = [s.span for s in page.sentences]
    ends = {spans[-1][1] for spans in places}
    print("sentences", ratio(len(ends & {s.end for s in found}), len(found), len(ends)))
    for name, spans in (
        ("own sentences", found),
        ("sentences given", [Span(start=s[0][0], end=s[-1][1]) for s in places]),
    ):
        counts: Counter = Counter()
        for one in parse(text, spans):
            counts["said"] += len(one.words)
            for n, word in enumerate(one.words):
                told = gold.get((word.start, word.end))
                if told is None:
                    continue
                head = one.heads[n]
                place = (one.words[head].start, one.words[head].end) if head >= 0 else None
                counts["words"] += 1
                counts["upos"] += told[0] == one.parts[n]
                counts["xpos"] += told[1] == one.tags[n]
                counts["uas"] += told[2] == place
                counts["las"] += told[2] == place and told[3] == one.relations[n].split(":")[0]
        for key in ("words", "upos", "xpos", "uas", "las"):
            print(f"EWT test, {name}: {key}", ratio(counts[key], counts["said"], len(gold)))


def names(sentences: list[dict], title: str) -> None:
    from saksi.model.span import Span
    from saksi.reading.syntax.parser import parse

    text, places = joined(sentences)
    gold, left_out = set(), set()
    for sentence, spans in zip(sentences, places, strict=True):
        at: list = []
        for tag, span in zip([*(sentence["names"] or []), "O"], [*spans, (0, 0)], strict=False):
            if at and not tag.startswith("I-"):
                gold.add(tuple(at))
                at = []
            if tag.startswith("B-"):
                at = [span[0], span[1], _KINDS[tag[2:]]]
            elif tag.startswith("I-") and at:
                at[1] = span[1]
            elif tag == "?":
                left_out.add(span[0])
    said = set()
    for one in parse(text, [Span(start=s[0][0], end=s[-1][1]) for s in places]):
        for name in one.names:
            starts = {one.words[n].start for n in range(name.first, name.last + 1)}
            if not starts & left_out:
                said.add((one.words[name.first].start, one.words[name.last].end, name.label))
    print(f"{title}: all {ratio(len(gold & said), len(said), len(gold))}")
    for kind in _KINDS.values():
        a, b = {g for g in gold if g[2] == kind}, {s for s in said if s[2] == kind}
        print(f"{title}: {kind} {ratio(len(a & b), len(b), len(a))}, {len(a)} of them")


def speed(sentences: list[dict]) -> None:
    from saksi.model.span import Span
    from saksi.reading.syntax.parser import parse

    stories, size = [[]], 0
    for sentence in sentences:
        stories[-1].append(sentence)
        size += len(sentence["words"])
        if size >= 600:
            stories.append([])
            size = 0
    ready = [joined(story) for story in stories[:20]]
    start = time.process_time()
    for text, places in ready:
        parse(text, [Span(start=s[0][0], end=s[-1][1]) for s in places])
    print(f"stories of 600 words a second of one core: {len(ready) / (time.process_time() - start):.1f}")


def main(data: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    from saksi.reading.syntax import parser

    parser.parse("Load.", [parser.Span(start=0, end=5)])
    print(f"load, seconds of one core: {time.process_time() - start:.2f}")
    sets = {
        n: [json.loads(line) for line in (data / f"{n}.jsonl").open(encoding="utf-8")]
        for n in ("ewt-test", "re3d-test")
    }
    speed(sets["ewt-test"])
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most, {before // 1024} before")
    trees(sets["ewt-test"])
    names(sets["ewt-test"], "EWT test")
    names(sets["re3d-test"], "re3d, folder held out")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
