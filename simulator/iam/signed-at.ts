import { AwsError } from "../aws-error";

/** IAM User Guide, "Signature Version 4": a request is good for five minutes, before and after. */
const TOLERANCE_MS = 300_000;
const BASIC_FORM = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Throws unless the `x-amz-date` of a request is near `realNow`, the machine's own time: clients sign with theirs,
 * whatever the simulated clock shows. A request without that header is not checked. SDKs correct their clocks by the
 * `Date` of the refusal and try again.
 */
export function checkSignedAt(amzDate: string | undefined, realNow: number): void {
  if (amzDate === undefined) return;
  const at = Date.parse(amzDate.replace(BASIC_FORM, "$1-$2-$3T$4:$5:$6Z"));
  if (!BASIC_FORM.test(amzDate) || Number.isNaN(at)) throw brokenDate(amzDate);
  const [earliest, now, latest] = [realNow - TOLERANCE_MS, realNow, realNow + TOLERANCE_MS].map(basicForm);
  if (at < realNow - TOLERANCE_MS) {
    throw outOfTime(`Signature expired: ${amzDate} is now earlier than ${earliest} (${now} - 5 min.)`);
  }
  if (at > realNow + TOLERANCE_MS) {
    throw outOfTime(`Signature not yet current: ${amzDate} is still later than ${latest} (${now} + 5 min.)`);
  }
}

function basicForm(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}

function outOfTime(message: string): AwsError {
  return new AwsError("InvalidSignatureException", message, { status: 403, queryCode: "SignatureDoesNotMatch" });
}

function brokenDate(amzDate: string): AwsError {
  const message = `Date must be in ISO-8601 'basic format'. Got '${amzDate.slice(0, 100)}'.`;
  return new AwsError("IncompleteSignatureException", message, { status: 400, queryCode: "IncompleteSignature" });
}
