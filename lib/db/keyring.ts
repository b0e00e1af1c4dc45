import { createCipheriv, createDecipheriv, createHash, createHmac, type KeyObject, randomBytes } from "node:crypto";

/** Bytes sealed with AES-256-GCM: the tag is the last 16 bytes of `sealed`. */
export interface Sealed {
  readonly nonce: Buffer;
  readonly sealed: Buffer;
}

/** Seals `plain` for one place (`aad`): moved to another row it no longer opens. */
export function seal(key: Uint8Array | KeyObject, plain: Uint8Array, aad: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { nonce, sealed };
}

/** Opens what `seal` made. Throws when the key, the place or a single bit is another. */
export function unseal(key: Uint8Array, box: { nonce: Uint8Array; sealed: Uint8Array }, aad: string): Buffer {
  const bytes = Buffer.from(box.sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, box.nonce).setAAD(Buffer.from(aad));
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - 16)), decipher.final()]);
}

/** The master key: it wraps the data keys of queues and seals nothing else. */
export interface Keyring {
  readonly masterKeyId: string;
  wrap(dataKey: Uint8Array, id: string): Sealed;
  unwrap(box: { masterKeyId: string; nonce: Uint8Array; wrapped: Uint8Array }, id: string): Buffer;
  /** 32 bytes for one purpose and nothing else; the same for every process of this installation. */
  secret(purpose: SecretPurpose): Uint8Array;
}
export type SecretPurpose = "audit" | "search" | "sessions";

/** A keyring from 32 bytes as base64. The id is derived from the key, so another key can never pass for it. */
export function openKeyring(base64: string): Keyring {
  const key = Buffer.from(base64, "base64");
  if (key.length !== 32) throw new Error(`DLO_MASTER_KEY must be 32 bytes as base64; this one has ${key.length}.`);
  const masterKeyId = `mk_${createHash("sha256").update("dlo-master-key").update(key).digest("hex").slice(0, 16)}`;
  return {
    masterKeyId,
    wrap: (dataKey, id) => seal(key, dataKey, id),
    unwrap(box, id) {
      if (box.masterKeyId !== masterKeyId)
        throw new Error(`This body was sealed under master key ${box.masterKeyId}; this process holds ${masterKeyId}.`);
      return unseal(key, { nonce: box.nonce, sealed: box.wrapped }, id);
    },
    secret: (purpose) => createHmac("sha256", key).update(`dlo-${purpose}`).digest(),
  };
}
