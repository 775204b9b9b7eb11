"""Texts as texts: extraction, plain text, places, differences."""

PDF_CHILD = "--pdf-child"
"""The argument that makes the program the process that reads PDFs; nobody types it."""
