"""The same verbs from a terminal, without Qt."""
