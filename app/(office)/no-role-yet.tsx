"use client";

import type { Me } from "@/app/_components/me";
import { refusalOf } from "@/app/_components/refusal";
import { BlankPage } from "@/app/_components/ui/blank-page";
import { Button } from "@/app/_components/ui/button";
import { signOut } from "./sign-out";

/** All that somebody sees who is signed in and was given nothing to see. */
export function NoRoleYet({ me }: { me: Me }) {
  return (
    <main className="mx-auto w-full max-w-[608px] px-6">
      <BlankPage
        title={me.roles.length > 0 ? "Your role shows nothing here." : "You have no role here yet."}
        actions={
          <>
            <Button variant="filled" onClick={() => window.location.reload()}>
              Look again
            </Button>
            <Button onClick={() => void signOut()}>Sign out</Button>
          </>
        }
      >
        <p>You are signed in as {me.name}.</p>
        <p>{refusalOf(me, "counts.see")}</p>
      </BlankPage>
    </main>
  );
}
