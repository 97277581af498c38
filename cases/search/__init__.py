"""Finding cases by their dates, their facts and their words."""
