const TELLING_NAMES = new Set(
  "action category cause code desc description detail details err errcode errmsg error error_code error_description error_message errorcode errordescription errormessage errors errortype event exception exceptiontype failure fault faultcode faultstring kind level message method msg op operation phase reason result severity state status statuscode statusmessage statustext summary title type __type".split(
    " ",
  ),
);

/** Whether the value under this name says what went wrong, and not merely with which one it went wrong. */
export function isTellingName(name: string): boolean {
  const lower = name.toLowerCase();
  return TELLING_NAMES.has(lower) || TELLING_NAMES.has(lower.slice(lower.lastIndexOf(".") + 1));
}
