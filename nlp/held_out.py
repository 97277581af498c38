"""Which writers' texts are held out of training together, to measure it on texts by others."""

from collections.abc import Mapping


def in_groups(sizes: Mapping[str, int], groups: int) -> list[list[str]]:
    """The writers in so many groups with about as many texts each; `sizes` says how many each wrote.

    To train once for each writer would take hours, once for each group doesn't.
    """
    shared: list[list[str]] = [[] for _ in range(groups)]
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        min(shared, key=lambda group: sum(sizes[one] for one in group)).append(name)
    return [group for group in shared if group]
