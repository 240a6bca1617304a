"""CT Companion: from a messy agency workbook to a documented, privacy-checked dataset on the open data portal."""
