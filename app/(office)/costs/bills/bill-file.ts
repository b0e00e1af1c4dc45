import { formatBytes, formatCount } from "@/app/_components/format";

/** As much as one request takes: characters of the file, and bytes as they are sent. */
const MOST_CHARACTERS = 1_000_000;
const MOST_BYTES = 1024 * 1024;
const WAY_OUT = "Import it with dlo bill import, which sends it in parts, or export fewer days.";

interface ReadFile {
  readonly name: string;
  readonly csv: string;
}

/** Why a file cannot be sent from here, with the way out; undefined when it can. */
export function fileFault({ name, csv }: ReadFile): string | undefined {
  if (name.toLowerCase().endsWith(".gz")) return "This is packed. Unpack it first (gunzip), then choose the CSV file.";
  if (name.toLowerCase().endsWith(".parquet")) return "This is a Parquet file. Export the report as CSV.";
  if (csv.trim() === "") return "The file is empty.";
  if (csv.length > MOST_CHARACTERS)
    return `The file has ${formatCount(csv.length)} characters; ${formatCount(MOST_CHARACTERS)} can be sent at once. ${WAY_OUT}`;
  const bytes = new TextEncoder().encode(JSON.stringify(csv)).length;
  if (bytes > MOST_BYTES)
    return `The file is ${formatBytes(bytes)} to send; ${formatBytes(MOST_BYTES)} is the most. ${WAY_OUT}`;
  return undefined;
}
