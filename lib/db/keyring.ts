import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type Hmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

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

/** What a master key wrapped, and which one it was. */
export interface Wrapped {
  readonly masterKeyId: string;
  readonly nonce: Uint8Array;
  readonly wrapped: Uint8Array;
}

/**
 * The master keys that this process holds. They wrap the data keys of queues and the installation's root secret, and seal
 * nothing else. Which of them is the current one, the database says.
 */
export interface Keyring {
  /** Ids, in the order given. The first becomes the current one of a database that has none. */
  readonly held: readonly [string, ...string[]];
  /** Wraps for one place; throws when this process does not hold the key. */
  wrap(masterKeyId: string, plain: Uint8Array, place: string): Sealed;
  /** Opens under the key that is named; throws when it is not held, and when the box was changed or moved. */
  unwrap(box: Wrapped, place: string): Buffer;
  /** Gives it the root secret; until then it has no secrets. */
  unlock(root: Uint8Array): void;
  /** 32 bytes for one purpose and nothing else: the same for every process of this installation, under whatever master key. */
  secret(purpose: SecretPurpose): Uint8Array;
}
export type SecretPurpose = "audit" | "search" | "sessions" | "sign-in" | "channels";

/** A keyring from keys of 32 bytes as base64, with commas, spaces or lines between them. Ids are derived from the keys, so another key can never pass for one. */
export function openKeyring(text: string): Keyring {
  const keys = new Map(keysIn(text).map((key) => [masterKeyIdOf(key), key]));
  const [first, ...others] = keys.keys();
  if (first === undefined) throw new Error("DLO_MASTER_KEY holds no key.");
  const secrets = new Map<SecretPurpose, Uint8Array>();
  let root: Uint8Array | undefined;
  const keyOf = (id: string, what: string) => {
    const key = keys.get(id);
    if (key) return key;
    throw new Error(`${what} master key ${id}; this process holds ${[...keys.keys()].join(", ")}.`);
  };
  return {
    held: [first, ...others],
    wrap: (masterKeyId, plain, place) => seal(keyOf(masterKeyId, "New data keys are wrapped under"), plain, place),
    unwrap: ({ masterKeyId, nonce, wrapped }, place) =>
      unseal(keyOf(masterKeyId, `${place} is sealed under`), { nonce, sealed: wrapped }, place),
    unlock(secret) {
      root = Uint8Array.from(secret);
      secrets.clear();
    },
    secret(purpose) {
      if (!root) throw new Error("The keyring is locked: the root secret was not read yet.");
      const known = secrets.get(purpose) ?? derived(root, purpose);
      secrets.set(purpose, known);
      return known;
    },
  };
}

/** The name of a key: who knows it does not know the key. */
export function masterKeyIdOf(key: Uint8Array): string {
  return `mk_${createHash("sha256").update("dlo-master-key").update(key).digest("hex").slice(0, 16)}`;
}

const prepared = new WeakMap<Uint8Array, KeyObject>();

/** An HMAC-SHA256 under a secret of a keyring. Its key is prepared once: preparing it costs more than a short text does. */
export function hmacUnder(secret: Uint8Array): Hmac {
  const key = prepared.get(secret) ?? createSecretKey(secret);
  prepared.set(secret, key);
  return createHmac("sha256", key);
}

function derived(root: Uint8Array, purpose: SecretPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", root, "", `dlo-${purpose}`, 32));
}

function keysIn(text: string): Buffer[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((base64) => {
      const key = Buffer.from(base64, "base64");
      if (key.length === 32) return key;
      throw new Error(`A master key must be 32 bytes as base64 (DLO_MASTER_KEY); this one has ${key.length}.`);
    });
}
