"""What the cycle is made of. Standard library only: values and pure rules."""
