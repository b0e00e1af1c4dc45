import { roleArn } from "../access";
import { allowRole, denyRole } from "../deny-role";
import { REHEARSAL } from "../estate/estate-places";
import type { Incident } from "./incident";

const ROLE = roleArn(REHEARSAL.account, "dlo-read");

/** A clean-up of roles reaches one that is in use: the shop goes on, and nobody sees how. Nothing happens while the role is not there. */
export const readRoleDenied: Incident = {
  name: "read-role-denied",
  title: "Somebody attaches a policy that denies everything to the read role of shop-sat",
  shows: "shop-sat and its pipeline rehearse are blind within 3 min",
  lastsSeconds: 300,
  begin: (estate) => denyRole(estate.simulatorUrl, ROLE),
  end: (estate) => allowRole(estate.simulatorUrl, ROLE),
};
