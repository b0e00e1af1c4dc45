import { constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from "node:zlib";
import { type Inflate, MAX_INFLATED_BYTES, type PackedFormat } from "@/lib/core/messages/payload/layer";

type Unpack = (packed: Uint8Array, options: ZlibOptions) => Buffer;
const UNPACK: Readonly<Record<PackedFormat, Unpack>> = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync };

/**
 * Decompresses in this process and in bounded memory. Of what holds more than the limit it gives the first part: zlib
 * has no way to stop there, so the input is halved until its output fits, and deflate ends that at a thousandth of it.
 */
export const inflate: Inflate = (packed, format) => {
  const whole = attempt(packed, format, constants.Z_FINISH);
  if (whole.bytes) return { bytes: whole.bytes, isCut: false, isBroken: false };
  let input = packed;
  while (input.length > 0) {
    const part = attempt(input, format, constants.Z_SYNC_FLUSH);
    if (part.bytes) return { bytes: part.bytes, isCut: input !== packed, isBroken: input === packed };
    if (!part.isTooLong) return undefined;
    input = input.subarray(0, input.length >> 1);
  }
  return undefined;
};

type Attempt = { bytes?: Uint8Array; isTooLong?: boolean };

function attempt(packed: Uint8Array, format: PackedFormat, finishFlush: number): Attempt {
  try {
    return { bytes: UNPACK[format](packed, { maxOutputLength: MAX_INFLATED_BYTES, finishFlush }) };
  } catch (failure) {
    // Broken or too long is an answer here: anything may stand in a body.
    return { isTooLong: (failure as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" };
  }
}
