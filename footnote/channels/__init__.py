"""Where clients come in: each channel an adapter with ordered guards, nothing else."""
