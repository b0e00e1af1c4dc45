import type { CauseRule } from "./cause-kind";

/**
 * Classes that are thrown for anything: what they say counts only where the words say nothing. `fetch` reports an
 * unreachable host as a TypeError, a database driver a deadlock as an OperationalError.
 */
export const SAYS_LITTLE =
  /^(?:(?:\w+\.)?UnhandledPromise\w*|OperationalError|ConnectionError|SocketException|RedisConnection\w*|MongoNetworkError|NetworkError|InternalError|ProgrammingError|DatabaseError|IllegalState\w*|IllegalArgument\w*|InvalidOperation\w*|Argument(?:Error|Exception)|UnsupportedOperation\w*|Http(?:Server|Client)?Error(?:Exception)?|Runtime\.(?:ExitError|Unknown)|Runtime(?:Error|Exception)|ValueError|InvalidParameter\w*|InvalidRequest\w*|InvalidArgument\w*|BadRequest\w*|BeanCreation\w*|IOError|OSError|FileNotFound\w*)$/;

/** What the name of an exception class says, in any runtime. First match wins; nothing is said by `Error` alone. */
export const CAUSES_BY_TYPE: CauseRule[] = [
  {
    kind: "code-error",
    says: "code or a library is missing",
    pattern:
      /ModuleNotFound|ImportModule|ImportError|ClassNotFound|DllNotFound|GemNotFound|MalformedHandler|BindingResolution|BadMethodCall|InvalidRuntime|InvalidZip|BadImageFormat|NoSuchBean|MissingMethod|MissingManifest|TypeLoad|UnsupportedClassVersion|IllegalAccess|ImproperlyConfigured|InInitializer|TypeInitialization|VerifyError|Pickling|AppRegistry|NoRegion|WorkerLost|OutOfMemory|InvalidEntrypoint|NoClassDef|NoSuchMethod|NoSuchField|UnsatisfiedLink|HandlerNotFound|Undefined(?:Method|Function)|MODULE_NOT_FOUND/,
  },
  {
    kind: "throttled",
    says: "the caller was told to slow down",
    pattern:
      /Throttl|TooManyRequests|RateLimit|RateExceeded|ProvisionedThroughput|RequestLimitExceeded|SlowDown|(?:Request|Send|Call)LimitExceeded|QuotaExceeded|^LimitExceeded|ResourceExhausted|TooManyUpdates|(?<!Time|Size|Memory|Retry|Retries|Attempts?)(?:Limit|Count|Runs|Executions)Exceeded|ConcurrentInvocationLimit/i,
  },
  {
    kind: "permission",
    says: "access was refused",
    pattern:
      /AccessDenied|AccessDeny|Unauthori[sz]ed|NotAuthori[sz]ed|Authori[sz]ation|Authentication|Forbidden|PermissionDenied|PermissionError|InsufficientPriv|ExpiredToken|InvalidClientToken|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|NoCredential|CredentialsProvider|CredentialsError|Credentials?NotFound|InvalidAccessKey|IncompleteSignature|InvalidGrant|NotVerified|TokenExpired|NoCredentials|KMS\.?AccessDenied/i,
  },
  {
    kind: "timeout",
    says: "it took too long",
    pattern: /(?<!ServerSelection)Time[dD]?_?[oO]ut|TIMEDOUT|DeadlineExceeded|TimeLimitExceeded|SoftTimeLimit/,
  },
  {
    kind: "transient",
    says: "it passes when it is tried again",
    pattern:
      /Deadlock|Optimistic|StaleObject|StaleElement|StaleState|CannotAcquireLock|CannotSerialize|Pessimistic|LockNotGranted|TransactionConflict|TransactionInProgress|ConcurrentModificationException|ConcurrencyException|DbUpdateConcurrency|ConditionalCheckFailed|OptimisticLocking|ResourceConflict|(?<!Non)Transient|Retryable|NotLeader|LeaderNotAvailable|NotEnoughReplicas|RebalanceInProgress|CommitFailed|Disconnect|BadStatusLine|RemoteProtocol|ServiceUnavailable|InternalServerE|InternalFailure|ConnectionReset|BrokenPipe|EOFException/,
  },
  {
    kind: "dependency",
    says: "something it depends on could not be reached or failed",
    pattern:
      /UnknownHost|HostNotFound|ConnectException|ConnectError|ConnectionError|ConnectionRefused|NewConnectionError|NoRouteToHost|HostUnreachable|SocketException|SSL|Certificate|Handshake|BadGateway|CircuitBreaker|CallNotPermitted|BrokenCircuit|BrokerNotAvailable|CannotGetJdbcConnection|OperationalError|NetworkError|EndpointConnection|HttpServerError|RedisConnection|ServerSelection|NoBrokers|NoHostAvailable|NoNodeAvailable|MongoNetwork|PoolExhausted|NotReachable/,
  },
  {
    kind: "schema",
    says: "the payload is not what the consumer expects",
    pattern:
      /Validation|MethodArgument|Deserializ|Serializ|JsonParse|JsonMapping|JsonProcessing|JSONDecode|JsonException|JsonReader|JsonSyntax|Json::|ParserError|ParseError|ParseException|ParsingException|Schema|Malformed|InvalidFormat|InvalidMessage|MismatchedInput|UnrecognizedProperty|InvalidDefinition|ZodError|AjvError|NumberFormat|FormatException|DateTimeParse|DecodeError|UnicodeDecode|Decod(?:e|ing)Fail|ParamValidation|InvalidClass|StreamCorrupted|BadGzip|UnsupportedMedia|Unidentified|BadRequest|UnprocessableEntity|InvalidInput|InvalidParameter|InvalidArgument|ConstraintViolation|DataIntegrity|IntegrityError|UniqueViolation|DuplicateKey|AlreadyExists|RecordNotUnique|RecordInvalid|RecordTooLarge|NotNullViolation|DataError|UnmarshalTypeError|SyntaxError.*JSON|ContractViolation|MessageConversion|ConversionException|InvalidProtocolBuffer|AvroTypeException|UnsupportedVersion/,
  },
  {
    kind: "missing-target",
    says: "what it was meant for is not there",
    pattern:
      /NotFound|NoSuch(?!Element)|NonExist|DoesNotExist|NotExist|QueueDoesNotExist|Missing(?:Resource|Target)|UnknownTopic|UnknownTable|NoResource|Gone(?:Exception|Error)|ResourceDeleted|EndpointDisabled/,
  },
  {
    kind: "code-error",
    says: "the consumer's code failed",
    pattern:
      /NullPointer|NullReference|NoneType|TypeError|ReferenceError|RangeError|AttributeError|NameError|UnboundLocal|KeyError|IndexError|IndexOutOf|OutOfBounds|OutOfRange|ClassCast|InvalidCast|NoMethod|NoSuchElement|IllegalState|IllegalArgument|ArgumentNull|ArgumentError|ArgumentException|ArgumentOutOfRange|InvalidOperation|UnsupportedOperation|NotImplemented|NotSupported|ZeroDivision|DivideByZero|Arithmetic|Overflow|OutOfMemory|MemoryError|AssertionError|AssertionFailed|RecursionError|SyntaxError|IndentationError|FrozenError|LocalJump|MatchError|FunctionClause|KeyNotFound|UnhandledPromise|Runtime\.(?:ExitError|UnhandledPromise|Unknown|OutOfMemory|UserCode|MalformedHandler|InvalidEntrypoint)|NilPointer|panic/,
  },
  {
    kind: "code-error",
    says: "the runtime of the consumer gave up on it",
    pattern: /^RuntimeError$|BeanCreation/,
  },
  {
    kind: "schema",
    says: "a value is not one that the consumer can use",
    pattern: /^ValueError$/,
  },
];
