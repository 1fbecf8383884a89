"""gzip with the same bytes on every machine, which no machine's zlib promises: by Huffman's codes alone (RFC 1951, RFC 1952).

For texts in which hardly anything repeats, it gives nine tenths of what zlib would. Python's other libraries either call the
machine's zlib or reckon with fractions.
"""

from __future__ import annotations

import heapq
import zlib
from collections import Counter
from collections.abc import Mapping

_END = 256  # the sign behind the last one
_LONGEST = 15  # bits of a code

# The last block, with codes of its own, of 257 signs and no distance; the lengths of the codes stand in four bits each.
_BLOCK = "10100000000001111" + "000" * 3 + "001" * 16


def gzipped(data: bytes) -> bytes:
    """A gzip file of the bytes, of which there is one at least."""
    lengths = _lengths(Counter(data) + Counter([_END]))
    codes = _codes(lengths)
    table = "".join(f"{lengths.get(sign, 0):04b}" for sign in range(_END + 2))
    bits = "".join((_BLOCK, table, *(codes[sign] for sign in data), codes[_END]))
    block = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
    head = b"\x1f\x8b\x08" + bytes(5) + b"\x02\xff"
    return head + block + zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")


def _lengths(counts: Mapping[int, int]) -> dict[int, int]:
    """How many bits the code of each sign has, by how often it comes."""
    heap: list[tuple[int, tuple[int, ...]]] = [(count, (sign,)) for sign, count in counts.items()]
    heapq.heapify(heap)
    lengths = dict.fromkeys(counts, 0)
    while len(heap) > 1:
        few, some = heapq.heappop(heap)
        more, others = heapq.heappop(heap)
        for sign in some + others:
            lengths[sign] += 1
        heapq.heappush(heap, (few + more, some + others))
    if max(lengths.values()) > _LONGEST:
        return _lengths({sign: (count + 1) // 2 for sign, count in counts.items()})
    return lengths


def _codes(lengths: Mapping[int, int]) -> dict[int, str]:
    """Each sign's code in bits (RFC 1951, 3.2.2)."""
    codes: dict[int, str] = {}
    code = before = 0
    for length, sign in sorted((length, sign) for sign, length in lengths.items()):
        code <<= length - before
        codes[sign] = f"{code:0{length}b}"
        code, before = code + 1, length
    return codes
