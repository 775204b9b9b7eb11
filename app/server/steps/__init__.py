"""The SQL of the steps, by what it makes; a released one is never changed."""
