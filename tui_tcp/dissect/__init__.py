"""One frame in detail: its layers, fields and byte ranges, and what one segment's payload says."""
