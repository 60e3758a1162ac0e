"""What the city decides about its naskah dinas: kop, arms, paper, numbers, signatures, and the foot of a page, each dated."""
