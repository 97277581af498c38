"""The durable engine: DBOS Transact, embedded. It carries out what was recorded, whatever dies meanwhile."""
