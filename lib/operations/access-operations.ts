import { askForApproval } from "./approvals/ask-for-approval";
import { commentPlan, withdrawPlan } from "./approvals/comment-plan";
import { approvePlan, refusePlan } from "./approvals/decide";
import { listApprovals, listPlanClasses } from "./approvals/list-approvals";
import { getApprovalRules, putApprovalRules } from "./approvals/terms";
import { giveGrant, listGrants, revokeGrant } from "./people/grants";
import { removeUser, restoreUser } from "./people/keep-out";
import { getMe, getMyPermissions } from "./people/me";
import { setPassword } from "./people/passwords";
import { createRole, listRoles, removeRole, updateRole } from "./people/roles";
import { createToken, listTokens, revokeToken } from "./people/tokens";
import { createFirstAdmin, createUser, listUsers } from "./people/users";
import { createErasure, getErasure, listErasures, previewErasure } from "./privacy/erasures";
import { liftHold, listHolds, placeHold } from "./privacy/holds";
import { previewMasking } from "./privacy/preview-masking";
import { getRetention, previewRetention, putRetention } from "./privacy/retention";
import { endReveal, listReveals, revealMessage } from "./privacy/reveals";
import { getMaskingRules, putMaskingRules } from "./privacy/rules";
import { linkIdentity, listIdentities, unlinkIdentity } from "./sign-in/identities";
import { listSignInWays, setPasswordSignIn } from "./sign-in/password-switch";
import { listProviders, putProvider, removeProvider, testProvider } from "./sign-in/providers";
import { listSessions, revokeAllSessions, revokeSession } from "./sign-in/sessions";

/** Operations about people, rights, approvals and privacy; `operations` holds all. */
export const accessOperations = {
  approvePlan,
  askForApproval,
  commentPlan,
  createErasure,
  createFirstAdmin,
  createRole,
  createToken,
  createUser,
  endReveal,
  getApprovalRules,
  getErasure,
  getMaskingRules,
  getMe,
  getMyPermissions,
  getRetention,
  giveGrant,
  liftHold,
  linkIdentity,
  listApprovals,
  listErasures,
  listGrants,
  listHolds,
  listIdentities,
  listPlanClasses,
  listProviders,
  listReveals,
  listRoles,
  listSessions,
  listSignInWays,
  listTokens,
  listUsers,
  placeHold,
  previewErasure,
  previewMasking,
  previewRetention,
  putApprovalRules,
  putMaskingRules,
  putProvider,
  putRetention,
  refusePlan,
  removeProvider,
  removeRole,
  removeUser,
  restoreUser,
  revealMessage,
  revokeAllSessions,
  revokeGrant,
  revokeSession,
  revokeToken,
  setPassword,
  setPasswordSignIn,
  testProvider,
  unlinkIdentity,
  updateRole,
  withdrawPlan,
};
