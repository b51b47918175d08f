"""Speed, measured as ratios within one run: `python -m tests.bench` (or `make bench`) writes docs/bench.md and .svg.

Ratios carry over from machine to machine, seconds do not. What is compared runs in turns: a busy machine hurts both.
"""
