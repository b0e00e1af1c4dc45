import { cloudFormationTemplate } from "@/lib/core/iam/cloudformation-template";
import { roleNameOf, rolesOf } from "@/lib/core/iam/role-names";
import { terraformModule } from "@/lib/core/iam/terraform-module";
import { installationExternalId } from "@/lib/db/settings";
import { question } from "../operation";
import { readWorkerArn } from "./worker-arn";

/** Templates for the roles, with what is known of this installation filled in. */
export const getTemplates = question("getTemplates", async ({ db }, input) => {
  const [externalId, workerArn] = await Promise.all([installationExternalId(db), readWorkerArn(db)]);
  const facts = { roles: rolesOf(input.roles), workerArn, externalId };
  return {
    externalId,
    workerArn,
    roleNames: { read: roleNameOf("read"), inspect: roleNameOf("inspect"), operate: roleNameOf("operate") },
    cloudFormation: cloudFormationTemplate(facts),
    terraform: terraformModule(facts),
  };
});
