import type { CauseRule } from "./cause-kind";

/** What an error text says about its cause. First match wins, so what is more specific stands further up. */
export const CAUSES_BY_TEXT: CauseRule[] = [
  {
    kind: "throttled",
    says: "the caller was told to slow down",
    pattern:
      /throttl|too many requests|rate.?limit|rate exceeded|quota (?:was )?exceeded|exceeded (?:your|the) (?:\w+ )?quota|slow ?down|resource.?exhausted|limit exceeded for|reserved concurren|provisioned throughput|\b(?:status|http|code)\D{0,12}429\b|\b429\b.{0,20}too many/i,
  },
  {
    kind: "permission",
    says: "access was refused",
    pattern:
      /access (?:is |was )?denied|permission denied|not authori[sz]ed|unauthori[sz]ed|forbidden|no_permissions|insufficient (?:privilege|permission|scope)|lacks? (?:the )?permission|authentication (?:failed|failure|required)|password authentication|login failed|access denied for user|(?:token|credentials?)\b.{0,40}\bexpired|expired (?:token|credentials)|invalid (?:api.?key|token|credentials|signature)|operation not permitted|\bEACCES\b|\bEPERM\b|ORA-01031|ORA-01017|\b(?:status|http|code)\D{0,12}40[13]\b|failed_to_assume_role|no (?:identity|resource)-based policy|zugriff verweigert|acc[eè]s refus[ée]|acceso denegado|доступ запрещ/i,
  },
  {
    kind: "transient",
    says: "a conflict that passes when it is tried again",
    pattern:
      /deadlock|could not serialize|serialization failure|lock wait timeout|could not obtain lock|database is locked|ORA-00060|ORA-08177|\b40001\b|\b40P01\b|row was updated or deleted by another|concurrent (?:update|modification)|optimistic lock|version conflict|write ?conflict|transaction (?:was )?(?:conflict|aborted)|leader (?:is )?not available|not the leader|temporarily|try again|please retry|transient|connection (?:was )?reset|\bECONNRESET\b|\bEPIPE\b|broken pipe|socket hang up|unexpected eof|connection (?:was )?(?:closed|aborted|terminated)|\b(?:status|http|code)\D{0,12}409\b/i,
  },
  {
    kind: "timeout",
    says: "it took too long",
    pattern:
      /timed[ -]?out|time[ -]?out\b(?! (?:must|should|value|is not|parameter))|deadline (?:was )?exceeded|took too long|\bETIMEDOUT\b|\bESOCKETTIMEDOUT\b|statement timeout|canceling statement due to|exceeded .{0,30}(?:time limit|max(?:imum)? (?:execution )?time)|gateway time|not present in metadata after|\b(?:status|http|code)\D{0,12}(?:408|504)\b|zeit[uü]berschreitung|d[ée]lai (?:d.attente )?d[ée]pass|tiempo de espera|tempo esgotado|タイムアウト|超时|превышено время/i,
  },
  {
    kind: "dependency",
    says: "something it depends on could not be reached or failed",
    pattern:
      /connection refused|\bECONNREFUSED\b|\bENOTFOUND\b|\bEAI_AGAIN\b|\bEHOSTUNREACH\b|\bENETUNREACH\b|getaddrinfo|name or service not known|no such host|could not resolve|unknown ?host|no route to host|network is unreachable|host is down|connection_failure|(?:could not|cannot|can't|can not|failed to|unable to) (?:connect|establish|reach|open (?:a )?connection)|could not be established|fetch failed|failed to fetch|bad gateway|service unavailable|server is unavailable|internal server error|server error|no (?:live|healthy) upstream|upstream (?:connect|prematurely)|circuit.?breaker|too many (?:clients|connections)|remaining connection slots|connection pool|server has gone away|lost connection|not connected|no brokers? available|broker.{0,20}(?:not available|disconnected)|master_?down|\bLOADING redis|tls handshake|ssl (?:error|handshake|routines)|certificate|x509|\bcode = unavailable\b|\b(?:status|http|code)\D{0,12}50[0-35]\b|error_from_target|verbindung .{0,20}(?:verweigert|abgelehnt)|connexion refus/i,
  },
  {
    kind: "code-error",
    says: "the consumer's code failed",
    pattern:
      /null ?pointer|nil pointer|undefined method|is not a function|is not defined|cannot read propert|of (?:undefined|null)\b|object reference not set|'?nonetype'?|has no attribute|index out of (?:range|bounds)|out of memory|\boom\b|heap space|signal: (?:killed|segmentation)|segmentation fault|stack overflow|maximum call stack|division by zero|divide by zero|cannot find module|no module named|unable to import module|cannot be cast|runtime exited|exit status|exit code|process exited|assertion failed|panicked? (?:at|:)|panic:|not implemented|column .{1,80}does not exist|unknown column|invalid column name/i,
  },
  {
    kind: "schema",
    says: "the payload is not what the consumer expects",
    pattern:
      /\bschema\b|validation|invalid (?:json|payload|message|input|format|value|argument|parameter|literal|date|type|request|character|body|enum)|invalid_(?:json|parameter)|\bin JSON\b|unexpected (?:token|end of|character|field|property)|malformed|cannot deserialize|deseriali[sz]|unmarshal|(?:can ?not|could ?not|unable to|failed to|error) (?:be )?(?:pars|decod|convert|read json)|parse error|parsing|required (?:field|property|key|parameter)|(?:field|property|key|parameter|value) .{0,60}(?:is |was )?(?:required|missing)|missing (?:required|field|property|key|parameter)|missing \w+ (?:field|property)|must (?:be|have|match|not be|contain)|should be (?:a |an )?\w+|does not match|not a valid|not-null constraint|cannot be (?:null|blank|empty)|can't be blank|value too long|too long for|out of range for|unique constraint|duplicate (?:key|entry)|already exists|foreign key|check constraint|violates|unsupported (?:version|message|event|content|media)|unknown (?:event|message|field|property|type|enum)|unrecognized (?:field|property)|expected .{1,60}(?:but|got|received)|unable to (?:serialize|decode)|\b(?:status|http|code)\D{0,12}(?:400|413|415|422)\b|bad request|ung[uü]ltig|pflichtfeld|invalide|no v[aá]lido/i,
  },
  {
    kind: "missing-target",
    says: "what it was meant for is not there",
    pattern:
      /not found|not_found|no_resource|does(?:n't| not) exist|do not exist|no such (?!host)|non-?existent|was deleted|has been deleted|no longer exists|unknown (?:topic|table|queue|function|database|customer|order|user)|table .{1,80}doesn't exist|could not find|cannot find|couldn't find|no (?:\w+ ){1,3}(?:found|with (?:the )?id|exists?\b|for id)|invalid object name|ORA-00942|\bENOENT\b|\b(?:status|http|code)\D{0,12}(?:404|410)\b|nicht gefunden|existiert nicht|introuvable|n'existe pas|no encontrad|no existe|não encontrad|non trovat|не найден|見つかりません|找不到|不存在/i,
  },
  {
    kind: "code-error",
    says: "the consumer's code failed",
    pattern:
      /unhandled (?:exception|promise|rejection)|uncaught|unexpected error in handler|illegal state|invalid operation|programming error|\bbug\b/i,
  },
];
