import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KmsKey } from "./state";

/** Pairs that must be told again, exactly, to open what was sealed with them. */
export type EncryptionContext = Readonly<Record<string, string>>;

const FORM = 1;
const ID_BYTES = 36;
const NONCE_AT = 1 + ID_BYTES;
const SEALED_AT = NONCE_AT + 12;
const TAG_BYTES = 16;

/** Seals `plain` under the key and the context; like AWS's blobs it says which key it needs. */
export function sealUnder({ keyId, material }: KmsKey, plain: Buffer, context: EncryptionContext): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(material, "base64"), nonce).setAAD(bytesOf(context));
  const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([Buffer.of(FORM), Buffer.from(keyId), nonce, ...sealed]);
}

/** The id of the key that a blob was sealed under; undefined when it is no blob of ours. */
export function keyIdOf(blob: Buffer): string | undefined {
  if (blob.length < SEALED_AT + TAG_BYTES || blob[0] !== FORM) return undefined;
  return blob.subarray(1, NONCE_AT).toString("latin1");
}

/** What was sealed; undefined when a bit of it or of the context is another. */
export function openUnder({ material }: KmsKey, blob: Buffer, context: EncryptionContext): Buffer | undefined {
  const nonce = blob.subarray(NONCE_AT, SEALED_AT);
  const opener = createDecipheriv("aes-256-gcm", Buffer.from(material, "base64"), nonce).setAAD(bytesOf(context));
  opener.setAuthTag(blob.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([opener.update(blob.subarray(SEALED_AT, -TAG_BYTES)), opener.final()]);
  } catch {
    return undefined;
  }
}

/** The order of the pairs makes no difference. */
function bytesOf(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1))));
}
