"""What a good implementation plan is: a pure library, text in and findings out."""
