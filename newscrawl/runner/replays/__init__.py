"""Archives read again: in this process, file by file in several, or by the machines of a queue."""
