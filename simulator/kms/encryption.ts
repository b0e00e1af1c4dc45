import { randomBytes } from "node:crypto";
import { AwsError } from "../aws-error";
import type { Operation } from "../service";
import { numberIn, textIn } from "../wire/input";
import { keyIdOf, openUnder, sealUnder } from "./ciphertext";
import { invalid, requireKey } from "./find";
import { bytesIn, checkOptions, contextIn } from "./kms-input";

const LONGEST_PLAINTEXT = 4096;
const LONGEST_BLOB = 6144;
const LONGEST_DATA_KEY = 1024;
const ALGORITHM = "SYMMETRIC_DEFAULT";

/** KMS Encrypt: at most 4,096 bytes, sealed under the key and the context. */
export const Encrypt: Operation = (call, input) => {
  const key = requireKey(call, input);
  const plain = bytesIn(input, "Plaintext", LONGEST_PLAINTEXT);
  const context = contextIn(input);
  checkOptions(input);
  return { CiphertextBlob: sealUnder(key, plain, context), KeyId: key.arn, EncryptionAlgorithm: ALGORITHM };
};

/** KMS GenerateDataKey: a fresh key, in clear and sealed under the key and the context. */
export const GenerateDataKey: Operation = (call, input) => {
  const key = requireKey(call, input);
  const plain = randomBytes(dataKeyBytesIn(input));
  const context = contextIn(input);
  checkOptions(input);
  return { CiphertextBlob: sealUnder(key, plain, context), Plaintext: plain, KeyId: key.arn };
};

/** KMS Decrypt: the blob says its key; the context must be the one that it was sealed with. */
export const Decrypt: Operation = (call, input) => {
  const blob = bytesIn(input, "CiphertextBlob", LONGEST_BLOB);
  const context = contextIn(input);
  const id = keyIdOf(blob);
  if (id === undefined) throw new AwsError("InvalidCiphertextException", "");
  const key = call.world.kms.get(id);
  if (!key || key.region !== call.region || key.accountId !== call.accountId) throw hidden();
  call.authorize(key.arn);
  const named = input.KeyId === undefined ? key : requireKey(call, input);
  if (named.arn !== key.arn)
    throw new AwsError(
      "IncorrectKeyException",
      "The key ID in the request does not identify a CMK that can perform this operation.",
    );
  checkOptions(input);
  const plain = openUnder(key, blob, context);
  if (!plain) throw new AwsError("InvalidCiphertextException", "");
  return { Plaintext: plain, KeyId: key.arn, EncryptionAlgorithm: ALGORITHM };
};

function dataKeyBytesIn(input: Readonly<Record<string, unknown>>): number {
  const spec = textIn(input, "KeySpec");
  const count = numberIn(input, "NumberOfBytes");
  if ((spec === undefined) === (count === undefined))
    throw invalid("Please specify either number of bytes or key spec.");
  if (spec === "AES_256") return 32;
  if (spec === "AES_128") return 16;
  if (count !== undefined && Number.isInteger(count) && count >= 1 && count <= LONGEST_DATA_KEY) return count;
  throw invalid("1 validation error detected: 'keySpec' or 'numberOfBytes' failed to satisfy constraint");
}

/** AWS's own words: whoever may not use a key is not told whether there is one. */
function hidden(): AwsError {
  return new AwsError(
    "AccessDeniedException",
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  );
}
