"""The archives made into sentences for training: one JSON line a sentence, a layer that nobody annotated is null.

    python prepare.py ARCHIVES OUT

Layers: words, space (whether a space follows), xpos, upos, heads (0 = root), rels, names (BIO; "?" = leave out).
"""

import json
import re
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from score import joined

from saksi.model import Zone
from saksi.model.span import Span
from saksi.reading.naming import countries, demonyms
from saksi.reading.page import lay_out
from saksi.reading.syntax.words import words_in

#: Genres of GUM whose texts are CC BY, CC BY-SA or public domain by its LICENSE.txt and whose prose is of use here.
GENRES = ("bio", "interview", "news", "speech", "textbook", "vlog", "voyage")
#: This folder of re3d trains nothing: names are measured on it.
HELD_OUT = "UK Government"
_WORDS = {
    key: frozenset(word.strip() for word in " ".join(text.split()).split("|"))
    for key, text in tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")).items()
}
TITLES = _WORDS["titles"]
#: Words that GUM and re3d call a person where they stand alone.
ALONE = _WORDS["alone"]


def conllu(text: str) -> Iterator[dict]:
    """The sentences of a CoNLL-U file; words of a multi-word token stand one by one."""
    for block in text.split("\n\n"):
        rows, glued, ident, opens = [], {}, "", False
        for line in block.splitlines():
            if line.startswith("# sent_id"):
                ident = line.split("=", 1)[1].strip()
            opens = opens or line.startswith(("# newpar", "# newdoc"))
            if line.startswith("#") or not line:
                continue
            cells = line.split("\t")
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                glued.update(dict.fromkeys(range(first, last), "SpaceAfter=No"))
                glued[last] = cells[9]
            elif cells[0].isdigit():
                rows.append(cells)
        if rows:
            yield {
                "id": ident,
                "opens": opens,
                "words": [r[1] for r in rows],
                "space": ["SpaceAfter=No" not in glued.get(n, r[9]) for n, r in enumerate(rows, 1)],
                "upos": [r[3] for r in rows],
                "xpos": [r[4] for r in rows],
                "heads": [int(r[6]) for r in rows],
                "rels": [r[7] for r in rows],
                "names": None,
                "misc": [r[9] for r in rows],
            }


def _past_titles(words: list[str], first: int, last: int) -> int:
    """Where the name begins behind its last title: "Foreign Office Minister X"."""
    behind = [n + 1 for n in range(first, last) if words[n].lower() in TITLES]
    return max([first, *behind])


def iob(text: str) -> dict[str, list[str]]:
    """The name tags of Universal NER by sentence; what is neither person, body nor place is no name."""
    found: dict[str, list[str]] = {}
    ident = ""
    for line in text.splitlines():
        if line.startswith("# sent_id"):
            ident = line.split("=", 1)[1].strip()
            found[ident] = []
        elif line and not line.startswith("#"):
            tag = line.split("\t")[2]
            found[ident].append(tag if tag[2:] in ("PER", "ORG", "LOC") else "O")
    return found


def gum_names(sentence: dict) -> list[str]:
    """Named persons, bodies and places of GUM: mentions whose head is a proper noun, cut to their proper nouns."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    size = len(sentence["words"])
    mentions: list[tuple[int, int, str]] = []
    stack: list[tuple[str, str, int]] = []
    for n, misc in enumerate(sentence["misc"]):
        field = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", field):
            if part.startswith("("):
                cells = part.strip("()").split("-")
                stack.append((cells[0], cells[1] if len(cells) > 1 else "", n))
                if part.endswith(")"):
                    ident, kind, first = stack.pop()
                    mentions.append((first, n, kind))
            else:
                ident = part.rstrip(")").split("-")[0]
                at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == ident), None)
                if at is not None:
                    _, kind, first = stack.pop(at)
                    mentions.append((first, n, kind))
    tags = ["O"] * size
    for first, last, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        span = _proper(sentence, first, last)
        if span is None:
            continue
        if kind not in kinds:
            continue
        a, b = span
        label = kinds[kind]
        if label == "PER":
            a = _past_titles(sentence["words"], a, b)
            inside = sentence["words"][a : b + 1]
            if {"of", "and", "for"} & set(inside) or not inside[0][:1].isupper() or sentence["xpos"][b] == "NNPS":
                tags[a : b + 1] = ["?"] * (b + 1 - a)
                continue
            if inside[0].lower() in TITLES | ALONE:
                continue
        if any(tag != "O" for tag in tags[a : b + 1]):
            continue
        tags[a : b + 1] = ["B-" + label] + ["I-" + label] * (b - a)
    return tags


def _proper(sentence: dict, first: int, last: int) -> tuple[int, int] | None:
    """The proper nouns around the head of a mention, with "of" and hyphens between them."""
    heads = [n for n in range(first, last + 1) if not first + 1 <= sentence["heads"][n] <= last + 1]
    if not heads:
        return None
    head = heads[0]
    upos, words = sentence["upos"], sentence["words"]
    plain = ("DET", "PRON", "ADP", "CCONJ", "AUX", "PUNCT", "SCONJ")
    capital = [words[n][:1].isupper() and upos[n] not in plain for n in range(len(words))]
    if upos[head] != "PROPN" and not (capital[head] and head > 0):
        return None
    a = b = head
    while a > first and (capital[a - 1] or (words[a - 1] in "-&" and a - 1 > first and capital[a - 2])):
        a -= 1
    while b < last:
        if capital[b + 1] or upos[b + 1] == "PROPN":
            b += 1
        elif words[b + 1] in ("of", "for", "-", "&", "and") and b + 2 <= last and capital[b + 2]:
            b += 2
        elif words[b + 1] in ("of", "for") and b + 3 <= last and words[b + 2] == "the" and capital[b + 3]:
            b += 3
        else:
            break
    if words[b] in ("'s", "’s"):
        b -= 1
    return (a, b) if b >= a else None


def wnut(text: str) -> Iterator[dict]:
    """The sentences of WNUT17, in the words of the project where they differ."""
    kinds = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}
    for block in re.split(r"\n\s*\n", text):
        words, tags = [], []
        for line in block.splitlines():
            word, _, tag = line.partition("\t")
            label = kinds.get(tag.strip()[2:].split(",")[0])
            words.append(word)
            tags.append("?" if label and word[:1] in "@#" else tag[:2] + label if label else "O")
        if words and not any(len(word) > 40 for word in words):
            yield _bare("wnut", words, tags)


def _bare(ident: str, words: list[str], tags: list[str], space: list[bool] | None = None) -> dict:
    empty = {"upos": None, "xpos": None, "heads": None, "rels": None}
    return {"id": ident, "words": words, "space": space or [True] * len(words), **empty, "names": tags}


def re3d(archive: tarfile.TarFile, folder: str) -> Iterator[dict]:
    """The sentences of one folder of re3d; titles and descriptions are no part of a name."""
    root = f"names-open/re3d/{folder}/"
    texts = {row["_id"]: row["text"] for row in _rows(archive, root + "documents.json")}
    marks: dict[str, list[tuple[int, int, str]]] = {}
    for row in _rows(archive, root + "entities.json"):
        marks.setdefault(row["documentId"], []).append((row["begin"], row["end"], row["type"]))
    for ident, text in texts.items():
        for start, end in _sentences(text):
            words = words_in(text, start, end)
            if words and len(words) < 150:
                tags = _re3d_tags(text, words, [m for m in marks.get(ident, []) if m[0] < end and m[1] > start])
                space = [text[w.end : w.end + 1].isspace() or w.end >= end for w in words]
                yield _bare(f"re3d-{ident}", [w.text for w in words], tags, space)


def _re3d_tags(text: str, words: tuple, marks: list[tuple[int, int, str]]) -> list[str]:
    kinds = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
    tags = ["O"] * len(words)
    for start, end, kind in sorted(marks, key=lambda m: m[0] - m[1]):
        if kind not in kinds:
            continue
        inside = [n for n, w in enumerate(words) if w.start >= start and w.end <= end]
        if not inside or any(tags[n] != "O" for n in inside):
            continue
        label = kinds[kind]
        whole = list(inside)
        while inside and (
            words[inside[0]].text.lower() in ("the", "a", "an")
            or (label == "PER" and (words[inside[0]].text.lower() in TITLES or not words[inside[0]].text[:1].isupper()))
        ):
            inside.pop(0)
        while inside and not words[inside[-1]].text[:1].isupper() and not words[inside[-1]].text[:1].isdigit():
            inside.pop()
        if label == "PER" and inside:
            inside = [n for n in inside if n >= _past_titles([w.text for w in words], inside[0], inside[-1])]
        said = " ".join(words[n].text for n in inside)
        if said.lower() in ALONE or said in demonyms():
            continue
        if said in countries():
            label = "LOC"
        capital = [words[n].text for n in inside if words[n].text[:1].isupper()]
        small = [words[n].text for n in inside if words[n].text[:1].islower()]
        fine = (
            capital
            and any(words[n].text not in demonyms() for n in inside)
            and all(word in ("of", "for", "and", "the", "in", "on", "al", "de", "bin") for word in small)
        )
        if label == "PER" and (
            {"of", "for", "the", "and", "in"} & set(small)
            or said.lower() in TITLES
            or "," in [words[n].text for n in inside]
        ):
            fine = False
        if fine:
            tags[inside[0]] = "B-" + label
            for n in inside[1:]:
                tags[n] = "I-" + label
        else:
            for n in whole:
                tags[n] = "?" if words[n].text[:1].isupper() else "O"
    return tags


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    from nupunkt import sent_spans

    at = 0
    for part in text.split("\n"):
        for start, end in sent_spans(part) if part.strip() else ():
            yield at + start, at + end
        at += len(part) + 1


def _rows(archive: tarfile.TarFile, name: str) -> list[dict]:
    return [json.loads(line) for line in _read(archive, name).splitlines() if line.strip()]


def _read(archive: tarfile.TarFile, name: str) -> str:
    return archive.extractfile(name).read().decode("utf-8-sig")


def own(sentences: list[dict]) -> Iterator[dict]:
    """The reader's own sentences, in its own words, where they differ; what ends too late has two roots.

    What stands in no given word, or hangs on a word outside, stays out of training.
    """
    text, places = joined(sentences)
    known = {
        span: (sentence, n, spans)
        for sentence, spans in zip(sentences, places, strict=True)
        for n, span in enumerate(spans)
    }
    given = {tuple(spans) for spans in places}
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))
    for one in page.sentences:
        words = words_in(text, one.span.start, one.span.end)
        spans = tuple((word.start, word.end) for word in words)
        if spans in given or not 1 < len(words) < 150:
            continue
        number = {span: n for n, span in enumerate(spans, 1)}
        made: dict = {layer: [] for layer in ("upos", "xpos", "heads", "rels")}
        for span in spans:
            sentence, n, whole = known.get(span, (None, 0, ()))
            head = sentence["heads"][n] if sentence else -1
            made["heads"].append(number.get(whole[head - 1], -1) if head > 0 else head)
            for layer in ("upos", "xpos", "rels"):
                made[layer].append(sentence[layer][n] if sentence else "")
        space = [text[word.end : word.end + 1].isspace() for word in words]
        yield {"id": "own", "words": [word.text for word in words], "space": space, **made, "names": None}


def _save(path: Path, sentences: list[dict]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            sentence.pop("misc", None)
            out.write(json.dumps(sentence, ensure_ascii=False) + "\n")
    print(f"{path.name}: {len(sentences)} sentences, {sum(len(s['words']) for s in sentences)} words")


def main(archives: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archives / "ud-ewt.tar.gz") as ewt:
        parts = {
            part: list(conllu(_read(ewt, _find(ewt, f"en_ewt-{part}.conllu")))) for part in ("train", "dev", "test")
        }
    with tarfile.open(archives / "uner-ewt-dev-test.tar.gz") as uner:
        for part in ("dev", "test"):
            tags = iob(_read(uner, _find(uner, f"en_ewt-ud-{part}.iob2")))
            for sentence in parts[part]:
                if len(tags.get(sentence["id"], [])) == len(sentence["words"]):
                    sentence["names"] = tags[sentence["id"]]
    for part, sentences in parts.items():
        _save(out / f"ewt-{part}.jsonl", sentences)
    _save(out / "own.jsonl", list(own(parts["train"])))
    with tarfile.open(archives / "gum-open-genres.tar.gz") as gum:
        found: list[dict] = []
        for name in sorted(gum.getnames()):
            if name.endswith(".conllu") and name.split("GUM_")[1].split("_")[0] in GENRES:
                for sentence in conllu(_read(gum, name)):
                    sentence["names"] = gum_names(sentence)
                    found.append(sentence)
        _save(out / "own-gum.jsonl", list(own(found)))
        _save(out / "gum.jsonl", found)
    with tarfile.open(archives / "names-open.tar.gz") as names:
        folders = {name.split("/")[2] for name in names.getnames() if "/re3d/" in name and name.count("/") >= 3}
        kept = [s for folder in sorted(folders - {HELD_OUT}) for s in re3d(names, folder)]
        _save(out / "re3d.jsonl", kept)
        _save(out / "re3d-test.jsonl", list(re3d(names, HELD_OUT)))
        files = ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")
        _save(out / "wnut.jsonl", [s for f in files for s in wnut(_read(names, f"names-open/wnut17/{f}"))])


def _find(archive: tarfile.TarFile, name: str) -> str:
    return next(one for one in archive.getnames() if one.endswith(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
