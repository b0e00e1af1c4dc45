import { expect, test } from "vitest";
import { principalArnOf } from "./principal-arn";

test.each([
  ["arn:aws:sts::999999999999:assumed-role/dlo-worker/i-0abc", "arn:aws:iam::999999999999:role/dlo-worker"],
  ["arn:aws-cn:sts::999999999999:assumed-role/a.b@c/dlo", "arn:aws-cn:iam::999999999999:role/a.b@c"],
  ["arn:aws:iam::999999999999:user/dlo", "arn:aws:iam::999999999999:user/dlo"],
  ["arn:aws:iam::999999999999:root", "arn:aws:iam::999999999999:root"],
])("%s is trusted as %s", (caller, principal) => {
  expect(principalArnOf(caller)).toBe(principal);
});
