import type { Fix } from "../rule";
import { cloudFormationResource, type Properties } from "./cloudformation";
import { type Attributes, terraformResource } from "./terraform";

/** One resource in both languages. */
export interface Written {
  readonly name: string;
  readonly terraform: { readonly type: string; readonly attributes: Attributes };
  readonly cloudFormation: { readonly type: string; readonly properties: Properties };
}

const ONLY_CHANGES = "Only what changes is shown, and what names it: put it into the resource that you already have.";

/** A change to a resource that exists: the snippet names it and shows what changes, under a note that says so. */
export function amendment(written: Written, ...notes: readonly string[]): Fix {
  return addition(written, ONLY_CHANGES, ...notes);
}

/** A resource that does not exist yet. Notes become comments; `#` begins one in both languages. */
export function addition({ name, terraform, cloudFormation }: Written, ...notes: readonly string[]): Fix {
  const comment = notes.map((note) => `# ${note}\n`).join("");
  return {
    terraform: comment + terraformResource(terraform.type, name, terraform.attributes),
    cloudFormation: comment + cloudFormationResource(name, cloudFormation.type, cloudFormation.properties),
  };
}
