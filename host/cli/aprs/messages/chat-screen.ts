import { visible } from '../../../base/index.js';
import type { DeliveryEnd } from '../../../packet/aprs/index.js';
import type { DeliveryEvents, Outgoing } from '../../../packet/aprs/messages/index.js';
import type { CallSign } from '../../../packet/index.js';
import type { Output } from '../../terminal/output.js';
import { clockTime } from '../clock-time.js';

/** What becomes of a chat: lines for people, events for programs (`aprs.chat@1`). */
export class ChatScreen implements DeliveryEvents {
  constructor(
    private readonly out: Output,
    /** The station that every line goes to. */
    public partner: CallSign | undefined,
  ) {}

  readonly received = (from: string, text: string, time: Date): void => {
    this.#event('received', time, { from, text }, `${this.out.paint('bold', from)}: ${visible(text)}`);
  };

  tried(message: Outgoing, attempt: number, problem?: string): void {
    const { to, text } = message;
    if (problem !== undefined)
      this.out.warn(`try ${attempt} of the message to ${to} did not go out: ${problem}`);
    else if (attempt > 1) this.out.note(`no answer of ${to} yet: try ${attempt}`);
    else
      this.#event('sent', new Date(), { ...message }, `to ${this.out.paint('bold', to)}: ${visible(text)}`);
  }

  ended(message: Outgoing, { kind, tries, afterMs }: DeliveryEnd): void {
    const { to, text } = message;
    const about = `"${visible(text)}"`;
    const said = {
      acknowledged: `${to} has ${about}`,
      rejected: `${to} refuses ${about}: its memory may be full`,
      unanswered: `${to} has not acknowledged ${about}, after ${tries} tries`,
    };
    this.#event(kind, new Date(), { ...message, tries, afterMs }, said[kind]);
  }

  #event(event: string, time: Date, data: Readonly<Record<string, unknown>>, text: string): void {
    this.out.event({
      schema: 'aprs.chat@1',
      data: { time: time.toISOString(), event, ...data },
      text: [`${clockTime(time)} ${text}`],
    });
  }
}
