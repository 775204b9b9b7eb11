"""Views of the window: one module a place."""
