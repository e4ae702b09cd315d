"""Our results held against what others say: the kernels at both ends, and tshark."""
