import { Invalid } from "@/lib/core/errors";
import type { Sent } from "./channel";

/** Refusals of its sender, its recipients or its content; all others are of how we came. */
const ABOUT_THIS_MAIL = ["EENVELOPE", "EMESSAGE"];

/**
 * What a mail that was not sent means. 5xx about a mail refuses it for good; all else may pass: 4xx (greylisting), no connection,
 * no TLS, a password that somebody will mend in the settings. The server's words are told, one line of them.
 */
export function mailFailure(error: unknown, signal: AbortSignal): Sent {
  if (error instanceof Invalid) return { kind: "retry", reason: error.message };
  if (signal.aborted) return { kind: "retry", reason: "The mail server did not answer in time." };
  const { code, responseCode, response } = partsOf(error);
  if (responseCode === undefined)
    return { kind: "retry", reason: `The mail server was not reached: ${code ?? "no answer"}.` };
  const reason = `The mail server answered ${response ?? responseCode}`;
  const isForGood = responseCode >= 500 && ABOUT_THIS_MAIL.includes(code ?? "");
  return isForGood ? { kind: "refused", reason } : { kind: "retry", reason };
}

function partsOf(error: unknown) {
  const of = (key: string): unknown =>
    typeof error === "object" && error !== null && key in error ? Reflect.get(error, key) : undefined;
  const [code, responseCode, response] = [of("code"), of("responseCode"), of("response")];
  return {
    code: typeof code === "string" ? code : undefined,
    responseCode: typeof responseCode === "number" ? responseCode : undefined,
    response: typeof response === "string" ? response.split(/[\r\n]/)[0]?.slice(0, 200) : undefined,
  };
}
