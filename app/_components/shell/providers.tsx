"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { ClockProvider } from "../ui/clock";
import { ToastProvider } from "../ui/toasts";
import { KeyProvider } from "./key-provider";

/** Everything that the components expect around them. Refetching rests while the tab is hidden. */
export function Providers({ serverNow, children }: { serverNow: string; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 5000, retry: 1, refetchIntervalInBackground: false } },
      }),
  );
  useEffect(() => {
    // Should React ever have to draw the document anew, it drops the attributes that public/theme.js had set.
    window.dispatchEvent(new Event("dlo-look"));
  }, []);
  return (
    <QueryClientProvider client={client}>
      <ClockProvider serverNow={serverNow}>
        <Tooltip.Provider delayDuration={250}>
          <KeyProvider>
            <ToastProvider>{children}</ToastProvider>
          </KeyProvider>
        </Tooltip.Provider>
      </ClockProvider>
    </QueryClientProvider>
  );
}
