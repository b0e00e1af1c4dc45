import { NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "./format";

interface Range {
  readonly low: number;
  readonly high: number;
}

const ROUGH_FROM = 100;
const DIME = 0.1;
/** Less than this much is said in words: of a hundredth of a cent nobody decides anything. */
const MOST_DECIMALS = 4;
const ROUGH_DECIMALS = 2;

/**
 * "$4.10", or "$3.90–$4.30" where batching hides the number of calls; "up to $4.30" where the low end reads as nothing; "?"
 * when nothing is known. Under a dime two digits are kept, so that small things can be compared. A rough one, for a
 * headline, has no cents from a hundred dollars on and nothing smaller than a cent.
 */
export function usdRangeText(range: Range | null | undefined, { isRough = false } = {}): string {
  if (!range) return UNKNOWN_TEXT;
  const { low, high } = range;
  const least = 10 ** -(isRough ? ROUGH_DECIMALS : MOST_DECIMALS);
  if (high > 0 && high < least) return `less than $${least}`;
  const decimals = isRough ? (high >= ROUGH_FROM ? 0 : ROUGH_DECIMALS) : decimalsOf(high);
  const [lowText, highText] = [dollarText(low, decimals), dollarText(high, decimals)];
  if (lowText === highText) return highText;
  return lowText === dollarText(0, decimals) ? `up to ${highText}` : `${lowText}–${highText}`;
}

/** The same for a cell of a table: from ten dollars on without cents where it is a range, which is wide. */
export function usdCellText(range: Range | null | undefined): string {
  if (range && range.high >= 10 && range.low !== range.high) {
    const [low, high] = [dollarText(range.low, 0), dollarText(range.high, 0)];
    return low === high ? high : range.low < 0.5 ? `up to ${high}` : `${low}–${high}`;
  }
  return usdRangeText(range).replace("less than", "<");
}

/** The same for a cell of a list: nothing smaller than a cent, and never longer than its column. */
export function usdListText(range: Range | null | undefined): string {
  if (range && range.high > 0 && range.high < 0.01) return "< $0.01";
  return usdRangeText(range, { isRough: true });
}

/** One number the same way. */
export function usdText(usd: number | null | undefined, options?: { isRough?: boolean }): string {
  return usdRangeText(typeof usd === "number" ? { low: usd, high: usd } : null, options);
}

/** One of several numbers on an axis: with as many decimals as the greatest of them. */
export function usdTickText(usd: number, most: number): string {
  return dollarText(usd, decimalsOf(most));
}

/** A ratio of a range to one number, "0.92–1.31"; a dash where there is nothing to divide by. */
export function ratioText(ratio: Range | null | undefined): string {
  if (!ratio) return NOT_APPLICABLE_TEXT;
  const [low, high] = [ratio.low.toFixed(2), ratio.high.toFixed(2)];
  return low === high ? low : `${low}–${high}`;
}

function decimalsOf(usd: number): number {
  if (usd >= DIME || usd === 0) return 2;
  return Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(usd)));
}

function dollarText(usd: number, decimals: number): string {
  return `$${usd.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })}`;
}
