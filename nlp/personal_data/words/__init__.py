"""The learnt reading of words: a small network that sees what they mean, what stands beside them, and what lists and
patterns made of them, and tells what is said of people's lives and what identifies them.
"""
