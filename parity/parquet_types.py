"""Writes report/src/test/resources/io/evenkeel/report/types.parquet: decimals of every width and unsigned integers.

Run with pyarrow (any recent version): python parity/parquet_types.py <file>
"""

import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

COLUMNS = {
    "price": (pa.decimal128(38, 10), [Decimal("0.1"), None, Decimal("-12345678901234567890.25")]),
    "short": (pa.decimal128(5, 2), [Decimal("1.25"), Decimal("-99.99"), None]),
    "large": (pa.decimal256(60, 3), [Decimal("1e30"), Decimal("0.001"), Decimal("-2.5")]),
    "byte": (pa.uint8(), [0, 200, 255]),
    "half": (pa.uint16(), [0, 40_000, 65_535]),
    "word": (pa.uint32(), [0, 3_000_000_000, 4_294_967_295]),
    "long": (pa.uint64(), [0, 2**63, 2**64 - 1]),
    "raw": (pa.binary(4), [b"abcd", b"\x00\x01\x02\x03", None]),
}

if __name__ == "__main__":
    table = pa.table({name: pa.array(values, kind) for name, (kind, values) in COLUMNS.items()})
    pq.write_table(table, sys.argv[1], compression="snappy")
