"""The memory: what stands where and everything that happened; SQLAlchemy and Alembic live here only."""
