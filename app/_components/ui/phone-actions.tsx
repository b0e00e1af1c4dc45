import type { ReactNode } from "react";

type Props = { children: ReactNode; consequence?: ReactNode };

/** The fixed footer of a page on a phone: the first safe step on top, what it does below. Hidden on wider screens. */
export function PhoneActions({ children, consequence }: Props) {
  return (
    <>
      <div aria-hidden="true" className="h-44 sm:hidden" />
      <div className="fixed inset-x-0 bottom-0 z-20 grid gap-2 border-t bg-raised px-4 pt-3 pb-[max(16px,env(safe-area-inset-bottom))] sm:hidden">
        {children}
        {consequence ? <p className="text-center text-xs text-ink-2">{consequence}</p> : null}
      </div>
    </>
  );
}
