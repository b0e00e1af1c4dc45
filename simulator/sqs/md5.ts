import { createHash } from "node:crypto";
import type { WireAttributes } from "./message";

export function md5Hex(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

const STRING_TYPE = Buffer.from([1]);
const BINARY_TYPE = Buffer.from([2]);

/**
 * The digest that senders compare with `MD5OfMessageAttributes`: names in order, each as length-prefixed name, type and
 * value (SQS Developer Guide, "Calculating the MD5 message digest for message attributes"). Undefined without attributes.
 */
export function md5OfAttributes(attributes: WireAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (!attributes || names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (value: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    hash.update(length).update(value);
  };
  for (const name of names) {
    const { DataType = "", StringValue, BinaryValue } = attributes[name] ?? {};
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(DataType.startsWith("Binary") ? BINARY_TYPE : STRING_TYPE);
    add(DataType.startsWith("Binary") ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? ""));
  }
  return hash.digest("hex");
}
