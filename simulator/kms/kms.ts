import type { Service } from "../service";
import { Decrypt, Encrypt, GenerateDataKey } from "./encryption";
import { CreateKey, DescribeKey } from "./keys";

/** KMS: symmetric keys, what is sealed under them, and nothing else. */
export const kms: Service = {
  name: "kms",
  wire: { kind: "json", target: "TrentService", shapes: "com.amazonaws.kms" },
  operations: { CreateKey, Decrypt, DescribeKey, Encrypt, GenerateDataKey },
  trailed: { CreateKey: "CreateKey" },
};
