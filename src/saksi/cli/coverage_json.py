"""Coverage as JSON."""

from collections.abc import Sequence

from saksi.model import Json, JsonObject, Reading, encode_document, encode_statement
from saksi.reading import Line


def encode_coverage(reading: Reading, lines: Sequence[Line]) -> JsonObject:
    """The document, its sentences with the ids of what was taken from each, the statements, and the counts."""
    telling = [line for line in lines if line.is_telling]
    covered = sum(1 for line in telling if line.statements)
    return {
        "document": encode_document(reading.document),
        "sentences": [_line(line, reading) for line in lines],
        "statements": [encode_statement(statement) for statement in reading.statements],
        "counts": {
            "sentences": len(lines),
            "read": len(telling),
            "with_statements": covered,
            "with_nothing": len(telling) - covered,
            "statements": len(reading.statements),
        },
    }


def _line(line: Line, reading: Reading) -> JsonObject:
    taken: list[Json] = [statement.id for statement in line.statements]
    zone: JsonObject = {} if line.zone is None else {"zone": line.zone}
    words = line.span.of(reading.text)
    return {"start": line.span.start, "end": line.span.end, **zone, "text": words, "statements": taken}
