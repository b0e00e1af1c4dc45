import { beforeAll, expect, test } from "vitest";
import { listApprovals } from "@/lib/db/approvals";
import { listNames } from "@/lib/db/suggestions";
import { scopedQueries, sentBy } from "./spied-queries";

/**
 * How often each query sends the accounts of whoever asks to the database, and how often the single resources. A condition that
 * gets lost makes it fewer; a query that is new has no row here yet. That the conditions hold is tested where rows are.
 */
const SENT: Readonly<Record<string, readonly [accounts: number, resources: number]>> = {
  listAccounts: [1, 0],
  getAccount: [1, 0],
  listPlanClasses: [1, 4],
  countPlanItems: [1, 4],
  listBrokenGlass: [1, 4],
  countAudit: [1, 0],
  listAudit: [1, 0],
  listFeatures: [1, 0],
  listPlaces: [1, 0],
  listClassGroups: [3, 2],
  listActivity: [1, 4],
  listClasses: [5, 7],
  getClass: [4, 5],
  countClasses: [1, 2],
  listChanges: [1, 1],
  listAllChanges: [1, 1],
  listFindings: [2, 2],
  getFinding: [1, 1],
  countCoverage: [3, 1],
  countByRule: [1, 1],
  listTrends: [1, 0],
  listBlindPlaces: [1, 1],
  getEditSet: [1, 2],
  selectEdited: [1, 2],
  getErasure: [1, 0],
  listErasures: [1, 0],
  findAsk: [1, 2],
  listEvidence: [1, 2],
  selectExecutions: [1, 2],
  readConnected: [1, 0],
  usageBetween: [1, 0],
  settledUsage: [1, 0],
  countWatchedFunctions: [1, 0],
  readInducedFacts: [2, 0],
  readFleetPoints: [1, 0],
  countFleet: [2, 1],
  listPromises: [1, 1],
  listSloParts: [2, 2],
  readQueueFigures: [1, 0],
  countHoles: [2, 0],
  countReceives: [1, 0],
  listHolds: [1, 0],
  listLosing: [1, 1],
  listMessages: [2, 4],
  getMessage: [1, 2],
  getBodyPlace: [1, 2],
  selectForPlan: [1, 2],
  readFigures: [2, 3],
  listBlind: [2, 2],
  countSightings: [1, 1],
  accountsInScope: [1, 0],
  listOpenFailures: [1, 2],
  readWorkersOf: [1, 0],
  listOrganization: [1, 0],
  listOwners: [2, 0],
  getPlan: [1, 4],
  listPollers: [1, 0],
  listQueues: [2, 2],
  getQueueView: [1, 1],
  listEdgesOf: [2, 0],
  listReplays: [2, 2],
  getReplay: [1, 1],
  listResources: [2, 2],
  findResource: [1, 1],
  countKinds: [1, 1],
  findByArns: [1, 1],
  listEventThings: [2, 2],
  findEventThing: [1, 1],
  countOnBuses: [1, 1],
  findAccountsByAws: [1, 0],
  listAnchoredClasses: [1, 2],
  countAnchoredClasses: [1, 2],
  listItems: [2, 8],
  getRun: [1, 4],
  listRuns: [2, 8],
  countNewDuring: [1, 2],
  listNotices: [2, 8],
  countUnread: [1, 4],
  markRead: [1, 4],
  getScan: [1, 1],
  countListed: [1, 0],
  listNamesInScope: [1, 0],
  listListedPlaces: [1, 0],
  listNames: [1, 2],
  sampleProjections: [1, 2],
  listEdgesAround: [2, 0],
  listChangesNear: [2, 0],
  listOtherDestinations: [2, 2],
  findClassRecord: [1, 2],
  listVault: [2, 4],
  getVaultItem: [1, 2],
  findVaultItems: [1, 2],
  findVaulted: [1, 2],
  countKept: [1, 2],
  listClassesByIds: [4, 5],
  listIssueLinks: [1, 2],
  listQueueMetrics: [1, 1],
  listPlaceMetrics: [2, 2],
  listClassMetrics: [1, 2],
  countAlertMetrics: [1, 4],
  countRunningRules: [1, 0],
  listRuleLooks: [1, 1],
  findRhythm: [1, 2],
  groupSelection: [1, 2],
  listAlarmsAround: [1, 1],
  listDeadMembers: [1, 2],
  listAlertIds: [4, 16],
  countAlerts: [1, 4],
  readAlerts: [2, 8],
  readReasons: [1, 4],
  namePipelines: [2, 2],
  listAlertEvents: [2, 0],
  firstLossOf: [1, 2],
  lastRunIdAbout: [1, 4],
  readStanding: [1, 2],
  listSilences: [10, 14],
  getSilence: [7, 11],
  getCapsule: [1, 1],
  listCapsules: [2, 2],
  findPipeline: [3, 3],
  listParts: [1, 1],
  listEvidenceOf: [1, 1],
  pipelinesOfArns: [2, 2],
  listSummaries: [8, 9],
  listMore: [3, 3],
  listUnassigned: [2, 2],
  countUnassigned: [1, 1],
  sumCosts: [1, 1],
  sumCostDays: [1, 1],
  listMissing: [1, 1],
  readUntil: [1, 1],
  listCostedPipelines: [3, 3],
  sumBilled: [2, 2],
  listComparedDays: [3, 3],
  countReviewPipelines: [3, 5],
  listReviewPipelines: [1, 2],
  namesOfReviewPipelines: [1, 2],
  listNotes: [1, 2],
  findAction: [1, 1],
  listActions: [3, 3],
  listActionsOfReview: [1, 1],
  listFacts: [6, 12],
  listQueueNames: [1, 1],
  listAllFacts: [3, 6],
  readTallies: [3, 6],
  readTeamTallies: [3, 6],
};

let queries: Awaited<ReturnType<typeof scopedQueries>>;
beforeAll(async () => {
  queries = await scopedQueries();
});

test("every query that takes a scope is known", () => {
  expect([...queries.keys()].sort()).toEqual(Object.keys(SENT).sort());
});

test.each(Object.entries(SENT))("%s asks only for what its asker may see", async (name, expected) => {
  const ask = queries.get(name);
  if (!ask) throw new Error(`There is no query ${name} any more.`);

  expect(await sentBy(ask)).toEqual(expected);
});

test.each(["type", "queue", "account", "region", "version", "group"] as const)(
  "names of the kind %s are suggested from what may be seen",
  async (field) => {
    const [accounts] = await sentBy((db, scope) => listNames(db, scope, field, ""));

    expect(accounts).toBe(1);
  },
);

test.each([
  ["waiting", 4],
  ["asked", 2],
  ["decided", 2],
] as const)("approvals that are %s are listed where they may be seen, and given", async (view, expected) => {
  const [accounts] = await sentBy((db, scope) =>
    listApprovals(db, { seen: scope, approvable: scope, personId: "usr_x" }, { view, limit: 10 }),
  );

  expect(accounts).toBe(expected);
});
