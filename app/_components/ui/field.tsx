"use client";

import { type ComponentProps, createContext, type ReactNode, use, useId } from "react";
import { cn } from "../cn";
import { Icon } from "./icons";

type Control = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

const ControlContext = createContext<Control | undefined>(undefined);

type FieldProps = {
  label: ReactNode;
  help?: ReactNode;
  /** Replaces the help and says how to put it right. */
  error?: ReactNode;
  isOptional?: boolean;
  children: ReactNode;
  className?: string;
};

/** Label above, help or error below; wires them to the control inside. */
export function Field({ label, help, error, isOptional = false, children, className }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const hasHint = Boolean(error || help);
  const control: Control = {
    id,
    ...(hasHint ? { "aria-describedby": hintId } : {}),
    ...(error ? { "aria-invalid": true as const } : {}),
  };
  return (
    <div className={cn("grid content-start gap-1", className)}>
      <label htmlFor={id} className="weight-emphasis">
        {label}
        {isOptional ? <span className="font-normal text-ink-3"> optional</span> : null}
      </label>
      <ControlContext value={control}>{children}</ControlContext>
      {hasHint ? (
        <p id={hintId} className={cn("text-xs", error ? "text-danger" : "text-ink-2")}>
          {error || help}
        </p>
      ) : null}
    </div>
  );
}

const controlClass =
  "h-[30px] w-full min-w-0 rounded-md border border-line-control bg-surface px-2.5 text-sm text-ink aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-3 max-sm:h-11 max-sm:text-lg";

/** A one-line input. Inside a Field it takes the label, help and error from there. */
export function TextInput({ isMachine = false, ...props }: ComponentProps<"input"> & { isMachine?: boolean }) {
  const control = use(ControlContext);
  return (
    <input type="text" {...control} {...props} className={cn(controlClass, isMachine && "machine", props.className)} />
  );
}

/** Several lines of text. */
export function TextArea(props: ComponentProps<"textarea">) {
  const control = use(ControlContext);
  return (
    <textarea
      rows={3}
      {...control}
      {...props}
      className={cn(controlClass, "h-auto py-1.5 max-sm:h-auto", props.className)}
    />
  );
}

/** The platform's own select: it works on every device and with every assistive technology. */
export function Select({ children, className, ...props }: ComponentProps<"select">) {
  const control = use(ControlContext);
  return (
    <span className={cn("relative block", className)}>
      <select {...control} {...props} className={cn(controlClass, "appearance-none pr-8")}>
        {children}
      </select>
      <Icon name="chevronDown" className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-2" />
    </span>
  );
}
