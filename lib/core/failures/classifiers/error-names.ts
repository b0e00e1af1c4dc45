/** Attribute names that libraries and teams give to an error text, compared without case, dots, dashes and underscores. */
const TEXT_ATTRIBUTES = new Set(
  "error errormessage errormsg errortext errordescription errordetail errordetails errorreason exception exceptionmessage exceptiontext exceptionstacktrace stacktrace failure failurereason failuremessage failurecause lasterror lasterrormessage lastexception rejectionreason deadletterreason deadletterreasontext deadlettererrordescription dlqreason dlqerror dlqerrormessage xerror xerrormessage xexception xexceptionmessage xexceptionstacktrace xfailurereason xdeathreasontext nservicebusexceptioninfomessage mtfaultmessage kafkadltexceptionmessage connecterrorsexceptionmessage camelexceptioncaught springcloudstreamexceptionmessage errorcause faultmessage".split(
    " ",
  ),
);
const TYPE_ATTRIBUTES = new Set(
  "errortype errorcode errorclass exceptiontype exceptionclass exceptionname exceptionfqcn xexceptiontype xexceptionclass nservicebusexceptioninfoexceptiontype mtfaultexceptiontype kafkadltexceptionfqcn kafkadltexceptioncausefqcn connecterrorsexceptionclassname".split(
    " ",
  ),
);

/** Members of a JSON object that hold an error, most telling first. Numbers such as `error_rate` are no members of it. */
export const ERROR_MEMBERS = [
  "errorMessage",
  "error_message",
  "ErrorMessage",
  "errorMsg",
  "error_msg",
  "error",
  "Error",
  "err",
  "exception",
  "Exception",
  "exceptionMessage",
  "exception_message",
  "lastError",
  "last_error",
  "lastException",
  "failure",
  "failureReason",
  "failure_reason",
  "errorReason",
  "error_reason",
  "errorDescription",
  "error_description",
  "fault",
  "Fault",
  "_error",
  "errors",
  "Errors",
];
export const TEXT_MEMBERS = [
  "message",
  "Message",
  "errorMessage",
  "error_message",
  "msg",
  "description",
  "error_description",
  "detail",
  "details",
  "reason",
  "faultstring",
  "text",
  "title",
  "cause",
  "value",
];
export const TYPE_MEMBERS = [
  "errorType",
  "error_type",
  "exceptionType",
  "exceptionClass",
  "exception_class",
  "class",
  "name",
  "type",
  "__type",
  "errorCode",
  "error_code",
  "code",
  "Code",
  "faultcode",
];
export const STACK_MEMBERS = ["stack", "stackTrace", "stack_trace", "stacktrace", "trace", "traceback", "backtrace"];
/** Where frameworks keep what they add to a message; an error there is about the message, not part of its business. */
export const CONTAINER_MEMBERS = [
  "metadata",
  "meta",
  "headers",
  "header",
  "properties",
  "deadLetter",
  "dlq",
  "_meta",
  "context",
];

export function isErrorAttribute(name: string): boolean {
  return TEXT_ATTRIBUTES.has(bareName(name));
}

export function isErrorTypeAttribute(name: string): boolean {
  return TYPE_ATTRIBUTES.has(bareName(name));
}

/** Texts that stand for "no error". */
export function isNoError(text: string): boolean {
  return /^(?:|null|none|nil|undefined|false|true|no|yes|ok|success|n\/?a|-|\d{1,3}|\{\}|\[\])$/i.test(text.trim());
}

function bareName(name: string): string {
  return name.slice(0, 100).toLowerCase().replace(/[._-]/g, "");
}
