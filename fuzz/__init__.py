"""Fuzz targets for what reads hostile bytes: record framing and header decode. README.md says how to run them."""
