/** Four digits of a loss, none behind the millionth: a term without a say is 0, not 0.000000003217. */
export const LOSS_DIGITS = {
  maximumSignificantDigits: 4,
  maximumFractionDigits: 6,
  roundingPriority: 'lessPrecision',
} as const;
