"""What the model says: the definition of every line, and nothing else."""
