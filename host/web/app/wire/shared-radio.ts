import { type Signal, signal } from '@preact/signals';
import { type Clock, OnairError } from '../../../base/index.js';
import { PageError } from '../shell/failure.js';
import { words } from '../shell/words.js';
import type { Connection } from './connection.js';
import { type RadioServer, SharedRadioLink, type SharedState } from './shared-link.js';

/** Whether the computer that serves this page shares a radio. */
export const sharesRadio: Signal<boolean> = signal(false);

/** Time after which a request is given up, so that nobody expects it to arrive later, ms. */
const PATIENCE_MS = 4000;

/** Asks the server of this page, by the headers of its own address: every server answers that. */
export async function lookForRadio(): Promise<void> {
  if (!navigator.onLine) return;
  // Without an answer there is no radio.
  const answer = await fetch('./', { method: 'HEAD' }).catch(() => undefined);
  sharesRadio.value = answer?.headers.get('onair-radio') === 'shared';
}

/** The radio at the computer that serves this page. */
export function sharedRadio(clock: Clock): Connection {
  const code = signal('');
  const state = signal<SharedState | undefined>(undefined);
  const { name } = words.value.shared;
  return {
    name,
    isBluetooth: false,
    isSimulated: false,
    shared: { code, state },
    open: async (line) => {
      await letIn(code);
      const onState = (latest: SharedState): void => {
        state.value = latest;
      };
      return SharedRadioLink.open(name, line, { server, clock, onState });
    },
  };
}

/** @throws OnairError device-refused, port-failed */
async function letIn(code: Signal<string>): Promise<void> {
  const { name } = await ask<{ readonly name: string | null }>('GET', 'api/session');
  if (name !== null) return;
  if (code.value.trim() === '') {
    const { notPaired, notPairedHint } = words.value.shared;
    throw new PageError('device-refused', { message: notPaired, hint: notPairedHint });
  }
  await ask('POST', 'api/session', { code: code.value.trim() });
  code.value = '';
}

const server: RadioServer = {
  listen: (on) => {
    const source = new EventSource('api/radio/events');
    source.addEventListener('state', ({ data }) => on.state(JSON.parse(data)));
    source.addEventListener('frame', ({ data }) => on.frame(Buffer.from(JSON.parse(data), 'base64')));
    source.addEventListener('error', () => on.lost());
    return () => source.close();
  },
  transmit: async (kiss) => {
    await ask('POST', 'api/radio/frames', { kiss: Buffer.from(kiss).toString('base64') });
  },
};

/** @throws OnairError device-refused (the server says why), port-failed */
async function ask<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const request: RequestInit = {
    method,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  };
  const { serverGone, serverGoneHint } = words.value.shared;
  const gone = (cause: unknown): never => {
    throw new PageError('port-failed', { message: serverGone, hint: serverGoneHint, cause });
  };
  const answer = await fetch(path, request).catch(gone);
  const said = await answer.json().catch(gone);
  if (answer.ok) return said;
  const { message, hint } = said.error;
  throw new OnairError('device-refused', { message, hint });
}
