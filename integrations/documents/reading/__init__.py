"""Reading documents for the disclosure check: what they say, what nobody sees of it, and where."""

from integrations.documents.reading.bounded import BoundedReader
from integrations.documents.reading.limits import Limits

__all__ = ["BoundedReader", "Limits"]
