"""The way of a document as one HTML page: printable, with nothing in it that a browser would fetch or run."""

from html import escape

from saksi.acts import Provenance

from .provenance import Section, sections
from .screen import plain

#: A browser that is handed this page asks nobody for anything, whatever a document's title says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 11pt/1.45 Georgia, "Noto Serif", "Noto Serif Khmer", "Noto Serif Thai", serif; color: #111;
       max-width: 46rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #999; }
h2::first-letter { text-transform: uppercase; }
p.what { margin: 0 0 1rem; color: #444; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .15rem .8rem .15rem 0; }
th { font-weight: normal; color: #555; white-space: nowrap; width: 8rem; }
td { overflow-wrap: anywhere; }
tr { break-inside: avoid; }
.wrong { color: #a00; font-weight: bold; }
@page { size: A4; margin: 2cm; }
@media print { body { margin: 0; max-width: none; padding: 0; } h2 { break-after: avoid; } }
"""


def write_page(found: Provenance, made_at: str) -> str:
    """The page; `made_at` is when it was made, in words."""
    body = "\n".join(_section(section) for section in sections(found))
    state = "" if found.is_sound else '<p class="wrong">Something is wrong: see “integrity”.</p>\n'
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        f"<title>Provenance of {escape(found.document[:12])}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>Provenance of a document</h1>\n<p class="what">{_text(found.title or found.document)}. '
        f"Made {escape(made_at)} from a signed, append-only ledger.</p>\n"
        f"{state}{body}\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    is_list = not any(label for label, _ in section.rows)
    rows = "\n".join(_row(label, value, is_list=is_list) for label, value in section.rows)
    return f"<h2>{escape(section.heading)}</h2>\n<table>\n{rows}\n</table>"


def _row(label: str, value: str, *, is_list: bool) -> str:
    wrong = ' class="wrong"' if label == "WRONG" or "NOT WHAT" in value else ""
    if is_list:
        return f'<tr><td colspan="2"{wrong}>{_text(value)}</td></tr>'
    return f'<tr><th scope="row">{_text(label)}</th><td{wrong}>{_text(value)}</td></tr>'


def _text(value: str) -> str:
    return escape(plain(value))
