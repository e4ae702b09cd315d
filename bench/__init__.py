"""Benchmarks of tcptui: captures of any size, other programs on the same file, and the screen in a real terminal."""
