"""What crosses each boundary of the pipeline: a record type and the suite over a table of such records."""
