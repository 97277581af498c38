"""Training the ranking and the gate: `askig train policies`."""
