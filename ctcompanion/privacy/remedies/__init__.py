"""What can be done about a finding: one operation a file."""
