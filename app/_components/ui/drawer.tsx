"use client";

import { Dialog } from "radix-ui";
import { type ReactNode, useId } from "react";
import { Button } from "./button";
import { Icon } from "./icons";
import { Kbd } from "./kbd";
import { ScrollRegion } from "./scroll-region";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** A small line above the title: id, state, when frozen. */
  eyebrow?: ReactNode;
  title: ReactNode;
  /** What happens, in one sentence. */
  lead?: ReactNode;
  children: ReactNode;
  /** Fixed at the bottom: copying left, actions right, the reason of a disabled one underneath. */
  footer?: ReactNode;
};

/** A sheet from the right (616 px), the whole screen on a phone. Keeps the focus inside, closes on Escape. */
export function Drawer({ isOpen, onClose, eyebrow, title, lead, children, footer }: Props) {
  const leadId = useId();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />
        <Dialog.Content
          aria-describedby={lead ? leadId : undefined}
          className="fixed inset-y-0 right-0 z-40 flex w-full flex-col bg-raised shadow-drawer outline-none data-[state=closed]:animate-drawer-out data-[state=open]:animate-drawer-in max-sm:data-[state=closed]:animate-sheet-out max-sm:data-[state=open]:animate-sheet-in sm:w-[616px]"
        >
          <header className="border-b px-6 pt-4 pb-3.5 max-sm:px-4">
            <div className="flex items-center gap-2 text-xs text-ink-3">
              <span className="min-w-0 flex-1">{eyebrow}</span>
              <Kbd>esc</Kbd>
              <Dialog.Close asChild>
                <Button variant="ghost" size="sm" isIconOnly aria-label="Close">
                  <Icon name="close" />
                </Button>
              </Dialog.Close>
            </div>
            <Dialog.Title className="mt-0.5 text-xl font-semibold tracking-[-0.016em] wrap-anywhere">
              {title}
            </Dialog.Title>
            {lead ? (
              <div id={leadId} className="mt-1 text-ink-2">
                {lead}
              </div>
            ) : null}
          </header>
          <ScrollRegion label="Details" className="min-h-0 flex-1 px-6 max-sm:px-4">
            {children}
          </ScrollRegion>
          {footer ? (
            <footer className="border-t px-6 pt-3 pb-3.5 max-sm:px-4 max-sm:pb-[max(16px,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          ) : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** One part of a drawer, divided by hairlines. */
export function DrawerSection({ title, hint, children }: { title?: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b py-[13px] last:border-b-0">
      {title ? (
        <h3 className="mb-1.5 flex flex-wrap items-baseline gap-2 text-sm leading-[18px] font-semibold">
          {title}
          {hint ? <span className="text-xs font-normal text-ink-3">{hint}</span> : null}
        </h3>
      ) : null}
      {children}
    </section>
  );
}

type FooterProps = {
  /** Copy as curl, copy as dlo. */
  copies?: ReactNode;
  actions: ReactNode;
  /** Why an action is off; give its id to the button as `disabledBy`. */
  reason?: ReactNode;
  reasonId?: string;
};

/** The foot of a drawer: copying left, actions right, the reason underneath; on a phone the actions take the width. */
export function DrawerFooter({ copies, actions, reason, reasonId }: FooterProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 max-sm:flex-col-reverse max-sm:items-stretch">
        <div className="flex gap-2 max-sm:justify-center sm:-ml-2 sm:flex-1">{copies}</div>
        <div className="flex gap-2 max-sm:flex-col-reverse">{actions}</div>
      </div>
      {reason ? (
        <p id={reasonId} className="mt-1.5 text-right text-xs text-ink-2 max-sm:text-center">
          {reason}
        </p>
      ) : null}
    </>
  );
}
