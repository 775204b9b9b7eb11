"""The steps of the schema, grouped by what the program had learned; frozen once released."""
