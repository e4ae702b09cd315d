"""What the segments mean: connections, both endpoints' states, findings. Pure: no file, no clock, no address."""
