import type { ExecutionContext } from 'ava';
import { parseCallSign } from '../../host/packet/index.js';
import { SharedRadio, serveApp } from '../../host/panel/index.js';
import { SteppedClock } from '../stepped-clock.js';

/** The web app behind a server on this computer, with a radio that phones share. It ends with the test. */
export async function sharedApp(t: ExecutionContext, tls?: Parameters<typeof serveApp>[1]) {
  const clock = new SteppedClock();
  /** Pairing codes as they were shown, the newest last. */
  const codes: string[] = [];
  const call = parseCallSign('W1AW');
  const radio = new SharedRadio({ clock, title: 'TM-D700', call, escapeC: false, onEvent: () => {} });
  const listen = { host: '127.0.0.1', port: 0, isLoopback: true };
  const onCode = (code: string): void => void codes.push(code);
  const app = await serveApp(listen, tls, { radio, clock, onCode });
  t.teardown(() => app.close());
  return { codes, radio, app };
}
