"""PDFs written by hand, so that each says just what its test is about."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def text(words: str, x: float, y: float, size: float = 12, colour: str = "0 0 0", mode: int = 0) -> str:
    """Operators that write words at a place, in points from the lower left."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {mode} Tr {colour} rg /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET"


def box(x: float, y: float, width: float, height: float, colour: str = "0 0 0") -> str:
    """Operators that paint a rectangle."""
    return f"q {colour} rg {x} {y} {width} {height} re f Q"


def assembled(objects: Mapping[int, str | bytes], trailer: str = "") -> bytes:
    """A file of numbered objects; 1 is the catalogue."""
    file = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for number, said in sorted(objects.items()):
        offsets[number] = len(file)
        body = said.encode("latin-1") if isinstance(said, str) else said
        file += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, count = len(file), max(objects) + 1
    file += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    for number in range(1, count):
        file += f"{offsets.get(number, 0):010} 00000 {'n' if number in offsets else 'f'} \n".encode()
    file += f"trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(file)


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object, packed."""
    packed = zlib.compress(content)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def pdf(
    *pages: str,
    media: str = "0 0 595 842",
    page_entries: str = "",
    catalogue: str = "",
    trailer: str = "",
    resources: str = "",
    more: Mapping[int, str | bytes] | None = None,
) -> bytes:
    """A PDF whose pages have the given operators. `more` adds objects from number 1000 on."""
    objects: dict[int, str | bytes] = {3: FONT}
    kids = []
    for index, content in enumerate(pages):
        number = 10 + 2 * index
        kids.append(f"{number} 0 R")
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> {page_entries} >>"
        )
        objects[number + 1] = stream(content.encode("latin-1"))
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return assembled({**objects, **(more or {})}, trailer)


def gray_image(width: int, height: int, rows: Sequence[bytes]) -> bytes:
    """A picture of grey dots as an object; 0 is black."""
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
        "/ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return stream(b"".join(rows), entries)
