"""The Secretariat's server: Litestar on PostgreSQL, stateless. The only package that knows PostgreSQL."""
