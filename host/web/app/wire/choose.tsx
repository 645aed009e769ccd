import { failureOf } from '../shell/failure.js';
import type { Job } from '../shell/job.js';
import { Button } from '../shell/parts.js';
import { words } from '../shell/words.js';
import { choosePort } from './choose-port.js';
import type { Connection } from './connection.js';
import { browserSerial } from './serial.js';

interface ChooseProps {
  readonly job: Job;
  readonly simulated: () => Connection;
  /** Text of the button that opens the browser’s list. */
  readonly choose: string;
}

/** Chooses what a door talks to: a port of this phone or computer, or a simulated device. */
export function Choose({ job, simulated, choose }: ChooseProps) {
  const texts = words.value.wire;
  const serial = browserSerial();
  const chosen = job.connection.value;
  const take = async (): Promise<void> => {
    try {
      job.connection.value = await choosePort();
      job.failure.value = undefined;
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  return (
    <section aria-label={texts.label}>
      {chosen && <p>{texts.through(chosen.name)}</p>}
      {typeof serial === 'string' && <p class="small">{texts.without[serial]}</p>}
      <div hidden={job.isBusy.value}>
        <Button disabled={typeof serial === 'string'} onTap={() => void take()}>
          {choose}
        </Button>
        <Button
          onTap={() => {
            job.connection.value = simulated();
            job.failure.value = undefined;
          }}
        >
          {texts.takeSimulated}
        </Button>
      </div>
    </section>
  );
}
