/** Shown where a value exists but we do not know it. Never 0, never empty. */
export const UNKNOWN_TEXT = "?";
/** Shown where a value cannot exist. */
export const NOT_APPLICABLE_TEXT = "–";

type Maybe = number | null | undefined;

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const twoDecimals = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function isKnown(value: Maybe): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** "1,204"; "~340" for an estimate; "?" when unknown. */
export function formatCount(count: Maybe, { isEstimate = false } = {}): string {
  if (!isKnown(count)) return UNKNOWN_TEXT;
  return `${isEstimate ? "~" : ""}${grouped.format(count)}`;
}

/** "12.4k" and "1.2M", for axes and phone tiles only; small numbers stay as they are. */
export function formatCompactCount(count: Maybe): string {
  if (!isKnown(count)) return UNKNOWN_TEXT;
  const size = Math.abs(count);
  if (size < 1000) return oneDecimal(count);
  return size < 999_950 ? `${oneDecimal(count / 1000)}k` : `${oneDecimal(count / 1_000_000)}M`;
}

/** "1 message", "1,204 messages", "? messages". */
export function formatPlural(count: Maybe, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** At most two units, the second padded so that columns line up: "58 s", "6 min", "3 h 31 m", "2 d 04 h". */
export function formatDuration(seconds: Maybe, { isLowerBound = false } = {}): string {
  if (!isKnown(seconds)) return UNKNOWN_TEXT;
  const bound = isLowerBound ? "≥ " : "";
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE_SECONDS) return `${bound}${whole} s`;
  if (whole < HOUR_SECONDS) return `${bound}${Math.floor(whole / MINUTE_SECONDS)} min`;
  if (whole < DAY_SECONDS) {
    return `${bound}${Math.floor(whole / HOUR_SECONDS)} h ${padded((whole % HOUR_SECONDS) / MINUTE_SECONDS)} m`;
  }
  return `${bound}${Math.floor(whole / DAY_SECONDS)} d ${padded((whole % DAY_SECONDS) / HOUR_SECONDS)} h`;
}

/** "4 s ago"; a moment ahead of our clock counts as now. */
export function formatAge(seconds: Maybe): string {
  return isKnown(seconds) ? `${formatDuration(seconds)} ago` : UNKNOWN_TEXT;
}

const BYTE_UNITS = ["kB", "MB", "GB", "TB"];

/** "812 B", "3.1 kB", "41 kB", "1 MB", "2.4 GB"; units of 1,024, as SQS counts its size limits. */
export function formatBytes(bytes: Maybe): string {
  if (!isKnown(bytes)) return UNKNOWN_TEXT;
  if (bytes < 1024) return `${bytes} B`;
  const step = Math.min(BYTE_UNITS.length, Math.floor(Math.log2(bytes) / 10));
  return `${shortDecimal(bytes / 1024 ** step)} ${BYTE_UNITS[step - 1]}`;
}

/** "10 / s"; with `isSigned` a pace: "+41 / min". Zero has no sign. */
export function formatRate(count: Maybe, per: "s" | "min" | "h" | "d", { isSigned = false } = {}): string {
  if (!isKnown(count)) return UNKNOWN_TEXT;
  const sign = isSigned && count > 0 ? "+" : count < 0 ? "−" : "";
  return `${sign}${shortDecimal(Math.abs(count))} / ${per}`;
}

/** A share between 0 and 1 as "98 %"; never rounds up to 100 or down to 0. */
export function formatPercent(share: Maybe): string {
  if (!isKnown(share)) return UNKNOWN_TEXT;
  const percent = share * 100;
  if (share > 0 && percent < 1) return "< 1 %";
  return `${share < 1 ? Math.min(99, Math.round(percent)) : Math.round(percent)} %`;
}

/** "$0.42", "$1,204.50"; "less than $0.01" under a cent; "about $4.10" for an estimate. */
export function formatMoney(dollars: Maybe, { isEstimate = false } = {}): string {
  if (!isKnown(dollars)) return UNKNOWN_TEXT;
  if (dollars > 0 && dollars < 0.01) return "less than $0.01";
  return `${isEstimate ? "about " : ""}$${twoDecimals.format(dollars)}`;
}

/** "3f9c…a71e"; an id that is short already stays whole. */
export function formatShortId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

function padded(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}

function oneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function shortDecimal(value: number): string {
  return value < 9.95 ? oneDecimal(value) : grouped.format(value);
}
