"""PDFs written by hand, so that each says just what its test is about."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def text(words: str, x: float, y: float, size: float = 12, colour: str = "0 0 0", mode: int = 0) -> str:
    """Operators that write words at a place, in points from the lower left."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {mode} Tr {colour} rg /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def box(x: float, y: float, width: float, height: float, colour: str = "0 0 0") -> str:
    """Operators that paint a rectangle."""
    return f"q {colour} rg {x} {y} {width} {height} re f Q\n"


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


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FILE_NUMBER = bytes(range(16))


def locked_pdf(words: str, password: str) -> bytes:
    """A page locked with the standard security handler's oldest form (ISO 32000-1, 7.6.3, revision 2).

    The owner's password is random; an empty `password` is what everybody opens the file with.
    """
    owner = bytes(range(100, 132))
    padded = (password.encode() + _PADDING)[:32]
    permissions = (-44).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + permissions + _FILE_NUMBER).digest()[:5]
    number = 11
    own_key = hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]
    content = _rc4(own_key, text(words, 50, 700).encode())
    objects: dict[int, str | bytes] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
        3: FONT,
        10: (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ),
        number: f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream",
        20: f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{_rc4(key, _PADDING).hex()}> /P -44 >>",
    }
    return assembled(objects, f"/Encrypt 20 0 R /ID [<{_FILE_NUMBER.hex()}> <{_FILE_NUMBER.hex()}>]")


def _rc4(key: bytes, content: bytes) -> bytes:
    box_of = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box_of[i] + key[i % len(key)]) % 256
        box_of[i], box_of[j] = box_of[j], box_of[i]
    said, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box_of[i]) % 256
        box_of[i], box_of[j] = box_of[j], box_of[i]
        said.append(byte ^ box_of[(box_of[i] + box_of[j]) % 256])
    return bytes(said)
