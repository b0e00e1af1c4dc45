import { AwsError } from "../aws-error";

export function noSuchBucket(): AwsError {
  return new AwsError("NoSuchBucket", "The specified bucket does not exist", { status: 404 });
}

export function noSuchKey(): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", { status: 404 });
}

export function noSuchVersion(): AwsError {
  return new AwsError("NoSuchVersion", "The specified version does not exist.", { status: 404 });
}

export function otherRegion(): AwsError {
  return new AwsError(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    { status: 301 },
  );
}

export function badDigest(algorithm: string): AwsError {
  return new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequest", message);
}

export function malformedXml(): AwsError {
  return new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}
