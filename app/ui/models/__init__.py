"""Rows for tables and trees. They hold what they are given and never ask the store."""
