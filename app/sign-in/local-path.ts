/**
 * Where to go after sign-in: a path on this very site, or home. What a browser could take for another site (`//host`,
 * `/\host`, control characters, a scheme) is home.
 */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return "/";
  // Read as a browser would: `/..//host` is `//host` by then.
  const url = new URL(wanted, "http://here.invalid");
  const isElsewhere = url.origin !== "http://here.invalid" || url.pathname.startsWith("//");
  return isElsewhere || url.pathname.startsWith("/sign-in") ? "/" : `${url.pathname}${url.search}${url.hash}`;
}
