"""A zip independent of clock and system, written as a stream: each member deflated by threads, its sizes filled in
after.

The standard library's zipfile deflates in one thread and takes no member that is deflated already.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from model.errors import CannotRun
from model.xlsx.deflate import deflated

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION, DEFLATE = 20, 8
FIRST_DAY = 1 << 5 | 1  # 1980-01-01, the first a zip can hold; its time is 0
ATTRIBUTES = 0o600 << 16  # as unzip sets them: read and written by the owner
LARGEST = (1 << 32) - 1


@dataclass(frozen=True)
class Member:
    """A member as the directory lists it."""

    name: bytes
    check: int
    packed: int
    size: int
    at: int

    def fields(self) -> bytes:
        """What the local header and the directory say alike; names are ASCII, so no flag is set."""
        return struct.pack(
            "<5H3L2H", VERSION, 0, DEFLATE, 0, FIRST_DAY, self.check, self.packed, self.size, len(self.name), 0
        )


def write_zip(file: BinaryIO, parts: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write the parts, each a name and its bytes in chunks. CannotRun where one is larger than a zip can hold."""
    members = [write_member(file, name.encode("ascii"), chunks) for name, chunks in parts]
    start = file.tell()
    for member in members:
        rest = struct.pack("<3H2L", 0, 0, 0, ATTRIBUTES, member.at)
        file.write(CENTRAL + struct.pack("<H", VERSION) + member.fields() + rest + member.name)
    size = fits(file.tell(), "the workbook") - start
    file.write(END + struct.pack("<4H2LH", 0, 0, len(members), len(members), size, start, 0))


def write_member(file: BinaryIO, name: bytes, chunks: Iterable[bytes]) -> Member:
    """Deflate a member behind a header whose check and sizes are filled in at the end."""
    at, check, size = file.tell(), 0, 0

    def counted() -> Iterator[bytes]:
        nonlocal check, size
        for chunk in chunks:
            check, size = zlib.crc32(chunk, check), size + len(chunk)
            yield chunk

    file.write(LOCAL + Member(name, 0, 0, 0, at).fields() + name)
    start = file.tell()
    for packed in deflated(counted()):
        file.write(packed)
    end = fits(file.tell(), "the workbook")
    member = Member(name, check, end - start, fits(size, name.decode()), at)
    file.seek(at)
    file.write(LOCAL + member.fields())
    file.seek(end)
    return member


def fits(size: int, what: str) -> int:
    if size > LARGEST:
        raise CannotRun(f"{what} would take more than 4 GB, the most an .xlsx can hold; build from fewer rows")
    return size
