"""The .satchel container: write, read, verify. No network, no store."""
