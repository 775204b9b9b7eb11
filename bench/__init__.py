"""Figures: one command each, printed beside its floor or peer of the same run."""
