"""Workbooks made part by part, as producers write them and as nobody should."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def rows_xml(*rows: list[str]) -> str:
    """Rows of cells; what begins with "<" is taken as the cell's own XML."""
    cells = [[cell if cell.startswith("<") else f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row] for row in rows]  # fmt: skip
    return "".join(f"<row>{''.join(row)}</row>" for row in cells)


def sheet_xml(data: str, after: str = "", main: str = MAIN, relations: str = RELATIONS) -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{main}" xmlns:r="{relations}"><sheetData>{data}</sheetData>{after}</worksheet>'


def workbook(
    sheet: str | bytes,
    *,
    more: dict[str, str | bytes] | None = None,
    main: str = MAIN,
    relations: str = RELATIONS,
    properties: str = "",
    state: str = "visible",
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet."""
    return {
        "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{properties}<sheets><sheet name="Events" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }


def styles(*codes: str) -> str:
    """Styles 1, 2, … that show numbers in the given formats."""
    formats = "".join(f'<numFmt numFmtId="{164 + place}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for place, code in enumerate(codes))  # fmt: skip
    cells = "".join(f'<xf numFmtId="{164 + place}"/>' for place in range(len(codes)))
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'


def ods(tables: str, *, head: str = "") -> dict[str, str | bytes]:
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:xlink="l" xmlns:style="s"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<?xml version="1.0"?>{head}<office:document-content {names}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>',
    }
