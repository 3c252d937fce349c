"""Lists of people, made by code: what tests of imports feed on. Persons are invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
#: By place in STYLES below: general, a day, a day of its own form, a month of a year, five digits with zeros, text.
HIDDEN, STATE = ' hidden="1"', ' state="hidden"'
GENERAL, DAY, OWN_DAY, MONTH, ZEROS, TEXT = range(6)
STYLES = (
    f'<styleSheet {_S}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" '
    'formatCode="mmm\\-yyyy"/><numFmt numFmtId="166" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="49"/></cellXfs>'
    "</styleSheet>"
)


def number(place: str, value: str, style: int = GENERAL) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def shared(place: str, index: int) -> str:
    return f'<c r="{place}" t="s"><v>{index}</v></c>'


def sheet(rows: Mapping[int, Sequence[str]], *, hidden: Sequence[int] = (), merged: Sequence[str] = ()) -> str:
    """The XML of a sheet: cells by row."""
    lines = "".join(
        f'<row r="{row}"{HIDDEN if row in hidden else ""}>{"".join(cells)}</row>' for row, cells in rows.items()
    )
    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    merges = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    return f'<?xml version="1.0"?><worksheet {_S}><sheetData>{lines}</sheetData>{merges}</worksheet>'


def xlsx(
    sheets: Mapping[str, str],
    *,
    hidden: Sequence[str] = (),
    texts: Sequence[str] = (),
    is_1904: bool = False,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook of these sheets, by name."""
    out = io.BytesIO()
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{STATE if name in hidden else ""}/>'
        for n, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="s" Type="{_R}/styles" Target="styles.xml"/>'
    related += f'<Relationship Id="t" Type="{_R}/sharedStrings" Target="sharedStrings.xml"/>'
    first_day = ' date1904="1"' if is_1904 else ""
    members = {
        "_rels/.rels": f'<Relationships {_P}><Relationship Id="a" Type="{_R}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook {_S} xmlns:r="{_R}"><workbookPr{first_day}/><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {_P}>{related}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {_S}>" + "".join(f"<si><t>{escape(each)}</t></si>" for each in texts) + "</sst>",
        **{f"xl/worksheets/sheet{n}.xml": body for n, body in enumerate(sheets.values(), 1)},
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {**members, **(extra or {})}.items():
            archive.writestr(name, body)
    return out.getvalue()


def csv_list(rows: Sequence[Sequence[str]]) -> bytes:
    """A list in CSV with a header."""
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows).encode()
