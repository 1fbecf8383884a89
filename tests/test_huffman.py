"""gzip of our own: every reader reads it."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from talanoa.huffman import gzipped


@given(st.binary(min_size=1, max_size=2000))
def test_every_gzip_reader_reads_what_isgzipped(data: bytes) -> None:
    assert gzip.decompress(gzipped(data)) == data


def test_codes_are_no_longer_than_gzip_allows() -> None:
    """Where each sign comes as often as the two before it together, codes are longest."""
    counts = [1, 1]
    while len(counts) < 24:
        counts.append(counts[-1] + counts[-2])
    data = b"".join(bytes([sign]) * count for sign, count in enumerate(counts))
    assert gzip.decompress(gzipped(data)) == data
