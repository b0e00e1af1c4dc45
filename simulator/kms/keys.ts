import { randomBytes } from "node:crypto";
import { AwsError } from "../aws-error";
import type { Operation } from "../service";
import { booleanIn, textIn } from "../wire/input";
import { requireKey } from "./find";
import type { KmsKey } from "./state";

const ONLY: Readonly<Record<string, string>> = {
  KeyUsage: "ENCRYPT_DECRYPT",
  KeySpec: "SYMMETRIC_DEFAULT",
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
  Origin: "AWS_KMS",
};
const LONGEST_DESCRIPTION = 8192;

/** KMS CreateKey: a symmetric key of this account and Region, with the policy that AWS gives it: the account decides. */
export const CreateKey: Operation = (call, input) => {
  call.authorize("*");
  for (const [member, value] of Object.entries(ONLY))
    if ((textIn(input, member) ?? value) !== value) throw unsupported(`${member} other than ${value}`);
  for (const member of ["Policy", "CustomKeyStoreId", "XksKeyId"])
    if (textIn(input, member) !== undefined) throw unsupported(member);
  if (booleanIn(input, "MultiRegion")) throw unsupported("MultiRegion");
  const description = textIn(input, "Description") ?? "";
  if (description.length > LONGEST_DESCRIPTION)
    throw new AwsError("ValidationException", `Description must have at most ${LONGEST_DESCRIPTION} characters.`);
  const { accountId, region, world } = call;
  const keyId = world.uuid();
  const key: KmsKey = {
    ...{ keyId, accountId, region, description },
    arn: `arn:aws:kms:${region}:${accountId}:key/${keyId}`,
    createdAt: world.clock.now(),
    material: randomBytes(32).toString("base64"),
  };
  world.kms.put(key);
  return { KeyMetadata: shown(key) };
};

/** KMS DescribeKey. */
export const DescribeKey: Operation = (call, input) => ({ KeyMetadata: shown(requireKey(call, input)) });

function shown({ keyId, arn, accountId, description, createdAt }: KmsKey) {
  return {
    AWSAccountId: accountId,
    KeyId: keyId,
    Arn: arn,
    CreationDate: new Date(createdAt),
    Enabled: true,
    Description: description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: "Enabled",
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
  };
}

function unsupported(what: string): AwsError {
  return new AwsError("UnsupportedOperationException", `${what} is not simulated.`);
}
