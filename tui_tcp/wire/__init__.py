"""What the bytes say: record framing and header decode. Pure: no file, no clock, no connection."""
