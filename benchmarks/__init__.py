"""Measurements against peers in the same run; ``python -m benchmarks`` prints ratios, nothing is asserted."""
