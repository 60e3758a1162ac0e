"""What a child can do; imported nowhere else. Each task takes the payload and returns JSON values and bytes."""
