"""What a column holds, from its header and its values."""
