"""The outside world: database, Teams, Graph, the durable engine. Implements the ports that cases/ declares."""
