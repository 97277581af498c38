"""The report of a disclosure check: a page to read and print, and a table for a spreadsheet."""

from integrations.documents.report.page import html_report
from integrations.documents.report.table import csv_report

__all__ = ["csv_report", "html_report"]
