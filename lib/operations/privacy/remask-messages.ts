import { FINGERPRINT_VERSION } from "@/lib/core/failures/fingerprint";
import { parseJson } from "@/lib/core/messages/json";
import { maskText } from "@/lib/core/privacy/mask-payload";
import type { Masker } from "@/lib/core/privacy/masker";
import { openBodies } from "@/lib/db/bodies";
import { findQueue } from "@/lib/db/queues";
import { type KeptMessage, listKeptMessages, type RemaskedMessage, renameClass, saveRemasked } from "@/lib/db/remask";
import { understandAll } from "../collecting/keep-messages";
import { originGraphOf } from "../collecting/scan-queue";
import type { Understood } from "../collecting/understand";
import { readGroupingRules } from "../grouping/read-rules";
import type { WorkerCtx } from "../worker-context";
import { type Masking, maskedGroup } from "./masking";
import type { Remasked } from "./remask";

/** So many bytes of bodies are open at once. */
const OPEN_BYTES = 8 * 1024 * 1024;

/**
 * What is kept in clear of messages, by the rules in force: made anew from the original where one is kept, so that a rule
 * that was taken back or leaves a token now counts too; else what is there is masked as it stands.
 */
export async function remaskMessages(
  ctx: WorkerCtx,
  masking: Masking,
  after: string,
  limit: number,
): Promise<Remasked> {
  const kept = withinBytes(await listKeptMessages(ctx.db, after, limit));
  const understood = await understandKept(ctx, masking, kept);
  const remasked = kept.map((known) => remaskedOf(known, understood.get(known.position), masking));
  return {
    count: kept.length,
    position: kept.at(-1)?.position ?? after,
    save: async (tx) => {
      await saveRemasked(tx, remasked);
      for (const [fingerprint, { place, words }] of wordsOf(kept, understood))
        await renameClass(tx, { ...place, fingerprint, version: FINGERPRINT_VERSION }, words);
    },
  };
}

/** What the classes of these messages are called, each once. */
function wordsOf(kept: readonly KeptMessage[], understood: ReadonlyMap<string, Understood>) {
  const words = kept.flatMap(({ accountId, region, position }) => {
    const one = understood.get(position);
    if (!one || one.plainError === "") return [];
    const { fingerprint, normalisedError, title } = one.made;
    const isMasked = one.plainError !== normalisedError;
    return [[fingerprint, { place: { accountId, region }, words: { isMasked, normalisedError, title } }] as const];
  });
  return new Map(words);
}

function withinBytes(messages: readonly KeptMessage[]): KeptMessage[] {
  let bytes = 0;
  const end = messages.findIndex(({ bodyBytes }, index) => {
    bytes += bodyBytes;
    return index > 0 && bytes > OPEN_BYTES;
  });
  return end < 0 ? [...messages] : messages.slice(0, end);
}

/** By the id of the row; absent where no original is kept, or it does not open. */
async function understandKept(ctx: WorkerCtx, masking: Masking, kept: readonly KeptMessage[]) {
  const understood = new Map<string, Understood>();
  const bodyIds = kept.flatMap(({ bodyId }) => bodyId ?? []);
  const opened = await openBodies(ctx.db, ctx.keyring, bodyIds);
  const { rules } = await readGroupingRules(ctx.db);
  for (const [queueId, ofQueue] of Map.groupBy(kept, (message) => message.queueId)) {
    const queue = await findQueue(ctx.db, queueId);
    const readable = ofQueue.filter(({ bodyId }) => bodyId !== null && opened.has(bodyId));
    if (!queue || readable.length === 0) continue;
    const received = readable.flatMap(({ bodyId, messageId }) => {
      const whole = opened.get(bodyId ?? "");
      return whole ? [{ messageId, receiptHandle: "", ...whole }] : [];
    });
    // Of these the whole was kept, whatever the queue is captured as now; below it every rule holds for what is searched.
    const by = {
      queue: { ...queue, capture: queue.capture === "masked" ? queue.capture : ("whole" as const) },
      graph: await originGraphOf(ctx.db, queue),
      rules,
      masking,
    };
    const all = await understandAll(ctx, by, received);
    for (const [index, { position }] of readable.entries()) {
      const one = all[index];
      if (one) understood.set(position, one);
    }
  }
  return understood;
}

function remaskedOf(known: KeptMessage, understood: Understood | undefined, masking: Masking): RemaskedMessage {
  const { forKeeping, forWords } = masking;
  const causeReason = forWords.text(known.causeReason);
  const orNull = <T>(before: string | null, now: () => T) => (before === null ? null : now());
  if (understood) {
    const { seen, projection } = understood;
    return {
      known,
      causeReason,
      groupId: seen.groupId,
      errorText: orNull(known.errorText, () => seen.errorText),
      preview: orNull(known.preview, () => seen.preview),
      messageType: seen.messageType,
      shape: seen.shape,
      body: orNull(known.attributes, () => projection?.body ?? null),
      attributes: orNull(known.attributes, () => projection?.attributes ?? null),
    };
  }
  return {
    known,
    causeReason,
    groupId: maskedGroup(masking, known.groupId),
    errorText: orNull(known.errorText, () => forKeeping.text(known.errorText ?? "")),
    preview: orNull(known.preview, () => maskText(known.preview ?? "", forKeeping)),
    messageType: forWords.text(known.messageType),
    shape: forWords.text(known.shape),
    body: orNull(known.body, () => maskedJson(known.body ?? "", forKeeping)),
    attributes: orNull(known.attributes, () => maskedJson(known.attributes ?? "", forKeeping)),
  };
}

/** JSON masked as it stands; where that is none any more, such as a bare list of numbers, as it was understood. */
function maskedJson(json: string, masker: Masker): string {
  const masked = maskText(json, masker);
  return parseJson(masked) === undefined ? JSON.stringify(masker.json(JSON.parse(json))) : masked;
}
