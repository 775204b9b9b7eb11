"""Texts as texts: extraction, plain text, places, differences."""
