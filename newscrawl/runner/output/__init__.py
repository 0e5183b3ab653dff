"""What a run shows: tables, bars, progress, logs, metrics."""
