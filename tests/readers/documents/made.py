"""Documents made part by part, as word processors write them and as nobody should."""

from ..sheets.made import PACKAGE, RELATIONS

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def docx(body: str, *, links: dict[str, str] | None = None, head: str = "") -> dict[str, str | bytes]:
    related = "".join(f'<Relationship Id="{key}" Type="{RELATIONS}/hyperlink" Target="{address}" TargetMode="External"/>' for key, address in (links or {}).items())  # fmt: skip
    return {
        "[Content_Types].xml": '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORDS}" xmlns:r="{RELATIONS}" xmlns:mc="mc"><w:body>{body}</w:body></w:document>',
    }


def pdf(*pages: str, fonts: str = "/Helvetica", extra: str = "") -> bytes:
    """A PDF of some pages, each of operators that draw it; ``extra`` goes into the trailer."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{4 + 2 * place} 0 R' for place in range(len(pages)))}]>>", f"<</Type/Font/Subtype/Type1/BaseFont{fonts}>>"]  # fmt: skip
    for place, page in enumerate(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * place} 0 R>>")  # fmt: skip
        objects.append(f"<</Length {len(page)}>>stream\n{page}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{len(out)}\n%%EOF".encode("latin-1")  # fmt: skip


def written(*lines: tuple[int, int, int, str]) -> str:
    """Operators that write lines: left, base, size, text."""
    return "".join(f"BT /F {size} Tf {left} {base} Td ({text}) Tj ET\n" for left, base, size, text in lines)
