"""Tests of the connection engine."""
