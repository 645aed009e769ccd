import { useSignal } from '@preact/signals';
import { findApp, type RadioProfile } from '../../../kenwood/index.js';
import { failureOf } from '../shell/failure.js';
import { Button, Wide } from '../shell/parts.js';
import { say, words } from '../shell/words.js';

/** What to type into APRSdroid, step by step, with the two fields to copy. */
export function Aprsdroid({ profile }: { readonly profile: RadioProfile }) {
  const texts = words.value.aprsdroid;
  return (
    <details>
      <summary>{texts.title}</summary>
      <p>{texts.about}</p>
      <Steps profile={profile} />
    </details>
  );
}

function Steps({ profile }: { readonly profile: RadioProfile }) {
  const texts = words.value.aprsdroid;
  const fields = fieldsOf(profile);
  if (typeof fields === 'string') return <p>{texts.none(fields)}</p>;
  const { initString, delayMs, notes } = fields;
  const [pair, connection, string, delay, start] = texts.steps;
  return (
    <>
      <ol>
        <li>{pair}</li>
        <li>{connection}</li>
        <li>
          {string}
          <Copied label={texts.initString} text={initString} />
        </li>
        <li>
          {delay}
          <Copied label={texts.initDelay} text={String(delayMs)} />
        </li>
        <li>{start}</li>
      </ol>
      <h2>{texts.notes}</h2>
      <ul>
        {notes.map((note) => (
          <li key={note}>{say(note)}</li>
        ))}
      </ul>
    </>
  );
}

interface Fields {
  readonly initString: string;
  readonly delayMs: number;
  readonly notes: readonly string[];
}

/** The fields, or why there are none for this radio. */
function fieldsOf(profile: RadioProfile): Fields | string {
  try {
    const values = new Map(Object.entries(profile.values ?? {}));
    const setup = { profile, values, port: '', baud: profile.line.defaultSpeed };
    const { files, delayMs = 0, notes } = findApp('aprsdroid').write(setup);
    return { initString: files[0]?.text ?? '', delayMs, notes };
  } catch (error) {
    return failureOf(error)?.message ?? '';
  }
}

/** A text that a tap copies. Where the browser refuses that, it can be selected. */
function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const { page } = words.value;
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      isCopied.value = true;
    } catch {
      isCopied.value = false;
    }
  };
  return (
    <div>
      <Wide label={label}>
        <pre>{text}</pre>
      </Wide>
      <Button onTap={() => void copy()}>
        {isCopied.value ? page.copied : page.copy}: {label}
      </Button>
    </div>
  );
}
