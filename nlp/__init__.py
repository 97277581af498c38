"""Reading text. Pure functions over text, no I/O but their own models."""

import os

# Our matrices are small: shared between threads, each waits longer for the others than it works. On a busy machine a
# message took 80 ms in place of 4. NumPy's libraries look at this when they are first loaded.
for _library in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_library, "1")
