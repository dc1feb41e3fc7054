"""The Beta distribution agrees with what is known of it exactly."""

from math import comb

import pytest

from afterround.core.beta import beta_cdf, beta_quantile


@pytest.mark.parametrize(("a", "b", "x"), [(1, 1, 0.2), (3, 5, 0.3), (10, 2, 0.9), (30, 70, 0.25)])
def test_for_whole_numbers_it_is_a_binomial_tail(a: int, b: int, x: float) -> None:
    trials = a + b - 1
    tail = sum(comb(trials, hits) * x**hits * (1 - x) ** (trials - hits) for hits in range(a, trials + 1))
    assert beta_cdf(x, a, b) == pytest.approx(tail, abs=1e-12)


def test_the_arcsine_law_is_beta_of_two_halves() -> None:
    assert beta_cdf(0.25, 0.5, 0.5) == pytest.approx(1 / 3)


@pytest.mark.parametrize(("a", "b"), [(0.4, 4.6), (1, 1), (7.3, 2.2), (60, 40)])
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_a_quantile_has_its_share_below_it(a: float, b: float, p: float) -> None:
    assert beta_cdf(beta_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-4)


def test_nothing_lies_outside_0_to_1() -> None:
    assert (beta_cdf(-1, 2, 3), beta_cdf(0, 2, 3), beta_cdf(1, 2, 3), beta_cdf(2, 2, 3)) == (0, 0, 1, 1)


def test_what_is_no_distribution_and_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        beta_cdf(0.5, 0, 1)
    with pytest.raises(ValueError, match="probability"):
        beta_quantile(1.5, 1, 1)
