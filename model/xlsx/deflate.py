"""Deflating a long stream in two threads, with the same bytes whatever the timing of the threads.

The stream is cut into blocks of one size. Each block is deflated by itself, knowing the 32 KB before it, and ends on a
byte, so that the blocks joined are one deflate stream. zlib releases the interpreter lock while it works.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from model.errors import CannotRun

THREADS = 2
BLOCK = 1 << 20
WINDOW = 1 << 15
# Level 6 packs formulas a fifth smaller than level 1 and takes five times as long: worth it for the first block only
FIRST_LEVEL, LEVEL = 6, 1


def deflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The raw deflate stream of the chunks, piece by piece."""
    pieces = blocks(chunks)
    first, only = next(pieces)
    if only:
        yield deflate_block(first, b"", FIRST_LEVEL, True)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = deque([begun(pool, first, b"", FIRST_LEVEL, False)])
        before = first[-WINDOW:]
        for block, last in pieces:
            waiting.append(begun(pool, block, before, LEVEL, last))
            before = block[-WINDOW:]
            while len(waiting) > THREADS:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


def begun(pool: ThreadPoolExecutor, block: bytes, before: bytes, level: int, last: bool) -> Future[bytes]:
    """A block given to the threads. CannotRun where the system starts none."""
    try:
        return pool.submit(deflate_block, block, before, level, last)
    except RuntimeError as error:
        raise CannotRun("the system starts no further thread, for lack of memory or for too many programs.") from error


def blocks(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The stream in blocks of one size, and whether a block is the last; an empty stream is one empty block."""
    buffer = bytearray()
    for chunk in chunks:
        buffer += chunk
        while len(buffer) > BLOCK:
            yield bytes(buffer[:BLOCK]), False
            del buffer[:BLOCK]
    yield bytes(buffer), True


def deflate_block(block: bytes, before: bytes, level: int, last: bool) -> bytes:
    packer = (
        zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=before)
        if before
        else zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    )
    return packer.compress(block) + packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
