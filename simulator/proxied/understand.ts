import { AwsError } from "../aws-error";
import { readCredential } from "../iam/authenticate";
import { SERVICES } from "../services";
import type { Answer, Asked, RawRequest } from "../wire/answer";
import { protocolOf } from "../wire/protocol-of";

/** A request on its way to another endpoint, as far as faults need to know it. */
export interface AskedCall {
  /** IAM spelling: `sqs:SendMessage`. */
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly isJson: boolean;
  success(output: unknown): Answer;
  failure(error: AwsError): Answer;
}

/**
 * What an AWS request asks for; undefined when it is not signed, and so no call. A service that the simulator does not
 * have is called by the name in its signature: `s3:Unknown` where the operation cannot be told.
 */
export function understand(raw: RawRequest, otherAccountId: string): AskedCall | undefined {
  const credential = credentialOf(raw);
  if (!credential) return undefined;
  const { accessKeyId, region, signingName } = credential;
  const protocol = protocolOf(raw.headers);
  const asked = orUndefined(() => protocol.read(raw)) ?? unknownCall(raw, signingName);
  const action = `${asked.service}:${SERVICES.get(asked.service)?.actions?.[asked.operation] ?? asked.operation}`;
  const requestId = raw.headers["amz-sdk-invocation-id"] ?? "00000000-0000-4000-8000-000000000000";
  return {
    action,
    accountId: /^\d{12}$/.test(accessKeyId) ? accessKeyId : otherAccountId,
    region,
    input: asked.input,
    isJson: raw.headers["x-amz-target"] !== undefined,
    success: (output) => protocol.success(asked, output, requestId),
    failure: (error) => protocol.failure(error, requestId),
  };
}

function credentialOf({ headers }: RawRequest) {
  return orUndefined(() => readCredential(headers.authorization, headers["x-amz-security-token"]));
}

function unknownCall({ headers, body }: RawRequest, service: string): Asked {
  const target = headers["x-amz-target"] ?? "";
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const action = isForm ? new URLSearchParams(body.toString()).get("Action") : undefined;
  const operation = action || target.slice(target.lastIndexOf(".") + 1) || "Unknown";
  return { service, operation, input: {} };
}

/** What cannot be read here is the upstream's to refuse. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
