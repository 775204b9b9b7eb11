"""Small parts that several places share."""
