/**
 * What so few errors in so many independent trials allow one to say: with this confidence the true rate is not higher.
 * Clopper and Pearson's exact one-sided bound; without errors and with 95 % it is the rule of three, about 3/n.
 */
export function upperBound(errors: number, trials: number, confidence = 0.95): number {
  if (trials <= 0 || errors >= trials) return 1;
  if (errors === 0) return 1 - (1 - confidence) ** (1 / trials);
  let [low, high] = [errors / trials, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (binomialAtMost(errors, trials, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

/** Probability of at most `most` among `trials` at a rate of `p`, each term from the one before it. */
function binomialAtMost(most: number, trials: number, p: number): number {
  // From the last term down: where the bound lies the last ones are the largest, and what underflows is too small to count.
  let term = Math.exp(logChoose(trials, most) + most * Math.log(p) + (trials - most) * Math.log1p(-p));
  let sum = 0;
  for (let k = most; k >= 0 && term > 0; k -= 1) {
    sum += term;
    term *= (k * (1 - p)) / ((trials - k + 1) * p);
  }
  return sum;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series; exact enough from 10 on, summed below. */
function logFactorial(n: number): number {
  if (n < 10) {
    let sum = 0;
    for (let i = 2; i <= n; i += 1) sum += Math.log(i);
    return sum;
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
