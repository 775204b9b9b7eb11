"""Setting papers for reading, and the marks on them."""
