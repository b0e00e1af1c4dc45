import { expect, test } from "vitest";
import { fileFault } from "./bill-file";

test.each([
  ["cur.csv", "a,b\n1,2", undefined],
  ["cur.csv", " \n", /empty/],
  ["cur.csv.gz", "x", /Unpack/],
  ["cur.parquet", "x", /as CSV/],
  ["cur.csv", "x".repeat(1_000_001), /1,000,001 characters.*dlo bill import/],
  ["cur.csv", '"'.repeat(600_000), /1\.1 MB to send.*dlo bill import/],
])("a file %s is sent, or refused with a way out", (name, csv, fault) => {
  const said = fileFault({ name, csv });

  if (fault) expect(said).toMatch(fault);
  else expect(said).toBeUndefined();
});
