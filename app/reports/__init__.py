"""Values in, bytes out. The one package that draws PDF."""
