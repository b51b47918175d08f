"""Figures: numbers in the text, what they count, and where articles differ."""
