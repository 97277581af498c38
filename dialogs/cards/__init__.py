"""Cards: pure functions from facts to Adaptive Cards 1.5 as plain JSON. They decide nothing."""
