import type { OperationId } from "@/lib/contract";
import { accessOperations } from "./access-operations";
import { checkAccount } from "./accounts/check-account";
import { createAccount } from "./accounts/create-account";
import { getAccount } from "./accounts/get-account";
import { getCapabilities } from "./accounts/get-capabilities";
import { listAccounts } from "./accounts/list-accounts";
import { removeAccount } from "./accounts/remove-account";
import { updateAccount } from "./accounts/update-account";
import { allowWrites, getWrites, stopWrites } from "./accounts/writes";
import { alertOperations } from "./alert-operations";
import { applyConfig } from "./config/apply-config";
import { diffConfig } from "./config/diff-config";
import { exportConfig } from "./config/export-config";
import { getDrift } from "./config/get-drift";
import { getCoverage } from "./coverage/get-coverage";
import { judgeCoverage } from "./coverage/judge-coverage";
import { getFinding, listFindings } from "./coverage/read-findings";
import { liftSuppression, suppressFinding } from "./coverage/suppress-finding";
import { getEdit } from "./edits/get-edit";
import { prepareEdit } from "./edits/prepare-edit";
import { previewEdit } from "./edits/preview-edit";
import { getBusFigures, getRuleFigures } from "./events/get-figures";
import { getRule } from "./events/get-rule";
import { listRules } from "./events/list-rules";
import { getArchive, listArchives } from "./events/read-archives";
import { getBus, listBuses } from "./events/read-buses";
import { testEvent } from "./events/test-event";
import { gatherClassEvidence } from "./evidence/gather-class-evidence";
import { getClassEvidence } from "./evidence/get-class-evidence";
import { listSuspects } from "./evidence/list-suspects";
import { addClassNote } from "./failures/add-class-note";
import { getFailedMessage } from "./failures/get-failed-message";
import { getFailureClass } from "./failures/get-failure-class";
import { getMessageBody } from "./failures/get-message-body";
import { groupFailures } from "./failures/group-failures";
import { listClassActivity } from "./failures/list-class-activity";
import { listFailedMessages } from "./failures/list-failed-messages";
import { listFailureClasses } from "./failures/list-failure-classes";
import { setClassRunbook } from "./failures/set-class-runbook";
import {
  acknowledgeFailureClass,
  assignFailureClass,
  dismissFailureClass,
  reopenFailureClass,
  snoozeFailureClass,
} from "./failures/triage-class";
import { mergeFailureClasses, unmergeFailureClass } from "./grouping/merge-classes";
import { applyRegroup, cancelRegroup, getRegroup, listRegroups, previewRegroup } from "./grouping/regroups";
import { listGroupingRules, putGroupingRules } from "./grouping/rules";
import { listIncidents } from "./incidents/list-incidents";
import { getInventory } from "./inventory/get-inventory";
import { getResource } from "./inventory/get-resource";
import { listChanges } from "./inventory/list-changes";
import { listResources } from "./inventory/list-resources";
import { listLosses } from "./losses/list-losses";
import { connectAccounts } from "./onboarding/connect-accounts";
import { getFirstReport } from "./onboarding/get-first-report";
import { getTemplates } from "./onboarding/get-templates";
import { listOrganizationAccounts } from "./onboarding/list-organization-accounts";
import { readOrganization } from "./onboarding/read-organization";
import { getReading, setReading } from "./onboarding/reading";
import { getSelection, previewSelection, setSelection } from "./onboarding/selection";
import { startPolling } from "./onboarding/start-polling";
import type { Operation } from "./operation";
import { listOwners } from "./ownership/list-owners";
import { setOwner } from "./ownership/set-owner";
import { pipelineOperations } from "./pipeline-operations";
import { applyPlan } from "./plans/apply-plan";
import { createPlan } from "./plans/create-plan";
import { createPlans } from "./plans/create-plans";
import { getPlan } from "./plans/get-plan";
import { getFifoReport } from "./queues/get-fifo-report";
import { getModeConsequences } from "./queues/get-mode-consequences";
import { getQueue } from "./queues/get-queue";
import { getQueueSeries } from "./queues/get-queue-series";
import { listConfigChanges } from "./queues/list-config-changes";
import { listQueues } from "./queues/list-queues";
import { scanQueue } from "./queues/scan-queue";
import { updateQueue } from "./queues/update-queue";
import { getReplayHistogram } from "./replays/get-replay-histogram";
import { getReplay, listReplays } from "./replays/list-replays";
import { previewReplay } from "./replays/preview-replay";
import { reviewOperations } from "./review-operations";
import { listNotices, readNotices } from "./runs/notices";
import { getRun, listRunItems, listRuns } from "./runs/read-runs";
import { continueRun, resumeRun } from "./runs/resume-run";
import { getRunEvidence } from "./runs/run-evidence";
import { setRunRate } from "./runs/set-run-rate";
import { cancelRun, pauseRun, undoRun } from "./runs/steer-run";
import { listFilterSuggestions } from "./search/list-filter-suggestions";
import { listSavedViews, removeSavedView, saveView } from "./search/saved-views";
import { getAuditRetention, listAuditEntries, putAuditRetention, verifyAudit, verifyAuditExport } from "./system/audit";
import { getNow } from "./system/get-now";
import { listPollers } from "./system/list-pollers";
import { listFailedExecutions } from "./unrecorded/list-failed-executions";
import { listUnreadableDestinations } from "./unrecorded/list-unreadable-destinations";
import { getVaultBody, getVaultItem, listVaultItems } from "./vault/vault";

/** One operation for every entry of the contract; a missing one does not compile. */
export const operations: { readonly [K in OperationId]: Operation<K> } = {
  ...accessOperations,
  ...alertOperations,
  ...reviewOperations,
  ...pipelineOperations,
  acknowledgeFailureClass,
  addClassNote,
  allowWrites,
  applyConfig,
  applyPlan,
  applyRegroup,
  assignFailureClass,
  cancelRegroup,
  cancelRun,
  checkAccount,
  connectAccounts,
  continueRun,
  createAccount,
  createPlan,
  createPlans,
  diffConfig,
  dismissFailureClass,
  exportConfig,
  gatherClassEvidence,
  getAccount,
  getArchive,
  getAuditRetention,
  getBus,
  getBusFigures,
  getCapabilities,
  getClassEvidence,
  getCoverage,
  getDrift,
  getEdit,
  getFailedMessage,
  getFailureClass,
  getFinding,
  getFirstReport,
  getInventory,
  getMessageBody,
  getModeConsequences,
  getNow,
  getPlan,
  getQueue,
  getQueueSeries,
  getReading,
  getRegroup,
  getResource,
  getRule,
  getRuleFigures,
  getRun,
  getSelection,
  getTemplates,
  getVaultBody,
  getVaultItem,
  getWrites,
  groupFailures,
  judgeCoverage,
  liftSuppression,
  listAccounts,
  listArchives,
  listAuditEntries,
  listBuses,
  listChanges,
  listClassActivity,
  listConfigChanges,
  listFailedExecutions,
  listFailedMessages,
  listFailureClasses,
  listFilterSuggestions,
  listFindings,
  listIncidents,
  listGroupingRules,
  listLosses,
  listNotices,
  listOrganizationAccounts,
  listOwners,
  listPollers,
  listQueues,
  listRegroups,
  listResources,
  listRules,
  listRunItems,
  listRuns,
  getReplay,
  getReplayHistogram,
  listReplays,
  previewReplay,
  getRunEvidence,
  getFifoReport,
  listSavedViews,
  listSuspects,
  listUnreadableDestinations,
  listVaultItems,
  mergeFailureClasses,
  pauseRun,
  prepareEdit,
  previewEdit,
  previewRegroup,
  previewSelection,
  putAuditRetention,
  putGroupingRules,
  readNotices,
  readOrganization,
  removeAccount,
  removeSavedView,
  reopenFailureClass,
  resumeRun,
  saveView,
  setClassRunbook,
  scanQueue,
  setOwner,
  setReading,
  setRunRate,
  setSelection,
  snoozeFailureClass,
  startPolling,
  stopWrites,
  suppressFinding,
  testEvent,
  undoRun,
  unmergeFailureClass,
  updateAccount,
  updateQueue,
  verifyAudit,
  verifyAuditExport,
};
