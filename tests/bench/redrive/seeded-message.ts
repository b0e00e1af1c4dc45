const BODY_BYTES = 1_000;

export const ATTRIBUTE_NAMES = ["tenant", "trace"] as const;

/** The body of message `index`: JSON of 1,000 bytes, unlike any other. */
export function bodyOf(index: number): string {
  const start = `{"type":"OrderPlaced","orderId":${index},"errorMessage":"cannot reach the stock service","note":"`;
  return `${start.padEnd(BODY_BYTES - 2, "x")}"}`;
}

/** Its two message attributes. */
export function attributesOf(index: number) {
  return {
    tenant: { DataType: "String", StringValue: `tenant-${index % 300}` },
    trace: { DataType: "String", StringValue: `trace-${index}` },
  };
}
