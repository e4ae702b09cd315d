"""Tests of the field table."""
