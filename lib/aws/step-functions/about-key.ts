import { DloError } from "@/lib/core/errors";

/** The data of a state machine lies under a customer's key that we may not use: all but the data can be read without it. */
export function isAboutKey(error: unknown): boolean {
  return error instanceof DloError && /^Kms/i.test(String(error.detail.awsCode));
}
