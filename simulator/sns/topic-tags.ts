import { AwsError } from "../aws-error";

const MOST_TAGS = 50;

/** Throws TagLimitExceeded beyond 50 tags and InvalidParameter for keys that AWS keeps to itself. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const keys = Object.keys(tags);
  if (keys.length > MOST_TAGS) {
    throw new AwsError("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
  }
  for (const key of keys) {
    const value = tags[key] ?? "";
    if (key.length > 128 || value.length > 256 || /^aws:/i.test(key)) {
      throw new AwsError(
        "InvalidParameter",
        `Invalid parameter: Tags Reason: the tag ${key.slice(0, 128)} is not allowed`,
      );
    }
  }
}
