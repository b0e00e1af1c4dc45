import { nameOfArn, parseArn } from "@/lib/core/arn";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { readingSetting } from "@/lib/core/streams/plan-streams";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources, findStreamMappings, type LivingResource } from "@/lib/db/living-resources";
import type { Selected } from "../selected";
import type { Aim, Aimer } from "./aim";
import { functionPlaces, qualifiedName } from "./function-places";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";

const FITTING: readonly OriginKind[] = ["stream-mapping", "pipe"];

/** Who reads the stream for a function. */
interface Reader {
  readonly arn: string;
  readonly name: string;
  readonly streamArn: string;
  readonly functionArn: string;
  readonly deadLetterArn: string | null;
  readonly whyNot: string | null;
}
type Aimed = { readonly reader: Reader } | { readonly problem: string } | undefined;

/** Each batch to the function that could not work on it, through the mapping or pipe that gave it up here. */
export const aimAtStreamReader: Aimer = async (ctx, db, { queue, chosen }) => {
  const readers = await findReaders(db, chosen);
  const aimed = chosen.map((message) => aimOne(message, readers, queue.arn));
  const used = [...new Set(aimed.flatMap((one) => (one && "reader" in one ? [one.reader] : [])))];
  const arns = aimed.map((one) => (one && "reader" in one ? one.reader.functionArn : null));
  const { places, configuration } = await functionPlaces(db, arns);
  return {
    arns,
    places,
    configuration: { ...configuration, ...configurationOf(used) },
    problems: [
      ...otherOrigins(chosen, FITTING),
      ...new Set(aimed.flatMap((one) => (one && "problem" in one ? [one.problem] : []))),
      ...used.flatMap(({ whyNot }) => whyNot ?? []),
      ...allGone(chosen, used, ctx.now()),
      ...outsideProblems(queue.arn, [...arns, ...used.map(({ streamArn }) => streamArn)]),
    ],
  } satisfies Aim;
};

async function findReaders(db: Sql, chosen: readonly Selected[]): Promise<Reader[]> {
  const of = (kind: OriginKind) => chosen.filter(({ originKind }) => originKind === kind);
  const anchors = (messages: readonly Selected[]) => [...new Set(messages.flatMap(({ anchorArn }) => anchorArn ?? []))];
  const streams = [...new Set(of("stream-mapping").flatMap(({ anchorPart }) => anchorPart ?? []))];
  const [mappings, pipes] = await Promise.all([
    findStreamMappings(db, streams, anchors(of("stream-mapping"))),
    findLivingResources(db, "pipe", anchors(of("pipe"))),
  ]);
  return [...mappings.map(ofMapping), ...pipes.map(ofPipe)];
}

const FILTERED = "filters what it reads, and we do not know which records it left out: read them again by a copy of it";

function ofMapping({ arn, config }: LivingResource<"mapping">): Reader {
  const { sourceArn, functionArn, onFailureArn, filterPatterns } = config;
  const name = `the mapping of ${qualifiedName(functionArn)}`;
  const whyNot = filterPatterns.length > 0 ? `${capital(name)} ${FILTERED}.` : null;
  return { arn, name, streamArn: sourceArn, functionArn, deadLetterArn: onFailureArn, whyNot };
}

function ofPipe({ arn, name, config }: LivingResource<"pipe">): Reader {
  const { sourceArn: streamArn, targetArn: functionArn, deadLetterArn } = config;
  return { arn, name: `pipe ${name}`, streamArn, functionArn, deadLetterArn, whyNot: whyNoPipe(name, config) };
}

function whyNoPipe(name: string, config: LivingResource<"pipe">["config"]): string | null {
  const { targetArn, enrichmentArn, filterPatterns, hasInputTemplate } = config;
  if (parseArn(targetArn)?.service !== "lambda")
    return `Pipe ${name} hands records to ${nameOfArn(targetArn)}, which is no function: only functions are invoked with records read again.`;
  if (filterPatterns.length > 0) return `Pipe ${name} ${FILTERED}.`;
  if (enrichmentArn !== null)
    return `Pipe ${name} enriches what it reads by ${nameOfArn(enrichmentArn)}: that is not done here.`;
  if (hasInputTemplate === undefined)
    return `Whether pipe ${name} reshapes what it reads is not known yet: the next look tells.`;
  return hasInputTemplate ? `Pipe ${name} reshapes what it reads by a template: that is not done here.` : null;
}

function aimOne({ originKind, anchorArn, anchorPart }: Selected, readers: readonly Reader[], queueArn: string): Aimed {
  if (!FITTING.some((kind) => kind === originKind)) return undefined;
  const isPipe = originKind === "pipe";
  const fitting = readers.filter((reader) =>
    isPipe
      ? reader.arn === anchorArn
      : unqualified(reader.functionArn) === anchorArn && reader.streamArn === anchorPart,
  );
  const named = fitting.filter(({ deadLetterArn }) => deadLetterArn === queueArn);
  const [reader, ...others] = named;
  if (reader && others.length === 0) return { reader };
  const who = isPipe
    ? `pipe ${nameOfArn(anchorArn ?? "")}`
    : `an event source mapping of ${nameOfArn(anchorArn ?? "")}`;
  if (reader) return { problem: `${others.length + 1} readers fit: ${named.map(({ arn }) => arn).join(", ")}.` };
  return {
    problem:
      fitting.length > 0
        ? `As far as we know, ${who} does not send what it gives up to this queue, and anybody who may send here can claim it.`
        : `${capital(who)} that reads this stream is not in the inventory: it was deleted or cannot be seen.`,
  };
}

/** A table's stream keeps records for a day, and not longer: what has left cannot be read by anybody. */
function allGone(chosen: readonly Selected[], used: readonly Reader[], now: Date): string[] {
  const areTables = used.length > 0 && used.every(({ streamArn }) => parseArn(streamArn)?.service === "dynamodb");
  const untils = chosen.flatMap(({ recordsUntil }) => (recordsUntil === null ? [] : [new Date(recordsUntil)]));
  if (!areTables || untils.length < chosen.length || untils.some((until) => until > now)) return [];
  const last = new Date(Math.max(...untils.map((until) => until.getTime())));
  return [
    `The records left the stream at ${last.toISOString()} at the latest; an S3 failure destination would have them. Discard these, or take the rows from the table itself.`,
  ];
}

function configurationOf(used: readonly Reader[]): PlanConfiguration {
  return Object.fromEntries(used.map(readingSetting));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
