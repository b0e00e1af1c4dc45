import type { Role } from "./access/capabilities";
import { SELECT_ALL, type Selector } from "./access/selector";

/**
 * The people of the demo. Their password is in the source, so it opens nothing of value: the web process lets this
 * domain sign in only while it runs as the demo, whose AWS is simulated.
 */
export const DEMO_PASSWORD = "dead-letter-office-demo";
export const DEMO_EMAIL_DOMAIN = "demo.invalid";

/** By which of the demo's people one enters. */
export type DemoDoor = Role | "team member";

export interface DemoUser {
  readonly door: DemoDoor;
  readonly role: Role;
  readonly selector: Selector;
  readonly email: string;
  readonly name: string;
  /** One thing that stands out among what this person cannot do; it follows their name. */
  readonly cannot: string;
}

export const DEMO_ADMIN: DemoUser = {
  door: "admin",
  role: "admin",
  selector: SELECT_ALL,
  email: `admin@${DEMO_EMAIL_DOMAIN}`,
  name: "Ada Admin",
  cannot: "cannot approve her own plans, or change what the audit log says.",
};

/** Tess answers for two teams; the names are those of tags in the shop's AWS. */
const TEAM_TAGS = ["orders", "picking"].map((value) => ({ key: "team", value }));

export const DEMO_USERS: readonly DemoUser[] = [
  {
    door: "viewer",
    role: "viewer",
    selector: SELECT_ALL,
    email: `viewer@${DEMO_EMAIL_DOMAIN}`,
    name: "Vera Viewer",
    cannot: "cannot read a message, or make a plan.",
  },
  {
    door: "operator",
    role: "operator",
    selector: SELECT_ALL,
    email: `operator@${DEMO_EMAIL_DOMAIN}`,
    name: "Otto Operator",
    cannot: "cannot approve plans, or see masked values.",
  },
  {
    door: "approver",
    role: "approver",
    selector: SELECT_ALL,
    email: `approver@${DEMO_EMAIL_DOMAIN}`,
    name: "Paula Approver",
    cannot: "cannot make or apply a plan.",
  },
  DEMO_ADMIN,
  {
    door: "team member",
    role: "operator",
    selector: { kind: "some", accountIds: [], environments: [], tags: TEAM_TAGS, owners: [] },
    email: `team@${DEMO_EMAIL_DOMAIN}`,
    name: "Tess Team",
    cannot: "cannot see queues of other teams, or whole accounts.",
  },
];

export function isDemoEmail(email: string): boolean {
  return email.trim().toLowerCase().endsWith(`@${DEMO_EMAIL_DOMAIN}`);
}
