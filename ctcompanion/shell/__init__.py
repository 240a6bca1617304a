"""The commands of `python -m ctcompanion`, one a file. Each has `run(options)`; answers go to standard output as JSON or sentences."""
