import type { Role } from "./access/capabilities";

/**
 * The people of the demo. Their password is in the source, so it opens nothing of value: the web process lets this
 * domain sign in only while it runs as the demo, whose AWS is simulated.
 */
export const DEMO_PASSWORD = "dead-letter-office-demo";
export const DEMO_EMAIL_DOMAIN = "demo.invalid";

export const DEMO_USERS = [
  { role: "viewer", email: `viewer@${DEMO_EMAIL_DOMAIN}`, name: "Vera Viewer" },
  { role: "operator", email: `operator@${DEMO_EMAIL_DOMAIN}`, name: "Otto Operator" },
  { role: "admin", email: `admin@${DEMO_EMAIL_DOMAIN}`, name: "Ada Admin" },
] as const satisfies readonly { role: Role; email: string; name: string }[];

export function isDemoEmail(email: string): boolean {
  return email.trim().toLowerCase().endsWith(`@${DEMO_EMAIL_DOMAIN}`);
}
