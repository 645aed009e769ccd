import type { Signal } from '@preact/signals';
import { visible } from '../../../../base/index.js';
import { readLogText } from '../../../../packet/aprs/receive/index.js';
import { failureOf, PageError } from '../../shell/failure.js';
import type { DoorJob } from '../../shell/job.js';
import { Button, Status } from '../../shell/parts.js';
import { words } from '../../shell/words.js';
import { HeardTraffic, MOST_LOGGED } from '../heard/heard-traffic.js';

/** A log that is shown in place of what is heard. */
export interface PlayedLog {
  readonly name: string;
  readonly channel: HeardTraffic;
  readonly packets: number;
  /** Lines that could not be read. */
  readonly unreadable: number;
}

/** Largest file that a page reads, bytes: some 60,000 packets. */
const MOST_BYTES = 20_000_000;

/** The browser has taken the text out of memory by then, ms. */
const SAVED_WITHIN_MS = 60_000;

interface LogProps {
  readonly live: HeardTraffic;
  readonly played: Signal<PlayedLog | undefined>;
  /** Shows what goes wrong. */
  readonly job: DoorJob;
}

/** Saves what was heard, and plays such a file again: that of `onair aprs listen --log` too. */
export function LogSection({ live, played, job }: LogProps) {
  const texts = words.value.log;
  const play = async (file: File): Promise<void> => {
    try {
      played.value = await playedFrom(file);
      job.failure.value = undefined;
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  const count = live.logged.value;
  return (
    <details>
      <summary>{texts.title}</summary>
      <Button disabled={count === 0} onTap={() => save(live)}>
        {texts.save(count)}
      </Button>
      <p class="small">{texts.full(MOST_LOGGED)}</p>
      <label>
        {texts.play}
        <input
          type="file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) void play(file);
          }}
        />
      </label>
    </details>
  );
}

/** Stands above what is shown while that is out of a file. */
export function PlayedBanner({ played }: { readonly played: Signal<PlayedLog | undefined> }) {
  const texts = words.value.log;
  const { value } = played;
  if (!value) return null;
  return (
    <div class="warning">
      <Status>
        {texts.playing(value.name, value.packets)}{' '}
        {value.unreadable > 0 && texts.unreadable(value.unreadable)}
      </Status>
      <Button
        onTap={() => {
          played.value = undefined;
        }}
      >
        {texts.live}
      </Button>
    </div>
  );
}

/** @throws OnairError bad-value for what is no log, or too large */
async function playedFrom(file: File): Promise<PlayedLog> {
  if (file.size > MOST_BYTES) {
    const { tooLarge, tooLargeHint } = words.value.log;
    throw new PageError('bad-value', { message: tooLarge, hint: tooLargeHint });
  }
  const { frames, broken } = readLogText(await file.text(), file.name);
  return {
    name: visible(file.name),
    channel: HeardTraffic.played(frames),
    packets: frames.length,
    unreadable: broken.length,
  };
}

/** Gives the browser a file to save. */
function save(live: HeardTraffic): void {
  const url = URL.createObjectURL(new Blob([live.logText()], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'heard.log';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVED_WITHIN_MS);
}
