import type { ErrorCode } from "@/lib/core/errors";

export interface ErrorPage {
  readonly meaning: string;
  readonly whatToDo: string;
}

/** What each code of a refusal means and what to do about it: `/docs/errors#<code>`. A code without a page does not compile. */
export const ERROR_PAGES: Readonly<Record<ErrorCode, ErrorPage>> = {
  "invalid-input": {
    meaning:
      "The request is not as documented: a field is missing, has the wrong form or is not known; the body is no JSON object, too large or nested too deeply; or the address does not know this method. Nothing was done.",
    whatToDo: "Look at `fields`: each entry names a field and how to mend it. The API page lists every field.",
  },
  unauthenticated: {
    meaning: "Nobody is signed in, the session has ended, or the token is wrong, expired or revoked.",
    whatToDo:
      "Sign in again, or send a valid token as `Authorization: Bearer dlo_…`. Sessions end after 8 hours without use and 24 hours in any case.",
  },
  forbidden: {
    meaning:
      "You are known, but your role does not include this; or the request is a change that does not come from a page of ours. Refusals for want of a right are in the audit log.",
    whatToDo: "Ask an admin for a role that can. Scripts should use an API token instead of a cookie.",
  },
  "not-found": {
    meaning: "There is no such thing, or none that you may see. The two are told alike on purpose.",
    whatToDo: "Check the id and the address. Ids carry the kind they name: run_, pln_, q_, fc_, msg_.",
  },
  "already-exists": {
    meaning: "Something with this natural key is there already: an AWS account that is connected, an e-mail in use.",
    whatToDo: "Use the one that exists, or remove it first.",
  },
  "idempotency-key-reused": {
    meaning: "This Idempotency-Key was used within the last 7 days with another body.",
    whatToDo: "Use a new key for a new request. To repeat a request, send exactly the same body.",
  },
  "role-in-use": {
    meaning: "The role is still given to somebody, or it is one of the roles that every installation has.",
    whatToDo: "Take the grants of this role back first. Built-in roles stay: make a role of your own beside them.",
  },
  "approval-needed": {
    meaning: "The plan needs the approval of other people before it may be applied; `needed` says how many and why.",
    whatToDo: "Ask for approval on the plan. In an emergency, whoever may can break the glass, with a reason.",
  },
  "approval-not-open": {
    meaning: "The plan is not waiting for an approval: it was approved, refused, applied or has expired meanwhile.",
    whatToDo: "Look at the plan's state. A refused or expired plan stays as it is; make a new one.",
  },
  "too-many-messages": {
    meaning: "The plan has more messages than you, or this token, may apply at once.",
    whatToDo: "Choose fewer, or ask somebody who may apply large plans. A token's limit is set when it is made.",
  },
  "legal-hold": {
    meaning: "A legal hold keeps what you want to erase.",
    whatToDo: "Look at the holds: each names who placed it and why. Lifting one needs a reason and is audited.",
  },
  "reveal-needed": {
    meaning: "Something in this message is masked, and nobody revealed it to you, or the time of that is over.",
    whatToDo: "Reveal the message with a reason, if you may. It ends by itself and is audited.",
  },
  "identity-not-linked": {
    meaning: "You signed in with an identity that belongs to nobody here, though somebody here has its e-mail address.",
    whatToDo: "Ask an admin to link the identity to your account. An e-mail address alone proves nothing.",
  },
  "plan-changed": {
    meaning: "The hash that you sent is not the plan's: you looked at another plan than the one you would start.",
    whatToDo: "Read the plan again, check what it does, and apply it with its present hash.",
  },
  "settings-changed": {
    meaning: "The settings are no longer the version that you named: somebody changed them since you looked.",
    whatToDo: "Look at what applying your document would change now, and apply it with the present version.",
  },
  "pipeline-gone": {
    meaning: "Nothing of this pipeline is found any more, or it is part of another one now.",
    whatToDo:
      "Change the pipeline that it is part of, or take back the rule that joins them. It comes back when its entry does.",
  },
  "pipeline-stays-whole": {
    meaning: "Cut at this part it would stay one pipeline: another way leads there, or both ways meet again behind it.",
    whatToDo: "Choose another part, or add a rule that cuts at the other way too.",
  },
  "plan-expired": {
    meaning: "The plan is too old. What it describes may no longer be so.",
    whatToDo: "Make a new plan. Nothing was sent under the old one.",
  },
  "plan-not-applicable": {
    meaning: "A check of the plan blocks it, or the plan was refused or used already.",
    whatToDo: "Read the plan's checks: the one that blocks says why. Mend that and make a new plan.",
  },
  "run-not-open": {
    meaning: "The run has ended, or is in a state in which this step means nothing.",
    whatToDo: "Look at the run's state. An ended run stays as it is; make a new plan for what is left.",
  },
  "returns-not-accepted": {
    meaning: "The run paused because more of what was sent came back than its plan allows: the consumer still fails.",
    whatToDo:
      "Mend the consumer first. To go on all the same, resume with `acceptReturns: true`; the audit log keeps who did.",
  },
  "rate-not-allowed": {
    meaning: "The rate is above the one that was approved, or the run has no rate of its own.",
    whatToDo: "Choose a lower rate, or make a new plan with the higher one and let it be approved.",
  },
  "regroup-not-open": {
    meaning: "The regrouping is in a state in which this step means nothing, or another one is being applied.",
    whatToDo: "Look at its state. Apply a preview that is complete; wait for one that is being applied, or cancel it.",
  },
  "class-not-open": {
    meaning: "The failure class is resolved or dismissed, or already is what you asked to wait for.",
    whatToDo: "Read the reason in the answer. A dismissed class can be reopened; a resolved one needs nothing.",
  },
  "queue-busy": {
    meaning: "Somebody else works on this queue: a scan, another run, or a move task started in the AWS console.",
    whatToDo: "The queue page says who and until when. Wait for it or cancel it.",
  },
  "messages-in-another-run": {
    meaning: "At least one chosen message is part of another run that is still open. One message has one live action.",
    whatToDo: "Wait for that run, cancel it, or leave those messages out.",
  },
  "writes-stopped": {
    meaning: "All writes are stopped, everywhere or in this account. Runs are paused.",
    whatToDo: "Find out who stopped them and why; an admin can allow writes again.",
  },
  "account-read-only": {
    meaning: "The account is read-only. Every account starts so.",
    whatToDo: "An admin raises it on the account's page, after its operate role is set up.",
  },
  "nothing-selected": {
    meaning: "The selection contains no message that can be acted on; all are gone, expired or done already.",
    whatToDo: "Scan the queue again to see what is there now.",
  },
  "last-admin": {
    meaning: "This is the only admin. Without one, nobody could give rights again.",
    whatToDo: "Make somebody else admin first.",
  },
  "rate-limited": {
    meaning: "Too many requests in a minute, too many tries to sign in, or too many open event streams.",
    whatToDo: "Wait for as long as `Retry-After` says, then go on more slowly.",
  },
  unavailable: {
    meaning: "The database does not answer just now. Nothing was changed.",
    whatToDo: "Try again shortly, with the same Idempotency-Key. If it lasts, look at the database and at /api/ready.",
  },
  "aws-denied": {
    meaning: "AWS refused: the role lacks a permission, or may not be assumed.",
    whatToDo: "The account's page names the missing action and what to add to which role.",
  },
  "aws-unavailable": {
    meaning: "AWS does not answer, throttles us or reports an error of its own.",
    whatToDo: "The worker tries again by itself, more slowly. The account's page says since when.",
  },
  "aws-not-found": {
    meaning: "The queue or task does not exist any more in AWS.",
    whatToDo: "It was deleted, or deleted and made again, which is another queue. Look at the queue's changes.",
  },
  "aws-capability-absent": {
    meaning: "This endpoint does not offer what was asked, for example move tasks on an emulator.",
    whatToDo: "Use our mover instead: make the plan again with `driver: mover`.",
  },
  "setup-closed": {
    meaning: "The link for the first admin was used, or a newer one was printed.",
    whatToDo: "Sign in. While there is no user, restarting the web process prints a new link.",
  },
  unexpected: {
    meaning: "Something went wrong that we did not foresee.",
    whatToDo: "Look for the request id in the log of the web process, and report it with that line.",
  },
};
