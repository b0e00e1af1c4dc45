/** The cookie that ties a sign-in on its way to the browser that began it. */
export interface BrowserCookie {
  set(secret: string, liveSeconds: number): string;
  clear(): string;
  read(headers: Headers): string | undefined;
}

/** Under https it is bound to this host; it is sent along when a provider leads the browser back (`SameSite=Lax`). */
export function browserCookie(baseUrl: string): BrowserCookie {
  const isHttps = baseUrl.startsWith("https://");
  const name = isHttps ? "__Host-dlo.sign_in" : "dlo.sign_in";
  const rest = `Path=/; HttpOnly;${isHttps ? " Secure;" : ""} SameSite=Lax`;
  return {
    set: (secret, liveSeconds) => `${name}=${secret}; Max-Age=${liveSeconds}; ${rest}`,
    clear: () => `${name}=; Max-Age=0; ${rest}`,
    read(headers) {
      const parts = (headers.get("cookie") ?? "").split(";").map((part) => part.trim());
      const found = parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
      const [only] = found;
      return found.length === 1 && only && /^[\w-]{43}$/.test(only) ? only : undefined;
    },
  };
}
