import { formatRate } from "@/app/_components/format";

/** The least that a rate of one decimal can say. */
const LEAST = 0.1;

/** "12 / min"; what is little is never written as none. */
export function rateWords(perMinute: number): string {
  return perMinute > 0 && perMinute < LEAST ? `< ${LEAST} / min` : formatRate(perMinute, "min");
}
