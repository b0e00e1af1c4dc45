import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { textIn } from "../wire/input";
import { badDigest } from "./errors";
import type { Checksums } from "./state";

const ALGORITHMS = {
  sha256: { member: "ChecksumSHA256", of: (body: Buffer) => createHash("sha256").update(body).digest("base64") },
  sha1: { member: "ChecksumSHA1", of: (body: Buffer) => createHash("sha1").update(body).digest("base64") },
  crc32: { member: "ChecksumCRC32", of: crc32Of },
} as const;
const NAMES = ["sha256", "sha1", "crc32"] as const;

export const md5Of = (body: Buffer) => createHash("md5").update(body);

/** The checksums that came with a body. Throws BadDigest when one is not the body's. */
export function checksumsOf(input: Readonly<Record<string, unknown>>, body: Buffer): Checksums {
  const md5 = textIn(input, "ContentMD5");
  if (md5 !== undefined && md5 !== md5Of(body).digest("base64")) throw badDigest("Content-MD5");
  const checksums: Partial<Record<(typeof NAMES)[number], string>> = {};
  for (const name of NAMES) {
    const { member, of } = ALGORITHMS[name];
    const given = textIn(input, member);
    if (given === undefined) continue;
    if (given !== of(body)) throw badDigest(name.toUpperCase());
    checksums[name] = given;
  }
  return checksums;
}

export function checksumHeaders(checksums: Checksums): Record<string, string> {
  const known = Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]);
  return known.length === 0 ? {} : { ...Object.fromEntries(known), "x-amz-checksum-type": "FULL_OBJECT" };
}

function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString("base64");
}
