import type { Detect, Found, Place } from "./found";

const ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
const SECRET = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const SECRET_NAME = /secret|aws_?key|credential/i;
const LONG_TOKEN = /(?<![A-Za-z0-9/+%])[A-Za-z0-9/+%_-]{60,}={0,2}/g;
const TOKEN_NAME = /session[ _-]?token|security[ _-]?token|aws[ _-]?token/i;
/** How AWS's own session tokens begin. */
const TOKEN_START = /^(?:IQoJb3JpZ2lu|F[QwI]oGZXIvYXdz)/;
const SHORTEST = 20;
const LONG_RUN = /[A-Za-z0-9/+%_-]{40}/;
const NEAR = 48;

/**
 * Access key ids; secret keys where a word such as `secret` stands near, since forty signs alone may be anything; session
 * tokens by how they begin or by their name.
 */
export const detectAwsKey: Detect = (text, place) => {
  if (text.length < SHORTEST) return [];
  const ids = /A[KS]IA/.test(text) ? Array.from(text.matchAll(ACCESS_KEY_ID), foundAt) : [];
  if (!LONG_RUN.test(text)) return ids;
  const secrets = Array.from(text.matchAll(SECRET))
    .filter((match) => isMixed(match[0]) && isNear(SECRET_NAME, text, match.index, place))
    .map(foundAt);
  const tokens = Array.from(text.matchAll(LONG_TOKEN))
    .filter((match) => TOKEN_START.test(match[0]) || isNear(TOKEN_NAME, text, match.index, place))
    .map(foundAt);
  return [...ids, ...secrets, ...tokens];
};

function foundAt(match: RegExpExecArray): Found {
  return { start: match.index, end: match.index + match[0].length, value: match[0] };
}

/** Hexadecimal digests have forty signs as well. */
function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text);
}

function isNear(name: RegExp, text: string, at: number, { key }: Place): boolean {
  return (key !== undefined && name.test(key.slice(0, 200))) || name.test(text.slice(Math.max(0, at - NEAR), at));
}
