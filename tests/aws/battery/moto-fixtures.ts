import type { Bench } from "./bench";
import { createdFunction } from "./created-function";
import type { Fixtures } from "./site";

/** What moto makes with calls that the product never uses: roles come from IAM's own API. */
export function motoFixtures(endpoint: string): Fixtures {
  const iam = (form: Record<string, string>) =>
    fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none",
      },
      body: new URLSearchParams({ Version: "2010-05-08", ...form }).toString(),
    });
  const aRole = async (arn: string, trust: object) => {
    const [, , , , accountId, role] = arn.split(":");
    const RoleName = role?.replace("role/", "") ?? "";
    if (accountId !== "123456789012") return;
    const answer = await iam({ Action: "CreateRole", RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
    if (!answer.ok) throw new Error(`CreateRole: ${await answer.text()}`);
  };
  return { aRole, aFunction: (bench: Bench, name: string) => createdFunction(bench, name, aRole) };
}
