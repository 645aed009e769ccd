import { messageOf, OnairError } from '../../base/index.js';
import { findProfile, type RadioProfile, runExit } from '../../kenwood/index.js';
import { type HubEvent, REFUSALS } from '../../kiss-server/index.js';
import { type Link, wireTimeMs } from '../../link/index.js';
import type { CallSign } from '../../packet/index.js';
import { type ServedApp, SharedRadio } from '../../panel/index.js';
import type { ChangeFlags } from '../flags/flags.js';
import { type LineFlags, lineOf } from '../flags/line-flags.js';
import { ownCall } from '../flags/own-call.js';
import { type Connection, checkPort, connected } from '../port/connect.js';
import { type HoldEvent, holdRadio } from '../port/hold-radio.js';
import { radioPort } from '../port/radio-port.js';
import { describeFrame } from '../port/receive-frames.js';
import { agree, agreeToTransmit } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';

/** Flags for the radio of this computer. */
export interface ShareFlags extends Pick<ChangeFlags, 'yes' | 'json'>, LineFlags {
  /** Its port. */
  readonly radio?: string;
  readonly model: string;
  readonly transmit?: boolean;
  readonly call?: string;
}

/** Silence after which the radio is asked whether it is still in KISS, ms; as `onair kiss serve`. */
const CHECK_MS = 60_000;

/** Serves the app with the shared radio; `onCode` is told the code of the next phone. */
export type ServeRadio = (radio: SharedRadio, onCode: (code: string) => void) => Promise<ServedApp>;

/** Shares the radio of `--radio` until Ctrl-C. @throws OnairError of the port, of the radio, or of `serve` */
export async function shareRadio(io: Io, out: Output, flags: ShareFlags, serve: ServeRadio): Promise<void> {
  const profile = findProfile(flags.model);
  const call = await callOf(io, flags);
  const port = { ...flags, port: flags.radio ?? '' };
  await checkPort(io, port);
  const question = `Bring the ${profile.title} into KISS, and share it with phones?`;
  if (call === undefined) await agree(io, flags, question);
  else await agreeToTransmit(io, flags, `${question} They may transmit as ${call}.`);
  const setup = { io, out, flags: port, line: (name: string) => lineOf(flags, name), ...radioPort(out) };
  await connected(setup, async (connection) => {
    const radio = new SharedRadio({
      clock: io.clock,
      title: profile.title,
      call,
      escapeC: profile.escapeC.default,
      onEvent: (event) => showHub(out, event),
    });
    const app = await serve(radio, (code) => showCode(out, code));
    const keys = flags.json ? undefined : io.keys;
    const releaseKeys = keys?.((key) => {
      if (key === 'n') app.newCode();
    });
    if (keys) out.note('n: another code, also for a phone that has to wait because of wrong ones');
    try {
      await hold(io, out, connection, profile, radio);
    } catch (error) {
      if (!(error instanceof OnairError && error.code === 'interrupted')) throw error;
    } finally {
      releaseKeys?.();
      await app.close();
    }
  });
}

/** @throws OnairError bad-usage, no-callsign, bad-value */
async function callOf(io: Io, { transmit, call }: ShareFlags): Promise<CallSign | undefined> {
  if (transmit) return ownCall(io, call, 'call');
  if (call === undefined) return undefined;
  throw new OnairError('bad-usage', {
    message: '--call is the call sign that phones transmit under, and they only receive',
    hint: 'add --transmit, or omit --call',
  });
}

function hold(
  io: Io,
  out: Output,
  connection: Connection,
  profile: RadioProfile,
  radio: SharedRadio,
): Promise<never> {
  const { clock } = io;
  const values = {};
  const onBytes = (bytes: Buffer): void => radio.fromRadio(bytes);
  return holdRadio({
    clock,
    out,
    connection,
    init: { profile, values, checkMs: CHECK_MS },
    ask: { firstMs: 0, everyMs: 0 },
    onBytes,
    onEvent: (event) => {
      showRadio(out, event);
      if (event.kind === 'ready') radio.ready(wireTo(event.link));
      else if (event.kind === 'lost') radio.away(event.error.message, true);
      else radio.away('it left KISS, and is put back', false);
    },
    farewell: async (link) => {
      radio.away('the sharing ends', false);
      out.note('bringing the radio back; Ctrl-C again leaves it as it is');
      await runExit(link, profile, { clock, values, onBytes });
    },
  });
}

function wireTo(link: Link) {
  return {
    send: (bytes: Uint8Array) => link.send(bytes),
    wireTimeMs: (bytes: number) => wireTimeMs(bytes, link.line),
    giveUp: () => void link.close(),
  };
}

function show(out: Output, event: string, data: Readonly<Record<string, unknown>>, text: string): void {
  out.event({ schema: 'app.shared@1', data: { event, ...data }, text: [text] });
}

/** Groups are read and typed with fewer errors than six digits. */
function showCode(out: Output, code: string): void {
  show(out, 'code', { code }, `code for the next phone: ${(code.match(/.{1,3}/g) ?? []).join(' ')}`);
}

function showRadio(out: Output, event: HoldEvent): void {
  if (event.kind === 'ready') show(out, 'radio-ready', {}, 'the radio is in KISS, and shared');
  else if (event.kind === 'left') show(out, 'radio-left', {}, 'the radio left KISS, and is put back');
  else {
    const { error, retryMs } = event;
    show(out, 'radio-lost', { message: error.message, retryMs }, `${messageOf(error)}; trying again`);
  }
}

/** What phones do. What is heard stands in their pages. */
function showHub(out: Output, event: HubEvent): void {
  if (event.kind === 'stuck') out.warn('the radio takes no bytes; its port is opened again');
  const shown = shownOf(event);
  if (!shown || !('client' in event)) return;
  const phone = event.client.name;
  show(out, event.kind, { phone, ...shown.data }, `${phone} ${shown.text}`);
}

interface Shown {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function shownOf(event: HubEvent): Shown | undefined {
  switch (event.kind) {
    case 'joined':
      return { text: 'listens' };
    case 'gone':
      return { data: { why: event.why }, text: `is gone: ${event.why}` };
    case 'sent': {
      const packet = describeFrame(event.frame);
      return { data: { packet }, text: `transmits ${packet}` };
    }
    case 'refused':
      return { data: { reason: event.reason }, text: `is refused: ${REFUSALS[event.reason]}` };
    default:
      return undefined;
  }
}
