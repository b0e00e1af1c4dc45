import { AwsError } from "../aws-error";
import type { IamState } from "./iam-state";
import { type Principal, principalOf, rootOf } from "./principal";

export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, such as `monitoring` for CloudWatch. */
  readonly signingName: string;
  readonly sessionToken: string | undefined;
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;
const REGION = /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/;

/** Reads the credential scope of a SigV4 Authorization header. The signature itself is not verified. */
export function readCredential(authorization: string | undefined, sessionToken: string | undefined): Credential {
  if (!authorization) {
    throw new AwsError("MissingAuthenticationTokenException", "Request is missing Authentication Token", {
      status: 403,
      queryCode: "MissingAuthenticationToken",
    });
  }
  const [, accessKeyId, , region, signingName] = AUTHORIZATION.exec(authorization) ?? [];
  if (!accessKeyId || !region || !signingName) {
    throw new AwsError("IncompleteSignatureException", "Authorization header does not hold a SigV4 credential scope.", {
      status: 400,
      queryCode: "IncompleteSignature",
    });
  }
  if (!REGION.test(region)) throw signatureMismatch("Credential should be scoped to a valid region.");
  return { accessKeyId, region, signingName, sessionToken };
}

/**
 * The principal that owns the access key: a 12-digit key is the root of that account (a convenience of the simulator),
 * `ASIA…` keys are sessions from AssumeRole, all others are users made known by setup.
 */
export function authenticate(iam: IamState, credential: Credential, now: number): Principal {
  if (/^\d{12}$/.test(credential.accessKeyId)) return rootOf(credential.accessKeyId);
  const session = iam.sessions.get(credential.accessKeyId);
  if (session && session.sessionToken !== credential.sessionToken) throw invalidToken();
  if (session && session.expiresAt <= now) throw expiredToken();
  const principal = principalOf(iam, credential.accessKeyId);
  if (!principal) throw invalidToken();
  return principal;
}

export function expiredToken(): AwsError {
  return new AwsError("ExpiredTokenException", "The security token included in the request is expired", {
    status: 403,
    queryCode: "ExpiredToken",
  });
}

export function signatureMismatch(message: string): AwsError {
  return new AwsError("SignatureDoesNotMatch", message, { status: 403 });
}

function invalidToken(): AwsError {
  return new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.", {
    status: 403,
    queryCode: "InvalidClientTokenId",
  });
}
