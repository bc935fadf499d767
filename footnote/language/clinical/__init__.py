"""Clinical language as clients write it: findings in lay words, their context and attributes."""
