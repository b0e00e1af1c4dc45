/** "99.95 %", "91.9 %": as many digits as tell it from whole, never rounded up to 100. */
export function shareWords(share: number): string {
  const digits = share >= 1 ? 0 : Math.min(3, Math.max(1, Math.ceil(-Math.log10(1 - share)) - 1));
  return `${Math.floor(share * 100 * 10 ** digits + 1e-6) / 10 ** digits} %`;
}
