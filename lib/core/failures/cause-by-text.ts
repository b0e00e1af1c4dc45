import type { CauseRule } from "./cause-kind";

/** What an error text says about its cause. First match wins, so what is more specific stands further up. */
export const CAUSES_BY_TEXT: CauseRule[] = [
  {
    kind: "code-error",
    says: "the consumer needs more memory, disk or files than it has, or a library that is not there",
    pattern:
      /no space left on device|\bENOSPC\b|disk quota exceeded|too many open files|\bEMFILE\b|cannot allocate memory|\bENOMEM\b|allowed memory size of|heap out of memory|out of memory|heap space|memory limit (?:was )?exceeded|signal: killed|read-only file ?system|\bEROFS\b|loading shared librar|cannot open shared object|GLIBC(?:XX)?_\d[\d.]* not found|fork\/exec|no such function|prepared statement|target class|temporary directory|command not found|^(?:\/bin\/)?\w*sh: .{1,80}: not found|\bspawn \S+ ENOENT|failed to launch|digital envelope|type initializer|unable to allocate|invalid ELF header|bindings file|goroutines are asleep|concurrent map|exec format error|exited prematurely|\bSIG(?:KILL|SEGV|ABRT)\b|could not load file or assembly|(?:unable|failed) to resolve service for type|cannot find (?:module|package)|no module named|unable to import module|(?:\bclass|\bmethod) ["'`]?[\w\\.$:()]{0,160}["'`]? ?(?:was |is )?not found(?! (?:during|while|when))|missing on module|undefined or not exported|environment variable .{0,60}(?:missing|required|not (?:set|defined|found)|unset)|(?:missing|required) (?:\w+ )?environment variable|\bOutOfMemory\b|ImproperlyConfigured|AppRegistryNotReady|specify a region|missing region/i,
  },
  {
    kind: "schema",
    says: "the envelope that the consumer expects is not around the payload",
    pattern:
      /(?:KeyError: |^[^\S\n]*|cannot read propert.{0,30})['"](?:Records|body|Body|detail|detail-type|TopicArn|eventName|EventSource|messageId|kinesis|dynamodb|NewImage|awslogs|bucket|Message|requestContext|httpMethod|queryStringParameters|pathParameters|headers|s3|Sns|messageAttributes|eventSource)['"]\)?(?:\s*$| of undefined)|\bRecords is not iterable/im,
  },
  {
    kind: "dependency",
    says: "what it needs could not be reached, had no connection left or takes no writes",
    pattern:
      /connect ETIMEDOUT|connect(?:ion)?(?: attempt)? time(?:d )?out|ConnectTimeout|(?:can ?not|can.t|could not|failed to|unable to) connect|HikariPool|QueuePool limit|(?:acquir|obtain|fetch)\w* (?:a |new |a new )?(?:JDBC |database |db )?connection(?! from pool)|no JDBC connection|cluster_block_exception|index read-only/i,
  },
  {
    kind: "throttled",
    says: "the caller was told to slow down",
    pattern:
      /throttl|too many requests|rate.?limit|rate exceeded|quota (?:was )?exceeded|exceeded (?:your|the) (?:\w+ )?quota|slow ?down|resource.?exhausted|limit exceeded for|(?:request|call|usage|concurren\w{1,8}|connection|throughput|sending|transaction) limit (?:was |has been )?(?:exceeded|reached)|maximum (?:number )?of [\w ]{1,30} (?:was |has been |is )?reached|(?:queue|buffer) is full|es_rejected_execution|exceeded (?:its|their|your|the) (?:\w+ ){0,2}(?:quota|limit)|max(?:imum)? ?concurrency|too many concurrent|exceeded .{0,30}concurren|rate is too high|request rate|\b(?:error|status|http|code)\W{0,3}429\b|throughput exceeds|exceeds the current capacity|\[429\]|reduce your request rate|reserved concurren|provisioned throughput|\b(?:status|http|code)\D{0,12}429\b|\b429\b.{0,20}too many/i,
  },
  {
    kind: "permission",
    says: "access was refused",
    pattern:
      /access ?(?:is |was )?denied|access to .{1,60}(?:is|was) (?:not allowed|denied)|permission denied|not authori[sz]ed|unauthori[sz]ed|forbidden(?!\/\d)|no_permissions|insufficient (?:privilege|permission|scope)|lacks? (?:the )?permission|authentication (?:failed|failure|required)|password authentication|login failed|access denied for user|(?:token|credentials?)\b.{0,40}\bexpired|expired (?:token|credentials)|invalid (?:api.?key|token|credentials|signature|grant|client secret)|invalid_(?:grant|client|token)|(?:key|token|credentials?|password|signature) (?:is|are|was) (?:invalid|not valid|incorrect)|(?:jwt|session|signature) (?:has |is )?expired|wrongpass|incorrect (?:username|password)|invalid (?:username|password|login)|not accessible by|command denied|does not allow ACLs|web token|access key id you provided|invalid_auth\b|validate the provided|sending paused|identity ?token|username-password|could not read username|(?:cannot|could not|can.t|unable to|failed to) (?:be )?assumed?\b|security credentials|signature (?:expired|does not match|we calculated)|security token .{0,40}invalid|(?:could not|cannot|can.t|unable to|failed to) (?:load|locate|find|get|retrieve|refresh)(?: \w+)? credentials|(?:no|missing|bad) (?:\w+ )?credentials|credentials (?:were |was |are )?(?:not|missing)|missing authentication|unauthenticated|not (?:logged in|authenticated|verified)|not allowed to (?!be\b|have\b)|(?:do|does) not have (?:the )?(?:\w+ ){0,2}(?:permission|privilege|access)|don.t have (?:\w+ ){0,2}(?:permission|access)|pending deletion|\b(?:key|kms)\b.{0,160}is disabled|\bSQLSTATE\W{0,3}(?:28|42501)|operation not permitted|\bEACCES\b|\bEPERM\b|ORA-01031|ORA-01017|\b(?:status|http|code)\D{0,12}40[13]\b|failed_to_assume_role|no (?:identity|resource)-based policy|zugriff verweigert|acc[eè]s refus[ée]|acceso denegado|доступ запрещ/i,
  },
  {
    kind: "transient",
    says: "it passes when it is tried again",
    pattern:
      /deadlock|could not serialize|serialization failure|lock wait timeout|could not obtain lock|database is locked|ORA-00060|ORA-08177|\b40001\b|\b40P01\b|row was updated or deleted by another|concurrent (?:update|modification)|optimistic lock|version conflict|write ?conflict|transaction ?(?:was )?(?:conflict|aborted)|leader (?:is )?not available|not the leader|not primary|read-only (?:transaction|mode)|insufficient ?(?:\w+ ?)?capacity|no (?:spot )?capacity|(?:not|n.t) have (?:sufficient|enough) .{0,60}capacity|temporarily|service (?:is )?(?:currently )?unavailable|server is unavailable|encountered an internal error|\b(?:status|http|code)\D{0,12}503\b|try again|please retry|(?<!non[- ]?)transient|connection (?:was )?reset|reset by peer|server has gone away|lost connection|connection (?:was |is )?(?:already )?lost|terminating connection|closed the connection|database system is (?:starting|shutting|in recovery)|premature close|closed connection|failed to respond|socket disconnected|incomplete ?read|unexpected end of file|forcibly closed|connection (?:was )?broken|I\/O error occurred|at this time|\bREADONLY\b|\bTRYAGAIN\b|retry later|refused_stream|capacity (?:is |was )?(?:not |un)available|\bGOAWAY\b|remote end closed|\bSQLSTATE\W{0,3}(?:40|57P0|55P03)|\bECONNRESET\b|\bECONNABORTED\b|\bEPIPE\b|broken pipe|socket hang up|unexpected eof|connection (?:was |is |has been )?(?:already )?(?:closed|aborted|terminated)|\b(?:status|http|code)\D{0,12}409\b/i,
  },
  {
    kind: "timeout",
    says: "it took too long",
    pattern:
      /timed[ -]?out|(?:exceeded|over|beyond) .{0,20}(?:run ?time|duration)|attempted too many times|time[ -]?out\b(?! (?:must|should|value|is not|parameter))|deadline (?:was )?exceeded|took too long|deadline has (?:elapsed|passed)|\bETIMEDOUT\b|\bESOCKETTIMEDOUT\b|statement timeout|canceling statement due to|exceeded .{0,30}(?:time limit|max(?:imum)? (?:execution )?time)|gateway time|(?:task|request|operation) was cancell?ed|\bSQLSTATE\W{0,3}57014|not present in metadata after|\b(?:status|http|code)\D{0,12}(?:408|504)\b|zeit[uü]berschreitung|d[ée]lai (?:d.attente )?d[ée]pass|tiempo de espera|tempo esgotado|タイムアウト|超时|превышено время/i,
  },
  {
    kind: "dependency",
    says: "something it depends on could not be reached or failed",
    pattern:
      /connection refused|\bECONNREFUSED\b|\bENOTFOUND\b|\bEAI_AGAIN\b|\bEHOSTUNREACH\b|\bENETUNREACH\b|getaddrinfo|name or service not known|\[200[2-6]\]|no such host|nodename nor servname|assign requested address|name resolution|(?:could not|cannot|failed to|unable to) (?:translate|resolve)(?! (?:type|class|method|message))|host not found|unknown ?host|no route to host|network is unreachable|host is down|connection_failure|(?:could not|cannot|can't|can not|failed to|unable to) (?:connect|establish|reach|open (?:a )?connection)|could not be established|fetch failed|failed to fetch|bad gateway|internal server error|server error|no (?:live|healthy) upstream|upstream (?:connect|prematurely)|circuit.?breaker|too many (?:clients|connections)|remaining connection slots|connection pool|not connected|max retries exceeded with url|inaccessible host|could not be resolved|(?:cannot|can.t|could not) (?:contact|open .{0,12}connection)|link failure|network-related|connection to .{1,120} refused|brokers ?available|available brokers|resource from the pool|loading the dataset|\bORA-12[15]\d\d\b|occurred \(50[0-4]\)|not match certificate|unreachable|server selection|no (?:living|available) (?:connections?|nodes?|servers?)|all shards failed|cluster_block_exception|oom command not allowed|connection (?:attempt |error|failed|failure)|\bSQLSTATE\W{0,3}(?:08|53)|no brokers? available|broker.{0,20}(?:not available|disconnected)|master_?down|\bLOADING redis|tls handshake|ssl (?:error|handshake|routines)|certificate|x509|\bcode = unavailable\b|\b(?:status|http|code)\D{0,12}50[0-25]\b|verbindung .{0,20}(?:verweigert|abgelehnt)|connexion refus/i,
  },
  {
    kind: "code-error",
    says: "the consumer's code failed",
    pattern:
      /null ?pointer|nil pointer|exception of type '[^'\n]{1,120}' was thrown|\braise \w{0,40}(?:Exception|Error)\(\)|is not a (?:function|constructor)|is not (?:defined|iterable|callable|subscriptable)|object is not|before initiali[sz]ation|non-object|event loop|changed size during|interface conversion|creating bean|operator does not exist|function [\w.]{1,80}\([^)\n]{0,200}\) does not exist|outside of application|adapt type|wrong number of arguments|before assignment|cannot access local|does not support item|has no len\(\)|can only concatenate|bytes-like object|unhashable|bad operand|string indices|(?:convert|destructure|access|set|read|invoke|iterate)\b.{0,30}\b(?:undefined|null)\b|because .{1,80} is null|constant variable|callback was already|reduce of empty|out of bounds|outside the bounds|by zero|no value present|sequence contains no|value cannot be null|collection was modified|unable to cast|implicit conversion|module initialization error|bad handler|nil map|headers after they|converting circular|assertion .{1,80}failed|can.t pickle|call to (?:undefined|a member)|undefined (?:method|function|variable|index|offset|property|array key|local)|unsupported operand|positional arguments?|unexpected keyword|must be an instance of|circular (?:structure|reference|import)|cannot import name|relative import|import statement outside|require\(\) of ES|cannot read propert|of (?:undefined|null)\b|object reference not set|'?nonetype'?|has no attribute|index out of (?:range|bounds)|\boom\b|signal: segmentation|segmentation fault|stack overflow|maximum call stack|division by zero|divide by zero|cannot be cast|runtime exited|exit status|exit code|process exited|assertion failed|panicked? (?:at|:)|panic:|not implemented|column .{1,80}does not exist|unknown column|invalid column name|no such column|has no column|(?:table|relation|index|queue|topic|database|bucket) .{0,80}already exists|syntax error (?:at or near|in your sql|near)|error in your sql syntax|\bSQLSTATE\W{0,3}(?:21|0A|42(?!P01|S02))/i,
  },
  {
    kind: "schema",
    says: "the payload is not what the consumer expects",
    pattern:
      /\bschema\b|validation|invalid (?:\w+ event|json|payload|message|input|format|value|argument|parameter|literal|date|type|request|character|body|enum)|invalid_(?:json|parameter)|\bin JSON\b|the JSON object must be|unexpected (?:token|end of|character|field|property)|malformed|cannot deserialize|deseriali[sz]|unmarshal|(?:class|type) .{1,160}not found (?:during|while|when) (?:de)?(?:cod|seriali|convert|pars)|no class found|unregistered task|no (?:handler|listener|consumer|mapping)\w* (?:\w+ ){0,3}for|invalid type|unexpected type|incorrect padding|non-?base64|unable to convert|could not convert|codec can.t decode|invalid utf-?8|illegal character|mapper_parsing|too large|size has exceeded|exceeds? the maximum (?:allowed )?(?:size|length)|does not conform|magic byte|stream header|cannot construct instance|end-of-input|not a gzipped|incorrect header check|(?:cannot|could not|unable to|failed to) (?:identify|unserialize|decompress|interpret|understand|resolve (?:type|class|method|message))|unserialize\(|unsupported image|(?:type|class) (?:id|in header)\b|expected value at|registered handler|parse_error|unexpected byte|(?:body|message|payload) (?:is|was) empty|empty (?:body|message|payload)|changeset is invalid|cannot encode|incorrect string value|out of range value|not allowed to be empty|unprocessable|(?:type|content.?type) header|fails? to match|missing field|expecting (?:value|property)|invalid character|\bSQLSTATE\W{0,3}2[23]|(?:can ?not|could ?not|unable to|failed to|error) (?:be )?(?:pars|decod|convert|read json)|parse error|parsing|required (?:field|property|key|parameter)|(?:field|property|key|parameter|value) .{0,60}(?:is |was )?(?:required|missing)|missing (?:required|field|property|key|parameter)|missing \w+ (?:field|property)|must (?:be|have|match|not be|contain)|should be (?:a |an )?\w+|does not match|not a valid|not-null constraint|cannot be (?:null|blank|empty)|can't be blank|value too long|too long for|out of range for|unique constraint|duplicate (?:key|entry)|already exists|foreign key|check constraint|violates|unsupported (?:version|message|event|content|media|type|format)|unknown (?:event|message|field|property|type|enum|action|command|variant)|unrecognized (?:field|property)|expected .{1,60}(?:but|got|received)|unable to (?:serialize|decode)|\b(?:status|http|code)\D{0,12}(?:400|413|415|422)\b|bad request|ung[uü]ltig|pflichtfeld|invalide|no v[aá]lido/i,
  },
  {
    kind: "missing-target",
    says: "what it was meant for is not there",
    pattern:
      /not found|not_found|no_resource|does(?:n't| not) exist|do not exist|no such (?!host)|non-?existent|was deleted|has been deleted|no longer exists|cannot be found|could not be found|can.t (?:be )?f(?:ind|ound)|unable to find|does not have the specified|\bNoSuch(?!Element)\w+|can.t open file|\bSQLSTATE\W{0,3}(?:42P01|42S02|3D000)|unknown (?:topic|table|queue|function|database|customer|order|user)|table .{1,80}doesn't exist|could not find|cannot find|couldn't find|no (?:\w+ ){1,3}(?:found|with (?:the )?id|exists?\b|for id)|invalid object name|ORA-00942|\bENOENT\b|\b(?:status|http|code)\D{0,12}(?:404|410)\b|nicht gefunden|existiert nicht|introuvable|n'existe pas|no encontrad|no existe|não encontrad|non trovat|не найден|見つかりません|找不到|不存在/i,
  },
  {
    kind: "code-error",
    says: "the consumer's code failed",
    pattern:
      /unhandled (?:exception|promise|rejection)|uncaught|unexpected error in handler|illegal state|invalid operation|programming error|\bbug\b/i,
  },
];
