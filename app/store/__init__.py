"""Everything kept on this computer. The only package that speaks SQLite."""
