/** How files and streams of bytes begin, where they begin with something that nobody writes by accident. */
const BEGINNINGS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ["PNG image", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["JPEG image", [0xff, 0xd8, 0xff]],
  ["GIF image", [0x47, 0x49, 0x46, 0x38]],
  ["PDF document", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
  ["Avro file", [0x4f, 0x62, 0x6a, 0x01]],
  ["Avro record", [0xc3, 0x01]],
  ["Parquet file", [0x50, 0x41, 0x52, 0x31]],
  ["Zstandard, not opened", [0x28, 0xb5, 0x2f, 0xfd]],
  ["bzip2, not opened", [0x42, 0x5a, 0x68]],
  ["xz, not opened", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["LZ4, not opened", [0x04, 0x22, 0x4d, 0x18]],
  ["Snappy, not opened", [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]],
  ["Java object", [0xac, 0xed, 0x00, 0x05]],
];
/** Two bytes prove little: believed only where the bytes were known to be bytes. */
const PROOF_BYTES = 3;

/** What bytes are, by their beginning. With `isGuess` only a beginning of three bytes or more counts. */
export function binaryForm(bytes: Uint8Array, { isGuess }: { isGuess: boolean }): string | undefined {
  const found = BEGINNINGS.find(
    ([, beginning]) =>
      (!isGuess || beginning.length >= PROOF_BYTES) && beginning.every((byte, at) => bytes[at] === byte),
  );
  return found?.[0];
}
