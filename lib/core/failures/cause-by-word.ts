import type { CauseRule } from "./cause-kind";

/**
 * What single words say where no sentence did. They read a text whose compound names are taken apart:
 * `QUOTA_EXCEEDED` and `quotaExceeded` are `quota exceeded` here. First match wins.
 */
export const CAUSES_BY_WORD: CauseRule[] = [
  {
    kind: "code-error",
    says: "the consumer threw it on purpose",
    pattern:
      /\b(?:on purpose|intentional(?:ly)?|deliberate(?:ly)?|simulated?|(?:test|forced|fake|dummy) (?:error|exception|failure))\b/,
  },
  {
    kind: "code-error",
    says: "the consumer's code or its configuration failed",
    pattern:
      /\b(?:stop iteration|lookup error|system exit|never awaited|abstract method|invocation target|unsatisfied dependency|disposed|bad image format|cannot load such file|uninitiali[sz]ed|undefined (?:constant|function|property|variable)|not instantiable|target class|too few arguments|argument count|(?:missing|invalid) configuration|configuration error|not configured|oom ?killed|^killed|core dumped|disk (?:is )?full|temporary directory|bad function|malformed handler|invalid (?:runtime|zip file)|image error|from-clause|on conflict|prepared statement|closed channel|slice bounds|dlopen|headers sent|not exported|gem not found|missing spec|no such function|find method|dll not found|parse error: syntax|concurrent modification exception|runtime unknown|invalid arg type|division by)\b/,
  },
  {
    kind: "permission",
    says: "access was refused",
    pattern:
      /\b(?:denied|unauthori[sz]ed|auth(?:enticat|ori[sz])\w*|not authed|no ?perm(?:issions?)?|(?:missing|insufficient) scope|security exception|invalid security|(?:key|license|request|token|session) (?:has |have |was |is |been )*(?:expired|revoked|disabled|unusable)|not (?:allowed|confirmed)|(?:user|endpoint) (?:is )?disabled|access (?:to .{1,40})?disabled|account (?:problem|inactive|(?:is )?(?:currently )?blocked|sending)|verification|needs a subscription|subscription required|too skewed|ciphertext|key usage|incorrect key)\b/,
  },
  {
    kind: "throttled",
    says: "a limit was reached",
    pattern:
      /\b(?:throttl\w*|too many (?:attempts|pending|in-?flight|messages|updates|jobs)|over limit|quota (?:has been |of \S{1,20} has been )?(?:reached|exceeded)|insufficient quota|(?:reached|exceeded) (?:the |your |its )?(?:\w+ )?limit|limit (?:was |has been )?(?:reached|exceeded)|concurrency limit|rejected execution|queue ?full|max\w* (?:instances|jobs|workers) reached|429|prior request)\b/,
  },
  {
    kind: "timeout",
    says: "it took too long",
    pattern:
      /\b(?:execution time|time limit|run time exceeded|did not (?:respond|complete|finish)|no response (?:within|after|in)|(?:request|operation) was aborted|aborted a request|abort error|524|receipt handle has expired|etime)\b/,
  },
  {
    kind: "transient",
    says: "it passes when it is tried again",
    pattern:
      /\b(?:busy|eagain|eintr|estale|etxtbsy|(?:obtain|acquire|get) (?:a |the )?lock|lock (?:is held|acquisition|not available)|in progress|not ready|shutting down|sigterm|(?:operation|request|task)? ?cancell?ed|server disconnected|stepped down|not writable primary|cluster ?down|interruption|was (?:terminated|drained)|being modified|connection is closing|payload is not completed|request aborted|no longer available|code = aborted|grpc aborted)\b/,
  },
  {
    kind: "dependency",
    says: "something it depends on could not be reached or failed",
    pattern:
      /\b(?:dns|failed to lookup|unresolved address|not reachable|unreachable|communication exception|open connections|max(?:imum)? (?:client )?connections|upstream|(?:gateway|third-party|partner|provider)\b.{0,20}\berror|cert (?:has expired|altname invalid)|self signed cert|leaf signature|host (?:is )?(?:down|blocked)|(?:host|endpoint|server|database|cluster) is (?:down|unavailable|not accepting)|not accepting commands|pg hba|connection lost|http 5\d\d|exception: 50[0-2])\b/,
  },
  {
    kind: "schema",
    says: "the payload is not what the consumer expects",
    pattern:
      /\b(?:(?:missing|no|bad|wrong|empty|unexpected|unhandled|mandatory|invalid|null|corrupt(?:ed)?|poison|unknown) (?:required )?(?:body|attribute|field|parameter|format|input|message|request|data|event|payload|column|header)|(?:body|attribute|field|parameter|payload|event|record) (?:type )?(?:is |was |has )?(?:missing|mandatory|invalid|unknown|empty|not supported|unexpected|no body)|corrupt(?:ed)?|(?:checksum|crc|version|type) mismatch|yaml|scanner error|illegal (?:wire ?type|base64)|date ?time exception|badly formed|not be null|contains? duplicates|unexpected (?:parameter|key)|invalid argument|batch request|message too long|undefined values|message contents|attribute value)\b/,
  },
  {
    kind: "missing-target",
    says: "what it was meant for is not there",
    pattern:
      /\b(?:no rows|no row was found|(?:missing|absent) (?:file|object|document|record)|(?:file|object|document|record) (?:is |was )?(?:missing|gone)|not ?found|unknown resource|un ?registered|not registered|(?:was|been|target|already) (?:deleted|removed))\b/,
  },
  {
    kind: "permission",
    says: "access was refused",
    pattern: /\b(?:denied|not permitted|credentials?)\b/i,
  },
  {
    kind: "dependency",
    says: "something it depends on could not be reached or failed",
    pattern: /\bconnect(?:ion|ing)?\b.{0,60}\b(?:errors?|fail\w*|refused|unavailable)\b|error_from_target/i,
  },
  {
    kind: "schema",
    says: "the payload is not what the consumer expects",
    pattern:
      /\b(?:invalid|malformed|incorrect|unrecogni[sz]ed|unsupported|not supported|not a valid)\b(?! (?:state|operation|exit|response|status))/i,
  },
];
