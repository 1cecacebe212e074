"""Samples from recipes, the same in Python and in Java, bit for bit.

A recipe is {seed, size, shape, a, b, missing, infinite}. Generator: state = seed; each draw sets
state = state * 6364136223846793005 + 1442695040888963407 modulo 2^64 and gives
u = (state >> 11) / 2^53. Per value, one draw u (normal: twelve), then, when missing + infinite > 0,
one more draw v: v < missing gives NaN, v < missing + infinite / 2 gives +inf, v < missing +
infinite gives -inf. Only +, -, *, /, floor and sqrt are used, which are exactly rounded everywhere.
"""

import math

MASK = (1 << 64) - 1


class Draws:
    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 11) / 9007199254740992.0


def normal(draws):
    total = 0.0
    for _ in range(12):
        total += draws.next()
    return total - 6.0


def square(u):
    return u * u


SHAPES = {
    "constant": lambda d, a, b: a,
    "uniform": lambda d, a, b: a + b * d.next(),
    "normal": lambda d, a, b: a + b * normal(d),
    "integers": lambda d, a, b: math.floor(a + b * d.next()),
    "skewed": lambda d, a, b: math.floor(a + b * square(d.next())),
    "whole_normal": lambda d, a, b: math.floor(a + b * normal(d)),
    "pareto": lambda d, a, b: a + b / math.sqrt(1.0 - d.next()),
    "cauchy_tail": lambda d, a, b: a + b / (1.0 - d.next()),
}


def sample(recipe):
    draws = Draws(recipe["seed"])
    values = []
    faults = recipe["missing"] + recipe["infinite"]
    for _ in range(recipe["size"]):
        value = float(SHAPES[recipe["shape"]](draws, recipe["a"], recipe["b"]))
        if faults > 0:
            v = draws.next()
            if v < recipe["missing"]:
                value = math.nan
            elif v < recipe["missing"] + recipe["infinite"] / 2:
                value = math.inf
            elif v < faults:
                value = -math.inf
        values.append(value)
    return values
