"""One module per stage: pure functions first, then one cached Prefect task that does the input and output."""
