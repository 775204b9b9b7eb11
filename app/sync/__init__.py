"""Agreement with a server over any transport."""
