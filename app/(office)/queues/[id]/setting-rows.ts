import { formatBytes, formatDuration } from "@/app/_components/format";

export interface SettingRow {
  readonly name: string;
  readonly value: string;
  /** As AWS wrote it, when `value` is a reading of it. */
  readonly raw?: string;
}

const SECONDS = /(Seconds|Period|Timeout)$/;
const BYTES = /^MaximumMessageSize$/;
/** Epochs in seconds; shown elsewhere as times. */
const TIMES = /Timestamp$/;

/** The settings of a queue by name, numbers with their unit; times are left to the places that show times. */
export function settingRows(settings: Readonly<Record<string, string>>): SettingRow[] {
  return Object.entries(settings)
    .filter(([name]) => !TIMES.test(name))
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([name, raw]) => rowOf(name, raw));
}

/** One setting as it is read: "4 d 00 h" for 345600 seconds. Text that is no number stays as it is. */
export function settingText(name: string, raw: string | null): string {
  return raw === null ? "not set" : rowOf(name, raw).value;
}

function rowOf(name: string, raw: string): SettingRow {
  const amount = /^\d+$/.test(raw) ? Number(raw) : undefined;
  if (amount !== undefined && SECONDS.test(name)) return { name, value: formatDuration(amount), raw: `${raw} s` };
  if (amount !== undefined && BYTES.test(name)) return { name, value: formatBytes(amount), raw: `${raw} B` };
  return { name, value: raw === "" ? "empty" : raw };
}
