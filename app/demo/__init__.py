"""The sample cycle, and the journey that the demo walks."""
