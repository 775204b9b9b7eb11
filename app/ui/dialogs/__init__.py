"""The few windows that open above the window."""
