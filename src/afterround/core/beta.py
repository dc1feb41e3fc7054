"""The Beta distribution: its distribution function and its quantiles, for rates that few rounds are known about."""

from math import exp, lgamma, log

TERMS = 300
EXACT = 1e-12
TINY = 1e-300

NEAR = 1e-7
STEPS = 60
"""A quantile is looked for in at most so many steps; halving alone would need half as many."""


def beta_cdf(x: float, a: float, b: float) -> float:
    """The probability that a rate with the distribution Beta(a, b) is at most x.

    The regularised incomplete beta function, by the continued fraction of the Digital Library of Mathematical
    Functions, 8.17.22, evaluated as Lentz does. Raises ValueError unless a and b are above 0.
    """
    if a <= 0 or b <= 0:
        raise ValueError("a and b are above 0")
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # where the fraction converges slowly, that of the complement does not
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    upper, lower = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    value = lower
    for m in range(1, TERMS):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            lower = 1 / _apart(1 + part * lower)
            upper = _apart(1 + part / upper)
            change = upper * lower
            value *= change
        if abs(change - 1) < EXACT:
            break
    return value


def _apart(value: float) -> float:
    """The value, kept apart from 0."""
    return value if abs(value) > TINY else TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """The rate below which a share p of Beta(a, b) lies, exact to NEAR. Raises ValueError for a p outside 0 to 1.

    Newton's method, where a step that leaves what is known to hold the quantile is replaced by halving that.
    """
    if not 0 <= p <= 1:
        raise ValueError("p is a probability")
    low, high, x = 0.0, 1.0, a / (a + b)
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    for _ in range(STEPS):
        missed = beta_cdf(x, a, b) - p
        low, high = (x, high) if missed < 0 else (low, x)
        density = exp(scale + (a - 1) * log(x) + (b - 1) * log(1 - x))
        following = x - missed / density if density > 0 else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) < NEAR:
            return following
        x = following
    return x
