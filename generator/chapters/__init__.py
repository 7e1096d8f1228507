"""Templates and commentary become the blocks of a document."""
