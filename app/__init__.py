"""Satchel: the papers of the cycle on a member's own computer."""
