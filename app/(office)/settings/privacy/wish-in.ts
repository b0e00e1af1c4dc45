export type PrivacyAddress = Readonly<Record<string, string | string[] | undefined>>;
export interface ErasureWish {
  readonly way: "field" | "messages" | "class" | "account";
  readonly ids: string;
}

/** What another page asks to have erased, by the address: `?erase=msg_…`, `?erase=fc_…`, `?erase=acc_…`. */
export function wishIn({ erase }: PrivacyAddress): ErasureWish {
  const ids = typeof erase === "string" ? erase : "";
  if (ids.startsWith("msg_")) return { way: "messages", ids };
  if (ids.startsWith("fc_")) return { way: "class", ids };
  if (ids.startsWith("acc_")) return { way: "account", ids };
  return { way: "field", ids: "" };
}
