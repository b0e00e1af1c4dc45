import { parseArn } from "@/lib/core/arn";
import { isHost } from "../normalise/places";

const MOST_CHARACTERS = 4_000;
const MOST_DEPENDENCIES = 5;
const ARN = /arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:\d{0,12}:[\w/.:$-]+/g;
const URL_HOST = /\bhttps?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi;
/** They say who asked, not what did not answer. */
const IDENTITIES = new Set(["iam", "sts"]);
/** Of such an error the consumer or its message is the cause: what its text names is none, nor what others fail of. */
export const WITHIN_THE_CODE: ReadonlySet<string> = new Set(["schema", "code-error"]);

/**
 * The hosts and AWS resources that an error names as what it failed at, at most five. Cautious: nothing of errors that come
 * from the code or the message itself, no addresses in numbers, nobody's identity.
 */
export function dependenciesIn(text: string, causeKind: string): string[] {
  if (WITHIN_THE_CODE.has(causeKind)) return [];
  const head = text.slice(0, MOST_CHARACTERS);
  const arns = [...head.matchAll(ARN)]
    .map(([arn]) => arn.replace(/[.:]+$/, ""))
    .filter((arn) => !IDENTITIES.has(parseArn(arn)?.service ?? "iam"));
  const rest = head.replace(ARN, " ");
  const inUrls = [...rest.matchAll(URL_HOST)].map(([, host = ""]) => host);
  const words = rest
    .replace(/\bhttps?:\/\/\S+/gi, " ")
    .split(/[\s"'`,;()[\]{}<>=]+/)
    .map((word) => word.replace(/[.:!?]+$/, "").replace(/:\d{1,5}$/, ""));
  const hosts = [...inUrls, ...words.filter(isNamedHost)].map((host) => host.toLowerCase());
  return [...new Set([...arns, ...hosts.filter((host) => !/^[\d.]+$/.test(host))])].slice(0, MOST_DEPENDENCIES);
}

function isNamedHost(word: string): boolean {
  return word.includes(".") && !word.includes("/") && isHost(word.toLowerCase());
}
