import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import type { ExecutionContext } from 'ava';
import { parseListen } from '../../host/panel/listen.js';
import { servePanel } from '../../host/panel/server.js';
import { SteppedClock } from '../stepped-clock.js';
import { FakeMachine } from './fake-machine.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly code: string | undefined;
}

export const KEY = 'a-key-that-nobody-guesses';

/** A served panel whose machine only takes notes; requests are what an attacker can send, header by header. */
export class Rig {
  readonly machine = new FakeMachine();
  readonly clock = new SteppedClock();
  readonly codes: string[] = [];
  readonly notes: string[] = [];
  port = 0;

  static async serve(t: ExecutionContext, listen = '127.0.0.1:0'): Promise<Rig> {
    const rig = new Rig();
    const panel = await servePanel({
      machine: rig.machine,
      listen: parseListen(listen),
      clock: rig.clock,
      now: () => new Date(0),
      version: '0',
      key: KEY,
      onCode: (code) => rig.codes.push(code),
      onNote: (note) => rig.notes.push(note),
    });
    rig.port = panel.port;
    rig.newCode = () => panel.newCode();
    t.teardown(() => panel.close());
    return rig;
  }

  /** Another code, from the terminal. */
  newCode: () => void = () => {};

  get code(): string {
    return this.codes.at(-1) ?? '';
  }

  get host(): string {
    return `localhost:${this.port}`;
  }

  send(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: this.port, method, path, headers: { host: this.host, ...headers } },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
          response.on('end', () => {
            const { statusCode: status = 0, headers: got } = response;
            resolve({ status, headers: got, text, code: /"code":"([\w-]+)"/.exec(text)?.[1] });
          });
        },
      );
      sent.on('error', reject);
      if (body !== undefined) {
        sent.setHeader('content-type', headers['content-type'] ?? 'application/json');
        sent.write(typeof body === 'string' ? body : JSON.stringify(body));
      }
      sent.end();
    });
  }

  /**
   * Bytes on a connection of their own.
   * @returns what comes back until the server ends it, or has said nothing more for a while
   */
  raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(this.port, '127.0.0.1', () => socket.write(bytes));
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (/\r\n\r\n\{.*\}$/s.test(text)) socket.end(); // an answer that keeps the connection
      });
      socket.on('error', reject).on('close', () => resolve(text));
    });
  }

  /** An event stream, open when this returns. */
  stream(cookie: string): Promise<{ readonly isOpen: boolean; readonly ended: Promise<unknown> }> {
    return new Promise((resolve, reject) => {
      const headers = { host: this.host, cookie };
      request({ host: '127.0.0.1', port: this.port, path: '/api/events', headers }, (response) => {
        let isOpen = true;
        const ended = new Promise<void>((closed) => {
          response
            .on('error', () => {}) // cut off
            .on('close', () => {
              isOpen = false;
              closed();
            })
            .resume();
        });
        resolve({
          get isOpen() {
            return isOpen;
          },
          ended,
        });
      })
        .on('error', reject)
        .end();
    });
  }

  /** As the page does. */
  post(
    path: string,
    body: unknown = {},
    cookie?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const own = { origin: `http://${this.host}`, ...(cookie !== undefined && { cookie }), ...headers };
    return this.send('POST', path, { body, headers: own });
  }

  /** Lets a phone in. @returns its cookie */
  async pair(): Promise<string> {
    const { headers } = await this.post('/api/session', { code: this.code });
    return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  }

  /** The order, fresh. */
  order(order: unknown, cookie: string): Promise<Answer> {
    return this.post('/api/order', { order, seenMs: Math.round(this.clock.now()) }, cookie);
  }
}
