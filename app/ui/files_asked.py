"""Asks for a file to read, from the member's own folder on."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask for one file of `kinds`, as Qt filters them; None when the asker thinks better of it."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
    return Path(chosen) if chosen else None
