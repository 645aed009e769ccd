import type { Signal } from '@preact/signals';
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import type { Failure } from './failure.js';
import type { DoorJob } from './job.js';
import { words } from './words.js';

/** What went wrong, and what to do. */
export function Failed({ failure }: { readonly failure: Failure | undefined }) {
  const { page } = words.value;
  return (
    <div role="alert">
      {failure && (
        <div class="failed">
          <strong>{failure.hint === undefined ? page.bug(failure.message) : failure.message}</strong>
          <p>{failure.hint ?? page.reportIt}</p>
          {failure.english !== undefined && <p lang="en">{failure.english}</p>}
        </div>
      )}
    </div>
  );
}

/** What happens now, also for a screen reader. */
export function Status({ children }: { readonly children: ComponentChildren }) {
  return (
    <p role="status" class="status">
      {children}
    </p>
  );
}

interface ButtonProps {
  readonly onTap: () => void;
  readonly kind?: 'go' | 'stop';
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

/** A button of the page. */
export function Button({ onTap, kind, disabled = false, children }: ButtonProps) {
  return (
    <button type="button" class={kind} disabled={disabled} onClick={onTap}>
      {children}
    </button>
  );
}

interface FieldProps
  extends Pick<InputHTMLAttributes, 'autocapitalize' | 'inputMode' | 'maxLength' | 'placeholder'> {
  readonly label: ComponentChildren;
  readonly text: Signal<string>;
}

/** A line of text to type, which the browser does not fill in by itself. */
export function Field({ label, text, ...input }: FieldProps) {
  return (
    <label>
      {label}
      <input
        {...input}
        value={text.value}
        autocomplete="off"
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
        }}
      />
    </label>
  );
}

/** Ends what a job does; nothing while it does nothing. */
export function Stop({ job, children }: { readonly job: DoorJob; readonly children: ComponentChildren }) {
  if (!job.isBusy.value) return null;
  return (
    <Button kind="stop" onTap={() => job.stop()}>
      {children}
    </Button>
  );
}

interface WideProps {
  /** What is in it, for a screen reader. */
  readonly label: string;
  readonly isPaper?: boolean;
  readonly children: ComponentChildren;
}

/** What may be wider than a phone: it scrolls by itself, by keys too (WCAG 2.1.1; axe: scrollable-region-focusable). */
export function Wide({ label, isPaper = false, children }: WideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus is scrolled by keys
    <section class={isPaper ? 'wide paper' : 'wide'} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
