"""Finished briefings -> where they were asked to go."""
